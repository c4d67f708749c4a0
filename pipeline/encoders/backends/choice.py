"""Choose what the networks run on, by a table, from what a machine has and what was asked for."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from pipeline.errors import ConfigError, ModelError, nearest

AUTO: Final = "auto"

INT8: Final = "openvino_int8"
"""The one backend whose vectors are not those of float32."""

INT8_RECIPE: Final = "int8-1"
"""Names how its ranges are found; vectors of another recipe are not these vectors."""

_BF16_FLAGS: Final = frozenset({"avx512_bf16", "amx_bf16"})
"""Instructions that multiply bfloat16. Without them it is converted first, which is slower than float32."""

_INT8_FLAGS: Final = frozenset({"avx_vnni", "avx512_vnni", "amx_int8"})
"""Instructions that multiply bytes and add up in 32 bits, four at a time."""


@dataclass(frozen=True)
class Machine:
    """What decides about speed.

    Parameters
    ----------
    cpu_flags
        As Linux lists them; empty where nobody tells.
    openvino
        Whether the extra ``openvino`` is installed.
    gpu
        The name of a CUDA device that torch can use; None where there is none.
    """

    cpu_flags: frozenset[str] = frozenset()
    openvino: bool = False
    gpu: str | None = None

    @property
    def gains_by_bf16(self) -> bool:
        """Whether the CPU multiplies bfloat16 faster than float32."""
        return bool(self.cpu_flags & _BF16_FLAGS)

    @property
    def gains_by_int8(self) -> bool:
        """Whether the CPU has instructions made for products of bytes."""
        return bool(self.cpu_flags & _INT8_FLAGS)


@dataclass(frozen=True)
class BackendChoice:
    """What the networks run on, and why.

    Parameters
    ----------
    name
        A key of :data:`pipeline.encoders.backends.running.OPENERS`.
    reason
        In words.
    """

    name: str
    reason: str

    def __str__(self) -> str:
        """Say both in one line."""
        return f"{self.name} ({self.reason})"


def this_machine() -> Machine:
    """Look at the machine that this process runs on; torch is asked only where there is an NVIDIA driver."""
    return Machine(_cpu_flags(), find_spec("openvino") is not None, _gpu())


def require_wanted(wanted: str) -> str:
    """Return the word if a backend can be asked for by it.

    Raises
    ------
    ConfigError
        If not; it names the nearest.
    """
    if wanted not in WANTED:
        raise ConfigError(f"backend {wanted!r}", expected=f"one of {', '.join(WANTED)}", remedy=nearest(wanted, WANTED))
    return wanted


def revision_on(backend: str, revision: str) -> str:
    """Say under which revision a backend's vectors go.

    Those of all backends but int8 have a cosine of at least :data:`~pipeline.encoders.backends.base.LEAST_COSINE` with
    the float32 ones and stand in one index with them, under the model's own revision.
    """
    return f"{revision}-{INT8_RECIPE}" if backend == INT8 else revision


def wanted_for(revision: str) -> str:
    """Say which backend to ask for, to get vectors of a revision: the one for few pieces of content at a time."""
    return "int8" if revision.endswith(f"-{INT8_RECIPE}") else "torch"


def choose_backend(machine: Machine, wanted: str = AUTO, space: str = "sentence") -> BackendChoice:
    """Choose a backend.

    Parameters
    ----------
    wanted
        ``"auto"``, or what it has to be: ``"torch"``, ``"openvino"``, ``"int8"`` or ``"cuda"``.
    space
        Int8 is for texts: the space ``"clip"`` gets what ``"openvino"`` gives.

    Raises
    ------
    ConfigError
        If nothing has that name.
    ModelError
        If the machine lacks what was asked for.
    """
    choice = WANTED[require_wanted(wanted)](machine)
    if choice.name == INT8 and space == "clip":
        instead = _openvino(machine)
        return BackendChoice(instead.name, f"{instead.reason}; int8 is for the space of texts alone")
    return choice


def _auto(machine: Machine) -> BackendChoice:
    if machine.gpu is not None:
        return _cuda(machine)
    return _openvino(machine) if machine.openvino else _torch(machine)


def _torch(machine: Machine) -> BackendChoice:
    if machine.gains_by_bf16:
        return BackendChoice("torch_bf16", "this CPU multiplies bfloat16")
    return BackendChoice("torch_fp32", "this CPU gains nothing by bfloat16")


def _openvino(machine: Machine) -> BackendChoice:
    _require_openvino(machine)
    if machine.gains_by_bf16:
        return BackendChoice("openvino_bf16", "OpenVINO is installed, and this CPU multiplies bfloat16")
    return BackendChoice("openvino_fp32", "OpenVINO is installed; this CPU gains nothing by bfloat16")


def _int8(machine: Machine) -> BackendChoice:
    _require_openvino(machine)
    gain = "multiplies bytes" if machine.gains_by_int8 else "has no instructions for bytes, so expect little gain"
    return BackendChoice(INT8, f"int8 was asked for; this CPU {gain}")


def _cuda(machine: Machine) -> BackendChoice:
    if machine.gpu is None:
        raise ModelError(
            "backend 'cuda' on a machine without a CUDA device",
            expected="a GPU that torch can use",
            remedy="Use the backend 'auto'",
        )
    return BackendChoice("cuda", f"there is a {machine.gpu}")


def _require_openvino(machine: Machine) -> None:
    if not machine.openvino:
        raise ModelError(
            "a backend of OpenVINO on a machine without it",
            expected="the extra 'openvino'",
            remedy="Run `pip install 'feedloom[openvino]'`, or use the backend 'auto'",
        )


WANTED: Final[Mapping[str, Callable[[Machine], BackendChoice]]] = {
    AUTO: _auto,
    "torch": _torch,
    "openvino": _openvino,
    "int8": _int8,
    "cuda": _cuda,
}
"""What a config may ask for."""


def _cpu_flags() -> frozenset[str]:
    cpuinfo = Path("/proc/cpuinfo")
    if platform.system() == "Linux" and cpuinfo.is_file():
        for line in cpuinfo.read_text(encoding="utf-8").splitlines():
            if line.startswith(("flags", "Features")):
                return frozenset(line.partition(":")[2].split())
    return frozenset()


def _gpu() -> str | None:
    if not Path("/proc/driver/nvidia").exists() and "CUDA_VISIBLE_DEVICES" not in os.environ:
        return None
    import torch

    return torch.cuda.get_device_name() if torch.cuda.is_available() else None
