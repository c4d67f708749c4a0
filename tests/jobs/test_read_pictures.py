from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pyarrow as pa
import pytest

from jobs.build import BuildConfig
from jobs.build import run as build
from jobs.embed_posts import EmbedConfig, run
from jobs.journal import Hand
from jobs.pieces import cut
from jobs.read_pictures import ReaderLoader, Reading, ReadPieces
from jobs.units import units
from pipeline.errors import ModelError
from pipeline.media import MediaReader, content_key, text_key
from pipeline.schema import ADS, CONTENT, PICTURE_WORDS, READINGS, REJECTED, USERS
from pipeline.store import Store
from ranking import FeedRanker, FeedRequest
from ranking.search import search
from tests.jobs.fakes import (
    FakeEncoder,
    load_fake,
    load_fake_reader,
    load_newer_fake_reader,
    picture,
    post,
    poster,
    posts,
    small_store,
)

pytestmark = pytest.mark.usefixtures("ray_here")

SALE, OWL, CAKE = poster("BIG SALE"), poster("NIGHT OWL"), poster("CAKE")


def read_again(store: Store, load: ReaderLoader = load_fake_reader) -> tuple[int, int]:
    work = [unit for table in ("posts", "ads") for unit in units(store, table)]
    stage = Reading(store, load, load().revision, work).run(lambda: None)
    return stage.items, stage.skipped


def said(store: Store) -> set[tuple[str, int, str]]:
    rows = store.read_derived("picture_words", PICTURE_WORDS).to_pylist()
    return {(row["post_id"], row["ordinal"], row["words"]) for row in rows}


def texts(store: Store) -> set[tuple[str, int, str]]:
    rows = store.read_derived("content", CONTENT).to_pylist()
    return {(row["post_id"], row["ordinal"], row["content_key"]) for row in rows if row["space"] == "sentence"}


def pieces_of(store: Store, space: str = "sentence") -> list[dict[str, object]]:
    parts = [part for unit in units(store, "posts") for part in cut(unit, space, MediaReader(store.media))]
    return pa.concat_tables(parts).to_pylist()


@pytest.fixture(scope="module")
def read(ray_here: None, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Read six posts: p1 has two posters and a photo, p3 p1's first poster alone, p5 a bad and a smudged one."""
    store = small_store(tmp_path_factory.mktemp("read"), 6)
    changed = [
        post(1, images=[{"data": SALE}, {"data": picture(1)}, {"data": OWL}]),
        post(3, title=None, text=None, images=[{"data": SALE}]),
        post(5, images=[{"data": b"garbage"}, {"data": poster("SMUDGE")}]),
    ]
    store.append("posts", posts(changed))
    ad = {"ad_id": "ad1", "advertiser_id": "shop", "title": "Cat food", "bid_micros": 1, "daily_budget_micros": 10}
    store.append("ads", pa.Table.from_pylist([{**ad, "images": [{"data": CAKE}]}], schema=ADS))
    mute = {"user_id": "newcomer", "muted_words": ["sale"]}
    store.append("users", pa.Table.from_pylist([mute], schema=USERS))
    report = build(BuildConfig(store.root, words_in_pictures=True), load=load_fake, read=load_fake_reader)
    first = report.stages[0]
    assert (first.name, first.items, first.skipped) == ("read pictures", 4, 1), "p1's photo, three posters, one twice"
    return store


@pytest.fixture
def copy(read: Store, tmp_path: Path) -> Store:
    return Store.open(copytree(read.root, tmp_path / "store"))


def test_words_are_kept_by_picture_and_joined_to_posts_and_ads(read: Store) -> None:
    expected = {("p1", 0, "BIG SALE"), ("p1", 2, "NIGHT OWL"), ("p3", 0, "BIG SALE"), ("ad:ad1", 0, "CAKE")}
    assert said(read) == expected
    readings = {row["content_key"]: row for row in read.read_derived("readings", READINGS).to_pylist()}
    assert len(readings) == 4
    assert readings[content_key(SALE)]["words"] == "BIG SALE"
    assert readings[content_key(SALE)]["confidence"] == pytest.approx(0.9)
    assert readings[content_key(picture(1))]["words"] == ""
    assert readings[content_key(picture(1))]["confidence"] is None


def test_words_are_texts_of_their_own_and_leave_the_key_of_the_posts_text_alone(read: Store) -> None:
    found = texts(read)
    assert {("p1", 1, text_key("BIG SALE")), ("p1", 3, text_key("NIGHT OWL"))} <= found
    assert ("p1", 0, text_key("Post 1\ncats and dogs")) in found
    assert [row for row in found if row[0] == "p3"] == [("p3", 1, text_key("BIG SALE"))]
    assert ("ad:ad1", 1, text_key("CAKE")) in found


def test_a_picture_that_the_reader_trips_over_is_rejected_and_its_post_stays(read: Store) -> None:
    rejected = read.read_derived("rejected", REJECTED).to_pylist()
    found = {(row["id"], row["stage"], row["reason"]) for row in rejected}
    assert found == {("p5", "words", "reading_failed"), ("p5", "decode", "unknown_format")}
    assert {row[1] for row in texts(read) if row[0] == "p5"} == {0}


def test_a_second_run_reads_a_changed_picture_and_nothing_else(copy: Store, read: Store) -> None:
    copy.append("posts", posts([post(1, images=[{"data": poster("NEW SALE")}, {"data": OWL}])]))
    assert read_again(copy) == (1, 3)
    assert {row for row in said(copy) if row[0] == "p1"} == {("p1", 0, "NEW SALE"), ("p1", 1, "NIGHT OWL")}
    keys = {row["content_key"] for row in pieces_of(copy)}
    assert len(keys - {key for _, _, key in texts(read)}) == 1, "one new text, and no other text has a new key"


def test_another_revision_reads_everything_anew_beside_the_old(copy: Store, read: Store) -> None:
    assert read_again(copy, load_newer_fake_reader) == (4, 1)
    assert copy.read_derived("readings", READINGS).num_rows == 8
    assert said(copy) == said(read), "one reading of a picture counts, whatever others there are"


def test_switched_off_the_words_are_left_out_and_what_was_read_is_kept(copy: Store, read: Store) -> None:
    config = EmbedConfig(copy.root, words_in_pictures=False)
    stages = run(config, load=load_fake, read=load_fake_reader).stages
    assert [(stage.name, stage.items) for stage in stages] == [("embed sentence", 0), ("embed clip", 0)]
    assert said(copy) == set()
    assert {row for row in texts(copy) if row[1] > 0} == set()
    assert copy.read_derived("readings", READINGS).num_rows == 4


def test_a_batch_that_is_tried_again_replaces_its_own_file(tmp_path: Path) -> None:
    store = Store.create(tmp_path)
    store.append("posts", posts([post(1, images=[{"data": SALE}, {"data": OWL}])]))
    (pieces,) = cut(units(store, "posts")[0], "clip", MediaReader(store.media))
    for _ in range(2):
        worker = ReadPieces(store, load_fake_reader, tmp_path, Hand(tmp_path / "in hand.log", {}))
        assert worker(pieces["content_key"].to_pylist(), False, pieces).made == 2
    assert len(list(store.folder("readings").iterdir())) == 1


def test_a_post_that_is_nothing_but_a_picture_is_found_by_its_words_and_muted_by_them(read: Store) -> None:
    ranker = FeedRanker.open(read)
    shown = dict(zip(*(ranker.snapshot.posts[name].to_pylist() for name in ("post_id", "picture_words")), strict=True))
    assert shown["p1"] == ["BIG SALE", "NIGHT OWL"]
    assert shown["p3"] == ["BIG SALE"]
    assert shown["p0"] is None
    assert ranker.snapshot.ads["picture_words"].to_pylist() == [["CAKE"]]
    vector = FakeEncoder("sentence").encode_texts(["BIG SALE"])
    hits = search(ranker.catalog, "big owl", {"sentence": vector}, 3).hits
    assert [(hit.post_id, hit.title, hit.shown) for hit in hits[:1]] == [("p3", "BIG SALE", "BIG SALE")]
    assert {hit.post_id: hit.shown for hit in hits}["p1"] == "BIG SALE", "the first picture with a word of the query"
    assert all(not hit.shown for hit in search(ranker.catalog, "post", {"sentence": vector}, 3))
    feed = ranker.feed(FeedRequest("newcomer", surface="explore"))
    assert feed.explain("p3").sentence == "The filter 'muted word in a picture' removed it."


def test_without_the_extra_the_job_says_how_to_get_it_before_anything_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.encoders.ocr.find_spec", lambda name: None)
    store = small_store(tmp_path)
    with pytest.raises(ModelError, match=r"feedloom\[ocr\]"):
        run(EmbedConfig(store.root, words_in_pictures=True), load=load_fake)
    assert not store.folder("content").exists()
