"""The learned ranker of an evaluation: learned from the past of the first moment alone, and held against what happened.

The ranker that a snapshot holds has learned from nearly all events, those that it would be judged by among them. So it
is never judged: one with the same features and weights is learned anew from what had happened by the first moment of
the evaluation, and asked at this and all later moments. It is a little older than one that a build a day would bring.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ranking.evaluation.result import Reliability
from ranking.evaluation.split import split_into_windows
from ranking.learned.actions import ACTIONS, marked
from ranking.learned.calibration import reliability
from ranking.learned.document import LearnedRanker
from ranking.learned.examples import Deeds, Gatherer
from ranking.learned.features import FEATURES
from ranking.learned.learning import Recipe, learn
from ranking.ranker import FeedRanker

LEAST_HAPPENED: Final = 20
"""An action that happened less often has no curve."""


class Predictions(NamedTuple):
    """Chances of actions beside what people did, a row a person and post.

    Parameters
    ----------
    chances
        ``(n, a) float32`` in the order of the ranker's actions.
    happened
        ``(n, a) bool``.
    weights
        ``(n,) float32``, how many pairs each row stands for.
    """

    actions: tuple[str, ...]
    chances: NDArray[np.float32]
    happened: NDArray[np.bool_]
    weights: NDArray[np.float32]


def relearned(
    ranker: FeedRanker, past: pa.Table, *, share: float, windows: int, stars: float | None = None
) -> str | None:
    """Learn a ranker like the snapshot's from a past alone, and write it down; None where the snapshot has none.

    Parameters
    ----------
    past
        ``EVENTS`` up to the first moment of the evaluation.
    share, windows
        How the past is split to learn from it. A chance is one of a window, so windows as long as those of the
        evaluation give chances that can be compared with what happened.

    Raises
    ------
    BadInput
        If the past is too small to learn from.
    """
    if ranker.snapshot.ranker is None:
        return None
    current = LearnedRanker.parse(ranker.snapshot.ranker)
    recipe = replace(Recipe(), features=current.features, weights=dict(current.weights))
    return learn(ranker, split_into_windows(marked(past, stars), share, windows), recipe).to_json()


def predictions(
    ranker: FeedRanker, surface: str, moment: datetime, deeds: dict[str, Deeds], *, viewed: bool
) -> Predictions | None:
    """Predict what people will do with what they could be shown, beside what they did; None without a ranker.

    Parameters
    ----------
    ranker
        As of the moment, with its learned ranker.
    deeds
        What each person did after it.
    viewed
        Whether the log tells what people were shown.
    """
    if ranker.snapshot.ranker is None:
        return None
    learned = LearnedRanker.parse(ranker.snapshot.ranker)
    examples = Gatherer(ranker, ranker.surface(surface), moment).gather(deeds, viewed=viewed)
    columns = [FEATURES.index(name) for name in learned.features]
    chances = learned.calibration.chances(learned.model.log_odds(examples.features[:, columns]))
    labels = examples.labels[:, [ACTIONS.index(action) for action in learned.actions]]
    return Predictions(learned.actions, chances, labels, examples.weights)


def reliabilities(system: str, parts: Sequence[Predictions]) -> Iterator[Reliability]:
    """Give a curve an action, over the predictions of all moments."""
    chances, happened, weights = (
        np.concatenate([getattr(part, name) for part in parts]) for name in ("chances", "happened", "weights")
    )
    for at, action in enumerate(parts[0].actions):
        if happened[:, at].sum() >= LEAST_HAPPENED:
            found = reliability(chances[:, at], happened[:, at], weights)
            yield Reliability(
                system,
                action,
                predicted=tuple(found.predicted.tolist()),
                observed=tuple(found.happened.tolist()),
                shares=tuple(found.share.tolist()),
                error=found.error,
            )
