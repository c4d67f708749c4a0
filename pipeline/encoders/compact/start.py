"""Where training starts: the best linear map from pooled features into the text space, in closed form.

Ridge regression from features to caption vectors, with the captions' own covariance taken out, finds captions nearly as
well as the trained head where pictures are few. ImageNet's thousand classes join as pictures that nobody has to see: if
the features of a class are normal with one covariance for all (linear discriminant analysis; Hastie, Tibshirani and
Friedman 2009, section 4.3), the classifier's row of a class, times that covariance, is where its mean lies.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.encoders.base import Vectors
from pipeline.encoders.compact.material import Source, Words
from pipeline.encoders.compact.settings import Start

Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Moments:
    """Second moments of a source's training views about its means; they add up.

    Parameters
    ----------
    features, across, texts
        ``(1280, 1280)``, ``(1280, 384)`` and ``(384, 384)``.
    """

    features: Matrix
    across: Matrix
    texts: Matrix

    def __add__(self, other: Moments) -> Moments:
        return Moments(self.features + other.features, self.across + other.across, self.texts + other.texts)

    def __mul__(self, weight: float) -> Moments:
        return Moments(weight * self.features, weight * self.across, weight * self.texts)


def moments_of(source: Source, words: Words) -> Moments:
    """Compare the training views of a source with the mean of each picture's captions."""
    views = np.flatnonzero(~source.held_out)
    told = [words.rows(example.captions) for example in source.examples]
    means = np.stack([words.vectors[rows].mean(axis=0) for rows in told])
    every = words.vectors[np.concatenate([told[example] for example in np.unique(source.features.example[views])])]
    pooled, texts = _centred(source.features.pooled[views]), _centred(means[source.features.example[views]])
    captions = _centred(every)
    return Moments(
        pooled.T @ pooled / len(pooled), pooled.T @ texts / len(pooled), captions.T @ captions / len(captions)
    )


def linear_start(
    sources: Sequence[Source], words: Words, classifier: Vectors, labels: Vectors, start: Start
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Compute the map's weight, ``(384, 1280)``, and bias, ``(384,)``.

    Parameters
    ----------
    sources
        The first of them gives the features' mean and scale: it stands for what the map will mostly see.
    classifier
        ``(1000, 1280)``, the rows of ImageNet's classifier.
    labels
        ``(1000, 384)``, the unit vectors of ImageNet's labels.
    """
    weighted = [moments_of(source, words) * getattr(start.shares, source.name) for source in sources]
    total = weighted[0]
    for other in weighted[1:]:
        total = total + other
    total = total + _prototypes(total.features, classifier, labels) * start.prototypes
    solved = np.linalg.solve(_shrunk(total.features, start.shrinkage), total.across)
    weight = np.linalg.solve(_shrunk(total.texts, start.text_shrinkage), solved.T)
    seen = sources[0].features.pooled[~sources[0].held_out].astype(np.float64)
    mean = seen.mean(axis=0)
    weight /= np.linalg.norm((seen - mean) @ weight.T, axis=1).mean()
    return weight.astype(np.float32), (-weight @ mean).astype(np.float32)


def _prototypes(features: Matrix, classifier: Vectors, labels: Vectors) -> Moments:
    """Give the moments of the classes' means, as large together as those of all pictures."""
    means = _centred(classifier) @ features
    means *= np.sqrt(len(means) * np.trace(features)) / np.linalg.norm(means)
    texts = _centred(labels)
    return Moments(means.T @ means / len(means), means.T @ texts / len(means), np.zeros((labels.shape[1],) * 2))


def _centred(rows: NDArray[np.floating]) -> Matrix:
    centred: Matrix = rows.astype(np.float64) - rows.mean(axis=0, dtype=np.float64)
    return centred


def _shrunk(moments: Matrix, shrinkage: float) -> Matrix:
    shrunk: Matrix = moments + shrinkage * np.trace(moments) / len(moments) * np.eye(len(moments))
    return shrunk
