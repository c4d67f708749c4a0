from __future__ import annotations

import json
import math
import sys
from datetime import timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from pipeline.errors import BadInput, ConfigError, StageError
from pipeline.schema import EVENTS
from pipeline.store import Store
from ranking import FeedRanker
from ranking.evaluation.asking import ask
from ranking.evaluation.evaluate import at_moments, evaluate
from ranking.evaluation.plots import plot, save_plot
from ranking.evaluation.protocol import Protocol
from ranking.evaluation.result import Evaluation, Reliability
from ranking.evaluation.systems import RULES, Ranked, system_named
from ranking.past import as_of
from tests.ranking.evaluation.fans import LATER, MOMENT, PEOPLE, events, like

ONE_WINDOW = Protocol(windows=1, share=0.25, k=5)
NAMES = ("home", "home without variety", "popular", "newest", "random")


@pytest.fixture(scope="module")
def ranker(published: Store) -> FeedRanker:
    return FeedRanker.open(published)


@pytest.fixture(scope="module")
def found(ranker: FeedRanker) -> Evaluation:
    return evaluate(ranker, events(), {name: system_named(name) for name in NAMES}, ONE_WINDOW)


def test_a_feed_that_knows_tastes_beats_chance_and_the_intervals_say_so(found: Evaluation) -> None:
    assert found.people == len(PEOPLE)
    assert found.moments == (MOMENT,)
    assert found.interval("home", "nDCG").mean > found.interval("random", "nDCG").mean
    apart = found.difference("random", "nDCG")
    assert apart.interval.high < 0
    assert apart.p <= apart.p_adjusted < 0.05
    assert apart.interval.mean == pytest.approx(
        found.interval("random", "nDCG").mean - found.interval("home", "nDCG").mean
    )


def test_what_will_be_liked_is_not_known_to_who_is_asked(ranker: FeedRanker) -> None:
    """Whatever happens after the moment, the lists stay the same, byte for byte."""
    other = pc.if_else(pc.equal(events()["occurred_at"], pa.scalar(LATER)), "p29", events()["post_id"])
    changed = events().set_column(1, EVENTS.field("post_id"), other)
    lists = []
    for table in (events(), changed):
        moment = next(at_moments(ranker, table, ONE_WINDOW))
        lists.append([ask(system_named(name), moment.ranker, PEOPLE, MOMENT, k=5) for name in NAMES])
        assert not np.isin(np.arange(20), np.concatenate(lists[-1])).any()  # p0 to p19 were made later
    for ours, theirs in zip(*lists, strict=True):
        np.testing.assert_array_equal(ours, theirs)


def test_no_list_holds_what_the_person_knew(ranker: FeedRanker) -> None:
    then = as_of(ranker, events().filter(pc.equal(events()["occurred_at"], pa.scalar(MOMENT))), MOMENT)
    for name in NAMES:
        for person, own in zip(PEOPLE, ask(system_named(name), then, PEOPLE, MOMENT, k=10), strict=True):
            assert not set(own.tolist()) & set(then.people.get(person).seen.tolist())


def test_asking_again_gives_the_same_and_a_seed_decides_chance(ranker: FeedRanker, found: Evaluation) -> None:
    again = evaluate(ranker, events(), {name: system_named(name) for name in NAMES}, ONE_WINDOW)
    assert again == found or again.to_json() == found.to_json()
    one, other = (ask(RULES["random"], ranker, PEOPLE, MOMENT, k=5, seed=seed) for seed in (1, 2))
    assert (one != other).any()


def test_a_list_that_ends_early_is_padded(ranker: FeedRanker) -> None:
    lists = ask(lambda query, unseen: unseen[:2], ranker, PEOPLE[:3], MOMENT, k=4)
    assert (lists >= 0).sum(axis=1).tolist() == [2, 2, 2]
    assert (lists[:, 2:] == -1).all()


def test_a_system_that_repeats_itself_or_gives_too_much_is_refused(ranker: FeedRanker) -> None:
    with pytest.raises(StageError, match="chose 2 posts, 1 of them"):
        ask(lambda query, unseen: unseen[[0, 0]], ranker, PEOPLE[:1], MOMENT, k=4)
    with pytest.raises(StageError, match="chose 5 posts"):
        ask(lambda query, unseen: unseen[:5], ranker, PEOPLE[:1], MOMENT, k=4)


def test_a_split_by_person_is_judged_as_papers_do(ranker: FeedRanker) -> None:
    by_person = Protocol(split="person", share=0.2, least=5, k=5)
    found = evaluate(ranker, events(), {"home": system_named("home")}, by_person)
    assert found.people == len(PEOPLE)
    assert found.judged == 2 * len(PEOPLE)
    assert found.differences == ()


def test_several_windows_count_a_person_once(ranker: FeedRanker) -> None:
    hour_later = [like(person, 21 + number % 3, LATER + timedelta(hours=1)) for number, person in enumerate(PEOPLE)]
    by_window = Protocol(windows=2, share=1 / 3)
    found = evaluate(ranker, events(*hour_later), {"popular": system_named("popular")}, by_window)
    assert found.moments == (MOMENT, LATER)
    assert found.judged == 3 * len(PEOPLE)
    assert found.people == found.interval("popular", "nDCG").people == len(PEOPLE)


def test_too_few_people_are_said_to_be_too_few(ranker: FeedRanker) -> None:
    few = events().filter(pc.is_in(events()["user_id"], value_set=pc.unique(events()["user_id"])[:6]))
    found = evaluate(ranker, few, {name: system_named(name) for name in ("home", "random")}, ONE_WINDOW)
    assert "Only 6 people have something to judge by: too few to say anything" in found.notes[0]
    assert all(math.isnan(one.p) for one in found.differences)


def test_slices_add_up_to_the_people_and_name_every_system(found: Evaluation) -> None:
    by_history = [one for one in found.slices if one.slicing == "history of the person" and one.system == "home"]
    assert sum(one.interval.people for one in by_history) == found.people
    assert [one.slice for one in by_history] == ["5 to 19"]
    assert {one.slicing for one in found.slices} >= {"popularity of the post", "age of the post"}


def test_the_result_is_json_without_nan(found: Evaluation, ranker: FeedRanker) -> None:
    plain = json.loads(found.to_json())
    assert plain["systems"] == list(NAMES)
    assert {one["metric"] for one in plain["figures"]} == set(found.metrics)
    assert "NaN" not in found.to_json()


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("hone", "home"),
        ("home without varietee", "variety"),
        ("home without", "home"),
        ("following without variety", "followed authors"),
    ],
)
def test_an_unknown_system_or_piece_is_refused_with_the_nearest(name: str, nearest: str) -> None:
    with pytest.raises(BadInput, match=nearest):
        system_named(name)


def test_pieces_are_left_out_of_a_surface() -> None:
    whole, part = system_named("home"), system_named("home by hand without text and pictures and fresh")
    assert isinstance(whole, Ranked)
    assert isinstance(part, Ranked)
    gone = {scorer.name for scorer in whole.surface.scorers} - {scorer.name for scorer in part.surface.scorers}
    assert gone >= {"text affinity", "picture affinity"}
    assert not {"similar text", "similar pictures", "fresh"} & {source.name for source in part.surface.sources}
    assert whole.surface.mixer is None
    assert not part.surface.learned


def test_a_term_that_a_learned_ranker_may_rest_on_is_not_left_out_of_it() -> None:
    with pytest.raises(BadInput, match="Ask for home by hand without text"):
        system_named("home without text")


def test_a_plot_is_drawn_with_every_system_named(found: Evaluation, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    save_plot(found, tmp_path / "plot.png")
    assert (tmp_path / "plot.png").read_bytes().startswith(b"\x89PNG")
    words = {label.get_text() for part in plot(found).subfigs for axes in part.axes for label in axes.get_yticklabels()}
    assert set(NAMES) <= words


def test_a_plot_shows_whether_predictions_came_true(found: Evaluation) -> None:
    pytest.importorskip("matplotlib")
    from dataclasses import replace

    curve = Reliability("home", "like", (0.1, 0.4), (0.2, 0.3), (0.5, 0.5), 0.1)
    titles = [axes.get_title() for part in plot(replace(found, reliability=(curve,))).subfigs for axes in part.axes]
    assert "like: error 0.100" in titles


def test_without_matplotlib_a_plot_says_what_to_install(
    found: Evaluation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    with pytest.raises(ConfigError, match="matplotlib is not installed"):
        save_plot(found, tmp_path / "plot.png")


def test_an_ending_that_cannot_be_drawn_is_refused(found: Evaluation, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    with pytest.raises(ConfigError, match="a plot named"):
        save_plot(found, tmp_path / "plot.docx")
