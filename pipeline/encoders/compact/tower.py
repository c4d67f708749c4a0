"""What learns: a linear projection from MobileNetV2's pooled features into MiniLM's space, and its losses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import torch
from torch import nn
from torch.nn import functional

DIM: Final = 384
POOLED: Final = 1280


def new_head(dropout: float) -> nn.Sequential:
    """Make a projection with random weights, its layers named as open_clip's timm tower names them."""
    head = nn.Sequential()
    head.add_module("drop", nn.Dropout(dropout))
    head.add_module("proj", nn.Linear(POOLED, DIM))
    return head


def picture_tower(trunk: nn.Module, head: nn.Module) -> Mapping[str, torch.Tensor]:
    """Return the whole picture tower under open_clip's names, float16; the trunk's counters stay integers."""
    state = {f"trunk.{name}": value for name, value in trunk.state_dict().items() if not name.startswith("classifier")}
    state |= {f"head.{name}": value for name, value in head.state_dict().items()}
    return {name: (value.half() if value.is_floating_point() else value).contiguous() for name, value in state.items()}


def contrastive_loss(pictures: torch.Tensor, texts: torch.Tensor, scale: float, same_above: float) -> torch.Tensor:
    """Compute the symmetric InfoNCE loss (Radford et al. 2021, section 2.3) between pairs of unit rows.

    Parameters
    ----------
    pictures, texts
        ``(n, 384)`` each, unit rows; row i of one belongs to row i of the other.
    scale
        What cosines are multiplied by, the inverse of the temperature.
    same_above
        Texts with a cosine above this say the same, so each other's pictures are no negatives.
    """
    logits = scale * pictures @ texts.T
    same = (texts @ texts.T > same_above).fill_diagonal_(fill_value=False)
    logits = logits.masked_fill(same, float("-inf"))
    target = torch.arange(len(texts))
    return (functional.cross_entropy(logits, target) + functional.cross_entropy(logits.T, target)) / 2


def teacher_loss(
    pictures: torch.Tensor, labels: torch.Tensor, classes: torch.Tensor, shares: torch.Tensor, scale: float
) -> torch.Tensor:
    """Compare what the pictures are near to among ImageNet's labels with what its classifier saw.

    Parameters
    ----------
    pictures
        ``(n, 384)``, unit rows.
    labels
        ``(1000, 384)``, the label texts' unit vectors.
    classes, shares
        ``(n, 16)`` each: the classifier's likeliest classes and their probabilities.
    scale
        What cosines are multiplied by.
    """
    log_shares = (scale * pictures @ labels.T).log_softmax(-1).gather(1, classes)
    return -(shares * log_shares).sum(-1).mean()
