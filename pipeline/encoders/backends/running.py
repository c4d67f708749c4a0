"""Open a network on the backend that was chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from pipeline.encoders.backends.base import Network, Runner
from pipeline.encoders.backends.openvino_cpu import open_bf16 as openvino_bf16
from pipeline.encoders.backends.openvino_cpu import open_fp32 as openvino_fp32
from pipeline.encoders.backends.openvino_int8 import open_int8 as openvino_int8
from pipeline.encoders.backends.torch_bf16 import open_bf16 as torch_bf16
from pipeline.encoders.backends.torch_cuda import open_cuda
from pipeline.encoders.backends.torch_fp32 import open_fp32 as torch_fp32

OPENERS: Final[Mapping[str, Callable[[Network], Runner]]] = {
    "torch_fp32": torch_fp32,
    "torch_bf16": torch_bf16,
    "openvino_fp32": openvino_fp32,
    "openvino_bf16": openvino_bf16,
    "openvino_int8": openvino_int8,
    "cuda": open_cuda,
}


def open_runner(network: Network, backend: str) -> Runner:
    """Open a network on a backend by its name in :data:`OPENERS`.

    The network is the caller's no more: a backend may change it in place, or keep it.
    """
    return OPENERS[backend](network)
