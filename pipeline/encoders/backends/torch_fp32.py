"""torch on the CPU in float32: always there, and what the others are measured against."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from pipeline.encoders.backends.base import Network, Runner


class TorchRunner:
    """Run a module as it is.

    Parameters
    ----------
    module
        In evaluation mode, on its device, with weights of its precision.
    device
        Where the inputs go.
    precision
        What floating-point inputs are cast to.
    """

    def __init__(self, module: torch.nn.Module, device: str = "cpu", precision: torch.dtype = torch.float32) -> None:
        self._module = module
        self._device = device
        self._precision = precision

    def __call__(self, *inputs: NDArray[Any]) -> NDArray[np.float32]:
        """Give ``(n, d) float32``."""
        with torch.inference_mode():
            vectors: NDArray[np.float32] = self._module(*map(self._tensor, inputs)).float().cpu().numpy()
        return vectors

    def _tensor(self, values: NDArray[Any]) -> torch.Tensor:
        tensor = torch.from_numpy(values).to(self._device)
        if tensor.is_floating_point():
            tensor = tensor.to(self._precision)
        # Channels last is the layout that convolutions are fast in.
        return tensor.contiguous(memory_format=torch.channels_last) if tensor.ndim == 4 else tensor


def open_fp32(network: Network) -> Runner:
    """Open a network on the CPU in float32."""
    return TorchRunner(network.module.to(memory_format=torch.channels_last))
