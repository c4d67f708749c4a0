"""Markdown with front matter: its data, its pictures and its words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import unquote

import yaml  # type: ignore[import-untyped]  # comes with ray and transformers, both of which are required

_FRONT: Final = re.compile(
    r"\A---[ \t]*\r?\n(?P<front>.*?)^---[ \t]*\r?(?:\n(?P<body>.*))?\Z", re.DOTALL | re.MULTILINE
)
_PICTURE: Final = re.compile(r"!\[(?P<caption>[^\]]*)\]\(\s*<?(?P<target>[^)\s>]+)[^)]*\)")
_CLEANING: Final = (
    (_PICTURE, ""),
    (re.compile(r"<!--.*?-->", re.DOTALL), ""),
    (re.compile(r"</?[a-zA-Z][^>]*>"), ""),
    (re.compile(r"\[([^\]]*)\]\([^)]*\)"), r"\1"),  # a link becomes its words
    (re.compile(r"^ {0,3}#{1,6}[ \t]+", re.MULTILINE), ""),
    (re.compile(r"^[ \t]*(?:[-*+]|\d+[.)])[ \t]+", re.MULTILINE), ""),
    (re.compile(r"^[ \t]*>[ \t]?", re.MULTILINE), ""),
    (re.compile(r"(\*\*|__|`)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<!\w)([*_])(?=\S)(.+?)(?<=\S)\1(?!\w)"), r"\2"),
    (re.compile(r"[ \t]+$", re.MULTILINE), ""),
    (re.compile(r"\n{3,}"), "\n\n"),
)


@dataclass(frozen=True)
class Document:
    """One Markdown file.

    Parameters
    ----------
    front
        What stands between the two lines of dashes; empty where there are none.
    text
        The body as plain words: no pictures, marks of headings, lists and emphasis, or addresses of links.
    pictures
        The targets of its pictures, in order, each once.
    """

    front: Mapping[str, Any]
    text: str
    pictures: tuple[str, ...]


def parse(source: str) -> Document:
    """Take a Markdown file apart.

    Raises
    ------
    ValueError
        If the front matter is no YAML mapping.
    """
    match = _FRONT.match(source)
    front = _front(match["front"]) if match else {}
    body = (match["body"] or "") if match else source
    pictures = dict.fromkeys(unquote(found["target"]) for found in _PICTURE.finditer(body))
    return Document(front, _plain(body), tuple(pictures))


def _front(source: str) -> Mapping[str, Any]:
    try:
        front = yaml.safe_load(source)
    except (yaml.YAMLError, RecursionError) as error:
        raise ValueError(f"the front matter is no YAML: {error}") from error
    if not isinstance(front, dict):
        raise ValueError(f"the front matter is a {type(front).__name__} and not a mapping")  # noqa: TRY004
    return front


def _plain(body: str) -> str:
    for pattern, replacement in _CLEANING:
        body = pattern.sub(replacement, body)
    return body.strip()
