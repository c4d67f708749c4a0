"""Follow the log of deletions of a store without reading it all again and again."""

from __future__ import annotations

from pipeline.store import Store


class DeletionLog:
    """Know which posts are deleted, and read each part of the log once.

    A later part has the higher number, and none says anything else while those before it are there. Where some have
    gone, since the log was merged or a backup put back, it is read from its beginning. One thread at a time may use it.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._read: tuple[str, ...] = ()
        self._deleted: frozenset[str] = frozenset()

    def deleted_posts(self) -> frozenset[str]:
        """Give the ids of the posts that are deleted now; the same object as before where nothing was added.

        Raises
        ------
        StoreError
            If a part cannot be read; the next call tries again.
        """
        while True:
            try:
                return self._read_on()
            except FileNotFoundError:
                continue  # merged into a later part since they were listed

    def _read_on(self) -> frozenset[str]:
        parts = self._store.parts("deleted")
        names = tuple(path.name for path in parts)
        if names == self._read:
            return self._deleted
        first = len(self._read) if names[: len(self._read)] == self._read else 0
        deleted, restored = self._store.deletions(parts[first:])
        self._deleted = (self._deleted - restored) | deleted if first else deleted
        self._read = names
        return self._deleted
