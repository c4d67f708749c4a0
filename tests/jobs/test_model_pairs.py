"""Any pair of models builds a store by name, and the store is asked with that pair alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from indexing.snapshot import Snapshot
from jobs import build_index
from jobs.build import BuildConfig, run
from jobs.embedded import read_embedded
from jobs.encoders import load_encoder
from jobs.ray_session import ray_session
from jobs.words import WordsEncoder
from pipeline.errors import ModelError, SnapshotError
from pipeline.store import Store
from ranking import FeedRanker, FeedRequest
from tests.jobs.fakes import picture, small_store
from tests.support.small_models import CLIP_DIM, SENTENCE_DIM, save_clip_model, save_sentence_model

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Pair:
    store: Store
    sentence: Path
    clip: Path


@pytest.fixture(scope="module")
def pair(ray_here: None, tmp_path_factory: pytest.TempPathFactory) -> Pair:
    """Build a dozen posts with a random BERT and a random ViT, each a folder."""
    place = tmp_path_factory.mktemp("pair")
    made = Pair(small_store(place / "store"), save_sentence_model(place / "words"), save_clip_model(place / "pictures"))
    run(BuildConfig(made.store.root, sentence=str(made.sentence), clip=str(made.clip)))
    return made


@contextmanager
def changed(path: Path) -> Iterator[None]:
    """Change the last byte of a file, which is within a tensor, for the length of the block."""
    kept = path.read_bytes()
    path.write_bytes(kept[:-1] + bytes([kept[-1] ^ 1]))
    try:
        yield
    finally:
        path.write_bytes(kept)


def test_the_snapshot_names_the_pair_and_its_revisions(pair: Pair) -> None:
    snapshot = Snapshot.open(pair.store)
    assert snapshot.manifest.profile == f"{pair.sentence} + {pair.clip}"
    assert (snapshot.models["sentence"].model, snapshot.models["clip"].model) == (str(pair.sentence), str(pair.clip))
    assert (snapshot.manifest.spaces["sentence"].dim, snapshot.manifest.spaces["clip"].dim) == (SENTENCE_DIM, CLIP_DIM)


def test_it_is_searched_and_ranked_with_the_models_that_it_names(pair: Pair, tmp_path: Path) -> None:
    ranker = FeedRanker.open(pair.store)
    assert len(list(ranker.search("Post 3 cats and dogs", k=3))) == 3
    (tmp_path / "query.png").write_bytes(picture(3))
    assert next(iter(ranker.search(image=tmp_path / "query.png", k=1))).post_id == "p3"
    assert len(ranker.feed(FeedRequest("mara", k=3, interests=("trains",))).posts) == 3


def test_a_model_that_has_changed_since_is_not_asked(pair: Pair) -> None:
    ranker = FeedRanker.open(pair.store)
    with changed(pair.sentence / "model.safetensors"), pytest.raises(SnapshotError, match="sentence vectors of"):
        ranker.search("cats")
    with changed(pair.clip / "open_clip_model.safetensors"), pytest.raises(SnapshotError, match="clip vectors of"):
        FeedRanker.open(pair.store).search("cats")
    assert len(list(FeedRanker.open(pair.store).search("cats", k=2))) == 2


def test_new_words_are_not_encoded_with_a_model_that_has_changed_since(pair: Pair) -> None:
    embedded = read_embedded(pair.store)
    words = WordsEncoder(pair.store, "clip", embedded.cards["clip"], load_encoder, embedded.options)
    with changed(pair.clip / "open_clip_model.safetensors"):
        build_index.run(build_index.IndexConfig(pair.store.root))  # its topics are encoded already
        with ray_session(), pytest.raises(ModelError) as raised:
            words.encode(["a phrase that nobody has encoded"])
    assert f"--sentence {pair.sentence} --clip {pair.clip}" in raised.value.remedy


def test_a_folder_that_is_gone_is_named(pair: Pair) -> None:
    elsewhere = pair.sentence.rename(pair.sentence.with_name("elsewhere"))
    try:
        with pytest.raises(ModelError, match="no folder"):
            FeedRanker.open(pair.store).search("cats")
    finally:
        elsewhere.rename(pair.sentence)
