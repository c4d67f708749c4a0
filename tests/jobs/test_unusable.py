from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from jobs.keys import digests
from jobs.unusable import Failure, Unusable
from pipeline.store import Store

KEYS = [f"{number:032x}" for number in range(6)]
BAD, SLOW = Failure("decode", "corrupt_image", "torn"), Failure("decode", "decode_timeout", "slow")


@pytest.fixture
def unusable(tmp_path: Path) -> Unusable:
    store = Store.create(tmp_path)
    store.folder("work").mkdir()
    found = Unusable(store, "clip", store.folder("work"))
    found.add("1", {KEYS[0]: BAD, KEYS[1]: SLOW})
    found.add("2", {KEYS[0]: BAD, KEYS[2]: BAD})
    return found


def names(unusable: Unusable, revision: str) -> list[int]:
    return [number for number, held in enumerate(unusable.keys(revision).holds(digests(KEYS))) if held]


def test_failures_are_kept_by_revision_and_say_why(unusable: Unusable) -> None:
    assert (names(unusable, "1"), names(unusable, "2"), names(unusable, "3")) == ([0, 1], [0, 2], [])
    assert unusable.of(pa.array(KEYS[:3]), "1") == {KEYS[0]: BAD, KEYS[1]: SLOW}
    assert Unusable(unusable.store, "sentence").of(pa.array(KEYS), "1") == {}


def test_the_same_failures_are_one_file(unusable: Unusable) -> None:
    before = sorted(unusable.store.folder("unusable", "clip").iterdir())
    unusable.add("1", {KEYS[1]: SLOW, KEYS[0]: BAD})
    unusable.add("1", {})
    assert sorted(unusable.store.folder("unusable", "clip").iterdir()) == before


def test_what_is_forgotten_is_forgotten_of_every_revision(unusable: Unusable) -> None:
    unusable.forget(pa.array([KEYS[0]]))
    assert (names(unusable, "1"), names(unusable, "2")) == ([1], [2])
    unusable.forget(pa.array(KEYS))
    assert list(unusable.store.folder("unusable", "clip").iterdir()) == []
    unusable.forget(pa.array([], pa.string()))


def test_a_piece_that_fails_again_after_it_was_forgotten_is_known_again(unusable: Unusable) -> None:
    unusable.forget(pa.array(KEYS))
    unusable.add("1", {KEYS[0]: SLOW})
    assert unusable.of(pa.array(KEYS), "1") == {KEYS[0]: SLOW}
