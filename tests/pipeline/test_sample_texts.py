"""The sample world's posts: enough of them, all different, none with a seam showing."""

import re

import numpy as np
import pytest

from pipeline.errors import UnknownId
from pipeline.sample.subjects import SUBJECTS
from pipeline.sample.voice import Voice, Written, bodies, phrases, write
from pipeline.sample.words import EMOJI, SLOTS

PAIRS = [(topic, subject) for topic, subjects in SUBJECTS.items() for subject in subjects]
FEWEST_BODIES = 18


def written_world(seed: int) -> list[Written]:
    """Write every body once, each by an author of its own: at least 2,000 posts."""
    rng = np.random.default_rng(seed)
    return [
        write(topic, subject, index, Voice.draw(rng), rng)
        for topic, subject in PAIRS
        for index in range(bodies(topic, subject))
    ]


@pytest.fixture(scope="module")
def world() -> list[Written]:
    return written_world(seed=7)


def raw_bodies() -> list[str]:
    return [body for topic, subject in PAIRS for body in phrases(topic).bodies(subject)]


@pytest.mark.parametrize("topic", SUBJECTS)
def test_every_topic_has_all_its_subjects_and_no_others(topic: str) -> None:
    assert set(phrases(topic).subjects) == set(SUBJECTS[topic])


@pytest.mark.parametrize("topic", SUBJECTS)
def test_every_topic_has_enough_lead_ins_asides_and_hashtags(topic: str) -> None:
    words = phrases(topic)
    assert len(set(words.openings)) >= 12
    assert len(set(words.closings)) >= 14
    assert len(set(words.hashtags)) >= 8
    assert all(re.fullmatch(r"[a-z0-9]+", tag) for tag in words.hashtags)


@pytest.mark.parametrize("topic", SUBJECTS)
def test_lead_ins_end_so_that_a_capital_may_follow(topic: str) -> None:
    assert all(opening[-1] in ".:!?" for opening in phrases(topic).openings)
    assert all(closing[-1] in ".!?" for closing in phrases(topic).closings)


@pytest.mark.parametrize(("topic", "subject"), PAIRS)
def test_every_subject_has_eighteen_distinct_bodies(topic: str, subject: str) -> None:
    assert len(set(phrases(topic).bodies(subject))) == bodies(topic, subject) >= FEWEST_BODIES


def test_no_body_is_used_for_two_subjects() -> None:
    assert len(set(raw_bodies())) == len(raw_bodies())


def test_no_two_bodies_of_the_world_share_their_first_five_words() -> None:
    starts = [" ".join(body.lower().split()[:5]) for body in raw_bodies()]
    repeated = {start for start in starts if starts.count(start) > 1}
    assert not repeated


def test_bodies_use_no_slot_that_nobody_fills() -> None:
    used = {slot for body in raw_bodies() for slot in re.findall(r"\{(.*?)\}", body)}
    assert used == set(SLOTS)


def test_no_two_posts_of_the_world_are_equal(world: list[Written]) -> None:
    assert len(world) >= 2_000
    assert len({post.text for post in world}) == len(world)


def test_no_post_has_an_unfilled_slot(world: list[Written]) -> None:
    assert not [post for post in world if re.search(r"[{}]", f"{post.title} {post.text}")]


def test_posts_are_neither_empty_nor_endless(world: list[Written]) -> None:
    lengths = [len(post.text) for post in world]
    assert min(lengths) >= 15
    assert max(lengths) <= 600


def test_posts_have_clean_spacing(world: list[Written]) -> None:
    assert not [post.text for post in world if post.text != " ".join(post.text.split())]


def test_at_most_a_fifth_of_the_posts_has_a_title_and_some_have(world: list[Written]) -> None:
    titled = [post for post in world if post.title]
    assert 0.03 < len(titled) / len(world) <= 0.2


def test_tags_are_the_hashtags_the_text_ends_in(world: list[Written]) -> None:
    assert any(post.tags for post in world)
    for post in world:
        assert tuple(re.findall(r"#(\w+)", post.text)) == post.tags


def test_the_same_seed_writes_the_same_world(world: list[Written]) -> None:
    assert written_world(seed=7) == world
    assert written_world(seed=8) != world


def endings_of(index: int) -> int:
    """Count how many of fifty wordy authors add something to the end of a body about a mountain peak."""
    added = ("Cheers.", *phrases("hiking").closings)
    wordy = Voice(wordiness=0.5, sign_off="Cheers.")
    posts = [write("hiking", "mountain peak", index, wordy, np.random.default_rng(seed)) for seed in range(50)]
    return sum(post.text.endswith(added) for post in posts)


def test_a_question_is_never_followed_by_an_aside_and_a_statement_sometimes_is() -> None:
    for index, body in enumerate(phrases("hiking").subjects["mountain peak"]):
        assert (endings_of(index) > 0) is not body.endswith("?")


def test_a_plain_voice_writes_the_body_and_nothing_else() -> None:
    body = next(i for i, text in enumerate(phrases("pets").subjects["cat"]) if "{" not in text)
    post = write("pets", "cat", body, Voice(wordiness=0.0), np.random.default_rng(1))
    assert post == Written(None, phrases("pets").subjects["cat"][body], ())


def test_every_topic_has_emoji_of_its_own() -> None:
    assert set(EMOJI) == set(SUBJECTS)


def test_a_lead_in_with_a_colon_never_meets_a_second_colon(world: list[Written]) -> None:
    lead_ins = tuple(opening for topic in SUBJECTS for opening in phrases(topic).openings if opening.endswith(":"))
    led_in = [post.text for post in world if post.text.startswith(lead_ins)]
    assert led_in
    assert not [text for text in led_in if text.count(": ") > 1]


def test_nobody_adds_an_aside_or_an_emoji_to_a_body_that_stands_alone() -> None:
    words = phrases("pets")
    index = words.bodies("goldfish").index(words.alone["goldfish"][-1])
    effusive = Voice(wordiness=1.0, emoji=1.0, exclamation=1.0, sign_off="Cheers.")
    assert write("pets", "goldfish", index, effusive, np.random.default_rng(6)).text == words.alone["goldfish"][-1]


@pytest.mark.parametrize("topic", SUBJECTS)
def test_bodies_that_stand_alone_belong_to_a_subject_of_the_topic(topic: str) -> None:
    assert set(phrases(topic).alone) <= set(SUBJECTS[topic])


def test_a_lowercase_author_writes_no_capital() -> None:
    rng = np.random.default_rng(2)
    voice = Voice(lowercase=True, wordiness=1.0, titles=1.0)
    posts = [write("travel", "beach", index, voice, rng) for index in range(bodies("travel", "beach"))]
    written = " ".join(f"{post.title or ''} {post.text}" for post in posts)
    assert written == written.lower()


def test_a_slot_at_the_start_of_a_sentence_gets_a_capital() -> None:
    starts = [
        (topic, subject, index)
        for topic, subject in PAIRS
        for index, body in enumerate(phrases(topic).subjects[subject])
        if body.startswith("{number}")
    ]
    assert starts
    for topic, subject, index in starts:
        assert write(topic, subject, index, Voice(wordiness=0.0), np.random.default_rng(3)).text[0].isupper()


def test_a_slot_used_twice_gets_the_same_word_twice() -> None:
    body = next(i for i, text in enumerate(phrases("cooking").subjects["tacos"]) if text.count("{friend}") == 2)
    text = write("cooking", "tacos", body, Voice(wordiness=0.0), np.random.default_rng(4)).text
    assert any(text.count(friend) == 2 for friend in SLOTS["friend"])


def test_an_unknown_topic_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(UnknownId, match="cooking"):
        phrases("coking")


def test_an_unknown_subject_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(UnknownId, match="ramen"):
        bodies("cooking", "raman")


@pytest.mark.parametrize("index", [-1, 10_000])
def test_a_body_nobody_wrote_is_refused(index: int) -> None:
    with pytest.raises(UnknownId, match="index from 0"):
        write("cooking", "ramen", index, Voice(), np.random.default_rng(5))
