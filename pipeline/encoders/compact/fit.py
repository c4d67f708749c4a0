"""Train the compact CLIP: ``python -m pipeline.encoders.compact.fit --data FOLDER --out FOLDER --seed 0``.

Locked-text tuning, the mirror image of LiT (Zhai et al. 2022): MiniLM's text space stays as it is, MobileNetV2 stays
as ImageNet left it, and a linear projection between them learns from captions. ``--data`` is laid out as
``docs/models.md`` says; sources whose folder is absent are left out, and the report says which took part.
"""

from __future__ import annotations

import argparse
import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from pipeline.encoders.base import Vectors
from pipeline.encoders.compact.corpus import SOURCES, prompts
from pipeline.encoders.compact.features import Features, extract, load_trunk
from pipeline.encoders.compact.material import Batches, Source, Words
from pipeline.encoders.compact.measure import retrieval, zero_shot
from pipeline.encoders.compact.tower import contrastive_loss, new_head, picture_tower, teacher_loss
from pipeline.encoders.sentence import MINILM, SentenceEncoder, minilm_folder
from pipeline.encoders.weights import sha256_of
from pipeline.errors import ModelError

VIEWS: Mapping[str, int] = {"flickr8k": 6, "recipes": 4}
"""Views of a picture where there are few; one elsewhere."""

_WEIGHTS = "mobilenetv2_100_imagenet.safetensors"
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Settings:
    """Decide how the projection is trained.

    Parameters
    ----------
    steps, batch_size, learning_rate, weight_decay, dropout
        AdamW with a one-cycle schedule.
    scale
        What cosines are multiplied by in both losses.
    same_above
        Captions with a higher cosine are no negatives of each other.
    teacher_weight
        The weight of the ImageNet teacher's loss beside the contrastive one.
    mixed
        The share of batches drawn from all sources at once.
    """

    steps: int = 1500
    batch_size: int = 256
    learning_rate: float = 1e-3
    weight_decay: float = 0.05
    dropout: float = 0.4
    scale: float = 20.0
    same_above: float = 0.9
    teacher_weight: float = 0.3
    mixed: float = 1.0


def read_sources(data: Path, cache: Path, seed: int, workers: int) -> list[Source]:
    """Read every source that is there and run the frozen tower over it, once: the result is kept in ``cache``.

    Raises
    ------
    ModelError
        If the ImageNet weights or all sources are missing.
    """
    weights = data / "models" / _WEIGHTS
    if not weights.is_file():
        raise ModelError(f"no file {weights}", expected="the ImageNet weights", remedy="See docs/models.md for them")
    cache.mkdir(parents=True, exist_ok=True)
    sources = []
    for name, read in SOURCES.items():
        if name != "drawings" and not (data / name).is_dir():
            _log.warning("source %s is absent and takes no part", name)
            continue
        examples = list(read(data))
        kept = cache / f"{name}.npz"
        if not kept.is_file():
            features = extract(weights, examples, VIEWS.get(name, 1), seed, workers)
            np.savez(kept, **{field: getattr(features, field) for field in Features.__annotations__})
        sources.append(Source(name, examples, Features(**np.load(kept))))
        _log.info("%s: %d pictures, %d views", name, len(examples), len(sources[-1].features.example))
    return sources


def imagenet_labels(data: Path) -> list[str]:
    """Read the 1,000 labels; the file's first line is a background class that the weights do not have."""
    return (data / "models" / "imagenet_labels.txt").read_text(encoding="utf-8").split("\n")[1:1001]


def read_words(sources: Sequence[Source], labels: Sequence[str]) -> Words:
    """Encode every caption and every label's prompts."""
    texts = {text for source in sources for example in source.examples for text in example.captions}
    named = {example.label for source in sources for example in source.examples if example.label}
    texts |= {text for label in [*labels, *named] for text in prompts(label)}
    return Words(SentenceEncoder(MINILM, minilm_folder()), texts)


def train(sources: Sequence[Source], words: Words, labels: Vectors, settings: Settings, seed: int) -> torch.nn.Module:
    """Train the projection and return it, ready to infer."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    batches = Batches(sources, words, mixed=settings.mixed, size=settings.batch_size, rng=rng)
    head = new_head(settings.dropout)
    optimiser = torch.optim.AdamW(head.parameters(), settings.learning_rate, weight_decay=settings.weight_decay)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, settings.learning_rate, total_steps=settings.steps, pct_start=0.1
    )
    targets = torch.from_numpy(labels)
    for step in range(settings.steps):
        batch = batches.draw()
        pictures = functional.normalize(head(batch.pooled), dim=-1)
        pairs = contrastive_loss(pictures, batch.texts, settings.scale, settings.same_above)
        taught = teacher_loss(pictures, targets, batch.classes, batch.shares, settings.scale)
        (pairs + settings.teacher_weight * taught).backward()
        optimiser.step()
        optimiser.zero_grad()
        schedule.step()
        if step % 250 == 0:
            _log.info("step %d: pairs %.3f, teacher %.3f", step, pairs.item(), taught.item())
    return head.eval()


def judge(source: Source, words: Words, labels: Vectors, head: torch.nn.Module) -> dict[str, object]:
    """Measure a source's held-out pictures: retrieval, its own classes, and agreement with the ImageNet teacher."""
    views = np.flatnonzero(source.held_out)
    examples = [source.examples[row] for row in source.features.example[views]]
    with torch.inference_mode():
        pictures = functional.normalize(head(torch.from_numpy(source.features.pooled[views])), dim=-1).numpy()
    sure = source.features.teacher_share[views, 0] > 0.5
    report: dict[str, object] = {
        "pictures": len(views),
        "agrees with a sure teacher": zero_shot(pictures[sure], labels, source.features.teacher_class[views][sure, 0]),
        "pictures with a sure teacher": int(sure.sum()),
    }
    classes = sorted({example.label for example in source.examples})
    if len(classes) > 1:
        truth = [classes.index(example.label) for example in examples]
        report["zero-shot accuracy"] = zero_shot(pictures, words.classes(classes), truth)
        report["classes"] = len(classes)
        return report
    captions = [example.captions if source.name == "flickr8k" else example.captions[:1] for example in examples]
    texts = words.of([caption for found in captions for caption in found])
    picture_of = [row for row, found in enumerate(captions) for _ in found]
    return report | dict(retrieval(pictures, texts, picture_of))


def main(arguments: Sequence[str] | None = None) -> None:
    """Train, measure, and write ``open_clip_model.safetensors`` and ``report.json``."""
    parser = argparse.ArgumentParser(description="Train the compact CLIP.")
    parser.add_argument("--data", type=Path, required=True, help="the folder with the sources and models/")
    parser.add_argument("--out", type=Path, required=True, help="where the weights and the report go")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--steps", type=int, default=Settings.steps)
    parser.add_argument("--workers", type=int, default=2, help="processes that run the frozen tower")
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    settings = Settings(steps=options.steps)
    run(options.data, options.out, settings, options.seed, options.workers)


def run(data: Path, out: Path, settings: Settings, seed: int, workers: int) -> dict[str, object]:
    """Train from a folder of sources into another folder, and return the report that is written there."""
    from safetensors.torch import save_file

    sources = read_sources(data, out / "features", seed, workers)
    names = imagenet_labels(data)
    words = read_words(sources, names)
    labels = words.classes(names)
    head = train(sources, words, labels, settings, seed)
    tower = picture_tower(load_trunk(data / "models" / _WEIGHTS), head)
    weights = out / "open_clip_model.safetensors"
    save_file(dict(tower), weights)
    report: dict[str, object] = {
        "settings": asdict(settings) | {"seed": seed},
        "sha256": sha256_of(weights),
        "held out": {source.name: judge(source, words, labels, head) for source in sources},
    }
    (out / "report.json").write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    _log.info("%s", json.dumps(report["held out"], indent=2))
    return report


if __name__ == "__main__":
    main()
