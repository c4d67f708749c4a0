"""What the compact CLIP learns from: pictures with captions, and which of them are held out."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow.parquet as pq
from PIL import Image

HELD_OUT_PERCENT: Final = 22
"""How many of 100 pictures never train; on the 800 photos of flickr8k this leaves more than 160 to measure on."""

FASHION_PICTURES: Final = 5_500
DRAWINGS_PER_SUBJECT: Final = 14

PROMPTS: Final = ("a photo of a {}", "a picture of a {}", "{}")

CLOTHING_WORDS: Final[Mapping[str, str]] = {
    "T-Shirt": "t-shirt",
    "Longsleeve": "long-sleeved shirt",
    "Pants": "pair of pants",
    "Shoes": "pair of shoes",
    "Shirt": "button-up shirt",
    "Dress": "dress",
    "Outwear": "jacket or coat",
    "Shorts": "pair of shorts",
    "Hat": "hat",
    "Skirt": "skirt",
    "Polo": "polo shirt",
    "Undershirt": "sleeveless undershirt",
    "Blazer": "blazer",
    "Hoodie": "hoodie",
    "Body": "baby bodysuit",
    "Top": "sleeveless top",
    "Blouse": "blouse",
}
"""The labels of the clothing set in words. "Not sure", "Other" and "Skip" say nothing and are left out."""


@dataclass(frozen=True)
class Example:
    """One picture and what people say about it.

    Parameters
    ----------
    key
        Its name, unique among all sources; it decides whether the picture is held out.
    captions
        At least one. A caption that merely fills a label into a prompt counts too.
    label
        The words of its class, where the source has classes; else empty.
    load
        Opens the picture as RGB.
    """

    key: str
    captions: tuple[str, ...]
    label: str
    load: Callable[[], Image.Image]

    @property
    def held_out(self) -> bool:
        """Whether the picture never trains."""
        return held_out(self.key)

    @property
    def rank(self) -> int:
        """A number of 64 bits from the picture's name: what is random about the picture can depend on it alone."""
        return _rank(self.key)


def held_out(key: str) -> bool:
    """Decide by the digest of a picture's name whether it is kept for measuring: every machine decides alike."""
    return _rank(key) % 100 < HELD_OUT_PERCENT


def _rank(key: str) -> int:
    return int.from_bytes(sha256(key.encode()).digest()[:8], "big")


def prompts(label: str) -> tuple[str, ...]:
    """Fill a label into every prompt."""
    return tuple(prompt.format(label) for prompt in PROMPTS)


def captioned_photos(folder: Path) -> dict[str, tuple[str, ...]]:
    """Read ``captions.csv`` of a folder (columns ``image`` and ``caption``), ``{file name: captions}``."""
    captions: dict[str, list[str]] = {}
    with (folder / "captions.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            captions.setdefault(row["image"], []).append(row["caption"].strip(" ."))
    return {image: tuple(found) for image, found in sorted(captions.items())}


def _flickr8k(data: Path) -> Iterator[Example]:
    folder = data / "flickr8k"
    for image, captions in captioned_photos(folder).items():
        yield Example(image, captions, "", partial(_open, folder / "images" / image))


def _fashion(data: Path) -> Iterator[Example]:
    rows = pq.read_table(data / "fashion" / "products.parquet").to_pylist()
    for row in sorted(rows, key=lambda row: _rank(f"fashion/{row['id']}"))[:FASHION_PICTURES]:
        label = row["article"].lower()
        coloured = f"{row['colour']} {label} for {row['gender']}".lower()
        captions = (row["title"], row["title"], f"a photo of {coloured}", *prompts(label))
        yield Example(f"fashion-{row['id']}", captions, label, partial(_from_bytes, row["image"]))


def _clothing(data: Path) -> Iterator[Example]:
    folder = data / "clothing"
    with (folder / "images.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["label"] in CLOTHING_WORDS]
    for row in rows:
        path = folder / "images" / f"{row['image']}.jpg"
        label = CLOTHING_WORDS[row["label"]]
        if path.is_file():
            yield Example(row["image"], prompts(label), label, partial(_open, path))


def _openmoji(data: Path) -> Iterator[Example]:
    folder = data / "openmoji"
    for row in json.loads((folder / "openmoji.json").read_text(encoding="utf-8")):
        path = folder / "png" / f"{row['hexcode']}.png"
        if row["skintone"] or not path.is_file():
            continue  # the same drawing in five colours would split across both sides
        name = row["annotation"].lower()
        words = ", ".join(part for part in (row["tags"], row["openmoji_tags"]) if part)
        captions = (name, f"a drawing of {name}", f"an icon of {name}", f"{name}: {words}" if words else name)
        yield Example(f"openmoji-{row['hexcode']}", captions, "", partial(_open, path))


def _recipes(data: Path) -> Iterator[Example]:
    folder = data / "recipes"
    for page in sorted((folder / "content").glob("*.md")):
        lines = page.read_text(encoding="utf-8").splitlines()
        head = {key: value for key, _, value in (line.partition(": ") for line in lines[:8])}
        title = head.get("title", "").strip("\"' ")
        pictures = sorted({line.split("(/pix/")[1].split(")")[0] for line in lines if "(/pix/" in line})
        tags = head.get("tags", "").translate(str.maketrans("", "", "[]'\""))
        for name in pictures:
            path = folder / "pix" / name
            if title and path.is_file():
                captions = (title, f"a photo of {title}", f"{title}, {tags}")
                yield Example(f"recipe-{page.stem}-{name}", captions, "", partial(_open, path))


def _drawings(_: Path) -> Iterator[Example]:
    from pipeline.sample.subjects import SUBJECTS

    for topic, subjects in SUBJECTS.items():
        for subject in subjects:
            captions = (subject, f"a drawing of {subject}", f"{topic}: {subject}", f"a picture about {topic}", topic)
            for number in range(DRAWINGS_PER_SUBJECT):
                key = f"drawing-{topic}-{subject}-{number}"
                yield Example(key, captions, topic, partial(_draw, topic, subject, _rank(key)))


SOURCES: Final[Mapping[str, Callable[[Path], Iterator[Example]]]] = {
    "flickr8k": _flickr8k,
    "clothing": _clothing,
    "recipes": _recipes,
    "openmoji": _openmoji,
    "fashion": _fashion,
    "drawings": _drawings,
}
"""A reader for every source, by its folder; ``drawings`` is drawn by :mod:`pipeline.sample`."""


def _open(path: Path) -> Image.Image:
    with Image.open(path) as picture:
        return _on_white(picture)


def _from_bytes(data: bytes) -> Image.Image:
    with Image.open(BytesIO(data)) as picture:
        return _on_white(picture)


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode == "RGB":
        return picture.copy()
    layer = picture.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer).convert("RGB")


def _draw(topic: str, subject: str, seed: int) -> Image.Image:
    from pipeline.sample.drawings import draw

    return draw(topic, subject, np.random.default_rng(seed))
