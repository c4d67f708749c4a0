"""The sentence that stands under an ad."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from ranking.ads.book import AdBook
from ranking.ads.targeting import Context, PersonalRelevance, nearest_post

NOTABLE_GAIN: Final = 0.1
"""A signal that adds fewer log-odds is not worth a word; what two unrelated things have by chance lies below."""


def ad_reason(book: AdBook, context: Context, personal: PersonalRelevance, gains: NDArray[np.float64], ad: int) -> str:
    """Say who advertises and why here.

    Parameters
    ----------
    gains
        ``(4,) float64``, the log-odds that topic, keyword, meaning and interest add for this ad.
    """
    contextual, interest = gains[:3], gains[3]
    parts = []
    if contextual.max() >= NOTABLE_GAIN or interest < NOTABLE_GAIN:
        parts.append(_CONTEXTUAL[int(contextual.argmax())](book, context, ad))
    if interest >= NOTABLE_GAIN:
        fits = "your interest in" if parts else "fits your interest in"
        parts.append(f"{fits} {personal.label(ad)} (you allowed personalised ads)")
    return f"Ad by {book.advertisers[book.advertiser[ad]]}: {' and '.join(parts)}"


def _topic(book: AdBook, context: Context, ad: int) -> str:
    topics = context.topics
    best = topics[book.topic_match[ad, topics].argmax()]
    around = "posts around it" if (topics == best).sum() > 1 else "post beside it"
    return f"matches the {context.catalog.topics[best]} {around}"


def _keyword(book: AdBook, context: Context, ad: int) -> str:
    word = book.keywords.first_hit(ad, context.said(book.keywords.longest))
    return f"matches “{word}” in the posts around it"


def _meaning(book: AdBook, context: Context, ad: int) -> str:
    return f"close in meaning to “{context.catalog.title(nearest_post(book, context, ad))}” beside it"


_CONTEXTUAL: Final = (_topic, _keyword, _meaning)
