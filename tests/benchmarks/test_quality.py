from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.quality_cold import draw_cold
from benchmarks.quality_data import Holdout, Likes, hold_out, number, read_source
from benchmarks.quality_kept import Kept, digest_of_likes
from benchmarks.quality_ours import Ours, Variant, trimmed
from benchmarks.quality_peers import PEERS, SETTINGS, best_places
from benchmarks.quality_scores import compare
from pipeline.schema import EVENTS
from pipeline.store import Store
from ranking.diversity.mmr import MMRSelector
from ranking.evaluation.split import split_by_person
from ranking.learned.features import FEATURE_GROUPS
from ranking.ranker import FeedRanker

START = datetime(2026, 1, 1, tzinfo=UTC)
BY_HAND = Variant("by hand", learned=False)
USERS = tuple(f"u{at}" for at in range(6))
POSTS = tuple(f"p{at}" for at in range(12))


def likes_of(pairs: list[tuple[int, int]]) -> Likes:
    """Let people like posts, a minute apart, in the order given."""
    people, posts = (np.array([pair[side] for pair in pairs], np.int64) for side in (0, 1))
    minutes = np.arange(len(pairs), dtype=np.int64) * 60_000_000
    return Likes(people, posts, minutes + int(START.timestamp() * 1e6), USERS, POSTS)


def draw_pairs(seed: int, count: int = 40) -> list[tuple[int, int]]:
    every = [(person, post) for person in range(len(USERS)) for post in range(len(POSTS))]
    return [every[at] for at in np.random.default_rng(seed).permutation(len(every))[:count]]


def triples(likes: Likes) -> set[tuple[int, int, int]]:
    return set(zip(likes.people.tolist(), likes.posts.tolist(), likes.times.tolist(), strict=True))


@given(st.integers(0, 10_000), st.integers(1, 70))
def test_every_like_is_on_one_side_and_nobody_learns_from_a_like_later_than_what_is_held_out(
    seed: int, count: int
) -> None:
    likes = likes_of(draw_pairs(seed, count))
    split = hold_out(likes)
    assert triples(split.train) | triples(split.test) == triples(likes)
    assert not triples(split.train) & triples(split.test)
    for person in split.judged.tolist():
        known, held = (side.times[side.people == person] for side in (split.train, split.test))
        assert known.max() < held.min()
        assert len(held) == -(-(len(known) + len(held)) // 5)


@given(st.integers(0, 10_000))
def test_the_split_is_the_one_that_the_product_evaluates_by(seed: int) -> None:
    likes = likes_of(draw_pairs(seed))
    ours, theirs = hold_out(likes), split_by_person(likes.events(), 0.2, 5)
    assert ours.train.events().sort_by("occurred_at").equals(theirs.past.sort_by("occurred_at"))
    assert ours.test.events().sort_by("occurred_at").equals(theirs.future.sort_by("occurred_at"))


def test_people_with_four_likes_keep_all_of_them() -> None:
    split = hold_out(likes_of([(0, post) for post in range(4)] + [(1, post) for post in range(5)]))
    assert split.judged.tolist() == [1]
    assert split.wanted[0].tolist() == [4]
    assert split.masked[0].tolist() == [0, 1, 2, 3]


def test_numbers_of_likes_are_places_in_the_catalogue_and_ties_of_time_stay_in_order() -> None:
    table = pa.table(
        {
            "user_id": ["b", "a", "b"],
            "post_id": ["y", "x", "x"],
            "action": ["rate"] * 3,
            "occurred_at": pa.array(
                [START + timedelta(days=1), START, START + timedelta(days=1)], EVENTS.field("occurred_at").type
            ),
            "value": pa.array([4.0, 5.0, 4.5], EVENTS.field("value").type),
        }
    )
    found = number(table, ("w", "x", "y"))
    assert found.user_ids == ("a", "b")
    assert found.people.tolist() == [0, 1, 1]
    assert found.posts.tolist() == [1, 2, 1]
    events = found.events()
    assert events.schema.equals(EVENTS)
    assert set(events["action"].to_pylist()) == {"like"}
    assert events["value"].null_count == 3


@given(st.integers(0, 10_000))
def test_a_cold_post_is_in_nobodys_training_part_and_whoever_likes_it_is_to_find_it(seed: int) -> None:
    split = hold_out(likes_of(draw_pairs(seed, 60)))
    cold = draw_cold(split, seed, share=0.3)
    assert not np.isin(cold.split.train.posts, cold.posts).any()
    assert len(cold.split.train) == int((~np.isin(split.train.posts, cold.posts)).sum())
    for person, own, rest in zip(cold.split.judged.tolist(), cold.cold, cold.rest, strict=True):
        liked = {post for who, post, _ in triples(split.train) | triples(split.test) if who == person}
        assert set(own.tolist()) == liked & set(cold.posts.tolist())
        held = {post for who, post, _ in triples(split.test) if who == person}
        assert set(rest.tolist()) == held - set(cold.posts.tolist())


def test_masked_posts_take_no_place_and_ties_follow_the_order_given() -> None:
    scores = np.array([[1.0, 3.0, 1.0, 2.0]], np.float32)
    assert best_places(scores, [np.array([1])], 4).tolist() == [[3, 0, 2, -1]]
    assert best_places(scores, [np.array([1])], 2, ties=np.array([2, 3, 1, 0])).tolist() == [[3, 2]]


@pytest.mark.parametrize("peer", PEERS, ids=lambda peer: peer.name)
def test_a_peer_tells_two_crowds_apart_and_has_as_many_settings_as_the_others(peer) -> None:  # noqa: ANN001
    pytest.importorskip("implicit")
    pytest.importorskip("cornac")
    rng = np.random.default_rng(0)
    crowds = [(person, post) for person in range(6) for post in rng.permutation(6) + 6 * (person % 2)]
    likes = likes_of([pair for pair in crowds if pair not in {(0, 3), (1, 9)}])
    content = np.repeat(np.eye(2, dtype=np.float32), 6, axis=0)
    scores = peer.fit(likes, content, peer.settings[-1])
    assert scores.shape == (6, 12)
    assert np.isfinite(scores).all()
    assert len(peer.settings) == (1 if peer.name == "popularity" else SETTINGS)
    if peer.name in ("item-item", "EASE", "EASE, newest likes first"):
        assert scores[0, 3] > scores[0, 6:].max()
        assert scores[1, 9] > scores[1, :6].max()


def test_what_was_kept_is_found_again_and_a_change_is_computed_anew(tmp_path: Path) -> None:
    kept, calls = Kept(tmp_path / "kept"), []

    def compute() -> np.ndarray:
        calls.append(1)
        return np.array([[len(calls)]], np.int64)

    likes = likes_of(draw_pairs(1))
    first = kept.lists(compute, likes=digest_of_likes(likes))
    again = kept.lists(compute, likes=digest_of_likes(likes))
    assert (again.rows.tolist(), again.seconds) == (first.rows.tolist(), first.seconds)
    other = kept.lists(compute, likes=digest_of_likes(likes.where(likes.people > 0)))
    assert (first.rows.tolist(), other.rows.tolist()) == ([[1]], [[2]])


def test_a_difference_comes_with_an_interval_and_says_whether_it_excludes_0() -> None:
    rng = np.random.default_rng(0)
    base = rng.random(200)
    same, better = compare(base + 0.2, {"same": base + 0.2 + rng.normal(0, 0.3, 200), "worse": base})
    assert better["excludes 0"]
    assert better["share"] == f"{0.2 / base.mean():+.1%}"
    assert not same["excludes 0"]


@pytest.fixture(scope="module")
def shown(published: Store) -> tuple[FeedRanker, Holdout]:
    ranker = FeedRanker.open(published)
    post_ids = tuple(ranker.snapshot.posts["post_id"].to_pylist())
    rng = np.random.default_rng(3)
    posts = np.concatenate([rng.permutation(len(post_ids))[:6] for _ in USERS]).astype(np.int64)
    people = np.repeat(np.arange(len(USERS)), 6)
    newest = int(ranker.catalog.created_at.max() * 1e6)
    times = newest + np.arange(len(people), dtype=np.int64) * 60_000_000
    return ranker, hold_out(Likes(people, posts, times, USERS, post_ids))


def test_our_lists_hold_nothing_of_the_training_part_and_nothing_twice(shown: tuple[FeedRanker, Holdout]) -> None:
    ranker, split = shown
    lists = Ours(ranker, split.train).lists(BY_HAND, split.judged)[0]
    assert (lists >= 0).any()
    for own, masked in zip(lists, split.masked, strict=True):
        placed = own[own >= 0]
        assert len(np.unique(placed)) == len(placed)
        assert not np.isin(placed, masked).any()


def test_a_list_among_some_posts_holds_no_other(shown: tuple[FeedRanker, Holdout]) -> None:
    ranker, split = shown
    some = np.arange(0, ranker.snapshot.posts.num_rows, 2, dtype=np.int64)
    lists = Ours(ranker, split.train).lists(BY_HAND, split.judged, among=(some,))[0]
    assert np.isin(lists[lists >= 0], some).all()


@pytest.mark.parametrize("piece", ["text", "pictures", "popularity"])
def test_what_a_variant_does_without_scores_and_brings_nothing(piece: str, shown: tuple[FeedRanker, Holdout]) -> None:
    surface = shown[0].surface("home")
    cut = trimmed(surface, Variant("cut", (piece,)))
    columns = {scorer.column for scorer in cut.scorers}
    assert not columns & set(FEATURE_GROUPS[piece])
    gone = {scorer.name for scorer in surface.scorers} - {scorer.name for scorer in cut.scorers}
    assert gone
    assert not any(gone & set(source.evidence) for source in cut.sources)
    assert isinstance(cut.selector, MMRSelector)
    assert not cut.selector.rules


@pytest.mark.slow
def test_the_data_is_that_of_the_reference_table(data_folder: Path) -> None:
    source = read_source(data_folder / "movielens")
    post_ids = tuple(source.imported.tables["posts"]["post_id"].to_pylist())
    assert len(post_ids) == 1_512
    asked = {name: len(hold_out(number(liked, post_ids)).judged) for name, liked in source.liked.items()}
    assert asked == {"ratings of 4 and more": 634, "all ratings": 668}
