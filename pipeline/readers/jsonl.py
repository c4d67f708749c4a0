"""JSON Lines: one object a line. A broken line is one rejected row, not the end of the file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline.errors import BadInput, SchemaError
from pipeline.imported import Raw
from pipeline.readers.files import require_file

_SCALARS = (str, int, float, bool)


def read(path: Path) -> Raw:
    """Read a UTF-8 file of JSON objects; blank lines are passed over, a key that is absent is null.

    Where one column mixes numbers and text the numbers become text, and where it mixes lists and single values the
    single values become lists of one. Text is never taken for a time or a number here.

    Raises
    ------
    BadInput
        If there is no such file, or no line of it is an object.
    SchemaError
        If a column mixes objects with other values.
    """
    columns: dict[str, list[Any]] = {}
    broken: list[tuple[str, str, str]] = []
    count = 0
    for number, line in _lines(path):
        try:
            row = _parse(line)
        except (ValueError, TypeError, RecursionError) as error:
            broken.append((f"line {number}", "broken_line", str(error)))
            continue
        for name, value in row.items():
            column = columns.setdefault(name, [])
            column.extend([None] * (count - len(column)))
            column.append(value)
        count += 1
    for column in columns.values():
        column.extend([None] * (count - len(column)))
    if not columns:
        raise _no_objects(path, broken)
    return Raw(pa.table({name: _array(name, values) for name, values in columns.items()}), tuple(broken))


def _no_objects(path: Path, broken: list[tuple[str, str, str]]) -> BadInput:
    first = f"; {broken[0][0]}: {broken[0][2]}" if broken else ""
    return BadInput(
        f"no line of {path} is a JSON object{first}",
        expected='lines such as {"post_id": "1", ...}',
        remedy="Write one object a line, without a list around them",
    )


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    with require_file(path, "a JSON Lines file").open("rb") as handle:
        for number, line in enumerate(handle, 1):
            stripped = (line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line).strip()
            if stripped:
                yield number, stripped


def _parse(line: bytes) -> Mapping[str, Any]:
    row = json.loads(line.decode("utf-8"), parse_constant=_refuse_constant)
    if not isinstance(row, dict):
        raise TypeError(f"a {type(row).__name__} and not an object")
    if b"\\u" in line:  # half of a surrogate pair is JSON, but no text
        json.dumps(row, ensure_ascii=False).encode("utf-8")
    return row


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def _array(name: str, values: list[Any]) -> pa.Array:
    for attempt in (_as_they_are, _scalars_as_text, _all_as_lists):
        try:
            return attempt(values)
        except (pa.ArrowInvalid, pa.ArrowTypeError, OverflowError):
            continue
    raise SchemaError(
        f"column {name!r} mixes values of different kinds",
        expected="one kind of value in each column",
        remedy="Write the column the same way in every line",
    )


def _as_they_are(values: list[Any]) -> pa.Array:
    return pa.array(values)


def _scalars_as_text(values: list[Any]) -> pa.Array:
    return pa.array([_text(value) if isinstance(value, _SCALARS) else value for value in values])


def _all_as_lists(values: list[Any]) -> pa.Array:
    lists = [value if isinstance(value, list) or value is None else [value] for value in values]
    return pa.array(
        [None if value is None else [_text(v) if isinstance(v, _SCALARS) else v for v in value] for value in lists]
    )


def _text(value: str | float) -> str:
    return value if isinstance(value, str) else json.dumps(value)
