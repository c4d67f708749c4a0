"""What is known of the models without loading them, whether they are here, and a check that loads them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image

from pipeline.encoders.base import EncoderCard, ImageTextEncoder, TextEncoder
from pipeline.encoders.hub import PATIENT_SECONDS, REACH_SECONDS, download_bytes
from pipeline.encoders.loading import here, locate
from pipeline.encoders.names import ModelSource, resolve
from pipeline.encoders.registry import PROFILES, ModelProfile, clip_model, sentence_model
from pipeline.errors import ModelError

SPACES: Final = ("sentence", "clip")
_MB: Final = 1_000_000


@dataclass(frozen=True)
class _Facts:
    dim: int
    licence: str
    size_mb: int | None = None


_KNOWN: Final[Mapping[str, _Facts]] = {
    "all-MiniLM-L6-v2": _Facts(384, "Apache-2.0"),
    "compact": _Facts(384, "Apache-2.0 (see NOTICE)"),
    "sentence-transformers/all-mpnet-base-v2": _Facts(768, "Apache-2.0", 438),
    "ViT-B-32/laion2b_s34b_b79k": _Facts(512, "MIT", 605),
    "BAAI/bge-large-en-v1.5": _Facts(1024, "MIT", 1341),
    "ViT-L-14/laion2b_s32b_b82k": _Facts(768, "MIT", 1710),
}
"""Sizes are four bytes for each parameter of the architecture, which is what float32 weights take."""


@dataclass(frozen=True)
class ModelRow:
    """One model as the command line lists it.

    Parameters
    ----------
    profile, space, model
        Where it belongs and its name.
    dim
        The length of its vectors; None where only loading it would tell.
    size_mb
        Of its weights, 10^6 bytes; None where nobody could be asked.
    licence
        Of its weights; ``"unknown"`` where its files do not say.
    folder
        Where its files lie; None where it is not here.
    """

    profile: str
    space: str
    model: str
    dim: int | None
    size_mb: int | None
    licence: str
    folder: str | None


def describe(profiles: Iterable[ModelProfile] = tuple(PROFILES.values())) -> list[ModelRow]:
    """List the models of profiles and whether they are here.

    Nothing is loaded, and no network is asked for what is here or known.

    Raises
    ------
    ModelError
        If a model's name is unknown.
    """
    return [_row(known.name, resolve(space, known.model(space))) for known in profiles for space in SPACES]


def download(wanted: ModelProfile) -> list[Path]:
    """Fetch the models of a profile that are not here, check the files of all, and return their folders.

    Raises
    ------
    ModelError
        If one cannot be had, or its files are refused.
    """
    return [locate(resolve(space, wanted.model(space)), PATIENT_SECONDS) for space in SPACES]


def check(space: str, model: str) -> EncoderCard:
    """Check a model's files, load it strictly, and have it encode a text, and a picture where it sees any.

    Raises
    ------
    ModelError
        If it is not here, its files are refused, or its vectors are no unit rows of the length it states.
    """
    encoder: TextEncoder = sentence_model(model) if space == "sentence" else clip_model(model)
    vectors = [encoder.encode_texts(["a red bicycle by the sea"])]
    if isinstance(encoder, ImageTextEncoder):
        vectors.append(encoder.encode_images([Image.new("RGB", (320, 240), "teal")]))
    for rows in vectors:
        if rows.shape != (1, encoder.dim) or not np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-3):
            raise ModelError(
                f"{model} gives {rows.shape[1]} numbers of length {np.linalg.norm(rows):.3f}",
                expected=f"{encoder.dim} numbers of length 1",
                remedy="Use another model; the weights of this one are broken",
            )
    return EncoderCard(encoder.model, encoder.revision, encoder.dim)


def _row(profile: str, source: ModelSource) -> ModelRow:
    folder, facts = here(source), _KNOWN.get(source.name)
    size = _weights_mb(folder) if folder is not None else _stated_mb(source, facts)
    return ModelRow(
        profile,
        source.space,
        source.name,
        facts.dim if facts is not None else None,
        size,
        facts.licence if facts is not None else _licence(folder),
        str(folder) if folder is not None else None,
    )


def _weights_mb(folder: Path) -> int:
    return round(sum(path.stat().st_size for path in folder.rglob("*.safetensors")) / _MB)


def _stated_mb(source: ModelSource, facts: _Facts | None) -> int | None:
    if facts is not None or source.repository is None:
        return facts.size_mb if facts is not None else None
    try:
        return round(download_bytes(source.repository, source.files, REACH_SECONDS) / _MB)
    except ModelError:
        return None


def _licence(folder: Path | None) -> str:
    from huggingface_hub import ModelCard

    card = folder / "README.md" if folder is not None else None
    if card is None or not card.is_file():
        return "unknown"
    try:
        return str(ModelCard.load(card, ignore_metadata_errors=True).data.license or "unknown")
    except (OSError, ValueError):
        return "unknown"
