"""A ranker that stays follows what is published and what is deleted, and never fails for it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from shutil import copyfile

import pytest

from indexing.pruning import prune
from indexing.publish import rollback, versions
from indexing.snapshot import Snapshot
from pipeline.errors import EmptyStore, SnapshotError, UnknownId
from pipeline.store import Store
from ranking import FeedRequest, LiveRanker, PastEvent
from ranking.encoders import Encoders
from tests.support.fake_encoders import FakeEncoder
from tests.support.tiny import NOW, tiny_store

HOME = FeedRequest("newcomer", k=20, now=NOW)


class Clock:
    """A clock that a test turns."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def live(own_store: Store, clock: Clock) -> Iterator[LiveRanker]:
    with LiveRanker.open(own_store, check_seconds=10.0, clock=clock) as live:
        yield live


def shown(live: LiveRanker) -> set[str]:
    return {item.post_id for item in live.feed(HOME).posts}


def settle(live: LiveRanker, clock: Clock, seconds: float = 10.0) -> str:
    """Let time pass, have the store looked at, and wait for the thread that opens a snapshot."""
    clock.now += seconds
    live.feed(HOME)
    if live._loader is not None:
        live._loader.join()
    return live.feed(HOME).catalog.snapshot.version


def test_a_deleted_post_is_gone_after_the_check_and_a_restored_one_is_back(
    own_store: Store, live: LiveRanker, clock: Clock
) -> None:
    before = shown(live)
    gone = set(sorted(before)[:5])
    own_store.delete(gone, at=NOW)
    clock.now = 9.9
    assert shown(live) == before
    clock.now = 10.0
    assert not shown(live) & gone
    assert live.status().deleted == 5
    own_store.restore(gone, at=NOW)
    clock.now = 20.0
    assert shown(live) == before
    assert live.status().error is None


def test_a_new_snapshot_answers_once_it_is_open_and_its_feeds_are_named_after_it(
    own_store: Store, live: LiveRanker, clock: Clock
) -> None:
    first = live.status().version
    tiny_store(own_store.root)
    second = own_store.current_version()
    assert second != first
    assert live.feed(HOME).catalog.snapshot.version == first
    assert settle(live, clock) == second
    clock.now += 5.0
    status = live.status()
    assert (status.version, status.seconds, status.loading, status.error) == (second, 5.0, None, None)


def test_requests_go_on_with_the_old_snapshot_while_the_new_one_is_opened(
    own_store: Store, live: LiveRanker, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, opened, go_on = live.status().version, threading.Event(), threading.Event()
    opener = live._opener

    def slow_opener() -> object:
        ranker = opener()
        opened.set()
        assert go_on.wait(60)
        return ranker

    monkeypatch.setattr(live, "_opener", slow_opener)
    tiny_store(own_store.root)
    clock.now += 10.0
    live.feed(HOME)
    assert opened.wait(60)
    assert live.status().loading == own_store.current_version()
    # What is deleted meanwhile is gone from the old snapshot at once, and from the new one when it comes.
    gone = set(sorted(shown(live))[:3])
    own_store.delete(gone, at=NOW)
    clock.now += 10.0
    feed = live.feed(HOME)
    assert feed.catalog.snapshot.version == first
    assert not {item.post_id for item in feed.posts} & gone
    go_on.set()
    assert settle(live, clock, 0.0) == own_store.current_version()
    assert not shown(live) & gone


def test_a_damaged_snapshot_is_kept_out_and_said_once_until_a_sound_one_comes(
    own_store: Store, live: LiveRanker, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    first = live.status().version
    tiny_store(own_store.root)
    second = own_store.current_version()
    posts = own_store.snapshots / second / "posts.parquet"
    sound = posts.read_bytes()
    posts.write_bytes(sound[:-1] + b"x")
    with caplog.at_level(logging.ERROR):
        for _ in range(20):  # it is tried again now and then, and said once
            assert settle(live, clock) == first
    assert len(caplog.records) == 1
    error = live.status().error
    assert error is not None
    assert f"snapshot {second} is kept out" in error
    assert "has changed since it was published" in error
    posts.write_bytes(sound)
    assert settle(live, clock, 60.0) == second
    assert live.status().error is None


def test_a_snapshot_that_is_rolled_back_before_it_could_be_opened_leaves_no_error(
    own_store: Store, live: LiveRanker, clock: Clock
) -> None:
    first = live.status().version
    tiny_store(own_store.root)
    (own_store.snapshots / own_store.current_version() / "users.parquet").unlink()
    assert settle(live, clock) == first
    assert live.status().error is not None
    rollback(own_store, first)
    assert settle(live, clock) == first
    assert live.status().error is None


def test_a_store_that_cannot_be_read_for_a_while_is_answered_from_what_is_open(
    own_store: Store, live: LiveRanker, clock: Clock
) -> None:
    before, root = shown(live), own_store.root
    root.rename(root.with_name("away"))
    clock.now += 10.0
    assert shown(live) == before
    assert "cannot be read" in (live.status().error or "")
    root.with_name("away").rename(root)
    tiny_store(root)
    assert settle(live, clock) == own_store.current_version()
    assert live.status().error is None


def test_damaged_deletions_are_an_error_that_goes_when_they_are_mended(
    own_store: Store, live: LiveRanker, clock: Clock
) -> None:
    own_store.delete(["p1"], at=NOW)
    (part,) = own_store.parts("deleted")
    sound = part.read_bytes()
    part.write_bytes(b"no Parquet")
    clock.now += 10.0
    assert shown(live)
    assert part.name in (live.status().error or "")
    part.write_bytes(sound)
    clock.now += 10.0
    assert "p1" not in shown(live)
    assert (live.status().error, live.status().deleted) == (None, 1)


def test_a_snapshot_in_use_survives_pruning_and_goes_after_the_swap(
    own_store: Store, live: LiveRanker, clock: Clock
) -> None:
    first = live.status().version
    tiny_store(own_store.root)
    second = own_store.current_version()
    assert prune(own_store, keep=1, now=NOW).in_use == (first,)
    assert len(shown(live)) == 20
    assert settle(live, clock) == second
    assert prune(own_store, keep=1, now=NOW).removed == (first,)
    assert versions(own_store) == (second,)


def test_reactions_to_posts_of_other_snapshots_are_noted_and_to_strangers_refused(
    own_store: Store, live: LiveRanker
) -> None:
    own_store.delete(["p-compacted"], at=NOW)
    live.observe([PastEvent("newcomer", "p1", "like", NOW), PastEvent("newcomer", "p-compacted", "like", NOW)])
    assert {event.post_id for event in live.ranker.state.events_of("newcomer")} == {"p1", "p-compacted"}
    with pytest.raises(UnknownId, match="'p999' was never imported"):
        live.observe([PastEvent("newcomer", "p2", "like", NOW), PastEvent("newcomer", "p999", "like", NOW)])
    assert len(live.ranker.state.events_of("newcomer")) == 2


def test_a_feed_of_an_old_snapshot_is_recorded_and_its_ads_are_clicked_after_the_swap(
    own_store: Store, live: LiveRanker, clock: Clock
) -> None:
    feed = live.feed(FeedRequest("cat_lover", k=10, now=NOW))
    tiny_store(own_store.root)
    settle(live, clock)
    live.record(feed)
    live.click_ad(feed, feed.ads[0].post_id, at=NOW)
    again = live.feed(FeedRequest("cat_lover", k=10, now=NOW))
    assert not {item.post_id for item in again.posts} & {item.post_id for item in feed.posts}
    assert live.ranker.state.spent_today_micros(feed.ads[0].post_id, NOW.date()) == feed.ads[0].price_micros


def fake_encoders(revision: str, loads: list[str]) -> Callable[[Snapshot], Encoders]:
    def load(space: str) -> Callable[[], FakeEncoder]:
        def give() -> FakeEncoder:
            loads.append(space)
            encoder = FakeEncoder(space, revision)
            encoder.dim = 16
            encoder.encode_texts = lambda texts: FakeEncoder.encode_texts(encoder, texts)[:, :16]  # type: ignore[method-assign]
            return encoder

        return give

    return lambda snapshot: Encoders(snapshot, load("sentence"), load("clip"))


def test_models_that_are_loaded_go_on_where_their_revisions_are_the_same(own_store: Store, clock: Clock) -> None:
    loads: list[str] = []
    with LiveRanker.open(own_store, check_seconds=1, clock=clock, encoders=fake_encoders("1", loads)) as live:
        assert loads == []
        assert len(live.search("trains", k=5)) == 5
        assert sorted(loads) == ["clip", "sentence"]
        tiny_store(own_store.root)
        assert settle(live, clock) == own_store.current_version()
        assert live.search("trains", k=5).to_dict()["snapshot"] == own_store.current_version()
        assert len(loads) == 2


def test_opening_says_what_is_wrong_with_the_first_snapshot(tmp_path: Path, own_store: Store) -> None:
    with pytest.raises(EmptyStore):
        LiveRanker.open(Store.create(tmp_path / "new"))
    copyfile(__file__, own_store.snapshots / own_store.current_version() / "users.parquet")
    with pytest.raises(SnapshotError):
        LiveRanker.open(own_store)


def test_a_closed_ranker_answers_and_follows_no_more(own_store: Store, live: LiveRanker, clock: Clock) -> None:
    live.close()
    tiny_store(own_store.root)
    assert settle(live, clock) != own_store.current_version()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("feedloom opens")]


def test_many_threads_that_delete_and_ask_at_once_never_see_what_they_deleted(own_store: Store) -> None:
    with LiveRanker.open(own_store, check_seconds=0.0) as live:

        def delete_and_ask(row: int) -> None:
            own_store.delete([f"p{row}"], at=NOW)
            for surface in ("home", "explore", "following"):
                feed = live.feed(FeedRequest("cat_lover", surface, 30, NOW))
                assert f"p{row}" not in {item.post_id for item in feed.posts}

        with ThreadPoolExecutor(8) as pool:
            list(pool.map(delete_and_ask, range(40)))
        assert live.status().deleted == 40
