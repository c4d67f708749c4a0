"""A ranker that stays: it follows what is published, and what is deleted, while it answers."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock, Thread
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from indexing.snapshot import Snapshot
from pipeline.deletions import DeletionLog
from pipeline.errors import FeedloomError, UnknownId
from pipeline.store import CURRENT, Store
from ranking.encoders import Encoders
from ranking.event_log import PastEvent
from ranking.feed import Feed
from ranking.ranker import FeedRanker
from ranking.request import FeedRequest
from ranking.search import SearchResult

if TYPE_CHECKING:
    from PIL.Image import Image

log = logging.getLogger(__name__)
_RETRY_SECONDS: Final = 60.0
"""A snapshot that could not be opened is tried again after so long: the disk may have been at fault."""

Clock = Callable[[], float]
_Published = tuple[str, int, int]


@dataclass(frozen=True)
class LiveStatus:
    """How a live ranker is doing.

    Parameters
    ----------
    version
        The snapshot that answers.
    seconds
        For how long it has.
    deleted
        How many posts are out of sight.
    loading
        The snapshot that is being opened; None where none is.
    error
        Why the published snapshot does not answer, or the latest deletions are not known; None where all is well.
    """

    version: str
    seconds: float
    deleted: int
    loading: str | None
    error: str | None


class LiveRanker:
    """Answer requests from whatever snapshot is published, for as long as the process runs.

    Each request is answered by one :class:`FeedRanker`, the one that was current when it began. At most every
    ``check_seconds``, when a request comes, the store is looked at. Posts that were deleted are out of sight at once:
    none that was deleted ``check_seconds`` before a request began is in its answer. A new snapshot is opened and warmed
    in a thread of its own, while requests go on with the old one; one that cannot be opened is kept out.

    All methods may be called from many threads.

    Examples
    --------
    >>> with LiveRanker.open("store") as live:                     # doctest: +SKIP
    ...     feed = live.feed(FeedRequest(user_id="mara", k=20))
    """

    def __init__(self, store: Store, opener: Callable[[], FeedRanker], *, check_seconds: float, clock: Clock) -> None:
        self._store, self._opener, self._check_seconds, self._clock = store, opener, check_seconds, clock
        self._lock = Lock()
        self._loader: Thread | None = None
        self._loading: str | None = None
        self._errors: dict[str, str] = {}
        self._closed = False
        self._checked = self._failed = self._since = clock()
        self._log = DeletionLog(store)
        self._deleted = self._log.deleted_posts()
        self._published = _published(store)
        self._ranker = opener()

    @classmethod
    def open(
        cls,
        store: str | Path | Store,
        *,
        check_seconds: float = 1.0,
        clock: Clock = time.monotonic,
        verify: bool = True,
        encoders: Callable[[Snapshot], Encoders] = Encoders.of,
    ) -> LiveRanker:
        """Open the published snapshot of a store, and follow what is published after it.

        Parameters
        ----------
        check_seconds
            How old what is known of the store may be when a request begins; 0 looks for each.
        clock
            Seconds that never run backwards.
        verify
            Whether to compare the checksums of all files of each snapshot.
        encoders
            Makes the models for searching; those that are loaded go on where their revisions are the same.

        Raises
        ------
        EmptyStore
            If the store does not exist, nothing was published yet, or the snapshot has no posts.
        SnapshotError
            If the snapshot is damaged, foreign, or of a newer schema.
        """
        opened = store if isinstance(store, Store) else Store.open(store)

        def opener() -> FeedRanker:
            ranker = FeedRanker.open(opened, verify=verify, encoders=encoders)
            ranker.warm()
            return ranker

        opened.current_version()  # raises where nothing was published
        return cls(opened, opener, check_seconds=check_seconds, clock=clock)

    @property
    def ranker(self) -> FeedRanker:
        """The ranker that answers now: for several questions that must come from one snapshot."""
        if self._clock() - self._checked >= self._check_seconds:
            with self._lock:
                self._look_unless_somebody_has()
        return self._ranker

    def feed(self, request: FeedRequest) -> Feed:
        """Rank one feed; see :meth:`FeedRanker.feed`."""
        return self.ranker.feed(request)

    def search(
        self, text: str | None = None, *, image: Image | bytes | str | Path | None = None, k: int = 10
    ) -> SearchResult:
        """Find posts by words or by a picture; see :meth:`FeedRanker.search`."""
        return self.ranker.search(text, image=image, k=k)

    def observe(self, events: Iterable[PastEvent]) -> None:
        """Note reactions; those to posts that another snapshot has shown, or that are deleted by now, too.

        Raises
        ------
        UnknownId
            If one of the posts was never imported; then nothing is noted.
        """
        ranker, noted = self.ranker, list(events)
        strange = [event.post_id for event in noted if not ranker.catalog.knows(event.post_id)]
        for post_id in set(strange) - self._imported() if strange else ():
            raise UnknownId(
                f"post {post_id!r} was never imported", expected="the id of a post", remedy="Import the post first"
            )
        ranker.state.observe(noted)

    def undo(self, event: PastEvent) -> None:
        """Take back what a person did; see :meth:`FeedRanker.undo`."""
        self.ranker.undo(event)

    def record(self, feed: Feed) -> None:
        """Note that a feed was shown; see :meth:`FeedRanker.record`."""
        self.ranker.record(feed)

    def click_ad(self, feed: Feed, ad_id: str, *, at: datetime) -> None:
        """Note a click on an ad of a feed, of whichever snapshot; see :meth:`FeedRanker.click_ad`."""
        self.ranker.click_ad(feed, ad_id, at=at)

    def status(self) -> LiveStatus:
        """Say which snapshot answers, and what is wrong."""
        with self._lock:
            snapshot, error = self._ranker.snapshot, next(iter(self._errors.values()), None)
            seconds = self._clock() - self._since
            return LiveStatus(snapshot.version, seconds, len(snapshot.deleted), self._loading, error)

    def close(self) -> None:
        """Stop following, and wait for the thread that opens a snapshot; what is open still answers."""
        with self._lock:
            self._closed, loader = True, self._loader
        if loader is not None:
            loader.join()
        self._ranker.state.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _imported(self) -> frozenset[str]:
        return self._store.ids("posts") | self._store.deleted_posts()

    def _look_unless_somebody_has(self) -> None:
        now = self._clock()
        if self._closed or now - self._checked < self._check_seconds:
            return
        for what, look in (("deletions", self._follow_deletions), ("snapshot", self._follow_published)):
            try:
                look()
            except (FeedloomError, OSError) as error:
                self._note(what, f"the {what} of {self._store.root} cannot be read: {error}")
        self._checked = now

    def _follow_deletions(self) -> None:
        deleted = self._log.deleted_posts()
        if deleted is not self._deleted:
            self._ranker, self._deleted = self._ranker.marked(deleted), deleted
        self._errors.pop("deletions", None)

    def _follow_published(self) -> None:
        published = _published(self._store)
        again = "snapshot" in self._errors and self._clock() - self._failed >= _RETRY_SECONDS
        if (published == self._published and not again) or (self._loader is not None and self._loader.is_alive()):
            return
        self._published, version = published, published[0]
        if version == self._ranker.snapshot.version:
            self._errors.pop("snapshot", None)
            return
        self._loading = version
        self._loader = Thread(target=self._load, args=(version,), name=f"feedloom opens {version}", daemon=True)
        self._loader.start()

    def _load(self, version: str) -> None:
        try:
            # What is published by now, which may be newer: the version that was seen may have been pruned.
            fresh = self._opener()
            fresh.encoders.keep(self._ranker.encoders)
            with self._lock:
                self._swap(fresh)
        except FeedloomError as error:
            self._keep_out(f"snapshot {version} is kept out: {error}")
        except Exception as error:
            log.exception("opening %s failed", version)
            self._keep_out(f"snapshot {version} is kept out: {error!r}")
        self._loading = None

    def _swap(self, fresh: FeedRanker) -> None:
        if self._closed:
            return
        # Posts may have been deleted while the snapshot was opened, and the check that saw it marked the old one.
        deleted = self._log.deleted_posts()
        self._ranker = fresh if fresh.snapshot.deleted == deleted else fresh.marked(deleted)
        self._deleted, self._since = deleted, self._clock()
        self._errors.clear()
        log.info("snapshot %s answers", fresh.snapshot.version)

    def _keep_out(self, why: str) -> None:
        with self._lock:
            self._failed = self._clock()
            self._note("snapshot", why)

    def _note(self, what: str, why: str) -> None:
        if self._errors.get(what) != why:
            log.error("%s", why)
        self._errors[what] = why


def _published(store: Store) -> _Published:
    """Name the published snapshot, and tell one publication of it from another."""
    found = (store.root / CURRENT).stat()  # before the name is read, so that no later publication goes unseen
    return store.current_version(), found.st_ino, found.st_mtime_ns
