"""torch on a CUDA device, in the 16 bits that it multiplies: bfloat16 where it can, float32 where it cannot."""

from __future__ import annotations

import torch

from pipeline.encoders.backends.base import Network, Runner
from pipeline.encoders.backends.torch_fp32 import TorchRunner


def open_cuda(network: Network) -> Runner:
    """Open a network on the current CUDA device; its weights move there."""
    precision = torch.bfloat16 if torch.cuda.is_bf16_supported(including_emulation=False) else torch.float32
    module = network.module.to("cuda", precision).to(memory_format=torch.channels_last)
    return TorchRunner(module, "cuda", precision)
