"""Each filter by itself, on a catalogue made by hand, and all of them in feeds that say which one removed a post."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexing.tables import SNAPSHOT_POSTS
from pipeline.errors import BadInput
from pipeline.schema import USERS
from pipeline.store import Store
from pipeline.words import WordList
from ranking import FeedRanker, FeedRequest, PastEvent
from ranking.candidates import Candidates
from ranking.catalog import Catalog
from ranking.filters.authors import BlockedAuthorFilter, BlockedByAuthorFilter
from ranking.filters.labels import SENSITIVE, WITHHELD, HiddenLabelFilter, SensitiveFilter, WithheldFilter, is_withheld
from ranking.filters.languages import LanguageFilter
from ranking.filters.muted_topics import MutedTopicFilter
from ranking.filters.muted_words import MutedPictureWordFilter, MutedWordFilter
from ranking.filters.seen import SeenFilter, ServedAlikeFilter, ServedFilter
from ranking.filters.too_old import TooOldFilter
from ranking.people import People
from ranking.request import Person, Query, Served
from ranking.stages import Filter
from ranking.surfaces import SURFACES
from tests.support.tiny import NOW, tiny_store

TOPICS = ("Cats & Dogs", "soup")
BLANK = {"created_at": NOW, "topic": 0, "topic_score": 0.0, "popularity": 0.0, "engagements": 0, "trend": 0.0}


def catalog_of(posts: list[dict[str, object]]) -> Catalog:
    rows = [{"post_id": f"p{number}", **BLANK, **post} for number, post in enumerate(posts)]
    table = pa.Table.from_pylist(rows, schema=SNAPSHOT_POSTS)
    return Catalog(SimpleNamespace(posts=table, topics=TOPICS, dead=np.zeros(len(rows), bool)))  # type: ignore[arg-type]


def keeps(keep: Filter, posts: list[dict[str, object]], person: Person, **asked: object) -> list[bool]:
    query = Query(FeedRequest("anna", now=NOW, **asked), person, catalog_of(posts), NOW)  # type: ignore[arg-type]
    rows = np.arange(len(posts))[::-1].astype(np.int64)
    mask = keep(query, Candidates(rows))
    assert (mask.dtype, mask.shape) == (np.bool_, (len(posts),))
    none = keep(query, Candidates.empty())
    assert (none.dtype, none.shape) == (np.bool_, (0,))
    return mask[::-1].tolist()


LABELLED: list[dict[str, object]] = [
    {},
    {"labels": []},
    {"labels": ["spam"]},
    {"labels": ["NSFW"]},
    {"labels": ["Self_Harm", "nsfw"]},
    {"labels": ["drawn by a machine"]},
]


def test_nobody_is_shown_what_moderators_withheld_whatever_they_allow() -> None:
    allowing = Person(allowed_labels=(*WITHHELD, *SENSITIVE))
    for person in (Person(), allowing):
        assert keeps(WithheldFilter(), LABELLED, person) == [True, True, False, True, True, True]
    assert keeps(WithheldFilter(), [{"labels": ["Removed"]}, {"labels": ["ILLEGAL", "x"]}], allowing) == [False, False]


def test_sensitive_posts_are_for_those_who_allowed_each_of_their_labels() -> None:
    assert keeps(SensitiveFilter(), LABELLED, Person()) == [True, True, True, False, False, True]
    some = Person(allowed_labels=("nsfw",))
    assert keeps(SensitiveFilter(), LABELLED, some) == [True, True, True, True, False, True]
    both = Person(allowed_labels=("nsfw", "SELF HARM"))
    assert keeps(SensitiveFilter(), LABELLED, both) == [True] * 6


def test_a_surface_says_what_a_person_may_allow() -> None:
    both = Person(allowed_labels=("nsfw", "self-harm"))
    assert keeps(SensitiveFilter(may_be_allowed=()), LABELLED, both) == [True, True, True, False, False, True]


def test_a_person_can_hide_any_label_and_hiding_wins_over_allowing() -> None:
    person = Person(hidden_labels=("Drawn by a machine", "nsfw"), allowed_labels=("nsfw",))
    assert keeps(HiddenLabelFilter(), LABELLED, person) == [True, True, True, False, False, False]
    assert keeps(HiddenLabelFilter(), LABELLED, Person()) == [True] * 6


def test_posts_in_other_languages_go_and_posts_in_none_stay() -> None:
    tags = ["en", "de", "PT-br", "pt", None, "und", "", "zxx", "eng"]
    posts: list[dict[str, object]] = [{"language": tag} for tag in tags]
    assert keeps(LanguageFilter(), posts, Person()) == [True] * 9
    reader = Person(languages=("en-GB", "pt_PT"))
    assert keeps(LanguageFilter(), posts, reader) == [True, False, True, True, True, True, True, True, False]
    assert keeps(LanguageFilter(), posts, Person(languages=("und",))) == [True] * 9


def test_a_muted_topic_is_found_by_its_name_in_any_case_and_an_unknown_one_does_nothing() -> None:
    posts: list[dict[str, object]] = [{"topic": 0}, {"topic": 1}, {"topic": -1}]
    assert keeps(MutedTopicFilter(), posts, Person(muted_topics=("cats & DOGS",))) == [False, True, True]
    assert keeps(MutedTopicFilter(), posts, Person(muted_topics=("cats", "SOUP"))) == [True, False, True]
    assert keeps(MutedTopicFilter(), posts, Person(muted_topics=("jazz",))) == [True] * 3


def test_the_stricter_limit_of_age_counts_and_a_post_of_just_that_age_stays() -> None:
    posts: list[dict[str, object]] = [{"created_at": NOW - timedelta(days=days)} for days in (0, 2, 3, 400)]
    assert keeps(TooOldFilter(), posts, Person()) == [True] * 4
    assert keeps(TooOldFilter(max_age_days=2.0), posts, Person()) == [True, True, False, False]
    assert keeps(TooOldFilter(max_age_days=2.0), posts, Person(), max_age_days=5.0) == [True, True, False, False]
    assert keeps(TooOldFilter(), posts, Person(), max_age_days=3.0) == [True, True, True, False]
    for days in (0.0, -1.0, float("nan")):
        with pytest.raises(BadInput, match="max_age_days"):
            FeedRequest(max_age_days=days)


def test_who_was_blocked_by_an_author_is_not_shown_their_posts() -> None:
    posts: list[dict[str, object]] = [{"author_id": "ben"}, {"author_id": "cy"}, {}]
    assert keeps(BlockedByAuthorFilter(), posts, Person(blocked_by=frozenset({"ben"}))) == [False, True, True]
    assert keeps(BlockedAuthorFilter(), posts, Person(blocked_by=frozenset({"ben"}))) == [True] * 3


def test_a_block_is_read_from_both_sides() -> None:
    rows = [
        {"user_id": "anna", "blocked_authors": ["ben"]},
        {"user_id": "ben"},
        {"user_id": "cy", "blocked_authors": ["ben", "anna"]},
    ]
    history = pa.table({"user_id": pa.array([], pa.string())})
    profiles = pa.table({"user_id": pa.array([], pa.string())})
    snapshot = SimpleNamespace(users=pa.Table.from_pylist(rows, USERS), history=history, profiles=profiles, spaces=())
    people = People(SimpleNamespace(snapshot=snapshot))  # type: ignore[arg-type]
    assert people.get("ben").blocked_by == {"anna", "cy"}
    assert people.get("anna").blocked_by == {"cy"}
    assert people.get("cy").blocked_by == frozenset()


def test_what_was_served_stays_away_for_ever_or_for_the_days_that_are_set() -> None:
    posts: list[dict[str, object]] = [{"duplicate_group": "g"}, {}, {"duplicate_group": "g"}, {}, {}]
    times = np.array([(NOW - timedelta(days=days)).timestamp() for days in (10, 1, -1)])
    person = Person(served=Served(np.array([0, 1, 4]), times))
    assert keeps(ServedFilter(), posts, person) == [False, False, True, True, False]
    assert keeps(ServedAlikeFilter(), posts, person) == [False, True, False, True, True]
    assert keeps(ServedFilter(for_days=7.0), posts, person) == [True, False, True, True, False]
    assert keeps(ServedAlikeFilter(for_days=7.0), posts, person) == [True] * 5
    assert keeps(SeenFilter(), posts, person) == [True] * 5


WORDS = st.sampled_from(
    ["cat", "Cat", "cats", "öl", "Köln", "STRASSE", "straße", "x", "🙈", "#", "a_b", "水", "İ", "ﬁ", "\n", "k", "the"]
)
TEXTS = st.lists(st.lists(WORDS, max_size=6).map(" ".join) | st.text(max_size=8), max_size=3)


@given(
    st.lists(TEXTS, min_size=1, max_size=6),
    st.lists(st.lists(WORDS, min_size=1, max_size=3).map(" ".join) | st.text(max_size=4), max_size=5),
)
def test_muted_words_are_found_in_all_posts_at_once_as_in_each_by_itself(
    said: list[list[str]], muted: list[str]
) -> None:
    listed = WordList.of(muted)
    alone = [not any(map(listed.is_said_in, texts)) for texts in said]
    person = Person(muted_words=tuple(muted))
    tagged: list[dict[str, object]] = [{"title": texts[0] if texts else None, "tags": texts[1:]} for texts in said]
    assert keeps(MutedWordFilter(), tagged, person) == alone
    assert keeps(MutedPictureWordFilter(), [{"picture_words": texts} for texts in said], person) == alone


def test_a_hashtag_is_its_word() -> None:
    posts: list[dict[str, object]] = [{"text": "so #monday"}, {"tags": ["#Monday"]}, {"text": "mondays"}]
    assert keeps(MutedWordFilter(), posts, Person(muted_words=("#MONDAY",))) == [False, False, True]


@pytest.mark.parametrize("name", sorted(SURFACES))
def test_every_surface_keeps_blocked_people_apart_and_withholds_what_moderators_did(
    name: str, published: Store
) -> None:
    stages = SURFACES[name](FeedRanker.open(published).state).filters
    kinds = {type(stage) for stage in stages}
    assert {BlockedAuthorFilter, BlockedByAuthorFilter, WithheldFilter, SensitiveFilter, HiddenLabelFilter} <= kinds
    assert {MutedTopicFilter, MutedWordFilter, MutedPictureWordFilter, TooOldFilter} <= kinds
    assert len({stage.name for stage in stages}) == len(stages)


RECORD = """
import sys
from datetime import datetime
from ranking import FeedRanker, FeedRequest
ranker = FeedRanker.open(sys.argv[1])
feed = ranker.feed(FeedRequest("newcomer", k=6, now=datetime.fromisoformat(sys.argv[2])))
ranker.record(feed)
print(*(item.post_id for item in feed.posts))
"""


def test_what_another_process_showed_yesterday_is_not_shown_today_nor_what_looks_like_it(tmp_path: Path) -> None:
    everything = {f"p{number}": f"p{number // 2 * 2}" for number in range(60)}  # p0 and p1 are alike, p2 and p3, ...
    store = tiny_store(tmp_path / "store", everything)
    yesterday = (NOW - timedelta(days=1)).isoformat()
    done = subprocess.run(
        [sys.executable, "-c", RECORD, store.root, yesterday], capture_output=True, text=True, check=True
    )
    shown = done.stdout.split()
    assert len(shown) == 6
    ranker = FeedRanker.open(store)
    feed = ranker.feed(FeedRequest("newcomer", k=40, now=NOW))
    alike = {post_id for post_id, group in everything.items() if group in {everything[one] for one in shown}}
    assert not {item.post_id for item in feed.posts} & alike
    assert {feed.trace.dropped_by(ranker.catalog.row(one)) for one in shown} == {"served"}
    others = {feed.trace.dropped_by(ranker.catalog.row(one)) for one in alike - set(shown)}
    assert others == {"near-duplicate of a post served"}
    assert "'served'" in feed.explain(shown[0]).sentence
    assert feed.trace.summary()["dropped"]["served"] >= 6


def test_what_looks_like_a_served_post_stays_away_when_that_one_is_deleted(tmp_path: Path) -> None:
    store = tiny_store(tmp_path / "store", dict.fromkeys(("p6", "p9"), "p9"))
    ranker = FeedRanker.open(store)
    feed = ranker.feed(FeedRequest("cat_lover", k=40, now=NOW))
    shown = next(item.post_id for item in feed.posts if item.post_id in ("p6", "p9"))
    other = {"p6": "p9", "p9": "p6"}[shown]
    ranker.record(replace(feed, items=tuple(item for item in feed.items if item.post_id == shown)))
    store.delete([shown], at=NOW)
    told = FeedRanker.open(store).feed(FeedRequest("cat_lover", k=40, now=NOW)).explain(other)
    assert "near-duplicate of a post served" in told.sentence


def test_a_click_makes_a_post_seen_and_a_showing_makes_it_served(own_store: Store) -> None:
    ranker = FeedRanker.open(own_store)
    feed = ranker.feed(FeedRequest("newcomer", k=6, now=NOW))
    ranker.record(feed)
    first, second = (item.post_id for item in feed.posts[:2])
    ranker.observe([PastEvent("newcomer", first, "click", NOW)])
    after = ranker.feed(FeedRequest("newcomer", k=6, now=NOW))
    assert "'seen'" in after.explain(first).sentence
    assert "'served'" in after.explain(second).sentence


def test_a_feed_says_which_filter_removed_a_post(tmp_path: Path) -> None:
    """Labels, language and topic come through the real tables of a snapshot to the real feed."""
    store = tiny_store(tmp_path / "store")
    snapshot = FeedRanker.open(store).snapshot
    posts = snapshot.posts.to_pylist()
    changes = {
        "p6": {"labels": ["spam"]},
        "p9": {"labels": ["nsfw"]},
        "p12": {"labels": ["ai"]},
        "p15": {"language": "de"},
    }
    changed = pa.Table.from_pylist([{**post, **changes.get(post["post_id"], {})} for post in posts], SNAPSHOT_POSTS)
    vars(snapshot)["posts"] = changed
    ranker = replace(FeedRanker.open(store), snapshot=snapshot)
    wishes = {"muted_topics": ("TRAINS",), "languages": ("en",), "hidden_labels": ("AI",)}
    request = FeedRequest("cat_lover", k=40, now=NOW)
    vars(ranker)["people"] = SimpleNamespace(
        ids=ranker.people.ids, get=lambda user_id: replace(People(ranker.catalog).get(user_id), **wishes)
    )
    feed = ranker.feed(request)
    reasons = {post_id: feed.trace.dropped_by(ranker.catalog.row(post_id)) for post_id in (*changes, "p1")}
    assert reasons == {
        "p6": "withheld by moderation",
        "p9": "sensitive",
        "p12": "label hidden by the person",
        "p15": "another language",
        "p1": "muted topic",
    }
    assert "'sensitive'" in feed.explain("p9").sentence
    assert feed.posts


def test_a_search_does_not_find_what_is_withheld() -> None:
    catalog = catalog_of(LABELLED)
    assert is_withheld(catalog, np.array([0, 2, 3, 2])).tolist() == [False, True, False, True]
    assert is_withheld(catalog, np.empty(0, np.int64)).tolist() == []
