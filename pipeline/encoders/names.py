"""What a model's name means: the packaged one, a local folder, a model on the hub, or one of open_clip's tags."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pipeline.encoders.compact.assemble import COMPACT
from pipeline.encoders.sentence import MINILM
from pipeline.errors import ModelError, nearest

HUB: Final = "hf-hub:"

PACKAGED: Final[Mapping[str, str]] = {"sentence": MINILM, "clip": COMPACT}
"""The model of each space that comes with the package."""

WEIGHTS: Final[Mapping[str, str]] = {"sentence": "model.safetensors", "clip": "open_clip_model.safetensors"}
"""What the weights of each space are called in a folder or on the hub."""

TAG_REPOSITORIES: Final[Mapping[str, str]] = {
    "ViT-B-32/laion2b_s34b_b79k": "laion/CLIP-ViT-B-32-laion2B-s34B-b79K",
    "ViT-L-14/laion2b_s32b_b82k": "laion/CLIP-ViT-L-14-laion2B-s32B-b82K",
}
"""The tags of the profiles, as open_clip lists them: importing open_clip, only to look there, takes seconds."""

_KNOWN: Final[Mapping[str, tuple[str, ...]]] = {
    "sentence": (MINILM, "sentence-transformers/all-mpnet-base-v2", "BAAI/bge-large-en-v1.5"),
    "clip": (COMPACT, *TAG_REPOSITORIES),
}
"""The models of the profiles."""

_REPOSITORY: Final = re.compile(r"[\w.-]+/[\w.-]+")
_FORMS: Final[Mapping[str, str]] = {
    "sentence": f"{MINILM!r}, a folder, or organisation/model on the hub",
    "clip": f"{COMPACT!r}, a folder, hf-hub:organisation/model, or architecture/tag of open_clip",
}


@dataclass(frozen=True)
class ModelSource:
    """Where a model's files come from: a folder, a repository, or, where both are None, the package.

    Parameters
    ----------
    space
        ``"sentence"`` or ``"clip"``.
    name
        What the model is asked for by, from any working folder.
    folder
        A local one.
    repository
        ``organisation/model`` on the hub.
    tag
        Whether the name is open_clip's, which then knows the configuration itself.
    """

    space: str
    name: str
    folder: Path | None = None
    repository: str | None = None
    tag: bool = False

    @property
    def files(self) -> tuple[str, ...]:
        """What a repository must hold; the weights come first."""
        weights = WEIGHTS[self.space]
        if self.tag:
            return (weights,)
        return (weights, "config.json" if self.space == "sentence" else "open_clip_config.json")


def resolve(space: str, name: str) -> ModelSource:
    """Say where a model comes from; neither the model is loaded nor a network asked.

    A name that begins with ``/``, ``.`` or ``~`` is a folder, and so is any other name of an existing folder, except
    for the packaged models and those of the profiles.

    Raises
    ------
    ModelError
        If the name has no known form, or its folder is missing; it names the nearest.
    """
    if name == PACKAGED[space]:
        return ModelSource(space, name)
    if name.startswith(("/", ".", "~")) or (name not in _KNOWN[space] and _is_folder(Path(name))):
        return _folder(space, name)
    if name.startswith(HUB):
        return ModelSource(space, name, repository=_repository(space, name.removeprefix(HUB)))
    if space == "clip":
        return ModelSource(space, name, repository=_tag_repository(name), tag=True)
    return ModelSource(space, name, repository=_repository(space, name))


def tag_settings(name: str) -> dict[str, Any]:
    """Look up what open_clip knows of ``architecture/tag``: where its weights are, and how pictures are prepared.

    Raises
    ------
    ModelError
        If it knows no such tag; it names the nearest.
    """
    import open_clip

    architecture, _, tag = name.rpartition("/")
    settings = open_clip.get_pretrained_cfg(architecture, tag) if architecture else {}
    if not settings:
        known = (f"{model}/{known_tag}" for model, known_tag in open_clip.list_pretrained())
        raise _unknown("clip", name, [COMPACT, *known])
    return dict(settings)


def _folder(space: str, name: str) -> ModelSource:
    folder = Path(os.path.expanduser(name)).absolute()  # noqa: PTH111 - the other one raises where nobody is at home
    if not _is_folder(folder):
        raise ModelError(f"no folder {folder} for the {space} model", expected=_FORMS[space], remedy="Check the path")
    folder = folder.resolve()
    return ModelSource(space, str(folder), folder=folder)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name that is too long for the disk
        return False


def _repository(space: str, identity: str) -> str:
    if not _REPOSITORY.fullmatch(identity):
        raise _unknown(space, identity, _KNOWN[space])
    return identity


def _tag_repository(name: str) -> str:
    if name in TAG_REPOSITORIES:
        return TAG_REPOSITORIES[name]
    repository = str(tag_settings(name).get("hf_hub", "")).strip("/")
    if not repository:
        raise ModelError(
            f"clip model {name!r}, whose weights are pickled",
            expected="a tag with safetensors on the Hugging Face hub",
            remedy="Choose another tag, or convert the weights and give the folder",
        )
    return "/".join(repository.split("/")[:2])


def _unknown(space: str, name: str, known: Iterable[str]) -> ModelError:
    near = nearest(name, known)
    remedy = near if near.startswith("Did") else nearest(name, _KNOWN[space])
    return ModelError(f"{space} model {name!r}", expected=_FORMS[space], remedy=remedy)
