from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jobs import survey
from jobs.keys import Keys, digests, hexed
from jobs.survey import FOUND, Settled, Survey, Surveyor
from jobs.units import units
from pipeline.media import MediaReader, content_key
from pipeline.store import Store
from tests.jobs.fakes import picture, post, posts

NOBODY = Settled(Keys(), Keys())


def look(
    store: Store, rows: list[dict[str, object]], settled: Settled = NOBODY, *, space: str = "clip", part: int = 256
) -> list[tuple[Survey, pa.Table]]:
    store.append("posts", posts(rows))
    store.folder("work").mkdir()
    surveyor = Surveyor(space, MediaReader(store.media), store.folder("work"), part)
    return [one for number, unit in enumerate(units(store, "posts")) for one in surveyor.look(number, unit, settled)]


def found(store: Store) -> pa.Table:
    paths = sorted(store.folder("work").glob("*.parquet"))
    return pa.concat_tables([pq.read_table(path, schema=FOUND) for path in paths])


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.create(tmp_path)


def test_what_is_missing_is_given_once_with_its_bytes_and_every_piece_is_written_down(store: Store) -> None:
    rows = [post(1), post(3, images=[{"data": picture(1)}, {"data": picture(9)}]), post(2)]
    ((survey, missing),) = look(store, rows)
    keys = [content_key(picture(number)) for number in (1, 9)]
    assert (survey.pieces, survey.done, survey.refused, survey.unread) == (3, 0, 0, {})
    assert hexed(survey.missing) == missing["content_key"].to_pylist() == keys
    assert missing["payload"].to_pylist() == [picture(1), picture(9)]
    assert [(row["id"], row["ordinal"], row["content_key"]) for row in found(store).to_pylist()] == [
        ("p1", 0, keys[0]),
        ("p3", 0, keys[0]),
        ("p3", 1, keys[1]),
    ]


def test_what_is_settled_needs_no_work(store: Store) -> None:
    keys = [content_key(picture(number)) for number in (1, 3, 5)]
    settled = Settled(Keys(digests(keys[:1])), Keys(digests(keys[1:2])))
    ((survey, missing),) = look(store, [post(1), post(3), post(5), post(7, images=[{"data": picture(3)}])], settled)
    assert (survey.pieces, survey.done, survey.refused) == (4, 1, 2)
    assert missing["content_key"].to_pylist() == keys[2:]


def test_pictures_that_cannot_be_read_are_rejected_row_by_row(store: Store) -> None:
    rows = [
        post(1),
        post(3, images=[{"uri": "missing.png"}, {"data": picture(3)}, {"uri": "gone.png"}]),
        post(6, images=[{"uri": "../../outside.png"}]),
        post(7, images=[None]),
    ]
    ((survey, missing),) = look(store, rows)
    assert {reason: count for reason, (count, _) in survey.unread.items()} == {
        "missing_file": 3,
        "path_outside_root": 1,
    }
    assert survey.unread["missing_file"][1].startswith("p3: 'missing.png' cannot be read")
    assert missing.num_rows == 2
    bad = [(row["id"], row["stage"], row["reason"]) for row in found(store).to_pylist() if row["reason"]]
    assert bad == [
        ("p3", "read", "missing_file"),
        ("p3", "read", "missing_file"),
        ("p6", "read", "path_outside_root"),
        ("p7", "read", "missing_file"),
    ]


def test_a_part_ends_at_so_many_pieces_or_bytes(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [post(number, images=[{"data": picture(number)}]) for number in range(50)]
    assert [one.pieces for one, _ in look(store, rows, part=20)] == [20, 20, 10]
    monkeypatch.setattr(survey, "PART_BYTES", 20 * len(picture(0)))
    sizes = [one.pieces for one, _ in look(Store.create(tmp_path / "other"), rows)]
    assert sum(sizes) == 50
    assert max(sizes) <= 32, "the pictures of 16 posts are read at once"


def test_texts_are_looked_through_without_their_pictures(store: Store) -> None:
    rows = [post(1, images=[{"uri": "missing.png"}]), post(2, title=None, text="  ")]
    ((survey, missing),) = look(store, rows, space="sentence")
    assert (survey.pieces, survey.unread) == (1, {})
    assert missing["payload"].to_pylist() == [b"Post 1\ncats and dogs"]


def test_a_run_that_is_over_writes_nothing_any_longer(store: Store) -> None:
    store.append("posts", posts([post(1)]))
    surveyor = Surveyor("clip", MediaReader(store.media), store.folder("gone"), 10)
    with pytest.raises(FileNotFoundError):
        list(surveyor.look(0, units(store, "posts")[0], NOBODY))
    assert not store.folder("gone").exists()
