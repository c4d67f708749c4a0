from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.units import units
from pipeline.errors import StoreError
from pipeline.store import Store
from tests.jobs.fakes import post, posts


def read_all(store: Store) -> list[dict[str, object]]:
    parts = [table for unit in units(store, "posts") for table in unit.read(["post_id", "text"])]
    return pa.concat_tables(parts).to_pylist() if parts else []


@given(st.lists(st.lists(st.integers(0, 6), min_size=1, max_size=8), max_size=4))
def test_units_hold_the_rows_that_the_store_reads(
    tmp_path_factory: pytest.TempPathFactory, parts: list[list[int]]
) -> None:
    store = Store.create(tmp_path_factory.mktemp("units"))
    for number, ids in enumerate(parts):
        store.append("posts", posts([post(i, text=f"part {number} row {row}") for row, i in enumerate(ids)]))
    expected = store.read("posts").select(["post_id", "text"]).to_pylist()
    assert sorted(read_all(store), key=str) == sorted(expected, key=str)


def test_a_unit_is_a_row_group_and_is_read_a_few_rows_at_a_time(tmp_path: Path) -> None:
    store = Store.create(tmp_path)
    path = store.append("posts", posts([post(number) for number in range(300)]))
    pq.write_table(pq.read_table(path), path, row_group_size=100)
    found = units(store, "posts")
    assert [(unit.row_group, unit.count) for unit in found] == [(0, 100), (1, 100), (2, 100)]
    assert [table.num_rows for table in found[0].read(["post_id"])] == [16] * 6 + [4]


def test_the_number_of_pictures_is_estimated_from_metadata(tmp_path: Path) -> None:
    store = Store.create(tmp_path)
    store.append("posts", posts([post(0), post(1), post(3, images=[{"uri": "a"}, {"uri": "b"}])]))
    (unit,) = units(store, "posts")
    assert unit.pictures() == 4  # the post without pictures counts as one


def test_a_damaged_part_is_named_and_its_damage_is_never_read_as_text(tmp_path: Path) -> None:
    store = Store.create(tmp_path)
    path = store.append("posts", posts([post(number, text=f"text {number} " * 20) for number in range(200)]))
    (unit,) = units(store, "posts")
    whole = path.read_bytes()
    for place in (len(whole) // 3, len(whole) // 2, len(whole) - 3):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        try:
            texts = [text for table in unit.read(["text"]) for text in table["text"].to_pylist()]
        except StoreError as error:
            assert str(path) in str(error)  # noqa: PT017 - a flipped bit may also lie in another column
        else:
            assert texts == [f"text {number} " * 20 for number in range(200)]
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(StoreError, match="cannot be read"):
        units(store, "posts")
