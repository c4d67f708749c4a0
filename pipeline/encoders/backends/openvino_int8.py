"""OpenVINO on the CPU with linear layers in 8 bits: for who asks for it, since it moves the vectors."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from pipeline.encoders.backends.base import Network, Runner
from pipeline.encoders.backends.choice import INT8_RECIPE
from pipeline.encoders.backends.exports import exported
from pipeline.encoders.backends.openvino_cpu import OpenVinoRunner, export_key, write_graph


def open_int8(network: Network) -> Runner:
    """Open a network in 8 bits; its linear layers are replaced in place unless the export is there already.

    Raises
    ------
    ModelError
        As :func:`pipeline.encoders.backends.quantised.quantise`.
    """
    return OpenVinoRunner(exported(export_key(network, INT8_RECIPE), partial(_write, network)), "f32")


def _write(network: Network, folder: Path) -> None:
    from pipeline.encoders.backends.quantised import quantise

    quantise(network)
    write_graph(network, folder)
