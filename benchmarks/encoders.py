"""Texts and pictures a second of every backend: ``python -m benchmarks.encoders [--data FOLDER] [--json FILE]``.

The baselines are ``SentenceTransformer.encode`` and a loop over an open_clip model, one picture at a time, both in
float32 in a process of their own. Beside each backend stand the neighbours that it keeps, and how fast the network
could be if it were nothing but matrix products at the speed that this machine was measured to have. ``--quick`` is for
seeing that it runs.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated, Final

import numpy as np
import torch
import typer
from numpy.typing import NDArray
from PIL import Image

from benchmarks.limits import flops_of, gemm_gflops
from benchmarks.plain_models import VIT, Baselines, vit_network
from benchmarks.report import Cell, write_report
from benchmarks.rounds import Spent, Timing, interleaved, spent
from pipeline.encoders.backends import INT8, Machine, this_machine
from pipeline.encoders.backends.overlap import neighbour_overlap
from pipeline.encoders.backends.running import OPENERS
from pipeline.encoders.base import Pixels
from pipeline.encoders.clip import ClipEncoder, Parts
from pipeline.encoders.compact.assemble import COMPACT
from pipeline.encoders.loading import open_clip_encoder, open_sentence_encoder
from pipeline.encoders.memory import keep_freed_memory
from pipeline.encoders.pixels import Preprocessing
from pipeline.encoders.sentence import MINILM
from pipeline.encoders.towers import PictureTower
from pipeline.sample.world import WorldSize, make_world

Vectors = NDArray[np.float32]


@dataclass(frozen=True)
class Target:
    """What is wanted of some backend: so many times the baseline, keeping such a share of neighbours."""

    times: float
    overlap: float


TEXT_TARGET: Final = Target(2.7, 0.985)
INT8_TARGET: Final = Target(4.0, 0.9)
PICTURE_TARGET: Final = Target(3.6, 0.985)

PRECISION: Final[Mapping[str, str]] = {INT8: "int8", "torch_bf16": "bf16", "openvino_bf16": "bf16", "cuda": "bf16"}
"""What a backend multiplies; fp32 where nothing is said."""


@dataclass(frozen=True)
class Subject:
    """A model and what it is measured on.

    Parameters
    ----------
    baseline
        Its name, and what runs it.
    encode
        Opens the model on a backend and gives what runs it.
    items
        How many there are.
    flops
        Of all items.
    """

    name: str
    baseline: tuple[str, Callable[[], tuple[Vectors, Spent]]]
    encode: Callable[[str], Callable[[], Vectors]]
    items: int
    flops: float

    def rows(self, backends: Sequence[str], rounds: int, gflops: Mapping[str, float]) -> list[dict[str, Cell]]:
        """Measure it."""
        name, baseline = self.baseline
        expected, _ = baseline()
        runs = {backend: self.encode(backend) for backend in backends}
        overlaps = {backend: neighbour_overlap(expected, run()) for backend, run in runs.items()}
        systems: dict[str, Callable[[], Spent]] = {name: lambda: baseline()[1]}
        systems |= {backend: partial(spent, run) for backend, run in runs.items()}
        timings = interleaved(systems, rounds)
        # What torch multiplies slowly in few bits can be multiplied in more: no limit lies below that of fp32.
        fastest = {kind: max(speed, gflops["fp32"]) for kind, speed in gflops.items()}
        limits = {kind: timings[name].wall_seconds * speed * 1e9 / self.flops for kind, speed in fastest.items()}
        return [
            self._row(system, timing, overlaps.get(system), limits[PRECISION.get(system, "fp32")])
            for system, timing in timings.items()
        ]

    def _row(self, system: str, timing: Timing, overlap: float | None, limit: float) -> dict[str, Cell]:
        return {
            "system": f"{self.name}: {system}",
            "a second": self.items / timing.wall_seconds,
            "times": timing.times,
            "times by CPU": timing.times_by_cpu,
            "top-10 kept": overlap,
            "limit by GEMM": limit,
            "target": "-" if overlap is None else self._verdict(system, timing, overlap, limit),
        }

    def _verdict(self, system: str, timing: Timing, overlap: float, limit: float) -> str:
        target = INT8_TARGET if system == INT8 else TEXT_TARGET if self.name == MINILM else PICTURE_TARGET
        wanted = f"{target.times:g}x at {target.overlap:g}"
        if timing.times_by_cpu >= target.times and overlap >= target.overlap:
            return f"{wanted}: met"
        if limit < target.times:
            return f"{wanted}: not possible on this CPU (limit {limit:.1f}x)"
        return f"{wanted}: not met"


def run(
    data: Annotated[Path, typer.Option(help="The folder of real data.")] = Path("../shared/data"),
    json: Annotated[Path | None, typer.Option(help="Where to keep the figures.")] = None,
    quick: Annotated[bool, typer.Option("--quick", help="Few texts, few pictures, few rounds.")] = False,
) -> None:
    """Measure every backend that this machine has."""
    texts = read_texts(data, 128 if quick else 2_000)
    pictures = read_pictures(data, 16 if quick else 128)
    rounds = 2 if quick else 5
    machine, gflops = this_machine(), gemm_gflops(rounds)
    backends = available(machine)
    keep_freed_memory()
    rows: list[dict[str, Cell]] = []
    with Baselines() as baselines:
        rows += text_subject(texts, baselines).rows(backends, rounds, gflops)
        for subject in (compact_subject(pictures, baselines), vit_subject(pictures, baselines)):
            rows += subject.rows([name for name in backends if name != INT8], rounds, gflops)
    settings: dict[str, Cell] = {
        "texts": len(texts),
        "pictures": len(pictures),
        "rounds": rounds,
        "threads": torch.get_num_threads(),
        "left out": ", ".join(OPENERS.keys() - set(backends)) or "nothing",
        **{f"{kind} GFLOP/s": round(speed, 1) for kind, speed in gflops.items()},
    }
    write_report("encoders", settings, rows, json)


def available(machine: Machine) -> list[str]:
    """List the backends that a machine has and could gain by."""
    wanted = {
        "openvino": machine.openvino,
        "cuda": machine.gpu is not None,
        "bf16": machine.gains_by_bf16,
    }
    return [name for name in OPENERS if all(has for word, has in wanted.items() if word in name)]


def read_texts(data: Path, count: int) -> list[str]:
    """Take different short posts, half of the sample world's and half news, shuffled."""
    world = make_world(3, WorldSize(posts=count, authors=100, people=50, impressions=1_000))
    posts = list(dict.fromkeys(str(row["text"]) for row in world.written))[: count // 2]
    with (data / "agnews" / "data" / "ag_news_csv" / "test.csv").open(encoding="utf-8", newline="") as file:
        news = list(dict.fromkeys(f"{title}. {text}" for _, title, text in csv.reader(file)))
    texts = posts + news[: count - len(posts)]
    np.random.default_rng(0).shuffle(texts)
    return texts


def read_pictures(data: Path, count: int) -> list[Image.Image]:
    """Take photographs of clothing, the first by name."""
    paths = sorted((data / "clothing" / "images").glob("*.jpg"))[:count]
    return [Image.open(path).convert("RGB") for path in paths]


def text_subject(texts: list[str], baselines: Baselines) -> Subject:
    """Measure MiniLM."""
    from sentence_transformers import SentenceTransformer

    from pipeline.encoders.sentence import minilm_folder

    model = SentenceTransformer(str(minilm_folder()), device="cpu").eval()
    sample = texts[:64]  # the count is the same each time, and slow
    features = [model.preprocess([text]) for text in sample]
    flops = sum(flops_of(model, one) for one in features) * len(texts) / len(sample)

    def encode(backend: str) -> Callable[[], Vectors]:
        return partial(open_sentence_encoder(MINILM, backend).encode_texts, texts)

    baseline = ("SentenceTransformer.encode", partial(baselines.texts, texts))
    return Subject(MINILM, baseline, encode, len(texts), flops)


def compact_subject(pictures: Sequence[Image.Image], baselines: Baselines) -> Subject:
    """Measure the picture tower of the compact CLIP."""
    return _picture_subject(COMPACT, partial(open_clip_encoder, COMPACT), vit=False, given=(pictures, baselines))


def vit_subject(pictures: Sequence[Image.Image], baselines: Baselines) -> Subject:
    """Measure a picture tower of the shape ViT-B-32, with random weights."""

    def opened(backend: str) -> ClipEncoder:
        network = vit_network()
        parts = Parts(network, Preprocessing.of(network), lambda _: torch.zeros(1, 77, dtype=torch.int64))
        return ClipEncoder(VIT, "random-weights-seed-0", parts, backend=backend)

    return _picture_subject(VIT, opened, vit=True, given=(pictures, baselines))


def _picture_subject(
    model: str,
    opened: Callable[[str], ClipEncoder],
    *,
    vit: bool,
    given: tuple[Sequence[Image.Image], Baselines],
) -> Subject:
    pictures, baselines = given
    encoder = opened("torch_fp32")
    preprocessing = encoder.parts.preprocessing
    fitted: list[Pixels] = [preprocessing.fit(picture) for picture in pictures]
    inputs = preprocessing.network_input(fitted).contiguous()
    flops = flops_of(PictureTower(encoder.parts.network), inputs[:1]) * len(pictures)
    baseline = ("open_clip, one by one", partial(baselines.pictures, model, inputs.numpy()))
    name = f"{model} (random weights)" if vit else model
    return Subject(name, baseline, lambda backend: partial(opened(backend).encode_pixels, fitted), len(fitted), flops)


if __name__ == "__main__":
    typer.run(run)
