"""Ads in feeds: relevance, eligibility, consent, slots and sentences, on a small world held in memory."""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any, get_type_hints

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexing.tables import PICTURE_WORDS_FIELD, SNAPSHOT_ADS
from pipeline.errors import BadInput
from pipeline.schema import POSTS
from pipeline.words import phrase_of, said_in
from ranking.ads import targeting
from ranking.ads.book import AdBook, ad_book, name_likeness
from ranking.ads.eligibility import BrandSafety, FrequencyCap
from ranking.ads.ledger import MemoryAdLedger
from ranking.ads.mixer import AdMixer
from ranking.ads.prior import ClickPrior, ecpm
from ranking.ads.slots import AdSlots
from ranking.ads.targeting import Context, audience_of, contextual_relevance, personal_relevance
from ranking.ads.words import PhraseTable
from ranking.candidates import Candidates
from ranking.catalog import Catalog
from ranking.feed import Feed, FeedItem
from ranking.request import FeedRequest, Interest, Person, Query
from ranking.trace import Scored, Trace

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
TOPICS = ("cooking", "gardening", "cycling", "alcohol")
DIM = 16
POSTS_A_TOPIC = 12


def direction(topic: int, tilt: int = 0) -> np.ndarray:
    """Point along a topic's axis, a little towards another axis."""
    vector = np.zeros(DIM, np.float32)
    vector[topic] = 1.0
    vector[4 + tilt % 12] += 0.3
    return vector / np.linalg.norm(vector)


@dataclass(eq=False)
class World:
    """As much of a snapshot as ads read: 12 posts a topic, topic by topic."""

    posts: pa.Table
    ads: pa.Table
    topic_of_ads: Sequence[int]
    topics: tuple[str, ...] = TOPICS
    spaces: tuple[str, ...] = ("sentence",)
    version: str = "v000001-00000000"

    def vectors(self, space: str, rows: np.ndarray) -> np.ndarray:
        topic = self.posts["topic"].to_numpy()
        return np.array([direction(topic[row], row) for row in rows], np.float32).reshape(-1, DIM)

    def present(self, space: str) -> np.ndarray:
        return np.ones(self.posts.num_rows, bool)

    def ad_vectors(self, space: str) -> np.ndarray:
        vectors = [direction(t, 3) if t >= 0 else np.zeros(DIM, np.float32) for t in self.topic_of_ads]
        return np.array(vectors, np.float32).reshape(-1, DIM)

    def topic_vectors(self, space: str) -> np.ndarray:
        return np.eye(len(TOPICS), DIM, dtype=np.float32)


def ad(ad_id: str, topic: int = 0, **changes: Any) -> dict[str, Any]:
    """One ad of its own advertiser that fits a topic by name and by meaning."""
    return {
        "ad_id": ad_id,
        "advertiser_id": f"{ad_id} Ltd",
        "title": f"Buy {ad_id}",
        "text": None,
        "images": [],
        "bid_micros": 500_000,
        "daily_budget_micros": 50_000_000,
        "topics": [TOPICS[topic]],
        "keywords": [],
        "avoid_topics": [],
        "starts_at": None,
        "ends_at": None,
        "vector": topic,
        **changes,
    }


def world(ads: Sequence[Mapping[str, Any]], **changes: Mapping[int, Any]) -> Catalog:
    """A catalogue with these ads; ``changes`` gives columns of posts other values at some rows."""
    posts = [
        {
            "post_id": f"p{row}",
            "author_id": f"author {row % 5}",
            "created_at": NOW - timedelta(hours=row),
            "title": f"Post {row}",
            "text": f"About {TOPICS[row // POSTS_A_TOPIC]}",
            "images": [],
            "tags": [],
            "language": "en",
            "topic": row // POSTS_A_TOPIC,
        }
        for row in range(POSTS_A_TOPIC * len(TOPICS))
    ]
    for column, values in changes.items():
        for row, value in values.items():
            posts[row][column] = value
    schema = pa.schema([*POSTS, PICTURE_WORDS_FIELD, pa.field("topic", pa.int32())])
    rows = [{key: value for key, value in row.items() if key != "vector"} for row in ads]
    tables = pa.Table.from_pylist(posts, schema=schema), pa.Table.from_pylist(rows, schema=SNAPSHOT_ADS)
    return Catalog(World(*tables, [row["vector"] for row in ads]))  # type: ignore[arg-type]


COOKING = tuple(range(POSTS_A_TOPIC))
GARDENING = tuple(range(POSTS_A_TOPIC, 2 * POSTS_A_TOPIC))


def mix(
    catalog: Catalog,
    rows: Sequence[int] = COOKING,
    mixer: AdMixer | None = None,
    person: Person | None = None,
    **request: Any,
) -> Feed:
    """Run one feed of these posts through a mixer."""
    person = person or Person(user_id="anna")
    query = Query(FeedRequest(user_id=person.user_id, **request), person, catalog, NOW)
    none = np.empty(0, np.float32)
    trace = Trace([], [], Scored(Candidates.empty().rows, {}, none), np.array(rows, np.int64), [])
    items = tuple(
        FeedItem(place, "post", f"p{row}", row, 1.0, {"x": 1.0}, ("fresh",), "It is new")
        for place, row in enumerate(rows, start=1)
    )
    return (mixer or AdMixer())(query, Feed(person.user_id, "home", NOW, 0, items, trace, catalog))


def ad_ids(feed: Feed) -> list[str]:
    return [item.post_id for item in feed.ads]


def liking(topic: int, kind: str = "learned", label: str = "Knots", weight: float = 1.0) -> Interest:
    return Interest(weight, label, kind, {"sentence": direction(topic, 3)}, np.empty(0, np.int64))


# Slots -----------------------------------------------------------------------------------------------------------


@given(st.integers(0, 60), st.integers(1, 9), st.integers(1, 9), st.integers(0, 6))
@settings(deadline=None)
def test_posts_keep_their_order_and_an_ad_is_never_first_last_or_beside_an_ad(
    posts: int, first: int, every: int, most: int
) -> None:
    catalog = CATALOG_OF_MANY
    rows = [row % len(catalog) for row in range(posts)]
    feed = mix(catalog, rows, AdMixer(AdSlots(first, every, most), relevance_floor=0.0))
    kinds = [item.kind for item in feed.items]
    assert [item.row for item in feed.posts] == rows
    assert [item.position for item in feed.items] == list(range(1, len(feed) + 1))
    assert len(feed.ads) <= most
    assert "ad" not in kinds[:1] + kinds[-1:]
    assert all(pair != ("ad", "ad") for pair in pairwise(kinds))
    assert len(feed.trace.slots) == len(AdSlots(first, every, most).after(posts))
    assert len(ad_ids(feed)) == len(set(ad_ids(feed)))


CATALOG_OF_MANY = world([ad(f"ad{number}", number % 4, bid_micros=100_000 + number) for number in range(24)])


def test_the_default_slots_come_after_3_9_15_and_21_posts_with_a_post_behind_each() -> None:
    assert AdSlots().after(100) == (3, 9, 15, 21)
    assert AdSlots().after(9) == (3,)
    assert AdSlots().after(3) == ()


@pytest.mark.parametrize("wrong", [{"first": 0}, {"every": 0}, {"most": -1}, {"per_advertiser": 0}])
def test_slots_that_would_break_a_promise_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(BadInput, match="or more"):
        AdSlots(**wrong)


def test_a_request_without_ads_gets_the_feed_as_it_was() -> None:
    feed = mix(CATALOG_OF_MANY, ads=False)
    assert feed.ads == ()
    assert feed.trace.slots == ()


def test_a_snapshot_without_ads_leaves_every_slot_empty_and_says_so() -> None:
    feed = mix(world([]))
    assert feed.ads == ()
    assert feed.trace.slots == (
        "Slot 1, after post 3: empty; the snapshot has no ads.",
        "Slot 2, after post 9: empty; the snapshot has no ads.",
    )


# Who wins, and how it is told ------------------------------------------------------------------------------------


def test_the_winner_pays_the_runner_ups_ecpm_and_its_terms_add_up_to_its_score() -> None:
    feed = mix(world([ad("pan"), ad("pot", bid_micros=400_000)]), COOKING[:4])
    (item,) = feed.ads
    assert (item.post_id, item.row, item.position, item.sources) == ("pan", 0, 4, ("auction",))
    assert item.price_micros == 400_000
    assert list(item.terms) == ["base rate", "topic", "keyword", "meaning", "interest"]
    assert sum(item.terms.values()) == pytest.approx(item.score, rel=1e-12)
    assert item.terms["base rate"] == pytest.approx(0.5 * 0.003018 * 1000)
    assert item.terms["topic"] > 0
    assert item.terms["interest"] == 0
    won = f"pan of pan Ltd won with an eCPM of {item.score:.2f}, against 1 other that fit; a click costs 0.400000."
    assert feed.trace.slots == (f"Slot 1, after post 3: {won}",)


@given(st.lists(st.floats(0, 1.5), min_size=4, max_size=4), st.integers(10_000, 10**9))
def test_an_ecpm_is_shared_out_by_log_odds_whatever_the_order_of_the_signals(gains: list[float], bid: int) -> None:
    prior = ClickPrior()
    terms = list(prior.terms(bid, np.array(gains)).values())
    backwards = list(prior.terms(bid, np.array(gains[::-1])).values())
    rate = int(prior.click_rates(np.array(gains)[:, None])[0])
    assert sum(terms) == pytest.approx(ecpm(bid, rate), rel=1e-9)
    assert terms[1:] == pytest.approx(backwards[:0:-1], rel=1e-6, abs=1e-6)
    assert all(term >= 0 for term in terms)
    assert (np.diff(np.array(terms[1:])[np.argsort(gains)]) >= -1e-9).all()


def test_a_better_fit_beats_a_higher_bid() -> None:
    rows = (*COOKING[:3], *GARDENING[:3], GARDENING[4])
    feed = mix(world([ad("spade", 1), ad("pan", 0, bid_micros=600_000)]), rows, AdMixer(AdSlots(first=5)))
    assert ad_ids(feed) == ["spade"]


def test_the_reason_names_the_topic_around_the_slot() -> None:
    feed = mix(world([ad("pan")]), COOKING[:4])
    assert feed.ads[0].reason == "Ad by pan Ltd: matches the cooking posts around it"
    one_side = mix(world([ad("pan")]), (*GARDENING[:3], COOKING[0]))
    assert one_side.ads[0].reason == "Ad by pan Ltd: matches the cooking post beside it"


def test_the_reason_names_the_keyword_where_that_weighs_most() -> None:
    catalog = world(
        [ad("lock", topics=[], vector=-1, keywords=["Sourdough starter", "rye"])],
        text={3: "My SOURDOUGH starter, with rye"},
    )
    (item,) = mix(catalog, COOKING[:4]).ads
    assert item.reason == "Ad by lock Ltd: matches “sourdough starter” in the posts around it"
    assert item.terms["keyword"] > 0


def test_the_reason_names_the_nearest_post_where_meaning_weighs_most() -> None:
    (item,) = mix(world([ad("pan", topics=[])]), (*GARDENING[:3], COOKING[3])).ads
    assert item.reason == "Ad by pan Ltd: close in meaning to “Post 3” beside it"


def test_an_irrelevant_ad_is_not_shown_whatever_it_bids() -> None:
    feed = mix(world([ad("helmet", 2, bid_micros=10**9)]), COOKING[:4])
    assert feed.ads == ()
    assert feed.trace.slots == ("Slot 1, after post 3: empty; of 1 ads: 1 not relevant enough.",)


def test_an_advertiser_has_one_ad_a_feed_unless_more_are_declared() -> None:
    catalog = world([ad("pan", advertiser_id="Pans"), ad("pot", advertiser_id="Pans")])
    assert ad_ids(mix(catalog)) == ["pan"]
    assert "1 advertiser or ad in this feed already" not in mix(catalog).trace.slots[0]
    assert "2 advertiser or ad in this feed already" in mix(catalog).trace.slots[1]
    assert ad_ids(mix(catalog, mixer=AdMixer(AdSlots(per_advertiser=2)))) == ["pan", "pot"]


def test_the_same_feed_comes_out_whatever_the_order_of_the_ads() -> None:
    ads = [ad("pan"), ad("pot"), ad("lid", bid_micros=450_000)]
    forward, backward = mix(world(ads)), mix(world(ads[::-1]))
    assert ad_ids(forward) == ad_ids(backward) == ["pan", "pot"]
    assert [item.price_micros for item in forward.ads] == [item.price_micros for item in backward.ads]


# Eligibility -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"starts_at": NOW + timedelta(seconds=1)}, "outside flight dates"),
        ({"ends_at": NOW}, "outside flight dates"),
        ({"bid_micros": 9_999}, "bid below the reserve or out of range"),
        ({"bid_micros": 10**15}, "bid below the reserve or out of range"),
        ({"daily_budget_micros": 499_999}, "budget spent"),
        ({"avoid_topics": ["Cooking"]}, "unsafe beside these posts"),
        ({"avoid_topics": ["about cooking"], "topics": []}, "unsafe beside these posts"),
        ({"advertiser_id": "blocked"}, "advertiser blocked"),
        ({"advertiser_id": "muted"}, "advertiser blocked"),
        ({"title": "The best GAMBLING den"}, "muted word"),
        ({"text": "no gambling!"}, "muted word"),
        ({"picture_words": ["ROUND\nTHE CLOCK", "Gambling\nfor all"]}, "muted word"),
    ],
)
def test_an_ad_that_may_not_be_shown_leaves_the_slot_to_the_next(changes: dict[str, Any], reason: str) -> None:
    person = Person(
        "anna",
        blocked_authors=frozenset({"blocked"}),
        muted_authors=frozenset({"muted"}),
        muted_words=("Gambling", "!"),
    )
    loud = {"bid_micros": 500_000, **changes}
    alone = mix(world([ad("loud", **loud)]), COOKING[:4], person=person)
    assert alone.trace.slots == (f"Slot 1, after post 3: empty; of 1 ads: 1 {reason}.",)
    beside = mix(world([ad("loud", **loud), ad("quiet", bid_micros=20_000)]), COOKING[:4], person=person)
    assert ad_ids(beside) == ["quiet"]
    assert beside.ads[0].price_micros == AdMixer().reserve_micros


def test_an_ad_runs_from_its_first_moment_until_just_before_its_last() -> None:
    catalog = world([ad("pan", starts_at=NOW, ends_at=NOW + timedelta(microseconds=1000))])
    assert ad_ids(mix(catalog, COOKING[:4])) == ["pan"]


def test_a_day_budget_ends_where_the_rest_cannot_pay_a_full_bid_and_starts_anew_the_next_day() -> None:
    ledger = MemoryAdLedger()
    catalog = world([ad("pan", daily_budget_micros=1_000_000)])
    ledger.charge("pan", NOW.date(), 500_000)
    assert ad_ids(mix(catalog, COOKING[:4], AdMixer(ledger=ledger))) == ["pan"]
    ledger.charge("pan", NOW.date(), 1)
    assert ad_ids(mix(catalog, COOKING[:4], AdMixer(ledger=ledger))) == []
    yesterday = MemoryAdLedger()
    yesterday.charge("pan", NOW.date() - timedelta(days=1), 1_000_000)
    assert ad_ids(mix(catalog, COOKING[:4], AdMixer(ledger=yesterday))) == ["pan"]


def test_a_person_sees_an_ad_so_often_a_day_and_others_still_see_it() -> None:
    ledger = MemoryAdLedger()
    mixer = AdMixer(ledger=ledger, ledger_rules=(FrequencyCap(per_day=2),))
    catalog = world([ad("pan")])
    for _ in range(2):
        assert ad_ids(mix(catalog, COOKING[:4], mixer)) == ["pan"]
        ledger.show("anna", "pan", NOW.date())
    capped = mix(catalog, COOKING[:4], mixer)
    assert capped.trace.slots == ("Slot 1, after post 3: empty; of 1 ads: 1 shown often enough today.",)
    assert ad_ids(mix(catalog, COOKING[:4], mixer, Person("ben"))) == ["pan"]
    assert ad_ids(mix(catalog, COOKING[:4], mixer, Person())) == ["pan"]


def test_a_cap_below_one_is_refused() -> None:
    with pytest.raises(BadInput, match="AdSlots"):
        FrequencyCap(per_day=0)


def test_brand_safety_looks_at_the_posts_on_both_sides() -> None:
    careful = ad("pan", avoid_topics=["alcohol"])
    alcohol = 3 * POSTS_A_TOPIC
    assert ad_ids(mix(world([careful]), (*COOKING[:3], alcohol))) == []
    assert ad_ids(mix(world([careful]), (*COOKING[:2], alcohol, COOKING[3]))) == []
    assert ad_ids(mix(world([careful]), (alcohol, *COOKING[:3]))) == ["pan"]


def test_a_careful_ad_keeps_away_from_a_post_whose_topic_is_unknown() -> None:
    ads = [ad("careful", avoid_topics=["alcohol"]), ad("any", bid_micros=20_000)]
    assert ad_ids(mix(world(ads, topic={3: -1}), COOKING[:4])) == ["any"]


def test_no_ad_stands_beside_a_sensitive_topic_of_the_platform() -> None:
    mixer = AdMixer(safety=BrandSafety(sensitive_topics=("Cooking",)))
    assert mix(world([ad("pan")]), COOKING[:4], mixer).ads == ()
    assert ad_ids(mix(world([ad("spade", 1)]), GARDENING[:4], mixer)) == ["spade"]


# Consent ---------------------------------------------------------------------------------------------------------


def test_contextual_relevance_receives_nothing_that_leads_to_a_person() -> None:
    assert get_type_hints(contextual_relevance).keys() == {"book", "context", "return"}
    fields = {*get_type_hints(Context), *get_type_hints(AdBook)}
    assert not fields & {"query", "person", "user_id", "audience", "request"}
    assert "person" not in inspect.getsource(targeting._meaning)
    assert get_type_hints(personal_relevance)["audience"] == targeting.Audience | None


@given(st.lists(st.integers(0, 3), max_size=3), st.sampled_from(["learned", "stated", "negative"]))
@settings(deadline=None)
def test_without_consent_two_people_who_see_the_same_posts_see_the_same_ads(topics: list[int], kind: str) -> None:
    person = Person("anna", interests=tuple(liking(topic, kind) for topic in topics))
    assert audience_of(person) is None
    with_interests = mix(CATALOG_OF_MANY, person=person)
    without = mix(CATALOG_OF_MANY, person=Person("anna"))
    assert with_interests.items == without.items
    assert with_interests.trace.slots == without.trace.slots


def test_with_consent_an_interest_decides_and_the_reason_says_that_it_was_allowed() -> None:
    catalog = world([ad("helmet", 2)])
    likes_cycling = Person("anna", interests=(liking(2, "stated", "cycling"),))
    assert mix(catalog, COOKING[:4], person=likes_cycling).ads == ()
    (item,) = mix(catalog, COOKING[:4], person=replace(likes_cycling, personalised_ads=True)).ads
    assert item.reason == "Ad by helmet Ltd: fits your interest in cycling (you allowed personalised ads)"
    assert item.terms["interest"] > 0


def test_context_and_interest_are_both_named_and_a_learned_interest_stands_in_quotation_marks() -> None:
    person = Person("anna", interests=(liking(0, label="Rye bread"),), personalised_ads=True)
    (item,) = mix(world([ad("pan")]), COOKING[:4], person=person).ads
    assert item.reason == (
        "Ad by pan Ltd: matches the cooking posts around it and your interest in “Rye bread” "
        "(you allowed personalised ads)"
    )


def test_an_ad_near_something_the_person_turned_away_from_gains_nothing_from_other_interests() -> None:
    person = Person("anna", interests=(liking(2), liking(2, "negative")), personalised_ads=True)
    assert mix(world([ad("helmet", 2)]), COOKING[:4], person=person).ads == ()


# Words, topics and the book --------------------------------------------------------------------------------------


def test_keywords_match_whole_words_and_phrases_in_any_case_but_not_parts_or_across_fields() -> None:
    table = PhraseTable.of([["Pan"], ["cast iron", "Ｐａｎ"], ["!", "span"]])
    said = said_in([phrase_of("A cast-IRON pan."), phrase_of("Iron")], table.longest)
    assert table.hits(said).tolist() == [1, 2, 0]
    assert table.hits(said_in([("cast",), ("iron", "panning")], table.longest)).tolist() == [0, 0, 0]
    assert table.first_hit(1, said) == "cast iron"
    assert table.first_hit(2, said) is None


def test_an_ad_stays_away_from_a_post_whose_picture_names_what_it_avoids() -> None:
    careful = ad("pan", avoid_topics=["plane crash"])
    assert ad_ids(mix(world([careful]), COOKING[:4])) == ["pan"]
    shown = {row: ["MY FIRST PLANE\nCRASH COURSE"] for row in COOKING}
    assert ad_ids(mix(world([careful], picture_words=shown), COOKING[:4])) == []
    apart = {row: ["a plane", "crash"] for row in COOKING}
    assert ad_ids(mix(world([careful], picture_words=apart), COOKING[:4])) == ["pan"]


def test_keywords_are_looked_for_in_titles_texts_and_tags() -> None:
    ads = [ad("a", keywords=["wok"]), ad("b", keywords=["ladle"]), ad("c", keywords=["whisk", "whisk"])]
    catalog = world(ads, title={0: "Wok!"}, text={1: None}, tags={1: ["Ladle", "whisk"]})
    context = Context(catalog, np.array([0, 1]))
    assert contextual_relevance(ad_book(catalog.snapshot), context).keyword.tolist() == [0.5, 0.5, 0.5]


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [("Cooking", "cooking", 1.0), ("cooking", "Cooking & recipes", 0.5), ("the arts", "Arts", 1.0),
     ("art", "martial arts", 0.0), ("food and drink", "drink", 0.5), ("", "drink", 0.0)],
)  # fmt: skip
def test_topics_are_alike_by_their_words(one: str, other: str, likeness: float) -> None:
    assert name_likeness(one, other) == name_likeness(other, one) == likeness


def test_an_ads_topic_reaches_topics_of_near_meaning() -> None:
    catalog = world([ad("pan")])
    near = np.eye(len(TOPICS), DIM, dtype=np.float32)
    near[1] = direction(0, 1)
    catalog.snapshot.topic_vectors = lambda space: near  # type: ignore[method-assign]
    match = ad_book(catalog.snapshot).topic_match[0]
    assert match[0] == 1.0
    assert match[1] > 0.8
    assert match[2] == 0.0


def test_the_book_of_a_snapshot_is_made_once_and_forgotten_with_it() -> None:
    catalog = world([ad("pan")])
    assert ad_book(catalog.snapshot) is ad_book(catalog.snapshot)
    assert ad_book(world([ad("pot")]).snapshot).ids == ("pot",)


def test_an_ad_without_content_and_a_snapshot_without_topics_are_no_obstacle() -> None:
    catalog = world([ad("bare", topics=None, keywords=None, avoid_topics=None, vector=-1)])
    assert mix(catalog).ads == ()
    catalog.snapshot.topics = ()  # type: ignore[misc]
    assert AdBook.of(catalog.snapshot).topic_match.shape == (1, 0)
