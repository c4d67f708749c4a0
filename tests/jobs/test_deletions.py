from __future__ import annotations

from pathlib import Path

import pytest

from jobs.units import units
from pipeline.store import Store
from tests.jobs.fakes import START, post, posts
from tests.support.command_line import Feedloom, refused


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store.create(tmp_path / "store")
    store.append("posts", posts([post(number) for number in range(5)]))
    return store


def seen(store: Store) -> set[str]:
    ids = set(store.read("posts")["post_id"].to_pylist())
    tables = [table for unit in units(store, "posts") for table in unit.read(["post_id"])]
    assert ids == {post_id for table in tables for post_id in table["post_id"].to_pylist()}
    return ids


def test_deleting_and_restoring_say_how_many_posts_changed(feedloom: Feedloom, store: Store, tmp_path: Path) -> None:
    more = tmp_path / "more.txt"
    more.write_text("p2\n\np1\n", encoding="utf-8")
    ran = feedloom("delete", "-s", store.root, "p1", "--from", more)
    assert (ran.code, ran.out) == (0, "")
    assert "2 posts deleted." in ran.err
    assert seen(store) == {"p0", "p3", "p4"}
    assert "1 posts deleted; 2 were deleted already." in feedloom("delete", "-s", store.root, "p1", "p2", "p4").err
    assert "1 posts restored; 1 were not deleted." in feedloom("restore", "-s", store.root, "p1", "p0").err
    assert seen(store) == {"p0", "p1", "p3"}


@pytest.mark.parametrize("command", ["delete", "restore"])
def test_an_id_that_the_store_does_not_know_is_named_and_nothing_is_changed(
    feedloom: Feedloom, store: Store, command: str
) -> None:
    store.delete(["p4"], at=START)
    strangers = [f"x{number}" for number in range(7)]
    refused(feedloom(command, "-s", store.root, "p1", "p4", *strangers), "'x0', 'x1'", "and 2 more", "nothing was")
    assert seen(store) == {"p0", "p1", "p2", "p3"}
    assert len(store.parts("deleted")) == 1


def test_deleting_nothing_or_from_what_is_no_text_is_refused(feedloom: Feedloom, store: Store, tmp_path: Path) -> None:
    refused(feedloom("delete", "-s", store.root), "no ids", "--from")
    refused(feedloom("delete", "-s", store.root, "--from", tmp_path / "nowhere.txt"), "nowhere.txt cannot be read")
    (tmp_path / "ids.bin").write_bytes(b"\xff\xfe\x00")
    refused(feedloom("delete", "-s", store.root, "--from", tmp_path / "ids.bin"), "ids.bin cannot be read")


def test_an_import_says_which_of_its_posts_stay_deleted(feedloom: Feedloom, store: Store, tmp_path: Path) -> None:
    store.delete(["p1", "p2"], at=START)
    source = tmp_path / "posts.jsonl"
    lines = [
        f'{{"post_id": "{post_id}", "created_at": "2026-06-01T00:00:00Z", "text": "again"}}' for post_id in ("p1", "p9")
    ]
    source.write_text("\n".join(lines), encoding="utf-8")
    ran = feedloom("import", "jsonl", source, "-s", store.root)
    assert ran.code == 0
    assert "1 of these posts are deleted and stay out of sight" in ran.err
    assert seen(store) == {"p0", "p3", "p4", "p9"}


def test_restoring_what_a_compaction_removed_says_that_it_must_be_imported_again(
    feedloom: Feedloom, store: Store
) -> None:
    store.delete(["p1", "compacted"], at=START)
    ran = feedloom("restore", "-s", store.root, "p1", "compacted")
    assert "2 posts restored." in ran.err
    assert "1 of them were removed by `feedloom compact`: import them again." in ran.err
    assert store.deleted_posts() == frozenset()
