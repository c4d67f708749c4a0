"""What one task of an evaluation does: ask for the lists of some hundred people, and judge them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

import pandas as pd

from jobs.opened import opened
from jobs.report import peak_bytes
from pipeline.derived import Derived
from pipeline.store import Store
from ranking.candidates import Rows
from ranking.evaluation.asking import ask
from ranking.evaluation.judging import judge
from ranking.evaluation.panel import Panel
from ranking.evaluation.predictions import Predictions, predictions
from ranking.evaluation.systems import system_named
from ranking.learned.examples import Deeds
from ranking.past import over
from ranking.ranker import FeedRanker

_PREDICTED: Final = "home"
"""The surface whose candidates chances are predicted for."""


@dataclass(frozen=True)
class Asked:
    """What is the same at all moments.

    Parameters
    ----------
    version
        Of the snapshot whose posts and vectors are ranked.
    text
        Its ranker, learned anew; None where there is none.
    names
        Of the systems.
    """

    store: Store
    version: str
    text: str | None
    names: Sequence[str]
    k: int
    seed: int


class Judged(NamedTuple):
    """What came of some people: their lists and the tables of ``judge``, by system."""

    lists: dict[str, Rows]
    people: dict[str, pd.DataFrame]
    peak_bytes: int


def judge_some(asked: Asked, derived: Derived, panel: Panel) -> Judged:
    """Ask every system for the lists of a panel, and judge them.

    Parameters
    ----------
    derived
        From what had happened by the moment of the panel.
    """
    ranker = _then(asked, derived)
    lists = {
        name: ask(system_named(name), ranker, panel.people, panel.moment, k=asked.k, seed=asked.seed)
        for name in asked.names
    }
    return Judged(lists, {name: judge(panel, ranker, own) for name, own in lists.items()}, peak_bytes())


def predict_some(
    asked: Asked, derived: Derived, moment: datetime, deeds: dict[str, Deeds], viewed: bool
) -> Predictions | None:
    """Predict what some people will do, beside what they did; see ``ranking/evaluation/predictions.py``."""
    return predictions(_then(asked, derived), _PREDICTED, moment, deeds, viewed=viewed)


def _then(asked: Asked, derived: Derived) -> FeedRanker:
    return over(opened(asked.store, asked.version), derived).with_ranker(asked.text)
