from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jobs.parts import in_bulk, part_name, write_part

NUMBERS = pa.table({"n": list(range(10))})


def test_tables_are_put_together_until_they_are_large() -> None:
    single = [NUMBERS.slice(number, 1) for number in range(10)]
    assert [table.num_rows for table in in_bulk(single, 4, 10**9)] == [4, 4, 2]
    assert [table.num_rows for table in in_bulk(single, 10**9, 3 * single[0].nbytes)] == [3, 3, 3, 1]
    assert pa.concat_tables(in_bulk(single, 3, 10**9))["n"].to_pylist() == list(range(10))
    assert list(in_bulk([], 3, 3)) == []


def test_a_file_is_written_by_way_of_the_folder_of_a_run_and_not_at_all_without_it(tmp_path: Path) -> None:
    run, path = tmp_path / "run", tmp_path / "store" / "a.parquet"
    with pytest.raises(FileNotFoundError):
        write_part(NUMBERS, path, run)
    assert not path.parent.exists()
    run.mkdir()
    for _ in range(2):
        write_part(NUMBERS, path, run)
        assert pq.read_table(path) == NUMBERS
    write_part(NUMBERS.slice(0, 1), path, None)
    assert pq.read_table(path).num_rows == 1
    assert [*run.iterdir(), *path.parent.iterdir()] == [path]


def test_a_name_tells_keys_and_revisions_apart() -> None:
    names = {part_name(keys, revision) for keys in (["a"], ["b"], ["a", "b"]) for revision in ("1", "2")}
    assert len(names) == 6
    assert part_name(["a"], "1") in names
