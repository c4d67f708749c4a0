"""The online state keeps what it acknowledged."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipeline.errors import BadInput, StoreError, UnknownId
from pipeline.store import Store
from ranking import FeedRanker, FeedRequest, PastEvent
from ranking.state import State
from tests.support.tiny import NOW


def test_nothing_is_known_of_a_store_that_nothing_happened_in(tmp_path: Path) -> None:
    state = State(tmp_path / "state.db")
    assert state.events_of("u") == []
    assert state.shown_posts("u") == {}
    assert state.spent_today_micros("ad", NOW.date()) == 0
    assert not (tmp_path / "state.db").exists()


def test_events_come_back_in_order_and_once(tmp_path: Path) -> None:
    state = State(tmp_path / "state.db")
    late, early = PastEvent("u", "b", "dwell", NOW, 12.0), PastEvent("u", "a", "like", NOW - timedelta(days=1))
    state.observe([late, early])
    state.observe([late])
    assert state.events_of("u") == [early, late]
    assert state.events_of("somebody else") == []


def test_spend_and_frequency_are_counted_by_utc_day(own_store: Store) -> None:
    ranker = FeedRanker.open(own_store)
    feed = ranker.feed(FeedRequest(user_id="cat_lover", k=6, now=NOW))
    ad = feed.ads[0]
    assert ad.price_micros is not None
    ranker.record(feed)
    ranker.state.click_ad(ad.post_id, user_id="cat_lover", price_micros=ad.price_micros, at=NOW)
    assert ranker.state.shown_today("cat_lover", ad.post_id, NOW.date()) == 1
    assert ranker.state.spent_today_micros(ad.post_id, NOW.date()) == ad.price_micros
    tomorrow = (NOW + timedelta(days=1)).date()
    assert ranker.state.shown_today("cat_lover", ad.post_id, tomorrow) == 0
    assert ranker.state.spent_today_micros(ad.post_id, tomorrow) == 0


def test_every_showing_counts_against_the_cap_also_when_the_clock_stands_still(own_store: Store) -> None:
    ranker = FeedRanker.open(own_store)
    shown: Counter[str] = Counter()
    for _ in range(12):
        feed = ranker.feed(FeedRequest(user_id="newcomer", k=4))
        shown.update(ad.post_id for ad in feed.ads)
        ranker.record(feed)
    assert max(shown.values()) == 3
    for ad_id, count in shown.items():
        assert ranker.state.shown_today("newcomer", ad_id, NOW.date()) == count


def test_a_click_is_charged_at_the_price_of_its_auction(own_store: Store) -> None:
    ranker = FeedRanker.open(own_store)
    feed = ranker.feed(FeedRequest(user_id="cat_lover", k=6, now=NOW))
    ranker.click_ad(feed, feed.ads[0].post_id, at=NOW)
    assert ranker.state.spent_today_micros(feed.ads[0].post_id, NOW.date()) == feed.ads[0].price_micros
    with pytest.raises(UnknownId, match="not in this feed"):
        ranker.click_ad(feed, "p1", at=NOW)


def test_a_damaged_state_is_refused_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "state.db").write_bytes(b"this is no database" * 100)
    with pytest.raises(StoreError, match="cannot be used"):
        State(tmp_path / "state.db").events_of("u")


def test_a_killed_process_loses_no_event_that_was_acknowledged(tmp_path: Path) -> None:
    code = (
        "import sys, itertools; from datetime import datetime, UTC, timedelta; from pathlib import Path\n"
        "from ranking import PastEvent; from ranking.state import State\n"
        "state = State(Path(sys.argv[1])); start = datetime(2026, 1, 1, tzinfo=UTC)\n"
        "for i in itertools.count():\n"
        "    state.observe([PastEvent('u', f'p{i}', 'like', start + timedelta(seconds=i))]); print(i, flush=True)\n"
    )
    path = tmp_path / "state.db"
    with subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        acknowledged = [int(process.stdout.readline()) for _ in range(25)]
        os.kill(process.pid, signal.SIGKILL)
        acknowledged += [int(line) for line in process.stdout.read().splitlines() if line.strip()]
    kept = {event.post_id for event in State(path).events_of("u")}
    assert {f"p{i}" for i in acknowledged} <= kept


def test_an_unknown_action_and_a_time_without_a_zone_are_refused() -> None:
    with pytest.raises(BadInput, match="Did you mean 'like'"):
        PastEvent("u", "p", "like!", NOW)
    with pytest.raises(BadInput, match="time zone"):
        PastEvent("u", "p", "like", datetime(2026, 1, 1))  # noqa: DTZ001 - the point of the test


def test_a_newer_state_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    State(path).observe([PastEvent("u", "p", "like", datetime(2026, 1, 1, tzinfo=UTC))])
    db = sqlite3.connect(path)
    db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(StoreError, match="schema version 99"):
        State(path).events_of("u")


def event(number: int, user: str = "u") -> PastEvent:
    return PastEvent(user, f"p{number}", "like", NOW + timedelta(seconds=number))


def test_many_threads_share_one_state_and_lose_nothing(tmp_path: Path) -> None:
    state = State(tmp_path / "state.db")

    def work(worker: int) -> None:
        for number in range(20):
            state.observe([event(number, f"u{worker}")])
            assert len(state.events_of(f"u{worker}")) == number + 1

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))
    assert all(len(State(tmp_path / "state.db").events_of(f"u{worker}")) == 20 for worker in range(8))


def test_many_first_writers_begin_the_file_together(tmp_path: Path) -> None:
    for turn in range(10):
        state = State(tmp_path / f"state-{turn}.db")
        with ThreadPoolExecutor(16) as pool:
            list(pool.map(lambda worker, state=state: state.observe([event(0, f"u{worker}")]), range(16)))
        assert all(state.events_of(f"u{worker}") for worker in range(16))


def test_a_state_that_is_moved_away_is_begun_anew(tmp_path: Path) -> None:
    state = State(tmp_path / "state.db")
    state.observe([event(1)])
    state.close()
    (tmp_path / "state.db").rename(tmp_path / "old.db")
    assert state.events_of("u") == []
    state.observe([event(2)])
    assert [one.post_id for one in state.events_of("u")] == ["p2"]
    state.close()
    (tmp_path / "old.db").replace(tmp_path / "state.db")
    assert [one.post_id for one in state.events_of("u")] == ["p1"]


def test_a_forked_child_and_its_parent_write_on(tmp_path: Path) -> None:
    code = (
        "import os, sys; from datetime import datetime, UTC, timedelta; from pathlib import Path\n"
        "from ranking import PastEvent; from ranking.state import State\n"
        "state = State(Path(sys.argv[1])); start = datetime(2026, 1, 1, tzinfo=UTC)\n"
        "def note(name):\n"
        "    for i in range(40):\n"
        "        state.observe([PastEvent(name, f'p{i}', 'like', start + timedelta(seconds=i))])\n"
        "note('parent'); child = os.fork(); note('other' if child else 'child')\n"
        "if not child: os._exit(0)\n"
        "assert os.waitpid(child, 0)[1] == 0; note('later')\n"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "state.db")], check=True)
    state = State(tmp_path / "state.db")
    assert [len(state.events_of(name)) for name in ("parent", "child", "other", "later")] == [40] * 4
    state.check()


def test_a_write_that_is_broken_off_leaves_no_trace_and_the_next_one_unharmed(tmp_path: Path) -> None:
    state = State(tmp_path / "state.db")
    state.observe([event(1)])

    def break_off() -> None:
        with state._writing() as db:
            db.execute("DELETE FROM events")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        break_off()
    state.observe([event(2)])
    assert [one.post_id for one in state.events_of("u")] == ["p1", "p2"]


def test_damage_anywhere_in_the_file_is_found(tmp_path: Path) -> None:
    state = State(tmp_path / "state.db")
    state.observe([event(number) for number in range(2_000)])
    state.check()
    state.close()
    damaged = bytearray((tmp_path / "state.db").read_bytes())
    damaged[len(damaged) // 2 : len(damaged) // 2 + 2_000] = bytes(2_000)
    (tmp_path / "state.db").write_bytes(damaged)
    with pytest.raises(StoreError, match="cannot be used"):
        State(tmp_path / "state.db").check()


def test_what_was_shown_comes_back_as_views_with_their_places(own_store: Store) -> None:
    ranker = FeedRanker.open(own_store)
    assert ranker.state.shown().num_rows == 0
    feed = ranker.feed(FeedRequest("cat_lover", k=4, now=NOW))
    ranker.record(feed)
    ranker.record(ranker.feed(FeedRequest(None, k=4, now=NOW)))
    shown = ranker.state.shown()
    assert set(shown["user_id"].to_pylist()) == {"cat_lover"}
    places = dict(zip(shown["post_id"].to_pylist(), shown["value"].to_pylist(), strict=True))
    assert places == {item.post_id: item.position for item in feed.posts}
    assert shown["occurred_at"][0].as_py() == NOW
