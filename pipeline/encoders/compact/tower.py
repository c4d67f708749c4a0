"""The picture tower: MobileNetV2, which stays as ImageNet left it, and the head that learns on top of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import torch
from torch import nn
from torch.nn import functional

from pipeline.errors import ModelError

DIM: Final = 384
POOLED: Final = 1280


def load_trunk(weights: Path) -> nn.Module:
    """Load MobileNetV2 with its ImageNet classifier, strictly, ready to infer.

    Raises
    ------
    ModelError
        If the file is missing, damaged, or of another architecture.
    """
    import timm
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    # The weights come from TensorFlow, which pads unevenly; symmetric padding costs 8.8 points of ImageNet top-1.
    trunk = timm.create_model("mobilenetv2_100", pretrained=False, pad_type="same")
    try:
        found = load_file(weights)
        trunk.load_state_dict({name: _float(value) for name, value in found.items()}, strict=True)
    except (OSError, RuntimeError, SafetensorError) as error:
        raise ModelError(
            f"{weights} does not load as MobileNetV2 ({error})",
            expected="the ImageNet weights of timm's mobilenetv2_100",
            remedy="See docs/models.md for them",
        ) from error
    network: nn.Module = trunk.eval()
    return network


def _float(value: torch.Tensor) -> torch.Tensor:
    return value.float() if value.is_floating_point() else value


class Head(nn.Module):  # type: ignore[misc]  # torch is not followed, so its classes are Any
    """What learns: pooled features to unit vectors, through the perceptron that open_clip calls ``timm_proj: mlp``.

    Parameters
    ----------
    weight, bias
        ``(384, 1280)`` and ``(384,)``, a linear map to start from.
    gain
        How far up GELU's curve the map's outputs start.
    """

    def __init__(self, weight: torch.Tensor, bias: torch.Tensor, gain: float) -> None:
        super().__init__()
        self.fc1, self.fc2 = nn.Linear(POOLED, 2 * DIM), nn.Linear(2 * DIM, DIM)
        pair = torch.cat([torch.eye(DIM), -torch.eye(DIM)], dim=1)  # for GELU(x) - GELU(-x) is x
        with torch.no_grad():
            self.fc1.weight.copy_(gain * pair.T @ weight)
            self.fc1.bias.copy_(gain * pair.T @ bias)
            self.fc2.weight.copy_(pair / gain)
            self.fc2.bias.zero_()

    def forward(self, pooled: torch.Tensor) -> torch.Tensor:
        """Encode pooled features, ``(n, 1280)`` to ``(n, 384)``, unit rows."""
        return functional.normalize(self.fc2(functional.gelu(self.fc1(pooled))), dim=-1)


def picture_tower(trunk: nn.Module, head: Head) -> Mapping[str, torch.Tensor]:
    """Return the whole picture tower under open_clip's names, float16; the trunk's counters stay integers."""
    state = {f"trunk.{name}": value for name, value in trunk.state_dict().items() if not name.startswith("classifier")}
    state |= {f"head.mlp.{name}": value for name, value in head.state_dict().items()}
    return {
        name: (value.half() if value.is_floating_point() else value).cpu().contiguous() for name, value in state.items()
    }
