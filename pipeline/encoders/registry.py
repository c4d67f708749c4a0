"""Model profiles: which pair of models stands behind a word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pipeline.encoders.base import EncoderCard, ImageTextEncoder, TextEncoder
from pipeline.errors import ModelError, nearest


@dataclass(frozen=True)
class ModelProfile:
    """A sentence model and a CLIP model that are used together.

    Parameters
    ----------
    name
        What configs and the command line call it.
    sentence
        ``all-MiniLM-L6-v2`` (packaged), a local folder, or an id on the Hugging Face hub.
    clip
        ``compact`` (packaged), a local folder, ``hf-hub:organisation/model``, or ``name/tag`` of open_clip, such as
        ``ViT-B-32/laion2b_s34b_b79k``.
    sentence_mb, clip_mb
        How large their weights are.
    """

    name: str
    sentence: str
    clip: str
    sentence_mb: int
    clip_mb: int


DEFAULT_PROFILE: Final = "compact"

PROFILES: Final[Mapping[str, ModelProfile]] = {
    profile.name: profile
    for profile in (
        ModelProfile("compact", "all-MiniLM-L6-v2", "compact", 91, 6),
        ModelProfile("standard", "sentence-transformers/all-mpnet-base-v2", "ViT-B-32/laion2b_s34b_b79k", 438, 605),
        ModelProfile("large", "BAAI/bge-large-en-v1.5", "ViT-L-14/laion2b_s32b_b82k", 1341, 1711),
    )
}


@dataclass(frozen=True)
class ModelRow:
    """One model as the command line lists it.

    Parameters
    ----------
    profile, space, model
        Where it belongs and its name.
    size_mb
        The size of its weights.
    here
        Whether it loads without a network.
    needs
        What it takes to have it; empty where it is here.
    """

    profile: str
    space: str
    model: str
    size_mb: int
    here: bool
    needs: str


def profile(name: str) -> ModelProfile:
    """Look up a profile by name.

    Raises
    ------
    ModelError
        If there is none; it names the nearest.
    """
    found = PROFILES.get(name)
    if found is None:
        raise ModelError(f"model profile {name!r}", expected="a known profile", remedy=nearest(name, PROFILES))
    return found


def load_sentence(wanted: ModelProfile | str = DEFAULT_PROFILE) -> TextEncoder:
    """Load the sentence encoder of a profile.

    Raises
    ------
    ModelError
        If the profile is unknown, or its model cannot be had.
    """
    from pipeline.encoders.sentence import SentenceEncoder

    return SentenceEncoder.named(_resolved(wanted).sentence)


def load_clip(wanted: ModelProfile | str = DEFAULT_PROFILE) -> ImageTextEncoder:
    """Load the encoder of texts and pictures of a profile.

    Raises
    ------
    ModelError
        If the profile is unknown, or its model cannot be had.
    """
    from pipeline.encoders.loading import open_clip_encoder

    return open_clip_encoder(_resolved(wanted).clip)


def packaged_card(space: str, wanted: ModelProfile | str = DEFAULT_PROFILE) -> EncoderCard | None:
    """Say what the packaged model of a space is, from its files, without loading it; None for any other model.

    Raises
    ------
    ModelError
        If the profile is unknown, or the packaged files are not the genuine ones.
    """
    from pipeline.encoders.compact.assemble import COMPACT, compact_card
    from pipeline.encoders.sentence import MINILM, minilm_card

    known = _resolved(wanted)
    if space == "sentence":
        return minilm_card() if known.sentence == MINILM else None
    return compact_card() if known.clip == COMPACT else None


def describe() -> list[ModelRow]:
    """List the models of all profiles and whether they are here; nothing is loaded and no network is asked."""
    from pipeline.encoders.loading import is_here as clip_is_here
    from pipeline.encoders.sentence import is_here as sentence_is_here

    rows = []
    for known in PROFILES.values():
        rows.append(
            _row(known.name, "sentence", known.sentence, known.sentence_mb, here=sentence_is_here(known.sentence))
        )
        rows.append(_row(known.name, "clip", known.clip, known.clip_mb, here=clip_is_here(known.clip)))
    return rows


def _row(profile_name: str, space: str, model: str, size_mb: int, *, here: bool) -> ModelRow:
    needs = "" if here else f"a connection to the Hugging Face hub, once, for {size_mb} MB"
    return ModelRow(profile_name, space, model, size_mb, here, needs)


def _resolved(wanted: ModelProfile | str) -> ModelProfile:
    return profile(wanted) if isinstance(wanted, str) else wanted
