"""Text-to-picture and picture-to-text retrieval: ``python -m benchmarks.clip --data FOLDER [--json FILE]``.

``FOLDER`` holds ``images/`` and ``captions.csv`` with the columns ``image`` and ``caption``.
"""

from __future__ import annotations

from pathlib import Path
from time import perf_counter
from typing import Annotated

import numpy as np
import typer
from PIL import Image

from benchmarks.report import Cell, write_report
from pipeline.encoders import DEFAULT_PROFILE, ImageTextEncoder, Vectors, load_clip
from pipeline.encoders.compact.corpus import captioned_photos, held_out
from pipeline.encoders.compact.measure import retrieval


def run(
    data: Annotated[Path, typer.Option(help="The folder with images/ and captions.csv.")],
    json: Annotated[Path | None, typer.Option(help="Where to keep the figures.")] = None,
    profile: Annotated[str, typer.Option(help="The model profile to measure.")] = DEFAULT_PROFILE,
    validation_only: Annotated[
        bool, typer.Option("--validation-only", help="The photos that the compact CLIP never trained on.")
    ] = False,
) -> None:
    """Measure how well captions find their photo, and photos one of their captions."""
    captions = captioned_photos(data)
    photos = [image for image in captions if held_out(image) or not validation_only]
    encoder = load_clip(profile)
    started = perf_counter()
    pictures = encode_photos(encoder, [data / "images" / image for image in photos])
    seconds = perf_counter() - started
    texts = encoder.encode_texts([caption for image in photos for caption in captions[image]])
    picture_of = [row for row, image in enumerate(photos) for _ in captions[image]]
    rows: list[dict[str, Cell]] = [
        {"system": f"{encoder.model}: {direction}", **figures}
        for direction, figures in retrieval(pictures, texts, picture_of).items()
    ]
    settings: dict[str, Cell] = {
        "model": encoder.model,
        "revision": encoder.revision,
        "photos": len(photos),
        "captions": len(texts),
        "photos held out only": validation_only,
        "photos a second, decoding included": round(len(photos) / seconds, 1),
    }
    write_report("clip", settings, rows, json)


def encode_photos(encoder: ImageTextEncoder, paths: list[Path], batch: int = 32) -> Vectors:
    """Encode photos a batch at a time, so that few are open at once; ``(n, dim) float32``."""
    parts = [np.empty((0, encoder.dim), np.float32)]
    for start in range(0, len(paths), batch):
        opened = []
        for path in paths[start : start + batch]:
            with Image.open(path) as photo:
                opened.append(photo.convert("RGB"))
        parts.append(encoder.encode_images(opened))
    return np.concatenate(parts)


if __name__ == "__main__":
    typer.run(run)
