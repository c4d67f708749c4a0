"""Pictures whose words are known, and how well a reading fits them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Final

import numpy as np
from PIL import Image

from pipeline.decoding import decode
from pipeline.sample.drawings import draw_with_words
from pipeline.sample.world import World
from pipeline.words import phrase_of

POSTERS: Final = frozenset({"match poster", "gig poster", "sign with a joke", "house for sale", "signpost"})
SCREENS: Final = frozenset(
    {"line chart", "bar chart", "pie chart", "candlestick chart", "receipt", "scoreboard", "smartphone", "metro map"}
)
_JPEG_QUALITY: Final = 88  # as pipeline.sample.world saves its pictures


@dataclass(frozen=True)
class Drawn:
    """One picture of the sample world.

    Parameters
    ----------
    written
        The pieces of text that were drawn; none for most pictures.
    """

    post_id: str
    topic: str
    subject: str
    picture: Image.Image
    written: tuple[str, ...]

    @property
    def kind(self) -> str:
        """Where its words stand."""
        if not self.written:
            return "no words"
        if self.subject in POSTERS:
            return "posters and signs"
        if self.topic == "humour":
            return "memes"
        return "charts, receipts, screens" if self.subject in SCREENS else "small print"


def draw_posts(world: World) -> Iterator[Drawn]:
    """Draw the pictures of a world's posts as they are saved, damage of compression and all."""
    posts = {post["post_id"] for post in world.written}
    for post_id, topic, subject, seed in world.drawings:
        if post_id in posts:
            image, written = draw_with_words(topic, subject, np.random.default_rng(seed))
            data = BytesIO()
            image.save(data, "JPEG", quality=_JPEG_QUALITY)
            yield Drawn(post_id, topic, subject, decode(data.getvalue()), written)


@dataclass(frozen=True)
class Fit:
    """How well what was read fits what was written, over many pictures.

    Parameters
    ----------
    recall
        The share of the written words that were read, whole.
    precision
        The share of the read words that were written.
    character_errors
        Signs of each written piece that are missing, changed or too many where it fits the reading best, as a share of
        all signs; blanks do not count.
    """

    recall: float
    precision: float
    character_errors: float

    @classmethod
    def of(cls, pairs: Sequence[tuple[Sequence[str], str]]) -> Fit:
        """Compare pairs of written pieces and a reading."""
        found = written = read = errors = signs = 0
        for pieces, reading in pairs:
            wanted, got = (Counter(phrase_of(text)) for text in (" ".join(pieces), reading))
            found, written, read = found + (wanted & got).total(), written + wanted.total(), read + got.total()
            for piece in map(_bare, pieces):
                errors, signs = errors + misread(piece, _bare(reading)), signs + len(piece)
        return cls(found / max(written, 1), found / max(read, 1), errors / max(signs, 1))


def misread(piece: str, reading: str) -> int:
    """Count the changes that make a piece a part of the reading: Levenshtein's distance to its best substring."""
    costs = np.zeros(len(reading) + 1, np.int64)  # the piece may begin anywhere
    letters, places = np.array(list(reading), "<U1"), np.arange(len(reading) + 1)
    for sign in piece:
        fresh = np.empty_like(costs)
        fresh[0] = costs[0] + 1
        fresh[1:] = np.minimum(costs[1:] + 1, costs[:-1] + (letters != sign))
        costs = np.minimum.accumulate(fresh - places) + places  # signs of the reading that the piece lacks
    return int(costs.min())


def share(readings: Sequence[str]) -> float:
    """Give the share of pictures in which something was read."""
    return sum(map(bool, readings)) / max(len(readings), 1)


def by_kind(drawn: Sequence[Drawn]) -> Mapping[str, list[int]]:
    """List the places of the pictures of each kind, the largest kind first."""
    places: dict[str, list[int]] = {}
    for place, one in enumerate(drawn):
        places.setdefault(one.kind, []).append(place)
    return dict(sorted(places.items(), key=lambda item: -len(item[1])))


def _bare(text: str) -> str:
    return "".join(text.casefold().split())
