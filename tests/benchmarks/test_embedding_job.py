from __future__ import annotations

import subprocess
import sys
from itertools import islice
from pathlib import Path

import numpy as np
import psutil
import pytest

from benchmarks.embedding import Job, Seconds
from benchmarks.embedding_contents import read_pictures, read_texts, write_slice
from benchmarks.embedding_memory import Peaks, write_posts
from benchmarks.hash_encoder import DIM, HashEncoder
from pipeline.decoding import decode
from pipeline.importers import media_reader
from pipeline.store import Store


def test_texts_and_pictures_are_all_different_and_the_same_each_time() -> None:
    texts, pictures = list(islice(read_texts(None), 500)), list(islice(read_pictures(None), 3))
    assert len(set(texts)) == 500
    assert all(text.strip() for text in texts)
    assert len(set(pictures)) == 3
    assert all(decode(picture).width > 100 for picture in pictures)
    assert texts == list(islice(read_texts(None), 500))


def test_real_data_comes_first_where_it_is_given(data_folder: Path) -> None:
    assert next(read_texts(data_folder)) != next(read_texts(None))
    assert decode(next(read_pictures(data_folder))).width > 10


def test_a_slice_is_a_store_whose_first_posts_have_the_pictures(tmp_path: Path) -> None:
    (picture,) = islice(read_pictures(None), 1)
    slice_ = write_slice(tmp_path / "store", 7, ["one", "two", "three"], [picture])
    posts = slice_.store.read("posts").to_pylist()
    assert [row["text"] for row in posts] == ["one", "two", "three"]
    assert [len(row["images"] or ()) for row in posts] == [1, 0, 0]
    assert media_reader(slice_.store).read(posts[0]["images"][0]) == picture
    assert (slice_.texts, slice_.pictures) == (3, 1)


def test_start_up_is_taken_off_each_round(tmp_path: Path) -> None:
    job = Job(tmp_path, [], [Seconds(5.0, 3.0), Seconds(6.0, 4.0)])
    assert job.without(Seconds(1.0, 2.0)) == [Seconds(4.0, 1.0), Seconds(5.0, 2.0)]


def test_the_encoder_without_a_model_tells_contents_apart() -> None:
    rows = HashEncoder("sentence").encode_texts(["one", "two", "one"])
    assert rows.shape == (3, DIM)
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1.0, atol=1e-5)
    assert (rows[0] == rows[2]).all()
    assert abs(float(rows[0] @ rows[1])) < 0.5


def test_posts_of_many_imports_are_one_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("benchmarks.embedding_memory.IMPORT_POSTS", 4)
    write_posts(tmp_path / "store", 10, list(islice(read_pictures(None), 2)))
    store = Store.open(tmp_path / "store")
    posts = store.read("posts").to_pylist()
    assert len({row["post_id"] for row in posts}) == len({row["text"] for row in posts}) == 10
    assert sum(len(row["images"] or ()) for row in posts) == len(list(store.media.iterdir())) == 2


def test_the_memory_of_a_process_is_seen() -> None:
    peaks, held = Peaks(), 64_000_000
    code = f"held = bytearray({held}); print(len(held), flush=True); input()"
    # A process of its own: this one may still have the workers of other tests for children.
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert int(other.stdout.readline()) == held
        peaks.look(psutil.Process(other.pid))
        other.communicate(b"\n")
    assert peaks.driver > peaks.driver_own > held
    assert peaks.worker == 0
    assert peaks.together == peaks.driver_own
