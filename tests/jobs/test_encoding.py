from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jobs.encoding import CHUNK, EncodePieces
from jobs.keys import Keys, digests
from jobs.pieces import PIECES, cut, joined_text
from jobs.units import units
from pipeline.decoding import decode
from pipeline.encoders.base import Pixels, Vectors
from pipeline.errors import ModelError
from pipeline.media import MediaReader, content_key
from pipeline.store import Store
from tests.jobs.fakes import FakeEncoder, load_fake, picture, post, posts


def pieces(store: Store, space: str, known: Keys | None = None) -> pa.Table:
    media = MediaReader(store.media)
    return pa.concat_tables(
        [part for unit in units(store, "posts") for part in cut(unit, space, media, known or Keys())]
    )


def store_of(root: Path, rows: list[dict[str, object]]) -> Store:
    store = Store.create(root)
    store.append("posts", posts(rows))
    return store


def reasons(verdicts: pa.Table) -> dict[str, str | None]:
    return dict(zip(verdicts["id"].to_pylist(), verdicts["reason"].to_pylist(), strict=True))


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


def test_a_known_piece_carries_no_payload(tmp_path: Path) -> None:
    store = store_of(tmp_path, [post(1), post(3)])
    key = pieces(store, "clip")["content_key"][0].as_py()
    payloads = pieces(store, "clip", Keys(digests([key])))["payload"].to_pylist()
    assert payloads == [None, picture(3)]


def test_a_batch_becomes_one_file_and_again_the_same_file(tmp_path: Path) -> None:
    store = store_of(tmp_path, [post(number) for number in range(20)])
    batch = pieces(store, "sentence")
    EncodePieces(store, "sentence", "fake", load_fake)(batch)
    EncodePieces(store, "sentence", "fake", load_fake)(batch)
    (path,) = store.folder("embeddings", "sentence").glob("*")
    table = pq.read_table(path)
    assert sorted(table["content_key"].to_pylist()) == sorted(batch["content_key"].to_pylist())
    by_key = dict(zip(table["content_key"].to_pylist(), table["vector"].to_pylist(), strict=True))
    texts = [payload.decode() for payload in batch["payload"].to_pylist()]
    expected = FakeEncoder("sentence").encode_texts(texts).tolist()
    assert [by_key[key] for key in batch["content_key"].to_pylist()] == expected


def test_pictures_of_several_chunks_keep_their_vectors(tmp_path: Path) -> None:
    count = CHUNK["clip"] * 2 + 3
    store = store_of(tmp_path, [post(number, images=[{"data": picture(number)}]) for number in range(count)])
    batch = pieces(store, "clip")
    EncodePieces(store, "clip", "fake", load_fake)(batch)
    (path,) = store.folder("embeddings", "clip").glob("*")
    table = pq.read_table(path)
    by_key = dict(zip(table["content_key"].to_pylist(), table["vector"].to_pylist(), strict=True))
    expected = FakeEncoder("clip").encode_images([decode(picture(number)) for number in range(count)]).tolist()
    assert [by_key[key] for key in batch["content_key"].to_pylist()] == expected


def test_pictures_prepared_in_several_threads_keep_their_order_and_their_faults(tmp_path: Path) -> None:
    count, broken = CHUNK["clip"] * 2 + 5, {0, 7, CHUNK["clip"]}
    rows = [post(n, images=[{"data": b"no picture" if n in broken else picture(n)}]) for n in range(count)]
    store = store_of(tmp_path, rows)
    batch = pieces(store, "clip")
    found = reasons(EncodePieces(store, "clip", "fake", load_fake, threads=4)(batch))
    assert {name for name, reason in found.items() if reason == "unknown_format"} == {f"p{n}" for n in broken}
    (path,) = store.folder("embeddings", "clip").glob("*")
    table = pq.read_table(path)
    by_key = dict(zip(table["content_key"].to_pylist(), table["vector"].to_pylist(), strict=True))
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
    EncodePieces(store, "clip", "fake", lambda space, model: Watched(space), threads=3)(pieces(store, "clip"))
    assert sizes == [CHUNK["clip"]] * 4
    assert max(lead) <= 2 * CHUNK["clip"]
    assert len(begun) == count


def test_the_same_content_is_encoded_once_and_kept_for_all(tmp_path: Path) -> None:
    store = store_of(tmp_path, [post(1), post(3, images=[{"data": picture(1)}]), post(5)])
    encode = EncodePieces(store, "clip", "fake", load_fake)
    assert encode(pieces(store, "clip"))["encoded"].to_pylist() == [True, False, True]
    assert encode(pieces(store, "clip"))["encoded"].to_pylist() == [False, False, False]


def test_bad_pictures_are_rejected_row_by_row_and_the_others_are_encoded(tmp_path: Path) -> None:
    rows = [
        post(1),
        post(2, images=[{"data": b"no picture"}]),
        post(3, images=[{"uri": "missing.png"}]),
        post(4, images=[{"data": picture(4)[:60]}]),
        post(5),
        post(6, images=[{"uri": "../../outside.png"}]),
        post(7, images=[None]),
    ]
    store = store_of(tmp_path, rows)
    verdicts = EncodePieces(store, "clip", "fake", load_fake)(pieces(store, "clip"))
    found = reasons(verdicts)
    assert found["p1"] is None
    assert found["p5"] is None
    assert {found["p2"], found["p3"], found["p6"]} == {"unknown_format", "missing_file", "path_outside_root"}
    assert found["p4"] in ("truncated_image", "corrupt_image")
    assert found["p7"] == "missing_file"
    assert set(verdicts["stage"].to_pylist()) == {None, "read", "decode"}
    assert verdicts["encoded"].to_pylist().count(True) == 2


def test_a_text_the_model_trips_over_costs_that_text_alone(tmp_path: Path) -> None:
    rows = [post(number, text="UNSPEAKABLE" if number in (2, 7) else None) for number in range(9)]
    store = store_of(tmp_path, rows)
    verdicts = EncodePieces(store, "sentence", "fake", load_fake)(pieces(store, "sentence"))
    assert {name: reason for name, reason in reasons(verdicts).items() if reason} == {
        "p2": "encode_failed",
        "p7": "encode_failed",
    }
    assert "a word the model trips over" in verdicts["detail"][2].as_py()
    assert verdicts["encoded"].to_pylist().count(True) == 7


def test_vectors_that_are_not_finite_are_rejected(tmp_path: Path) -> None:
    class Broken(FakeEncoder):
        def encode_texts(self, texts: Sequence[str]) -> Vectors:
            return FakeEncoder.encode_texts(self, texts) * np.float32("nan")

    store = store_of(tmp_path, [post(1)])
    encode = EncodePieces(store, "sentence", "fake", lambda space, profile: Broken(space))
    assert reasons(encode(pieces(store, "sentence"))) == {"p1": "encode_failed"}
    assert not store.folder("embeddings").exists()


def test_a_model_that_cannot_be_had_is_no_fault_of_the_content(tmp_path: Path) -> None:
    def load(space: str, profile: str) -> FakeEncoder:
        raise ModelError("no model", expected="one", remedy="Get it")

    store = store_of(tmp_path, [post(1)])
    with pytest.raises(ModelError):
        EncodePieces(store, "sentence", "fake", load)(pieces(store, "sentence"))


def test_an_empty_batch_gives_an_empty_verdict(tmp_path: Path) -> None:
    verdicts = EncodePieces(Store.create(tmp_path), "clip", "fake", load_fake)(PIECES.empty_table())
    assert verdicts.num_rows == 0
