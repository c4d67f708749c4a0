"""Open a model by name: find its files, check them, and only then load them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache, partial
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from pipeline.encoders.clip import ClipEncoder, Parts
from pipeline.encoders.compact.assemble import assemble, compact_card, compact_revision
from pipeline.encoders.hub import cached, fetch, no_network
from pipeline.encoders.names import PACKAGED, WEIGHTS, ModelSource, resolve, tag_settings
from pipeline.encoders.pixels import PIXELS, Preprocessing
from pipeline.encoders.quiet import quiet_logging
from pipeline.encoders.sentence import SentenceEncoder, minilm_folder, minilm_place
from pipeline.encoders.settings import require_plain_settings
from pipeline.encoders.tensors import clip_tensors, require_sentence_tensors, require_tensors
from pipeline.encoders.weights import digest_of, require_safetensors, revision_of
from pipeline.errors import ModelError

_READERS: Final = ("open_clip_torch", "sentence-transformers", "timm", "torch", "torchvision", "transformers")

_COMPACT_FOLDER: Final = Path(__file__).parent / "compact"

_COMPACT_BATCH: Final = 8
"""What MobileNetV2 is fastest with on a CPU: its layers' outputs then stay in the cache."""


def locate(source: ModelSource, patience_seconds: float | None = None) -> Path:
    """Return the folder of a model, after a download where needed, with its files checked but nothing loaded.

    Parameters
    ----------
    patience_seconds
        How long the hub may take to answer; None for a couple of seconds.

    Raises
    ------
    ModelError
        If the model cannot be had, or its files are not what they should be.
    """
    if source.repository is not None:
        folder = fetch(source.repository, source.files, patience_seconds)
    elif source.folder is not None:
        folder = source.folder
    else:
        return _packaged(source.space)
    inspect(folder, source.files)
    return folder


def inspect(folder: Path, files: Sequence[str]) -> None:
    """Refuse a folder that may not be loaded from; no tensor is read.

    Parameters
    ----------
    files
        What it must hold.

    Raises
    ------
    ModelError
        Naming the file at fault.
    """
    require_safetensors(folder)
    missing = [name for name in files if not (folder / name).is_file()]
    if missing:
        raise ModelError(f"{folder} without {missing[0]}", expected="a whole model", remedy="Check the folder")
    require_plain_settings(folder)


def here(source: ModelSource) -> Path | None:
    """Find the folder of a model that loads without a network; None where there is none. Nothing is checked."""
    if source.repository is not None:
        return cached(source.repository, source.files)
    if source.folder is not None or source.space == "clip":
        return source.folder or _COMPACT_FOLDER
    return minilm_place()


def files_digest(space: str, name: str) -> str:
    """Digest all that decides a model's revision, 16 hex digits, without loading it: its files and who reads them.

    It changes more often than the revision does, with a release of a library, and never less.

    Raises
    ------
    ModelError
        If the model is not here.
    """
    source = resolve(space, name)
    readers = [f"{library} {version(library)}" for library in _READERS]
    return revision_of(locate(source), source.name, PIXELS, *readers)


def _packaged(space: str) -> Path:
    if space == "sentence":
        return minilm_folder()
    compact_card()
    return _COMPACT_FOLDER


def open_sentence_encoder(name: str, backend: str = "torch_fp32") -> SentenceEncoder:
    """Open a sentence model by name: the packaged MiniLM, a local folder, or a model on the hub.

    Parameters
    ----------
    backend
        What it runs on: a key of :data:`pipeline.encoders.backends.running.OPENERS`.

    Raises
    ------
    ModelError
        If it cannot be had, or is not the one that was promised.
    """
    source = resolve("sentence", name)
    folder = locate(source)
    if source.name == PACKAGED["sentence"]:
        return _minilm(folder, backend)
    with no_network():
        require_sentence_tensors(folder)
        return SentenceEncoder(source.name, folder, backend=backend)


@lru_cache(maxsize=1)
def _minilm(folder: Path, backend: str) -> SentenceEncoder:
    with no_network():
        return SentenceEncoder(PACKAGED["sentence"], folder, backend=backend)


def open_clip_encoder(name: str, backend: str = "torch_fp32") -> ClipEncoder:
    """Open a CLIP model by name: the packaged one, a local folder, one on the hub, or a tag of open_clip.

    Parameters
    ----------
    backend
        What it runs on: a key of :data:`pipeline.encoders.backends.running.OPENERS`.

    Raises
    ------
    ModelError
        If it cannot be had, or is not the one that was promised.
    """
    source = resolve("clip", name)
    if source.name == PACKAGED["clip"]:
        return _compact(backend)
    folder = locate(source)
    if source.tag:
        return _from_tag(source, folder, backend)
    return open_clip_folder(folder, source.name, backend)


def open_clip_folder(folder: Path, name: str | None = None, backend: str = "torch_fp32") -> ClipEncoder:
    """Open a folder with ``open_clip_config.json`` and safetensors weights, strictly.

    Raises
    ------
    ModelError
        If its files are refused, or the weights do not fit the configuration tensor by tensor.
    """
    inspect(folder, ModelSource("clip", str(folder), folder).files)
    parts = _open_folder(folder)
    revision = revision_of(folder, PIXELS, repr(parts.preprocessing))
    return ClipEncoder(name or str(folder), revision, parts, backend=backend)


def _compact(backend: str) -> ClipEncoder:
    from pipeline.encoders.compact.folding import fold_batch_norms  # it needs torch

    with TemporaryDirectory(prefix="feedloom-clip-") as folder:
        parts = _open_folder(assemble(Path(folder)))
    fold_batch_norms(parts.network.visual)
    # Its text tower is MiniLM, which is opened once a process whoever asks for it.
    del parts.network.text
    words = partial(open_sentence_encoder, PACKAGED["sentence"], backend)
    return ClipEncoder(
        PACKAGED["clip"], compact_revision(), parts, words=words, backend=backend, batch_size=_COMPACT_BATCH
    )


def _open_folder(folder: Path) -> Parts:
    weights = folder / WEIGHTS["clip"]
    parts = _build(f"local-dir:{folder}", {})
    require_tensors(weights, clip_tensors(parts.network))
    return _loaded(parts, weights)


def _from_tag(source: ModelSource, folder: Path, backend: str) -> ClipEncoder:
    settings, weights = tag_settings(source.name), folder / WEIGHTS["clip"]
    architecture = source.name.rpartition("/")[0]
    preprocessing = ("mean", "std", "interpolation", "resize_mode")
    options = {f"image_{key}": settings[key] for key in preprocessing if key in settings}
    options |= {"force_quick_gelu": bool(settings.get("quick_gelu", False))}
    # open_clip converts the older forms of its own tags before it loads them strictly.
    parts = _loaded(_build(architecture, options), weights)
    decisive = (source.name, repr(sorted(settings.items())), PIXELS, repr(parts.preprocessing))
    return ClipEncoder(source.name, digest_of([(weights.name, weights)], *decisive), parts, backend=backend)


def _build(name: str, options: Mapping[str, object]) -> Parts:
    import open_clip
    import torch

    with _explained(name), quiet_logging(), no_network():
        network, _, _ = open_clip.create_model_and_transforms(
            name, load_weights=False, pretrained_text=False, **options
        )
        # Channels last is the layout that the CPU's convolutions are fast in; the vectors are the same.
        network = network.eval().to(memory_format=torch.channels_last)
        return Parts(network, Preprocessing.of(network), open_clip.get_tokenizer(name))


def _loaded(parts: Parts, weights: Path) -> Parts:
    import open_clip

    with _explained(str(weights)), quiet_logging():
        open_clip.load_checkpoint(parts.network, str(weights), strict=True)
    return parts


@contextmanager
def _explained(name: str) -> Iterator[None]:
    try:
        yield
    except Exception as error:
        raise ModelError(
            f"{name} does not load as an open_clip model ({error})",
            expected="weights that fit the configuration, tensor by tensor",
            remedy="Check that the configuration and the weights belong together",
        ) from error
