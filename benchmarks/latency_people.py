"""The people of the latency benchmark: what they did, and the interests that this tells of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from benchmarks.latency_vectors import WorldVectors
from indexing.tables import HISTORY
from pipeline.schema import USERS, profiles_schema, vector

Rows = NDArray[np.int64]
Vectors = NDArray[np.float32]

NOW: Final = datetime(2026, 6, 30, 12, tzinfo=UTC)
SUBJECTS: Final = 1_000
"""Clusters of the real texts; what a person cares about is posts of a few of them."""

_EVENTS: Final = (50, 500)
_INTERESTS: Final = (1, 8)
_TURNED_AWAY_SHARE: Final = 0.3
_MEDOIDS: Final = 3
_DEEDS: Final = {"learned": 1.0, "negative": -2.0}
_DAYS: Final = 60.0


class Told(NamedTuple):
    """One interest: its posts and what they weigh together; ``kind`` is ``"learned"`` or ``"negative"``."""

    kind: str
    weight: float
    rows: Rows


@dataclass(frozen=True)
class Subjects:
    """The posts of each cluster of real texts, ``(n,) int64`` in the order of ``SUBJECTS``."""

    posts: tuple[Rows, ...]

    @classmethod
    def of(cls, vectors: WorldVectors) -> Subjects:
        """Cluster the texts."""
        import faiss

        base = vectors.based("sentence")
        count = min(SUBJECTS, len(base) // 4)
        means = faiss.Kmeans(base.shape[1], count, niter=8, seed=1, spherical=True, min_points_per_centroid=1)
        means.train(base)
        _, cluster = means.index.search(base, 1)
        of_post = cluster[vectors.origins, 0]
        order = np.argsort(of_post, kind="stable")
        parts = np.split(order, np.searchsorted(of_post[order], np.arange(1, count)))
        return cls(tuple(part for part in parts if len(part)))

    def interests_of(self, person: int) -> list[Told]:
        """Draw what one person did: 50 to 500 posts, of one to eight subjects, and perhaps of one they dislike."""
        rng = np.random.default_rng([9, person])
        events = int(np.exp(rng.uniform(*np.log(_EVENTS))))
        shares = np.sort(rng.dirichlet(np.full(rng.integers(*_INTERESTS, endpoint=True), 2.0)))[::-1]
        chosen = rng.choice(len(self.posts), len(shares) + 1, replace=False)
        told = [
            Told("learned", float(share), self._draw(rng, subject, max(1, round(events * share))))
            for share, subject in zip(shares, chosen, strict=False)
        ]
        if rng.random() < _TURNED_AWAY_SHARE:
            told.append(Told("negative", 0.05, self._draw(rng, chosen[-1], max(1, events // 20))))
        return told

    def _draw(self, rng: np.random.Generator, subject: int, count: int) -> Rows:
        own = self.posts[subject]
        return np.asarray(rng.choice(own, min(count, len(own)), replace=False), np.int64)


def person_id(number: int) -> str:
    """Name a person."""
    return f"u{number:06d}"


def author_id(number: int) -> str:
    """Name an author."""
    return f"a{number:06d}"


def users_table(people: int, authors: int) -> pa.Table:
    """Draw whom people follow and block, and what they have muted."""
    rng = np.random.default_rng(5)
    rows = []
    for person in range(people):
        follows = np.unique((authors * rng.random(int(rng.integers(0, 200))) ** 2).astype(np.int64))
        rows.append(
            {
                "user_id": person_id(person),
                "follows": [author_id(number) for number in follows],
                "blocked_authors": [author_id(number) for number in rng.integers(0, authors, rng.integers(0, 4))],
                "muted_words": ["lottery", "season finale"] if rng.random() < 0.1 else [],
                "languages": ["en"] if rng.random() < 0.5 else [],
                "personalised_ads": bool(rng.random() < 0.5),
            }
        )
    return pa.Table.from_pylist(rows, USERS)


def people_tables(vectors: WorldVectors, people: int) -> tuple[pa.Table, pa.Table]:
    """Make the profiles and the history of all people."""
    subjects = Subjects.of(vectors)
    told = [subjects.interests_of(person) for person in range(people)]
    return _profiles(vectors, told), _history(told)


def _history(told: list[list[Told]]) -> pa.Table:
    rng = np.random.default_rng(6)
    rows, weights, lengths = [], [], []
    for interests in told:
        own = np.concatenate([interest.rows for interest in interests])
        signs = np.concatenate([np.full(len(one.rows), _DEEDS[one.kind]) for one in interests])
        order = rng.permutation(len(own))
        rows.append(own[order])
        weights.append(signs[order])
        lengths.append(len(own))
    offsets = pa.array(np.concatenate([[0], np.cumsum(lengths)]), pa.int32())
    ages = [np.sort(rng.random(length)) * _DAYS * 86_400e6 for length in lengths]
    times = int(NOW.timestamp() * 1e6) - np.concatenate(ages).astype(np.int64)
    values = (np.concatenate(rows), np.concatenate(weights), times)
    lists = [
        pa.ListArray.from_arrays(offsets, pa.array(column, HISTORY.field(name).type.value_type))
        for name, column in zip(("rows", "weights", "times"), values, strict=True)
    ]
    return pa.Table.from_arrays([pa.array([person_id(number) for number in range(len(told))]), *lists], schema=HISTORY)


def _profiles(vectors: WorldVectors, told: list[list[Told]]) -> pa.Table:
    each = [(person, number, one) for person, own in enumerate(told) for number, one in enumerate(own)]
    centres = {space: _centres(vectors, space, [one.rows for _, _, one in each]) for space in ("sentence", "clip")}
    dims = {space: found.shape[1] for space, found in sorted(centres.items())}
    medoids = [[f"p{row:07d}" for row in one.rows[:_MEDOIDS]] for _, _, one in each]
    columns = [
        pa.array([person_id(person) for person, _, _ in each]),
        pa.array([number for _, number, _ in each], pa.int32()),
        pa.array([one.kind for _, _, one in each]),
        pa.array([one.weight for _, _, one in each], pa.float32()),
        pa.array([f"posts like {names[0]}" for names in medoids]),
        pa.array(medoids, pa.list_(pa.string())),
        *(_vector_column(centres[space]) for space in dims),
    ]
    return pa.Table.from_arrays(columns, schema=profiles_schema(dims))


def _centres(vectors: WorldVectors, space: str, groups: list[Rows]) -> Vectors:
    """Give the mean direction of each group of posts; zeros where none has a vector."""
    place = np.full(vectors.posts, -1, np.int64)
    place[vectors.rows(space)] = np.arange(len(vectors.rows(space)))
    found, lying = np.zeros((len(groups), vectors.base.shape[1]), np.float32), vectors.vectors(space)
    for number, rows in enumerate(groups):
        own = place[rows]
        total = lying[np.sort(own[own >= 0])].sum(axis=0)
        found[number] = total / max(float(np.linalg.norm(total)), 1e-9)
    return found


def _vector_column(rows: Vectors) -> pa.Array:
    missing = pa.array(~rows.any(axis=1))
    return pa.FixedSizeListArray.from_arrays(pa.array(rows.reshape(-1)), type=vector(rows.shape[1]), mask=missing)
