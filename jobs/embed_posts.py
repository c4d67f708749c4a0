"""Turn the texts and pictures of posts and ads into vectors: ``python -m jobs.embed_posts CONFIG.toml``.

Every piece of content is keyed by what it holds. A vector belongs to a content key and a revision of a model, so a
second run encodes nothing, and an edited text costs one text. What cannot be used becomes a row in ``rejected/``.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from jobs.embedded import card_by_files, read_embedded
from jobs.embedding import SpaceWork
from jobs.encoders import (
    SPACES,
    Loader,
    backend_of,
    choose_models,
    describe_encoder,
    files_of,
    known_card,
    load_encoder,
    require_backend,
)
from jobs.entry import main
from jobs.int8_trial import measure_int8
from jobs.labour import Care, Start
from jobs.picture_words import forget_picture_words, picture_words_folder
from jobs.ray_session import ray_session
from jobs.read_pictures import ReaderLoader, Reading, load_reader
from jobs.report import Clock, Report, Stage, timed, utc_now
from jobs.units import units
from pipeline.encoders import DEFAULT_PROFILE, PROFILES
from pipeline.encoders.backends import AUTO, INT8, wanted_for
from pipeline.errors import EmptyStore
from pipeline.store import Store

_TEMPORARY: Final = (
    "content/.*.tmp",
    "embeddings/*/.*.tmp",
    "picture_words/.*.tmp",
    "readings/.*.tmp",
    "rejected/.embed-*.tmp",
    "rejected/.words.*.tmp",
)
"""What a killed run may have begun beside the tables of the store."""


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
    max_rejected_fraction
        The share of texts, or of pictures, that may be rejected before the run is stopped, 0 to 1. A feed of which more
        than half cannot be used has a wrong media root or the wrong importer rather than bad luck; a third of dead
        links is common.
    decode_seconds
        How long the decoding of one picture may take before it is rejected.
    """

    store: Path
    profile: str = "compact"
    sentence: str | None = None
    clip: str | None = None
    address: str | None = None
    words_in_pictures: bool = False
    backend: str = AUTO
    least_overlap: float = 0.9
    max_rejected_fraction: float = 0.5
    decode_seconds: float = 60.0

    @property
    def care(self) -> Care:
        """How much trouble content may make.

        Raises
        ------
        ConfigError
            If a value is out of range.
        """
        return Care(self.max_rejected_fraction, self.decode_seconds)


def as_embedded(store: Store, address: str | None = None) -> EmbedConfig:
    """Ask for what a store was embedded with, however much of it may be rejected: its owner has seen how much is.

    Raises
    ------
    EmptyStore
        If it was not embedded yet.
    """
    embedded = read_embedded(store)
    packaged, cards = embedded.profile in PROFILES, embedded.cards
    backend = wanted_for(cards["sentence"].revision)
    return EmbedConfig(
        store.root,
        profile=embedded.profile if packaged else DEFAULT_PROFILE,
        sentence=None if packaged else cards["sentence"].model,
        clip=None if packaged else cards["clip"].model,
        address=address,
        words_in_pictures=any(picture_words_folder(store).glob("*.parquet")),
        backend=backend if backend == INT8 else AUTO,  # all others give vectors of one revision
        max_rejected_fraction=1.0,
    )


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
    BadInput
        If too much is rejected; what was done is kept.
    EmptyStore
        If no posts were imported.
    ModelError
        If a model or the reader cannot be had, or its worker dies again and again, though no content is to blame.
    """
    started_at, store, care = clock(), Store.open(config.store), config.care
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
    reading = Reading(store, read, read().revision, work, care) if config.words_in_pictures else None
    _clear_away(store)
    with ExitStack() as session:

        def start() -> None:
            session.enter_context(ray_session(config.address))

        stages = []
        if reading is not None:
            stages.append(reading.run(start))
        else:
            forget_picture_words(store)
        for space in SPACES:
            # The words in pictures are texts by now.
            one = SpaceWork(store, space, models.model(space), load, work, care)
            stages.append(_embed(one, models.name, config, start))
    return Report("embed_posts", started_at, tuple(stages))


def _clear_away(store: Store) -> None:
    for pattern in _TEMPORARY:
        for path in store.root.glob(pattern):
            path.unlink(missing_ok=True)


def _embed(work: SpaceWork, profile: str, config: EmbedConfig, start: Start) -> Stage:
    backend, kept = backend_of(work.load, work.space), ""

    def begin() -> None:
        nonlocal kept
        start()
        if backend is not None and backend.name == INT8:
            kept = measure_int8(work, config.least_overlap)

    with timed(f"embed {work.space}") as watch:
        card, files = known_card(work.load, work.space, work.model), None
        if card is None:
            files = files_of(work.load, work.space, work.model, config.address)
            card = card_by_files(work.store, work.space, files)
        if card is None:
            start()
            card = describe_encoder(work.load, work.space, work.model)
        work.run(profile, card, begin, watch, files)
    return replace(watch.stage, backend=f"{backend}{kept}" if backend is not None else "")


if __name__ == "__main__":
    main(run, EmbedConfig)
