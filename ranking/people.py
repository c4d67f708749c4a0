"""Everybody the snapshot knows, by id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from indexing.snapshot import Snapshot
from pipeline.cached import with_cached
from ranking.catalog import Catalog
from ranking.request import History, Interest, Person, unknown_user


@dataclass(frozen=True)
class People:
    """Look people up: what they stated, what was learned of them, what they have seen."""

    catalog: Catalog

    def over(self, catalog: Catalog) -> People:
        """Give the same people beside the catalogue of the same snapshot with other posts deleted."""
        return with_cached(People(catalog), self)

    @property
    def _snapshot(self) -> Snapshot:
        return self.catalog.snapshot

    @cached_property
    def ids(self) -> frozenset[str]:
        """All people who were imported, or who have reacted to a post."""
        return frozenset(self._user_row) | frozenset(self._history_row)

    def get(self, user_id: str) -> Person:
        """Gather what is known of one person.

        Raises
        ------
        UnknownId
            If neither users nor events name the person.
        """
        if user_id not in self.ids:
            raise unknown_user(user_id)
        user = self._row("users", self._user_row.get(user_id))
        history = self._history(user_id)
        return Person(
            user_id=user_id,
            interests=self._interests(user_id),
            follows=frozenset(user.get("follows") or ()),
            blocked_authors=frozenset(user.get("blocked_authors") or ()),
            muted_authors=frozenset(user.get("muted_authors") or ()),
            muted_words=tuple(user.get("muted_words") or ()),
            blocked_by=self._blocked_by.get(user_id, frozenset()),
            muted_topics=tuple(user.get("muted_topics") or ()),
            languages=tuple(user.get("languages") or ()),
            hidden_labels=tuple(user.get("hidden_labels") or ()),
            allowed_labels=tuple(user.get("allowed_labels") or ()),
            personalised_ads=bool(user.get("personalised_ads")),
            history=history,
            seen=history.rows,
        )

    @cached_property
    def _user_row(self) -> Mapping[str, int]:
        return _rows_by_id(self._snapshot.users)

    @cached_property
    def _blocked_by(self) -> Mapping[str, frozenset[str]]:
        """Turn the lists of blocked authors around: who has blocked each of them."""
        users = self._snapshot.users
        blocked = users["blocked_authors"].combine_chunks()
        blockers = users["user_id"].take(pc.list_parent_indices(blocked)).to_pylist()
        found: dict[str, set[str]] = {}
        for author_id, blocker in zip(pc.list_flatten(blocked).to_pylist(), blockers, strict=True):
            found.setdefault(author_id, set()).add(blocker)
        return {author_id: frozenset(who) for author_id, who in found.items()}

    @cached_property
    def _history_row(self) -> Mapping[str, int]:
        return _rows_by_id(self._snapshot.history)

    @cached_property
    def _profile_rows(self) -> Mapping[str, NDArray[np.int64]]:
        codes = self._snapshot.profiles["user_id"].combine_chunks().dictionary_encode()
        numbers = codes.indices.to_numpy()
        order = np.argsort(numbers, kind="stable").astype(np.int64)
        starts = np.searchsorted(numbers[order], np.arange(len(codes.dictionary)))
        return dict(zip(codes.dictionary.to_pylist(), np.split(order, starts)[1:], strict=True))

    def _row(self, table: str, row: int | None) -> dict[str, Any]:
        if row is None:
            return {}
        found: pa.Table = getattr(self._snapshot, table)
        return dict(found.slice(row, 1).to_pylist()[0])

    def _history(self, user_id: str) -> History:
        row = self._history_row.get(user_id)
        return History() if row is None else History.of(self._snapshot.history, row)

    def _interests(self, user_id: str) -> tuple[Interest, ...]:
        rows = self._profile_rows.get(user_id)
        if rows is None:
            return ()
        plain = self._plain_profiles
        plain = plain.slice(rows[0], len(rows)) if rows[-1] - rows[0] == len(rows) - 1 else plain.take(rows)
        return tuple(
            Interest(
                weight=float(one["weight"]),
                label=self._label(one),
                kind=one["kind"],
                vectors={space: vectors[row] for space, (vectors, known) in self._centres.items() if known[row]},
                medoids=self.catalog.rows(one["medoids"]),
            )
            for row, one in zip(rows.tolist(), plain.to_pylist(), strict=True)
        )

    @cached_property
    def _plain_profiles(self) -> pa.Table:
        return self._snapshot.profiles.select(["kind", "weight", "label", "medoids"])

    @cached_property
    def _centres(self) -> Mapping[str, tuple[NDArray[np.float32], NDArray[np.bool_]]]:
        """Give the vectors of all interests by space, ``(n, d) float32``, and which there are, ``(n,) bool``."""
        return {space: _vectors(self._snapshot.profiles[f"vector_{space}"]) for space in self._snapshot.spaces}

    def _label(self, interest: Mapping[str, Any]) -> str:
        """Call an interest by its own words, or by a post at its heart that was not deleted."""
        hearts = interest["medoids"]
        if not hearts or len(self.catalog.rows(hearts[:1])):
            return str(interest["label"])
        live = self.catalog.rows(hearts)
        return self.catalog.title(int(live[0])) if len(live) else "something you liked"


def _rows_by_id(table: pa.Table) -> dict[str, int]:
    return {user_id: row for row, user_id in enumerate(table["user_id"].to_pylist())}


def _vectors(column: pa.ChunkedArray) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """See a column of vectors as a matrix, without a copy, and which of its rows are no nulls."""
    whole, dim = column.chunk(0) if column.num_chunks == 1 else column.combine_chunks(), column.type.list_size
    numbers = whole.values.buffers()[1]
    flat = np.empty(0, np.float32) if numbers is None else np.frombuffer(numbers, np.float32)
    first = whole.values.offset + whole.offset * dim
    matrix = flat[first : first + len(whole) * dim].reshape(len(whole), dim)
    return matrix, np.asarray(whole.is_valid().to_numpy(zero_copy_only=False), np.bool_)
