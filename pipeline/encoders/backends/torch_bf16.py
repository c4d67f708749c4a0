"""torch on the CPU in bfloat16: the weights are cast once. Autocast would cast them again at every call."""

from __future__ import annotations

import torch

from pipeline.encoders.backends.base import Network, Runner
from pipeline.encoders.backends.torch_fp32 import TorchRunner


def open_bf16(network: Network) -> Runner:
    """Open a network on the CPU in bfloat16; its weights are cast in place."""
    module = network.module.to(torch.bfloat16).to(memory_format=torch.channels_last)
    return TorchRunner(module, precision=torch.bfloat16)
