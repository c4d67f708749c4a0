"""The baselines: what people write who use the libraries as they come, in a process that nothing else has touched."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from numpy.typing import NDArray

from benchmarks.rounds import Spent, spent

if TYPE_CHECKING:
    import torch

VIT = "ViT-B-32"
"""Its weights here are random: good for speed, and for comparing backends, and for nothing else."""

Vectors = NDArray[np.float32]


class Baselines:
    """Run the baselines in a process of their own; use it as a context."""

    def __init__(self) -> None:
        self._pool = ProcessPoolExecutor(1, get_context("spawn"))

    def __enter__(self) -> Self:
        """Give itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the process."""
        self._pool.shutdown()

    def texts(self, texts: Sequence[str]) -> tuple[Vectors, Spent]:
        """Run ``SentenceTransformer.encode`` with its defaults."""
        return self._pool.submit(_encode_texts, list(texts)).result()

    def pictures(self, model: str, pixels: NDArray[np.float32]) -> tuple[Vectors, Spent]:
        """Run an open_clip model on one picture after the other; ``(n, 3, height, width)`` normalised pixels."""
        return self._pool.submit(_encode_pictures, model, pixels).result()


def vit_network() -> torch.nn.Module:
    """Make a ViT-B-32 with random weights, the same each time."""
    import open_clip
    import torch

    torch.manual_seed(0)
    network: torch.nn.Module = open_clip.create_model(VIT, pretrained=None, load_weights=False).eval()
    return network


def _encode_texts(texts: list[str]) -> tuple[Vectors, Spent]:
    model = _sentence_transformer()
    model.encode(texts[:8])
    kept: list[Vectors] = []
    taken = spent(lambda: kept.append(model.encode(texts, normalize_embeddings=True)))
    return kept[0], taken


def _encode_pictures(model: str, pixels: NDArray[np.float32]) -> tuple[Vectors, Spent]:
    network = _open_clip(model)
    kept: list[Vectors] = []
    _one_by_one(network, pixels[:2], [])
    taken = spent(partial(_one_by_one, network, pixels, kept))
    return np.concatenate(kept), taken


def _one_by_one(network: torch.nn.Module, pixels: NDArray[np.float32], kept: list[Vectors]) -> None:
    import torch

    with torch.no_grad():
        kept += [network.encode_image(one[None], normalize=True).numpy() for one in torch.from_numpy(pixels)]


@cache
def _sentence_transformer() -> Any:  # noqa: ANN401 - its types cannot be followed
    from sentence_transformers import SentenceTransformer

    from pipeline.encoders.sentence import minilm_folder

    return SentenceTransformer(str(minilm_folder()), device="cpu")


@cache
def _open_clip(model: str) -> torch.nn.Module:
    if model == VIT:
        return vit_network()
    import open_clip

    from pipeline.encoders.compact.assemble import assemble

    with TemporaryDirectory() as folder:
        network, _, _ = open_clip.create_model_and_transforms(f"local-dir:{assemble(Path(folder))}")
    opened: torch.nn.Module = network.eval()
    return opened
