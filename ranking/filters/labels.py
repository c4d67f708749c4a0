"""Posts with labels of moderation that keep them from everybody, from most people, or from this person.

Labels come with a post, set by its author or by moderators; nothing here looks at what the post says or shows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.words import name_key
from ranking.candidates import Candidates, Rows
from ranking.catalog import Catalog
from ranking.request import Query

WITHHELD: Final = ("removed", "spam", "illegal")
"""What nobody is shown, whatever they allow."""

SENSITIVE: Final = ("nsfw", "sexual", "nudity", "graphic", "violence", "self-harm", "hateful")
"""What surfaces hide from everybody who has not asked for it."""


@dataclass(frozen=True)
class WithheldFilter:
    """Drop posts with a label that is shown to nobody.

    Parameters
    ----------
    labels
        Compared without case, width and marks, as those of all filters here.
    """

    labels: tuple[str, ...] = WITHHELD
    name: str = "withheld by moderation"

    def __call__(self, query: Query, candidates: Candidates) -> NDArray[np.bool_]:
        """Keep posts without such a label."""
        return _without(query, candidates, _keys(self.labels))


@dataclass(frozen=True)
class SensitiveFilter:
    """Drop posts with a label that the surface hides, unless the person has allowed each such label of the post.

    Parameters
    ----------
    labels
        What the surface hides.
    may_be_allowed
        Those of them that a person's ``allowed_labels`` may show after all.
    """

    labels: tuple[str, ...] = SENSITIVE
    may_be_allowed: tuple[str, ...] = SENSITIVE
    name: str = "sensitive"

    def __call__(self, query: Query, candidates: Candidates) -> NDArray[np.bool_]:
        """Keep posts without a label that is still hidden."""
        allowed = _keys(query.person.allowed_labels) & _keys(self.may_be_allowed)
        return _without(query, candidates, _keys(self.labels) - allowed)


@dataclass(frozen=True)
class HiddenLabelFilter:
    """Drop posts with a label that the person has hidden; who has hidden and allowed a label has hidden it."""

    name: str = "label hidden by the person"

    def __call__(self, query: Query, candidates: Candidates) -> NDArray[np.bool_]:
        """Keep posts without such a label."""
        return _without(query, candidates, _keys(query.person.hidden_labels))


def is_withheld(catalog: Catalog, rows: Rows) -> NDArray[np.bool_]:
    """Say which posts are shown to nobody, ``(n,) bool``, for what has no surface, such as a search."""
    return ~_clean(catalog, rows, _keys(WITHHELD))


def _keys(labels: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(name_key, labels))


def _without(query: Query, candidates: Candidates, unwanted: frozenset[str]) -> NDArray[np.bool_]:
    return _clean(query.catalog, candidates.rows, unwanted)


def _clean(catalog: Catalog, rows: Rows, unwanted: frozenset[str]) -> NDArray[np.bool_]:
    """Judge each set of labels that the posts have once; most posts have none, and few sets occur."""
    found, which = np.unique(catalog.label_set[rows], return_inverse=True)
    clean = [code < 0 or not unwanted & catalog.label_sets[code] for code in found.tolist()]
    return np.array(clean, bool)[which]
