"""Connections to an SQLite file that are kept open between questions: opening one takes longer than most questions."""

from __future__ import annotations

import os
import sqlite3
import weakref
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_WAIT_SECONDS: Final = 30.0
"""So long is waited for another process that writes."""


@dataclass(frozen=True)
class _Open:
    """A connection, and the file it was opened on."""

    db: sqlite3.Connection
    device: int
    inode: int


class Connections:
    """Lend connections to one file, each to one thread at a time; a file that was replaced gets new ones.

    Parameters
    ----------
    path
        The SQLite file; the first connection makes it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._idle: deque[_Open] = deque()
        self._end = weakref.finalize(self, _close_all, self._idle)
        _POOLS.add(self)

    @contextmanager
    def lend(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection; one on which something failed is closed and not lent again."""
        one = self._take()
        try:
            yield one.db
        except BaseException:
            one.db.close()
            raise
        self._idle.append(one)

    def close(self) -> None:
        """Close those that are not lent."""
        _close_all(self._idle)

    def _take(self) -> _Open:
        while True:
            try:
                one = self._idle.pop()
            except IndexError:
                return self._open()
            if self._is_current(one):
                return one
            one.db.close()

    def _open(self) -> _Open:
        db = sqlite3.connect(self._path, timeout=_WAIT_SECONDS, check_same_thread=False)
        found = self._path.stat()
        return _Open(db, found.st_dev, found.st_ino)

    def _is_current(self, one: _Open) -> bool:
        try:
            found = self._path.stat()
        except FileNotFoundError:
            return False
        return (one.device, one.inode) == (found.st_dev, found.st_ino)


_POOLS: Final[weakref.WeakSet[Connections]] = weakref.WeakSet()


def _close_all(idle: deque[_Open]) -> None:
    while idle:
        try:
            idle.pop().db.close()
        except IndexError:
            return


def _close_before_fork() -> None:
    # SQLite keeps its locks by process and by file: a child must not inherit what counts its parent's.
    for pool in list(_POOLS):
        pool.close()


os.register_at_fork(before=_close_before_fork)
