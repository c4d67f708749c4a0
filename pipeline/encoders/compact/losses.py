"""What the picture tower is told: match your captions, and keep what ImageNet taught you."""

from __future__ import annotations

import torch
from torch.nn import functional


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
    target = torch.arange(len(texts), device=texts.device)
    return (functional.cross_entropy(logits, target) + functional.cross_entropy(logits.T, target)) / 2


def teacher_loss(
    pictures: torch.Tensor, labels: torch.Tensor, classes: torch.Tensor, shares: torch.Tensor, scale: float
) -> torch.Tensor:
    """Compare what each picture is near to among ImageNet's labels with what its classifier saw, ``(n,)``.

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
    return -(shares * log_shares).sum(-1)
