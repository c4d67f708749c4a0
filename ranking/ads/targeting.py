"""How well each ad fits the posts around a slot and, with consent alone, the person.

Two functions that cannot be mixed up. :func:`contextual_relevance` receives the ads and the posts around the slot:
no argument of it leads to a person. :func:`personal_relevance` receives an :class:`Audience`, and the one way to an
audience is :func:`audience_of`, which gives None unless the person has allowed personalised ads.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pipeline.words import Phrase, phrase_of, said_in
from ranking.ads.book import AdBook
from ranking.candidates import Rows
from ranking.catalog import Catalog
from ranking.request import Interest, Person

Signal = NDArray[np.float32]
"""``(n_ads,) float32``, 0 to 1."""


@dataclass(frozen=True)
class Context:
    """The posts around a slot.

    Parameters
    ----------
    rows
        ``(m,) int64``, the post before the slot and the one after it.
    known_near
        ``(n_ads, m) float32``, what :func:`nearness` gives for them, where somebody has worked it out.
    """

    catalog: Catalog
    rows: Rows
    known_near: NDArray[np.float32] | None = None

    @cached_property
    def texts(self) -> tuple[Phrase, ...]:
        """The words of the titles, texts, tags and pictures; a phrase never runs from one into another."""
        posts, rows = self.catalog.snapshot.posts, self.rows.tolist()
        fields = [posts[name][row].as_py() for name in ("title", "text") for row in rows]
        lists = [posts[name][row].as_py() for name in ("tags", "picture_words") for row in rows]
        return tuple(phrase_of(field) for field in [*fields, *(said for many in lists for said in many or ())])

    def said(self, longest: int) -> frozenset[Phrase]:
        """Collect the phrases of up to ``longest`` words."""
        return said_in(self.texts, longest)

    @property
    def topics(self) -> NDArray[np.int64]:
        """The topics of those of the posts that have one."""
        topics = self.catalog.topic[self.rows]
        return topics[topics >= 0]


@dataclass(frozen=True)
class Relevance:
    """How well each ad fits a context.

    Parameters
    ----------
    topic
        The best match of the ad's topics with a post's topic.
    keyword
        0 where no keyword was said, 0.5 for one, 0.75 for two, and so on.
    meaning
        Closeness of the ad's content to the nearest post, in the space where they are closest.
    """

    topic: Signal
    keyword: Signal
    meaning: Signal


def contextual_relevance(book: AdBook, context: Context) -> Relevance:
    """Compare every ad with the posts around a slot, whoever reads them."""
    topic = book.topic_match[:, context.topics].max(axis=1, initial=0.0)
    hits = book.keywords.hits(context.said(book.keywords.longest))
    keyword = (1.0 - np.exp2(-hits.astype(np.float32))).astype(np.float32)
    return Relevance(topic, keyword, _meaning(book, context))


def nearest_post(book: AdBook, context: Context, ad: int) -> int:
    """Find the row of the post around the slot that is nearest in meaning to an ad."""
    return int(context.rows[_near(book, context)[ad].argmax()])


def _meaning(book: AdBook, context: Context) -> Signal:
    return np.asarray(_near(book, context).max(axis=1, initial=0.0), np.float32)


def _near(book: AdBook, context: Context) -> NDArray[np.float32]:
    return nearness(book, context.catalog, context.rows) if context.known_near is None else context.known_near


def nearness(book: AdBook, catalog: Catalog, rows: Rows) -> NDArray[np.float32]:
    """Compare every ad with some posts in the space where they are closest, ``(n_ads, m) float32``."""
    nearest = np.zeros((len(book), len(rows)), np.float32)
    for space in book.vectors:
        nearest = np.maximum(nearest, _closeness(book, catalog, space, catalog.snapshot.vectors(space, rows)))
    return nearest


@dataclass(frozen=True)
class Audience:
    """The interests of a person who has allowed personalised ads."""

    interests: tuple[Interest, ...]


def audience_of(person: Person) -> Audience | None:
    """Give a person's interests to the ads, or None: no consent means no interests."""
    return Audience(person.interests) if person.personalised_ads else None


@dataclass(frozen=True)
class PersonalRelevance:
    """How well each ad fits a person.

    Parameters
    ----------
    interest
        Closeness to the nearest interest; 0 where something the person has turned away from is nearer.
    nearest
        ``(n_ads,) int64``, which of the interests that is.
    """

    interest: Signal
    nearest: NDArray[np.int64]
    interests: tuple[Interest, ...]

    def label(self, ad: int) -> str:
        """Name the interest that an ad fits; a title stands in quotation marks."""
        interest = self.interests[self.nearest[ad]]
        return interest.label if interest.kind == "stated" else f"“{interest.label}”"


def personal_relevance(book: AdBook, catalog: Catalog, audience: Audience | None) -> PersonalRelevance:
    """Compare every ad with an audience's interests; without an audience all zeros."""
    interests = audience.interests if audience is not None else ()
    if not interests:
        return PersonalRelevance(np.zeros(len(book), np.float32), np.zeros(len(book), np.int64), ())
    close = _near_interests(book, catalog, interests)
    wanted = np.array([interest.kind != "negative" for interest in interests])
    liked = np.asarray(np.where(wanted, close, 0.0), np.float32)
    disliked = np.where(wanted, 0.0, close).max(axis=1)
    interest = np.where(liked.max(axis=1) > disliked, liked.max(axis=1), 0.0).astype(np.float32)
    return PersonalRelevance(interest, liked.argmax(axis=1).astype(np.int64), interests)


def _near_interests(book: AdBook, catalog: Catalog, interests: Sequence[Interest]) -> NDArray[np.float32]:
    """Compare every ad with every interest in the space where they are closest, ``(n_ads, m) float32``."""
    nearest = np.zeros((len(book), len(interests)), np.float32)
    for space, ads in book.vectors.items():
        nothing = np.zeros(ads.shape[1], np.float32)
        vectors = np.stack([interest.vectors.get(space, nothing) for interest in interests])
        nearest = np.maximum(nearest, _closeness(book, catalog, space, vectors))
    return nearest


def _closeness(book: AdBook, catalog: Catalog, space: str, others: NDArray[np.float32]) -> Signal:
    """Compare all ads with a few vectors, ``(n_ads, m) float32``; 0 where either side has no vector."""
    known = np.outer(book.present[space], others.any(axis=1))
    return np.where(known, catalog.pair_chance(space).closeness(book.vectors[space] @ others.T), 0.0).astype(np.float32)
