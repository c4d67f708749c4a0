"""Fit what turns a likeness into a chance, and measure how far the chance holds; used by ``benchmarks/topics.py``."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.labelled import Encoded, Truth
from pipeline.calibration import BOTH, Calibration, Calibrations, leads
from pipeline.encoders import Vectors
from pipeline.labels import EncodeTexts, Labels
from pipeline.zero_shot import LABEL_WEIGHTS

KINDS: Final = ("sentence", "clip", BOTH)
BINS: Final = 10

_SEED: Final = 3
_LIKELIEST: Final = 2
_TEMPERATURE: Final = 0.5


@dataclass(frozen=True)
class Case:
    """Posts of one kind, with the cosines of labels and which are right.

    Parameters
    ----------
    cosines, truth
        ``(n, t)``; the cosines are joined where a post has both parts.
    fits
        ``(n,) bool``, the half that fits.
    """

    source: str
    question: str
    kind: str
    cosines: Vectors
    truth: Truth
    fits: NDArray[np.bool_]


def cases_of(encoded: Encoded, encoders: Mapping[str, EncodeTexts]) -> Iterator[Case]:
    """Make the cases of a source: its texts, its pictures, and its posts with both."""
    spaces = {"sentence": encoded.sentence, "clip": encoded.clip}
    for name, question in encoded.posts.questions.items():
        labels = Labels.encode(question.topics, encoders)
        known = question.truth.any(axis=1)
        cosines = {space: own.vectors @ labels.vectors[space].T for space, own in spaces.items()}
        cosines[BOTH] = np.asarray(sum(LABEL_WEIGHTS[space] * one for space, one in cosines.items()), np.float32)
        present = {space: own.present for space, own in spaces.items()}
        present[BOTH] = np.logical_and.reduce(list(present.values()))
        for number, kind in enumerate(KINDS):
            rows = np.flatnonzero(present[kind] & known)
            if len(rows):
                rng = np.random.default_rng([_SEED, number])
                truth = question.truth[rows]
                fits = rng.random(len(rows)) < 0.5
                yield Case(encoded.posts.name, name, kind, cosines[kind][rows], truth, fits)


def fit(cases: Sequence[Case], models: dict[str, str], *, all_posts: bool = False) -> Calibrations:
    """Fit the constants of each kind of post on the halves that fit (or on all), every source counting alike."""
    of_kind = {kind: [case for case in cases if case.kind == kind] for kind in KINDS}
    kinds = {kind: fit_kind(found, all_posts=all_posts) for kind, found in of_kind.items() if found}
    spreads = {space: float(np.mean([_spread(case.cosines) for case in of_kind[space]])) for space in models}
    return Calibrations(models, spreads, kinds)


def fit_kind(cases: Sequence[Case], *, all_posts: bool) -> Calibration:
    """Fit one kind of post by logistic regression on the two likeliest labels of each post."""
    from sklearn.linear_model import LogisticRegression

    features, right, weights = [], [], []
    for case in cases:
        rows = case.fits | all_posts
        best = np.argsort(-case.cosines[rows], axis=1)[:, :_LIKELIEST]
        pair = [np.take_along_axis(one[rows], best, axis=1) for one in (leads(case.cosines), case.cosines)]
        features.append(np.stack(pair, axis=-1).reshape(-1, 2))
        right.append(np.take_along_axis(case.truth[rows], best, axis=1).reshape(-1))
        questions = sum(other.source == case.source for other in cases)
        weights.append(np.full(len(right[-1]), 1_000.0 / (len(right[-1]) * questions)))
    model = LogisticRegression(C=1e6, max_iter=1_000)
    model.fit(np.concatenate(features), np.concatenate(right), sample_weight=np.concatenate(weights))
    slope, level = model.coef_[0]
    return Calibration(round(float(slope), 2), round(float(level), 2), round(float(model.intercept_[0]), 2))


def softmax(cosines: Vectors) -> Vectors:
    """Believe in labels as feedloom did before it was calibrated, ``(n, t) float32``."""
    logits = cosines / (_TEMPERATURE * _spread(cosines))
    belief = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(belief / belief.sum(axis=1, keepdims=True), np.float32)


def calibration_error(scores: Vectors, right: NDArray[np.bool_]) -> float:
    """Compute the expected calibration error over bins of equally many posts (Nixon et al. 2019, adaptive)."""
    bins = [part for part in np.array_split(np.argsort(scores, kind="stable"), BINS) if len(part)]
    return float(sum(len(part) * abs(scores[part].mean() - right[part].mean()) for part in bins) / len(scores))


def best_is_right(scores: Vectors, truth: Truth) -> NDArray[np.bool_]:
    """Say of each post whether its likeliest label is right, ``(n,) bool``."""
    return np.take_along_axis(truth, scores.argmax(axis=1)[:, None], axis=1)[:, 0]


def _spread(cosines: Vectors) -> float:
    return float((cosines - cosines.mean(axis=1, keepdims=True)).std())


def write(fitted: Calibrations, path: Path) -> None:
    """Write the constants as the package reads them."""
    spreads = {space: round(spread, 4) for space, spread in fitted.spreads.items()}
    kinds = {kind: asdict(constants) for kind, constants in fitted.kinds.items()}
    found = {"models": dict(fitted.models), "spreads": spreads, "kinds": kinds}
    path.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
