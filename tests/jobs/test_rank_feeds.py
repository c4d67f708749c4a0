"""Feeds of many people: the same as asked for one by one, in files that are whole, resumed where they were stopped."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import psutil
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jobs import feed_parts, rank_feeds
from jobs.feed_parts import Done, Part, rank_part
from jobs.inventory import take_inventory
from jobs.rank_feeds import RankConfig, run
from jobs.ranked import Asked, Run, chosen_users, open_run
from pipeline.config import dump_config, load_config
from pipeline.errors import BadInput, ConfigError, StoreError, UnknownId
from pipeline.schema import FEEDS
from pipeline.store import Store
from ranking import FeedRanker, FeedRequest, PastEvent
from tests.jobs.killing import ROOT, all_gone
from tests.support.command_line import Feedloom
from tests.support.tiny import NOW

EVERYBODY = ["cat_lover", "grump", "newcomer", "speller"]


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> list[Part]:
    """Rank in this process, and list the parts that were."""
    ranked: list[Part] = []

    def rank_all(parts: list[Part], _address: str | None) -> list[Done]:
        ranked.extend(parts)
        return [rank_part(part) for part in parts]

    monkeypatch.setattr(rank_feeds, "_rank_all", rank_all)
    return ranked


def only_run(store: Store) -> Run:
    (config,) = store.folder("feeds").glob("*/*.toml")
    return Run(config.with_suffix(""))


def read(output: Run) -> pa.Table:
    return pa.concat_tables([pq.read_table(path) for path in sorted(output.folder.iterdir())])


def one_by_one(store: Store, people: list[str], **asked: object) -> pa.Table:
    ranker = FeedRanker.open(store)
    return pa.concat_tables([ranker.feed(FeedRequest(one, **asked)).to_arrow() for one in people])  # type: ignore[arg-type]


def test_everybody_gets_the_feed_they_would_get_alone_and_nothing_counts_as_shown(
    own_store: Store, here: list[Part]
) -> None:
    ranker = FeedRanker.open(own_store)
    ranker.observe([PastEvent("stranger", "p40", "like", NOW), PastEvent("cat_lover", "p9", "hide", NOW)])
    ranker.record(ranker.feed(FeedRequest("newcomer", k=5, now=NOW)))
    shown = ranker.state.shown_posts("newcomer")
    config = RankConfig(own_store.root, k=7, now=NOW, seed=3, people_a_part=2)
    report = run(config)
    output, people = only_run(own_store), sorted([*EVERYBODY, "stranger"])
    assert [part.users for part in here] == [("cat_lover", "grump"), ("newcomer", "speller"), ("stranger",)]
    assert read(output).schema == FEEDS
    assert read(output).equals(one_by_one(own_store, people, k=7, now=NOW, seed=3))
    assert (report.stages[0].items, report.stages[0].skipped) == (5, 0)
    assert load_config(output.config, RankConfig) == config
    assert not output.state.exists()
    assert FeedRanker.open(own_store).state.shown_posts("newcomer") == shown


def test_a_stopped_run_goes_on_where_it_was_from_the_same_moment(own_store: Store, here: list[Part]) -> None:
    config = RankConfig(own_store.root, k=5, people_a_part=1)
    before = one_by_one(own_store, EVERYBODY, k=5)
    asked = Asked(None, "home", 5, NOW, 0, True, 1)
    version = own_store.current_version()
    stopped = open_run(own_store, version, asked, dump_config(config), fresh=False)
    rank_part(Part(own_store, version, stopped.state, asked, ("cat_lover",), stopped.part(0)))
    half = stopped.folder / ".part-00001.parquet.0123abcd.tmp"
    half.write_bytes(b"half")
    FeedRanker.open(own_store).observe([PastEvent("newcomer", "p40", "like", NOW)])
    report = run(config)
    assert only_run(own_store) == stopped
    assert [part.users for part in here] == [("grump",), ("newcomer",), ("speller",)]
    assert (report.stages[0].items, report.stages[0].skipped) == (3, 1)
    half.unlink()
    assert read(stopped).equals(before), "what happened meanwhile counts in the next run"


def test_the_same_question_is_answered_once_and_anew_where_somebody_did_something_or_wants_it(
    own_store: Store, here: list[Part]
) -> None:
    config = RankConfig(own_store.root, users="newcomer,grump", k=5)
    run(config)
    assert run(config).stages[0].skipped == 2
    assert len(here) == 1
    run(RankConfig(own_store.root, users="newcomer,grump", k=5, fresh=True))
    assert len(here) == 2
    before = read(only_run(own_store))
    FeedRanker.open(own_store).observe([PastEvent("newcomer", "p40", "like", NOW)])
    assert run(config).stages[0].items == 2
    latest, earlier = (
        sorted((Run(path.with_suffix("")) for path in own_store.folder("feeds").glob("*/*.toml")), key=_written)[at]
        for at in (-1, 0)
    )
    assert read(earlier).equals(before)
    assert read(latest).equals(one_by_one(own_store, ["grump", "newcomer"], k=5))
    assert not read(latest).equals(before)


def _written(output: Run) -> int:
    return output.config.stat().st_mtime_ns


def test_other_settings_are_another_run(own_store: Store, here: list[Part]) -> None:
    for config in (
        RankConfig(own_store.root, users="grump"),
        RankConfig(own_store.root, users="grump", k=3),
        RankConfig(own_store.root, users="grump", surface="explore"),
        RankConfig(own_store.root, users="grump", ads=False),
        RankConfig(own_store.root, users="grump", now=NOW + timedelta(hours=1)),
        RankConfig(own_store.root, users="grump", seed=1),
        RankConfig(own_store.root, users="newcomer"),
    ):
        run(config)
    assert len(here) == 7
    assert len(list(own_store.folder("feeds").glob("*/*.toml"))) == 7


def test_a_run_that_could_not_write_a_part_leaves_none_and_can_go_on(
    own_store: Store, here: list[Part], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_table: pa.Table, _path: Path) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(feed_parts, "write_parquet", full)
        with pytest.raises(OSError, match="full"):
            run(RankConfig(own_store.root))
    assert not list(own_store.folder("feeds").rglob("*.parquet"))
    run(RankConfig(own_store.root))
    assert read(only_run(own_store)).equals(one_by_one(own_store, EVERYBODY, k=20))
    assert len(here) == 2


def test_people_come_from_a_file_or_a_list_and_from_nowhere_else(tmp_path: Path) -> None:
    path = tmp_path / "people.txt"
    path.write_text("mara\n\n  ben \n", encoding="utf-8")
    assert chosen_users(str(path)) == chosen_users("mara, ben") == ("ben", "mara")
    assert chosen_users("all") is None
    path.write_bytes(b"\xff\xfe")
    for words in ("", " , ", "mara,ben,mara", str(path)):
        with pytest.raises(BadInput):
            chosen_users(words)


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"users": "grump,nobody"}, UnknownId),
        ({"surface": "hom"}, UnknownId),
        ({"k": 0}, BadInput),
        ({"people_a_part": 0}, ConfigError),
        ({"now": NOW.replace(tzinfo=None)}, BadInput),
    ],
)
def test_what_cannot_be_ranked_is_refused_before_anything_is_ranked(
    published: Store, here: list[Part], options: dict[str, object], error: type[BadInput]
) -> None:
    with pytest.raises(error):
        run(RankConfig(published.root, **options))  # type: ignore[arg-type]
    assert not here


def test_feeds_are_ranked_beside_a_build_and_not_beside_themselves(own_store: Store, here: list[Part]) -> None:
    from jobs.alone import alone

    config = RankConfig(own_store.root, users="grump")
    with alone(own_store):
        rank_feeds.execute(run, config)
    with alone(own_store, "rank"), pytest.raises(StoreError):
        rank_feeds.execute(run, config)
    assert len(here) == 1


def test_the_command_ranks_on_ray_and_says_how_fast(own_store: Store, ray_here: None, feedloom: Feedloom) -> None:
    ran = feedloom("rank", "--store", own_store.root, "--users", "all", "-k", "4", "--people-a-part", "3")
    assert ran.code == 0, ran.err
    assert "people a second and core" in ran.out
    assert len(list(only_run(own_store).folder.iterdir())) == 2
    assert read(only_run(own_store)).equals(one_by_one(own_store, EVERYBODY, k=4))
    assert "nobody" in feedloom("rank", "--store", own_store.root, "--users", "nobody").err


def test_a_killed_job_leaves_whole_parts_and_the_next_one_makes_the_rest(
    own_store: Store, here: list[Part], tmp_path: Path
) -> None:
    crowd = [f"stranger{number:03d}" for number in range(150)]
    FeedRanker.open(own_store).observe([PastEvent(one, "p40", "like", NOW) for one in crowd])
    options = ["--store", str(own_store.root), "--people_a_part", "1"]
    with (tmp_path / "out").open("wb") as out:
        job = subprocess.Popen(
            [sys.executable, "-m", "jobs.rank_feeds", *options],
            cwd=ROOT,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        family: list[psutil.Process] = []
        while not list(own_store.folder("feeds").rglob("part-*.parquet")):
            assert job.poll() is None, (tmp_path / "out").read_text()
            family = psutil.Process(job.pid).children(recursive=True)
            time.sleep(0.02)
        os.killpg(job.pid, signal.SIGKILL)
        job.wait()
    assert not all_gone(family)
    output = only_run(own_store)
    left = sorted(output.folder.glob("part-*.parquet"))
    assert all(pq.read_table(path).schema == FEEDS for path in left)
    assert output.state.exists()
    report = run(RankConfig(own_store.root, people_a_part=1))
    assert report.stages[0].skipped == len(left) < 154
    assert len(here) == 154 - len(left)
    whole = pa.concat_tables([pq.read_table(output.part(number)) for number in range(154)])
    assert whole.equals(one_by_one(own_store, sorted([*EVERYBODY, *crowd]), k=20))


def test_a_status_counts_what_was_ranked(own_store: Store, here: list[Part]) -> None:
    run(RankConfig(own_store.root, users="grump", k=4))
    rows = take_inventory(own_store).rows
    name = only_run(own_store).folder.name
    assert rows[f"feeds {own_store.current_version()}/{name}"] == read(only_run(own_store)).num_rows > 0
    assert len(here) == 1
