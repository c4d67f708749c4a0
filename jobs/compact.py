"""Leave nothing behind of what was deleted or replaced: ``python -m jobs.compact CONFIG.toml``.

A build reuses what is there and leaves holes. This job does the same work and reuses no index; before, it merges the
imported parts into one, without rows that were replaced or deleted, and forgets vectors and readings of content that no
post has any more. Older snapshots still hold what they held: ``feedloom prune`` removes them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from indexing.spec import BUDGET_BYTES, RECALL_TARGET
from jobs import build
from jobs.build import BuildConfig
from jobs.embed_posts import as_embedded
from jobs.embedded import content_batches, read_embedded
from jobs.encoders import Loader, load_encoder
from jobs.entry import main
from jobs.keys import Keys, digests
from jobs.parts import in_bulk, part_name, write_part
from jobs.ray_session import ray_session
from jobs.read_pictures import FOLDER as READINGS_FOLDER
from jobs.read_pictures import ReaderLoader, load_reader
from jobs.report import Clock, Report, Stage, timed, utc_now
from jobs.units import units
from pipeline.files import atomic_path, parquet_writer
from pipeline.media import text_key
from pipeline.schema import TABLES
from pipeline.store import Store
from pipeline.topics import choose_topics, topic_phrases

_ROWS_A_FILE: Final = 16_384
_BYTES_A_FILE: Final = 256 * 2**20
_ROWS_A_GROUP: Final = 16_384
_BYTES_A_GROUP: Final = 64 * 2**20
_BY_UNIT: Final = ("posts", "ads")
"""Tables that may hold pictures, and are copied a few rows at a time."""


@dataclass(frozen=True)
class CompactConfig:
    """Compact a store; the models are those it was embedded with.

    Parameters
    ----------
    store
        The store's folder, on a disk that every worker sees.
    address
        A running Ray; None starts one here.
    index_bytes, recall_target
        See :class:`jobs.build_index.IndexConfig`.
    """

    store: Path
    address: str | None = None
    index_bytes: int = BUDGET_BYTES
    recall_target: float = RECALL_TARGET


def run(
    config: CompactConfig, *, clock: Clock = utc_now, load: Loader = load_encoder, read: ReaderLoader = load_reader
) -> Report:
    """Merge and forget, and build a snapshot that holds no vector of a deleted or edited post.

    A crash at any moment loses nothing: what replaces a file is there before the file goes.

    Parameters
    ----------
    clock
        For the report.
    load, read
        Give the models, and the reader of words in pictures.

    Raises
    ------
    EmptyStore
        If nothing was embedded yet.
    FeedloomError
        What a step of the build raised.
    """
    started_at, store = clock(), Store.open(config.store)
    rebuild = BuildConfig(
        **vars(as_embedded(store, config.address)),
        fresh=True,
        index_bytes=config.index_bytes,
        recall_target=config.recall_target,
    )
    with ray_session(config.address):
        merging = _merge_tables(store)
        built = build.run(rebuild, clock=clock, load=load, read=read)
        forgetting = _forget_content(store)
    return Report("compact", started_at, (merging, *built.stages, *forgetting), built.version)


def _merge_tables(store: Store) -> Stage:
    with timed("merge parts") as watch:
        before = sum(_rows(store.parts(name)) for name in TABLES)
        for name in TABLES:
            _merge_parts(store, name)
        watch.note(items=before - sum(_rows(store.parts(name)) for name in TABLES))
    return watch.stage


def _rows(parts: Sequence[Path]) -> int:
    return sum(pq.read_metadata(path).num_rows for path in parts)


def _merge_parts(store: Store, name: str) -> None:
    """Put all rows that count into the last part; the others say nothing that it does not say, and go."""
    parts = store.parts(name)
    if not parts:
        return
    with atomic_path(parts[-1]) as path, parquet_writer(path, TABLES[name]) as writer:
        # Each becomes a row group, and a unit of work of its own.
        for table in in_bulk(_latest(store, name), _ROWS_A_GROUP, _BYTES_A_GROUP):
            writer.write_table(table)
    for path in parts[:-1]:
        path.unlink()


def _latest(store: Store, name: str) -> Iterator[pa.Table]:
    if name in _BY_UNIT:
        for unit in units(store, name):
            yield from unit.read(TABLES[name].names)
    else:
        yield store.read(name)


def _forget_content(store: Store) -> tuple[Stage, ...]:
    stages = []
    words = [text_key(phrase) for phrase in _phrases(store)]
    for space, card in read_embedded(store).cards.items():
        with timed(f"forget {space}") as watch:
            live = _live(store, space, words)
            gone = _rewrite(store.folder("embeddings", space), live, card.revision)
            watch.note(items=gone)
        stages.append(watch.stage)
    _rewrite(store.folder(READINGS_FOLDER), _live(store, "clip", ()), None)
    return tuple(stages)


def _phrases(store: Store) -> list[str]:
    tags = pa.chunked_array(
        [chunk for unit in units(store, "posts") for table in unit.read(["tags"]) for chunk in table["tags"].chunks],
        TABLES["posts"].field("tags").type,
    )
    wishes = pc.list_flatten(store.read("users")["interests"]).drop_null().unique().to_pylist()
    return [*topic_phrases(choose_topics(tags)), *wishes]


def _live(store: Store, space: str, words: Sequence[str]) -> Keys:
    live = Keys(digests(words))
    for batch in content_batches(store, space):
        live.add(digests(batch["content_key"]))
    return live


def _rewrite(folder: Path, live: Keys, revision: str | None) -> int:
    """Keep the rows of live content, of one revision where one is named, each once; give how many others there were."""
    old, new, after = sorted(folder.glob("*.parquet")), set(), 0
    before = _rows(old)
    for table in in_bulk(_kept(old, live, revision), _ROWS_A_FILE, _BYTES_A_FILE):
        new.add(_write_file(folder, table))
        after += table.num_rows
    for path in set(old) - new:
        path.unlink()
    return before - after


def _kept(paths: Sequence[Path], live: Keys, revision: str | None) -> Iterator[pa.Table]:
    seen = Keys()
    for path in paths:
        table = pq.read_table(path)
        if revision is not None:
            table = table.filter(pc.equal(table["revision"], revision))
        table = table.filter(pa.array(live.holds(digests(table["content_key"]))))
        table = table.filter(pa.array(seen.add(digests(table["content_key"]))))
        if table.num_rows:
            yield table


def _write_file(folder: Path, table: pa.Table) -> Path:
    revisions = "".join(table["revision"].unique().to_pylist())
    path = folder / f"{part_name(table['content_key'].to_pylist(), revisions)}.parquet"
    write_part(table, path, None)
    return path


if __name__ == "__main__":
    main(run, CompactConfig)
