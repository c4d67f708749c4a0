"""Check model files before anything is loaded from them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import blake2b, file_digest
from pathlib import Path
from typing import Final

from pipeline.errors import ModelError

PICKLED: Final = frozenset({".bin", ".ckpt", ".joblib", ".npy", ".npz", ".pkl", ".pt", ".pth"})
"""Endings of formats that run code when they are loaded, or are read without a check of their shape."""

_PICKLE_STARTS: Final = (b"PK", b"\x80")
_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_DESCRIBES: Final = frozenset({".json", ".model", ".safetensors", ".txt"})


def sha256_of(path: Path) -> str:
    """Hash a file, 64 hex digits."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def require_sha256(path: Path, expected: str, remedy: str = "Install the package again") -> None:
    """Refuse a file that is missing or is not, byte for byte, the one that was promised.

    Raises
    ------
    ModelError
        If it is absent or its SHA-256 differs.
    """
    if not path.is_file():
        raise ModelError(
            f"no file {path}", expected="the weights that ship with the package", remedy="Install it again"
        )
    found = sha256_of(path)
    if found != expected:
        raise ModelError(f"{path} with SHA-256 {found}", expected=f"SHA-256 {expected}", remedy=remedy)


def require_safetensors(folder: Path) -> None:
    """Refuse a folder whose weights are no sound safetensors, or that holds a pickle or a link to elsewhere.

    Raises
    ------
    ModelError
        Before a tensor is read.
    """
    if not folder.is_dir():
        raise ModelError(f"no folder {folder}", expected="a folder with a model", remedy="Check the path")
    _require_no_way_out(folder)
    pickled = sorted(path.name for path in folder.rglob("*") if path.suffix.lower() in PICKLED)
    if pickled:
        raise ModelError(
            f"pickled weights {pickled[0]!r} in {folder}",
            expected="safetensors alone, for loading a pickle can run any code",
            remedy="Convert them to safetensors and remove them",
        )
    weights = sorted(folder.rglob("*.safetensors"))
    if not weights:
        raise ModelError(
            f"no weights in {folder}", expected="a .safetensors file", remedy="Save the model as safetensors there"
        )
    for path in weights:
        tensor_shapes(path)
        _require_hub_digest(path)


def tensor_shapes(path: Path) -> dict[str, tuple[int, ...]]:
    """Read which tensors a safetensors file holds, and their shapes, from its header alone.

    Raises
    ------
    ModelError
        If it is another format under that name, damaged, or shorter or longer than its header says.
    """
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, framework="numpy") as file:
            return {name: tuple(file.get_slice(name).get_shape()) for name in file.keys()}  # noqa: SIM118 - no mapping
    except (SafetensorError, OSError) as error:
        with path.open("rb") as opened:
            pickled = opened.read(4).startswith(_PICKLE_STARTS)
        raise ModelError(
            f"{path} holds {'pickled content' if pickled else f'no sound safetensors ({error})'}",
            expected="a safetensors file, whole and as its header describes it",
            remedy="Fetch or save the weights again",
        ) from error


def _require_no_way_out(folder: Path) -> None:
    # The hub's cache keeps a model's files beside its snapshots, and links to them.
    cached = folder.parent.name == "snapshots" and folder.parent.parent.name.startswith("models--")
    root = (folder.parent.parent if cached else folder).resolve()
    for path in sorted(folder.rglob("*")):
        if not path.resolve().is_relative_to(root):
            raise ModelError(
                f"{path} links to {path.resolve()}, outside {root}",
                expected="a folder that holds its own files",
                remedy="Copy the file in place of the link",
            )


def _require_hub_digest(path: Path) -> None:
    # The hub names the large files in its cache by their SHA-256.
    promised = path.resolve().name
    if path.is_symlink() and _SHA256.fullmatch(promised):
        remedy = "Delete it from the cache, and fetch it again with `feedloom models --fetch`"
        require_sha256(path, promised, remedy)


def revision_of(folder: Path, *settings: str) -> str:
    """Digest a model's weights, tokenizer and configuration, 16 hex digits.

    Parameters
    ----------
    settings
        What else decides the vectors, such as the pooling or the preprocessing.
    """
    paths = [path for path in folder.rglob("*") if path.is_file() and path.suffix in _DESCRIBES]
    return digest_of(((path.relative_to(folder).as_posix(), path) for path in sorted(paths)), *settings)


def digest_of(files: Iterable[tuple[str, Path]], *settings: str) -> str:
    """Digest named files and settings, 16 hex digits."""
    digest = blake2b(digest_size=8, person=b"feedloom.model")
    for name, path in files:
        digest.update(f"{name} {sha256_of(path)}\n".encode())
    for setting in settings:
        digest.update(f"{setting}\n".encode())
    return digest.hexdigest()
