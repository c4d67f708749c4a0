"""Run a surface's stages for one query, and note what each of them did."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import BadInput, StageError, nearest
from ranking.candidates import Candidates, Rows
from ranking.feed import Feed, FeedItem
from ranking.merging import merge
from ranking.reasons import reasons_of
from ranking.request import Query
from ranking.stages import Filter, Scorer, Selection, Surface
from ranking.trace import Dropped, Retrieved, Scored, Trace

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Prepared:
    """What is known before anything is scored.

    Parameters
    ----------
    query
        With all that the query hydrators have learned.
    retrieved
        What each source brought.
    cut
        ``(m,) int64``, rows that the surface's budget left out.
    dropped
        What each filter removed.
    candidates
        The rest, with the columns of all hydrators.
    """

    query: Query
    retrieved: Sequence[Retrieved]
    cut: Rows
    dropped: Sequence[Dropped]
    candidates: Candidates


def run(surface: Surface, query: Query) -> Feed:
    """Turn one query into one feed.

    Raises
    ------
    StageError
        If a stage breaks its contract: a mask or a term of another length, a score that is not finite, a post
        chosen twice.
    BadInput
        If the request tilts a term that the surface does not have.
    """
    _check_tilt(surface, query)
    prepared = prepare(surface, query)
    query, candidates = prepared.query, prepared.candidates
    scorers = scorers_of(surface, query)
    scored = _score(scorers, query, candidates)
    selection = _select(surface, query, candidates.with_columns({"score": scored.total}))
    barred = {rule: candidates.rows[at] for rule, at in selection.barred.items()}
    chosen = candidates.rows[selection.chosen]
    by_hand = scored if scorers is surface.scorers else _score(surface.scorers, query, candidates)
    evidence = _beyond_usual(by_hand.terms, selection.chosen)
    trace = Trace(
        prepared.retrieved,
        prepared.dropped,
        scored,
        chosen,
        selection.relaxed,
        barred,
        selection.by_time,
        prepared.cut,
        evidence,
    )
    feed = _feed(surface, query, trace, selection)
    if surface.mixer is not None and query.request.ads:
        feed = surface.mixer(query, feed)
    for note in surface.side_effects:
        note(query, feed)
    return feed


def prepare(surface: Surface, query: Query) -> Prepared:
    """Find, filter and describe the candidates of one query: all stages of a surface up to the scores."""
    for enrich in surface.query_hydrators:
        query = enrich(query)
    retrieved = [Retrieved(source, source(query)) for source in surface.sources]
    merged = merge(retrieved, surface.budget, surface.quotas)
    candidates, dropped = _filter(surface.filters, query, merged.candidates)
    return Prepared(query, retrieved, merged.cut, dropped, hydrate(surface, query, candidates))


def hydrate(surface: Surface, query: Query, candidates: Candidates) -> Candidates:
    """Add the columns of all hydrators of a surface, in their order."""
    for describe in surface.hydrators:
        candidates = candidates.with_columns(describe(query, candidates))
    return candidates


def scorers_of(surface: Surface, query: Query) -> Sequence[Scorer]:
    """Choose the learned scorers where the snapshot has a ranker and the surface uses one, else those by hand."""
    learned = surface.learned and query.catalog.snapshot.ranker is not None
    return surface.learned if learned else surface.scorers


def _filter(filters: Sequence[Filter], query: Query, candidates: Candidates) -> tuple[Candidates, list[Dropped]]:
    dropped = []
    for keep in filters:
        mask = keep(query, candidates)
        if mask.shape != (len(candidates),) or mask.dtype != np.bool_:
            raise _broken(f"filter {keep.name!r} gave {mask.shape} {mask.dtype}", "a (n,) bool mask")
        dropped.append(Dropped(keep.name, candidates.rows[~mask]))
        if not mask.all():  # most filters drop nothing, and a copy of all columns takes longer than to find out
            candidates = candidates.take(mask)
    return candidates, dropped


def _score(scorers: Sequence[Scorer], query: Query, candidates: Candidates) -> Scored:
    total = np.zeros(len(candidates), np.float32)
    terms: dict[str, NDArray[np.float32]] = {}
    tilt = dict(query.request.tilt)
    for scorer in scorers:
        term = scorer(query, candidates)
        if scorer.name in tilt:
            term = np.asarray(term * np.float32(tilt[scorer.name]), np.float32)
        if term.shape != total.shape or term.dtype != np.float32 or not np.isfinite(term).all():
            raise _broken(f"scorer {scorer.name!r} gave {term.shape} {term.dtype}", "(n,) finite float32 numbers")
        terms[scorer.name] = term
        total = total + term
    return Scored(candidates.rows, terms, total)


def _beyond_usual(
    terms: Mapping[str, NDArray[np.float32]], chosen: NDArray[np.int64]
) -> dict[str, NDArray[np.float32]]:
    """Say how far each term of the chosen is above what it is for all candidates: what all have explains no choice."""
    return {name: values[chosen] - values.mean(dtype=np.float32) for name, values in terms.items() if len(values)}


def _select(surface: Surface, query: Query, candidates: Candidates) -> Selection:
    selection = surface.selector(query, candidates, query.request.k)
    chosen = selection.chosen
    if len(np.unique(chosen)) != len(chosen) or len(chosen) > query.request.k:
        raise _broken(f"the selector chose {len(chosen)} places", "each post at most once and at most k posts")
    return selection


def _check_tilt(surface: Surface, query: Query) -> None:
    # A learned ranker may come and go with any snapshot, so its terms may be named where it is not in use.
    terms = [scorer.name for scorer in (*surface.scorers, *surface.learned)]
    for name, _ in query.request.tilt:
        if name not in terms:
            raise BadInput(
                f"{surface.name} has no term {name!r} to tilt",
                expected=f"one of {', '.join(dict.fromkeys(terms))}",
                remedy=nearest(name, terms),
            )


def _broken(received: str, expected: str) -> StageError:
    return StageError(received, expected=expected, remedy="Mend the stage; ranking/stages.py states the contract")


def _feed(surface: Surface, query: Query, trace: Trace, selection: Selection) -> Feed:
    reasons = reasons_of(query, trace.retrieved, trace.chosen, trace.evidence)
    post_ids = query.catalog.snapshot.posts["post_id"].take(trace.chosen).to_pylist()
    terms = {name: values[selection.chosen].tolist() for name, values in trace.scored.terms.items()}
    terms["variety"] = selection.variety.tolist()
    scores = (trace.scored.total[selection.chosen] + selection.variety).tolist()
    rows = trace.chosen.tolist()
    items = tuple(
        FeedItem(
            position=place + 1,
            kind="post",
            post_id=post_ids[place],
            row=rows[place],
            score=scores[place],
            terms={name: values[place] for name, values in terms.items()},
            sources=reason.sources,
            reason=reason.sentence,
        )
        for place, reason in enumerate(reasons)
    )
    request = query.request
    return Feed(request.user_id, surface.name, query.now, request.seed, items, trace, query.catalog)
