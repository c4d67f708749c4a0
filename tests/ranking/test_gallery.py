"""Feeds, searches, explanations and maps as HTML: safe, whole, and telling what they should."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from indexing.tables import PICTURE_WORDS_FIELD, SNAPSHOT_ADS
from pipeline.errors import BadInput
from pipeline.schema import POSTS
from ranking import gallery
from ranking.candidates import Candidates
from ranking.cards import age_words, chart_of, picture_of
from ranking.catalog import Catalog
from ranking.explain import Explanation
from ranking.feed import Feed, FeedItem
from ranking.gallery import Section, explanation_html, feed_html, map_html, page_html, search_html
from ranking.post_map import HEIGHT, LABEL_HEIGHT, LABEL_WIDTH, WIDTH, post_map
from ranking.search import SearchHit, SearchResult
from ranking.trace import Scored, Trace

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
EVIL = "</style></title><script>alert(1)</script><img src=x onerror=alert(1)>\" onload='x' <a href=http://x.y>"
VOID = {"img", "meta", "br"}


class Reader(HTMLParser):
    """Collect tags, attributes and words, and check that every tag is closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.attributes: list[tuple[str, str]] = []
        self.words: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def read(html: str) -> Reader:
    """Parse a piece; whatever was in it, it must hold no script, no handler and nothing from elsewhere."""
    seen = Reader(html)
    assert not {"script", "iframe", "object", "embed", "form", "link", "base"} & seen.tags.keys()
    assert not [name for name, _ in seen.attributes if name.startswith("on")]
    assert all(value.startswith("data:image/jpeg;base64,") for name, value in seen.attributes if name == "src")
    assert all(value.startswith("#") for name, value in seen.attributes if name in ("href", "xlink:href"))
    styles = [value for name, value in seen.attributes if name == "style"] + seen.words
    assert not [words for words in styles if "url(" in words or "@import" in words]
    return seen


def jpeg(width: int, height: int) -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, "JPEG")
    return out.getvalue()


def post(**changes: Any) -> dict[str, Any]:
    return {
        "post_id": "p", "author_id": "marta-k", "created_at": NOW - timedelta(hours=3), "title": "A loaf",
        "text": "Rye and patience.", "images": [], "tags": [], "language": "en", "topic": 0, **changes,
    }  # fmt: skip


def catalog(
    *posts: dict[str, Any], ads: tuple[dict[str, Any], ...] = (), topics: tuple[str, ...] = ("baking",)
) -> Catalog:
    rows = [{**row, "post_id": f"p{number}"} for number, row in enumerate(posts)]
    schema = pa.schema([*POSTS, PICTURE_WORDS_FIELD, pa.field("topic", pa.int32())])
    snapshot = SimpleNamespace(
        posts=pa.Table.from_pylist(rows, schema=schema),
        ads=pa.Table.from_pylist(list(ads), schema=SNAPSHOT_ADS),
        topics=topics,
        version="v000001-00000000",
    )
    return Catalog(snapshot)  # type: ignore[arg-type]


def feed_of(known: Catalog, *, ads: int = 0, **changes: Any) -> Feed:
    """A feed of all posts of a catalogue, then of its ads."""
    terms = {"affinity": 0.75, "variety": -0.25, "followed": 0.0}
    items = [
        FeedItem(row + 1, "post", f"p{row}", row, 0.5, terms, ("fresh",), "New from <i>marta</i>")
        for row in range(len(known))
    ]
    items += [
        FeedItem(len(items) + row + 1, "ad", "a", row, 3.0, {"base rate": 3.0}, ("auction",), "Ad by X: fits", 210_000)
        for row in range(ads)
    ]
    none = np.empty(0, np.float32)
    trace = Trace([], [], Scored(Candidates.empty().rows, {}, none), np.arange(len(known)), [])
    given_ = {"user_id": "anna", "surface": "home", "items": tuple(items), **changes}
    return Feed(now=NOW, seed=0, trace=trace, catalog=known, **given_)


AD = {
    "ad_id": "a", "advertiser_id": "Brightside Kitchen", "title": "One pan", "text": "For ever.", "images": [],
    "bid_micros": 1, "daily_budget_micros": 1,
}  # fmt: skip


def no_pictures(image: Mapping[str, Any]) -> bytes | None:
    return None


def test_a_card_tells_who_when_what_why_and_of_which_parts_the_score_is_made() -> None:
    text = read(feed_html(feed_of(catalog(post())), pictures=no_pictures)).text
    for words in ("MK", "marta-k", "3 h", "#1", "A loaf", "Rye and patience.", "baking", "New from <i>marta</i>"):
        assert words in text
    assert "affinity +0.750 variety −0.250 Score 0.500 At zero: followed" in text
    assert "Home feed for anna 1 post · 4 May 2026, 12:00 UTC · snapshot v000001-00000000" in text


def test_an_ad_is_marked_and_names_its_advertiser_and_its_price() -> None:
    text = read(feed_html(feed_of(catalog(post(), ads=(AD,)), ads=1), pictures=no_pictures)).text
    assert "1 post and 1 ad" in text
    assert "Brightside Kitchen Ad #2 One pan For ever." in text
    assert "eCPM 3.000 base rate +3.000 eCPM 3.000 A click costs 0.21" in text


@pytest.mark.parametrize("field", ["title", "text", "author_id"])
def test_hostile_words_are_shown_as_words(field: str) -> None:
    hostile = catalog(post(**{field: EVIL}), ads=({**AD, "title": EVIL, "advertiser_id": EVIL},), topics=(EVIL,))
    seen = read(feed_html(feed_of(hostile, ads=1, user_id=EVIL), pictures=no_pictures, heading=EVIL))
    assert "<script>alert(1)</script>" in seen.text
    assert seen.tags["img"] == 0


@given(st.text(max_size=40), st.text(max_size=40))
@settings(max_examples=30, deadline=None)
def test_any_words_leave_the_page_whole(title: str, author: str) -> None:
    known = catalog(post(title=title, author_id=author, text=None))
    page = page_html(title, [Section(author, feed_html(feed_of(known), pictures=no_pictures), title)])
    assert read(page).tags["article"] == 1


def test_a_missing_or_damaged_picture_gives_a_card_without_one() -> None:
    pictured = catalog(post(images=[{"uri": "gone.jpg", "data": None}]))
    for loader in (no_pictures, lambda image: b"no picture", lambda image: jpeg(40, 30)[:60]):
        seen = read(feed_html(feed_of(pictured), pictures=loader))
        assert seen.tags["img"] == 0
        assert "A loaf Rye and patience." in seen.text


def test_a_photo_fills_its_frame_and_a_poster_keeps_its_edges_before_a_backdrop() -> None:
    image = {"uri": "a.jpg", "data": None}
    assert picture_of(image, lambda _: jpeg(800, 600)).fills  # type: ignore[union-attr]
    assert not picture_of(image, lambda _: jpeg(400, 600)).fills  # type: ignore[union-attr]
    pictured = catalog(post(images=[image, image, image]))
    assert read(feed_html(feed_of(pictured), pictures=lambda _: jpeg(800, 600))).tags["img"] == 1
    poster = read(feed_html(feed_of(pictured), pictures=lambda _: jpeg(400, 600)))
    assert poster.tags["img"] == 2
    assert "+2" in poster.text


def test_pictures_are_shrunk_to_480_pixels() -> None:
    from base64 import b64decode

    picture = picture_of({"uri": "a.jpg"}, lambda _: jpeg(2_000, 1_000))
    assert picture is not None
    assert Image.open(BytesIO(b64decode(picture.source.split(",")[1]))).size == (480, 240)


def test_pictures_come_from_the_snapshots_store_unless_another_loader_is_given(tmp_path: Any) -> None:
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "loaf.jpg").write_bytes(jpeg(40, 30))
    images = [{"uri": "loaf.jpg", "data": None}]
    known = catalog(post(images=images), post(images=[{"uri": "../../etc/passwd", "data": None}]))
    known.snapshot.path = tmp_path / "snapshots" / "v000001-00000000"  # type: ignore[misc]
    assert read(feed_html(feed_of(known))).tags["img"] == 1


def test_a_post_without_words_or_picture_shows_its_id_and_an_empty_feed_says_so() -> None:
    bare = catalog(post(title=None, text=None, author_id=None, images=None, topic=-1))
    text = read(feed_html(feed_of(bare), pictures=no_pictures)).text
    assert "somebody" in text
    assert "p0" in text
    assert "Nothing to show" in read(feed_html(feed_of(catalog()), pictures=no_pictures)).text


def test_a_feed_for_nobody_known_is_for_a_newcomer_and_the_same_feed_gives_the_same_html() -> None:
    feed = feed_of(catalog(post(), post()), user_id=None)
    assert "Home feed for a newcomer 2 posts" in read(feed_html(feed, pictures=no_pictures)).text
    assert feed_html(feed, pictures=no_pictures) == feed_html(feed, pictures=no_pictures)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(-5, "now"), (59, "now"), (60, "1 min"), (3_599, "59 min"), (3_600 * 3, "3 h"), (86_400 * 2.9, "2 d"),
     (86_400 * 40, "1 mo"), (86_400 * 800, "2 y")],
)  # fmt: skip
def test_ages_are_told_in_the_largest_unit(seconds: float, words: str) -> None:
    assert age_words(seconds) == words


@given(st.dictionaries(st.text(min_size=1, max_size=5), st.floats(-9, 9), max_size=6))
def test_bars_start_at_one_zero_and_stay_on_their_track(terms: dict[str, float]) -> None:
    chart = chart_of(terms, sum(terms.values()), is_ad=False)
    for bar in chart.bars:
        assert -0.02 <= bar.left <= bar.left + bar.width <= 100.02
    zeros = {round(bar.left + bar.width if bar.negative else bar.left, 1) for bar in chart.bars}
    assert not zeros or max(zeros) - min(zeros) <= 0.11
    assert len(chart.bars) + sum(abs(value) < 0.0005 for value in terms.values()) == len(terms)


def test_a_search_shows_its_hits_in_order_with_what_matched() -> None:
    known = catalog(post(title="Soup"), post(title="Rain", created_at=NOW))
    hits = (SearchHit(1, "p1", 1, "Rain", 3.0, {"sentence": 0.61, "clip": 0.3}), SearchHit(2, "p0", 0, "Soup", 2.0, {}))
    text = read(search_html(SearchResult(f"rainy {EVIL}", hits, known), pictures=no_pictures)).text
    assert "2 hits, best first" in text
    assert text.index("Rain") < text.index("Soup")
    assert "Matches by text 0.61, pictures 0.30" in text
    assert "Nothing found." in read(search_html(SearchResult("x", (), known), pictures=no_pictures)).text


def test_a_hit_and_a_post_without_a_text_show_what_their_pictures_say() -> None:
    meme = f"MONDAY\nMOTIVATION {EVIL}"
    known = catalog(post(title=None, text=None, picture_words=[meme]))
    assert known.title(0).startswith("MONDAY MOTIVATION")
    hit = SearchHit(1, "p0", 0, known.title(0), 3.0, {"sentence": 0.61}, meme)
    text = read(search_html(SearchResult("motivation", (hit,), known), pictures=no_pictures)).text
    assert "“MONDAY MOTIVATION" in text
    assert "Matches by text 0.61; its picture says “MONDAY MOTIVATION" in text
    assert hit.to_dict()["shown"] == meme


def test_explanations_show_fate_place_sources_and_terms() -> None:
    placed = Explanation("p1", "placed", "You liked rye.", 3, 7, 0.5, {"affinity": 0.5}, ("similar text",))
    filtered = Explanation("p2", "filtered", "The filter 'muted word' removed it.", sources=("fresh",))
    seen = read(explanation_html(placed, filtered, titles={"p1": "A <loaf>"}))
    assert "A <loaf> You liked rye. placed Place 3 · rank 7 by score alone · brought by similar text" in seen.text
    assert "affinity +0.500 Score 0.500" in seen.text
    assert "p2 The filter 'muted word' removed it. filtered brought by fresh" in seen.text


def test_a_map_has_a_dot_a_post_with_its_title_and_a_legend_with_counts() -> None:
    xy = np.array([[0, 0], [1, 1], [2, 4], [9, 9], [5, 5]], np.float32)
    seen = read(map_html(xy, np.array([0, 0, 0, 1, -1]), ["baking", EVIL], ["a", "b", "c", EVIL, "e"]))
    assert seen.tags["circle"] == 5
    assert seen.tags["title"] == 5
    assert seen.tags["text"] == 1
    assert seen.text.count("baking") == 2
    assert "no topic 1" in seen.text


@given(st.integers(0, 200), st.integers(1, 20), st.integers(0, 2**32 - 1))
@settings(deadline=None)
def test_dots_lie_inside_the_drawing_and_the_legend_counts_every_post(count: int, topics: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    codes = rng.integers(-1, topics, count)
    drawn = post_map(rng.standard_normal((count, 2)) * 1e6, codes, [f"t{n}" for n in range(topics)], ["x"] * count)
    assert all(0 < dot.x < WIDTH and 0 < dot.y < HEIGHT for dot in drawn.dots)
    assert sum(entry.count for entry in drawn.legend) == count
    assert len(drawn.legend) <= 14
    for place, label in enumerate(drawn.labels):
        assert 0 < label.y < HEIGHT
        assert all(
            abs(label.x - o.x) >= LABEL_WIDTH or abs(label.y - o.y) >= LABEL_HEIGHT for o in drawn.labels[:place]
        )


@pytest.mark.parametrize(
    ("xy", "topics"),
    [([[0, 0]], [0, 0]), ([[0, 0, 0], [1, 1, 1]], [0, 0]), ([[0, np.nan], [1, 1]], [0, 0]), ([[0, 0], [1, 1]], [0, 1]),
     ([[0, 0], [1, 1]], [-2, 0])],
)  # fmt: skip
def test_a_map_of_things_that_do_not_fit_together_is_refused(xy: list[list[float]], topics: list[int]) -> None:
    with pytest.raises(BadInput):
        map_html(np.array(xy), np.array(topics), ["baking"], ["a", "b"])


def test_a_page_is_one_whole_file_that_forbids_scripts_and_the_network() -> None:
    part = feed_html(feed_of(catalog(post())), pictures=no_pictures)
    page = page_html(EVIL, [Section("First", part, "A note."), Section(EVIL, part)])
    seen = read(page)
    assert page.startswith("<!doctype html>")
    assert ("content", "default-src 'none'; img-src data:; style-src 'unsafe-inline'") in seen.attributes
    assert ("href", "#part-2") in seen.attributes
    assert seen.tags["h2"] == 2
    assert "A note." in seen.text


def test_notebooks_get_the_same_piece_as_to_html(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gallery, "store_pictures", lambda snapshot: no_pictures)
    feed = feed_of(catalog(post()))
    assert feed._repr_html_() == feed.to_html() == feed_html(feed)
