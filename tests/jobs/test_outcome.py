from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jobs import outcome as outcomes
from jobs.outcome import Outcome, rejected_rows, replaced_table
from jobs.survey import FOUND
from jobs.tally import TooManyRejectsError
from jobs.unusable import Failure, Unusable
from pipeline.schema import REJECTED
from pipeline.store import Store

KEYS = [f"{number:032x}" for number in range(6)]
NUMBERS = pa.schema([pa.field("n", pa.int64(), nullable=False)], {b"made by": b"a test"})


def numbers(*values: int) -> pa.Table:
    return pa.table({"n": values}, NUMBERS)


def row(number: int, key: str | None, reason: str | None = None) -> dict[str, object]:
    bad = {"stage": "read", "reason": reason, "detail": "gone"} if reason else {}
    return {"table": "posts", "id": f"p{number}", "ordinal": 0, "content_key": key, **bad}


@pytest.fixture
def outcome(tmp_path: Path) -> Outcome:
    """Have two parts of a run: three pieces are good, one could not be read, one failed in both parts."""
    store = Store.create(tmp_path)
    folder = store.folder("work")
    folder.mkdir()
    parts = [[row(2, KEYS[1]), row(1, KEYS[0]), row(3, None, "missing_file")], [row(4, KEYS[1]), row(5, KEYS[2])]]
    for number, rows in enumerate(parts):
        pq.write_table(pa.Table.from_pylist(rows, schema=FOUND), folder / f"{number}.parquet")
    unusable = Unusable(store, "clip", folder)
    unusable.add("1", {KEYS[1]: Failure("decode", "corrupt_image", "torn")})
    return Outcome(folder, unusable, "1")


@pytest.mark.parametrize("few", [10, 0])
def test_pieces_go_to_the_good_or_to_the_rejected_with_their_reason(
    outcome: Outcome, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outcomes, "_FEW", few)
    good: list[pa.Table] = []
    bad: list[pa.Table] = []
    outcome.sort(good.append, bad.append)
    assert pa.concat_tables(good)["id"].to_pylist() == ["p1", "p5"]
    rows = pa.concat_tables(bad).to_pylist()
    assert [(one["id"], one["stage"], one["reason"], one["detail"], one["content_key"]) for one in rows] == [
        ("p3", "read", "missing_file", "gone", None),
        ("p2", "decode", "corrupt_image", "torn", KEYS[1]),
        ("p4", "decode", "corrupt_image", "torn", KEYS[1]),
    ]
    assert (outcome.good, outcome.seen) == (2, 5)
    assert outcome.rejected == {"missing_file": (1, "p3: gone"), "corrupt_image": (2, "p2: torn")}


def test_rejected_rows_are_replaced_as_a_whole_and_by_what_is_known_where_it_is_too_much(outcome: Outcome) -> None:
    store = outcome.unusable.store
    with rejected_rows(store, "embed-clip", outcome) as reject:
        outcome.sort(lambda _: None, reject)
    first = store.read_derived("rejected", REJECTED)
    assert first["id"].to_pylist() == ["p2", "p3", "p4"]
    with pytest.raises(KeyError), rejected_rows(store, "embed-clip", outcome):
        raise KeyError
    assert store.read_derived("rejected", REJECTED) == first
    (outcome.folder / "1.parquet").unlink()
    with pytest.raises(TooManyRejectsError), rejected_rows(store, "embed-clip", outcome):
        raise TooManyRejectsError("too many", expected="fewer", remedy="Mend it")
    assert store.read_derived("rejected", REJECTED)["id"].to_pylist() == ["p2", "p3"]


def test_a_table_is_written_row_group_by_row_group_each_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outcomes, "_ROWS_AT_ONCE", 5)
    path = tmp_path / "folder" / "table.parquet"
    with replaced_table(path, NUMBERS, ["n"]) as put:
        for start in range(0, 12, 2):
            put(numbers(start + 1, start))
        assert not path.exists()
    with pq.ParquetFile(path) as file:
        groups = [file.read_row_group(number)["n"].to_pylist() for number in range(file.num_row_groups)]
        assert file.schema_arrow.metadata[b"made by"] == b"a test"
    assert [number for group in groups for number in group] == list(range(12))
    assert all(len(group) <= 5 for group in groups)
    with replaced_table(path, NUMBERS, ["n"]):
        pass
    assert pq.read_table(path).num_rows == 0
    assert [one.name for one in path.parent.iterdir()] == ["table.parquet"]
