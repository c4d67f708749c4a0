"""Run the frozen network once over every view, so that training touches the head alone.

MobileNetV2 pools a view into 1,280 numbers. What its ImageNet classifier sees in them is kept beside them, as a teacher
that keeps breadth. Views are kept in files of a few dozen pictures each, whole or not at all, so that a run which is
stopped goes on where it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, fields
from functools import partial
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from safetensors.torch import load_file, save_file

from pipeline.encoders.compact.corpus import Example
from pipeline.encoders.compact.folding import fold_batch_norms
from pipeline.encoders.compact.tower import load_trunk
from pipeline.encoders.compact.views import SIZE, plain_view, random_view
from pipeline.encoders.memory import keep_freed_memory
from pipeline.encoders.weights import sha256_of
from pipeline.files import atomic_path

TEACHERS: Final = 16

_SHARD_PICTURES: Final = 32
_BATCH: Final = 8


@dataclass(frozen=True)
class Features:
    """The frozen tower's output for some views of some examples.

    Parameters
    ----------
    example
        ``(n,) int32``, the example that each view shows; the first view of an example is the plain one.
    pooled
        ``(n, 1280) float32``.
    teacher_class, teacher_share
        ``(n, 16) int16`` and ``(n, 16) float16``: the likeliest ImageNet classes of each view and their probability.
    """

    example: NDArray[np.int32]
    pooled: NDArray[np.float32]
    teacher_class: NDArray[np.int16]
    teacher_share: NDArray[np.float16]


@dataclass(frozen=True)
class Extraction:
    """Decide how features are made.

    Parameters
    ----------
    weights
        MobileNetV2's ImageNet weights.
    cache
        Where files of features are kept.
    seed
        Decides the random views.
    workers
        Processes of one thread each, which on a CPU are faster than one process of many threads.
    device
        Where the network runs.
    """

    weights: Path
    cache: Path
    seed: int
    workers: int
    device: str

    def run(self, examples: Sequence[Example], views: int, done: Callable[[int], None]) -> Features:
        """Read or compute the features of all examples; held-out pictures get the one view that inference sees.

        Parameters
        ----------
        views
            How many views of a training picture; the first is the plain one, the others are random.
        done
            Told how many pictures are ready, again and again.
        """
        chunks = [examples[start : start + _SHARD_PICTURES] for start in range(0, len(examples), _SHARD_PICTURES)]
        digest = sha256_of(self.weights)
        files = [self.cache / f"{self._name(chunk, views, digest)}.safetensors" for chunk in chunks]
        missing = [(file, chunk) for file, chunk in zip(files, chunks, strict=True) if not file.is_file()]
        done(len(examples) - sum(len(chunk) for _, chunk in missing))
        if missing:
            with ProcessPoolExecutor(
                self.workers, get_context("spawn"), initializer=_start, initargs=(self.weights, self.device)
            ) as pool:
                for count in pool.map(partial(_write_shard, views=views, seed=self.seed), missing):
                    done(count)
        return _read_shards(files)

    def _name(self, examples: Sequence[Example], views: int, weights: str) -> str:
        keys = "\n".join(example.key for example in examples)
        return sha256(f"{weights} {SIZE} {views} {self.seed}\n{keys}".encode()).hexdigest()[:32]


_towers: list[_Tower] = []  # one a worker process


@dataclass(frozen=True)
class _Tower:
    pool: torch.nn.Module
    classifier: torch.nn.Module
    device: str


def _start(weights: Path, device: str) -> None:
    keep_freed_memory()
    torch.set_num_threads(1)
    trunk = load_trunk(weights)
    fold_batch_norms(trunk)
    trunk = trunk.to(device, memory_format=torch.channels_last)
    classifier = trunk.get_classifier()
    trunk.reset_classifier(0)
    _towers.append(_Tower(trunk, classifier, device))


def _write_shard(job: tuple[Path, Sequence[Example]], views: int, seed: int) -> int:
    file, examples = job
    shown = [(row, view) for row, example in enumerate(examples) for view in _views(example, views, seed)]
    parts = [_see([view for _, view in shown[start : start + _BATCH]]) for start in range(0, len(shown), _BATCH)]
    tensors = {name: torch.cat([part[name] for part in parts]) for name in parts[0]}
    tensors["example"] = torch.tensor([row for row, _ in shown], dtype=torch.int32)
    with atomic_path(file) as temporary:
        save_file(tensors, temporary)
    return len(examples)


def _views(example: Example, views: int, seed: int) -> Iterator[Image.Image]:
    picture, rng = example.load(), np.random.default_rng([seed, example.rank])
    yield plain_view(picture)
    if not example.held_out:
        yield from (random_view(picture, rng) for _ in range(views - 1))


def _see(views: Sequence[Image.Image]) -> dict[str, torch.Tensor]:
    tower = _towers[0]
    pixels = torch.from_numpy(np.stack([np.asarray(view, np.float32) for view in views]))
    pixels = pixels.to(tower.device).permute(0, 3, 1, 2) / 127.5 - 1  # a permuted batch is channels last already
    with torch.inference_mode():
        pooled = tower.pool(pixels)
        share, which = tower.classifier(pooled).softmax(-1).topk(TEACHERS)
    found = {"pooled": pooled, "teacher_class": which.short(), "teacher_share": share.half()}
    return {name: value.cpu().contiguous() for name, value in found.items()}


def _read_shards(files: Sequence[Path]) -> Features:
    shards = [load_file(file) for file in files]
    columns = {
        field.name: np.concatenate([shard[field.name].numpy() for shard in shards])
        for field in fields(Features)
        if field.name != "example"
    }
    example = [shard["example"].numpy() + number * _SHARD_PICTURES for number, shard in enumerate(shards)]
    return Features(example=np.concatenate(example).astype(np.int32), **columns)
