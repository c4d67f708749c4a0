"""Which posts are engaged with more than they should be: a rate against its own expectation.

The model, a gamma-Poisson one in three layers. Time runs as engagement does: one unit is one (credible) engagement
anywhere, so that nights, weekends and growth cancel out. Up to the window, all posts together give the *age curve*: how
many engagements a post draws per unit at each age. An author's posts give the author's *reach*, observed over expected
by the curve; and a post's own past gives its *level*, shrunk to the reach of its author. Curve times level is what the
window should bring. The ratio of what it brought to that has a gamma prior around 1, and of its posterior the 5 %
quantile counts: the ``EB05`` of DuMouchel ("Bayesian data mining in large frequency tables", The American Statistician
53(3), 1999), here with one gamma. So three of three is no trend, three hundred of a hundred expected is one, and an old
hit that goes on as ever is none.

People count once a post, and by how independent a voice they are: ``pipeline/credibility.py``.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from pipeline.credibility import Engagements, credibility
from pipeline.engagement import ACTION_WEIGHTS, Rows, Weights, action_values, encode_people
from pipeline.errors import BadInput

WINDOW_HOURS: Final = 48.0
PRIOR: Final = 4.0
"""The prior counts as so many expected engagements, of which so many came; likewise at an author and a post's level."""

QUANTILE: Final = 0.05
ENGAGED_FROM: Final = ACTION_WEIGHTS["click"]
"""The net weight from which a person counts as engaged with a post: a click, or more, and no complaint after it."""

_SECONDS_AN_HOUR: Final = 3_600.0


def trend(
    events: pa.Table,
    n_posts: int,
    rows: Rows,
    now: datetime,
    *,
    authors: Rows,
    created_at: Weights,
    window_hours: float = WINDOW_HOURS,
) -> NDArray[np.float32]:
    """Say how far each post's engagement of late is, at the least, above what was to be expected of it.

    Parameters
    ----------
    events
        With the columns of ``EVENTS``; those after ``now`` do not count, and their order does not matter.
    n_posts
        How many posts there are.
    rows
        ``(n,) int64``, the row of each event's post; -1 where the post is not known.
    now
        The clock, with a time zone.
    authors
        ``(n_posts,) int64``, each post's author as a number from 0; -1 where it is not known.
    created_at
        ``(n_posts,) float64``, seconds since 1970.
    window_hours
        How long "of late" is, above 0.

    Returns
    -------
    numpy.ndarray
        ``(n_posts,) float32``, 0 or more: 0 for what is not surely above its expectation, 1 for twice as much as
        expected, 2 for three times as much.

    Raises
    ------
    BadInput
        If the window is not above 0, or the arrays do not have one entry a post.
    """
    if not window_hours > 0:
        raise BadInput(f"window_hours is {window_hours}", expected="above 0", remedy="48 is two days")
    if len(authors) != n_posts or len(created_at) != n_posts:
        raise BadInput(
            f"{len(authors)} authors and {len(created_at)} times for {n_posts} posts",
            expected="one of each a post",
            remedy="Take them of the same table as the posts",
        )
    found = _engagements(events, rows, now.timestamp())
    if not len(found.rows):
        return np.zeros(n_posts, np.float32)
    since = now.timestamp() - window_hours * _SECONDS_AN_HOUR
    counted = _Counted.of(found, credibility(found, authors, since), created_at, since, now.timestamp())
    return _lower_bound(counted.late, _expected(counted, authors))


def _engagements(events: pa.Table, rows: Rows, now: float) -> Engagements:
    """Put together who engaged with what and when first, in an order that the order of events does not change."""
    codes, names = encode_people(events)
    rank = np.empty(len(names), np.int64)
    rank[np.argsort(np.array(names, str))] = np.arange(len(names))
    times = np.asarray(events["occurred_at"].cast(pa.int64()).to_numpy(), np.float64) / 1e6
    known = (rows >= 0) & (times <= now)
    table = events.filter(pa.array(known))
    people, rows, times, values = rank[codes[known]], rows[known], times[known], action_values(table)
    order = np.lexsort((times, rows, people))
    people, rows, times, values = people[order], rows[order], times[order], values[order]
    if not len(rows):
        return Engagements(people, rows, times)
    starts = np.flatnonzero(np.r_[True, (np.diff(people) != 0) | (np.diff(rows) != 0)])
    net = np.maximum.reduceat(values, starts).clip(min=0.0) + np.minimum.reduceat(values, starts).clip(max=0.0)
    first = np.minimum.reduceat(np.where(values >= ENGAGED_FROM, times, np.inf), starts)
    engaged = (net >= ENGAGED_FROM) & np.isfinite(first)
    return Engagements(people[starts][engaged], rows[starts][engaged], first[engaged])


class _Counted(NamedTuple):
    """Engagement before and in the window, and how long, in units of all engagement, posts were of each age.

    Parameters
    ----------
    early, late
        ``(n_posts,) float64``, engagement before and in the window.
    by_age
        ``(n_ages,) float64``, engagement of all posts before the window.
    early_spans, late_spans
        ``(n_ages, n_posts) float64``.
    """

    early: Weights
    late: Weights
    by_age: Weights
    early_spans: Weights
    late_spans: Weights

    @classmethod
    def of(cls, found: Engagements, weights: Weights, created_at: Weights, since: float, now: float) -> _Counted:
        born = np.array(created_at, np.float64)
        np.minimum.at(born, found.rows, found.times)  # what somebody engaged with was there
        before, count = found.times < since, len(born)
        ages = (found.times - born[found.rows]) / _SECONDS_AN_HOUR
        edges = _age_edges((now - born.min()) / _SECONDS_AN_HOUR)
        at = np.searchsorted(edges, ages[before], side="right") - 1
        order = np.argsort(found.times, kind="stable")
        total = np.r_[0.0, np.cumsum(weights[order])]

        def spans(start: float, end: float) -> Weights:
            moments = np.clip(born + edges[:, None] * _SECONDS_AN_HOUR, start, end)
            units = total[np.searchsorted(found.times[order], moments, side="right")]
            return np.asarray(np.diff(units, axis=0), np.float64)

        return cls(
            early=_sums(found.rows[before], weights[before], count),
            late=_sums(found.rows[~before], weights[~before], count),
            by_age=_sums(at, weights[before], len(edges) - 1),
            early_spans=spans(-np.inf, np.nextafter(since, -np.inf)),
            late_spans=spans(np.nextafter(since, -np.inf), now),
        )


def _sums(groups: Rows, weights: Weights, count: int) -> Weights:
    return np.asarray(np.bincount(groups, weights, minlength=count), np.float64)


def _age_edges(oldest_hours: float) -> Weights:
    """Cut ages at 0, 1, 2, 4, ... hours, beyond the oldest."""
    doublings = int(np.ceil(np.log2(max(oldest_hours, 1.0)))) + 1
    return np.asarray(np.r_[0.0, np.exp2(np.arange(doublings + 1))], np.float64)


def _expected(counted: _Counted, authors: Rows) -> Weights:
    """Give what the window should have brought to each post, ``(n_posts,) float64``."""
    curve = _age_curve(counted.by_age, counted.early_spans.sum(axis=1))
    usual = curve @ counted.early_spans
    level = (PRIOR * _reach(counted.early, usual, authors) + counted.early) / (PRIOR + usual)
    expected = level * (curve @ counted.late_spans)
    # Measured by what all others drew in the window, so that a post's own success does not raise its expectation.
    others, theirs = counted.late.sum() - counted.late, expected.sum() - expected
    return np.asarray(expected * np.where(theirs > 1e-9, others / np.maximum(theirs, 1e-9), 1.0), np.float64)


def _age_curve(by_age: Weights, spans: Weights) -> Weights:
    """Give engagements per unit at each age; an age that was not seen yet is like the nearest; none seen, all alike."""
    seen = np.flatnonzero(spans > 0)
    if not len(seen):
        return np.ones(len(spans), np.float64)
    return np.asarray(np.interp(np.arange(len(spans)), seen, by_age[seen] / spans[seen]), np.float64)


def _reach(observed: Weights, usual: Weights, authors: Rows) -> Weights:
    """Give how much each post's author draws beside what is usual, ``(n_posts,) float64``, 1 where nobody is known."""
    known = authors >= 0
    count = authors.max(initial=-1) + 1
    theirs, expected = (_sums(authors[known], values[known], count) for values in (observed, usual))
    reach = (PRIOR + theirs) / (PRIOR + expected)
    return np.where(known, np.r_[reach, 1.0][authors], 1.0)


def _lower_bound(observed: Weights, expected: Weights) -> NDArray[np.float32]:
    from scipy.special import gammaincinv

    ratio = gammaincinv(PRIOR + observed, QUANTILE) / (PRIOR + expected)
    return np.asarray(np.maximum(ratio - 1.0, 0.0), np.float32)
