"""Open a CLIP model by name: the packaged one, a local folder, one on the hub, or one of open_clip's tags."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from pipeline.encoders.clip import ClipEncoder, Parts
from pipeline.encoders.compact.assemble import COMPACT, assemble, compact_revision
from pipeline.encoders.hub import cached, fetch
from pipeline.encoders.weights import digest_of, require_safetensors, revision_of
from pipeline.errors import ModelError, nearest

HUB: Final = "hf-hub:"
_WEIGHTS: Final = "open_clip_model.safetensors"
_CONFIG: Final = "open_clip_config.json"

_COMPACT_BATCH: Final = 8
"""What MobileNetV2 is fastest with on a CPU: its layers' outputs then stay in the cache."""


def open_clip_encoder(name: str) -> ClipEncoder:
    """Open a model by name.

    Parameters
    ----------
    name
        ``compact``, a local folder, ``hf-hub:organisation/model``, or ``architecture/tag`` of open_clip.

    Raises
    ------
    ModelError
        If it cannot be had, or is not the one that was promised.
    """
    if name == COMPACT:
        return _compact()
    if Path(name).is_dir():
        return open_clip_folder(Path(name))
    if name.startswith(HUB):
        return open_clip_folder(fetch(name.removeprefix(HUB), _WEIGHTS), name)
    return _from_tag(name)


def open_clip_folder(folder: Path, name: str | None = None) -> ClipEncoder:
    """Open a folder with ``open_clip_config.json`` and safetensors weights, strictly.

    Raises
    ------
    ModelError
        If it holds pickled weights, or weights of another architecture.
    """
    require_safetensors(folder)
    if not (folder / _CONFIG).is_file():
        raise ModelError(f"{folder} without {_CONFIG}", expected="an open_clip model", remedy="Check the folder")
    return ClipEncoder(name or folder.name, revision_of(folder), _open(f"local-dir:{folder}", {}))


def _compact() -> ClipEncoder:
    from pipeline.encoders.compact.folding import fold_batch_norms  # it needs torch

    with TemporaryDirectory(prefix="feedloom-clip-") as folder:
        parts = _open(f"local-dir:{assemble(Path(folder))}", {})
    fold_batch_norms(parts.network.visual)
    return ClipEncoder(COMPACT, compact_revision(), parts, batch_size=_COMPACT_BATCH)


def _from_tag(name: str) -> ClipEncoder:
    settings = _tag_settings(name)
    folder = fetch(_tag_repository(name, settings), _WEIGHTS)
    architecture = name.rpartition("/")[0]
    preprocessing = ("mean", "std", "interpolation", "resize_mode")
    options = {f"image_{key}": settings[key] for key in preprocessing if key in settings}
    options |= {"pretrained": str(folder / _WEIGHTS), "force_quick_gelu": bool(settings.get("quick_gelu", False))}
    revision = digest_of([(_WEIGHTS, folder / _WEIGHTS)], name, repr(sorted(settings.items())))
    return ClipEncoder(name, revision, _open(architecture, options))


def is_here(name: str) -> bool:
    """Tell whether a model loads without a network; nothing is loaded."""
    if name == COMPACT or Path(name).is_dir():
        return True
    repository = name.removeprefix(HUB) if name.startswith(HUB) else _tag_repository(name, _tag_settings(name))
    return cached(repository, _WEIGHTS) is not None


def _tag_settings(name: str) -> dict[str, Any]:
    import open_clip

    architecture, _, tag = name.rpartition("/")
    known = [f"{model}/{known_tag}" for model, known_tag in open_clip.list_pretrained()]
    settings = open_clip.get_pretrained_cfg(architecture, tag)
    if not settings:
        raise ModelError(f"CLIP model {name!r}", expected="architecture/tag of open_clip", remedy=nearest(name, known))
    return dict(settings)


def _tag_repository(name: str, settings: dict[str, Any]) -> str:
    repository = str(settings.get("hf_hub", "")).strip("/")
    if not repository:
        raise ModelError(
            f"CLIP model {name!r}, whose weights are pickled",
            expected="a tag with safetensors on the Hugging Face hub",
            remedy="Choose another tag, or convert the weights and give the folder",
        )
    return "/".join(repository.split("/")[:2])


def _open(name: str, options: Mapping[str, object]) -> Parts:
    import open_clip
    import torch

    try:
        with _quiet():
            network, _, transform = open_clip.create_model_and_transforms(name, **options)
            # Channels last is the layout that the CPU's convolutions are fast in; the vectors are the same.
            network = network.eval().to(memory_format=torch.channels_last)
            return Parts(network, transform, open_clip.get_tokenizer(name))
    except Exception as error:
        raise ModelError(
            f"{name} does not load as an open_clip model ({error})",
            expected="weights that fit the configuration, tensor by tensor",
            remedy="Check that the configuration and the weights belong together",
        ) from error


@contextmanager
def _quiet() -> Iterator[None]:
    # open_clip logs through the root logger, which would install a handler for the whole program.
    root = logging.getLogger()
    before = root.manager.disable
    logging.disable(logging.WARNING)
    try:
        yield
    finally:
        logging.disable(before)
