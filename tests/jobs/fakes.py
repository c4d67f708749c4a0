"""A small store and models without weights, which Ray's workers can import."""

from __future__ import annotations

import io
import os
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from PIL import Image

from jobs.embedded import replaced_content
from jobs.embedding import content_of
from jobs.encoders import SPACES, EncoderCard, Loader
from jobs.encoding import EncodePieces
from jobs.journal import Hand
from jobs.keys import digests
from jobs.pieces import PIECES, cut
from jobs.units import units
from jobs.unusable import Unusable
from pipeline.decoding import decode
from pipeline.encoders.base import Pixels, Vectors
from pipeline.encoders.ocr import PictureWords
from pipeline.media import MediaReader
from pipeline.schema import ADS, EVENTS, POSTS, USERS
from pipeline.store import Store

START = datetime(2026, 6, 1, tzinfo=UTC)
DIM = 16
_INK = 77


class FakeEncoder:
    """Adds up a random direction a word, or a cell of a picture."""

    dim = DIM

    def __init__(self, space: str, revision: str = "1") -> None:
        self.space = space
        self.model = f"fake-{space}"
        self.revision = revision

    def encode_texts(self, texts: Sequence[str]) -> Vectors:
        for text in texts:
            if "UNSPEAKABLE" in text:
                raise RuntimeError("a word the model trips over")
            if "DEADLY" in text:
                os._exit(1)
        return _unit([text.encode().split() for text in texts])

    def prepare(self, data: bytes) -> Pixels:
        pixels = np.array(decode(data))
        if data.endswith(b"DEADLY"):
            os._exit(1)
        if data.endswith(b"ENDLESS"):
            time.sleep(60)
        return pixels

    def encode_pixels(self, pixels: Sequence[Pixels]) -> Vectors:
        return self.encode_images([Image.fromarray(picture) for picture in pixels])

    def encode_images(self, images: Sequence[Image.Image]) -> Vectors:
        return _unit([[image.resize((2, 2)).tobytes()] for image in images])


def load_fake(space: str, profile: str) -> FakeEncoder:
    return FakeEncoder(space)


def load_newer_fake(space: str, profile: str) -> FakeEncoder:
    return FakeEncoder(space, revision="2")


def picture(number: int) -> bytes:
    out = io.BytesIO()
    pixels = np.random.default_rng(number).integers(0, 255, (12, 12, 3), dtype=np.uint8)
    Image.fromarray(pixels).save(out, "PNG")
    return out.getvalue()


def poster(words: str) -> bytes:
    """Draw a picture in which :class:`FakeReader` finds these words, in ASCII."""
    out = io.BytesIO()
    line = np.frombuffer(words.encode(), np.uint8)
    pixels = np.stack([line, line, np.full_like(line, _INK)], axis=1)[None]
    Image.fromarray(pixels).save(out, "PNG")
    return out.getvalue()


class FakeReader:
    """Reads posters of :func:`poster`; any other picture says nothing."""

    name = "fake reader"

    def __init__(self, revision: str = "1") -> None:
        self.revision = revision

    def read(self, pictures: Sequence[Image.Image]) -> list[PictureWords]:
        return [self._read(np.asarray(picture)) for picture in pictures]

    def _read(self, pixels: np.ndarray) -> PictureWords:
        if not (pixels[..., 2] == _INK).all():
            return PictureWords("", None)
        words = pixels[0, :, 0].tobytes().decode()
        if "SMUDGE" in words:
            raise RuntimeError("a smudge that the reader trips over")
        return PictureWords(words, 0.9)


def load_fake_reader() -> FakeReader:
    return FakeReader()


def load_newer_fake_reader() -> FakeReader:
    return FakeReader(revision="2")


def post(number: int, **changes: object) -> dict[str, object]:
    return {
        "post_id": f"p{number}",
        "author_id": f"a{number % 3}",
        "created_at": START + timedelta(hours=number),
        "title": f"Post {number}",
        "text": "cats and dogs" if number % 2 else "trains and trams",
        "images": [{"data": picture(number)}] if number % 2 else [],
        "tags": ["pets" if number % 2 else "travel"],
        **changes,
    }


def posts(rows: Sequence[dict[str, object]]) -> pa.Table:
    return pa.Table.from_pylist(list(rows), schema=POSTS)


def small_store(root: Path, count: int = 12) -> Store:
    """Import posts p0.., two people with a stated interest, some reactions (one by a stranger) and an ad."""
    store = Store.create(root)
    store.append("posts", posts([post(number) for number in range(count)]))
    people = [{"user_id": "mara", "name": "Mara", "interests": ["cats"]}, {"user_id": "newcomer"}]
    store.append("users", pa.Table.from_pylist(people, schema=USERS))
    pairs = [("mara", "p1"), ("mara", "p3"), ("stranger", "p2"), ("mara", "unheard-of")]
    reactions = [
        {"user_id": user, "post_id": post_id, "action": "like", "occurred_at": START + timedelta(hours=hour)}
        for hour, (user, post_id) in enumerate(pairs)
    ]
    store.append("events", pa.Table.from_pylist(reactions, schema=EVENTS))
    ad = {"ad_id": "ad1", "advertiser_id": "shop", "title": "Cat food", "bid_micros": 1, "daily_budget_micros": 10}
    store.append("ads", pa.Table.from_pylist([ad], schema=ADS))
    return store


def _unit(pieces: Sequence[Sequence[bytes]]) -> Vectors:
    rows = np.zeros((len(pieces), DIM), np.float32)
    for row, parts in zip(rows, pieces, strict=True):
        for part in parts:
            seed = int.from_bytes(blake2b(part, digest_size=8).digest())
            row[:] += np.random.default_rng(seed).normal(size=DIM).astype(np.float32)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


def embed_here(store: Store, load: Loader = load_fake, profile: str = "fake") -> None:
    """Embed a store in this process, as the job does through Ray."""
    work = [unit for table in ("posts", "ads") for unit in units(store, table)]
    for space in SPACES:
        encoder = load(space, profile)
        parts = [part for unit in work for part in cut(unit, space, MediaReader(store.media))]
        pieces = pa.concat_tables([PIECES.empty_table(), *parts])
        keyed = pieces.filter(pc.is_valid(pieces["content_key"]))
        encode_here(store, space, load)(keyed["content_key"].unique().to_pylist(), False, keyed)
        failed = Unusable(store, space).keys(encoder.revision).holds(digests(keyed["content_key"]))
        card = EncoderCard(encoder.model, encoder.revision, encoder.dim)
        with replaced_content(store, space, profile, card) as put:
            put(content_of(keyed.filter(pa.array(~failed)), space))


def encode_here(store: Store, space: str, load: Loader = load_fake, threads: int = 1) -> EncodePieces:
    """Make a worker in this process."""
    folder = store.folder("work")
    folder.mkdir(exist_ok=True)
    hand = Hand(folder / "in hand.log", {"decode": 60.0})
    return EncodePieces(store, space, "fake", load, folder, hand, threads)
