"""Turn the texts and pictures of posts and ads into vectors: ``python -m jobs.embed_posts CONFIG.toml``.

Every piece of content is keyed by what it holds. A vector belongs to a content key and a revision of a model, so a
second run encodes nothing, and an edited text costs one text. What cannot be used becomes a row in ``rejected/``.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from jobs.embedded import write_content
from jobs.embedding import SpaceWork
from jobs.encoders import SPACES, Loader, backend_of, choose_models, describe_encoder, load_encoder, require_backend
from jobs.entry import main
from jobs.int8_trial import measure_int8
from jobs.picture_words import forget_picture_words
from jobs.pieces import owners_of
from jobs.ray_session import ray_session
from jobs.read_pictures import ReaderLoader, Reading, load_reader
from jobs.report import Clock, Report, Stage, timed, utc_now
from jobs.units import units
from jobs.vectors import known_keys
from pipeline.encoders.backends import AUTO, INT8
from pipeline.errors import EmptyStore
from pipeline.schema import CONTENT, REJECTED
from pipeline.store import Store


@dataclass(frozen=True)
class EmbedConfig:
    """Embed what was imported.

    Parameters
    ----------
    store
        The store's folder, on a disk that every worker sees.
    profile
        The pair of models; see ``feedloom models``.
    sentence, clip
        Models in place of the profile's own: a folder, an id on the hub, or, for clip, a tag of open_clip.
    address
        A running Ray; None starts one here.
    words_in_pictures
        Whether to read the words in pictures too, which needs the extra ``ocr``.
    backend
        What the models run on: ``auto``, ``torch``, ``openvino``, ``int8`` or ``cuda``.
    least_overlap
        With ``int8``, the least share of the ten nearest neighbours of a sample of the texts that must stay, 0 to 1.
    """

    store: Path
    profile: str = "compact"
    sentence: str | None = None
    clip: str | None = None
    address: str | None = None
    words_in_pictures: bool = False
    backend: str = AUTO
    least_overlap: float = 0.9


def run(
    config: EmbedConfig, *, clock: Clock = utc_now, load: Loader = load_encoder, read: ReaderLoader = load_reader
) -> Report:
    """Embed all posts and ads, and write ``content/``, ``embeddings/`` and ``rejected/``.

    Where the words in pictures are wanted they are read first, and become a text of their post beside its own.

    Parameters
    ----------
    clock
        For the report.
    load
        Gives the models.
    read
        Gives the reader of words in pictures.

    Raises
    ------
    EmptyStore
        If no posts were imported.
    ModelError
        If a model or the reader cannot be had, or its worker dies again and again on the same content.
    """
    started_at, store = clock(), Store.open(config.store)
    work = [unit for table in ("posts", "ads") for unit in units(store, table)]
    if not any(unit.table == "posts" for unit in work):
        raise EmptyStore(
            f"{store.root} holds no posts",
            expected="imported posts",
            remedy="Run `feedloom import` or `feedloom sample`",
        )
    load = require_backend(load, config.backend, config.address)
    models = choose_models(config.profile, config.sentence, config.clip, config.address, load)
    # Before Ray starts, which takes longer than to say that the extra is missing.
    revision = read().revision if config.words_in_pictures else None
    with ray_session(config.address):
        reading = _read(Reading(store, read, revision, work)) if revision is not None else _forget(store)
        stages = tuple(
            _embed(SpaceWork(store, space, models.model(space), load, work), models.name, config.least_overlap)
            for space in SPACES
        )
    return Report("embed_posts", started_at, (*reading, *stages))


def _read(reading: Reading) -> tuple[Stage, ...]:
    return (reading.run(),)


def _forget(store: Store) -> tuple[Stage, ...]:
    forget_picture_words(store)
    return ()


def _embed(work: SpaceWork, profile: str, least_overlap: float) -> Stage:
    store, space, backend = work.store, work.space, backend_of(work.load, work.space)
    with timed(f"embed {space}") as watch:
        kept = measure_int8(work, least_overlap) if backend is not None and backend.name == INT8 else ""
        card = describe_encoder(work.load, space, work.model)
        verdicts = work.verdicts(known_keys(store, space, card.revision))
        good = verdicts.filter(pc.is_null(verdicts["reason"]))
        bad = verdicts.filter(pc.is_valid(verdicts["reason"]))
        write_content(store, space, content_of(good, space), profile, card)
        store.write("rejected", _rejected(bad), part=f"embed-{space}")
        encoded = pc.sum(verdicts["encoded"]).as_py() or 0
        watch.note(
            items=encoded,
            skipped=good.num_rows - encoded,
            rejected=bad["reason"].to_pylist(),
            peak=pc.max(verdicts["peak_bytes"]).as_py() or 0,
            backend=f"{backend}{kept}" if backend is not None else "",
        )
    return watch.stage


def content_of(good: pa.Table, space: str) -> pa.Table:
    """Make the CONTENT of one space from the verdicts on the pieces that have a vector."""
    columns = [owners_of(good), pa.array([space] * good.num_rows, pa.string()), good["ordinal"], good["content_key"]]
    return pa.Table.from_arrays(columns, schema=CONTENT).sort_by([("post_id", "ascending"), ("ordinal", "ascending")])


def _rejected(bad: pa.Table) -> pa.Table:
    return bad.select(REJECTED.names).cast(REJECTED).sort_by([("table", "ascending"), ("id", "ascending")])


if __name__ == "__main__":
    main(run, EmbedConfig)
