"""Publish what is staged: ``python -m jobs.publish CONFIG.toml``."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

from indexing.manifest import ModelCard
from indexing.publish import publish
from indexing.snapshot import Snapshot
from indexing.space_staging import staged_spaces
from indexing.staging import stage_ranker
from jobs.embedded import read_embedded
from jobs.entry import main
from jobs.report import Clock, Report, timed, utc_now
from pipeline.errors import EmptyStore, SnapshotError
from pipeline.store import Store
from ranking.learned.document import LearnedRanker

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class PublishConfig:
    """Publish a store's staging folder.

    Parameters
    ----------
    store
        The store's folder.
    """

    store: Path


def run(config: PublishConfig, *, clock: Clock = utc_now) -> Report:
    """Make the staged pieces a snapshot and point CURRENT at it.

    Raises
    ------
    StoreError
        If a piece is missing or does not fit the others.
    """
    started_at, store = clock(), Store.open(config.store)
    with timed("publish") as watch:
        _keep_ranker(store)
        version = publish(store, created_at=started_at, profile=read_embedded(store).profile)
        watch.note(items=len(Snapshot.open(store, version, verify=False).manifest.files))
    return Report("publish", started_at, (watch.stage,), version)


def _keep_ranker(store: Store) -> None:
    """Carry the published ranker over where its features still mean the same: made by this code, of the same models."""
    try:
        before = Snapshot.open(store, verify=False)
    except (EmptyStore, SnapshotError):  # of an older feedloom, or damaged: nothing of it is worth keeping
        return
    staged = {name: ModelCard(card.model, card.revision) for name, card in staged_spaces(store).items()}
    if before.ranker is None or before.models != staged:
        return
    try:
        LearnedRanker.parse(before.ranker)
    except SnapshotError as error:  # every feed of the new snapshot would fail
        log.warning("The learned ranker is left out: %s", error)
        return
    stage_ranker(store, before.ranker)


if __name__ == "__main__":
    main(run, PublishConfig)
