from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from shutil import rmtree

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from jobs.encoders import Loader
from jobs.encoding import CHUNK
from jobs.pieces import cut, joined_text
from jobs.tally import Done
from jobs.units import units
from jobs.unusable import Failure, Unusable
from pipeline.decoding import decode
from pipeline.encoders.base import Pixels, Vectors
from pipeline.errors import ModelError
from pipeline.media import MediaReader, content_key
from pipeline.store import Store
from tests.jobs.fakes import FakeEncoder, encode_here, load_fake, picture, post, posts


def pieces(store: Store, space: str) -> pa.Table:
    media = MediaReader(store.media)
    return pa.concat_tables([part for unit in units(store, "posts") for part in cut(unit, space, media)])


def encode(
    store: Store, space: str, load: Loader = load_fake, threads: int = 1, *, singly: bool = False
) -> tuple[Done, pa.Table]:
    """Encode the pieces that could be read, and give them beside what became of them."""
    found = pieces(store, space)
    found = found.filter(pc.is_valid(found["content_key"]))
    done = encode_here(store, space, load, threads)(found["content_key"].unique().to_pylist(), singly, found)
    return done, found


def failures(store: Store, space: str) -> dict[str, Failure]:
    """Name the posts with content that failed, and why."""
    found = pieces(store, space)
    found = found.filter(pc.is_valid(found["content_key"]))
    why = Unusable(store, space).of(found["content_key"].combine_chunks(), "1")
    return {row["id"]: why[row["content_key"]] for row in found.to_pylist() if row["content_key"] in why}


def vectors(store: Store, space: str) -> dict[str, list[float]]:
    (path,) = store.folder("embeddings", space).glob("*")
    table = pq.read_table(path)
    return dict(zip(table["content_key"].to_pylist(), table["vector"].to_pylist(), strict=True))


def store_of(root: Path, rows: list[dict[str, object]]) -> Store:
    store = Store.create(root)
    store.append("posts", posts(rows))
    return store


@pytest.mark.parametrize(
    ("title", "text", "joined"),
    [("A", "b", "A\nb"), (None, " b ", "b"), ("A", "", "A"), (None, None, ""), (" ", "\n", "")],
)
def test_a_title_and_a_text_are_one_text(title: str | None, text: str | None, joined: str) -> None:
    assert joined_text(title, text) == joined


def test_a_post_without_words_gives_no_text_piece(tmp_path: Path) -> None:
    store = store_of(tmp_path, [post(1), post(2, title=None, text="  ")])
    assert pieces(store, "sentence")["id"].to_pylist() == ["p1"]


def test_pieces_are_named_by_what_they_hold(tmp_path: Path) -> None:
    rows = [post(1), post(2, title="Post 1", text="cats and dogs", images=[{"data": picture(1)}])]
    store = store_of(tmp_path, rows)
    for space in ("sentence", "clip"):
        first, second = pieces(store, space)["content_key"].to_pylist()
        assert first == second


def test_a_batch_becomes_one_file_and_again_the_same_file(tmp_path: Path) -> None:
    store = store_of(tmp_path, [post(number) for number in range(20)])
    done, batch = encode(store, "sentence")
    assert encode(store, "sentence", singly=True)[0].made == done.made == 20
    by_key = vectors(store, "sentence")
    texts = [payload.decode() for payload in batch["payload"].to_pylist()]
    expected = FakeEncoder("sentence").encode_texts(texts).tolist()
    assert [by_key[key] for key in batch["content_key"].to_pylist()] == expected


def test_a_batch_may_come_in_several_tables_of_which_a_part_is_wanted(tmp_path: Path) -> None:
    store = store_of(tmp_path, [post(number) for number in range(1, 40, 2)])
    found = pieces(store, "clip")
    keys = found["content_key"].to_pylist()[::-3]
    tables = [found.select(["content_key", "payload"]).slice(start, 6) for start in range(0, 20, 6)]
    assert encode_here(store, "clip")(keys, False, *tables).made == len(keys)
    assert sorted(vectors(store, "clip")) == sorted(keys)


@pytest.mark.parametrize(("threads", "singly"), [(1, False), (4, False), (4, True)])
def test_pictures_of_several_chunks_keep_their_vectors_and_their_faults(
    tmp_path: Path, threads: int, singly: bool
) -> None:
    count, broken = CHUNK["clip"] * 2 + 5, {0, 7, CHUNK["clip"]}
    rows = [post(n, images=[{"data": b"no picture %d" % n if n in broken else picture(n)}]) for n in range(count)]
    store = store_of(tmp_path, rows)
    done, _ = encode(store, "clip", threads=threads, singly=singly)
    assert done.made == count - len(broken)
    assert {name: why.reason for name, why in failures(store, "clip").items()} == {
        f"p{n}": "unknown_format" for n in broken
    }
    assert done.failed["unknown_format"][0] == len(broken)
    by_key = vectors(store, "clip")
    for number in set(range(count)) - broken:
        expected = FakeEncoder("clip").encode_images([decode(picture(number))])[0].tolist()
        assert by_key[content_key(picture(number))] == expected


def test_only_a_chunk_is_prepared_ahead_of_the_model(tmp_path: Path) -> None:
    begun: list[bytes] = []
    lead: list[int] = []

    class Watched(FakeEncoder):
        def prepare(self, data: bytes) -> Pixels:
            begun.append(data)
            return super().prepare(data)

        def encode_pixels(self, pixels: Sequence[Pixels]) -> Vectors:
            done = sum(sizes)
            sizes.append(len(pixels))
            lead.append(len(begun) - done)
            return super().encode_pixels(pixels)

    sizes: list[int] = []
    count = CHUNK["clip"] * 4
    store = store_of(tmp_path, [post(number, images=[{"data": picture(number)}]) for number in range(count)])
    encode(store, "clip", lambda space, model: Watched(space), threads=3)
    assert sizes == [CHUNK["clip"]] * 4
    assert max(lead) <= 2 * CHUNK["clip"] + 1
    assert len(begun) == count


def test_a_text_the_model_trips_over_costs_that_text_alone(tmp_path: Path) -> None:
    rows = [post(number, text="UNSPEAKABLE" if number in (2, 7) else None) for number in range(9)]
    store = store_of(tmp_path, rows)
    done, _ = encode(store, "sentence")
    assert {name: why.reason for name, why in failures(store, "sentence").items()} == {
        "p2": "encode_failed",
        "p7": "encode_failed",
    }
    assert done.made == 7
    count, example = done.failed["encode_failed"]
    assert count == 2
    assert "a word the model trips over" in example


def test_vectors_that_are_not_finite_are_rejected(tmp_path: Path) -> None:
    class Broken(FakeEncoder):
        def encode_texts(self, texts: Sequence[str]) -> Vectors:
            return FakeEncoder.encode_texts(self, texts) * np.float32("nan")

    store = store_of(tmp_path, [post(1)])
    assert encode(store, "sentence", lambda space, profile: Broken(space))[0].made == 0
    assert failures(store, "sentence")["p1"].reason == "encode_failed"
    assert not store.folder("embeddings").exists()


def test_a_model_that_cannot_be_had_is_no_fault_of_the_content(tmp_path: Path) -> None:
    def load(space: str, profile: str) -> FakeEncoder:
        raise ModelError("no model", expected="one", remedy="Get it")

    store = store_of(tmp_path, [post(1)])
    with pytest.raises(ModelError):
        encode(store, "sentence", load)
    assert failures(store, "sentence") == {}


def test_what_is_left_of_a_killed_run_writes_nothing_into_the_store(tmp_path: Path) -> None:
    store = store_of(tmp_path, [post(1, text="UNSPEAKABLE"), post(2)])
    found = pieces(store, "sentence")
    worker = encode_here(store, "sentence")
    rmtree(store.folder("work"))
    with pytest.raises(FileNotFoundError):
        worker(found["content_key"].to_pylist(), False, found)
    assert not store.folder("embeddings").exists()
    assert not store.folder("unusable").exists()
