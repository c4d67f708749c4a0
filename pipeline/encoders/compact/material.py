"""Hold everything the projection learns from in memory: pooled features, caption vectors, and batches of both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray

from pipeline.encoders.base import TextEncoder, Vectors
from pipeline.encoders.compact.corpus import Example, prompts
from pipeline.encoders.compact.features import Features

SHARES: Final[Mapping[str, float]] = {
    "flickr8k": 0.35,
    "fashion": 0.20,
    "clothing": 0.15,
    "openmoji": 0.15,
    "drawings": 0.15,
    "recipes": 0.08,
}
"""How often each source is drawn from, relative to the others: by how much it teaches, not by its size."""


class Words:
    """Caption vectors, each text encoded once.

    Parameters
    ----------
    encoder
        The text tower, which stays locked.
    texts
        All texts that will be asked for.
    """

    def __init__(self, encoder: TextEncoder, texts: Iterable[str]) -> None:
        known = sorted(set(texts))
        self._row = {text: row for row, text in enumerate(known)}
        self.vectors: Final[Vectors] = encoder.encode_texts(known)

    def rows(self, texts: Sequence[str]) -> NDArray[np.int64]:
        """Return the row of each text in ``vectors``."""
        return np.array([self._row[text] for text in texts], np.int64)

    def of(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of texts, ``(n, 384)``."""
        return self.vectors[self.rows(texts)]

    def classes(self, labels: Sequence[str]) -> Vectors:
        """Return one unit vector a label: the direction of the mean of its prompts."""
        means = np.stack([self.of(prompts(label)).mean(axis=0) for label in labels])
        directions: Vectors = means / np.linalg.norm(means, axis=1, keepdims=True)
        return directions


@dataclass(frozen=True)
class Source:
    """One source of examples with its features."""

    name: str
    examples: Sequence[Example]
    features: Features

    @cached_property
    def held_out(self) -> NDArray[np.bool_]:
        """Which views are kept for measuring, ``(n_views,)``."""
        return np.array([example.held_out for example in self.examples])[self.features.example]


@dataclass(frozen=True)
class Batch:
    """Pairs of a picture and a text that belong together, with what the teacher saw in the picture."""

    pooled: torch.Tensor
    texts: torch.Tensor
    classes: torch.Tensor
    shares: torch.Tensor


class Batches:
    """Draw training batches, some from one source (whose pairs are hard to tell apart) and some from all.

    Parameters
    ----------
    sources
        Where to draw from.
    words
        Has all their captions.
    mixed
        The share of batches that mix all sources.
    size
        How many pairs a batch.
    rng
        Decides every draw.
    """

    def __init__(
        self, sources: Sequence[Source], words: Words, *, mixed: float, size: int, rng: np.random.Generator
    ) -> None:
        self._sources = sources
        self._captions = [[words.rows(example.captions) for example in source.examples] for source in sources]
        self._views = [np.flatnonzero(~source.held_out) for source in sources]
        self._vectors = words.vectors
        shares = np.array([SHARES[source.name] for source in sources])
        self._shares = shares / shares.sum()
        self._mixed, self._size, self._rng = mixed, size, rng

    def draw(self) -> Batch:
        """Draw one batch, with a caption of each picture at random."""
        if self._rng.random() < self._mixed:
            counts = self._rng.multinomial(self._size, self._shares)
        else:
            counts = self._size * self._rng.multinomial(1, self._shares)
        parts = [self._draw_from(number, int(count)) for number, count in enumerate(counts) if count]
        pooled, texts, classes, shares = (np.concatenate(column) for column in zip(*parts, strict=True))
        return Batch(
            torch.from_numpy(pooled),
            torch.from_numpy(texts),
            torch.from_numpy(classes.astype(np.int64)),
            torch.from_numpy(shares.astype(np.float32)),
        )

    def _draw_from(self, number: int, count: int) -> tuple[NDArray[np.generic], ...]:
        features = self._sources[number].features
        views = self._rng.choice(self._views[number], count)
        captions = self._captions[number]
        chosen = [self._rng.choice(captions[example]) for example in features.example[views]]
        return (
            features.pooled[views],
            self._vectors[chosen],
            features.teacher_class[views],
            features.teacher_share[views],
        )
