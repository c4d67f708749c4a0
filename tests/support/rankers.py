"""A learned ranker of random numbers, for tests that need one of the right form."""

from itertools import pairwise

import numpy as np

from ranking.learned.actions import DEFAULT_WEIGHTS
from ranking.learned.calibration import Calibration
from ranking.learned.document import ActionCard, Card, LearnedRanker
from ranking.learned.features import FEATURES
from ranking.learned.network import Ensemble, Network, Scale


def some_ranker(seed: int = 0, features: tuple[str, ...] = FEATURES) -> LearnedRanker:
    """Make a ranker of random numbers."""
    rng, actions = np.random.default_rng(seed), ("like", "click", "hide")
    sizes = (2 * len(features), 8, len(actions))
    shapes = list(pairwise(sizes))
    networks = [
        Network.rounded([rng.normal(0, 0.5, shape) for shape in shapes], [rng.normal(size=size) for size in sizes[1:]])
        for _ in range(2)
    ]
    scale = Scale.of(rng.normal(size=(50, len(features))).astype(np.float32))
    calibration = Calibration(np.full(3, 0.9, np.float32), np.full(3, -1.0, np.float32))
    card = Card(
        moments=["2026-06-01T00:00:00+00:00"],
        negatives="drawn",
        people=3,
        examples=50,
        actions={action: ActionCard(9, 0.1, 0.2, 0.01, [0.1, 0.2], [0.1, 0.3]) for action in actions},
        left_out={"comment": 1, "share": 0, "dwell": 2, "report": 0},
    )
    return LearnedRanker(features, actions, DEFAULT_WEIGHTS, 2.0, Ensemble(scale, tuple(networks)), calibration, card)
