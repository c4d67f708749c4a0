"""Run the frozen picture tower once over every view, so that training touches the projection alone.

MobileNetV2 pools a picture of 224 x 224 into 1,280 numbers. What its ImageNet classifier sees in the picture is kept
beside them, as a teacher that keeps the projection's breadth.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image

from pipeline.encoders.compact.corpus import Example

SIZE = 224
TEACHERS = 16
_CHUNK = 32


@dataclass(frozen=True)
class Features:
    """The frozen tower's output for some views of some examples.

    Parameters
    ----------
    example
        ``(n,) int32``, the example that each view shows.
    pooled
        ``(n, 1280) float32``.
    teacher_class, teacher_share
        ``(n, 16) int16`` and ``(n, 16) float16``: the likeliest ImageNet classes of each view and their probability.
    """

    example: NDArray[np.int32]
    pooled: NDArray[np.float32]
    teacher_class: NDArray[np.int16]
    teacher_share: NDArray[np.float16]


def load_trunk(weights: Path) -> torch.nn.Module:
    """Load MobileNetV2 with its ImageNet classifier, strictly, ready to infer."""
    import timm
    from safetensors.torch import load_file

    # The weights come from TensorFlow, which pads unevenly; symmetric padding costs 8.8 points of ImageNet top-1.
    trunk = timm.create_model("mobilenetv2_100", pretrained=False, pad_type="same")
    state = {name: value.float() if value.is_floating_point() else value for name, value in load_file(weights).items()}
    trunk.load_state_dict(state, strict=True)
    network: torch.nn.Module = trunk.eval()
    return network


def extract(weights: Path, examples: Sequence[Example], views: int, seed: int, workers: int) -> Features:
    """Compute features of all examples; held-out pictures get the one view that inference sees.

    Parameters
    ----------
    views
        How many views of a training picture; the first is the plain one, the others are random crops and flips.
    workers
        Processes of one thread each, which on a CPU are faster than one process of many threads.
    """
    chunks = [range(start, min(start + _CHUNK, len(examples))) for start in range(0, len(examples), _CHUNK)]
    jobs = [[(number, examples[number]) for number in chunk] for chunk in chunks]
    with ProcessPoolExecutor(workers, get_context("spawn"), initializer=_start, initargs=(weights,)) as pool:
        parts = list(pool.map(partial(_features_of, views=views, seed=seed), jobs))
    return Features(*(np.concatenate([getattr(part, name) for part in parts]) for name in Features.__annotations__))


_towers: list[_Tower] = []  # one a worker process


@dataclass(frozen=True)
class _Tower:
    pool: Callable[[torch.Tensor], torch.Tensor]
    classify: Callable[[torch.Tensor], torch.Tensor]


def _start(weights: Path) -> None:
    torch.set_num_threads(1)
    trunk = load_trunk(weights)
    classifier = trunk.get_classifier()
    trunk.reset_classifier(0)
    with torch.no_grad():
        traced = torch.jit.trace(trunk, torch.zeros(1, 3, SIZE, SIZE))
        _towers.append(_Tower(torch.jit.optimize_for_inference(torch.jit.freeze(traced)), classifier))


def _features_of(jobs: Sequence[tuple[int, Example]], views: int, seed: int) -> Features:
    rows: list[tuple[int, Any, Any, Any]] = []
    for number, example in jobs:
        shown = _views(example, views, np.random.default_rng([seed, number]))
        rows.extend((number, *_see(view)) for view in shown)
    return Features(
        np.array([row[0] for row in rows], np.int32),
        np.stack([row[1] for row in rows]).astype(np.float32),
        np.stack([row[2] for row in rows]).astype(np.int16),
        np.stack([row[3] for row in rows]).astype(np.float16),
    )


def _views(example: Example, views: int, rng: np.random.Generator) -> Iterator[Image.Image]:
    picture = example.load()
    yield plain_view(picture)
    if not example.held_out:
        yield from (random_view(picture, rng) for _ in range(views - 1))


def _see(view: Image.Image) -> tuple[Any, Any, Any]:
    pixels = torch.from_numpy(np.asarray(view, np.float32).transpose(2, 0, 1).copy())[None] / 127.5 - 1
    with torch.no_grad():
        pooled = _towers[0].pool(pixels)
        share, which = _towers[0].classify(pooled).softmax(-1).topk(TEACHERS)
    return pooled[0].numpy(), which[0].numpy(), share[0].numpy()


def plain_view(picture: Image.Image) -> Image.Image:
    """Squash the whole picture into a square, as inference does: nothing at its edges is lost."""
    return picture.resize((SIZE, SIZE), Image.Resampling.BICUBIC)


def random_view(picture: Image.Image, rng: np.random.Generator) -> Image.Image:
    """Crop 45 to 100 % of the picture's area, somewhere, and mirror one in two."""
    area = rng.uniform(0.45, 1.0)
    stretch = np.exp(rng.uniform(-0.2, 0.2))
    width = min(picture.width, max(1, round(picture.width * np.sqrt(area) * stretch)))
    height = min(picture.height, max(1, round(picture.height * np.sqrt(area) / stretch)))
    left = int(rng.integers(picture.width - width + 1))
    top = int(rng.integers(picture.height - height + 1))
    view = plain_view(picture.crop((left, top, left + width, top + height)))
    return view.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if rng.random() < 0.5 else view
