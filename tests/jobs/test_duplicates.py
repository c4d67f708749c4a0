from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from jobs.duplicates import duplicate_column
from jobs.embedded import replaced_content
from jobs.vectors import write_vectors
from pipeline.encoders.base import EncoderCard
from pipeline.files import write_parquet
from pipeline.fingerprints import picture_fingerprint, text_fingerprint
from pipeline.media import content_key, text_key
from pipeline.schema import CONTENT, POSTS, embeddings_schema
from pipeline.store import Store

CARD = EncoderCard("a model", "1", 4)
START = datetime(2026, 5, 1, tzinfo=UTC)
NEWS = "The council has voted to build a bridge across the river, and work is to begin early next spring."


def scene(seed: int, noise: float = 0) -> np.ndarray:
    """Draw blocks of random colour, with some grain."""
    rng = np.random.default_rng(seed)
    blocks = rng.integers(0, 255, (8, 8, 3)).repeat(8, 0).repeat(8, 1)
    return np.clip(blocks + np.random.default_rng(99).normal(0, noise + 1e-9, blocks.shape), 0, 255).astype(np.uint8)


class Shelf:
    """A store that is filled post by post; ``column`` gives what it finds, by post."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.posts: list[dict[str, object]] = []
        self.pieces: dict[str, list[dict[str, object]]] = {"sentence": [], "clip": []}
        self.marks: dict[str, dict[str, bytes | None]] = {"sentence": {}, "clip": {}}

    def put(self, post_id: str, hour: int, text: str = "", *pictures: np.ndarray, author: str | None = None) -> None:
        created = START + timedelta(hours=hour)
        self.posts.append({"post_id": post_id, "author_id": author, "created_at": created, "text": text})
        if text:
            self._piece(post_id, "sentence", 0, text_key(text), text_fingerprint(text))
        for ordinal, picture in enumerate(pictures):
            mark = picture_fingerprint(picture)
            self._piece(post_id, "clip", ordinal, content_key(picture.tobytes()), mark)

    def _piece(self, post_id: str, space: str, ordinal: int, key: str, mark: bytes | None) -> None:
        self.pieces[space].append({"post_id": post_id, "space": space, "ordinal": ordinal, "content_key": key})
        self.marks[space][key] = mark

    def write(self, revision: str = "1") -> None:
        for space in ("sentence", "clip"):
            keys = list(self.marks[space])
            card = EncoderCard("a model", revision, 4)
            vectors = np.eye(4, dtype=np.float32)[np.zeros(len(keys), int)]
            write_vectors(self.store, space, card, keys, vectors, list(self.marks[space].values()))
            with replaced_content(self.store, space, "a pair", CARD) as put:
                put(pa.Table.from_pylist(self.pieces[space], schema=CONTENT))

    def column(self) -> dict[str, str | None]:
        posts = pa.Table.from_pylist(self.posts, schema=POSTS)
        found = duplicate_column(self.store, posts)
        assert found.type == pa.string()
        return dict(zip(posts["post_id"].to_pylist(), found.to_pylist(), strict=True))


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(Store.create(tmp_path))


def test_a_group_is_named_by_its_oldest_post_wherever_that_stands(shelf: Shelf) -> None:
    shelf.put("late", 9, NEWS + " #news")
    shelf.put("other", 1, "Nothing but rain all over the weekend, so the fair has been put off until June.")
    shelf.put("oldest", 2, NEWS)
    shelf.put("middle", 5, NEWS.upper())
    shelf.write()
    assert shelf.column() == {"late": "oldest", "other": None, "oldest": "oldest", "middle": "oldest"}


def test_of_posts_of_one_moment_the_first_by_id_gives_the_name(shelf: Shelf) -> None:
    shelf.put("b", 1, NEWS)
    shelf.put("a", 1, NEWS)
    shelf.write()
    assert shelf.column() == {"a": "a", "b": "a"}


def test_albums_are_compared_picture_by_picture(shelf: Shelf) -> None:
    shelf.put("album", 1, "", scene(1), scene(2))
    shelf.put("again", 2, "", scene(1, noise=2), scene(2, noise=2))
    shelf.put("part", 3, "", scene(1))
    shelf.put("swapped", 4, "", scene(2), scene(1))
    shelf.write()
    assert shelf.column() == {"album": "album", "again": "album", "part": None, "swapped": None}


def test_content_without_a_fingerprint_or_of_another_model_is_in_no_group(shelf: Shelf) -> None:
    shelf.put("one", 1, NEWS)
    shelf.put("two", 2, NEWS + " #news")
    shelf.write(revision="2")
    assert set(shelf.column().values()) == {None}


def test_files_from_before_there_were_fingerprints_are_passed_over(shelf: Shelf) -> None:
    shelf.put("one", 1, NEWS)
    shelf.put("two", 2, NEWS + " #news")
    shelf.write()
    for path in shelf.store.folder("embeddings", "sentence").glob("*.parquet"):
        path.unlink()
    schema = embeddings_schema(4)
    old = schema.remove(schema.get_field_index("fingerprint"))
    rows = [{"content_key": text_key(NEWS), "model": "m", "revision": "1", "vector": [1, 0, 0, 0]}]
    write_parquet(pa.Table.from_pylist(rows, schema=old), shelf.store.folder("embeddings", "sentence") / "old.parquet")
    assert set(shelf.column().values()) == {None}


def test_words_in_pictures_make_no_group(shelf: Shelf) -> None:
    for number in range(2):
        shelf.put(f"p{number}", number, "", scene(number))
        shelf._piece(f"p{number}", "sentence", 1, text_key(NEWS), text_fingerprint(NEWS))
    shelf.write()
    assert set(shelf.column().values()) == {None}
