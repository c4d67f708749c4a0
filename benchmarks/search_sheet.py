"""Draw what words find among photographs: ``python -m benchmarks.search_sheet --data FOLDER --out FILE.jpg``.

``FOLDER`` holds ``clothing/`` and ``recipes/``. Only pictures that the compact CLIP never trained on are searched. A
green frame says that the picture's own label or title has the word that the query asks for, a red one that it has not;
queries whose truth is in no label (a colour, a number) have grey frames, and are for the reader to judge.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

import numpy as np
import typer
from PIL import Image, ImageDraw, ImageFont, ImageOps

from benchmarks.report import Cell, write_report
from pipeline.encoders import DEFAULT_PROFILE, ImageTextEncoder, Vectors, load_clip
from pipeline.encoders.compact.corpus import SOURCES, Example

BEST: Final = 5

_TILE, _GAP, _WORDS, _CAPTION, _HEADING = 132, 12, 210, 20, 44
_ROW: Final = _TILE + _CAPTION + _GAP
_WIDTH: Final = _WORDS + BEST * (_TILE + _GAP) + _GAP
_INK, _PAPER, _FAINT = "#1f2328", "#ffffff", "#6b7280"
_FRAMES: Final = {True: "#2da44e", False: "#cf222e", None: "#c0c4ca"}


@dataclass(frozen=True)
class Query:
    """A search in words.

    Parameters
    ----------
    words
        What is looked for.
    right
        A picture of which one of these is said is right; empty where nothing that is said tells.
    """

    words: str
    right: tuple[str, ...] = ()

    def judge(self, example: Example) -> bool | None:
        """Tell whether a picture is right; None where that cannot be told."""
        known = ", ".join((example.label, *example.captions)).lower()
        return any(word in known for word in self.right) if self.right else None


QUERIES: Final = {
    "clothing": (
        Query("a dress", ("dress",)),
        Query("running shoes", ("shoes",)),
        Query("a baseball cap", ("hat",)),
        Query("a warm winter coat with a hood", ("jacket", "coat", "hoodie")),
        Query("blue jeans", ("pants", "shorts")),
        Query("something red"),
        Query("a striped shirt"),
        Query("two things, not one"),
        Query("a garment without sleeves", ("sleeveless",)),
    ),
    "recipes": (
        Query("a bowl of soup", ("soup", "stew", "chili", "dal", "broth")),
        Query("bread fresh from the oven", ("bread", "loaf", "bun", "focaccia", "naan", "pita", "pretzel")),
        Query("something sweet for dessert", ("dessert", "sweet", "cake", "cookie", "pudding", "granita")),
        Query("pasta with sauce", ("pasta", "spaghetti", "carbonara", "lasagn", "macaroni", "alfredo", "gnocchi")),
        Query("a dish with no meat"),
    ),
}
"""By source; chosen before the results were seen, the hard ones (a number, a negation) on purpose."""


@dataclass(frozen=True)
class Found:
    """What a query found: pictures, best first, and their cosines."""

    query: Query
    examples: Sequence[Example]
    cosines: Sequence[float]

    @property
    def verdicts(self) -> list[bool | None]:
        """Whether each is right."""
        return [self.query.judge(example) for example in self.examples]


def run(
    data: Annotated[Path, typer.Option(help="The folder with clothing/ and recipes/.")],
    out: Annotated[Path, typer.Option(help="The JPEG or PNG that is written.")],
    json: Annotated[Path | None, typer.Option(help="Where to keep the figures.")] = None,
    profile: Annotated[str, typer.Option(help="The model profile.")] = DEFAULT_PROFILE,
) -> None:
    """Search photographs by words, and draw the best five of each query."""
    encoder = load_clip(profile)
    sections, rows = {}, []
    for source, queries in QUERIES.items():
        examples = [example for example in SOURCES[source](data) if example.held_out]
        found = look_up(encoder, examples, queries)
        sections[f"{source}: the best {BEST} of {len(examples)} pictures that were never trained on"] = found
        rows += [_row(source, one) for one in found]
    draw_sheet(sections).save(out, quality=80, optimize=True)
    write_report("search_sheet", {"model": encoder.model, "revision": encoder.revision, "sheet": out.name}, rows, json)


def look_up(encoder: ImageTextEncoder, examples: Sequence[Example], queries: Sequence[Query]) -> list[Found]:
    """Find the best pictures for each query by cosine."""
    pictures = _encode(encoder, examples)
    cosines = encoder.encode_texts([query.words for query in queries]) @ pictures.T
    best = np.argsort(-cosines, axis=1, kind="stable")[:, :BEST]
    return [
        Found(query, [examples[row] for row in rows], [float(line[row]) for row in rows])
        for query, line, rows in zip(queries, cosines, best, strict=True)
    ]


def name_of(example: Example) -> str:
    """Name a picture: its label, or its title where it has none."""
    return example.label or example.captions[0]


def draw_sheet(sections: dict[str, list[Found]]) -> Image.Image:
    """Draw one row a query, its words at the left and what they found beside them."""
    height = _GAP + sum(_HEADING + _ROW * len(found) for found in sections.values())
    sheet = Image.new("RGB", (_WIDTH, height), _PAPER)
    pen, top = ImageDraw.Draw(sheet), _GAP
    for heading, found in sections.items():
        pen.text((_GAP, top + 8), heading, _INK, ImageFont.load_default(18))
        top += _HEADING
        for one in found:
            _draw_row(sheet, pen, one, top)
            top += _ROW
    return sheet


def _draw_row(sheet: Image.Image, pen: ImageDraw.ImageDraw, found: Found, top: int) -> None:
    words, small = ImageFont.load_default(17), ImageFont.load_default(12)
    pen.multiline_text((_GAP, top + 40), "\n".join(_wrapped(found.query.words, words, _WORDS - 2 * _GAP)), _INK, words)
    for place, (example, cosine, right) in enumerate(zip(found.examples, found.cosines, found.verdicts, strict=True)):
        left = _WORDS + place * (_TILE + _GAP)
        pen.rectangle((left - 4, top - 4, left + _TILE + 3, top + _TILE + 3), outline=_FRAMES[right], width=3)
        sheet.paste(ImageOps.fit(example.load(), (_TILE, _TILE)), (left, top))
        caption = f"{cosine:.2f} {name_of(example)}"
        pen.text((left - 2, top + _TILE + 6), _shortened(caption, small, _TILE), _FAINT, small)


def _wrapped(text: str, font: ImageFont.FreeTypeFont | ImageFont.ImageFont, width: int) -> Iterator[str]:
    line = ""
    for word in text.split():
        if line and font.getlength(f"{line} {word}") > width:
            yield line
            line = ""
        line = f"{line} {word}".strip()
    yield line


def _shortened(text: str, font: ImageFont.FreeTypeFont | ImageFont.ImageFont, width: int) -> str:
    if font.getlength(text) <= width:
        return text
    while font.getlength(text + "...") > width:
        text = text[:-1]
    return text.rstrip() + "..."


def _encode(encoder: ImageTextEncoder, examples: Sequence[Example], batch: int = 32) -> Vectors:
    parts = [
        encoder.encode_images([example.load() for example in examples[start : start + batch]])
        for start in range(0, len(examples), batch)
    ]
    return np.concatenate(parts)


def _row(source: str, found: Found) -> dict[str, Cell]:
    right = None if None in found.verdicts else sum(map(bool, found.verdicts))
    return {"system": f"{source}: {found.query.words}", "right of the best 5": right, "best cosine": found.cosines[0]}


if __name__ == "__main__":
    typer.run(run)
