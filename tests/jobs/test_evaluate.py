from __future__ import annotations

import json
from pathlib import Path

import pytest

from jobs.evaluate import EvaluateConfig, execute, run
from jobs.submit import JOBS
from pipeline.errors import BadInput, ConfigError
from pipeline.store import Store
from ranking import FeedRanker
from ranking.evaluation.evaluate import evaluate
from ranking.evaluation.systems import system_named
from tests.ranking.evaluation.fans import PEOPLE, events
from tests.support.command_line import Feedloom

pytestmark = pytest.mark.usefixtures("ray_here")


@pytest.fixture
def store(own_store: Store) -> Store:
    own_store.append("events", events())
    return own_store


def test_the_job_finds_what_one_process_finds(store: Store) -> None:
    config = EvaluateConfig(store.root, systems="home,popular,random", windows=1, share=0.25, k=5)
    found = run(config).evaluation
    assert found is not None
    systems = {name: system_named(name) for name in found.systems}
    assert found.to_json() == evaluate(FeedRanker.open(store), store.read("events"), systems, config.protocol).to_json()


def test_fewer_people_are_drawn_where_fewer_are_wanted(store: Store) -> None:
    found = run(EvaluateConfig(store.root, systems="popular", windows=1, share=0.25, people=7)).evaluation
    assert found is not None
    assert found.people == 7 < len(PEOPLE)


def test_the_report_keeps_what_was_found_beside_the_config(store: Store) -> None:
    report = execute(run, EvaluateConfig(store.root, systems="popular", windows=1, share=0.25))
    kept = [json.loads(path.read_text()) for path in store.folder("reports").glob("*.json")]
    assert [one["evaluation"]["people"] for one in kept] == [len(PEOPLE)]
    assert report.version == store.current_version()


@pytest.mark.parametrize(
    ("options", "words"),
    [({"systems": "hone"}, "Did you mean 'home'"), ({"systems": " , "}, "the names"), ({"actions": "hide"}, "'hide'")],
)
def test_what_cannot_be_judged_is_refused_before_anything_is_asked(
    store: Store, options: dict[str, str], words: str
) -> None:
    with pytest.raises(BadInput, match=words):
        run(EvaluateConfig(store.root, windows=1, **options))


def test_a_plot_of_an_unknown_kind_is_refused_before_anything_is_asked(store: Store, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    with pytest.raises(ConfigError, match="a plot named"):
        run(EvaluateConfig(store.root, windows=1, plot=tmp_path / "plot.txt"))


def test_the_command_prints_tables_and_writes_json_and_a_plot(store: Store, tmp_path: Path, feedloom: Feedloom) -> None:
    pytest.importorskip("matplotlib")
    files = ("--json", tmp_path / "found.json", "--plot", tmp_path / "found.svg")
    one_window = ("--windows", 1, "--share", 0.25, "-k", 5)
    ran = feedloom("evaluate", "--store", store.root, "--systems", "home,popular", *one_window, *files)
    assert ran.code == 0, ran.err
    assert "nDCG@5" in ran.out
    assert "Less or more than home, person by person" in ran.out
    assert "recall@5 by age of the post" in ran.out
    assert json.loads((tmp_path / "found.json").read_text())["systems"] == ["home", "popular"]
    assert "</svg>" in (tmp_path / "found.svg").read_text()


def test_it_can_be_submitted() -> None:
    assert JOBS["evaluate"] == "jobs.evaluate"
