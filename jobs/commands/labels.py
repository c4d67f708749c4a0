"""Say which labels are right for a post: classify."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jobs.commands.options import JsonOption, ProfileOption
from jobs.commands.output import say, write_json, write_table

if TYPE_CHECKING:
    from pipeline.encoders import ImageTextEncoder, TextEncoder, Vectors
    from pipeline.fusion import SpaceVectors


def classify(
    labels: Annotated[str, typer.Option("--labels", "-l", help='Such as "cooking, football, cats".')],
    text: Annotated[str | None, typer.Option("--text", "-t", help="What the post says.")] = None,
    picture: Annotated[list[Path] | None, typer.Option("--picture", help="What it shows; may be given again.")] = None,
    floor: Annotated[float, typer.Option("--floor", help="Leave out labels below this chance, 0 to 1.")] = 0.0,
    profile: ProfileOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say how likely each of some labels is right for a text, a picture, or a post with both."""
    from pipeline.calibration import shipped
    from pipeline.encoders import DEFAULT_PROFILE, load_clip, load_sentence
    from pipeline.labels import Labels

    _refuse_nothing(text, picture)
    models: dict[str, TextEncoder] = {}
    post: dict[str, SpaceVectors] = {}
    if text is not None:
        models["sentence"] = load_sentence(profile or DEFAULT_PROFILE)
        post["sentence"] = _one(models["sentence"].encode_texts([text]))
    if picture:
        clip = load_clip(profile or DEFAULT_PROFILE)
        models["clip"], post["clip"] = clip, _shown(clip, picture)
    wanted = Labels.encode(labels.split(","), {space: model.encode_texts for space, model in models.items()})
    (found,) = wanted.judge(post).over(floor)
    for space, model in models.items():
        if model.model != shipped().models[space]:
            say(f"The scores rank the labels, but are no chances: they were not calibrated for {model.model}.")
    if as_json:
        write_json([one._asdict() for one in found])
        return
    write_table("Labels by the chance that they are right", ["label", "score"], found)


def _refuse_nothing(text: str | None, pictures: Sequence[Path] | None) -> None:
    from pipeline.errors import BadInput

    if not pictures and (text is None or not text.strip()):
        raise BadInput("neither a text nor a picture", expected="one, or both", remedy="Add --text or --picture")


def _shown(clip: ImageTextEncoder, paths: Sequence[Path]) -> SpaceVectors:
    from pipeline.decoding import decode

    return _one(clip.encode_images([decode(path.read_bytes()) for path in paths]))


def _one(vectors: Vectors) -> SpaceVectors:
    """Make one post's vector of those of its parts."""
    import numpy as np

    from pipeline.fusion import SpaceVectors, mean_vector

    return SpaceVectors(mean_vector(vectors)[None], np.ones(1, np.bool_))
