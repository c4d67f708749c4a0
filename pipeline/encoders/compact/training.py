"""Train the head from its linear start.

Every step draws from a generator of its own, made from the seed and the step. So nothing about chance has to be kept,
and a training that is stopped and started again ends with the same weights, bit for bit on a CPU.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from math import cos, pi
from pathlib import Path
from typing import Final

import numpy as np
import torch

from pipeline.encoders.compact.checkpoint import reached, restore, save
from pipeline.encoders.compact.losses import contrastive_loss, teacher_loss
from pipeline.encoders.compact.material import Batch, Batches
from pipeline.encoders.compact.settings import Losses, TrainConfig
from pipeline.encoders.compact.tower import Head

_WARM_UP: Final = 0.1


@dataclass(frozen=True)
class Training:
    """One training: what it learns from, and where it keeps how far it is.

    Parameters
    ----------
    labels
        ``(1000, 384)``, the unit vectors of ImageNet's labels.
    checkpoint
        The file that a stopped training goes on from.
    settings
        A digest of all that the weights depend on; a checkpoint with another one is refused.
    """

    config: TrainConfig
    batches: Batches
    labels: torch.Tensor
    device: str
    checkpoint: Path
    settings: str

    def run(self, head: Head, advance: Callable[[int], None]) -> None:
        """Train in place.

        Parameters
        ----------
        advance
            Told of steps that are done, those before a resumption included.

        Raises
        ------
        FeedloomError
            If there is a checkpoint that does not fit.
        """
        steps = self.config.descent.steps
        modules = {"head": head, "start": deepcopy(head).requires_grad_(requires_grad=False)}
        optimiser = torch.optim.Adam(head.parameters(), lr=0.0)
        done = reached(self.checkpoint, self.settings)
        if done:
            restore(self.checkpoint, modules, optimiser)
            advance(done)
        for step in range(done, steps):
            self._step(step, head, modules["start"], optimiser)
            advance(1)
            if (step + 1) % self.config.checkpoint_steps == 0 or step + 1 == steps:
                save(self.checkpoint, step + 1, self.settings, modules, optimiser)

    def _step(self, step: int, head: Head, start: Head, optimiser: torch.optim.Optimizer) -> None:
        descent = self.config.descent
        rng = np.random.default_rng([self.config.seed, step])
        batch = self.batches.draw(descent.batch_size, rng).to(self.device)
        for group in optimiser.param_groups:
            group["lr"] = descent.learning_rate * share_of_rate(step, descent.steps)
        pictures = head(hide(batch.pooled, batch.dropout, int(rng.integers(2**63))))
        loss = loss_of(batch, pictures, self.labels, self.config.losses) + descent.anchor * distance(head, start)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()


def share_of_rate(step: int, steps: int) -> float:
    """Compute which share of the greatest learning rate a step has: a linear warm-up, then a cosine to zero."""
    warm_up = max(1, round(_WARM_UP * steps))
    if step < warm_up:
        return (step + 1) / warm_up
    return (1 + cos(pi * (step - warm_up) / max(1, steps - warm_up))) / 2


def hide(pooled: torch.Tensor, dropout: torch.Tensor, seed: int) -> torch.Tensor:
    """Set a share of each row to zero, and scale the rest up so that its mean stays.

    Parameters
    ----------
    pooled
        ``(n, d)``.
    dropout
        ``(n, 1)``, the share by row.
    """
    generator = torch.Generator(pooled.device).manual_seed(seed)
    kept = torch.rand(pooled.shape, generator=generator, device=pooled.device) >= dropout
    return pooled * kept / (1 - dropout)


def loss_of(batch: Batch, pictures: torch.Tensor, labels: torch.Tensor, losses: Losses) -> torch.Tensor:
    """Add up what is learned from a batch whose pictures were encoded as ``(n, 384)`` unit rows."""
    pairs = contrastive_loss(pictures, batch.texts, losses.scale, losses.same_above)
    taught = teacher_loss(pictures, labels, batch.classes, batch.shares, losses.scale)
    return pairs + losses.teacher_weight * (taught * batch.taught).mean()


def distance(head: torch.nn.Module, start: torch.nn.Module) -> torch.Tensor:
    """Add up the squared differences of all weights."""
    pairs = zip(head.parameters(), start.parameters(), strict=True)
    return torch.stack([(now - then).square().sum() for now, then in pairs]).sum()
