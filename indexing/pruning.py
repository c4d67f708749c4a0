"""Remove what nobody needs any more: old snapshots, and what builds and killed processes left half done."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final
from uuid import uuid4

from indexing.leases import alone_with
from indexing.publish import versions
from pipeline.errors import BadInput, EmptyStore
from pipeline.files import sync_folder
from pipeline.store import Store

STALE_HOURS: Final = 24.0
"""What a build has not touched for so long it will not go on with."""

_PRUNED: Final = ".pruned-"


@dataclass(frozen=True)
class Pruned:
    """What was removed.

    Parameters
    ----------
    removed, kept, in_use
        Versions, oldest first; those in use would have gone but for a reader, and are among the kept.
    leftovers
        How many staging folders, temporary files, snapshots that were half removed, and parts of the log of deletions
        that a later one makes needless.
    freed_bytes
        A file that another snapshot shares frees nothing.
    """

    removed: tuple[str, ...]
    kept: tuple[str, ...]
    in_use: tuple[str, ...]
    leftovers: int
    freed_bytes: int


def prune(store: Store, *, keep: int, now: datetime, stale_hours: float = STALE_HOURS) -> Pruned:
    """Remove all snapshots but the published one, the newest ``keep``, and those that somebody reads.

    A reader never meets a snapshot that is half removed: it is renamed as a whole first, while nobody else has it.

    Parameters
    ----------
    keep
        1 or more: the newest snapshot may be about to be published.
    now
        The clock; staging and temporary files that were last touched ``stale_hours`` before it go too.

    Raises
    ------
    BadInput
        If ``keep`` is under 1.
    """
    if keep < 1:
        raise BadInput(f"keep is {keep}", expected="1 or more", remedy="Say how many of the newest snapshots to keep")
    leftovers = list(_leftovers(store, now - timedelta(hours=stale_hours)))
    places = {version: _take_away(store, version) for version in versions(store)[:-keep] if version != _current(store)}
    taken = [place for place in places.values() if place is not None]
    return Pruned(
        removed=tuple(version for version, place in places.items() if place is not None),
        kept=versions(store),
        in_use=tuple(version for version, place in places.items() if place is None),
        leftovers=len(leftovers) + store.merge_deletions(),
        freed_bytes=sum(map(_remove, [*taken, *leftovers])),
    )


def _take_away(store: Store, version: str) -> Path | None:
    """Rename a snapshot that nobody reads and that is not published, so that nobody can open it any more."""
    place, gone = store.snapshots / version, store.snapshots / f"{_PRUNED}{version}-{uuid4().hex[:8]}"
    with alone_with(place) as alone:
        # A rollback reads a snapshot until it is published, so that under the lock none is on its way.
        if not alone or version == _current(store):
            return None
        place.rename(gone)
    sync_folder(store.snapshots)
    return gone


def _leftovers(store: Store, before: datetime) -> Iterator[Path]:
    yield from store.snapshots.glob(f"{_PRUNED}*")
    if store.staging.is_dir() and _untouched(before, [store.staging, *store.staging.iterdir()]):
        yield store.staging
    for folder, _, names in os.walk(store.root):
        for name in names:
            if name.startswith(".") and name.endswith(".tmp") and _untouched(before, [Path(folder, name)]):
                yield Path(folder, name)


def _untouched(before: datetime, paths: Iterable[Path]) -> bool:
    try:
        return all(path.lstat().st_mtime < before.timestamp() for path in paths)
    except FileNotFoundError:
        return False  # somebody is at work there


def _remove(path: Path) -> int:
    """Remove a file, or a folder with all that is in it, and give the bytes that no other name holds."""
    try:
        found = path.lstat()
        if not stat.S_ISDIR(found.st_mode):
            path.unlink()
            return found.st_size if found.st_nlink == 1 else 0
        freed = sum(map(_remove, path.iterdir()))
        path.rmdir()
    except FileNotFoundError:
        return 0  # another `feedloom prune` was faster
    return freed


def _current(store: Store) -> str | None:
    try:
        return store.current_version()
    except EmptyStore:
        return None
