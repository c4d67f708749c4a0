from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pyarrow.parquet as pq
import pytest

from jobs.embed_posts import EmbedConfig, run
from jobs.embedded import read_embedded
from jobs.encoders import EncoderCard, Loader
from jobs.vectors import known_keys
from pipeline.errors import EmptyStore
from pipeline.media import content_key
from pipeline.schema import CONTENT, REJECTED
from pipeline.store import Store
from tests.jobs.fakes import DIM, FakeEncoder, load_fake, load_newer_fake, picture, post, posts, small_store

pytestmark = pytest.mark.usefixtures("ray_here")


def embed(store: Store, load: Loader = load_fake) -> dict[str, tuple[int, int]]:
    report = run(EmbedConfig(store.root), load=load)
    return {stage.name: (stage.items, stage.skipped) for stage in report.stages}


def leftovers(store: Store) -> list[Path]:
    return [*store.root.rglob("*.tmp"), *store.root.glob("work/*"), *store.root.glob("journal/*")]


def load_newer_clip(space: str, model: str) -> FakeEncoder:
    return FakeEncoder(space, revision="2" if space == "clip" else "1")


def content(store: Store) -> set[tuple[str, str, str]]:
    rows = store.read_derived("content", CONTENT).to_pylist()
    return {(row["post_id"], row["space"], row["content_key"]) for row in rows}


@pytest.fixture(scope="module")
def embedded(ray_here: None, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Embed twelve posts in row groups of five, one with a bad picture beside its text, one with a bad text."""
    store = small_store(tmp_path_factory.mktemp("embedded"))
    for path in store.folder("posts").glob("*"):
        pq.write_table(pq.read_table(path), path, row_group_size=5)
    store.append("posts", posts([post(1, images=[{"data": b"garbage"}]), post(2, text="UNSPEAKABLE")]))
    assert embed(store) == {"embed sentence": (12, 0), "embed clip": (5, 0)}
    return store


def test_what_cannot_be_used_is_rejected_and_the_rest_of_its_post_stays(embedded: Store) -> None:
    rejected = embedded.read_derived("rejected", REJECTED).to_pylist()
    found = {(row["table"], row["id"], row["stage"], row["reason"]) for row in rejected}
    assert found == {("posts", "p1", "decode", "unknown_format"), ("posts", "p2", "encode", "encode_failed")}
    assert {space for post_id, space, _ in content(embedded) if post_id == "p1"} == {"sentence"}


def test_ads_take_part_under_their_own_name(embedded: Store) -> None:
    assert [space for post_id, space, _ in content(embedded) if post_id == "ad:ad1"] == ["sentence"]


def test_the_content_remembers_the_models(embedded: Store) -> None:
    assert read_embedded(embedded).profile == "compact"
    assert read_embedded(embedded).cards["clip"] == EncoderCard("fake-clip", "1", DIM)


def test_an_edited_text_costs_one_text_and_the_rest_is_encoded_never_again(embedded: Store, tmp_path: Path) -> None:
    copytree(embedded.root, tmp_path, dirs_exist_ok=True)
    store = Store.open(tmp_path)
    store.append("posts", posts([post(4, text="a new text"), post(5)]))
    assert embed(store) == {"embed sentence": (1, 11), "embed clip": (0, 5)}
    changed = content(store) ^ content(embedded)
    assert {(post_id, space) for post_id, space, _ in changed} == {("p4", "sentence")}
    assert store.read_derived("rejected", REJECTED).num_rows == 2, "a second run says the same, not more"


def test_another_revision_encodes_everything_anew_beside_the_old(embedded: Store, tmp_path: Path) -> None:
    copytree(embedded.root, tmp_path, dirs_exist_ok=True)
    store = Store.open(tmp_path)
    assert embed(store, load_newer_fake) == {"embed sentence": (12, 0), "embed clip": (5, 0)}
    expected = known_keys(embedded, "clip", "1").packed().tolist()
    assert [known_keys(store, "clip", revision).packed().tolist() for revision in ("1", "2")] == [expected] * 2


@pytest.mark.slow
def test_a_text_that_kills_its_worker_is_rejected_and_the_others_are_encoded(tmp_path: Path) -> None:
    store = small_store(tmp_path)
    store.append("posts", posts([post(2, text="DEADLY"), post(4, text="ALSO DEADLY")]))
    assert embed(store) == {"embed sentence": (11, 0), "embed clip": (6, 0)}
    rejected = store.read_derived("rejected", REJECTED).to_pylist()
    assert {(row["id"], row["stage"], row["reason"]) for row in rejected} == {
        ("p2", "encode", "killed_worker"),
        ("p4", "encode", "killed_worker"),
    }
    assert embed(store) == {"embed sentence": (0, 11), "embed clip": (0, 6)}
    assert leftovers(store) == []
    store.append("posts", posts([post(2)]))
    assert embed(store)["embed sentence"] == (1, 11)


def test_changed_bytes_at_an_unchanged_path_cost_one_picture(tmp_path: Path) -> None:
    store = small_store(tmp_path, 4)
    store.media.mkdir()
    (store.media / "a.png").write_bytes(picture(50))
    store.append("posts", posts([post(9, images=[{"uri": "a.png"}])]))
    assert embed(store)["embed clip"] == (3, 0)
    (store.media / "a.png").write_bytes(picture(51))
    assert embed(store) == {"embed sentence": (0, 6), "embed clip": (1, 2)}
    assert ("p9", "clip", content_key(picture(51))) in content(store)


def test_a_changed_model_of_one_space_encodes_that_space_anew_and_no_other(embedded: Store, tmp_path: Path) -> None:
    copytree(embedded.root, tmp_path, dirs_exist_ok=True)
    store = Store.open(tmp_path)
    assert embed(store, load_newer_clip) == {"embed sentence": (0, 12), "embed clip": (5, 0)}
    assert content(store) == content(embedded)


def test_a_store_without_posts_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(EmptyStore, match="Run `feedloom import`"):
        run(EmbedConfig(tmp_path), load=load_fake)
