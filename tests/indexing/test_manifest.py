from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexing.checks import read_manifest
from indexing.manifest import (
    MANIFEST,
    SCHEMA_VERSION,
    FileCard,
    Manifest,
    RecallCard,
    SegmentCard,
    SpaceCard,
    parse_manifest,
)
from pipeline.errors import SnapshotError

RECALL = RecallCard(1.0, 1.0, 1.0, 1.0, 4, 0.1, 16.0)
SEGMENT = SegmentCard("clip-0123456789abcdef", 9, "Flat", 0, RECALL)
SPACE = SpaceCard("m", "r", 4, "inner_product", 7, 0.95, (SEGMENT,))


def manifest(**changes: object) -> Manifest:
    blank = Manifest(
        SCHEMA_VERSION,
        "",
        "2026-01-01T00:00:00+00:00",
        "compact",
        {"clip": SPACE},
        {"posts": 9},
        {"a": FileCard("0", 1)},
        0,
    )
    changed = replace(blank, **changes)
    return replace(changed, version=f"v000001-{changed.digest}")


def test_a_manifest_reads_back_as_it_was_written() -> None:
    assert parse_manifest(manifest().to_json()) == manifest()


@given(st.floats(0, 1), st.text(max_size=20), st.integers(0, 2**40))
def test_any_card_reads_back_as_it_was_written(recall: float, model: str, count: int) -> None:
    segment = replace(SEGMENT, recall=replace(RECALL, recall_at_10=recall, queries=200), vectors=count)
    card = replace(SPACE, model=model, vectors=count, segments=(SEGMENT, segment))
    assert parse_manifest(manifest(spaces={"clip": card}).to_json()).spaces["clip"] == card


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("spaces", "clip", "dim"), "4"),
        (("spaces", "clip", "dim"), True),
        (("spaces", "clip", "dim"), 4.0),
        (("spaces", "clip", "segments"), None),
        (("spaces", "clip", "segments"), [None]),
        (("spaces", "clip", "segments", 0, "recall"), None),
        (("spaces", "clip", "segments", 0, "recall", "queries"), 1.5),
        (("counts", "posts"), "9"),
        (("files", "a", "bytes"), 1.5),
        (("files", "a", "path"), "../a"),
        (("surprise",), 1),
        (("spaces",), []),
        (("schema_version",), 0),
        (("schema_version",), True),
    ],
)
def test_a_value_of_another_type_or_an_unknown_key_is_refused(path: tuple[str | int, ...], value: object) -> None:
    raw = json.loads(manifest().to_json())
    place = raw
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    with pytest.raises(SnapshotError, match="rollback"):
        parse_manifest(json.dumps(raw))


@pytest.mark.parametrize("version", [1, 2])
def test_what_an_older_feedloom_wrote_is_refused_with_the_way_out(version: int) -> None:
    raw = json.loads(manifest().to_json()) | {"schema_version": version}
    with pytest.raises(SnapshotError, match=r"an older feedloom wrote.*Run `feedloom build` again"):
        parse_manifest(json.dumps(raw))


def test_a_space_says_how_many_tombstones_it_has_and_what_its_worst_segment_finds() -> None:
    worse = replace(SEGMENT, recall=replace(RECALL, recall_at_10=0.98, recall_at_10_deleted=0.96))
    card = replace(SPACE, segments=(SEGMENT, worse))
    assert (card.tombstones, card.recall_at_10) == (11, 0.96)
    assert replace(SPACE, vectors=0, segments=()).recall_at_10 == 1.0


@pytest.mark.parametrize("text", ["", "[]", "{", "null", '{"a": 1, "a": 1}', '{"a": NaN}', "[" * 100_000])
def test_what_is_no_manifest_is_refused(text: str) -> None:
    with pytest.raises(SnapshotError):
        parse_manifest(text)


def test_a_missing_key_is_refused() -> None:
    raw = json.loads(manifest().to_json())
    del raw["profile"]
    with pytest.raises(SnapshotError, match="profile"):
        parse_manifest(json.dumps(raw))


@given(st.data())
def test_no_flipped_character_passes_unseen(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    text = manifest().to_json()
    place = data.draw(st.integers(0, len(text) - 1))
    changed = text[:place] + data.draw(st.characters(min_codepoint=33, max_codepoint=126)) + text[place + 1 :]
    try:
        # It was the same character, or one between values.
        assert read_back(changed, tmp_path_factory.mktemp("snapshots")) == manifest()
    except SnapshotError:
        assert changed != text


def test_another_number_in_the_version_is_told_by_the_folder(tmp_path: Path) -> None:
    changed = manifest().to_json().replace("v000001-", "v000000-")
    with pytest.raises(SnapshotError, match="v000000-"):
        read_back(changed, tmp_path)


def read_back(text: str, snapshots: Path) -> Manifest:
    """Read a manifest as a snapshot does, from a folder with its version's name: the digest leaves the number out."""
    folder = snapshots / manifest().version
    folder.mkdir()
    (folder / MANIFEST).write_text(text, encoding="utf-8")
    return read_manifest(folder)
