"""Turn the texts and pictures of posts and ads into vectors: ``python -m jobs.embed_posts CONFIG.toml``.

Every piece of content is keyed by what it holds. A vector belongs to a content key and a revision of a model, so a
second run encodes nothing, and an edited text costs one text. What cannot be used becomes a row in ``rejected/``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from jobs.embedded import write_content
from jobs.encoders import SPACES, describe_encoder
from jobs.encoding import VERDICTS, EncodePieces
from jobs.entry import main
from jobs.pieces import cut
from jobs.progress import bar
from jobs.ray_session import cluster_cpus, ray_session, unwrapped
from jobs.report import Clock, Report, Stage, timed, utc_now
from jobs.tasks import RETRIES
from jobs.units import Unit, units
from jobs.vectors import known_keys
from pipeline.errors import EmptyStore
from pipeline.importers import media_reader
from pipeline.schema import CONTENT, REJECTED
from pipeline.store import Store

_PART_PIECES: Final = {"sentence": 1024, "clip": 256}
_MAX_ACTORS: Final = 8


@dataclass(frozen=True)
class EmbedConfig:
    """Embed what was imported.

    Parameters
    ----------
    store
        The store's folder, on a disk that every worker sees.
    profile
        The pair of models; see ``feedloom models``.
    address
        A running Ray; None starts one here.
    """

    store: Path
    profile: str = "compact"
    address: str | None = None


def run(config: EmbedConfig, *, clock: Clock = utc_now) -> Report:
    """Embed all posts and ads, and write ``content/``, ``embeddings/`` and ``rejected/``.

    Raises
    ------
    EmptyStore
        If no posts were imported.
    ModelError
        If a model cannot be had, or its worker dies again and again on the same content.
    """
    started_at, store = clock(), Store.open(config.store)
    work = [unit for table in ("posts", "ads") for unit in units(store, table)]
    if not any(unit.table == "posts" for unit in work):
        raise EmptyStore(
            f"{store.root} holds no posts",
            expected="imported posts",
            remedy="Run `feedloom import` or `feedloom sample`",
        )
    with ray_session(config.address):
        stages = tuple(_embed(store, space, config.profile, work) for space in SPACES)
    return Report("embed_posts", started_at, stages)


def _embed(store: Store, space: str, profile: str, work: list[Unit]) -> Stage:
    with timed(f"embed {space}") as watch:
        card = describe_encoder(space, profile)
        verdicts = _verdicts(store, space, profile, card.revision, work)
        good = verdicts.filter(pc.is_null(verdicts["reason"]))
        bad = verdicts.filter(pc.is_valid(verdicts["reason"]))
        write_content(store, space, _content(good, space), profile, card)
        store.write("rejected", _rejected(bad), part=f"embed-{space}")
        encoded = pc.sum(verdicts["encoded"]).as_py() or 0
        watch.note(
            items=encoded,
            skipped=good.num_rows - encoded,
            rejected=bad["reason"].to_pylist(),
            peak=pc.max(verdicts["peak_bytes"]).as_py() or 0,
        )
    return watch.stage


def _verdicts(store: Store, space: str, profile: str, revision: str, work: list[Unit]) -> pa.Table:
    known = known_keys(store, space, revision)
    parts = [VERDICTS.empty_table()]
    with bar(f"embed {space}", _estimate(space, work)) as line, unwrapped(f"the model of space {space!r}"):
        for batch in _dataset(store, space, profile, work, known).iter_batches(batch_size=None, batch_format="pyarrow"):
            parts.append(batch.select(VERDICTS.names).cast(VERDICTS))
            line.advance(batch.num_rows)
    return pa.concat_tables(parts)


def _dataset(store: Store, space: str, profile: str, work: list[Unit], known: frozenset[str]) -> Any:  # noqa: ANN401 - ray has no types
    import ray
    from ray.data import ActorPoolStrategy

    # One whole CPU stays free for the tasks that read, or nothing would ever reach the workers.
    cpus = cluster_cpus()
    share = 1.0 if cpus >= 2 else 0.5
    actors = max(1, min(_MAX_ACTORS, int(cpus) - 1))
    media, known_ref = media_reader(store), ray.put(known)

    def read(batch: pa.Table) -> Iterator[pa.Table]:
        for number in batch["unit"].to_pylist():
            yield from cut(work[number], space, media, ray.get(known_ref))

    numbers = ray.data.from_arrow([pa.table({"unit": [number]}) for number in range(len(work))])
    return (
        numbers.map_batches(read, batch_size=None, batch_format="pyarrow", num_cpus=share)
        .repartition(target_num_rows_per_block=_PART_PIECES[space])
        .map_batches(
            EncodePieces,
            fn_constructor_args=(store, space, profile),
            batch_size=None,
            batch_format="pyarrow",
            compute=ActorPoolStrategy(size=actors),
            num_cpus=share,
            max_restarts=RETRIES,
            max_task_retries=RETRIES,
        )
    )


def _estimate(space: str, work: list[Unit]) -> int:
    return sum(len(unit.rows) if space == "sentence" else unit.pictures() for unit in work)


def _content(good: pa.Table, space: str) -> pa.Table:
    owners = pc.if_else(pc.equal(good["table"], "ads"), pc.binary_join_element_wise("ad:", good["id"], ""), good["id"])
    columns = [owners, pa.array([space] * good.num_rows, pa.string()), good["ordinal"], good["content_key"]]
    return pa.Table.from_arrays(columns, schema=CONTENT).sort_by([("post_id", "ascending"), ("ordinal", "ascending")])


def _rejected(bad: pa.Table) -> pa.Table:
    return bad.select(REJECTED.names).cast(REJECTED).sort_by([("table", "ascending"), ("id", "ascending")])


if __name__ == "__main__":
    main(run, EmbedConfig)
