"""Files as people have them: broken lines, other delimiters, other names."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from pipeline.errors import BadInput, ConfigError, PathOutsideRoot, SchemaError
from pipeline.imported import Imported
from pipeline.media import MediaReader
from pipeline.readers import READERS, csv, jsonl, read_posts, read_table
from pipeline.readers.mapping import rename
from pipeline.schema import TABLES

T0 = datetime(2024, 1, 31, tzinfo=UTC)


def write(path: Path, text: str | bytes) -> Path:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def lines(path: Path, *rows: Any) -> Path:
    return write(path, "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows))


def column(imported: Imported, name: str, table: str = "posts") -> list[Any]:
    return imported.tables[table][name].to_pylist()


def uris(imported: Imported) -> list[list[str | None]]:
    return [[image["uri"] for image in images] for images in column(imported, "images")]


@pytest.mark.parametrize("kind", READERS)
def test_a_missing_path_is_bad_input_that_says_what_was_expected(kind: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="does not exist"):
        read_posts(kind, tmp_path / "absent")


def test_an_unknown_reader_and_an_unknown_table_name_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="Did you mean 'jsonl'"):
        read_posts("jsnl", tmp_path)
    with pytest.raises(BadInput, match="Did you mean 'events'"):
        read_table("csv", tmp_path, "event")


def test_json_lines_become_posts(tmp_path: Path) -> None:
    path = lines(
        tmp_path / "posts.jsonl",
        {"post_id": 1, "created_at": "2024-01-31", "title": "One", "tags": ["a"]},
        "",
        {"post_id": "two", "created_at": 1706659200, "text": "Zwölf 🥨"},
    )
    imported = read_posts("jsonl", path)
    assert column(imported, "post_id") == ["1", "two"]
    assert column(imported, "text") == [None, "Zwölf 🥨"]
    assert column(imported, "tags") == [["a"], []]
    assert imported.rejected.num_rows == 0


def test_a_broken_json_line_is_a_rejected_row_with_its_line_number(tmp_path: Path) -> None:
    good = {"post_id": "p", "created_at": "2024-01-31", "title": "x"}
    bad = ['{"post_id": ', "[1, 2]", '{"post_id": NaN}', '{"post_id": "\\ud800"}', "[" * 100_000]
    path = lines(tmp_path / "posts.jsonl", good, *bad)
    path.write_bytes(path.read_bytes() + b'\n{"post_id": "\xff"}\n')
    imported = read_posts("jsonl", path)
    assert column(imported, "post_id") == ["p"]
    assert imported.rejected["id"].to_pylist() == [f"line {n}" for n in range(2, 8)]
    assert set(imported.rejected["reason"].to_pylist()) == {"broken_line"}
    assert set(imported.rejected["stage"].to_pylist()) == {"read"}


def test_text_that_looks_like_a_time_or_a_number_stays_text(tmp_path: Path) -> None:
    rows = [{"post_id": "2024-01-31", "created_at": "2024-01-31", "title": "2024-01-31T00:00:00Z"}]
    imported = read_posts("jsonl", lines(tmp_path / "posts.jsonl", *rows))
    assert column(imported, "post_id") == ["2024-01-31"]
    assert column(imported, "title") == ["2024-01-31T00:00:00Z"]


def test_a_byte_order_mark_is_no_part_of_the_first_line(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", b'\xef\xbb\xbf{"post_id": "a"}')
    assert jsonl.read(path).table["post_id"].to_pylist() == ["a"]


def test_a_file_without_any_object_is_bad_input(tmp_path: Path) -> None:
    for text in ("", "[\n1\n]"):
        with pytest.raises(BadInput, match="no line of"):
            jsonl.read(write(tmp_path / "a.jsonl", text))


def test_a_column_of_single_values_and_lists_becomes_lists_and_one_of_objects_too_is_refused(tmp_path: Path) -> None:
    mixed = lines(tmp_path / "a.jsonl", {"images": "a.jpg"}, {"images": ["b.jpg", "c.jpg"]}, {})
    assert jsonl.read(mixed).table["images"].to_pylist() == [["a.jpg"], ["b.jpg", "c.jpg"], None]
    hopeless = lines(tmp_path / "b.jsonl", {"images": "a.jpg"}, {"images": {"uri": "b.jpg"}})
    with pytest.raises(SchemaError, match="'images' mixes"):
        jsonl.read(hopeless)


scalars = st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats(allow_nan=False) | st.text(max_size=5)


@settings(deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from("abc"), scalars, min_size=1), min_size=1, max_size=6))
def test_any_objects_of_single_values_are_read_row_by_row(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, Any]]
) -> None:
    rows = json.loads(json.dumps(rows).replace("Infinity", "1"))
    table = jsonl.read(lines(tmp_path_factory.mktemp("lines") / "a.jsonl", *rows)).table
    assert table.num_rows == len(rows)
    for name in table.column_names:
        assert [value is None for value in table[name].to_pylist()] == [row.get(name) is None for row in rows]


def test_csv_values_are_text_and_empty_ones_are_null(tmp_path: Path) -> None:
    text = 'post_id,created_at,title,text,tags\n007,2024-01-31,1984,"two\nlines, ""quoted""",a|b\n8,1706659200,x,,\n'
    imported = read_posts("csv", write(tmp_path / "posts.csv", text))
    assert column(imported, "post_id") == ["007", "8"]
    assert column(imported, "title") == ["1984", "x"]
    assert column(imported, "text") == ['two\nlines, "quoted"', None]
    assert column(imported, "tags") == [["a", "b"], []]
    assert column(imported, "created_at") == [T0, T0]


def test_csv_events_get_their_numbers(tmp_path: Path) -> None:
    text = "user_id,post_id,action,occurred_at,value\nu,p,rate,2024-01-31,4.5\nu,q,rate,2024-01-31,many\n"
    imported = read_table("csv", write(tmp_path / "events.csv", text), "events")
    assert column(imported, "value", "events") == [4.5]
    assert imported.rejected["reason"].to_pylist() == ["bad_number"]


@pytest.mark.parametrize(("delimiter", "shown"), [(";", "';'"), ("\t", r"'\\t'"), ("|", r"'\|'")])
def test_a_csv_with_another_delimiter_says_which(delimiter: str, shown: str, tmp_path: Path) -> None:
    path = write(tmp_path / "posts.csv", "post_id,created_at\na,b\n".replace(",", delimiter))
    with pytest.raises(BadInput, match=f"by {shown}"):
        csv.read(path)
    assert csv.read(path, delimiter=delimiter).table.to_pylist() == [{"post_id": "a", "created_at": "b"}]


def test_a_byte_order_mark_and_blank_lines_before_the_header_change_nothing(tmp_path: Path) -> None:
    for start in (b"\xef\xbb\xbf", b"\n\n"):
        path = write(tmp_path / "a.csv", start + b"post_id,n\n007,1\n")
        assert csv.read(path).table.to_pylist() == [{"post_id": "007", "n": "1"}]


def test_options_reach_the_reader_and_unknown_ones_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "post_id;created_at;title\np;2024-01-31;x, y\n")
    assert column(read_posts("csv", path, options={"delimiter": ";"}), "title") == ["x, y"]
    with pytest.raises(ConfigError, match="Did you mean 'delimiter'"):
        read_posts("csv", path, options={"delimeter": ";"})
    with pytest.raises(ConfigError, match="Leave it out"):
        read_posts("jsonl", path, options={"delimiter": ";"})
    with pytest.raises(ConfigError, match="one character"):
        read_posts("csv", path, options={"delimiter": ";;"})
    with pytest.raises(BadInput, match="cannot be read"):
        read_posts("csv", path, options={"delimiter": ";", "encoding": "utf-9"})


def test_a_csv_row_of_another_length_is_rejected(tmp_path: Path) -> None:
    raw = csv.read(write(tmp_path / "posts.csv", "post_id,title\na,b\na,b,c\nd\ne,f\n"))
    assert raw.table["post_id"].to_pylist() == ["a", "e"]
    assert [place for place, _, _ in raw.broken] == ["row 3", "row 4"]
    assert raw.broken[0][2] == "3 values for 2 columns: a,b,c"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "with a header line"),
        (b"a,a\n1,2\n", "each name once"),
        (b"a,b\n1,\xff\n", "utf-8"),
        (b"\xff,b\n1,2\n", "utf-8"),
    ],
)
def test_a_csv_that_cannot_be_read_is_bad_input(content: bytes, message: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=message):
        csv.read(write(tmp_path / "posts.csv", content))


def test_a_csv_of_another_encoding_is_read_when_told(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "post_id,título\na,ñ\n".encode("latin-1"))
    assert csv.read(path, encoding="latin-1").table.to_pylist() == [{"post_id": "a", "título": "ñ"}]


def test_a_parquet_file_and_a_folder_of_them_are_read(tmp_path: Path) -> None:
    for number in (1, 2):
        table = pa.table({"post_id": [number], "created_at": [T0], "images": [b"bytes"]})
        pq.write_table(table, tmp_path / f"{number}.parquet")
    assert column(read_posts("parquet", tmp_path / "1.parquet"), "post_id") == ["1"]
    imported = read_posts("parquet", tmp_path)
    assert column(imported, "post_id") == ["1", "2"]
    assert column(imported, "images")[0] == [{"uri": None, "data": b"bytes"}]


def test_a_damaged_parquet_an_empty_folder_and_unlike_files_are_bad_input(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="holds no"):
        read_posts("parquet", tmp_path)
    with pytest.raises(BadInput, match="cannot be read"):
        read_posts("parquet", write(tmp_path / "a.parquet", b"PAR1 is not enough PAR1"))
    pq.write_table(pa.table({"a": [1]}), tmp_path / "a.parquet")
    pq.write_table(pa.table({"b": [1]}), tmp_path / "b.parquet")
    with pytest.raises(BadInput, match="one schema"):
        read_posts("parquet", tmp_path)


def test_a_folder_of_pictures_becomes_posts_that_can_be_read(tmp_path: Path) -> None:
    for name in ("anna/cat.JPG", "anna/deep/dog.png", "top.webp", ".hidden/x.png"):
        path = tmp_path / "album" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (2, 2)).save(path, "PNG")
    write(tmp_path / "album" / "notes.txt", "no picture")
    imported = read_posts("pictures", tmp_path / "album")
    assert column(imported, "post_id") == ["anna/cat", "anna/deep/dog", "top"]
    assert column(imported, "author_id") == ["anna", "deep", None]
    reader = MediaReader(tmp_path / "store", imported.media_roots)
    assert all(reader.read(images[0]).startswith(b"\x89PNG") for images in column(imported, "images"))


def test_two_pictures_of_one_name_are_one_post_and_a_rejected_row(tmp_path: Path) -> None:
    for suffix in (".jpg", ".png"):
        write(tmp_path / f"a{suffix}", b"x")
    imported = read_posts("pictures", tmp_path)
    assert column(imported, "post_id") == ["a"]
    assert imported.rejected["reason"].to_pylist() == ["duplicate_id"]


def test_relative_pictures_start_from_the_file_and_may_not_climb_out(tmp_path: Path) -> None:
    folder = tmp_path / "export"
    folder.mkdir()
    write(folder / "a.jpg", b"picture")
    write(tmp_path / "secret.jpg", b"secret")
    given = ["a.jpg", "../secret.jpg", "/absolute.jpg", "s3://bucket/a.jpg"]
    row = {"post_id": "p", "created_at": "2024-01-31", "images": given}
    imported = read_posts("jsonl", lines(folder / "posts.jsonl", row))
    assert uris(imported) == [[f"{folder}/a.jpg", f"{folder}/../secret.jpg", "/absolute.jpg", "s3://bucket/a.jpg"]]
    reader = MediaReader(tmp_path / "store", imported.media_roots)
    inside, *outside = column(imported, "images")[0]
    assert reader.read(inside) == b"picture"
    for image in outside:
        with pytest.raises(PathOutsideRoot):
            reader.read(image)


def test_pictures_may_lie_in_another_folder_when_told(tmp_path: Path) -> None:
    row = {"post_id": "p", "created_at": "2024-01-31", "images": "a.jpg"}
    imported = read_posts("jsonl", lines(tmp_path / "posts.jsonl", row), media_root=tmp_path / "pix")
    assert uris(imported) == [[f"{tmp_path}/pix/a.jpg"]]
    assert imported.media_roots == (f"{tmp_path}/pix",)


def test_a_mapping_renames_and_drops_columns(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "id,when,headline,secret\n1,2024-01-31,Hello,x\n")
    imported = read_posts("csv", path, ["post_id=id", "created_at=when", "title=headline", "=secret"])
    assert imported.tables["posts"].schema == TABLES["posts"]
    assert column(imported, "title") == ["Hello"]


@pytest.mark.parametrize(
    ("mapping", "error", "message"),
    [
        (["post_id"], ConfigError, "FIELD=COLUMN"),
        (["post_id="], ConfigError, "FIELD=COLUMN"),
        (["posst_id=id"], ConfigError, "Did you mean 'post_id'"),
        (["post_id=idd"], SchemaError, "Did you mean 'id'"),
        (["post_id=id", "text=id"], ConfigError, "each name once"),
        (["post_id=id", "post_id=title"], ConfigError, "each name once"),
        (["title=id"], SchemaError, "'title' already"),
    ],
)
def test_a_wrong_mapping_says_what_is_wrong(mapping: list[str], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        rename(pa.table({"id": ["1"], "title": ["x"]}), "posts", mapping)


def test_two_columns_may_change_places() -> None:
    table = rename(pa.table({"text": ["a"], "title": ["b"]}), "posts", ["title=text", "text=title"])
    assert table.to_pylist() == [{"title": "a", "text": "b"}]


def test_a_file_that_names_no_pictures_opens_no_folder_to_them(tmp_path: Path) -> None:
    row = {"post_id": "p", "created_at": "2024-01-31", "title": "x"}
    assert read_posts("jsonl", lines(tmp_path / "posts.jsonl", row)).media_roots == ()
