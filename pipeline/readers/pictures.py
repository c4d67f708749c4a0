"""A folder of pictures: each becomes a post."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pyarrow as pa

from pipeline.imported import Raw
from pipeline.readers.files import require_folder
from pipeline.schema import TIME

SUFFIXES: Final = frozenset({".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".avif"})

_log = logging.getLogger(__name__)


def read(path: Path) -> Raw:
    """Make posts of the pictures in a folder and the folders in it, in order of their paths.

    The id is the path below the folder without its suffix, the author is the name of the folder the picture lies in,
    and the time is when the file was changed last. Hidden files and files without a picture's suffix are passed over.

    Raises
    ------
    BadInput
        If there is no such folder.
    """
    folder = require_folder(path, "a folder of pictures").absolute()
    files = [file for file in sorted(folder.rglob("*")) if file.is_file() and not _hidden(file.relative_to(folder))]
    pictures = [file for file in files if file.suffix.lower() in SUFFIXES]
    if len(pictures) < len(files):
        _log.info("passed over %d files of %s that are no pictures", len(files) - len(pictures), folder)
    return Raw(
        pa.table(
            {
                "post_id": pa.array(
                    [file.relative_to(folder).with_suffix("").as_posix() for file in pictures], pa.string()
                ),
                "author_id": pa.array([_author(file, folder) for file in pictures], pa.string()),
                "created_at": pa.array([_changed(file) for file in pictures], TIME),
                "images": pa.array([str(file) for file in pictures], pa.string()),
            }
        )
    )


def _author(file: Path, folder: Path) -> str | None:
    """Take the folder inside the imported one for the author; who made a loose picture is not known."""
    return file.parent.name if file.parent != folder else None


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _changed(file: Path) -> datetime:
    return datetime.fromtimestamp(file.stat().st_mtime, tz=UTC)
