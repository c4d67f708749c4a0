"""Name what pictures show, without a classifier for it: the part of ``benchmarks/clip.py`` behind ``--zero-shot``.

All pictures are such as the compact CLIP never trained on (``held_out``), and a class is the mean of its name in three
prompts. What the classes are, and what training knew of them:

- ``fashion``: the article type among all types of the shop (60 x 80 pixels). Other pictures of the types trained.
- ``clothing``: the label among 17. Other photos of the labels trained.
- ``openmoji``: the emoji's group among Unicode's nine, whose names were in no caption; then its name among the names of
  all held-out emoji, none of which trained, and the picture by its name.

Beside the model stand chance, the commonest classes of the pictures themselves (which no one could know beforehand),
and ImageNet's labels alone (``benchmarks/conse.py``).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.conse import Loader
from benchmarks.report import Cell
from pipeline.encoders import ImageTextEncoder, Vectors
from pipeline.encoders.compact.corpus import SOURCES, Example, prompts
from pipeline.errors import BadInput, nearest
from pipeline.fusion import mean_vector

Truth = NDArray[np.int64]

_CUTOFFS: Final = (1, 5, 10)

GROUPS: Final[Mapping[str, str]] = {
    "smileys-emotion": "smiley or emotion",
    "people-body": "people or body",
    "animals-nature": "animal or nature",
    "food-drink": "food or drink",
    "travel-places": "travel or place",
    "activities": "activity or sport",
    "objects": "object",
    "symbols": "symbol",
    "flags": "flag",
}
"""Unicode's groups in words. The two groups of extras, which mix everything, are left out."""


@dataclass(frozen=True)
class Task:
    """Pictures, and the class that each is of.

    Parameters
    ----------
    name
        What is asked, such as ``"article type"``.
    classes
        Their names in words.
    rows
        ``(n,)``, which of the source's pictures are asked about.
    truth
        ``(n,)``, the class of each.
    named
        Whether each class has one picture, so that the picture can be asked for by its name.
    """

    name: str
    classes: Sequence[str]
    rows: NDArray[np.int64]
    truth: Truth
    named: bool = False


@dataclass(frozen=True)
class Pictures:
    """The held-out pictures of a source and what is asked about them."""

    loaders: Sequence[Loader]
    tasks: Sequence[Task]


def read_pictures(source: str, data: Path) -> Pictures:
    """Read the held-out pictures of one of ``ZERO_SHOT`` from the folder of all sources.

    Raises
    ------
    BadInput
        If the source is unknown, or not in the folder.
    """
    if source not in ZERO_SHOT:
        known = ", ".join(ZERO_SHOT)
        raise BadInput(f"the source {source!r}", expected=f"one of {known}", remedy=nearest(source, ZERO_SHOT))
    if not (data / source).is_dir():
        raise BadInput(f"{data} has no {source}/", expected="the folder of all sources", remedy="Name it with --data")
    examples = list(SOURCES[source](data))
    held_out = [example for example in examples if example.held_out]
    return Pictures([example.load for example in held_out], ZERO_SHOT[source](examples, held_out, data))


def _labels(name: str) -> Callable[[Sequence[Example], Sequence[Example], Path], list[Task]]:
    def tasks(examples: Sequence[Example], held_out: Sequence[Example], _: Path) -> list[Task]:
        classes = sorted({example.label for example in examples})
        truth = np.array([classes.index(example.label) for example in held_out], np.int64)
        return [Task(name, classes, np.arange(len(held_out)), truth)]

    return tasks


def _openmoji(_: Sequence[Example], held_out: Sequence[Example], data: Path) -> list[Task]:
    listed = json.loads((data / "openmoji" / "openmoji.json").read_text(encoding="utf-8"))
    group_of = {f"openmoji-{row['hexcode']}": row["group"] for row in listed}
    order = list(GROUPS)
    grouped = [(row, group_of[one.key]) for row, one in enumerate(held_out) if group_of[one.key] in GROUPS]
    rows = np.array([row for row, _ in grouped], np.int64)
    group = Task("group", list(GROUPS.values()), rows, np.array([order.index(name) for _, name in grouped], np.int64))
    names = [one.captions[0] for one in held_out]
    every = np.arange(len(names))
    return [group, Task("name", names, every, every, named=True)]


ZERO_SHOT: Final[Mapping[str, Callable[[Sequence[Example], Sequence[Example], Path], list[Task]]]] = {
    "fashion": _labels("article type"),
    "clothing": _labels("label"),
    "openmoji": _openmoji,
}
"""What is asked about each source."""


def class_vectors(encode_texts: Callable[[Sequence[str]], Vectors], classes: Sequence[str]) -> Vectors:
    """Encode each class as the direction of the mean of its prompts, ``(t, d) float32``."""
    filled = [prompts(name) for name in classes]
    encoded = encode_texts([text for texts in filled for text in texts])
    return np.stack([mean_vector(part) for part in np.split(encoded, len(classes))])


def answers(cosines: Vectors, truth: Truth) -> dict[str, Cell]:
    """Measure answers: the true class among the best 1, 5 and 10, and the mean over classes of the first.

    Parameters
    ----------
    cosines
        ``(n, t)``; ties count against the answer.
    truth
        ``(n,)``.
    """
    own = np.take_along_axis(cosines, truth[:, None], axis=1)
    rank = (cosines >= own).sum(axis=1) - 1
    macro = np.mean([(rank[truth == number] < 1).mean() for number in np.unique(truth)])
    return {**{f"top {k}": float((rank < k).mean()) for k in _CUTOFFS}, "macro": float(macro)}


def rows_of(
    task: Task, systems: Mapping[str, tuple[Vectors, Callable[[Sequence[str]], Vectors]]]
) -> list[dict[str, Cell]]:
    """Measure every system and the two baselines on a task.

    Parameters
    ----------
    systems
        By name the vectors of all pictures of the source, and what encodes words into their space.
    """
    asked: dict[str, Cell] = {"pictures": len(task.rows), "classes": len(task.classes)}
    rows: list[dict[str, Cell]] = []
    for name, (pictures, encode_texts) in systems.items():
        cosines = pictures[task.rows] @ class_vectors(encode_texts, task.classes).T
        rows.append({"system": f"{task.name}: {name}", **asked, **answers(cosines, task.truth)})
        if task.named:
            rows.append({"system": f"picture by {task.name}: {name}", **asked, **answers(cosines.T, task.truth)})
    return [*rows, *({"system": f"{task.name}: {name}", **asked, **figures} for name, figures in _baselines(task))]


def _baselines(task: Task) -> list[tuple[str, dict[str, Cell]]]:
    count = len(task.classes)
    shares = np.sort(np.bincount(task.truth, minlength=count) / len(task.truth))[::-1]
    seen = len(np.unique(task.truth))
    commonest: dict[str, Cell] = {f"top {k}": float(shares[:k].sum()) for k in _CUTOFFS}
    chance: dict[str, Cell] = {f"top {k}": min(k / count, 1.0) for k in _CUTOFFS}
    return [
        ("the commonest", {**commonest, "macro": 1.0 / seen}),
        ("chance", {**chance, "macro": 1.0 / count}),
    ]


def encode_all(encoder: ImageTextEncoder, pictures: Sequence[Loader], batch: int = 32) -> Vectors:
    """Encode pictures a batch at a time, so that few are open at once, ``(n, dim) float32``."""
    starts = range(0, len(pictures), batch)
    parts = (encoder.encode_images([load() for load in pictures[start : start + batch]]) for start in starts)
    return np.concatenate([np.empty((0, encoder.dim), np.float32), *parts])
