"""OpenMoji: ``openmoji.json`` names the emoji, ``png/`` holds the pictures by their code.

An emoji is a post: its id is the code, its title the annotation, its author and time those of the drawing, its tags
the group, the subgroup and both lists of tags. One without a picture stays as a post, and the picture is rejected.
There are no users and no events.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline.errors import BadInput
from pipeline.imported import Imported, Rejection
from pipeline.importers.assemble import assemble
from pipeline.readers.files import require_file, require_folder

_FIELDS = ("hexcode", "annotation", "openmoji_author", "openmoji_date", "group", "subgroups", "tags", "openmoji_tags")


def read(source: Path) -> Imported:
    """Read a folder of OpenMoji.

    Raises
    ------
    BadInput
        If ``openmoji.json`` or ``png/`` is missing, or the file is not a list of emoji.
    """
    path = require_file(source / "openmoji.json", "the list of emoji, openmoji.json")
    pictures = require_folder(source / "png", "a folder png/ with a picture for each code").absolute()
    emoji = _emoji(path)
    there = {picture.stem for picture in pictures.glob("*.png")}
    posts = pa.Table.from_pylist([_post(one, pictures, there) for one in emoji])
    absent = [one["hexcode"] for one in emoji if one["hexcode"] not in there]
    rejections = [Rejection("posts", code, "read", "missing_file", f"png/{code}.png") for code in absent]
    return assemble({"posts": posts}, rejections, [pictures])


def _emoji(path: Path) -> list[dict[str, str]]:
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        return [{name: str(row[name]).strip() for name in _FIELDS} for row in rows]
    except (ValueError, TypeError, KeyError) as error:
        raise BadInput(
            f"{path} cannot be read ({error!r})",
            expected="a list of emoji with annotation and tags",
            remedy="Fetch it anew",
        ) from error


def _post(emoji: Mapping[str, str], pictures: Path, there: set[str]) -> dict[str, Any]:
    code = emoji["hexcode"]
    words = [emoji["group"], emoji["subgroups"], *emoji["tags"].split(","), *emoji["openmoji_tags"].split(",")]
    tags = dict.fromkeys(word.strip() for word in words if word.strip())
    return {
        "post_id": code,
        "author_id": emoji["openmoji_author"] or None,
        "created_at": emoji["openmoji_date"],
        "title": emoji["annotation"],
        "images": [str(pictures / f"{code}.png")] if code in there else [],
        "tags": list(tags),
        "language": "en",
    }
