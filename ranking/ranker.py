"""The front door: open a store, ask for feeds, search, and say what happened."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from indexing.snapshot import Snapshot
from pipeline.errors import BadInput, EmptyStore, UnknownId
from pipeline.store import Store
from ranking.catalog import Catalog
from ranking.encoders import Encoders
from ranking.event_log import PastEvent
from ranking.feed import Feed
from ranking.filters.deleted import DeletedFilter
from ranking.people import People
from ranking.pipeline import run
from ranking.profile import ProfileEntry, profile_of
from ranking.query.recent_events import RecentEvents
from ranking.query.stated_interests import StatedInterests
from ranking.request import FeedRequest, Person, Query, resolve_now
from ranking.search import SearchResult, search
from ranking.stages import QueryHydrator, Surface
from ranking.state import State
from ranking.surfaces import SURFACES, surface_named

if TYPE_CHECKING:
    from PIL.Image import Image


@dataclass(frozen=True)
class FeedRanker:
    """Answer requests from one published snapshot and the store's online state.

    Examples
    --------
    >>> ranker = FeedRanker.open("store")                                       # doctest: +SKIP
    >>> feed = ranker.feed(FeedRequest(user_id="mara", surface="home", k=20))   # doctest: +SKIP
    >>> print(feed.explain(feed.items[0].post_id))                              # doctest: +SKIP
    """

    snapshot: Snapshot
    state: State
    encoders: Encoders

    @classmethod
    def open(
        cls,
        store: str | Path | Store,
        *,
        version: str | None = None,
        verify: bool = True,
        encoders: Callable[[Snapshot], Encoders] = Encoders.of,
    ) -> FeedRanker:
        """Open the published snapshot of a store.

        Parameters
        ----------
        version
            An older snapshot; None for the published one.
        verify
            Whether to compare the checksums of all files first.
        encoders
            Makes the models for searching; by default those of the snapshot's profile.

        Raises
        ------
        EmptyStore
            If the store does not exist, nothing was published yet, or the snapshot has no posts.
        SnapshotError
            If the snapshot is damaged, foreign, or of a newer schema.
        """
        opened = store if isinstance(store, Store) else Store.open(store)
        snapshot = Snapshot.open(opened, version, verify=verify)
        if not snapshot.posts.num_rows:
            raise EmptyStore(
                f"snapshot {snapshot.version} has no posts",
                expected="at least one",
                remedy="Import posts and run `feedloom build` again",
            )
        return cls(snapshot, State(opened.state_db), encoders(snapshot))

    @cached_property
    def catalog(self) -> Catalog:
        """The snapshot's posts as columns."""
        return Catalog(self.snapshot)

    @cached_property
    def people(self) -> People:
        """Everybody the snapshot knows."""
        return People(self.catalog)

    def warm(self) -> None:
        """Read and compute, without noting anything, what the first requests would have to wait for."""
        people = [None, *self.snapshot.profiles["user_id"].slice(0, 1).to_pylist()]
        for surface in SURFACES:
            for user_id in people:
                self.feed(FeedRequest(user_id, surface))
        for space in self.snapshot.spaces:
            self.snapshot.search(space, np.ones((1, self.snapshot.dims[space]), np.float32), 1)

    def with_ranker(self, text: str | None) -> FeedRanker:
        """Give a ranker of the same posts and people with another learned ranker, as JSON, or with none."""
        return replace(self, snapshot=self.snapshot.with_ranker(text))

    def marked(self, deleted: frozenset[str]) -> FeedRanker:
        """Give a ranker of the same snapshot with other posts deleted; what was read is not read again."""
        fresh = replace(self, snapshot=self.snapshot.marked(deleted))
        catalog = self.catalog.over(fresh.snapshot)
        vars(fresh).update(catalog=catalog, people=self.people.over(catalog))
        return fresh

    def feed(self, request: FeedRequest) -> Feed:
        """Rank one feed. Nothing is recorded: call :meth:`record` once it was really shown.

        Raises
        ------
        UnknownId
            If nobody knows the person, or there is no such surface.
        ModelError
            If the request has interests in words and their model cannot be had.
        """
        return run(self.surface(request.surface), self.query(request))

    def surface(self, name: str) -> Surface:
        """List the stages of a surface, those that every surface has among them.

        Raises
        ------
        UnknownId
            If there is no such surface.
        """
        surface = surface_named(name, self.state)
        enrich: tuple[QueryHydrator, ...] = (
            RecentEvents(self.state),
            StatedInterests(self.encoders.words),
            *surface.query_hydrators,
        )
        return replace(surface, query_hydrators=enrich, filters=(DeletedFilter(), *surface.filters))

    def person(self, user_id: str, *, now: datetime | None = None) -> Person:
        """Say what the home feed knows of a person at a moment: interests, history, and what they were shown.

        Raises
        ------
        UnknownId
            If nobody knows the person.
        """
        return self._known(user_id, now).person

    def profile(self, user_id: str, *, now: datetime | None = None) -> tuple[ProfileEntry, ...]:
        """List what a person cares about, and has turned away from, in words that can be shown to them.

        Raises
        ------
        UnknownId
            If nobody knows the person.
        """
        return profile_of(self._known(user_id, now))

    def _known(self, user_id: str, now: datetime | None) -> Query:
        query = self.query(FeedRequest(user_id, now=now))
        for enrich in self.surface("home").query_hydrators:
            query = enrich(query)
        return query

    def query(self, request: FeedRequest) -> Query:
        """Say who asks, as the snapshot knows them, and when.

        Raises
        ------
        UnknownId
            If nobody knows the person.
        """
        return Query(request, self._person(request.user_id), self.catalog, resolve_now(request, self.catalog))

    def _person(self, user_id: str | None) -> Person:
        """Look a person up; somebody who is known by what ``observe`` was told alone is somebody, too."""
        if user_id is None or (user_id not in self.people.ids and self.state.events_of(user_id)):
            return Person(user_id)
        return self.people.get(user_id)

    def search(
        self, text: str | None = None, *, image: Image | bytes | str | Path | None = None, k: int = 10
    ) -> SearchResult:
        """Find posts by words or by a picture.

        Parameters
        ----------
        text
            Looked for in what posts say and in what their pictures show.
        image
            A picture, its bytes, or its path; looked for among the posts' pictures.

        Raises
        ------
        BadInput
            If neither or both are given, the text is blank, or k is under 1.
        MediaError
            If the picture cannot be decoded.
        ModelError
            If the model cannot be had, or is not the one the snapshot was built with.
        """
        if (text is None) == (image is None):
            raise BadInput(
                "text and image are both given or both missing",
                expected="one of them",
                remedy="Give words, or a picture",
            )
        if k < 1:
            raise BadInput(f"k is {k}", expected="1 or more", remedy="Ask for at least one hit")
        if text is not None and not text.strip():
            raise BadInput(f"the search is for {text!r}", expected="words", remedy="Say what to look for")
        if text is not None:
            return search(self.catalog, text, self.encoders.words([text]), k)
        assert image is not None
        name = str(image) if isinstance(image, str | Path) else "a picture"
        return search(self.catalog, name, {"clip": self.encoders.picture(_picture(image))}, k)

    def observe(self, events: Iterable[PastEvent]) -> None:
        """Note reactions: the person's next feed knows of them, and they survive a crash.

        Raises
        ------
        UnknownId
            If the snapshot lacks one of the posts; then nothing is noted.
        """
        noted = list(events)
        for event in noted:
            self.catalog.row(event.post_id)
        self.state.observe(noted)

    def undo(self, event: PastEvent) -> None:
        """Take back what the person did: their next feed is as if it had not happened, and so are later builds.

        What a build has folded in already is taken out of the person's history at once, and out of what is learned
        of the post and of their long-term interests by the next build.
        """
        self.state.undo(event)

    def click_ad(self, feed: Feed, ad_id: str, *, at: datetime) -> None:
        """Note a click on an ad of a feed and charge its advertiser the price of the auction.

        Raises
        ------
        UnknownId
            If the feed has no such ad.
        """
        price = {item.post_id: item.price_micros for item in feed.ads}.get(ad_id)
        if price is None:
            raise UnknownId(f"ad {ad_id!r} is not in this feed", expected="a placed ad", remedy="Take it of feed.ads")
        self.state.click_ad(ad_id, user_id=feed.user_id or "", price_micros=price, at=at)

    def record(self, feed: Feed) -> None:
        """Note that a feed was shown: home and explore leave its posts out, its ads count against their caps."""
        self.state.record(feed)


def _picture(image: Image | bytes | str | Path) -> Image:
    from pipeline.media import decode

    if isinstance(image, str | Path):
        path = Path(image)
        if not path.is_file():
            raise BadInput(f"{path} is not a file", expected="a picture", remedy="Check the path")
        image = path.read_bytes()
    return decode(image) if isinstance(image, bytes) else image.convert("RGB")
