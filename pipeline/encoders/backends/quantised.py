"""Linear layers in 8 bits: static ranges, with the activations' outliers moved into the weights.

SmoothQuant (Xiao et al. 2023, section 4): a few of a transformer's activation channels are far larger than the others
and would claim the whole range. Each channel is divided by a factor and the weights are multiplied by it, which changes
no product. Weights get a range an output channel, activations one a layer.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Final

import torch
from torch.nn import functional

from pipeline.encoders.backends.base import Inputs, Network
from pipeline.errors import ModelError

LEVELS: Final = 127
_SMOOTHING: Final = 0.5  # how much of the difficulty moves into the weights: the paper's alpha
_SMALLEST: Final = 1e-5


class QuantisedLinear(torch.nn.Module):  # type: ignore[misc]  # torch is not followed
    """A linear layer whose input and weights are rounded to 8 bits, so that a converter can multiply bytes.

    Parameters
    ----------
    layer
        What it replaces.
    largest
        ``(d_in,)``: the largest magnitude that each of its input channels took.
    """

    def __init__(self, layer: torch.nn.Linear, largest: torch.Tensor) -> None:
        super().__init__()
        weight = layer.weight.detach()
        factor = _smoothing(largest, weight.abs().amax(0))
        weight = weight * factor
        steps = (weight.abs().amax(1) / LEVELS).clamp(min=_SMALLEST)
        zeros = torch.zeros(len(weight), dtype=torch.int32)
        rounded = torch.fake_quantize_per_channel_affine(weight, steps, zeros, 0, -LEVELS, LEVELS)
        self.register_buffer("weight", rounded)
        self.register_buffer("steps", steps)
        self.register_buffer("zeros", zeros)
        self.register_buffer("shrink", 1 / factor)
        self.bias = layer.bias
        self.step = float((largest / factor).max().clamp(min=_SMALLEST)) / LEVELS

    def forward(self, inputs: torch.Tensor) -> torch.Tensor:
        """Multiply, ``(..., d_in)`` to ``(..., d_out)``."""
        inputs = torch.fake_quantize_per_tensor_affine(inputs * self.shrink, self.step, 0, -LEVELS - 1, LEVELS)
        weight = torch.fake_quantize_per_channel_affine(self.weight, self.steps, self.zeros, 0, -LEVELS, LEVELS)
        return functional.linear(inputs, weight, self.bias)


def quantise(network: Network) -> int:
    """Replace, in place, every linear layer that the samples run through, and return how many those were.

    Raises
    ------
    ModelError
        If there are no samples, or no linear layers.
    """
    layers = {name: layer for name, layer in network.module.named_modules() if type(layer) is torch.nn.Linear}
    largest = _largest_inputs(network.module, layers, network.samples())
    for name, magnitudes in largest.items():
        parent, _, own = name.rpartition(".")
        setattr(network.module.get_submodule(parent), own, QuantisedLinear(layers[name], magnitudes))
    if not largest:
        raise ModelError(
            "a network without linear layers or typical inputs, to run in 8 bits",
            expected="a text model",
            remedy="Use the backend 'auto' for it",
        )
    return len(largest)


def _smoothing(inputs: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    raised = inputs.clamp(min=_SMALLEST) ** _SMOOTHING
    return (raised / weights.clamp(min=_SMALLEST) ** (1 - _SMOOTHING)).clamp(min=_SMALLEST)


def _largest_inputs(
    module: torch.nn.Module, layers: dict[str, torch.nn.Linear], samples: Iterable[Inputs]
) -> dict[str, torch.Tensor]:
    """Run the samples and note the largest magnitude of each input channel of each layer."""
    largest: dict[str, torch.Tensor] = {}

    def note(name: str, _: torch.nn.Module, inputs: tuple[torch.Tensor]) -> None:
        found = inputs[0].detach().abs().flatten(0, -2).amax(0)
        largest[name] = torch.maximum(largest[name], found) if name in largest else found

    hooks = [layer.register_forward_pre_hook(partial(note, name)) for name, layer in layers.items()]
    try:
        with torch.no_grad():
            for inputs in samples:
                module(*map(torch.from_numpy, inputs))
    finally:
        for hook in hooks:
            hook.remove()
    return largest
