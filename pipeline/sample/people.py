"""Who lives in the sample world: authors with a voice, people with tastes that drift."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.sample.subjects import SUBJECTS
from pipeline.sample.voice import Voice

TOPICS: Final = tuple(SUBJECTS)
TOPIC_OF_SUBJECT: Final = np.repeat(np.arange(len(TOPICS)), [len(names) for names in SUBJECTS.values()])
"""``(n_subjects,) int64``, the topic of each subject, in the order of SUBJECTS."""

_GIVEN: Final = (
    "mara", "jonas", "aiko", "tomas", "leila", "sven", "nadia", "pavel", "ines", "kofi", "yara", "bruno", "hanna",
    "imran", "lucia", "oskar", "priya", "dario", "freya", "samuel", "ximena", "wim", "tess", "rafael", "noor",
    "elias", "greta", "hugo", "zofia", "malik", "celia", "anton", "bea", "youssef", "klara", "matteo", "ravi",
    "sunniva", "theo", "paloma",
)  # fmt: skip
_TRADE: Final[dict[str, tuple[str, ...]]] = {
    "cooking": ("kitchen", "bakes", "eats", "spoon"),
    "football": ("offside", "kickoff", "terraces", "leftback"),
    "cycling": ("rides", "spokes", "pedals", "gravel"),
    "pets": ("paws", "whiskers", "and_cat", "tails"),
    "wildlife": ("wild", "birding", "hides_out", "tracks"),
    "gardening": ("grows", "allotment", "potting", "roots"),
    "travel": ("abroad", "departs", "wanders", "elsewhere"),
    "hiking": ("uphill", "trails", "boots", "summits"),
    "city": ("downtown", "corners", "line_7", "rooftops"),
    "space": ("orbit", "stargazer", "apogee", "night_sky"),
    "technology": ("builds", "solders", "codes", "kernel"),
    "money": ("ledger", "budget", "compounds", "receipts"),
    "music": ("plays", "b_side", "strings", "encore"),
    "humour": ("memes", "deadpan", "jokes", "no_context"),
}


@dataclass(frozen=True)
class Author:
    """Somebody who posts.

    Parameters
    ----------
    main, second
        Topics, as numbers into TOPICS; three of four posts are about the main one.
    pull
        How good the posts are on average, in the units of the preference model.
    rate
        Share of all posts.
    """

    author_id: str
    main: int
    second: int
    voice: Voice
    pull: float
    rate: float


@dataclass(frozen=True)
class Tastes:
    """What all people like: the truth from which reactions are drawn.

    Parameters
    ----------
    start, end
        ``(n_people, n_topics) float32``: liking of each topic on the first and the last day, 0 to about 1.
    subject
        ``(n_people, n_subjects) float32``: what a subject adds or takes, around 0.
    picture
        ``(n_people,) float32``: what a picture adds.
    """

    start: NDArray[np.float32]
    end: NDArray[np.float32]
    subject: NDArray[np.float32]
    picture: NDArray[np.float32]

    def at(self, person: NDArray[np.int64], share: NDArray[np.float64]) -> NDArray[np.float32]:
        """Give the topic tastes ``(n, n_topics)`` of people after a share (0 to 1) of the world's time."""
        part = share[:, None].astype(np.float32)
        return (1.0 - part) * self.start[person] + part * self.end[person]


def draw_authors(rng: np.random.Generator, count: int) -> list[Author]:
    """Draw authors so that every topic has about as many."""
    authors = []
    taken: set[str] = set()
    for number in range(count):
        main = number % len(TOPICS)
        second = int((main + rng.integers(1, len(TOPICS))) % len(TOPICS))
        name = _free_name(rng, TOPICS[main], taken)
        pull, rate = float(rng.normal(0.0, 0.35)), float(rng.lognormal(0.0, 0.6))
        authors.append(Author(name, main, second, Voice.draw(rng), pull, rate))
    return authors


def _free_name(rng: np.random.Generator, topic: str, taken: set[str]) -> str:
    while True:
        name = f"{rng.choice(_GIVEN)}_{rng.choice(_TRADE[topic])}"
        if name not in taken:
            taken.add(name)
            return name


def draw_people(rng: np.random.Generator, count: int) -> tuple[list[str], list[str]]:
    """Draw the ids and the names of people."""
    given = [str(_GIVEN[number % len(_GIVEN)]) for number in range(count)]
    rng.shuffle(given)
    return [f"u{number:03d}" for number in range(count)], [name.capitalize() for name in given]


def draw_tastes(rng: np.random.Generator, count: int) -> Tastes:
    """Draw sparse tastes: two to four topics matter to a person, one of them often gives way to another in time."""
    topics, subjects = len(TOPICS), len(TOPIC_OF_SUBJECT)
    start = rng.dirichlet(np.full(topics, 0.22), count)
    start /= start.max(axis=1, keepdims=True)
    end = start.copy()
    for person in np.flatnonzero(rng.random(count) < 0.6):
        old, new = np.argsort(-start[person])[1], rng.integers(topics)
        end[person, old] *= 0.2
        end[person, new] = max(float(end[person, new]), float(rng.uniform(0.6, 1.0)))
    subject = rng.normal(0.0, 0.35, (count, subjects))
    picture = rng.normal(0.25, 0.25, count)
    return Tastes(*(values.astype(np.float32) for values in (start, end, subject, picture)))
