"""A published snapshot as the stages see it: its columns, the orders they give, and looking posts up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from indexing.snapshot import Snapshot
from pipeline.cached import with_cached
from pipeline.errors import UnknownId
from pipeline.words import shorten
from ranking.candidates import Rows
from ranking.chances import Chances
from ranking.closeness import Chance
from ranking.crowd import Crowd
from ranking.grouped import Grouped
from ranking.learned.document import LearnedRanker
from ranking.lottery import Lottery
from ranking.newcomers import author_reach, by_new_author
from ranking.post_columns import PostColumns
from ranking.topic_leaders import TopicLeaders

_OF_LIVE_POSTS: Final = ("live", "by_age", "by_popularity", "by_trend", "by_new_authors")
_DEPENDS_ON_DELETIONS: Final = (*_OF_LIVE_POSTS, "trending_in_topics", "_chances")


@dataclass(frozen=True)
class Catalog(PostColumns):
    """Look a snapshot's posts up by id, by row and in order."""

    @cached_property
    def ranker(self) -> LearnedRanker | None:
        """The snapshot's learned ranker, read and checked; None where it has none."""
        text = self.snapshot.ranker
        return None if text is None else LearnedRanker.parse(text)

    def over(self, snapshot: Snapshot) -> Catalog:
        """Give the catalogue of the same snapshot with other posts deleted, without reading the columns again."""
        return with_cached(Catalog(snapshot), self, but=_DEPENDS_ON_DELETIONS)

    @cached_property
    def live(self) -> NDArray[np.bool_]:
        """Say which posts were not deleted since the snapshot was built, ``(n,) bool``."""
        return ~self.snapshot.dead

    @cached_property
    def by_age(self) -> Rows:
        """The rows of all live posts, newest first, ties by row."""
        return self._all_by_age[self.live[self._all_by_age]]

    @cached_property
    def _all_by_age(self) -> Rows:
        return np.argsort(-self.created_at, kind="stable").astype(np.int64)

    def posted(self, newest_first: Rows, now: float) -> Rows:
        """Cut off the posts of a later time than ``now``, in seconds since 1970; ``newest_first`` is ordered so."""
        first, last = 0, len(newest_first)
        while first < last:  # looks at a few times only, where an array of all would be made for each request
            middle = (first + last) // 2
            if self.created_at[newest_first[middle]] > now:
                first = middle + 1
            else:
                last = middle
        return newest_first[first:]

    @cached_property
    def by_author(self) -> Grouped:
        """The rows of all posts, live or deleted, by author, newest first."""
        return Grouped.by(self.author, len(self.authors), rows=self._all_by_age)

    @cached_property
    def lottery(self) -> Lottery:
        """Draw posts, live or deleted, by topic, the more popular the likelier."""
        return Lottery(Grouped.by(self.topic, len(self.topics)), 1.0 + self.popularity.astype(np.float64))

    @cached_property
    def author_reach(self) -> NDArray[np.int64]:
        """How many people engaged with all posts of each post's author, ``(n,) int64``; 0 where nobody is known."""
        return author_reach(self.author, self.engaged_people)

    @cached_property
    def most_author_reach(self) -> int:
        """The largest reach of all authors."""
        return int(self.author_reach.max(initial=0))

    @cached_property
    def new_author(self) -> NDArray[np.bool_]:
        """Say which posts are by a new author, ``(n,) bool``; ``ranking/newcomers.py`` says who that is."""
        return by_new_author(self.author, self.created_at, self.author_reach)

    @cached_property
    def by_new_authors(self) -> Rows:
        """The rows of the live posts of new authors, newest first."""
        return self.by_age[self.new_author[self.by_age]]

    @cached_property
    def by_popularity(self) -> Rows:
        """The rows of all live posts, the most popular first, ties by row."""
        return self._all_by_popularity[self.live[self._all_by_popularity]]

    @cached_property
    def _all_by_popularity(self) -> Rows:
        return np.argsort(-self.popularity, kind="stable").astype(np.int64)

    @cached_property
    def popular_in_topics(self) -> TopicLeaders:
        """All posts by topic, the most popular first in each."""
        return TopicLeaders.of(self._all_by_popularity, self.topic, len(self.topics))

    @cached_property
    def by_trend(self) -> Rows:
        """The rows of the live posts that trend, the strongest first, ties by row."""
        rows = np.flatnonzero((self.trend > 0) & self.live)
        return rows[np.argsort(-self.trend[rows], kind="stable")].astype(np.int64)

    @cached_property
    def trending_in_topics(self) -> TopicLeaders:
        """All posts that trend by topic, the strongest first in each."""
        return TopicLeaders.of(self.by_trend, self.topic, len(self.topics))

    @cached_property
    def crowd(self) -> Crowd:
        """Everybody's likes by person and by post, to find people of like tastes in."""
        return Crowd.of(self.snapshot.history, len(self))

    @cached_property
    def _row_by_id(self) -> Mapping[str, int]:
        return {post_id: row for row, post_id in enumerate(self.snapshot.posts["post_id"].to_pylist())}

    def knows(self, post_id: str) -> bool:
        """Say whether the snapshot has a post, live or deleted."""
        return post_id in self._row_by_id

    def row(self, post_id: str) -> int:
        """Find the row of a post, live or deleted.

        Raises
        ------
        UnknownId
            If the snapshot has no such post.
        """
        try:
            return self._row_by_id[post_id]
        except KeyError:
            raise UnknownId(
                f"post {post_id!r} is not in snapshot {self.snapshot.version}",
                expected="the id of a published post",
                remedy="Import the post and run `feedloom build`",
            ) from None

    def rows(self, post_ids: Sequence[str]) -> Rows:
        """Find the rows of those of the posts that the snapshot has and that are live."""
        found = (self._row_by_id.get(post_id, -1) for post_id in post_ids)
        rows = np.array([row for row in found if row >= 0], np.int64)
        return rows[self.live[rows]]

    def authors_named(self, author_ids: frozenset[str]) -> NDArray[np.int64]:
        """Find the author numbers of those of the authors that have posts."""
        known = self._code_by_author
        return np.array(sorted(known[name] for name in author_ids if name in known), np.int64)

    @cached_property
    def _code_by_author(self) -> Mapping[str, int]:
        return {name: code for code, name in enumerate(self.authors)}

    def title(self, row: int) -> str:
        """Name a post in a few words: its title, the beginning of its text, or of what a picture says, or its id."""
        return self.titles(np.array([row], np.int64))[0]

    def titles(self, rows: Rows) -> list[str]:
        """Name some posts in a few words each."""
        # Cell by cell: to take a few rows of tables of texts costs more than to look at them.
        return [shorten(self._words_of(row), 60) for row in rows.tolist()]

    def _words_of(self, row: int) -> str:
        posts = self.snapshot.posts
        said = posts["title"][row].as_py() or posts["text"][row].as_py()
        return said or " ".join(posts["picture_words"][row].as_py() or ()) or posts["post_id"][row].as_py()

    def author_name(self, row: int) -> str:
        """Give the id of a post's author, or "somebody"."""
        code = int(self.author[row])
        return self.authors[code] if code >= 0 else "somebody"

    def topic_name(self, row: int) -> str:
        """Give the name of a post's main topic, or an empty string."""
        code = int(self.topic[row])
        return self.topics[code] if code >= 0 else ""

    def topic_near(self, vectors: Mapping[str, NDArray[np.float32]]) -> int:
        """Find the topic whose words lie nearest to an interest, as a number into ``topics``; -1 where none can be.

        Words are compared with words where the interest has them, else with pictures.
        """
        space = next((space for space in ("sentence", "clip") if space in vectors), None)
        if space is None or not self.topics:
            return -1
        return int(np.argmax(self.snapshot.topic_vectors(space) @ vectors[space]))

    def chance(self, space: str, vectors: NDArray[np.float32]) -> Chance:
        """Learn what cosine random posts have with each of the vectors ``(m, d)``."""
        return self._chances.of(space, vectors)

    def pair_chance(self, space: str) -> Chance:
        """Learn what cosine two random posts have."""
        return self._chances.of_pairs(space)

    @cached_property
    def _chances(self) -> Chances:
        return Chances(self.snapshot)
