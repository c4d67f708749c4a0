"""Embed, index, learn profiles and publish in one go: ``python -m jobs.build CONFIG.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from indexing.spec import BUDGET_BYTES, RECALL_TARGET
from jobs import build_index, build_profiles, embed_posts, publish
from jobs.encoders import Loader, choose_models, load_encoder, require_backend
from jobs.entry import main
from jobs.ray_session import ray_session
from jobs.read_pictures import ReaderLoader, load_reader
from jobs.report import Clock, Report, utc_now
from pipeline.encoders.backends import AUTO
from pipeline.store import Store


@dataclass(frozen=True)
class BuildConfig:
    """Build a snapshot from what was imported.

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
    max_rejected_fraction, decode_seconds
        See :class:`jobs.embed_posts.EmbedConfig`.
    fresh, index_bytes, recall_target
        See :class:`jobs.build_index.IndexConfig`.
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
    fresh: bool = False
    index_bytes: int = BUDGET_BYTES
    recall_target: float = RECALL_TARGET


def run(
    config: BuildConfig, *, clock: Clock = utc_now, load: Loader = load_encoder, read: ReaderLoader = load_reader
) -> Report:
    """Run the four steps in one Ray session; each keeps what it did, so that a second run starts where one failed.

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
    FeedloomError
        What one of the steps raised.
    """
    started_at, store = clock(), Store.open(config.store).root
    wanted = (config.profile, config.sentence, config.clip)
    require_backend(load, config.backend, config.address)
    choose_models(*wanted, config.address, load)  # before Ray starts, which takes longer than to say no
    if config.words_in_pictures:
        read()
    embedding = embed_posts.EmbedConfig(
        store,
        *wanted,
        config.address,
        config.words_in_pictures,
        config.backend,
        config.least_overlap,
        max_rejected_fraction=config.max_rejected_fraction,
        decode_seconds=config.decode_seconds,
    )
    indexing = build_index.IndexConfig(
        store,
        fresh=config.fresh,
        index_bytes=config.index_bytes,
        recall_target=config.recall_target,
    )
    with ray_session(config.address):
        parts = [
            embed_posts.run(embedding, clock=clock, load=load, read=read),
            build_index.run(indexing, clock=clock, load=load),
            build_profiles.run(build_profiles.ProfilesConfig(store), clock=clock, load=load),
            publish.run(publish.PublishConfig(store), clock=clock),
        ]
    return Report("build", started_at, tuple(stage for part in parts for stage in part.stages), parts[-1].version)


if __name__ == "__main__":
    main(run, BuildConfig)
