"""Boosted trees against a small neural network, from the same examples, for the same people.

Both learn from the columns of the home feed what people did after some moments (``ranking/learned``), and are judged on
people neither has seen: how well each orders that person's examples, how good its chances are, and what 2,000
candidates cost on one core. Trees are LightGBM's: one model of log loss an action, and one of LambdaMART over what
people wanted, calibrated like all others. Which actions are worth what is the same for all.

Run ``pip install .[peers]``, then ``python -m benchmarks.learned --store S``.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

import lightgbm
import numpy as np
from numpy.typing import NDArray

from benchmarks.report import Cell, write_report
from jobs.observed import all_events
from pipeline.schema import EVENTS
from pipeline.store import Store
from ranking.evaluation.split import Split, split_by_person, split_into_windows
from ranking.learned.actions import ACTIONS, DEFAULT_WEIGHTS, WANTED, marked
from ranking.learned.calibration import Calibration, reliability
from ranking.learned.examples import Examples, deeds_of
from ranking.learned.learning import Recipe, gather, hidden, log_loss, tells_views
from ranking.learned.network import Numbers
from ranking.learned.training import Settings, fit, fold_of, learnable
from ranking.past import derived_from
from ranking.ranker import FeedRanker

CANDIDATES: Final = 2_000
PLACES: Final = 10
_FOLDS: Final = 3


class Model(Protocol):
    """Log odds of all actions, or of one order for all of them."""

    def __call__(self, features: Numbers) -> Numbers:
        """Predict, ``(n, f) -> (n, a) float32``."""
        ...


Fit = Callable[[Examples, tuple[str, ...], int], Model]


@dataclass(frozen=True)
class Trees:
    """Some boosted models side by side, a column each."""

    boosters: tuple[lightgbm.Booster, ...]

    def __call__(self, features: Numbers) -> Numbers:
        """Predict, ``(n, f) -> (n, a) float32``."""
        columns = [one.predict(features, raw_score=True, num_threads=1) for one in self.boosters]
        return np.stack(columns, axis=1).astype(np.float32)


def network(count: int, hidden_units: tuple[int, ...]) -> Fit:
    """Give what fits some networks and averages them."""

    def fit_networks(examples: Examples, actions: tuple[str, ...], seed: int) -> Model:
        return fit(examples, actions, Settings(networks=count, hidden=hidden_units), seed).log_odds

    return fit_networks


def log_loss_trees(rounds: int) -> Fit:
    """Give what fits trees to the log loss of each action."""

    def fit_trees(examples: Examples, actions: tuple[str, ...], seed: int) -> Model:
        boosters = []
        for action in actions:
            label = examples.labels[:, ACTIONS.index(action)].astype(np.int64)
            data = lightgbm.Dataset(examples.features, label, weight=examples.weights)
            boosters.append(lightgbm.train({**_tree_settings(seed), "objective": "binary"}, data, rounds))
        return Trees(tuple(boosters))

    return fit_trees


def ranking_trees(rounds: int) -> Fit:
    """Give what fits one model to the order of what people wanted, worth more or less (LambdaMART)."""

    def fit_trees(examples: Examples, actions: tuple[str, ...], seed: int) -> Model:
        del actions
        order = np.argsort(examples.person, kind="stable")
        grades = sum(examples.labels[:, ACTIONS.index(action)].astype(np.int64) for action in WANTED)
        groups = np.unique(examples.person, return_counts=True)[1]
        data = lightgbm.Dataset(examples.features[order], np.asarray(grades)[order], group=groups)
        settings = {**_tree_settings(seed), "objective": "lambdarank", "lambdarank_truncation_level": 30}
        return Trees((lightgbm.train(settings, data, rounds),))

    return fit_trees


SYSTEMS: Final[Mapping[str, Fit]] = {
    "network, 2 of 48-24 (shipped)": network(2, (48, 24)),
    "network, 1 of 48-24": network(1, (48, 24)),
    "network, 3 of 64-32": network(3, (64, 32)),
    "LightGBM, log loss, 100 trees an action": log_loss_trees(100),
    "LightGBM, log loss, 30 trees an action": log_loss_trees(30),
    "LightGBM, LambdaMART, 100 trees": ranking_trees(100),
}


def main() -> None:
    """Measure all, print a table and write JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", required=True, help="a store that was built")
    parser.add_argument("--split", choices=("time", "person"), default="time")
    parser.add_argument("--stars", type=float, help="a rating is a like from so many stars on")
    parser.add_argument("--json", type=Path, help="where to write the figures")
    options = parser.parse_args()
    examples = read_examples(Store.open(options.store), options.split, options.stars)
    rows = [measure(name, fit_one, examples) for name, fit_one in SYSTEMS.items()]
    settings = {"split": options.split, "people": len(examples.people), "examples": len(examples)}
    write_report("learned", settings, rows, options.json)


def read_examples(store: Store, split: str, stars: float | None) -> Examples:
    """Make the examples that ``feedloom train`` makes."""
    ranker, recipe = FeedRanker.open(store), Recipe()
    events = marked(all_events(store)[0], stars)
    splits: tuple[Split, ...]
    if split == "time":
        splits = split_into_windows(events, 0.3, 4)
    else:
        liked = (events["marks"].to_numpy() & sum(1 << ACTIONS.index(action) for action in WANTED)) > 0
        splits = (split_by_person(events, 0.2, positives=liked),)
    viewed, parts = tells_views(splits), []
    for one in splits:
        derived = derived_from(ranker.snapshot, one.past.select(EVENTS.names), one.moment)
        deeds = deeds_of(one.future, ranker.snapshot.posts["post_id"])
        parts.append(gather(ranker, derived, one.moment, deeds, recipe, viewed=viewed))
    return hidden(Examples.concat(parts), recipe)


def measure(name: str, fit_one: Fit, examples: Examples) -> dict[str, Cell]:
    """Fit to the people of all folds but one, and judge the others, for each fold in turn."""
    actions, fold = learnable(examples, Settings()), fold_of(examples, _FOLDS, seed=1)
    labels = examples.labels[:, [ACTIONS.index(action) for action in actions]]
    start, model, columns = time.perf_counter(), None, 1
    scores = np.zeros((len(examples), len(actions)), np.float32)
    for number in range(_FOLDS):
        model = fit_one(examples.take(fold != number), actions, 0)
        found = model(examples.features[fold == number])
        columns = found.shape[1]
        scores[fold == number] = found
    seconds = (time.perf_counter() - start) / _FOLDS
    assert model is not None
    # Each half of the people is calibrated by the other.
    half = fold_of(examples, 2, seed=2)
    chances = np.zeros_like(scores)
    for number in range(2):
        line = Calibration.fit(scores[half != number], labels[half != number], examples.weights[half != number])
        chances[half == number] = line.chances(scores[half == number])
    worth = np.array([DEFAULT_WEIGHTS[action] for action in actions], np.float32)
    value = scores[:, 0] if columns == 1 < len(actions) else chances @ worth
    like = actions.index("like")
    return {
        "system": name,
        "ndcg@10": float(weighted_ndcg(value, examples).mean()),
        "log_loss_like": log_loss(chances[:, like], labels[:, like], examples.weights),
        "calibration_error_like": reliability(chances[:, like], labels[:, like], examples.weights).error,
        "seconds_to_fit": seconds,
        "ms_for_2000": milliseconds(model, examples),
    }


def weighted_ndcg(value: Numbers, examples: Examples) -> NDArray[np.float64]:
    """Order each person's examples, where a drawn negative takes as many places as it stands for."""
    wanted = np.asarray(examples.labels[:, [ACTIONS.index(action) for action in WANTED]].any(axis=1))
    found = []
    for person in np.unique(examples.person[wanted]):
        own = np.flatnonzero(examples.person == person)
        order = own[np.lexsort((own, -value[own]))]
        above = np.cumsum(examples.weights[order]) - examples.weights[order]
        gains = np.where(wanted[order] & (above < PLACES), 1.0 / np.log2(above + 2.0), 0.0)
        best = (1.0 / np.log2(np.arange(min(int(wanted[own].sum()), PLACES)) + 2.0)).sum()
        found.append(float(gains.sum() / best))
    return np.array(found)


def milliseconds(model: Model, examples: Examples) -> float:
    """Time one prediction for 2,000 candidates, the median of 25."""
    rows = np.resize(np.arange(len(examples)), CANDIDATES)
    features, times = examples.features[rows], []
    for _ in range(25):
        start = time.perf_counter()
        model(features)
        times.append(time.perf_counter() - start)
    return 1e3 * float(np.median(times))


def _tree_settings(seed: int) -> dict[str, object]:
    return {
        "num_leaves": 15,
        "learning_rate": 0.06,
        "min_data_in_leaf": 40,
        "lambda_l2": 5.0,
        "feature_fraction": 0.6,
        "bagging_fraction": 0.8,
        "bagging_freq": 1,
        "num_threads": 1,
        "deterministic": True,
        "seed": seed,
        "verbose": -1,
    }


if __name__ == "__main__":
    main()
