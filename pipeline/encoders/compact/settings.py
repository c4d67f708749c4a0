"""What can be decided about a training of the compact CLIP; the defaults made the weights that ship. No torch here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final

from pipeline.encoders.compact.corpus import SOURCES
from pipeline.errors import ConfigError, nearest

DEVICES: Final = ("auto", "cpu", "cuda")

_MANY: Final = 1e9


@dataclass(frozen=True)
class Views:
    """Decide how many views of each training picture there are: more where pictures are few.

    The first view is the whole picture, as inference sees it; the others are random.
    """

    flickr8k: int = 10
    fashion: int = 2
    clothing: int = 2
    openmoji: int = 1
    recipes: int = 4
    drawings: int = 1


@dataclass(frozen=True)
class Shares:
    """Decide how often each source is drawn from, relative to the others: by how much it teaches, not by its size."""

    flickr8k: float = 0.5
    fashion: float = 0.2
    clothing: float = 0.15
    openmoji: float = 0.15
    recipes: float = 0.08
    drawings: float = 0.12


@dataclass(frozen=True)
class Dropouts:
    """Decide which share of the pooled features is hidden, by source: more where pictures are few and views many."""

    flickr8k: float = 0.8
    fashion: float = 0.2
    clothing: float = 0.2
    openmoji: float = 0.2
    recipes: float = 0.8
    drawings: float = 0.2


@dataclass(frozen=True)
class Losses:
    """Decide what is learned.

    Parameters
    ----------
    scale
        What cosines are multiplied by, the inverse of the temperature.
    same_above
        Captions with a higher cosine are no negatives of each other.
    teacher_weight
        The weight of the ImageNet teacher's loss beside the contrastive one.
    taught
        The sources whose pictures ImageNet's classifier understands.
    """

    scale: float = 20.0
    same_above: float = 0.9
    teacher_weight: float = 0.6
    taught: tuple[str, ...] = ("flickr8k", "recipes", "clothing", "openmoji")


@dataclass(frozen=True)
class Start:
    """Decide the linear map that training starts from.

    Parameters
    ----------
    shares
        How much each source counts.
    shrinkage, text_shrinkage
        What is added to the diagonals of the features' and of the captions' covariance, in units of its mean.
    prototypes
        How much ImageNet's classes count beside all pictures together.
    gain
        How far up GELU's curve the map's outputs start: more makes the head less linear.
    """

    shares: Shares = Shares(flickr8k=1.0, fashion=0.3, clothing=0.3, openmoji=0.3, recipes=0.1, drawings=0.3)
    shrinkage: float = 5.0
    text_shrinkage: float = 3.0
    prototypes: float = 0.4
    gain: float = 3.0


@dataclass(frozen=True)
class Descent:
    """Decide how the head learns from there: Adam, warm-up over a tenth of the steps, then a cosine to zero.

    Parameters
    ----------
    anchor
        The weight of the squared distance from the start.
    """

    steps: int = 2400
    batch_size: int = 384
    learning_rate: float = 5e-4
    anchor: float = 0.08


@dataclass(frozen=True)
class TrainConfig:
    """Train the compact CLIP.

    Parameters
    ----------
    data
        The folder with ``models/`` and a folder a source; a source whose folder is absent takes no part.
    out
        Where features, checkpoints, weights and the report go. A run that was stopped goes on from there.
    seed
        Decides everything that is random.
    device
        ``auto`` takes a CUDA device where there is one.
    workers
        Processes that run the frozen network, and then threads that train.
    checkpoint_steps
        How many steps lie between two checkpoints.
    sources
        Which sources may take part.
    views, shares, dropouts
        By source.
    losses, start, descent
        What is learned, where from, and how.

    Raises
    ------
    ConfigError
        If a value is out of its range, or a source or device unknown.
    """

    data: Path
    out: Path
    seed: int = 0
    device: str = "auto"
    workers: int = 2
    checkpoint_steps: int = 50
    sources: tuple[str, ...] = tuple(SOURCES)
    views: Views = Views()
    shares: Shares = Shares()
    dropouts: Dropouts = Dropouts()
    losses: Losses = Losses()
    start: Start = Start()
    descent: Descent = Descent()

    def __post_init__(self) -> None:
        if self.device not in DEVICES:
            raise ConfigError(
                f"the device {self.device!r}",
                expected=f"one of {', '.join(DEVICES)}",
                remedy=nearest(self.device, DEVICES),
            )
        for name in (*self.sources, *self.losses.taught):
            if name not in SOURCES:
                raise ConfigError(
                    f"the source {name!r}", expected=f"one of {', '.join(SOURCES)}", remedy=nearest(name, SOURCES)
                )
        for name, value, least, most in self._ranges():
            if not least <= value <= most:
                raise ConfigError(f"{name} = {value}", expected=f"{least:g} to {most:g}", remedy=f"Change {name}")

    def _ranges(self) -> Iterator[tuple[str, float, float, float]]:
        """List numbers with their least and greatest values."""
        tables = (
            ("views", self.views, 1, _MANY),
            ("shares", self.shares, 0, _MANY),
            ("dropouts", self.dropouts, 0, 0.95),
        )
        for table, values, least, most in tables:
            for field in fields(values):
                yield f"{table}.{field.name}", getattr(values, field.name), least, most
        yield "seed", self.seed, 0, 2**63 - 1
        yield "workers", self.workers, 1, _MANY
        yield "checkpoint_steps", self.checkpoint_steps, 1, _MANY
        yield "losses.scale", self.losses.scale, 1, 100
        yield "losses.teacher_weight", self.losses.teacher_weight, 0, _MANY
        yield "start.shrinkage", self.start.shrinkage, 1e-6, _MANY
        yield "start.text_shrinkage", self.start.text_shrinkage, 1e-6, _MANY
        yield "start.prototypes", self.start.prototypes, 0, _MANY
        yield "start.gain", self.start.gain, 1e-3, _MANY
        yield "descent.steps", self.descent.steps, 1, _MANY
        yield "descent.batch_size", self.descent.batch_size, 2, _MANY
        yield "descent.learning_rate", self.descent.learning_rate, 0, 1
        yield "descent.anchor", self.descent.anchor, 0, _MANY
