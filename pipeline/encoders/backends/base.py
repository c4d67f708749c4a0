"""What every backend promises: the rows that the network itself would give, to a stated cosine."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import torch

LEAST_COSINE: Final = 0.999
"""The least cosine between a vector and its float32 original with which both may stand in one index."""

Inputs = tuple[NDArray[Any], ...]
"""One array an input of a network, each with the same number of rows."""


def _no_samples() -> tuple[Inputs, ...]:
    return ()


@dataclass(frozen=True)
class Network:
    """A network as torch holds it, and all that an export of it needs.

    Parameters
    ----------
    module
        In evaluation mode, float32. Its ``forward`` takes tensors of the examples' types, whose first dimension is the
        batch, and gives ``(n, d)`` vectors of any length.
    examples
        One small tensor an input, two rows each, to trace it with.
    free
        For each input the dimensions that vary from call to call.
    revision
        A digest of its weights and of what it does with them; exports are kept under it.
    samples
        Gives typical inputs, which a backend of few bits learns its ranges from; the same on every machine.
    """

    module: torch.nn.Module
    examples: tuple[torch.Tensor, ...]
    free: tuple[tuple[int, ...], ...]
    revision: str
    samples: Callable[[], Iterable[Inputs]] = _no_samples


class Runner(Protocol):
    """Run a network on one backend; several threads may call it, which the backend may then let in one by one."""

    def __call__(self, *inputs: NDArray[Any]) -> NDArray[np.float32]:
        """Give ``(n, d) float32`` for inputs of ``n`` rows each, of any length; the array is the caller's."""
