"""Files of a snapshot: what they weigh, what their bytes add up to, and whether they are files at all."""

from __future__ import annotations

import stat
from collections.abc import Callable
from hashlib import file_digest
from pathlib import Path

from indexing.manifest import FileCard, damaged


def file_card(path: Path) -> FileCard:
    """Measure a file."""
    with path.open("rb") as handle:
        return FileCard(file_digest(handle, "sha256").hexdigest(), path.stat().st_size)


def check_file(path: Path, card: FileCard, *, verify: bool) -> None:
    """Refuse a file that is missing, a link, of another size or, if ``verify``, of other content.

    Raises
    ------
    SnapshotError
        With the way out.
    """
    check_kind(path, stat.S_ISREG, "a file of its own")
    if path.stat().st_size != card.bytes:
        raise damaged(f"{path} has {path.stat().st_size} bytes", f"{card.bytes} as the manifest says")
    if verify and file_card(path) != card:
        raise damaged(f"{path} has changed since it was published", "the content the manifest has the sha256 of")


def check_kind(path: Path, is_kind: Callable[[int], bool], expected: str) -> None:
    """Refuse a path that is missing, or not itself of the kind: a link never is."""
    try:
        mode = path.lstat().st_mode
    except OSError as error:
        raise damaged(f"{path} cannot be found ({error.strerror})", expected) from error
    if not is_kind(mode):
        raise damaged(f"{path} is {'a symbolic link' if stat.S_ISLNK(mode) else 'something else'}", expected)
