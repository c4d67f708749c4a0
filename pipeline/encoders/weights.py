"""Check model files before anything is loaded from them."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b, file_digest
from pathlib import Path
from typing import Final

from pipeline.errors import ModelError

PICKLED: Final = frozenset({".bin", ".ckpt", ".joblib", ".npy", ".npz", ".pkl", ".pt", ".pth"})
"""Endings of formats that run code when they are loaded, or are read without a check of their shape."""

_DESCRIBES: Final = frozenset({".json", ".model", ".safetensors", ".txt"})


def sha256_of(path: Path) -> str:
    """Hash a file, 64 hex digits."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def require_sha256(path: Path, expected: str) -> None:
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
        raise ModelError(
            f"{path} with SHA-256 {found}", expected=f"SHA-256 {expected}", remedy="Install the package again"
        )


def require_safetensors(folder: Path) -> None:
    """Refuse a folder without safetensors weights, or with any pickled file in it.

    Raises
    ------
    ModelError
        Before a byte of the weights is read.
    """
    if not folder.is_dir():
        raise ModelError(f"no folder {folder}", expected="a folder with a model", remedy="Check the path")
    pickled = sorted(path.name for path in folder.rglob("*") if path.suffix.lower() in PICKLED)
    if pickled:
        raise ModelError(
            f"pickled weights {pickled[0]!r} in {folder}",
            expected="safetensors alone, for loading a pickle can run any code",
            remedy="Convert them to safetensors and remove them",
        )
    if not any(folder.rglob("*.safetensors")):
        raise ModelError(
            f"no weights in {folder}", expected="a .safetensors file", remedy="Save the model as safetensors there"
        )


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
