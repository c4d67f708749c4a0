"""Keep a snapshot from being pruned while somebody reads it.

Files of a snapshot are opened when they are first asked for, and stay mapped. Whoever reads one holds a shared
``flock`` on its manifest, and who would remove it must get the exclusive one. The kernel gives a lock up with the
process that held it, however that ended; a reader needs no right to write. On a disk that knows no locks readers go
without, and nothing is pruned.
"""

from __future__ import annotations

import errno
import fcntl
import logging
import os
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from indexing.manifest import MANIFEST
from pipeline.store import Store

_LOG = logging.getLogger(__name__)
_UNREADABLE: Final = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.EISDIR)


class Lease:
    """Hold a lock for as long as anybody refers to this object.

    Parameters
    ----------
    descriptor
        The open file that is locked; it is closed in the end.
    """

    def __init__(self, descriptor: int) -> None:
        self._end = weakref.finalize(self, os.close, descriptor)

    def end(self) -> None:
        """Give the lock up now."""
        self._end()


def hold(store: Store, version: str | None) -> tuple[str, Lease | None]:
    """Name a snapshot, the published one where none is named, and keep it from being pruned.

    Returns
    -------
    tuple
        The version, and the lease; None where there is no such snapshot, which opening it will say, or where the
        disk knows no locks.
    """
    name = store.current_version() if version is None else version
    while True:
        lease = _share(store.snapshots / name / MANIFEST)
        # Between reading the name and getting the lock another snapshot may have been published and this one pruned.
        now = name if lease is not None or version is not None else store.current_version()
        if now == name:
            return name, lease
        name = now


@contextmanager
def alone_with(path: Path) -> Iterator[bool]:
    """Say whether nobody reads the snapshot in this folder, and keep it so until the block ends."""
    try:
        descriptor = _open(path / MANIFEST, os.O_RDWR)
    except OSError as error:
        if error.errno not in _UNREADABLE:
            raise
        yield True  # what has no manifest of its own cannot have been opened
        return
    try:
        yield _locked(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    finally:
        os.close(descriptor)


def _share(manifest: Path) -> Lease | None:
    try:
        descriptor = _open(manifest, os.O_RDONLY)
    except OSError:
        return None
    lease = Lease(descriptor)
    # Waits where somebody is about to prune it, which takes milliseconds; then it may be gone.
    if _locked(descriptor, fcntl.LOCK_SH) and _is_still(manifest, descriptor):
        return lease
    lease.end()
    return None


def _open(path: Path, mode: int) -> int:
    # Neither a link is followed, nor is a pipe waited for.
    return os.open(path, mode | os.O_NOFOLLOW | os.O_NONBLOCK)


def _locked(descriptor: int, kind: int) -> bool:
    try:
        fcntl.flock(descriptor, kind)
    except BlockingIOError:
        return False
    except OSError as error:
        _LOG.warning("the disk knows no locks (%s), so nobody can see which snapshots are read", error)
        return False
    return True


def _is_still(path: Path, descriptor: int) -> bool:
    """Say whether the file that was opened is still the one of this name."""
    try:
        now = path.stat(follow_symlinks=False)
    except OSError:
        return False
    return os.path.samestat(now, os.fstat(descriptor))
