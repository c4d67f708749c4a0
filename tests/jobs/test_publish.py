"""What publishing carries over from the snapshot before."""

import pytest

from indexing.publish import publish as publish_staged
from indexing.restaging import restage
from indexing.snapshot import Snapshot
from indexing.staging import stage_ranker
from jobs import publish
from pipeline.store import Store
from tests.support.rankers import some_ranker
from tests.support.tiny import NOW

FOREIGN = '{"schema_version": 99}'


def publish_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> Snapshot:
    """Stage the published snapshot without its ranker, and let the job publish it."""
    monkeypatch.setattr(publish, "read_embedded", lambda _: type("Embedded", (), {"profile": "compact"}))
    restage(store, Snapshot.open(store))
    publish.run(publish.PublishConfig(store.root), clock=lambda: NOW)
    return Snapshot.open(store)


def with_ranker(store: Store, text: str) -> None:
    restage(store, Snapshot.open(store))
    stage_ranker(store, text)
    publish_staged(store, created_at=NOW)


def test_the_learned_ranker_goes_on_in_the_next_snapshot(own_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    text = some_ranker().to_json()
    with_ranker(own_store, text)
    assert publish_again(own_store, monkeypatch).ranker == text


def test_a_ranker_that_this_code_cannot_read_does_not(
    own_store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with_ranker(own_store, FOREIGN)
    assert publish_again(own_store, monkeypatch).ranker is None
    assert "left out" in caplog.text
