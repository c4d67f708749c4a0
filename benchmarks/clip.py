"""Text-to-picture and picture-to-text retrieval: ``python -m benchmarks.clip --data FOLDER [--json FILE]``.

``FOLDER`` holds ``images/`` and ``captions.csv`` with the columns ``image`` and ``caption``.

Classes in words: ``python -m benchmarks.clip --zero-shot fashion|clothing|openmoji --data FOLDER``, where ``FOLDER``
holds the sources and ``models/``; ``benchmarks/zero_shot.py`` says what is asked.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer
from PIL import Image

from benchmarks.conse import Conse
from benchmarks.report import Cell, write_report
from benchmarks.zero_shot import encode_all, read_pictures, rows_of
from pipeline.encoders import DEFAULT_PROFILE, load_clip, load_sentence
from pipeline.encoders.compact.corpus import captioned_photos, held_out
from pipeline.encoders.compact.measure import retrieval


def run(
    data: Annotated[Path, typer.Option(help="The folder with images/ and captions.csv; with --zero-shot, of sources.")],
    json: Annotated[Path | None, typer.Option(help="Where to keep the figures.")] = None,
    profile: Annotated[str, typer.Option(help="The model profile to measure.")] = DEFAULT_PROFILE,
    validation_only: Annotated[
        bool, typer.Option("--validation-only", help="The photos that the compact CLIP never trained on.")
    ] = False,
    zero_shot: Annotated[
        str | None, typer.Option("--zero-shot", help="Name what the pictures of fashion, clothing or openmoji show.")
    ] = None,
) -> None:
    """Measure how well captions find their photo, and photos one of their captions; or classes in words."""
    if zero_shot is not None:
        name_pictures(zero_shot, data, profile, json)
        return
    captions = captioned_photos(data)
    photos = [image for image in captions if held_out(image) or not validation_only]
    encoder = load_clip(profile)
    started = perf_counter()
    pictures = encode_all(encoder, [partial(_open, data / "images" / image) for image in photos])
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


def name_pictures(source: str, data: Path, profile: str, json: Path | None) -> None:
    """Measure how well the pictures of a source that never trained are told apart by the names of classes.

    Raises
    ------
    BadInput
        If the source is unknown, or its folder or ``models/`` is missing.
    """
    pictures = read_pictures(source, data)
    encoder, sentence = load_clip(profile), load_sentence()
    conse = Conse(data / "models", sentence.encode_texts)
    systems = {
        encoder.model: (encode_all(encoder, pictures.loaders), encoder.encode_texts),
        conse.model: (conse.encode(pictures.loaders), sentence.encode_texts),
    }
    rows = [row for task in pictures.tasks for row in rows_of(task, systems)]
    settings: dict[str, Cell] = {"source": source, "model": encoder.model, "revision": encoder.revision}
    write_report(f"zero-shot {source}", settings, rows, json)


def _open(path: Path) -> Image.Image:
    with Image.open(path) as photo:
        return photo.convert("RGB")


if __name__ == "__main__":
    typer.run(run)
