"""Stores of different texts and pictures, for benchmarks of the embedding job."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa

from jobs.pieces import joined_text
from pipeline.sample.drawings import draw
from pipeline.sample.world import WorldSize, make_world
from pipeline.schema import POSTS
from pipeline.store import Store

_NEWS: Final = Path("agnews") / "data" / "ag_news_csv" / "test.csv"
_CREATED_AT: Final = datetime(2026, 6, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Slice:
    """A store with some of the posts, and how many texts and pictures they have."""

    store: Store
    texts: int
    pictures: int


def read_texts(data: Path | None) -> Iterator[str]:
    """Give different short texts: news where there is real data, and posts of the sample world."""
    world = make_world(5, WorldSize(posts=60_000, authors=400, people=50, impressions=1_000))
    posts = (joined_text(_words(row["title"]), _words(row["text"])) for row in world.written)
    return iter(dict.fromkeys(chain(_news(data), posts)))


def read_pictures(data: Path | None) -> Iterator[bytes]:
    """Give different JPEGs: photographs of clothing where there is real data, else drawings of the sample world."""
    seen = set()
    for picture in _drawings() if data is None else _photographs(data):
        if picture not in seen:
            seen.add(picture)
            yield picture


def _photographs(data: Path) -> Iterator[bytes]:
    return (path.read_bytes() for path in sorted((data / "clothing" / "images").glob("*.jpg")))


def _drawings() -> Iterator[bytes]:
    for _, topic, subject, seed in make_world(5, WorldSize(posts=5_000, people=50, impressions=1_000)).drawings:
        file = io.BytesIO()
        draw(topic, subject, np.random.default_rng(seed)).save(file, "JPEG", quality=88)
        yield file.getvalue()


def _news(data: Path | None) -> Iterator[str]:
    if data is not None:
        with (data / _NEWS).open(encoding="utf-8", newline="") as file:
            yield from (joined_text(title, text) for _, title, text in csv.reader(file))


def _words(value: object) -> str | None:
    return value if isinstance(value, str) else None


def write_slice(root: Path, number: int, texts: Sequence[str], pictures: Sequence[bytes]) -> Slice:
    """Import posts with these texts, the first of which have the pictures, as files in the store's media folder."""
    store = Store.create(root)
    store.media.mkdir()
    rows: list[dict[str, object]] = [
        {"post_id": f"p{number}-{place}", "created_at": _CREATED_AT, "text": text} for place, text in enumerate(texts)
    ]
    for row, picture in zip(rows, pictures, strict=False):
        name = f"{row['post_id']}.jpg"
        (store.media / name).write_bytes(picture)
        row["images"] = [{"uri": name}]
    store.append("posts", pa.Table.from_pylist(rows, POSTS))
    return Slice(store, len(texts), len(pictures))
