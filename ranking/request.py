"""What is asked for, and what is known of the person who asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from pipeline.errors import BadInput, UnknownId
from ranking.candidates import Rows
from ranking.catalog import Catalog
from ranking.crowd import Nearby
from ranking.recollection import Recollection, Votes

MAX_K: Final = 1_000
MAX_TILT: Final = 10.0
SOUGHT_RECENT: Final = 3
"""Around so many of the recent interests candidates are looked for: each costs a search a space."""


@dataclass(frozen=True)
class FeedRequest:
    """Ask for one feed. The same request to the same snapshot and state gives the same feed, byte for byte.

    Parameters
    ----------
    user_id
        Whose feed; None for a person who is not known.
    surface
        The name of a function in ``ranking/surfaces``.
    k
        How many posts, 1 to 1,000; ads come on top.
    now
        The clock of the request; None means the newest post's time, which makes a feed of old data sensible. Posts of
        a later time are left out; popularity and profiles stay those of the snapshot.
    seed
        Decides every random draw.
    interests
        Interests in words, beside those of the profile.
    ads
        Whether ads are placed at all.
    max_age_days
        How old a post may be; None for what the surface allows, and no more than that.
    tilt
        What the person turns up or down: pairs of the name of a term and a factor, such as ``(("comment", 2.0),)``,
        0 to 10 times what it is worth else. Terms by hand and learned ones can be named, whichever are in use.

    Raises
    ------
    BadInput
        If k is out of range, ``now`` has no time zone, ``max_age_days`` is not above 0, or a tilt is no such pair.
    """

    user_id: str | None = None
    surface: str = "home"
    k: int = 20
    now: datetime | None = None
    seed: int = 0
    interests: tuple[str, ...] = ()
    ads: bool = True
    max_age_days: float | None = None
    tilt: tuple[tuple[str, float], ...] = ()

    def __post_init__(self) -> None:
        _check_k(self.k)
        _check_tilt(self.tilt)
        _check_interests(self.interests)
        _check_age(self.max_age_days)
        if self.now is not None and self.now.tzinfo is None:
            raise BadInput(
                f"now is {self.now} without a time zone",
                expected="a time in UTC",
                remedy="Pass datetime.now(timezone.utc)",
            )


def _check_k(k: object) -> None:
    if not isinstance(k, int) or not 1 <= k <= MAX_K:
        raise BadInput(f"k is {k}", expected=f"a whole number, 1 to {MAX_K}", remedy="Ask for so many posts")


def _check_tilt(tilt: object) -> None:
    if not isinstance(tilt, tuple) or not all(map(_is_tilt, tilt)) or len({name for name, _ in tilt}) < len(tilt):
        raise BadInput(
            f"the tilt is {tilt!r}",
            expected=f"pairs of a term, each once, and a factor of 0 to {MAX_TILT:g}",
            remedy='Pass such as (("comment", 2.0), ("share", 0.0))',
        )


def _is_tilt(pair: object) -> bool:
    if not isinstance(pair, tuple) or len(pair) != 2:
        return False
    name, factor = pair
    return isinstance(name, str) and isinstance(factor, int | float) and 0 <= factor <= MAX_TILT


def _check_age(days: float | None) -> None:
    if days is not None and not days > 0:  # NaN is not, either
        raise BadInput(f"max_age_days is {days}", expected="more than 0", remedy="Leave it out to ask for any age")


def _check_interests(interests: object) -> None:
    # A bare string is a sequence of strings, too, and would be taken letter by letter.
    if not isinstance(interests, tuple) or not all(isinstance(words, str) and words.strip() for words in interests):
        raise BadInput(
            f"interests are {interests!r}", expected="a tuple of words", remedy='Pass such as ("cats", "jazz")'
        )


@dataclass(frozen=True)
class Interest:
    """One thing a person cares about.

    Parameters
    ----------
    weight
        Share of the person's attention among the interests of the kind, 0 to 1; of a negative one, what is left of it.
    label
        Words for it: a stated interest, or the title of the medoid.
    kind
        ``"learned"``, ``"stated"``, ``"recent"`` or ``"negative"``.
    vectors
        ``(d,) float32, unit length`` by space; a space may be missing.
    medoids
        Rows of the posts at the centre; empty for a stated interest.
    """

    weight: float
    label: str
    kind: str
    vectors: Mapping[str, NDArray[np.float32]]
    medoids: Rows


@dataclass(frozen=True)
class History:
    """What a person did with which posts, each post once, newest first.

    Parameters
    ----------
    rows
        ``(m,) int64``, live and deleted ones.
    weights
        ``(m,) float32``, the net weight of all they did with the post, not faded; below 0 where they turned away.
    times
        ``(m,) float64``, seconds since 1970, when they last did something with it.
    """

    rows: Rows = field(default_factory=lambda: np.empty(0, np.int64))
    weights: NDArray[np.float32] = field(default_factory=lambda: np.empty(0, np.float32))
    times: NDArray[np.float64] = field(default_factory=lambda: np.empty(0, np.float64))

    def __len__(self) -> int:
        return len(self.rows)

    @classmethod
    def of(cls, table: pa.Table, row: int) -> History:
        """Read one person's row of a table of histories."""
        rows, weights, times = (table[name][row].values for name in ("rows", "weights", "times"))
        return cls(rows.to_numpy(), weights.to_numpy(), times.cast(pa.int64()).to_numpy() / 1e6)


@dataclass(frozen=True)
class Served:
    """Which posts a person was shown, each post once.

    Parameters
    ----------
    rows
        ``(m,) int64``, live and deleted ones.
    times
        ``(m,) float64``, seconds since 1970, when they were shown last.
    """

    rows: Rows = field(default_factory=lambda: np.empty(0, np.int64))
    times: NDArray[np.float64] = field(default_factory=lambda: np.empty(0, np.float64))

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True)
class Person:
    """What is known of the person a feed is for; all of it may be empty.

    Parameters
    ----------
    blocked_by
        The authors who have blocked the person.
    muted_topics
        As they were typed; so are ``languages`` (BCP 47 tags), ``hidden_labels`` and ``allowed_labels``.
    history
        What they did with which posts, what ``observe`` was told of included.
    seen
        ``(m,) int64``, the rows of all posts they did something with.
    served
        What they were shown.
    """

    user_id: str | None = None
    interests: tuple[Interest, ...] = ()
    follows: frozenset[str] = frozenset()
    blocked_authors: frozenset[str] = frozenset()
    muted_authors: frozenset[str] = frozenset()
    muted_words: tuple[str, ...] = ()
    blocked_by: frozenset[str] = frozenset()
    muted_topics: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    hidden_labels: tuple[str, ...] = ()
    allowed_labels: tuple[str, ...] = ()
    personalised_ads: bool = False
    history: History = field(default_factory=History)
    seen: Rows = field(default_factory=lambda: np.empty(0, np.int64))
    served: Served = field(default_factory=Served)

    @property
    def wanted(self) -> tuple[Interest, ...]:
        """The long-term interests: learned and stated."""
        return tuple(interest for interest in self.interests if interest.kind in ("learned", "stated"))

    @property
    def sought(self) -> tuple[Interest, ...]:
        """The interests to look for: the long-term ones, and the foremost of the recent ones."""
        recent = [interest for interest in self.interests if interest.kind == "recent"]
        return (*self.wanted, *recent[:SOUGHT_RECENT])


@dataclass(frozen=True)
class Query:
    """A request, the person, and the catalogue it is answered from: what every stage reads.

    Parameters
    ----------
    now
        The request's clock, resolved.
    """

    request: FeedRequest
    person: Person
    catalog: Catalog
    now: datetime

    @cached_property
    def recalled(self) -> Recollection:
        """The acts of the person's history that count now; worked out once for all stages that ask."""
        return Recollection.of(self.person.history)

    def votes(self, matrix: str) -> Votes:
        """Give what each act of the history says for its neighbours in a matrix; worked out once for all stages."""
        if matrix not in self._votes:
            self._votes[matrix] = Votes.of(self.recalled, self.catalog.snapshot.neighbours(matrix))
        return self._votes[matrix]

    @cached_property
    def _votes(self) -> dict[str, Votes]:
        return {}

    @cached_property
    def nearby(self) -> Nearby:
        """What people of like tastes liked of late; worked out once for all stages that ask."""
        return self.catalog.crowd.near(self.person.user_id, self.recalled)

    def rng(self, purpose: str) -> np.random.Generator:
        """Draw for one purpose, decided by the request's seed, the person and the purpose alone."""
        words = f"{self.request.seed}/{self.request.user_id}/{purpose}".encode()
        return np.random.default_rng(list(words))


def resolve_now(request: FeedRequest, catalog: Catalog) -> datetime:
    """Take the request's clock, or the time of the newest post."""
    if request.now is not None:
        return request.now.astimezone(UTC)
    return datetime.fromtimestamp(float(catalog.created_at.max()) if len(catalog) else 0.0, tz=UTC)


def unknown_user(user_id: str) -> UnknownId:
    """Name a person nobody has heard of."""
    return UnknownId(
        f"user {user_id!r} is unknown",
        expected="a user_id of the users or events that were imported",
        remedy="Import the person, or pass user_id=None (and interests in words) for a feed without a history",
    )
