"""What a post is about, in one word: by its own tags, else by likeness to the topics' phrases.

Likeness is judged twice. The posts that are surest of their topic in the first round, and those whose tags name one,
pull the topic's text vector towards the way this catalogue speaks, and the second round decides. For labels of one's
own, and all of a post's labels instead of one, see :mod:`pipeline.labels`.

``python -m benchmarks.topics`` measures it; docs/design.md has the figures.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from pipeline.fusion import SpaceVectors, Vectors, mean_vector
from pipeline.zero_shot import TopicParameters, adapt, surest, zero_shot


@dataclass(frozen=True)
class Topic:
    """A topic of a catalogue.

    Parameters
    ----------
    name
        What people read.
    phrases
        A few short texts it is about; each is encoded, and their mean is the topic's vector.
    """

    name: str
    phrases: tuple[str, ...]

    @property
    def phrase(self) -> str:
        """All of it in one line."""
        return ", ".join(self.phrases)


DEFAULT_TOPICS: Final = (
    Topic("cooking", ("cooking at home", "recipes", "food and drink", "baking", "restaurants")),
    Topic("football", ("football", "soccer match", "goals and penalties", "football club and league")),
    Topic(
        "sports",
        ("sports", "basketball and baseball", "tennis and golf", "athletics and the Olympics", "a team wins the game"),
    ),
    Topic("cycling", ("cycling", "bicycles", "riding a bike", "bike repair", "mountain biking")),
    Topic("pets", ("pets", "cats", "dogs and puppies", "rabbits and hamsters", "goldfish and parrots")),
    Topic("wildlife", ("wildlife", "wild animals", "birds", "insects and butterflies", "ocean animals")),
    Topic(
        "gardening", ("gardening", "growing vegetables", "flowers", "garden plants and trees", "compost and greenhouse")
    ),
    Topic(
        "travel",
        (
            "travel",
            "holiday at the beach",
            "airplanes and airports",
            "sightseeing in far places",
            "a journey by train or boat",
        ),
    ),
    Topic("hiking", ("hiking", "camping", "mountains", "forest trails", "lakes and waterfalls")),
    Topic(
        "city life", ("city life", "streets and cafes", "urban architecture", "trams and the metro", "street market")
    ),
    Topic("space", ("outer space", "astronomy", "planets and stars", "rockets and astronauts", "telescopes")),
    Topic(
        "science",
        ("science", "scientific research", "physics and biology", "a new study finds", "climate and environment"),
    ),
    Topic(
        "technology",
        (
            "technology",
            "computers and software",
            "the internet",
            "smartphones and gadgets",
            "robots",
            "computer security",
        ),
    ),
    Topic("games", ("video games", "board games", "gaming consoles", "playing a game")),
    Topic(
        "money",
        ("money", "business and companies", "the stock market", "savings and investing", "the economy", "oil prices"),
    ),
    Topic(
        "news & politics",
        ("politics", "government and elections", "war and conflict", "world news", "police and crime"),
    ),
    Topic("music", ("music", "songs and albums", "concerts and bands", "musical instruments", "singers")),
    Topic("film & tv", ("movies", "television series", "actors and cinema", "the plot of a film")),
    Topic("books", ("books", "novels and poetry", "reading", "literature and writers")),
    Topic("art", ("art", "painting and drawing", "museums", "photography", "design")),
    Topic("fashion", ("fashion", "clothes", "shoes and bags", "style and beauty", "jewellery")),
    Topic(
        "health",
        ("health", "fitness and exercise", "illness and medicine", "diet and wellbeing", "doctors and hospitals"),
    ),
    Topic("family", ("family life", "parents and children", "school", "love and relationships", "weddings")),
    Topic("cars", ("cars", "driving", "motorcycles", "car engines", "motor racing")),
    Topic("humour", ("jokes", "funny memes", "humour", "comedy")),
)
"""General topics of a social feed, for catalogues without tags."""

FRAMES: Final = ("{}", "a post about {}", "a photo of {}")
"""What a phrase is encoded in; the mean of the three names texts and pictures better than the phrase alone."""

MOST_TOPICS: Final = 24
_TAGGED_SHARE: Final = 0.5
_COMMON_SHARE: Final = 0.01

Tags: TypeAlias = pa.ChunkedArray | Sequence[Sequence[str] | None]


def choose_topics(tags: Tags) -> tuple[Topic, ...]:
    """Take the catalogue's own most used tags as its topics, or the general ones where few posts carry tags.

    Parameters
    ----------
    tags
        The tags of each post.

    Returns
    -------
    tuple
        Up to 24 tags, each on 1 % of the posts or more, most used first, ties by name, where half of the posts or
        more carry tags; else ``DEFAULT_TOPICS``.
    """
    posts = [clean_tags(words) for words in _to_list(tags)]
    counts = Counter(tag for words in posts for tag in words)
    common = [tag for tag, count in counts.items() if count >= _COMMON_SHARE * len(posts)]
    if sum(map(bool, posts)) < _TAGGED_SHARE * max(len(posts), 1) or not common:
        return DEFAULT_TOPICS
    ranked = sorted(common, key=lambda tag: (-counts[tag], tag))
    return tuple(Topic(tag, (tag.replace("-", " ").replace("_", " "),)) for tag in ranked[:MOST_TOPICS])


def clean_tags(words: Iterable[str | None] | None) -> tuple[str, ...]:
    """Give a post's tags without case, leading ``#``, outer blanks and repeats, in order."""
    cleaned = (word.strip().lstrip("#").strip().casefold() for word in words or () if word)
    return tuple(dict.fromkeys(word for word in cleaned if word))


def topic_phrases(topics: Sequence[Topic]) -> list[str]:
    """Give the texts that stand for topics: each phrase of each topic, in every frame."""
    return [frame.format(phrase) for topic in topics for phrase in topic.phrases for frame in FRAMES]


def encode_topics(topics: Sequence[Topic], encode_texts: Callable[[Sequence[str]], Vectors]) -> Vectors:
    """Encode topics as the mean of their phrases in every frame, ``(t, d) float32, unit rows``.

    Parameters
    ----------
    encode_texts
        The method of a text encoder.
    """
    encoded = encode_texts(topic_phrases(topics))
    ends = np.cumsum([len(FRAMES) * len(topic.phrases) for topic in topics])
    return np.stack([mean_vector(part) for part in np.split(encoded, ends[:-1])])


def assign_topics(
    vectors: Mapping[str, SpaceVectors],
    topic_vectors: Mapping[str, Vectors],
    tags: Tags,
    topics: Sequence[Topic],
    parameters: TopicParameters | None = None,
) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """Find each post's main topic.

    A post whose own tags name topics gets the rarest of these, with score 1. The others get the likeliest one, or
    none where no topic stands out.

    Parameters
    ----------
    vectors
        By space ``(n, d)`` vectors and ``(n,)`` presence.
    topic_vectors
        By space ``(t, d) float32``, the encoded phrases; a space that is absent here is not used.
    tags
        The tags of each post.

    Returns
    -------
    tuple
        Topics ``(n,) int32``, -1 for none, and scores ``(n,) float32``: the chance that the topic is right, 0 to 1.
    """
    parameters = parameters or TopicParameters()
    tagged = _topics_by_tag([clean_tags(words) for words in _to_list(tags)], topics)
    first = surest(zero_shot(vectors, topic_vectors, parameters, catalogue=True), tagged)
    adapted = adapt(vectors, topic_vectors, *first, parameters)
    topic, score = surest(zero_shot(vectors, adapted, parameters, catalogue=True), tagged)
    known = score >= parameters.floor
    return np.where(known, topic, -1).astype(np.int32), np.where(known, score, 0.0).astype(np.float32)


def _topics_by_tag(posts: Sequence[tuple[str, ...]], topics: Sequence[Topic]) -> NDArray[np.int32]:
    number = {topic.name.casefold(): i for i, topic in enumerate(topics)}
    counts = Counter(tag for words in posts for tag in words)

    def rarest(words: tuple[str, ...]) -> int:
        known = [tag for tag in words if tag in number]
        return number[min(known, key=lambda tag: (counts[tag], number[tag]))] if known else -1

    return np.array([rarest(words) for words in posts], np.int32)


def _to_list(tags: Tags) -> Sequence[Sequence[str] | None]:
    listed: Sequence[Sequence[str] | None] = tags.to_pylist() if isinstance(tags, pa.ChunkedArray) else tags
    return listed
