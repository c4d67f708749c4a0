from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from jobs import embed_posts
from jobs.embed_posts import EmbedConfig
from jobs.report import Report
from jobs.retrying import Retried, retry
from jobs.unusable import Failure, Unusable
from pipeline.errors import EmptyStore
from pipeline.imported import Rejection, rejected_table
from pipeline.media import content_key
from pipeline.schema import REJECTED
from pipeline.store import Store
from tests.jobs.fakes import load_fake, picture, post, posts, small_store
from tests.support.command_line import Feedloom, refused

pytestmark = pytest.mark.usefixtures("ray_here")


def embed(store: Store) -> Report:
    return embed_posts.run(EmbedConfig(store.root), load=load_fake)


def rejected(store: Store) -> set[tuple[str, str]]:
    return {(row["id"], row["reason"]) for row in store.read_derived("rejected", REJECTED).to_pylist()}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Have a missing, a bad and a slow picture, a text that cannot be encoded, and a row that an import refused."""
    store = small_store(tmp_path / "store")
    rows = [
        post(1, images=[{"uri": "late.png"}, {"data": b"garbage"}]),
        post(2, text="UNSPEAKABLE"),
        post(3, images=[{"data": picture(3)}]),
    ]
    store.append("posts", posts(rows))
    Unusable(store, "clip").add("1", {content_key(picture(3)): Failure("decode", "decode_timeout", "slow")})
    store.write("rejected", rejected_table([Rejection("posts", "x", "validate", "empty_post")]), part="import-a")
    embed(store)
    assert rejected(store) == {
        ("p1", "missing_file"),
        ("p1", "unknown_format"),
        ("p2", "encode_failed"),
        ("p3", "decode_timeout"),
        ("x", "empty_post"),
    }
    return store


def test_what_can_be_used_by_now_is_saved_and_the_rest_fails_again(store: Store) -> None:
    store.media.mkdir()
    (store.media / "late.png").write_bytes(picture(77))
    done = retry(store, None, lambda: embed(store))
    assert (done.tried, done.saved, done.failed, done.imported) == (4, 2, 2, 1)
    assert rejected(store) == {("p1", "unknown_format"), ("p2", "encode_failed"), ("x", "empty_post")}


def test_one_reason_is_tried_again_and_no_other(store: Store) -> None:
    done = retry(store, "decode_timeout", lambda: embed(store))
    assert (done.tried, done.saved, done.failed, done.imported) == (1, 1, 0, 0)
    assert len(rejected(store)) == 4
    assert done.report is not None
    assert [stage.items for stage in done.report.stages] == [0, 1]


def test_where_there_is_nothing_to_try_nothing_runs(store: Store) -> None:
    assert retry(store, "empty_post", lambda: pytest.fail("it ran")) == Retried(0, 0, 1, None)


def test_a_picture_that_came_too_late_and_is_bad_has_failed_again(store: Store) -> None:
    store.media.mkdir()
    (store.media / "late.png").write_bytes(b"no picture")
    done = retry(store, "missing_file", lambda: embed(store))
    assert (done.tried, done.saved, done.failed) == (1, 0, 1)


def test_the_command_says_how_many_were_saved_and_what_to_do_next(
    feedloom: Feedloom, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embed_posts, "run", partial(embed_posts.run, load=load_fake))
    monkeypatch.setattr(embed_posts, "as_embedded", lambda store, address: EmbedConfig(store.root))
    shown = feedloom("rejected", "-s", store.root, "--reason", "decode_timeout")
    assert "decode_timeout" in shown.out
    assert "missing_file" not in shown.out
    ran = feedloom("rejected", "-s", store.root, "--retry")
    assert ran.code == 0, ran.err
    assert "4 tried again: 1 can be used now, and 3 failed again." in ran.err
    assert "1 more were rejected by an import" in ran.err
    assert f"Next: feedloom build --store {store.root}" in ran.err


def test_a_store_that_was_never_embedded_to_the_end_is_to_be_embedded_first(feedloom: Feedloom, store: Store) -> None:
    (store.folder("content") / "clip.parquet").unlink()
    refused(feedloom("rejected", "-s", store.root, "--retry"), "feedloom embed")
    assert len(Unusable(store, "clip").keys("1")) == 0, "the next embedding tries all of it again"
    with pytest.raises(EmptyStore):
        embed_posts.as_embedded(store)
