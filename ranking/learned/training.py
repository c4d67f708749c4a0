"""Fit the networks.

scikit-learn's multi-layer perceptron minimises the log loss of all actions together. Where a post stood when it was
seen is an input of the training alone: it takes up what is due to the place, and is left out of what is kept, which is
to ask what would happen at the first place (Guo et al., "PAL", RecSys 2019).
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import BadInput
from ranking.learned.actions import ACTIONS
from ranking.learned.examples import Examples
from ranking.learned.network import Ensemble, Network, Numbers, Scale

_PLACE_UNIT: Final = np.float32(4.0)


@dataclass(frozen=True)
class Settings:
    """How networks are fitted.

    Parameters
    ----------
    hidden
        Units of each hidden layer.
    networks
        How many are averaged.
    penalty
        On the squares of the weights.
    rounds
        Over all examples.
    step
        Of Adam.
    batch
        Examples a step.
    least_positives
        An action with fewer is left out: nothing can be learned of it.
    """

    hidden: tuple[int, ...] = (48, 24)
    networks: int = 2
    penalty: float = 0.1
    rounds: int = 12
    step: float = 0.002
    batch: int = 256
    least_positives: int = 50


def learnable(examples: Examples, settings: Settings) -> tuple[str, ...]:
    """Name the actions with labels enough.

    Raises
    ------
    BadInput
        If there is none.
    """
    counts = dict(zip(ACTIONS, examples.labels.sum(axis=0).tolist(), strict=True))
    enough = tuple(action for action, count in counts.items() if count >= settings.least_positives)
    if not enough:
        raise BadInput(
            f"what people did after the moments: {counts}",
            expected=f"{settings.least_positives} of one action at least",
            remedy="Import more events, or hold out more of them",
        )
    return enough


def fit(examples: Examples, actions: tuple[str, ...], settings: Settings, seed: int) -> Ensemble:
    """Fit networks to examples; the same arguments on the same machine give the same networks.

    Parameters
    ----------
    actions
        What is predicted, some of ``ACTIONS``.
    """
    # By examples, not by what they stand for: the drawn negatives would be nearly all there is.
    scale = Scale.of(examples.features)
    inputs = np.concatenate([scale(examples.features), examples.places[:, None] / _PLACE_UNIT], axis=1)
    labels = examples.labels[:, [ACTIONS.index(action) for action in actions]]
    networks = [
        _fit_one(inputs, labels, examples.weights, settings, seed + number) for number in range(settings.networks)
    ]
    return Ensemble(scale, tuple(networks))


def fold_of(examples: Examples, folds: int, seed: int) -> NDArray[np.int64]:
    """Deal people out to folds, ``(n,) int64``: all examples of a person are in the same."""
    dealt = np.random.default_rng(seed).permutation(len(examples.people)) % folds
    return np.asarray(dealt[examples.person], np.int64)


def _fit_one(inputs: Numbers, labels: NDArray[np.bool_], weights: Numbers, settings: Settings, seed: int) -> Network:
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.neural_network import MLPClassifier

    model = MLPClassifier(
        settings.hidden,
        alpha=settings.penalty,
        batch_size=min(settings.batch, len(inputs)),
        learning_rate_init=settings.step,
        max_iter=settings.rounds,
        random_state=seed,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # the number of rounds is a choice, not a failure
        model.fit(inputs, labels if labels.shape[1] > 1 else labels[:, 0], sample_weight=weights)
    layers = [layer.astype(np.float64) for layer in model.coefs_]
    layers[0] = layers[0][:-1]  # the place: at the first one it adds nothing
    return Network.rounded(layers, [bias.astype(np.float64) for bias in model.intercepts_])
