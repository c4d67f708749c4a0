"""Stage a published snapshot again, as it is, so that one more piece can be added and the whole be published anew."""

from __future__ import annotations

import json
from dataclasses import asdict

from indexing.snapshot import Snapshot
from indexing.space_staging import card_name
from indexing.staging import clear_staging, stage_observed
from indexing.tables import RANKER
from pipeline.files import atomic_path, link_or_copy
from pipeline.store import Store


def restage(store: Store, snapshot: Snapshot) -> None:
    """Fill the staging folder with links to all files of a snapshot but for its ranker.

    Files of snapshots never change, so a link is as good as a copy. Whatever was staged is lost.

    Parameters
    ----------
    snapshot
        Of this store, checked.
    """
    clear_staging(store)
    store.staging.mkdir(parents=True)
    for name in snapshot.manifest.files:
        if name != RANKER:
            link_or_copy(snapshot.path / name, store.staging / name)
    for space, card in snapshot.manifest.spaces.items():
        with atomic_path(store.staging / card_name(space)) as path:
            path.write_text(json.dumps(asdict(card)), encoding="utf-8")
    stage_observed(store, snapshot.manifest.observed_through)
