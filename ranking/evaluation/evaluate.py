"""Evaluate systems in this process: split, learn from the past alone, ask, judge, sum up.

``jobs/evaluate.py`` does the same on Ray, and holds predicted chances against what happened.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import pyarrow as pa

from pipeline.schema import EVENTS
from ranking.evaluation.asking import ask
from ranking.evaluation.judging import judge, judge_whole
from ranking.evaluation.panel import Panel, draw_panel
from ranking.evaluation.predictions import relearned
from ranking.evaluation.protocol import Protocol
from ranking.evaluation.result import Evaluation
from ranking.evaluation.summary import Marked, summarise
from ranking.evaluation.systems import Chooser, is_learned
from ranking.past import as_of
from ranking.ranker import FeedRanker


class Moment(NamedTuple):
    """A ranker that knows the past of a moment alone, and the people to ask at it."""

    ranker: FeedRanker
    panel: Panel


def evaluate(
    ranker: FeedRanker, events: pa.Table, systems: Mapping[str, Chooser], protocol: Protocol | None = None
) -> Evaluation:
    """Judge systems by what people did after they were asked.

    Parameters
    ----------
    ranker
        Of any snapshot of the posts; whatever it has learned is learned anew from the past.
    events
        All events, ``EVENTS``.
    systems
        By name; the others are compared with the first.

    Raises
    ------
    BadInput
        If the events cannot be split so, or nobody has anything to be judged by.
    """
    protocol = protocol or Protocol()
    learned = any(is_learned(choose) for choose in systems.values())
    moments = list(at_moments(ranker, events, protocol, learned=learned))
    marked = [
        mark(name, choose, moment, k=protocol.k, seed=protocol.seed)
        for moment in moments
        for name, choose in systems.items()
    ]
    return summarise(protocol, [moment.panel for moment in moments], marked)


def at_moments(ranker: FeedRanker, events: pa.Table, protocol: Protocol, *, learned: bool = True) -> Iterator[Moment]:
    """Go to each moment of a protocol: learn from what had happened by then, and find the people to ask.

    Parameters
    ----------
    learned
        Whether a learned ranker is wanted where the snapshot has one; it is learned anew from the first past.
    """
    splits = protocol.splits(protocol.mark(events))
    text = None
    if learned:
        past = splits[0].past.select(EVENTS.names)
        text = relearned(ranker, past, share=protocol.share, windows=protocol.windows, stars=protocol.stars)
    for split in splits:
        then = as_of(ranker, split.past.select(EVENTS.names), split.moment).with_ranker(text)
        yield Moment(then, draw_panel(then, split))


def mark(name: str, choose: Chooser, moment: Moment, *, k: int, seed: int) -> Marked:
    """Ask a system for everybody's list at a moment, and judge the lists."""
    lists = ask(choose, moment.ranker, moment.panel.people, moment.panel.moment, k=k, seed=seed)
    return Marked(name, judge(moment.panel, moment.ranker, lists), judge_whole(moment.ranker, moment.panel, lists))
