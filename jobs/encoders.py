"""Which model stands behind a space."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from jobs.progress import bar
from jobs.ray_session import cluster_address
from jobs.tasks import run_tasks
from pipeline.encoders import ModelProfile, choose, obtain
from pipeline.encoders.backends import (
    AUTO,
    BackendChoice,
    choose_backend,
    require_wanted,
    revision_on,
    this_machine,
    wanted_for,
)
from pipeline.encoders.base import EncoderCard, TextEncoder

SPACES: Final[Sequence[str]] = ("sentence", "clip")
"""Texts live in the first space, pictures in the second."""

Loader = Callable[[str, str], TextEncoder]
"""Gives the model of a space by its name; Ray carries it to the workers, so it must be a function of a module."""


def load_encoder(space: str, model: str, backend: str = AUTO) -> TextEncoder:
    """Load the model of one space.

    Parameters
    ----------
    model
        Its name; see :func:`pipeline.encoders.names.resolve`.
    backend
        What to run it on, of what this very machine has; see :func:`pipeline.encoders.backends.choose_backend`.

    Returns
    -------
    TextEncoder
        For ``"clip"`` an :class:`~pipeline.encoders.base.ImageTextEncoder`.

    Raises
    ------
    ModelError
        If the model cannot be had, or is not the one that was promised.
    """
    from pipeline.encoders import clip_model, sentence_model

    return sentence_model(model, backend) if space == "sentence" else clip_model(model, backend)


def on_backend(load: Loader, backend: str) -> Loader:
    """Have the project's own models run on a backend; another loader than theirs decides for itself.

    Raises
    ------
    ConfigError
        If no backend has that name; it names the nearest.
    """
    require_wanted(backend)
    return partial(load_encoder, backend=backend) if _is_own(load) else load


def require_backend(load: Loader, backend: str, address: str | None) -> Loader:
    """Have the models run on a backend, and say at once if this machine lacks it.

    Parameters
    ----------
    address
        The cluster that will run them, if not this machine; there each worker chooses for itself.

    Raises
    ------
    ConfigError
        If no backend has that name; it names the nearest.
    ModelError
        If this machine runs them and lacks what was asked for.
    """
    own = on_backend(load, backend)
    if not cluster_address(address):
        for space in SPACES:
            backend_of(own, space)
    return own


def same_space(load: Loader, card: EncoderCard) -> Loader:
    """Have the project's own models give vectors of the revision that a card names."""
    return on_backend(load, wanted_for(card.revision))


def backend_of(load: Loader, space: str) -> BackendChoice | None:
    """Say what a loader's models would run on here; None for another loader than the project's own.

    Raises
    ------
    ModelError
        If this machine lacks what was asked for.
    """
    if not _is_own(load):
        return None
    wanted = load.keywords["backend"] if isinstance(load, partial) else AUTO
    return choose_backend(this_machine(), wanted, space)


def _is_own(load: Loader) -> bool:
    return (load.func if isinstance(load, partial) else load) is load_encoder


def choose_models(
    profile: str, sentence: str | None, clip: str | None, address: str | None, load: Loader
) -> ModelProfile:
    """Settle which pair of models a job uses, and fetch and check them before it begins.

    Parameters
    ----------
    profile, sentence, clip
        A profile, and models in place of its own.
    address
        The cluster that will load them, if not this machine.

    Raises
    ------
    ModelError
        If the profile or a model is unknown; where this machine loads them, also if one cannot be had.
    """
    wanted = choose(profile, sentence, clip)
    if _is_own(load) and not cluster_address(address):
        obtain(wanted)
    return wanted


def known_card(load: Loader, space: str, model: str) -> EncoderCard | None:
    """Learn a model's revision from its files, where they tell: those of the packaged models do."""
    from pipeline.encoders.registry import packaged_card

    backend = backend_of(load, space)
    packaged = packaged_card(space, model) if backend is not None else None
    if backend is None or packaged is None:
        return None
    return replace(packaged, revision=revision_on(backend.name, packaged.revision))


def files_of(load: Loader, space: str, model: str, address: str | None) -> str | None:
    """Digest a model's files and what reads them; None where another machine, or another loader, has them.

    Raises
    ------
    ModelError
        If the model cannot be had.
    """
    backend = backend_of(load, space)
    if backend is None or cluster_address(address):
        return None
    from pipeline.encoders.loading import files_digest

    return revision_on(backend.name, files_digest(space, model))


def describe_encoder(load: Loader, space: str, model: str) -> EncoderCard:
    """Learn a model's revision: from its files where they tell, else in a Ray task, whose memory goes with it."""
    card = known_card(load, space, model)
    if card is None:
        with bar(f"load {space}", 1) as line:
            (card,) = run_tasks(_describe, [(load, space, model)], line)
    return card


def _describe(load: Loader, space: str, model: str) -> EncoderCard:
    encoder = load(space, model)
    return EncoderCard(encoder.model, encoder.revision, encoder.dim)
