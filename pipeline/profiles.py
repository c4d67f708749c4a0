"""What people care about in the long term: a few interests each, learned from what they did or stated in words.

A person is many things, and the mean of a cook and a cyclist is neither. So the posts a person liked are clustered,
and each cluster is an interest with a weight, its most typical posts (medoids) and one vector a space. This follows
PinnerSage (Pal et al., KDD 2020): Ward clustering per person, medoids, and importance that fades with time.

What a person wants just now, and what they have turned away from, is learned from their history at each request: see
``ranking/query/recent_interests.py``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.engagement import ACTION_WEIGHTS, Rows, Weights, action_values, ages_in_days, by_pair, encode_people
from pipeline.errors import BadInput
from pipeline.fusion import SPACE_WEIGHTS, SpaceVectors, Vectors
from pipeline.interests import MAX_INTERESTS, MERGE_DISTANCE, LearnedInterest, learn_interests
from pipeline.schema import profiles_schema, vector
from pipeline.words import shorten

_LABEL_CHARACTERS: Final = 60


@dataclass(frozen=True)
class InterestParameters:
    """How interests are learned.

    Parameters
    ----------
    half_life_days
        After how many days an event counts half.
    max_interests
        The most learned interests a person can have.
    action_weights
        What each action counts.
    max_events
        Of a person's posts only this many are looked at, those with the largest weights.
    merge_distance
        Ward distance up to which posts share an interest; see ``pipeline.interests.MERGE_DISTANCE``.
    faded_below
        Posts that weigh less than this part of the person's weightiest one are left out, 0 to 1.
    space_weights
        How much text and picture count.
    """

    half_life_days: float = 90.0
    max_interests: int = MAX_INTERESTS
    action_weights: Mapping[str, float] = field(default_factory=lambda: ACTION_WEIGHTS)
    max_events: int = 500
    merge_distance: float = MERGE_DISTANCE
    faded_below: float = 1e-3
    space_weights: Mapping[str, float] = field(default_factory=lambda: SPACE_WEIGHTS)


def profiles_for(
    users: pa.Table,
    events: pa.Table,
    posts: pa.Table,
    vectors: Mapping[str, SpaceVectors],
    *,
    now: datetime,
    stated: Mapping[str, Mapping[str, Vectors]] | None = None,
    parameters: InterestParameters | None = None,
) -> pa.Table:
    """Write the profiles of some people, a pure function of its arguments.

    Parameters
    ----------
    users
        With the columns ``user_id`` and ``interests``.
    events
        Those of these people, and perhaps of others, who get a profile too.
    posts
        With the columns ``post_id``, ``title`` and ``text``, a row a row of ``vectors``.
    now
        The clock, with a time zone.
    stated
        For each of the words in ``interests`` a unit vector a space.

    Returns
    -------
    pyarrow.Table
        ``profiles_schema``: per person learned interests, then stated ones, numbered from 0.

    Raises
    ------
    BadInput
        If a stated interest was not encoded.
    """
    parameters = parameters or InterestParameters()
    posts = posts.select(["post_id", "title", "text"]).combine_chunks()  # taking rows from many chunks is slow
    deeds = _deeds(events, posts["post_id"], now, parameters)
    wishes = dict(zip(users["user_id"].to_pylist(), users["interests"].to_pylist(), strict=True))
    rows: list[_Row] = []
    for user_id in dict.fromkeys([*wishes, *deeds]):
        learned = _learn(deeds.get(user_id, _NOTHING), vectors, parameters)
        interests = [
            *(_from_posts(interest, posts) for interest in learned),
            *_from_words(wishes.get(user_id) or (), stated or {}),
        ]
        rows.extend(row._replace(user_id=user_id, interest=number) for number, row in enumerate(interests))
    return _table(rows, {space: vectors[space].vectors.shape[1] for space in sorted(vectors)})


class _Deeds(NamedTuple):
    """Posts of one person and their net weights."""

    rows: Rows
    weights: Weights

    def strongest(self, most: int) -> _Deeds:
        order = np.lexsort((self.rows, -self.weights))[:most]
        return _Deeds(self.rows[order], self.weights[order])


_NOTHING: Final = _Deeds(np.empty(0, np.int64), np.empty(0, np.float64))


class _Row(NamedTuple):
    user_id: str
    interest: int
    kind: str
    weight: float
    label: str
    medoids: Sequence[str]
    vectors: Mapping[str, Vectors]


def _deeds(
    events: pa.Table, post_ids: pa.ChunkedArray, now: datetime, parameters: InterestParameters
) -> dict[str, _Deeds]:
    codes, names = encode_people(events)
    rows = pc.fill_null(pc.index_in(events["post_id"], value_set=post_ids.combine_chunks()), -1)
    values = action_values(events, parameters.action_weights)
    # Only the shares within a person matter, so age counts from their last event: no one fades to nothing.
    ages = ages_in_days(events, now)
    youngest = np.full(len(names), np.inf)
    np.minimum.at(youngest, codes, ages)
    weights = values * np.exp2((youngest[codes] - ages) / parameters.half_life_days)
    pairs = by_pair(codes, np.asarray(rows.to_numpy(), np.int64), weights)
    starts = np.searchsorted(pairs.people, np.arange(len(names) + 1))
    own = [slice(start, end) for start, end in pairwise(starts)]
    return {name: _Deeds(pairs.rows[some], pairs.weights[some]) for name, some in zip(names, own, strict=True)}


def _learn(
    deeds: _Deeds, vectors: Mapping[str, SpaceVectors], parameters: InterestParameters
) -> tuple[LearnedInterest, ...]:
    liked = deeds.weights > max(0.0, parameters.faded_below * deeds.weights.max(initial=0.0))
    chosen = _Deeds(deeds.rows[liked], deeds.weights[liked]).strongest(parameters.max_events)
    return learn_interests(
        vectors,
        chosen.rows,
        chosen.weights,
        max_interests=parameters.max_interests,
        merge_distance=parameters.merge_distance,
        space_weights=parameters.space_weights,
    )


def _from_posts(interest: LearnedInterest, posts: pa.Table) -> _Row:
    medoids = posts.take(interest.medoids).to_pylist()
    label = shorten(medoids[0]["title"] or medoids[0]["text"] or "", _LABEL_CHARACTERS)
    return _Row("", 0, "learned", interest.weight, label, [post["post_id"] for post in medoids], interest.vectors)


def _from_words(words: Sequence[str | None], stated: Mapping[str, Mapping[str, Vectors]]) -> Iterator[_Row]:
    wanted = [word for word in dict.fromkeys(words) if word and word.strip()]
    for word in wanted:
        if word not in stated:
            raise BadInput(
                f"the interest {word!r} has no vector",
                expected="one for each interest that people state",
                remedy="Encode the distinct interests of all people and pass them as stated",
            )
        yield _Row("", 0, "stated", 1.0 / len(wanted), word, [], stated[word])


def _table(rows: Sequence[_Row], dims: Mapping[str, int]) -> pa.Table:
    plain = ("user_id", "interest", "kind", "weight", "label", "medoids")
    schema = profiles_schema(dims)
    columns = [pa.array([getattr(row, name) for row in rows], schema.field(name).type) for name in plain]
    columns.extend(_vector_column([row.vectors.get(space) for row in rows], dim) for space, dim in dims.items())
    return pa.Table.from_arrays(columns, schema=schema)


def _vector_column(vectors: Sequence[Vectors | None], dim: int) -> pa.Array:
    blank = np.zeros(dim, np.float32)
    flat = np.concatenate([blank if one is None else one for one in vectors]) if vectors else np.empty(0, np.float32)
    missing = pa.array([one is None for one in vectors], pa.bool_())
    return pa.FixedSizeListArray.from_arrays(pa.array(flat, pa.float32()), type=vector(dim), mask=missing)
