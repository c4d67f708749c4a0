"""What a card of the gallery shows, worked out before any HTML is written."""

from __future__ import annotations

import logging
import re
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final
from zlib import crc32

from pipeline.errors import MediaError
from pipeline.words import shorten
from ranking.catalog import Catalog
from ranking.explain import Explanation, Fate

if TYPE_CHECKING:
    from ranking.feed import Feed, FeedItem
    from ranking.search import SearchHit

log = logging.getLogger(__name__)

PictureLoader = Callable[[Mapping[str, Any]], bytes | None]
"""Gives the encoded bytes of an IMAGE struct, or None where there are none."""

PICTURE_PIXELS: Final = 480
BACKDROP_PIXELS: Final = 24
TEXT_LENGTH: Final = 600
SHOWN_LENGTH: Final = 120
FRAME_RATIO: Final = 4 / 3
MOST_CROPPED: Final = 1.25
"""A picture fills its frame where that cuts off at most a fifth; a poster keeps its words and gets a backdrop."""

HUES: Final = (217, 22, 150, 335, 45, 268, 190, 4, 95, 300, 170, 240)
"""Of topics, in degrees, so that neighbours in the list are far apart."""

_FATE_HUES: Final[Mapping[Fate, int]] = {
    "placed": 150,
    "filtered": 4,
    "outranked": 38,
    "cut": 260,
    "not retrieved": 220,
}
_SPACES: Final[Mapping[str, str]] = {"sentence": "text", "clip": "pictures"}
_WORD: Final = re.compile(r"[^\W_]+")
_AGES: Final = ((31_536_000, "y"), (2_592_000, "mo"), (86_400, "d"), (3_600, "h"), (60, "min"))


@dataclass(frozen=True)
class Bar:
    """One term of a score; ``left`` and ``width`` are percents of the track."""

    name: str
    value: str
    left: float
    width: float
    negative: bool


@dataclass(frozen=True)
class Chart:
    """The terms of a score that are not 0, and their sum."""

    unit: str
    total: str
    bars: tuple[Bar, ...]
    remark: str = ""


@dataclass(frozen=True)
class Picture:
    """A picture as data URIs.

    Parameters
    ----------
    backdrop
        A tiny version, to be blurred behind a picture that does not fill its frame.
    fills
        Whether the picture may be cropped to its frame.
    """

    source: str
    backdrop: str
    fills: bool


@dataclass(frozen=True)
class Card:
    """One post or ad, ready to be drawn; all of it may be untrusted text."""

    is_ad: bool
    place: str
    author: str
    initials: str
    author_hue: int
    age: str
    title: str
    text: str
    topic: str
    topic_hue: int
    picture: Picture | None
    more_pictures: int
    reason: str
    chart: Chart | None


def feed_card(feed: Feed, item: FeedItem, pictures: PictureLoader) -> Card:
    """Make the card of a placed post or ad."""
    is_ad = item.kind == "ad"
    remark = f"A click costs {item.price_micros / 1e6:.4g}" if item.price_micros is not None else ""
    chart = chart_of(item.terms, item.score, is_ad=is_ad, remark=remark)
    if not is_ad:
        return _post_card(feed.catalog, item.row, feed.now.timestamp(), pictures, item.position, item.reason, chart)
    ad = feed.catalog.snapshot.ads.slice(item.row, 1).to_pylist()[0]
    return _card(
        ad, ad["advertiser_id"], pictures, is_ad=True, place=f"#{item.position}", reason=item.reason, chart=chart
    )


def hit_card(catalog: Catalog, hit: SearchHit, pictures: PictureLoader) -> Card:
    """Make the card of a search hit; its age is told against the newest post."""
    now = float(catalog.created_at.max())
    matches = [f"{_SPACES.get(space, space)} {cosine:.2f}" for space, cosine in hit.matches.items()]
    reason = f"Matches by {', '.join(matches) or 'score'}"
    if hit.shown:
        reason += f"; its picture says “{shorten(hit.shown, SHOWN_LENGTH)}”"
    return _post_card(catalog, hit.row, now, pictures, hit.rank, reason, None)


@dataclass(frozen=True)
class Note:
    """One explanation, ready to be drawn."""

    heading: str
    sentence: str
    fate: str
    hue: int
    facts: str
    chart: Chart | None


def note_card(explanation: Explanation, titles: Mapping[str, str]) -> Note:
    """Make the card of an explanation."""
    is_ad = explanation.sources == ("auction",)
    facts = [
        f"Place {explanation.position}" if explanation.position is not None else "",
        f"rank {explanation.rank} by score alone" if explanation.rank is not None else "",
        f"brought by {', '.join(explanation.sources)}" if explanation.sources else "",
    ]
    return Note(
        heading=titles.get(explanation.post_id, explanation.post_id),
        sentence=explanation.sentence,
        fate=explanation.fate,
        hue=_FATE_HUES[explanation.fate],
        facts=" · ".join(fact for fact in facts if fact),
        chart=None if explanation.score is None else chart_of(explanation.terms, explanation.score, is_ad=is_ad),
    )


def _post_card(
    catalog: Catalog, row: int, now: float, pictures: PictureLoader, place: int, reason: str, chart: Chart | None
) -> Card:
    post = catalog.snapshot.posts.slice(row, 1).to_pylist()[0]
    return _card(
        post,
        catalog.author_name(row),
        pictures,
        place=f"#{place}",
        age=age_words(now - float(catalog.created_at[row])),
        topic=catalog.topic_name(row),
        topic_hue=HUES[int(catalog.topic[row]) % len(HUES)],
        reason=reason,
        chart=chart,
    )


def _card(
    content: Mapping[str, Any],
    author: str,
    pictures: PictureLoader,
    *,
    place: str,
    reason: str,
    chart: Chart | None,
    is_ad: bool = False,
    age: str = "",
    topic: str = "",
    topic_hue: int = HUES[0],
) -> Card:
    images = content["images"] or []
    title, text = _tidy(content["title"]), _tidy(content["text"])
    return Card(
        is_ad=is_ad,
        place=place,
        author=author,
        initials="".join(word[0] for word in _WORD.findall(author)[:2]).upper(),
        author_hue=crc32(author.encode()) % 360,
        age=age,
        title=title if title or text else _shown_in(content) or content.get("post_id", ""),
        text=text,
        topic=topic,
        topic_hue=topic_hue,
        picture=picture_of(images[0], pictures) if images else None,
        more_pictures=max(len(images) - 1, 0),
        reason=reason,
        chart=chart,
    )


def _shown_in(content: Mapping[str, Any]) -> str:
    """Give what the pictures of a post without a text of its own say, in quotation marks."""
    words = _tidy(" ".join(content["picture_words"] or ()))
    return f"“{words}”" if words else ""


def _tidy(text: str | None) -> str:
    return shorten(text or "", TEXT_LENGTH)


def age_words(seconds: float) -> str:
    """Say how long ago something was, in the largest unit that fits: ``"3 h"``, ``"2 d"``; ``"now"`` below a minute."""
    return next((f"{int(seconds // unit)} {name}" for unit, name in _AGES if seconds >= unit), "now")


def chart_of(terms: Mapping[str, float], score: float, *, is_ad: bool, remark: str = "") -> Chart:
    """Lay out the terms of a score as bars from a common zero, and name those that add nothing."""
    shown = {name: value for name, value in terms.items() if abs(value) >= 0.0005}
    low, high = min(0.0, *shown.values(), 0.0), max(0.0, *shown.values(), 0.0)
    scale = 100.0 / max(high - low, 1e-9)
    bars = tuple(
        Bar(
            name,
            _signed(value, "+"),
            round((min(value, 0.0) - low) * scale, 2),
            round(abs(value) * scale, 2),
            value < 0,
        )
        for name, value in shown.items()
    )
    idle = ", ".join(name for name in terms if name not in shown)
    remarks = [remark, f"at zero: {idle}" if idle else ""]
    words = " · ".join(part for part in remarks if part)
    return Chart("eCPM" if is_ad else "Score", _signed(score, ""), bars, words[:1].upper() + words[1:])


def _signed(value: float, plus: str) -> str:
    return f"{value:{plus}.3f}".replace("-", "−")


def picture_of(image: Mapping[str, Any], pictures: PictureLoader) -> Picture | None:
    """Fetch and shrink a picture; None where it is missing or damaged."""
    from PIL import Image

    from pipeline.media import thumbnail

    data = pictures(image)
    if data is None:
        return None
    try:
        small = thumbnail(data, PICTURE_PIXELS)
    except MediaError as error:
        log.info("a card goes without its picture: %s", error)
        return None
    width, height = Image.open(BytesIO(small)).size
    ratio = width / height / FRAME_RATIO
    return Picture(
        _data_uri(small), _data_uri(thumbnail(small, BACKDROP_PIXELS)), 1 / MOST_CROPPED <= ratio <= MOST_CROPPED
    )


def _data_uri(jpeg: bytes) -> str:
    return f"data:image/jpeg;base64,{b64encode(jpeg).decode()}"
