"""Measure a trained head on the pictures that never trained, source by source."""

from __future__ import annotations

from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray

from pipeline.encoders.base import Vectors
from pipeline.encoders.compact.material import Source, Words
from pipeline.encoders.compact.measure import retrieval, zero_shot
from pipeline.encoders.compact.tower import Head

Rows = NDArray[np.int64]

SURE: Final = 0.5
"""A teacher that gives a class more than this is sure."""


def judge(source: Source, words: Words, labels: Vectors, head: Head) -> dict[str, object]:
    """Measure a source's held-out pictures: retrieval or its own classes, and agreement with the ImageNet teacher.

    Parameters
    ----------
    labels
        ``(1000, 384)``, the unit vectors of ImageNet's labels.
    head
        On the CPU.
    """
    views = np.flatnonzero(source.held_out)
    with torch.inference_mode():
        pictures: Vectors = head(torch.from_numpy(source.features.pooled[views])).numpy()
    sure = source.features.teacher_share[views, 0] > SURE
    report: dict[str, object] = {"pictures": len(views), "pictures with a sure teacher": int(sure.sum())}
    if sure.any():
        agreed = zero_shot(pictures[sure], labels, source.features.teacher_class[views][sure, 0])
        report["agrees with a sure teacher"] = agreed
    return report | (_classes(source, words, views, pictures) or _retrieval(source, words, views, pictures))


def _classes(source: Source, words: Words, views: Rows, pictures: Vectors) -> dict[str, object]:
    classes = sorted({example.label for example in source.examples})
    if len(classes) < 2:
        return {}
    truth = [classes.index(source.examples[row].label) for row in source.features.example[views]]
    return {"classes": len(classes), "zero-shot accuracy": zero_shot(pictures, words.classes(classes), truth)}


def _retrieval(source: Source, words: Words, views: Rows, pictures: Vectors) -> dict[str, object]:
    # Where people wrote captions all are asked for; elsewhere the first is the title and the others repeat it.
    told = slice(None) if source.name == "flickr8k" else slice(1)
    captions = [source.examples[row].captions[told] for row in source.features.example[views]]
    texts = words.of([caption for found in captions for caption in found])
    picture_of = [row for row, found in enumerate(captions) for _ in found]
    return dict(retrieval(pictures, texts, picture_of))
