"""The recipe of the compact CLIP, from a folder of sources to weights and a report; ``jobs/train_clip.py`` runs it.

Locked-text tuning, the mirror image of LiT (Zhai et al. 2022): MiniLM's text space stays as it is, and the picture
tower learns from captions to point into it. Each step keeps what it did, so a run that is stopped goes on from there.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

import torch
from safetensors.torch import save_file

from pipeline.encoders.base import Vectors
from pipeline.encoders.compact.corpus import SOURCES, prompts
from pipeline.encoders.compact.features import Extraction
from pipeline.encoders.compact.judge import judge
from pipeline.encoders.compact.material import Batches, Source, Words
from pipeline.encoders.compact.settings import TrainConfig
from pipeline.encoders.compact.start import linear_start
from pipeline.encoders.compact.tower import Head, load_trunk, picture_tower
from pipeline.encoders.compact.training import Training
from pipeline.encoders.memory import keep_freed_memory
from pipeline.encoders.sentence import MINILM, SentenceEncoder, minilm_folder
from pipeline.encoders.weights import sha256_of
from pipeline.errors import ModelError
from pipeline.files import atomic_path

WEIGHTS: Final = "open_clip_model.safetensors"
REPORT: Final = "report.json"
CHECKPOINT: Final = "checkpoint.safetensors"
FEATURES: Final = "features"

_TRUNK: Final = "mobilenetv2_100_imagenet.safetensors"
_LABELS: Final = "imagenet_labels.txt"
_NO_MATTER: Final = frozenset({"data", "out", "checkpoint_steps"})

Show = Callable[[str, int], AbstractContextManager[Callable[[int], None]]]
"""Shows the progress of so many things under a name, and gives what is told of how many more are done."""


@dataclass(frozen=True)
class Outcome:
    """Say what a training made.

    Parameters
    ----------
    held_out
        What was measured on the pictures that never trained, by source.
    absent
        The sources that took no part, as their folder is not there.
    """

    held_out: Mapping[str, Mapping[str, object]]
    absent: tuple[str, ...]


def device_of(config: TrainConfig) -> str:
    """Choose where the network runs.

    Raises
    ------
    ModelError
        If CUDA was asked for and is not there.
    """
    found = torch.cuda.is_available()
    if config.device == "cuda" and not found:
        raise ModelError("no CUDA device", expected="one, as device is 'cuda'", remedy="Use device = 'auto' or 'cpu'")
    return "cuda" if found and config.device != "cpu" else "cpu"


def present(config: TrainConfig) -> tuple[str, ...]:
    """Name the sources that take part: those wanted that are there. Drawings need no folder.

    Raises
    ------
    ModelError
        If none is there, or ``models/`` lacks a file.
    """
    for name in (_TRUNK, _LABELS):
        path = config.data / "models" / name
        if not path.is_file():
            raise ModelError(
                f"no file {path}",
                expected="MobileNetV2's ImageNet weights and labels",
                remedy="Put models/ there; docs/models.md says what it holds",
            )
    found = tuple(name for name in SOURCES if name in config.sources and _is_there(config.data, name))
    if not found:
        raise ModelError(
            f"none of {', '.join(config.sources)} in {config.data}",
            expected="a source",
            remedy="Check data and sources",
        )
    return found


def _is_there(data: Path, name: str) -> bool:
    return name == "drawings" or (data / name).is_dir()


def train_compact(config: TrainConfig, show: Show) -> Outcome:
    """Train the compact CLIP and write its weights and a report into ``config.out``.

    Raises
    ------
    FeedloomError
        If something is missing, or what lies in ``config.out`` is of another training.
    """
    keep_freed_memory()
    torch.set_num_threads(config.workers)  # sums depend on it in their last bits
    device, names = device_of(config), present(config)
    sources = [_read_source(config, name, device, show) for name in names]
    labels = _imagenet_labels(config.data)
    words = _read_words(sources, labels)
    targets = words.classes(labels)
    trunk = load_trunk(config.data / "models" / _TRUNK)
    head = _first_head(config, sources, words, trunk, targets).to(device)
    training = Training(
        config=config,
        batches=Batches(sources, words, config),
        labels=torch.from_numpy(targets).to(device),
        device=device,
        checkpoint=config.out / CHECKPOINT,
        settings=_digest(config, sources),
    )
    with show("train", config.descent.steps) as advance:
        training.run(head, advance)
    head = head.cpu().half().float()  # what ships is float16, and that is what is judged
    held_out = {source.name: judge(source, words, targets, head) for source in sources}
    _write(config, trunk, head, {"device": device, "held out": held_out})
    absent = tuple(name for name in config.sources if name not in names)
    return Outcome(held_out, absent)


def _read_source(config: TrainConfig, name: str, device: str, show: Show) -> Source:
    examples = list(SOURCES[name](config.data))
    extraction = Extraction(
        weights=config.data / "models" / _TRUNK,
        cache=config.out / FEATURES / name,
        seed=config.seed,
        workers=config.workers,
        device=device,
    )
    with show(name, len(examples)) as advance:
        return Source(name, examples, extraction.run(examples, getattr(config.views, name), advance))


def _first_head(
    config: TrainConfig, sources: Sequence[Source], words: Words, trunk: torch.nn.Module, targets: Vectors
) -> Head:
    classifier = trunk.get_classifier().weight.detach().numpy()
    weight, bias = linear_start(sources, words, classifier, targets, config.start)
    return Head(torch.from_numpy(weight), torch.from_numpy(bias), config.start.gain)


def _imagenet_labels(data: Path) -> list[str]:
    # The file's first line is a background class that the weights do not have.
    return (data / "models" / _LABELS).read_text(encoding="utf-8").split("\n")[1:1001]


def _read_words(sources: Sequence[Source], labels: Sequence[str]) -> Words:
    texts = {text for source in sources for example in source.examples for text in example.captions}
    named = {example.label for source in sources for example in source.examples if example.label}
    texts |= {text for label in [*labels, *named] for text in prompts(label)}
    return Words(SentenceEncoder(MINILM, minilm_folder()), texts)


def _digest(config: TrainConfig, sources: Sequence[Source]) -> str:
    """Digest what the weights depend on: neither where things lie nor how often they are kept."""
    settings = {key: value for key, value in asdict(config).items() if key not in _NO_MATTER}
    told = [[source.name, *(f"{example.key} {example.captions}" for example in source.examples)] for source in sources]
    return sha256(json.dumps([settings, told], sort_keys=True).encode()).hexdigest()


def _write(config: TrainConfig, trunk: torch.nn.Module, head: Head, found: Mapping[str, object]) -> None:
    weights = config.out / WEIGHTS
    with atomic_path(weights) as temporary:
        save_file(dict(picture_tower(trunk, head)), temporary)
    settings = {key: value for key, value in asdict(config).items() if key not in ("data", "out")}
    report = {"settings": settings, "sha256": sha256_of(weights), **found}
    with atomic_path(config.out / REPORT) as temporary:
        temporary.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
