"""The learned ranker as one JSON file: written, and read back with distrust.

Nothing in it is code: names, numbers, and a card that says how it came about. Weights of networks are whole numbers,
steps of the grid that :mod:`ranking.learned.network` calculates on.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from functools import cached_property
from typing import Any, ClassVar, Final

import numpy as np

from pipeline.errors import SnapshotError
from ranking.candidates import Candidates
from ranking.learned.actions import ACTIONS
from ranking.learned.calibration import Calibration
from ranking.learned.features import FEATURES, stack
from ranking.learned.network import MOST_UNITS, MOST_WEIGHT, WEIGHT_GRID, Ensemble, Network, Numbers, Scale

SCHEMA_VERSION: Final = 1
MOST_BYTES: Final = 16 * 2**20

_STRICT: Final = {"extra": "forbid", "strict": True, "allow_inf_nan": False}


@dataclass(frozen=True)
class ActionCard:
    """What is known of the predictions of one action.

    Parameters
    ----------
    positives
        How often it happened in the examples.
    log_loss, base_log_loss
        Of the calibrated chances, on people the network had not seen; and of the mean chance, for everybody alike.
    calibration_error
        The mean distance of the predicted from the true chance, in tenths of the examples.
    predicted, happened
        The mean of each tenth, lowest first.
    """

    __pydantic_config__: ClassVar[Mapping[str, object]] = _STRICT

    positives: int
    log_loss: float
    base_log_loss: float
    calibration_error: float
    predicted: list[float]
    happened: list[float]


@dataclass(frozen=True)
class Card:
    """How a ranker came about.

    Parameters
    ----------
    moments
        From what was known at these times it was learned, ISO 8601.
    negatives
        ``"viewed"``, posts that were shown and not acted upon, or ``"drawn"``, any other candidates.
    people, examples
        How many it was learned from.
    actions
        Of each action that is predicted.
    left_out
        The positives of each action that had too few to be predicted.
    ndcg_learned, ndcg_by_hand, ndcg_people
        Mean nDCG@10 over the candidates of people whom the network had not seen, of the ranker and of the scores by
        hand, and how many people that were; 0 where it was not judged.
    """

    __pydantic_config__: ClassVar[Mapping[str, object]] = _STRICT

    moments: list[str]
    negatives: str
    people: int
    examples: int
    actions: dict[str, ActionCard]
    left_out: dict[str, int]
    ndcg_learned: float = 0.0
    ndcg_by_hand: float = 0.0
    ndcg_people: int = 0


@dataclass(frozen=True)
class _Layers:
    __pydantic_config__: ClassVar[Mapping[str, object]] = _STRICT

    weights: list[list[list[int]]]
    biases: list[list[float]]


@dataclass(frozen=True)
class _Document:
    """The file, as plain values."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = _STRICT

    schema_version: int
    features: list[str]
    actions: list[str]
    weights: dict[str, float]
    unit: float
    scale: dict[str, list[float]]
    networks: list[_Layers]
    slopes: list[float]
    offsets: list[float]
    card: Card


@dataclass(frozen=True)
class LearnedRanker:
    """Predict what a person will do with posts.

    Parameters
    ----------
    features
        Which columns it reads, some of ``FEATURES``.
    actions
        What it predicts, some of ``ACTIONS``.
    weights
        What each action is worth, by name; those that are missing are worth nothing.
    unit
        Above 0: a post is worth 1 whose actions, by their chances and weights, add up to this. It is what the tenth
        best post of a middling person is worth, so that scores and the strength of variety are of one size.
    model, calibration
        See there.
    card
        How it came about.
    """

    features: tuple[str, ...]
    actions: tuple[str, ...]
    weights: Mapping[str, float]
    unit: float
    model: Ensemble
    calibration: Calibration
    card: Card

    def predict(self, candidates: Candidates) -> Numbers:
        """Give the chance of each action, ``(n, len(actions)) float32``."""
        return self.calibration.chances(self.model.log_odds(stack(candidates, self.features)))

    @cached_property
    def worth(self) -> Mapping[str, float]:
        """What a chance of 1 of each action adds to a score."""
        return {action: self.weights.get(action, 0.0) / self.unit for action in self.actions}

    def to_json(self) -> str:
        """Write it; the same ranker gives the same text."""
        document = _Document(
            schema_version=SCHEMA_VERSION,
            features=list(self.features),
            actions=list(self.actions),
            weights={name: float(weight) for name, weight in self.weights.items()},
            unit=float(self.unit),
            scale={field.name: _plain(getattr(self.model.scale, field.name)) for field in fields(Scale)},
            networks=[_layers(network) for network in self.model.networks],
            slopes=_plain(self.calibration.slopes),
            offsets=_plain(self.calibration.offsets),
            card=self.card,
        )
        return json.dumps(asdict(document), separators=(",", ":")) + "\n"

    @classmethod
    def parse(cls, text: str) -> LearnedRanker:
        """Read what :meth:`to_json` has written, checked.

        Raises
        ------
        SnapshotError
            If it is too large, no such document, of a newer schema, of unknown features or actions, or of numbers that
            are not finite, out of range, or do not fit each other.
        """
        document = _validated(text)
        _check_names("features", document.features, FEATURES)
        _check_names("actions", document.actions, ACTIONS)
        _check_names("weights", list(document.weights), ACTIONS)
        if not document.unit > 0:
            raise _damaged(f"unit {document.unit}", "a number above 0")
        width, outputs = len(document.features), len(document.actions)
        networks = tuple(_network(layers, 2 * width, outputs) for layers in document.networks)
        if not networks:
            raise _damaged("no network", "one at least")
        calibration = Calibration(_numbers(document.slopes, outputs), _numbers(document.offsets, outputs))
        if not (calibration.slopes > 0).all():
            raise _damaged(f"slopes {document.slopes}", "numbers above 0")
        return cls(
            tuple(document.features),
            tuple(document.actions),
            document.weights,
            document.unit,
            Ensemble(_scale(document.scale, width), networks),
            calibration,
            document.card,
        )


def _validated(text: str) -> _Document:
    from pydantic import TypeAdapter, ValidationError

    if len(text) > MOST_BYTES:
        raise _damaged(f"{len(text):,} characters", f"at most {MOST_BYTES:,}")
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _damaged(f"text that cannot be read ({error})", "JSON") from error
    version = raw.get("schema_version") if isinstance(raw, dict) else None
    if version != SCHEMA_VERSION:
        raise _damaged(f"schema version {version!r}", str(SCHEMA_VERSION))
    try:
        return TypeAdapter(_Document).validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise _damaged(f"{where or 'a document'}: {first['msg']}", "what `feedloom train` writes") from error


def _scale(raw: Mapping[str, list[float]], width: int) -> Scale:
    names = [field.name for field in fields(Scale)]
    if sorted(raw) != sorted(names):
        raise _damaged(f"a scale of {sorted(raw)}", f"{sorted(names)}")
    scale = Scale(**{name: _numbers(raw[name], width) for name in names})
    if not ((scale.spread > 0).all() and (scale.typical > 0).all()):
        raise _damaged("a spread that is not above 0", "numbers above 0")
    return scale


def _network(layers: _Layers, inputs: int, outputs: int) -> Network:
    if not layers.weights or len(layers.weights) != len(layers.biases):
        raise _damaged(f"{len(layers.weights)} layers with {len(layers.biases)} biases", "as many of each")
    weights, biases = [], []
    for rows, bias in zip(layers.weights, layers.biases, strict=True):
        if len(rows) != inputs or any(len(row) != len(bias) for row in rows) or len(bias) > MOST_UNITS:
            raise _damaged(f"a layer of {len(rows)} rows", f"{inputs} of {len(bias)} numbers each")
        matrix = np.array(rows, np.float64).reshape(inputs, len(bias)) / WEIGHT_GRID
        if not (np.abs(matrix) <= MOST_WEIGHT).all():
            raise _damaged("a weight out of range", f"at most {MOST_WEIGHT}")
        weights.append(matrix)
        biases.append(np.array(bias, np.float64))
        inputs = len(bias)
    if inputs != outputs:
        raise _damaged(f"a network of {inputs} outputs", f"{outputs}")
    return Network(tuple(weights), tuple(biases))


def _layers(network: Network) -> _Layers:
    weights = [np.rint(layer * WEIGHT_GRID).astype(np.int64).tolist() for layer in network.weights]
    return _Layers(weights, [_plain(bias) for bias in network.biases])


def _numbers(values: list[float], count: int) -> Numbers:
    if len(values) != count:
        raise _damaged(f"{len(values)} numbers", f"{count}")
    with np.errstate(over="ignore"):  # what is beyond single precision is refused in words
        numbers = np.array(values, np.float32)
    if not np.isfinite(numbers).all():
        raise _damaged("a number beyond single precision", "finite numbers")
    return numbers


def _check_names(what: str, names: list[str], known: tuple[str, ...]) -> None:
    unknown = sorted(set(names) - set(known))
    if unknown or len(set(names)) < len(names) or not names:
        raise _damaged(f"{what} {unknown or names}", f"some of {', '.join(known)}, each once")


def _plain(values: np.ndarray[Any, Any]) -> list[float]:
    return [float(value) for value in values]


def _damaged(received: str, expected: str) -> SnapshotError:
    return SnapshotError(
        f"the learned ranker has {received}",
        expected=expected,
        remedy="Run `feedloom train` again, or publish an older version with `feedloom rollback`",
    )
