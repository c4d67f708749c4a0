"""Feeds, searches and explanations as pages to look at: one piece of HTML each, without scripts and without links.

Titles, texts and names are untrusted: the templates escape everything, and pictures come in as re-encoded JPEG bytes.
The cards are made in :mod:`ranking.cards`, the map of posts in :mod:`ranking.post_map`.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from indexing.snapshot import Snapshot
from pipeline.errors import FeedloomError
from pipeline.store import Store
from ranking.cards import PictureLoader, feed_card, hit_card, note_card
from ranking.explain import Explanation
from ranking.post_map import post_map

if TYPE_CHECKING:
    import jinja2

    from ranking.feed import Feed
    from ranking.search import SearchResult

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Section:
    """One part of a page.

    Parameters
    ----------
    html
        What a function of this module gave; it is printed as it is, so it must not come from elsewhere.
    note
        A sentence or two between the heading and the piece.
    """

    heading: str
    html: str
    note: str = ""


def feed_html(feed: Feed, *, pictures: PictureLoader | None = None, heading: str | None = None) -> str:
    """Draw a feed as cards with pictures, reasons, marked ads, and what each score is made of.

    Parameters
    ----------
    pictures
        Gives the bytes of an IMAGE struct or None; by default they are read from the store of the feed's snapshot.
        A picture that cannot be had leaves a card without one.
    heading
        What stands above; by default the surface and the person.
    """
    pictures = pictures or store_pictures(feed.catalog.snapshot)
    counts = [_count(len(feed.posts), "post"), *([_count(len(feed.ads), "ad")] if feed.ads else [])]
    return _render(
        "feed.html.j2",
        heading=heading or f"{feed.surface.capitalize()} feed for {feed.user_id or 'a newcomer'}",
        summary=f"{' and '.join(counts)} · {feed.now:%-d %B %Y, %H:%M} UTC · snapshot {feed.catalog.snapshot.version}",
        cards=[feed_card(feed, item, pictures) for item in feed.items],
        nothing="Nothing to show: every candidate was filtered, or no source found one.",
    )


def search_html(result: SearchResult, *, pictures: PictureLoader | None = None) -> str:
    """Draw the hits of a search as cards; see :func:`feed_html` for ``pictures``."""
    pictures = pictures or store_pictures(result.catalog.snapshot)
    return _render(
        "feed.html.j2",
        heading=f"“{result.query}”",
        summary=f"{_count(len(result), 'hit')}, best first",
        cards=[hit_card(result.catalog, hit, pictures) for hit in result],
        nothing="Nothing found.",
    )


def explanation_html(*explanations: Explanation, titles: Mapping[str, str] | None = None) -> str:
    """Draw why posts stand where they stand: for each the sentence, and the score's terms as bars.

    Parameters
    ----------
    titles
        What to call the posts, by id; the others are called by their ids.
    """
    return _render("explanation.html.j2", notes=[note_card(known, titles or {}) for known in explanations])


def map_html(
    xy: NDArray[np.floating[Any]], topics: NDArray[np.integer[Any]], topic_names: Sequence[str], titles: Sequence[str]
) -> str:
    """Draw posts as dots coloured by topic, with a legend; a dot tells its title when pointed at.

    Parameters
    ----------
    xy
        ``(n, 2)``, places of any scale, such as two principal components of the posts' vectors.
    topics
        ``(n,)`` numbers into ``topic_names``; -1 where a post has none.
    titles
        One a post.

    Raises
    ------
    BadInput
        If the lengths differ, a place is not finite, or a topic is out of range.
    """
    return _render("map.html.j2", **post_map(xy, topics, topic_names, titles).as_variables())


def page_html(title: str, sections: Sequence[Section]) -> str:
    """Put pieces under headings into one whole HTML file that needs no network.

    The page's content security policy forbids scripts and everything that is not in the file.
    """
    return _render("page.html.j2", title=title, sections=sections)


def store_pictures(snapshot: Snapshot) -> PictureLoader:
    """Read pictures from the store that a snapshot lies in; one that cannot be read is None."""
    from pipeline.importers.saving import media_reader

    reader = media_reader(Store(snapshot.path.parents[1]))

    def read(image: Mapping[str, Any]) -> bytes | None:
        try:
            data: bytes = reader.read(image)
        except FeedloomError as error:
            log.info("a card goes without its picture: %s", error)
            return None
        return data

    return read


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


def _render(template: str, **variables: object) -> str:
    return _environment().get_template(template).render(**variables)


@cache
def _environment() -> jinja2.Environment:
    import jinja2

    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
