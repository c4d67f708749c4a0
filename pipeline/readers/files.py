"""The check all readers begin with."""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import BadInput


def require_file(path: Path, what: str) -> Path:
    """Give the path back if a file is there.

    Raises
    ------
    BadInput
        If there is none.
    """
    if not path.is_file():
        raise _absent(path, what)
    return path


def require_folder(path: Path, what: str) -> Path:
    """Give the path back if a folder is there.

    Raises
    ------
    BadInput
        If there is none.
    """
    if not path.is_dir():
        raise _absent(path, what)
    return path


def _absent(path: Path, what: str) -> BadInput:
    state = "is not of that kind" if path.exists() else "does not exist"
    return BadInput(
        f"{path} {state}", expected=what, remedy="Check the path, and fetch the data if it is not there yet"
    )
