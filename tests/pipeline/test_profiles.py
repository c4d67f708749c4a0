from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import BadInput
from pipeline.fusion import SpaceVectors
from pipeline.interests import learn_interests
from pipeline.profiles import InterestParameters, profiles_for
from pipeline.schema import EVENTS, USERS, profiles_schema

NOW = datetime(2026, 6, 30, tzinfo=UTC)
PER_TOPIC = 10
DIM = 8

Event = tuple[str, int, str, float, float | None]


def catalogue(seed: int = 0) -> dict[str, SpaceVectors]:
    """Make posts about three topics, ten each in order; every second one has a picture."""
    rng = np.random.default_rng(seed)
    topic = np.repeat(np.arange(3), PER_TOPIC)
    rows = np.eye(3, DIM)[topic] + 0.1 * rng.normal(size=(3 * PER_TOPIC, DIM))
    rows = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    pictured = np.arange(len(rows)) % 2 == 0
    return {
        "sentence": SpaceVectors(rows, np.ones(len(rows), bool)),
        "clip": SpaceVectors(rows * pictured[:, None], pictured),
    }


POSTS = pa.table(
    {
        "post_id": [f"p{row}" for row in range(3 * PER_TOPIC)],
        "title": [f"Title {row}" if row % 3 else None for row in range(3 * PER_TOPIC)],
        "text": [f"Text\n{row}" for row in range(3 * PER_TOPIC)],
    }
)


def events_of(*events: Event) -> pa.Table:
    columns = list(zip(*events, strict=True)) if events else [[]] * 5
    people, rows, actions, ages, values = columns
    times = [NOW - timedelta(days=age) for age in ages]
    return pa.table([people, [f"p{row}" for row in rows], actions, times, values], schema=EVENTS)


def people(**interests: list[str | None] | None) -> pa.Table:
    blank = {name: [None] * len(interests) for name in USERS.names}
    return pa.table({**blank, "user_id": list(interests), "interests": list(interests.values())}, schema=USERS)


def likes(person: str, *rows: int, age: float = 0) -> list[Event]:
    return [(person, row, "like", age, None) for row in rows]


def profile(events: list[Event], users: pa.Table | None = None, **options: object) -> list[dict[str, object]]:
    users = USERS.empty_table() if users is None else users
    return profiles_for(users, events_of(*events), POSTS, catalogue(), now=NOW, **options).to_pylist()


def topics_of(interests: list[dict[str, object]], kind: str) -> list[int]:
    return [int(one["medoids"][0][1:]) // PER_TOPIC for one in interests if one["kind"] == kind]


def test_a_person_of_two_interests_gets_two_with_their_shares() -> None:
    interests = profile(likes("a", 0, 1, 2, 20, 21, 22, 23, 24, 25))
    assert topics_of(interests, "learned") == [2, 0]
    assert [one["weight"] for one in interests] == pytest.approx([6 / 9, 3 / 9])
    assert [one["interest"] for one in interests] == [0, 1]


def test_old_interests_weigh_less_than_new_ones() -> None:
    interests = profile([*likes("a", 0, 1, 2, age=180), *likes("a", 20, 21, 22)])
    assert topics_of(interests, "learned") == [2, 0]
    assert [one["weight"] for one in interests] == pytest.approx([0.8, 0.2]), "two half-lives of 90 days"


def test_a_person_away_for_twenty_years_still_has_their_interests() -> None:
    interests = profile(likes("a", 0, 1, age=7300))
    assert topics_of(interests, "learned") == [0]
    assert interests[0]["weight"] == pytest.approx(1)


def test_what_has_faded_beside_newer_interests_is_left_out() -> None:
    interests = profile([*likes("a", 0, 1, age=1_000), *likes("a", 20, 21)])
    assert topics_of(interests, "learned") == [2]


def test_medoids_are_up_to_three_posts_of_the_interest_and_name_it() -> None:
    interests = profile(likes("a", 11, 12, 13, 14, 15))
    assert len(interests[0]["medoids"]) == 3
    assert {int(post[1:]) for post in interests[0]["medoids"]} <= {11, 12, 13, 14, 15}
    nearest = int(interests[0]["medoids"][0][1:])
    assert interests[0]["label"] == (f"Title {nearest}" if nearest % 3 else f"Text {nearest}")


def test_an_interest_without_pictures_has_no_picture_vector() -> None:
    interests = profile(likes("a", 1, 3, 5))
    assert interests[0]["vector_clip"] is None
    assert np.linalg.norm(interests[0]["vector_sentence"]) == pytest.approx(1, abs=1e-5)


def test_what_people_turn_away_from_is_no_interest() -> None:
    against = [("a", 20, "hide", 0, None), ("a", 21, "report", 0, None), ("a", 22, "less_like_this", 0, None)]
    interests = profile([*likes("a", 0, 1, 2), *against])
    assert topics_of(interests, "learned") == [0]
    assert len(interests) == 1
    assert profile([*likes("a", 0), ("a", 0, "hide", 0, None)]) == []


def test_a_person_of_three_events_and_one_of_thirty_thousand_are_both_served() -> None:
    many = [("b", row % 30, "like" if row % 30 < 20 else "click", row / 100, None) for row in range(30_000)]
    interests = profile([*likes("a", 0, 1, 20), *many])
    few, busy = ([one for one in interests if one["user_id"] == person] for person in "ab")
    assert topics_of(few, "learned") == [0, 2]
    assert set(topics_of(busy, "learned")) == {0, 1, 2}
    assert len(busy) <= InterestParameters().max_interests


def test_a_person_who_rates_everything_is_known_by_what_they_rate_above_their_mean() -> None:
    liked = [("a", row, "rate", 0, 5.0) for row in range(8)]
    middling = [("a", row, "rate", 0, 3.5) for row in range(10, 18)]
    interests = profile([*liked, *middling])
    assert set(topics_of(interests, "learned")) == {0}


def test_one_or_two_stars_are_no_interest() -> None:
    interests = profile([("a", 0, "rate", 0, 5.0), ("a", 20, "rate", 0, 1.0)])
    assert topics_of(interests, "learned") == [0]


def test_stated_interests_stand_behind_learned_ones() -> None:
    word = {"sentence": np.eye(1, DIM, dtype=np.float32)[0]}
    users = people(a=["soup", "trains", "soup"])
    interests = profile(likes("a", 0), users, stated={"soup": word, "trains": word})
    assert [one["kind"] for one in interests] == ["learned", "stated", "stated"]
    assert [one["label"] for one in interests[1:3]] == ["soup", "trains"]
    assert interests[1]["weight"] == pytest.approx(0.5)
    assert interests[1]["medoids"] == []
    assert interests[1]["vector_clip"] is None
    assert [one["interest"] for one in interests] == [0, 1, 2]


def test_a_stated_interest_that_nobody_encoded_is_refused() -> None:
    with pytest.raises(BadInput, match="'soup' has no vector"):
        profile([], people(a=["soup"]))


def test_blank_and_null_words_state_no_interest() -> None:
    assert profile([], people(a=[" ", None, ""])) == []


def test_people_without_events_and_events_of_unknown_posts_give_no_interests() -> None:
    events = events_of(("b", 999, "like", 0, None), ("c", 0, "click", 0, None))
    table = profiles_for(people(a=None), events, POSTS, catalogue(), now=NOW)
    assert table.schema.equals(profiles_schema({"clip": DIM, "sentence": DIM}))
    assert {row["user_id"] for row in table.to_pylist()} == {"c"}


def test_no_more_interests_than_asked_for() -> None:
    everything = likes("a", *range(3 * PER_TOPIC))
    assert len(profile(everything, parameters=InterestParameters(max_interests=2))) == 2
    assert len(profile(everything, parameters=InterestParameters(max_interests=1))) == 1


def test_only_the_weightiest_posts_are_looked_at() -> None:
    events = [*likes("a", *range(10)), *[("a", row, "share", 0, None) for row in (20, 21)]]
    assert topics_of(profile(events, parameters=InterestParameters(max_events=2)), "learned") == [2]


def test_profiles_of_a_batch_are_those_of_its_people_alone() -> None:
    events = [*likes("a", 0, 1, 12), *likes("b", 20, 21), *likes("a", 25), ("b", 3, "hide", 1, None)]
    alone = [profile([event for event in events if event[0] == person]) for person in "ab"]
    assert profile(events) == alone[0] + alone[1]


@given(
    st.lists(st.integers(0, 3 * PER_TOPIC - 1), min_size=1, max_size=25, unique=True),
    st.integers(1, 8),
    st.data(),
)
def test_learned_shares_add_up_to_one_and_vectors_have_unit_length(
    rows: list[int], most: int, data: st.DataObject
) -> None:
    weights = np.array(data.draw(st.lists(st.floats(1e-6, 3), min_size=len(rows), max_size=len(rows))))
    interests = learn_interests(catalogue(), np.array(rows), weights, max_interests=most)
    assert 1 <= len(interests) <= most
    assert sum(one.weight for one in interests) == pytest.approx(1)
    assert [one.weight for one in interests] == sorted((one.weight for one in interests), reverse=True)
    medoids = np.concatenate([one.medoids for one in interests])
    assert len(set(medoids.tolist())) == len(medoids)
    assert set(medoids.tolist()) <= set(rows)
    for one in interests:
        assert all(np.linalg.norm(vector) == pytest.approx(1, abs=1e-5) for vector in one.vectors.values())


@given(st.randoms(use_true_random=False))
def test_the_order_of_posts_does_not_matter(random: object) -> None:
    rows = list(range(0, 30, 2))
    shuffled = rows.copy()
    random.shuffle(shuffled)
    first = learn_interests(catalogue(), np.array(rows), np.ones(len(rows)))
    second = learn_interests(catalogue(), np.array(shuffled), np.ones(len(rows)))
    assert [one.medoids.tolist() for one in first] == [one.medoids.tolist() for one in second]


def test_a_post_without_any_vector_is_left_out() -> None:
    blank = SpaceVectors(np.zeros((2, DIM), np.float32), np.zeros(2, bool))
    assert learn_interests({"clip": blank}, np.array([0, 1]), np.ones(2)) == ()
