"""What the ranker learns from knows nothing of the future, but for the labels."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from pipeline.schema import ACTIONS as ALL_ACTIONS
from pipeline.schema import EVENTS
from pipeline.store import Store
from ranking import FeedRanker
from ranking.evaluation.split import Split
from ranking.learned.actions import ACTIONS, marked
from ranking.learned.examples import Deeds, Examples, Gatherer, deeds_of
from ranking.learned.features import FEATURES, stack
from ranking.learned.learning import Recipe, gather, hidden
from ranking.past import derived_from, over
from tests.support.crowd import NOW, crowd_store


@dataclass(frozen=True)
class World:
    ranker: FeedRanker
    events: pa.Table
    moment: datetime

    def split(self, events: pa.Table) -> Split:
        events = marked(events)
        before = pc.less_equal(events["occurred_at"], pa.scalar(self.moment))
        return Split(events.filter(before), events.filter(pc.invert(before)), self.moment)

    def deeds(self, events: pa.Table) -> dict[str, Deeds]:
        return deeds_of(self.split(events).future, self.ranker.snapshot.posts["post_id"])

    def examples(self, events: pa.Table, *, viewed: bool = False, negatives: int = 30) -> Examples:
        split = self.split(events)
        derived = derived_from(self.ranker.snapshot, split.past.select(EVENTS.names), self.moment)
        recipe = Recipe(negatives=negatives)
        return gather(self.ranker, derived, self.moment, self.deeds(events), recipe, viewed=viewed)

    def described(self, events: pa.Table, people: list[str]) -> dict[tuple[str, int], bytes]:
        """Give the features of every candidate of some people."""
        split = self.split(events)
        then = over(self.ranker, derived_from(self.ranker.snapshot, split.past.select(EVENTS.names), self.moment))
        gatherer, deeds = Gatherer(then, then.surface("home"), self.moment), self.deeds(events)
        found = {}
        for user_id in people:
            _, candidates = gatherer.candidates(user_id, deeds.get(user_id, NO_DEEDS))
            for row, features in zip(candidates.rows.tolist(), stack(candidates), strict=True):
                found[user_id, row] = features.tobytes()
        return found


NO_DEEDS = Deeds(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.float32))


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    store: Store = crowd_store(tmp_path_factory.mktemp("crowd") / "store")
    events = store.read("events").sort_by("occurred_at")
    return World(FeedRanker.open(store), events, NOW - timedelta(days=3))


def another_future(world: World, rng: np.random.Generator) -> pa.Table:
    """Drop some events after the moment, and invent others."""
    late = pc.greater(world.events["occurred_at"], pa.scalar(world.moment))
    past, future = world.events.filter(pc.invert(late)), world.events.filter(late)
    kept = future.filter(pa.array(rng.random(future.num_rows) < 0.5))
    people, posts = (pc.unique(world.events[name]).to_pylist() for name in ("user_id", "post_id"))
    invented = [
        {
            "user_id": str(rng.choice(people)),
            "post_id": str(rng.choice(posts)),
            "action": str(rng.choice(ALL_ACTIONS)),
            "occurred_at": world.moment + timedelta(seconds=int(rng.integers(1, 10**6))),
            "value": float(rng.uniform(0, 60)),
        }
        for _ in range(500)
    ]
    return pa.concat_tables([past, kept, pa.Table.from_pylist(invented, EVENTS)])


@pytest.mark.parametrize("seed", range(4))
def test_no_feature_sees_the_future_whatever_happens_in_it(world: World, seed: int) -> None:
    people = [f"u{number}" for number in range(0, 100, 7)]
    here = world.described(world.events, people)
    elsewhere = world.described(another_future(world, np.random.default_rng(seed)), people)
    both = here.keys() & elsewhere.keys()
    assert len(both) > 1_000
    assert all(here[pair] == elsewhere[pair] for pair in both)


def test_features_do_see_the_past(world: World) -> None:
    people = [f"u{number}" for number in range(10)]
    early = world.events.slice(world.events.num_rows // 2)
    here, without = world.described(world.events, people), world.described(early, people)
    assert any(here[pair] != without[pair] for pair in here.keys() & without.keys())


def test_labels_come_from_after_the_moment_alone(world: World) -> None:
    examples = world.examples(world.events)
    future = world.split(world.events).future
    post_ids = world.ranker.snapshot.posts["post_id"].to_pylist()
    liked = {
        (event["user_id"], event["post_id"]) for event in future.to_pylist() if event["action"] in ("like", "rate")
    }
    like = examples.labels[:, ACTIONS.index("like")]
    assert like.any()
    for at in range(len(examples)):
        pair = examples.people[examples.person[at]], post_ids[examples.rows[at]]
        assert like[at] == (pair in liked)
    only_past = world.split(world.events).past.select(EVENTS.names)
    assert not len(world.examples(only_past))


def test_what_sources_missed_and_people_found_is_learned_from(world: World) -> None:
    then = over(
        world.ranker,
        derived_from(world.ranker.snapshot, world.split(world.events).past.select(EVENTS.names), world.moment),
    )
    blind = replace(then.surface("home"), sources=(), quotas={})
    deeds = world.deeds(world.events)
    examples = Gatherer(then, blind, world.moment).gather(deeds, viewed=False)
    assert len(examples)
    assert examples.labels.any(axis=1).mean() > 0.9
    assert (examples.weights == 1.0).all()


def test_drawn_negatives_stand_for_all_that_were_not_drawn(world: World) -> None:
    few, all_ = world.examples(world.events, negatives=10), world.examples(world.events, negatives=10_000)
    assert few.people == all_.people
    for person in range(len(few.people)):
        weight = [float(some.weights[some.person == person].sum()) for some in (few, all_)]
        assert weight[0] == pytest.approx(weight[1], rel=1e-5)
    assert (all_.weights == 1.0).all()


def test_where_views_are_logged_only_what_was_seen_is_a_negative_and_its_place_is_known(world: World) -> None:
    past = world.split(world.events).past.select(EVENTS.names)
    seen = [(f"p{number}", float(place)) for place, number in enumerate(range(320, 600, 20), start=1)]
    views = [
        {"user_id": "u3", "post_id": post_id, "action": "view", "occurred_at": world.moment + timedelta(hours=1),
         "value": place}
        for post_id, place in seen
    ]  # fmt: skip
    like = {"user_id": "u3", "post_id": "p400", "action": "like", "occurred_at": world.moment + timedelta(hours=2)}
    events = pa.concat_tables([past, pa.Table.from_pylist([*views, like], EVENTS)])
    examples = world.examples(events, viewed=True)
    place_of = dict(seen)
    post_ids = world.ranker.snapshot.posts["post_id"].to_pylist()
    assert 1 < len(examples) <= len(seen)
    for row, place, labels in zip(examples.rows, examples.places, examples.labels, strict=True):
        assert place == pytest.approx(np.log2(place_of[post_ids[row]]))
        assert labels.any() == (post_ids[row] == "p400")


def test_some_posts_are_learned_from_as_if_nobody_had_met_them(world: World) -> None:
    examples = world.examples(world.events)
    changed = hidden(examples, Recipe(as_if_new=0.5))
    column = FEATURES.index("popularity")
    new = np.unique(examples.rows[(changed.features != examples.features).any(axis=1)])
    assert 0 < len(new) < len(np.unique(examples.rows))
    assert not changed.features[np.isin(examples.rows, new), column].any()
    np.testing.assert_array_equal(
        changed.features[:, FEATURES.index("age")], examples.features[:, FEATURES.index("age")]
    )


def test_examples_of_one_person_from_several_moments_belong_together(world: World) -> None:
    examples = world.examples(world.events)
    twice = Examples.concat([examples, examples])
    assert twice.people == examples.people
    np.testing.assert_array_equal(twice.person, np.r_[examples.person, examples.person])
