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
        table = self._snapshot.profiles.take(rows)
        vectors = {space: _vectors(table[f"vector_{space}"]) for space in self._snapshot.spaces}
        plain = table.select(["kind", "weight", "label", "medoids"]).to_pylist()
        return tuple(
            Interest(
                weight=float(row["weight"]),
                label=self._label(row),
                kind=row["kind"],
                vectors={space: vector for space, found in vectors.items() if (vector := found[at]) is not None},
                medoids=self.catalog.rows(row["medoids"]),
            )
            for at, row in enumerate(plain)
        )

    def _label(self, interest: Mapping[str, Any]) -> str:
        """Call an interest by its own words, or by a post at its heart that was not deleted."""
        hearts = interest["medoids"]
        if not hearts or len(self.catalog.rows(hearts[:1])):
            return str(interest["label"])
        live = self.catalog.rows(hearts)
        return self.catalog.title(int(live[0])) if len(live) else "something you liked"


def _rows_by_id(table: pa.Table) -> dict[str, int]:
    return {user_id: row for row, user_id in enumerate(table["user_id"].to_pylist())}


def _vectors(column: pa.ChunkedArray) -> list[NDArray[np.float32] | None]:
    """Take a column of vectors apart; None where the interest has none in this space."""
    present = pc.is_valid(column).to_pylist()
    dim = column.type.list_size
    whole = np.asarray(column.combine_chunks().drop_null().flatten().to_numpy(), np.float32).reshape(-1, dim)
    vectors = iter(whole)
    return [next(vectors) if here else None for here in present]
