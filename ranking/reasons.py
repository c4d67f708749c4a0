"""Which sources brought each placed post, and the sentence of the one that speaks for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ranking.candidates import Rows
from ranking.request import Query
from ranking.stages import Source, TellsTogether
from ranking.trace import Retrieved


class Reason(NamedTuple):
    """Why a post is in a feed: all sources that brought it, the one that speaks for it first, and its sentence."""

    sources: tuple[str, ...]
    sentence: str


def reasons_of(
    query: Query, retrieved: Sequence[Retrieved], rows: Rows, evidence: Mapping[str, NDArray[np.float32]]
) -> list[Reason]:
    """Let the source whose evidence weighs most speak for each post; of equals, the first of the surface.

    Parameters
    ----------
    rows
        ``(k,) int64``, the placed posts.
    evidence
        ``(k,) float32``, terms by name.
    """
    places = np.array([_places(step.found.rows, rows) for step in retrieved], np.int64)
    places = places.reshape(len(retrieved), len(rows))
    weights = np.array([_weight(step.source, evidence, len(rows)) for step in retrieved]).reshape(places.shape)
    order = np.argsort(np.where(places >= 0, -weights, np.inf), axis=0, kind="stable")
    brought = (places >= 0).sum(axis=0)
    sentences: list[str] = [""] * len(rows)
    for number, step in enumerate(retrieved):
        own = np.flatnonzero(order[0] == number) if len(order) else np.empty(0, np.int64)
        told = _tell(step, query, places[number, own])
        for place, sentence in zip(own.tolist(), told, strict=True):
            sentences[place] = sentence
    names = [step.name for step in retrieved]
    return [
        Reason(tuple(names[number] for number in by[:count]), sentence)
        for by, count, sentence in zip(order.T.tolist(), brought.tolist(), sentences, strict=True)
    ]


def _places(found: Rows, rows: Rows) -> NDArray[np.int64]:
    """Say where each row stands in ``found``, -1 where it does not."""
    if not len(found):
        return np.full(len(rows), -1, np.int64)
    order = np.argsort(found, kind="stable")
    at = order[np.minimum(np.searchsorted(found, rows, sorter=order), len(found) - 1)]
    return np.where(found[at] == rows, at, -1)


def _weight(source: Source, evidence: Mapping[str, NDArray[np.float32]], count: int) -> NDArray[np.float64]:
    total = np.zeros(count)
    for term in source.evidence:
        if term in evidence:
            total += evidence[term]
    return total


def _tell(step: Retrieved, query: Query, at: NDArray[np.int64]) -> Sequence[str]:
    if not len(at):
        return ()
    source = step.source
    if isinstance(source, TellsTogether):
        return source.reasons(query, step.found, at)
    return [source.reason(query, step.found, one) for one in at.tolist()]
