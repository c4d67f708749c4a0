"""Content and models that make trouble: one piece of content costs itself alone, and a run ends in any case."""

from __future__ import annotations

import os
from contextlib import ExitStack
from pathlib import Path

import pyarrow as pa
import pytest

from jobs.embed_posts import EmbedConfig, run
from jobs.embedded import card_by_files, replaced_content
from jobs.embedding import SpaceWork
from jobs.encoders import EncoderCard, Loader
from jobs.journal import Hand
from jobs.report import Stage, timed
from jobs.survey import grouped
from jobs.tally import TooManyRejectsError
from jobs.units import units
from jobs.unusable import Unusable
from pipeline.encoders.base import Vectors
from pipeline.errors import ConfigError, ModelError
from pipeline.media import content_key, text_key
from pipeline.schema import CONTENT, REJECTED
from pipeline.store import Store
from tests.jobs.fakes import DIM, FakeEncoder, embed_here, load_fake, picture, post, posts, small_store

CARD = EncoderCard("fake", "1", DIM)


def embed(store: Store, load: Loader = load_fake, **options: float) -> dict[str, tuple[int, int]]:
    report = run(EmbedConfig(store.root, **options), load=load)
    return {stage.name: (stage.items, stage.skipped) for stage in report.stages}


def embed_space(store: Store, space: str, load: Loader = load_fake) -> Stage:
    """Embed one space where no Ray may start."""
    work = SpaceWork(store, space, "fake", load, units(store, "posts"))
    with timed("embed") as watch:
        work.run("fake", CARD, lambda: pytest.fail("Ray was started"), watch)
    return watch.stage


def rejected(store: Store) -> set[tuple[str, str, str]]:
    rows = store.read_derived("rejected", REJECTED).to_pylist()
    return {(row["id"], row["stage"], row["reason"]) for row in rows}


def of_space(content: pa.Table, space: str) -> list[dict[str, object]]:
    return [row for row in content.to_pylist() if row["space"] == space]


def leftovers(store: Store) -> list[Path]:
    return [*store.root.rglob("*.tmp"), *store.root.glob("work/*"), *store.root.glob("journal/*")]


class DiesEncoding(FakeEncoder):
    def encode_texts(self, texts: object) -> Vectors:
        os._exit(1)


def load_dies_encoding(space: str, model: str) -> FakeEncoder:
    return DiesEncoding(space)


def load_dies_in_a_worker(space: str, model: str) -> FakeEncoder:
    """Die where pieces are to be encoded; a task that asks for the revision alone lives."""
    import ray

    if ray.get_runtime_context().get_actor_id() is not None:
        os._exit(1)
    return FakeEncoder(space)


@pytest.mark.slow
@pytest.mark.usefixtures("ray_here")
def test_a_picture_that_kills_its_worker_and_one_that_takes_for_ever_are_rejected_and_the_rest_is_encoded(
    tmp_path: Path,
) -> None:
    store = small_store(tmp_path, 40)
    deadly, endless = picture(100) + b"DEADLY", picture(101) + b"ENDLESS"
    bad = [post(50, images=[{"data": deadly}, {"data": picture(50)}]), post(51, images=[{"data": endless}])]
    store.append("posts", posts([*bad, post(52, images=[{"data": deadly}])]))
    assert embed(store, decode_seconds=1.0)["embed clip"] == (21, 0)
    assert rejected(store) == {
        ("p50", "decode", "killed_worker"),
        ("p51", "decode", "decode_timeout"),
        ("p52", "decode", "killed_worker"),
    }
    assert leftovers(store) == []
    rows = store.read_derived("content", CONTENT).to_pylist()
    assert [row["content_key"] for row in rows if row["post_id"] == "p50" and row["space"] == "clip"] == [
        content_key(picture(50))
    ]
    assert embed_space(store, "clip").skipped == 21, "none of them is tried again"


@pytest.mark.slow
@pytest.mark.usefixtures("ray_here")
@pytest.mark.parametrize("load", [load_dies_encoding, load_dies_in_a_worker])
def test_a_model_that_kills_whatever_holds_it_ends_the_job_with_a_sentence(tmp_path: Path, load: Loader) -> None:
    store = small_store(tmp_path, 30)
    with pytest.raises(ModelError, match="the model of space 'sentence' died again and again"):
        embed(store, load)
    assert not store.folder("content").exists()
    assert len(Unusable(store, "sentence").keys("1")) == 0, "it is not the content's fault"
    assert embed(store)["embed sentence"] == (31, 0)


@pytest.mark.usefixtures("ray_here")
def test_a_run_that_is_going_wrong_is_stopped_and_keeps_the_old_table_and_what_was_done(tmp_path: Path) -> None:
    store = small_store(tmp_path)
    embed(store)
    before = store.read_derived("content", CONTENT)
    gone = [post(number, images=[{"uri": f"{number}.png"}]) for number in range(100, 300)]
    store.append("posts", posts([*gone, post(301)]))
    with pytest.raises(
        TooManyRejectsError, match=r"200 missing_file \(such as p100: '100.png' cannot be read"
    ) as caught:
        embed(store)
    assert "pictures cannot be used" in str(caught.value)
    after = store.read_derived("content", CONTENT)
    assert of_space(after, "clip") == of_space(before, "clip")
    assert len(rejected(store)) == 200, "to see what is wrong"
    assert leftovers(store) == []
    assert embed(store, max_rejected_fraction=1.0) == {"embed sentence": (0, 214), "embed clip": (1, 6)}


def test_a_fraction_or_a_time_out_of_range_is_refused(tmp_path: Path) -> None:
    for options in ({"max_rejected_fraction": 1.5}, {"decode_seconds": 0.0}):
        with pytest.raises(ConfigError, match="fraction of 0 to 1"):
            embed(Store.create(tmp_path), **options)


def test_where_nothing_is_to_be_encoded_no_ray_starts_and_the_tables_are_the_same(tmp_path: Path) -> None:
    store = small_store(tmp_path)
    store.append(
        "posts", posts([post(1, images=[{"data": b"garbage"}, {"uri": "gone.png"}]), post(2, text="UNSPEAKABLE")])
    )
    embed_here(store)
    for space, skipped in (("sentence", 11), ("clip", 5)):
        for _ in range(2):
            stage = embed_space(store, space)
            assert (stage.items, stage.skipped) == (0, skipped)
    assert rejected(store) == {
        ("p1", "decode", "unknown_format"),
        ("p1", "read", "missing_file"),
        ("p2", "encode", "encode_failed"),
    }


def test_a_model_is_known_again_by_its_files(tmp_path: Path) -> None:
    store = small_store(tmp_path)
    assert card_by_files(store, "clip", "x") is None
    for files, known in (("x", {"x": CARD, "y": None}), (None, {"x": None})):
        with replaced_content(store, "clip", "fake", CARD, files):
            pass
        assert {asked: card_by_files(store, "clip", asked) for asked in known} == known
    assert card_by_files(store, "clip", None) is None


def test_a_deleted_post_is_not_embedded(tmp_path: Path) -> None:
    store = small_store(tmp_path)
    embed_here(store)
    store.delete(["p3"], at=post(0)["created_at"])  # type: ignore[arg-type]
    assert embed_space(store, "clip").skipped == 5
    owners = {row["post_id"] for row in store.read_derived("content", CONTENT).to_pylist() if row["space"] == "clip"}
    assert owners == {"p1", "p5", "p7", "p9", "p11"}


@pytest.mark.usefixtures("ray_here")
def test_what_a_killed_run_had_in_hand_is_done_again_one_at_a_time_and_is_no_suspect_afterwards(tmp_path: Path) -> None:
    store = small_store(tmp_path)
    keys = [text_key(f"Post {number}\ntrains and trams") for number in (0, 2, 4)]
    with ExitStack() as hands:
        for name, held in (("a", keys), ("b", keys[:1]), ("c", keys[1:2]), ("d", keys[1:2])):
            hand = Hand(store.folder("journal", "sentence") / f"{name}.log", {})
            hands.enter_context(hand.hold("encode", held))
        assert embed(store)["embed sentence"] == (12, 0)
    assert rejected(store) == {("p2", "encode", "killed_worker")}, "it alone was in hand at two deaths"
    assert leftovers(store) == []


def test_small_units_are_read_together(tmp_path: Path) -> None:
    store = Store.create(tmp_path)
    for number in range(5):
        store.append("posts", posts([post(number)]))
    found = units(store, "posts")
    assert [[number for number, _ in group] for group in grouped(found, 2)] == [[2, 3, 4]]
    assert list(grouped(found, 5)) == []
