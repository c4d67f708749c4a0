from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from pipeline.fusion import SpaceVectors
from pipeline.topics import DEFAULT_TOPICS, Topic, assign_topics, choose_topics, encode_topics
from pipeline.zero_shot import TopicParameters

TOPICS = (Topic("cats", ("cats",)), Topic("trains", ("trains",)), Topic("soup", ("soup",)))
AXES = np.eye(3, 4, dtype=np.float32)


def space(rows: list[list[float]], present: list[bool] | None = None) -> SpaceVectors:
    vectors = np.array(rows, np.float32)
    return SpaceVectors(vectors, np.ones(len(rows), bool) if present is None else np.array(present))


def test_the_general_topics_have_distinct_names_and_phrases() -> None:
    assert 24 <= len(DEFAULT_TOPICS) <= 26
    assert len({topic.name for topic in DEFAULT_TOPICS}) == len(DEFAULT_TOPICS)
    assert all(topic.phrases and all(topic.phrases) for topic in DEFAULT_TOPICS)


def test_the_general_topics_cover_the_sample_world() -> None:
    living = {"cooking", "pets", "wildlife", "gardening", "city life", "humour", "money"}
    doing = {"football", "cycling", "travel", "hiking", "space", "technology", "music"}
    assert living | doing <= {topic.name for topic in DEFAULT_TOPICS}


def test_tags_become_topics_where_half_of_the_posts_carry_them() -> None:
    tags = [["Vegan", "quick"], ["vegan"], ["quick", "vegan"], None]
    assert choose_topics(tags) == (Topic("vegan", ("vegan",)), Topic("quick", ("quick",)))
    assert choose_topics([["vegan"], None, [], None]) == DEFAULT_TOPICS
    assert choose_topics([]) == DEFAULT_TOPICS


def test_tags_come_as_an_arrow_column_too() -> None:
    assert choose_topics(pa.chunked_array([[["a"], ["a"]], [["b"], None]])) == (Topic("a", ("a",)), Topic("b", ("b",)))


def test_a_rare_tag_is_no_topic_and_at_most_24_are() -> None:
    tags = [[f"t{i % 30}"] for i in range(300)] + [["once"]]
    topics = choose_topics(tags)
    assert len(topics) == 24
    assert "once" not in {topic.name for topic in topics}


def test_a_post_takes_the_rarest_of_its_own_tags() -> None:
    tags = [["cats"], ["Cats", " #soup "], ["cats", "unknown"]]
    topic, score = assign_topics({"sentence": space([[0, 1, 0, 0]] * 3)}, {"sentence": AXES}, tags, TOPICS)
    assert topic.tolist() == [0, 2, 0]
    assert score.tolist() == [1, 1, 1]


def test_a_post_without_tags_takes_the_likest_topic() -> None:
    posts = space([[0.9, 0.1, 0.1, 0.4], [0.1, 0.9, 0.1, 0.4], [0.1, 0.1, 0.9, 0.4]])
    topic, score = assign_topics({"sentence": posts}, {"sentence": AXES}, [None] * 3, TOPICS)
    assert topic.tolist() == [0, 1, 2]
    assert ((score > 0.5) & (score <= 1)).all()


def test_a_post_like_nothing_and_a_post_without_vectors_have_no_topic() -> None:
    posts = space([[0.9, 0, 0, 0.1], [0.01, 0.01, 0.01, 1], [0, 0, 0, 0]], [True, True, False])
    parameters = TopicParameters(floor=0.5)
    topic, score = assign_topics({"sentence": posts}, {"sentence": AXES}, [None] * 3, TOPICS, parameters)
    assert topic.tolist() == [0, -1, -1]
    assert score.tolist()[1:] == [0, 0]


def test_pictures_alone_decide_where_there_is_no_text() -> None:
    text = space([[1, 0, 0, 0], [0, 0, 0, 0], [0, 1, 0, 0]], [True, False, True])
    picture = space([[0, 0, 0, 0], [0, 0, 1, 0], [0, 1, 0, 0]], [False, True, True])
    vectors = {"sentence": text, "clip": picture}
    topic, _ = assign_topics(vectors, {"sentence": AXES, "clip": AXES}, [None] * 3, TOPICS)
    assert topic.tolist() == [0, 2, 1]


def test_centring_keeps_one_topic_from_swallowing_all_pictures() -> None:
    # Every picture is a little more like "cats" than like what it shows.
    pictures = space([[0.50, 0.48, 0.10, 0.7], [0.50, 0.10, 0.48, 0.7], [0.60, 0.10, 0.10, 0.7]] * 4)
    plain = TopicParameters(centring={})
    swallowed, _ = assign_topics({"clip": pictures}, {"clip": AXES}, [None] * 12, TOPICS, plain)
    centred, _ = assign_topics({"clip": pictures}, {"clip": AXES}, [None] * 12, TOPICS)
    assert set(swallowed.tolist()) == {0}
    assert centred.tolist()[:2] == [1, 2]


def test_posts_that_are_sure_of_their_topic_teach_it_the_words_of_the_catalogue() -> None:
    # Posts on cats purr (the last axis); one does nothing else, and has a faint likeness to trains.
    sure = [[0.8, 0.0, 0.0, 0.6]] * 100
    oblique = [[0.0, 0.15, 0.0, 0.98]]
    posts = {"sentence": space(sure + oblique)}
    taught, _ = assign_topics(posts, {"sentence": AXES}, [None] * 101, TOPICS, TopicParameters(floor=0))
    untaught, _ = assign_topics(posts, {"sentence": AXES}, [None] * 101, TOPICS, TopicParameters(floor=0, adapted=()))
    assert untaught[-1] == 1
    assert taught[-1] == 0
    assert set(taught[:-1].tolist()) == {0}


def test_tags_teach_a_topic_too() -> None:
    tags = [["cats"]] * 100 + [None]
    posts = {"sentence": space([[0.1, 0.2, 0.0, 0.97]] * 100 + [[0.0, 0.15, 0.0, 0.98]])}
    topic, _ = assign_topics(posts, {"sentence": AXES}, tags, TOPICS, TopicParameters(floor=0))
    assert topic[-1] == 0


def test_a_topic_is_encoded_as_the_mean_of_its_phrases_in_every_frame() -> None:
    known = {"ants": [1, 0], "bees": [0, 1]}
    asked: list[str] = []

    def encode(texts: Sequence[str]) -> np.ndarray:
        asked.extend(texts)
        return np.array([known[text.split()[-1]] for text in texts], np.float32)

    vectors = encode_topics((Topic("insects", ("ants", "bees")), Topic("{}", ("ants",))), encode)
    np.testing.assert_allclose(vectors, [[0.5**0.5, 0.5**0.5], [1, 0]], rtol=1e-6)
    assert asked[:3] == ["ants", "a post about ants", "a photo of ants"]


@given(
    st.lists(st.lists(st.floats(-1, 1, width=32), min_size=4, max_size=4), min_size=1, max_size=20),
    st.data(),
)
def test_topics_and_scores_stay_in_range(rows: list[list[float]], data: st.DataObject) -> None:
    present = data.draw(st.lists(st.booleans(), min_size=len(rows), max_size=len(rows)))
    topic, score = assign_topics({"clip": space(rows, present)}, {"clip": AXES}, [None] * len(rows), TOPICS)
    assert topic.dtype == np.int32
    assert score.dtype == np.float32
    assert ((topic >= -1) & (topic < 3)).all()
    assert ((score >= 0) & (score <= 1)).all()
    assert ((score == 0) == (topic == -1)).all()
    assert (topic[~np.array(present)] == -1).all()
