"""Learn a ranker from what people did: the whole way, in one process. ``jobs/train.py`` does the same as Ray tasks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.derived import Derived
from pipeline.errors import BadInput
from pipeline.schema import EVENTS
from ranking.evaluation.split import Split
from ranking.learned.actions import ACTIONS, DEFAULT_WEIGHTS, MARKS, VIEW_MARK
from ranking.learned.calibration import Calibration, reliability
from ranking.learned.document import ActionCard, Card, LearnedRanker
from ranking.learned.examples import Deeds, Examples, Gatherer, deeds_of
from ranking.learned.features import FEATURE_GROUPS, FEATURES, FROM_REACTIONS
from ranking.learned.network import Ensemble, Numbers
from ranking.learned.training import Settings, fit, fold_of, learnable
from ranking.past import derived_from, over
from ranking.ranker import FeedRanker

PLACES: Final = 10
EVERYBODY: Final = -1
"""The number of no fold."""


@dataclass(frozen=True)
class Recipe:
    """How a ranker is learned.

    Parameters
    ----------
    surface
        Whose candidates are learned from.
    features
        Some of ``FEATURES``.
    weights
        What each action is worth.
    negatives
        How many a person and moment are drawn where the log tells no views.
    as_if_new
        Of so many posts, 0 to 1, all is hidden that only reactions tell, so that the rest of the features learns to
        speak for posts nobody has met (DropoutNet; Volkovs et al., NeurIPS 2017).
    folds
        The networks of a fold are judged on, and calibrated by, the people of the others; 2 or more.
    settings
        Of the fit.
    seed
        Decides all draws.
    """

    surface: str = "home"
    features: tuple[str, ...] = FEATURES
    weights: Mapping[str, float] = field(default_factory=lambda: DEFAULT_WEIGHTS)
    negatives: int = 100
    as_if_new: float = 0.1
    folds: int = 2
    settings: Settings = field(default_factory=Settings)
    seed: int = 0


def learn(ranker: FeedRanker, splits: Sequence[Split], recipe: Recipe | None = None) -> LearnedRanker:
    """Learn a ranker from one moment or several.

    Parameters
    ----------
    ranker
        Of the store; whatever it knows of people is learned anew from the past of each split.
    splits
        Of events that :func:`ranking.learned.actions.marked` has marked.

    Raises
    ------
    BadInput
        If no action happened often enough after the moments.
    """
    recipe = recipe or Recipe()
    parts = []
    for split in splits:
        derived = derived_from(ranker.snapshot, split.past.select(EVENTS.names), split.moment)
        deeds = deeds_of(split.future, ranker.snapshot.posts["post_id"])
        parts.append(gather(ranker, derived, split.moment, deeds, recipe, viewed=tells_views(splits)))
    examples = hidden(Examples.concat(parts), recipe)
    actions = learnable(examples, recipe.settings)
    fold = folds_of(examples, recipe)
    models = [fit_outside(examples, fold, number, actions, recipe) for number in range(recipe.folds)]
    whole = fit_outside(examples, fold, EVERYBODY, actions, recipe)
    moments = [split.moment for split in splits]
    return assemble(examples, fold, models, whole, actions, moments, recipe, viewed=tells_views(splits))


def tells_views(splits: Sequence[Split]) -> bool:
    """Say whether the log tells what people were shown: after every moment more than they did anything with.

    A few views beside many deeds come from elsewhere than the deeds, and are no record of what was passed over.
    """
    marks = [np.asarray(split.future[MARKS].to_numpy(), np.int64) for split in splits]
    return all(int((own & VIEW_MARK > 0).sum()) > int((own & ~VIEW_MARK > 0).sum()) for own in marks)


def gather(
    ranker: FeedRanker, derived: Derived, moment: datetime, deeds: Mapping[str, Deeds], recipe: Recipe, *, viewed: bool
) -> Examples:
    """Make the examples of some people at one moment, from a ranker that knows its past alone."""
    then = over(ranker, derived)
    gatherer = Gatherer(then, then.surface(recipe.surface), moment, recipe.negatives, recipe.seed)
    return gatherer.gather(deeds, viewed=viewed)


def hidden(examples: Examples, recipe: Recipe) -> Examples:
    """Take from some posts what only reactions tell."""
    if not len(examples):
        raise BadInput(
            "after the moments nobody did anything with a post that could be shown",
            expected="events after the moments",
            remedy="Import more events, or hold out more of them",
        )
    names = [name for group in FROM_REACTIONS for name in FEATURE_GROUPS[group]]
    columns = [FEATURES.index(name) for name in names]
    posts = int(examples.rows.max()) + 1
    new = (np.random.default_rng(recipe.seed).random(posts) < recipe.as_if_new)[examples.rows]
    features = examples.features.copy()
    features[np.ix_(np.flatnonzero(new), np.array(columns))] = 0.0
    return replace(examples, features=features)


def folds_of(examples: Examples, recipe: Recipe) -> NDArray[np.int64]:
    """Deal people out to the folds, ``(n,) int64``."""
    return fold_of(examples, recipe.folds, recipe.seed)


def fit_outside(
    examples: Examples, fold: NDArray[np.int64], number: int, actions: tuple[str, ...], recipe: Recipe
) -> Ensemble:
    """Fit to the people of all folds but one, or with ``EVERYBODY`` to all people."""
    chosen = _columns(recipe)
    others = examples.take(fold != number)
    return fit(replace(others, features=others.features[:, chosen]), actions, recipe.settings, recipe.seed)


def assemble(
    examples: Examples,
    fold: NDArray[np.int64],
    models: Sequence[Ensemble],
    whole: Ensemble,
    actions: tuple[str, ...],
    moments: Sequence[datetime],
    recipe: Recipe,
    *,
    viewed: bool,
) -> LearnedRanker:
    """Calibrate, and say how good the chances are, by what each fold's model says of people it has not seen.

    Parameters
    ----------
    models
        Of each fold, by :func:`fit_outside`.
    whole
        The one to keep, fitted to everybody.
    """
    outside = np.zeros((len(examples), len(actions)), np.float32)
    for number, model in enumerate(models):
        own = fold == number
        outside[own] = model.log_odds(examples.features[own][:, _columns(recipe)])
    labels = examples.labels[:, [ACTIONS.index(action) for action in actions]]
    # Chances are of what stands high up: further down it is often not seen at all.
    upper = examples.places <= np.median(examples.places)
    calibration = Calibration.fit(outside[upper], labels[upper], examples.weights[upper])
    chances = calibration.chances(outside)
    worth = chances @ np.array([recipe.weights.get(action, 0.0) for action in actions], np.float32)
    counts = dict(zip(ACTIONS, map(int, examples.labels.sum(axis=0)), strict=True))
    card = Card(
        moments=[moment.isoformat() for moment in moments],
        negatives="viewed" if viewed else "drawn",
        people=len(np.unique(examples.person)),
        examples=len(examples),
        actions={
            action: _action_card(chances[upper, at], labels[upper, at], examples.weights[upper])
            for at, action in enumerate(actions)
        },
        left_out={action: count for action, count in counts.items() if action not in actions},
    )
    unit = _unit(worth, examples)
    return LearnedRanker(recipe.features, actions, dict(recipe.weights), unit, whole, calibration, card)


def _unit(worth: Numbers, examples: Examples) -> float:
    """Find what the tenth best post of a middling person is worth."""
    tenth = []
    for own in _by_person(examples.person):
        best = own[np.argsort(-worth[own], kind="stable")]
        at = int(np.searchsorted(np.cumsum(examples.weights[best]), PLACES))
        tenth.append(float(worth[best[min(at, len(best) - 1)]]))
    return max(float(np.median(tenth)), 1e-6)


def _by_person(person: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    order = np.argsort(person, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(person[order])) + 1)


def _action_card(chances: Numbers, happened: NDArray[np.bool_], weights: Numbers) -> ActionCard:
    tenths = reliability(chances, happened, weights)
    base = np.full(len(chances), np.average(happened, weights=weights), np.float32)
    return ActionCard(
        positives=int(happened.sum()),
        log_loss=log_loss(chances, happened, weights),
        base_log_loss=log_loss(base, happened, weights),
        calibration_error=tenths.error,
        predicted=tenths.predicted.tolist(),
        happened=tenths.happened.tolist(),
    )


def log_loss(chances: Numbers, happened: NDArray[np.bool_], weights: Numbers) -> float:
    """Give the mean log loss of chances, in nats, by what each example stands for."""
    sure = np.clip(chances.astype(np.float64), 1e-7, 1.0 - 1e-7)
    return float(np.average(-np.log(np.where(happened, sure, 1.0 - sure)), weights=weights))


def _columns(recipe: Recipe) -> list[int]:
    return [FEATURES.index(name) for name in recipe.features]
