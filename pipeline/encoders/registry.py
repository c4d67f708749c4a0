"""Model profiles: which pair of models stands behind a word, and any other pair by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pipeline.encoders.backends import choose_backend, this_machine
from pipeline.encoders.base import EncoderCard, ImageTextEncoder, TextEncoder
from pipeline.encoders.memory import keep_freed_memory
from pipeline.errors import ModelError, nearest


@dataclass(frozen=True)
class ModelProfile:
    """A sentence model and a CLIP model that are used together.

    Parameters
    ----------
    name
        What configs and the command line call it; for a pair without a name of its own, both its models.
    sentence
        ``all-MiniLM-L6-v2`` (packaged), a local folder, or an id on the Hugging Face hub.
    clip
        ``compact`` (packaged), a local folder, ``hf-hub:organisation/model``, or ``name/tag`` of open_clip, such as
        ``ViT-B-32/laion2b_s34b_b79k``.
    """

    name: str
    sentence: str
    clip: str

    def model(self, space: str) -> str:
        """Name the model of a space."""
        return {"sentence": self.sentence, "clip": self.clip}[space]

    @property
    def options(self) -> str:
        """What asks for it on the command line."""
        return f"--profile {self.name}" if self.name in PROFILES else f"--sentence {self.sentence} --clip {self.clip}"


DEFAULT_PROFILE: Final = "compact"

DEFAULT_BACKEND: Final = "torch"
"""For few pieces of content at a time: it needs no export, and opens soonest."""

PROFILES: Final[Mapping[str, ModelProfile]] = {
    profile.name: profile
    for profile in (
        ModelProfile("compact", "all-MiniLM-L6-v2", "compact"),
        ModelProfile("standard", "sentence-transformers/all-mpnet-base-v2", "ViT-B-32/laion2b_s34b_b79k"),
        ModelProfile("large", "BAAI/bge-large-en-v1.5", "ViT-L-14/laion2b_s32b_b82k"),
    )
}


def profile(name: str) -> ModelProfile:
    """Look up a profile by name.

    Raises
    ------
    ModelError
        If there is none; it names the nearest.
    """
    found = PROFILES.get(name)
    if found is None:
        raise ModelError(
            f"model profile {name!r}",
            expected="a known profile, or a pair by name with --sentence and --clip",
            remedy=nearest(name, PROFILES),
        )
    return found


def choose(name: str = DEFAULT_PROFILE, sentence: str | None = None, clip: str | None = None) -> ModelProfile:
    """Take a profile, with other models in place of its own where they are named.

    Parameters
    ----------
    sentence, clip
        A model as :func:`pipeline.encoders.names.resolve` reads its name; None keeps that of the profile.

    Returns
    -------
    ModelProfile
        With names that mean the same in any working folder. A pair that is a profile's has that profile's name.

    Raises
    ------
    ModelError
        If the profile or a model is unknown; it names the nearest.
    """
    from pipeline.encoders.names import resolve

    known = profile(name)
    return pair(resolve("sentence", sentence or known.sentence).name, resolve("clip", clip or known.clip).name)


def pair(sentence: str, clip: str) -> ModelProfile:
    """Make a profile of two models, under the name of the profile that has them, else under both of theirs."""
    names = (known.name for known in PROFILES.values() if (known.sentence, known.clip) == (sentence, clip))
    return ModelProfile(next(names, f"{sentence} + {clip}"), sentence, clip)


def obtain(wanted: ModelProfile) -> None:
    """Make sure that both models are here, after a download where needed, and that their files may be loaded.

    No model is loaded and no heavy library imported, so that a job fails before it has begun.

    Raises
    ------
    ModelError
        If a model cannot be had or its files are refused; within about 3 seconds where the hub does not answer.
    """
    from pipeline.encoders.loading import locate
    from pipeline.encoders.names import resolve

    for space in ("sentence", "clip"):
        locate(resolve(space, wanted.model(space)))


def load_sentence(wanted: ModelProfile | str = DEFAULT_PROFILE) -> TextEncoder:
    """Load the sentence encoder of a profile.

    Raises
    ------
    ModelError
        If the profile is unknown, or its model cannot be had.
    """
    return sentence_model(_resolved(wanted).sentence)


def load_clip(wanted: ModelProfile | str = DEFAULT_PROFILE) -> ImageTextEncoder:
    """Load the encoder of texts and pictures of a profile.

    Raises
    ------
    ModelError
        If the profile is unknown, or its model cannot be had.
    """
    return clip_model(_resolved(wanted).clip)


def sentence_model(name: str, backend: str = DEFAULT_BACKEND) -> TextEncoder:
    """Load a sentence encoder by name; see :func:`pipeline.encoders.names.resolve`.

    Parameters
    ----------
    backend
        What to run it on; see :func:`pipeline.encoders.backends.choose_backend`.

    Raises
    ------
    ModelError
        If the name is unknown, or the model cannot be had, or the backend.
    """
    from pipeline.encoders.loading import open_sentence_encoder

    keep_freed_memory()
    return open_sentence_encoder(name, choose_backend(this_machine(), backend, "sentence").name)


def clip_model(name: str, backend: str = DEFAULT_BACKEND) -> ImageTextEncoder:
    """Load an encoder of texts and pictures by name; see :func:`pipeline.encoders.names.resolve`.

    Parameters
    ----------
    backend
        What to run it on; see :func:`pipeline.encoders.backends.choose_backend`.

    Raises
    ------
    ModelError
        If the name is unknown, or the model cannot be had, or the backend.
    """
    from pipeline.encoders.loading import open_clip_encoder

    keep_freed_memory()
    return open_clip_encoder(name, choose_backend(this_machine(), backend, "clip").name)


def packaged_card(space: str, model: str) -> EncoderCard | None:
    """Say what the packaged model of a space is, from its files, without loading it; None for any other model.

    Raises
    ------
    ModelError
        If the packaged files are not the genuine ones.
    """
    from pipeline.encoders.compact.assemble import COMPACT, compact_card
    from pipeline.encoders.sentence import MINILM, minilm_card

    packaged = {("sentence", MINILM): minilm_card, ("clip", COMPACT): compact_card}
    card = packaged.get((space, model))
    return card() if card is not None else None


def _resolved(wanted: ModelProfile | str) -> ModelProfile:
    return profile(wanted) if isinstance(wanted, str) else wanted
