"""How fast a network could be on this machine, if it were nothing but products of matrices at their measured speed."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median

import torch

from benchmarks.rounds import spent

ROWS, INNER, OUTER = 1024, 384, 1536
"""The shape of MiniLM's widest layer on a batch of 1,024 tokens."""

REPEATS = 20


def gemm_gflops(rounds: int) -> dict[str, float]:
    """Measure 10^9 operations a second of torch's products, ``{"fp32", "bf16", "int8"}``, by processors' time."""
    left, right = torch.randn(ROWS, INNER), torch.randn(INNER, OUTER)
    bytes_left, bytes_right = (torch.randint(-99, 99, part.shape, dtype=torch.int8) for part in (left, right))
    half_left, half_right = left.bfloat16(), right.bfloat16()
    products: dict[str, Callable[[], object]] = {
        "fp32": lambda: left @ right,
        "bf16": lambda: half_left @ half_right,
        "int8": lambda: torch._int_mm(bytes_left, bytes_right),  # noqa: SLF001 - torch has no other name for it
    }
    return {name: _gflops(product, rounds) for name, product in products.items()}


def flops_of(module: torch.nn.Module, *inputs: torch.Tensor) -> int:
    """Count the operations of one run, a multiplication and an addition as two."""
    from torch.utils.flop_counter import FlopCounterMode

    with torch.inference_mode(), FlopCounterMode(display=False) as counter:
        module(*inputs)
    return int(counter.get_total_flops())


def _gflops(product: Callable[[], object], rounds: int) -> float:
    product()
    seconds = median(spent(lambda: [product() for _ in range(REPEATS)]).cpu for _ in range(rounds))
    return REPEATS * 2 * ROWS * INNER * OUTER * int(torch.get_num_threads()) / seconds / 1e9
