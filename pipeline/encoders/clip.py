"""The CLIP space: any open_clip model, by name, from the hub, or from a local folder."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final, Self

import numpy as np
from PIL.Image import Image

from pipeline.encoders.base import Vectors
from pipeline.encoders.compact.assemble import COMPACT, assemble, compact_revision
from pipeline.encoders.hub import cached, fetch
from pipeline.encoders.weights import digest_of, require_safetensors, revision_of
from pipeline.errors import ModelError, nearest

if TYPE_CHECKING:
    import torch

HUB: Final = "hf-hub:"
_WEIGHTS: Final = "open_clip_model.safetensors"
_CONFIG: Final = "open_clip_config.json"


@dataclass(frozen=True)
class Parts:
    """What open_clip gives for a model.

    Parameters
    ----------
    network
        With ``encode_image`` and ``encode_text``.
    transform
        A picture to the network's pixels, ``(3, size, size)``.
    tokenizer
        Texts to the network's tokens, ``(n, context length)``.
    """

    network: torch.nn.Module
    transform: Callable[[Image], torch.Tensor]
    tokenizer: Callable[[list[str]], torch.Tensor]


_COMPACT_BATCH: Final = 8
"""What MobileNetV2 is fastest with on a CPU: its layers' outputs then stay in the cache."""


class ClipEncoder:
    """Encode texts and pictures with an open_clip model on the CPU.

    Use :meth:`named` or :meth:`from_folder`; the constructor takes what they have loaded.

    Parameters
    ----------
    model, revision
        The model's name, and the digest of its weights and preprocessing.
    parts
        What ``open_clip`` returned.
    batch_size
        How many texts or pictures run at once.
    """

    space: Final = "clip"

    def __init__(self, model: str, revision: str, parts: Parts, *, batch_size: int = 16) -> None:
        self.model: Final = model
        self.revision: Final = revision
        self._parts = parts
        self._batch_size = batch_size
        self.dim: Final = int(self._texts(["a"]).shape[1])

    @classmethod
    def named(cls, name: str) -> Self:
        """Load a model by name.

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
            return cls._compact()
        if Path(name).is_dir():
            return cls.from_folder(Path(name))
        if name.startswith(HUB):
            return cls.from_folder(fetch(name.removeprefix(HUB), _WEIGHTS), name)
        return cls._from_tag(name)

    @classmethod
    def _compact(cls) -> Self:
        from pipeline.encoders.compact.folding import fold_batch_norms  # it needs torch

        with TemporaryDirectory(prefix="feedloom-clip-") as folder:
            parts = _open(f"local-dir:{assemble(Path(folder))}", {})
        fold_batch_norms(parts.network.visual)
        return cls(COMPACT, compact_revision(), parts, batch_size=_COMPACT_BATCH)

    @classmethod
    def from_folder(cls, folder: Path, name: str | None = None) -> Self:
        """Load a folder with ``open_clip_config.json`` and safetensors weights, strictly.

        Raises
        ------
        ModelError
            If it holds pickled weights, or weights of another architecture.
        """
        require_safetensors(folder)
        return cls._from_checked_folder(name or folder.name, folder, revision_of(folder))

    @classmethod
    def _from_checked_folder(cls, name: str, folder: Path, revision: str) -> Self:
        if not (folder / _CONFIG).is_file():
            raise ModelError(f"{folder} without {_CONFIG}", expected="an open_clip model", remedy="Check the folder")
        return cls(name, revision, _open(f"local-dir:{folder}", {}))

    @classmethod
    def _from_tag(cls, name: str) -> Self:
        settings = _tag_settings(name)
        folder = fetch(_tag_repository(name, settings), _WEIGHTS)
        architecture = name.rpartition("/")[0]
        preprocessing = ("mean", "std", "interpolation", "resize_mode")
        options = {f"image_{key}": settings[key] for key in preprocessing if key in settings}
        options |= {"pretrained": str(folder / _WEIGHTS), "force_quick_gelu": bool(settings.get("quick_gelu", False))}
        revision = digest_of([(_WEIGHTS, folder / _WEIGHTS)], name, repr(sorted(settings.items())))
        return cls(name, revision, _open(architecture, options))

    def encode_texts(self, texts: Sequence[str]) -> Vectors:
        """Encode texts, ``(n, dim) float32, unit rows``; an empty sequence gives ``(0, dim)``."""
        # Similar lengths share a batch, so that little of it is padding.
        order = sorted(range(len(texts)), key=lambda row: (len(texts[row]), row))
        vectors = np.empty((len(texts), self.dim), np.float32)
        for rows in self._batches(order):
            vectors[rows] = self._texts([texts[row] for row in rows])
        return vectors

    def encode_images(self, images: Sequence[Image]) -> Vectors:
        """Encode upright RGB pictures of any size, ``(n, dim) float32, unit rows``."""
        import torch

        vectors = np.empty((len(images), self.dim), np.float32)
        for rows in self._batches(range(len(images))):
            pixels = torch.stack([self._parts.transform(images[row]) for row in rows])
            pixels = pixels.contiguous(memory_format=torch.channels_last)
            with torch.inference_mode():
                vectors[rows] = self._parts.network.encode_image(pixels, normalize=True).float().numpy()
        return vectors

    def _texts(self, texts: Sequence[str]) -> Vectors:
        import torch

        tokens = self._parts.tokenizer(list(texts))
        padding = _ignored_padding(self._parts.network)
        if padding is not None:
            tokens = tokens[:, : int((tokens != padding).sum(dim=1).max())]
        with torch.inference_mode():
            vectors: Vectors = self._parts.network.encode_text(tokens, normalize=True).float().numpy()
        return vectors

    def _batches(self, order: Sequence[int]) -> Iterator[list[int]]:
        for start in range(0, len(order), self._batch_size):
            yield list(order[start : start + self._batch_size])


def is_here(name: str) -> bool:
    """Tell whether a model loads without a network; nothing is loaded."""
    if name == COMPACT or Path(name).is_dir():
        return True
    repository = name.removeprefix(HUB) if name.startswith(HUB) else _tag_repository(name, _tag_settings(name))
    return cached(repository, _WEIGHTS) is not None


def _ignored_padding(network: torch.nn.Module) -> int | None:
    # A text tower that takes the mean over its real tokens gives the same vector without the padding, in less time.
    from open_clip.hf_model import HFTextEncoder, MeanPooler

    text = getattr(network, "text", None)
    if isinstance(text, HFTextEncoder) and isinstance(text.pooler, MeanPooler):
        return int(text.config.pad_token_id)
    return None


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
