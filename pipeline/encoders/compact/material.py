"""Hold everything that is learned from in memory: features, caption vectors, and batches of both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any, Final

import numpy as np
import torch
from numpy.typing import NDArray

from pipeline.encoders.base import TextEncoder, Vectors
from pipeline.encoders.compact.corpus import Example, prompts
from pipeline.encoders.compact.features import Features
from pipeline.encoders.compact.settings import TrainConfig


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
    """Pairs of a picture and a text that belong together, with what the teacher saw in the picture.

    Parameters
    ----------
    pooled
        ``(n, 1280) float32``.
    texts
        ``(n, 384) float32``, unit rows.
    classes, shares
        ``(n, 16)`` each, of the teacher.
    taught
        ``(n,) float32``, 1 where the teacher is asked.
    dropout
        ``(n, 1) float32``, the share of pooled features to hide.
    """

    pooled: torch.Tensor
    texts: torch.Tensor
    classes: torch.Tensor
    shares: torch.Tensor
    taught: torch.Tensor
    dropout: torch.Tensor

    def to(self, device: str) -> Batch:
        """Move it to a device."""
        return Batch(**{field.name: getattr(self, field.name).to(device) for field in fields(self)})


class Batches:
    """Draw training batches that mix all sources.

    Parameters
    ----------
    sources
        Where to draw from.
    words
        Has all their captions.
    config
        Says how often each source is drawn from, and what its pictures are put through.
    """

    def __init__(self, sources: Sequence[Source], words: Words, config: TrainConfig) -> None:
        self._sources = sources
        self._captions = [[words.rows(example.captions) for example in source.examples] for source in sources]
        self._views = [np.flatnonzero(~source.held_out) for source in sources]
        self._vectors = words.vectors
        shares = np.array([getattr(config.shares, source.name) for source in sources])
        self._shares = shares / shares.sum()
        self._dropouts = [getattr(config.dropouts, source.name) for source in sources]
        self._taught = [source.name in config.losses.taught for source in sources]

    def draw(self, size: int, rng: np.random.Generator) -> Batch:
        """Draw one batch, with a caption of each picture at random."""
        counts = rng.multinomial(size, self._shares)
        parts = [self._draw_from(number, int(count), rng) for number, count in enumerate(counts) if count]
        return Batch(*(torch.from_numpy(np.concatenate(column)) for column in zip(*parts, strict=True)))

    def _draw_from(self, number: int, count: int, rng: np.random.Generator) -> tuple[NDArray[Any], ...]:
        features = self._sources[number].features
        views = rng.choice(self._views[number], count)
        captions = self._captions[number]
        chosen = [rng.choice(captions[example]) for example in features.example[views]]
        return (
            features.pooled[views],
            self._vectors[chosen],
            features.teacher_class[views].astype(np.int64),
            features.teacher_share[views].astype(np.float32),
            np.full(count, self._taught[number], np.float32),
            np.full((count, 1), self._dropouts[number], np.float32),
        )
