"""Public-domain recipes: a folder ``content/`` of Markdown files with front matter, and ``pix/`` with their pictures.

A file is a post: its id is the file's name, and title, author, tags and date come from the front matter.
``_index.md`` is the site's front page and is passed over. A picture that a recipe names but that is not there is
rejected on its own; the recipe stays. There are no users and no events.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from pipeline.imported import Imported, Rejection
from pipeline.importers.assemble import assemble
from pipeline.importers.markdown import Document, parse
from pipeline.readers.files import require_folder

_TEXTS: Final = pa.list_(pa.string())
_RAW: Final = pa.schema(
    [
        ("post_id", pa.string()),
        ("author_id", pa.string()),
        ("created_at", pa.string()),
        ("title", pa.string()),
        ("text", pa.string()),
        ("images", _TEXTS),
        ("tags", _TEXTS),
        ("language", pa.string()),
    ]
)


def read(source: Path) -> Imported:
    """Read a folder of recipes.

    Raises
    ------
    BadInput
        If ``content/`` is missing.
    """
    content = require_folder(source / "content", "a folder content/ with Markdown files")
    rows: list[Mapping[str, Any]] = []
    rejections: list[Rejection] = []
    for path in sorted(content.glob("*.md")):
        if path.name == "_index.md":
            continue
        try:
            document = parse(path.read_text(encoding="utf-8-sig"))
        except ValueError as error:  # bytes that are no UTF-8 among them
            rejections.append(Rejection("posts", path.stem, "read", "bad_front_matter", str(error)))
            continue
        images, absent = _pictures(path.stem, document.pictures, source.absolute())
        rows.append(_post(path.stem, document, images))
        rejections += absent
    return assemble({"posts": pa.Table.from_pylist(rows, _RAW)}, rejections, [source / "pix"])


def _post(post_id: str, document: Document, images: list[str]) -> Mapping[str, Any]:
    front = document.front
    return {
        "post_id": post_id,
        "author_id": _text(front.get("author")),
        "created_at": _text(front.get("date")),
        "title": _text(front.get("title")),
        "text": document.text,
        "images": images,
        "tags": [str(tag) for tag in front.get("tags") or []],
        "language": "en",
    }


def _text(value: object) -> str | None:
    if isinstance(value, date):  # a datetime is one too
        return value.isoformat()
    return None if value is None else str(value)


def _pictures(post_id: str, targets: tuple[str, ...], site: Path) -> tuple[list[str], list[Rejection]]:
    images, absent = [], []
    for target in targets:
        path = site / target.lstrip("/")
        reason = _trouble(target, path, site / "pix")
        if reason is None:
            images.append(str(path))
        else:
            absent.append(Rejection("posts", post_id, "read", reason, target))
    return list(dict.fromkeys(images)), absent  # /pix/a.webp and pix/a.webp are one picture


def _trouble(target: str, path: Path, pix: Path) -> str | None:
    if "://" in target:
        return "remote_picture"
    try:
        if not path.resolve().is_relative_to(pix.resolve()):
            return "path_outside_root"
        return None if path.is_file() else "missing_file"
    except (OSError, ValueError, RuntimeError):  # no possible path, or a loop of links
        return "missing_file"
