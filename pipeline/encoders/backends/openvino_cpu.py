"""OpenVINO on the CPU: the graph as a whole, its layers fused and laid out for this processor."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from pipeline.encoders.backends.base import Network, Runner
from pipeline.encoders.backends.exports import GRAPH, Exported, exported
from pipeline.encoders.quiet import quiet_logging

_FORMAT: Final = "1"
"""Of what is exported; a change of this file that changes the graph raises it."""


class OpenVinoRunner:
    """Run an exported network.

    Parameters
    ----------
    exported_network
        What to run.
    precision
        ``"f32"`` or ``"bf16"``: what OpenVINO may calculate in.
    threads
        How many; None for as many as torch would take.
    """

    def __init__(self, exported_network: Exported, precision: str, threads: int | None = None) -> None:
        import openvino

        self._alone = Lock()
        core = openvino.Core()
        weights = openvino.Tensor(np.frombuffer(exported_network.weights, np.uint8))
        model = core.read_model(exported_network.graph, weights)
        self._request = core.compile_model(model, "CPU", _settings(precision, threads)).create_infer_request()

    def __call__(self, *inputs: NDArray[Any]) -> NDArray[np.float32]:
        """Give ``(n, d) float32``."""
        with self._alone:
            self._request.infer(list(inputs), share_inputs=True)
            return np.array(self._request.get_output_tensor(0).data, np.float32)


def open_fp32(network: Network) -> Runner:
    """Open a network in float32."""
    return OpenVinoRunner(export(network), "f32")


def open_bf16(network: Network) -> Runner:
    """Open a network in float32 weights that OpenVINO multiplies as bfloat16."""
    return OpenVinoRunner(export(network), "bf16")


def export(network: Network) -> Exported:
    """Export a network in float32, or take its export from the cache."""
    return exported(export_key(network, "fp32"), partial(write_graph, network))


def export_key(network: Network, precision: str) -> str:
    """Name all that an export depends on."""
    import openvino

    version = openvino.get_version().split("-")[0]
    return f"{network.revision}-{precision}-openvino-{version}-{_FORMAT}"


def write_graph(network: Network, folder: Path) -> None:
    """Trace a network and write it into a folder."""
    import openvino

    with _traceable():
        model = openvino.convert_model(
            network.module.float(), example_input=network.examples, input=_free_shapes(network)
        )
    openvino.save_model(model, folder / GRAPH, compress_to_fp16=False)


def _free_shapes(network: Network) -> list[Any]:
    import openvino

    return [
        openvino.PartialShape([-1 if axis in free else size for axis, size in enumerate(example.shape)])
        for example, free in zip(network.examples, network.free, strict=True)
    ]


@contextmanager
def _traceable() -> Iterator[None]:
    """Keep torch from its own fused attention, which no converter can follow, and from talking about tracing."""
    import torch

    fast = torch.backends.mha.get_fastpath_enabled()
    torch.backends.mha.set_fastpath_enabled(False)
    try:
        with torch.inference_mode(), quiet_logging(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        torch.backends.mha.set_fastpath_enabled(fast)


def _settings(precision: str, threads: int | None) -> dict[str, Any]:
    import torch

    return {
        "INFERENCE_PRECISION_HINT": precision,
        "INFERENCE_NUM_THREADS": threads or torch.get_num_threads(),
        "NUM_STREAMS": 1,
        "PERFORMANCE_HINT": "LATENCY",
        # Two processes that pin their threads to the same cores run at half speed.
        "ENABLE_CPU_PINNING": False,
    }
