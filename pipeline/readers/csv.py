"""Comma-separated values. Every value is read as text, so that the id 007 stays 007."""

from __future__ import annotations

import csv as standard_csv
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pyarrow as pa
from pyarrow import csv

from pipeline.errors import BadInput
from pipeline.imported import Raw
from pipeline.readers.files import require_file

_DELIMITERS: Final = {",": "','", ";": "';'", "\t": "'\\t'", "|": "'|'"}


def read(
    path: Path,
    *,
    delimiter: str = ",",
    encoding: str = "utf-8",
    quote: str | None = '"',
    columns: Sequence[str] | None = None,
) -> Raw:
    r"""Read a file of rows; an empty value is null, a row with another number of values is rejected.

    Parameters
    ----------
    path
        The file.
    delimiter
        What stands between values, such as ``"\t"``.
    encoding
        The file's encoding.
    quote
        What values with a delimiter in them are put in; None where quotes mean nothing.
    columns
        The columns' names, for a file without a header line.

    Raises
    ------
    BadInput
        If there is no such file, it is empty, its header shows another delimiter or a name twice, or its bytes are
        not of the encoding.
    """
    require_file(path, "a CSV file")
    names = _header(path, delimiter, encoding) if columns is None else list(columns)
    broken: list[tuple[str, str, str]] = []

    def note(row: csv.InvalidRow) -> str:
        detail = f"{row.actual_columns} values for {row.expected_columns} columns: {row.text}"
        broken.append((f"row {row.number}", "broken_line", detail[:200]))
        return "skip"

    try:
        table = csv.read_csv(
            path,
            read_options=csv.ReadOptions(use_threads=False, encoding=encoding, column_names=columns),
            parse_options=csv.ParseOptions(
                delimiter=delimiter,
                quote_char=quote if quote is not None else False,
                newlines_in_values=quote is not None,
                invalid_row_handler=note,
            ),
            convert_options=csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                null_values=[""],
                strings_can_be_null=True,
            ),
        )
    except (pa.ArrowInvalid, UnicodeDecodeError) as error:
        raise BadInput(
            f"{path} cannot be read ({error})", expected=f"CSV in {encoding}", remedy="Mend the file"
        ) from error
    return Raw(table, tuple(broken))


def _header(path: Path, delimiter: str, encoding: str) -> list[str]:
    try:
        with path.open(encoding=encoding, newline="") as handle:
            names = next(standard_csv.reader(handle, delimiter=delimiter), [])
    except (UnicodeDecodeError, LookupError, standard_csv.Error) as error:
        raise BadInput(
            f"{path} cannot be read ({error})", expected=f"CSV in {encoding}", remedy="Mend the file"
        ) from error
    if not names:
        raise BadInput(f"{path} is empty", expected="a header line with the columns' names", remedy="Add one")
    if len(set(names)) < len(names):
        raise BadInput(f"{path} has the columns {names}", expected="each name once", remedy="Rename one of them")
    if len(names) == 1:
        _check_delimiter(path, names[0], delimiter)
    return names


def _check_delimiter(path: Path, name: str, delimiter: str) -> None:
    for other, shown in _DELIMITERS.items():
        if other in name and other != delimiter:
            raise BadInput(
                f"{path} has one column, {name!r}",
                expected=f"columns separated by {delimiter!r}",
                remedy=f"The file seems to separate them by {shown}: pass that as the delimiter",
            )
