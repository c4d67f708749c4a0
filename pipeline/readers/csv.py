"""Comma-separated values. Every value is read as text, so that the id 007 stays 007."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import pyarrow as pa
from pyarrow import csv

from pipeline.errors import BadInput, ConfigError
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
    ConfigError
        If the delimiter or the quote is not one character.
    BadInput
        If there is no such file, it is empty, its header shows another delimiter or a name twice, or its bytes are
        not of the encoding.
    """
    for character in (delimiter, quote or '"'):
        if len(character) != 1:
            raise ConfigError(f"{character!r} as delimiter or quote", expected="one character", remedy="Give just one")
    require_file(path, "a CSV file")
    broken: list[tuple[str, str, str]] = []

    def note(row: csv.InvalidRow) -> str:
        detail = f"{row.actual_columns} values for {row.expected_columns} columns: {row.text}"
        broken.append((f"row {row.number}", "broken_line", detail[:200]))
        return "skip"

    reading = csv.ReadOptions(use_threads=False, encoding=encoding, column_names=columns)
    try:
        names = _names(path, reading, _parsing(delimiter, quote, lambda _row: "skip"))
        _check_names(path, names, delimiter)
        texts = csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), null_values=[""], strings_can_be_null=True
        )
        table = csv.read_csv(path, reading, _parsing(delimiter, quote, note), texts)
    except (pa.ArrowInvalid, UnicodeDecodeError, LookupError) as error:
        raise BadInput(
            f"{path} cannot be read ({error})",
            expected=f"CSV in {encoding} with a header line",
            remedy="Mend the file, or give its encoding",
        ) from error
    return Raw(table, tuple(broken))


def _parsing(delimiter: str, quote: str | None, on_broken: Callable[[csv.InvalidRow], str]) -> csv.ParseOptions:
    return csv.ParseOptions(
        delimiter=delimiter,
        quote_char=quote if quote is not None else False,
        newlines_in_values=quote is not None,
        invalid_row_handler=on_broken,
    )


def _names(path: Path, reading: csv.ReadOptions, parsing: csv.ParseOptions) -> list[str]:
    with csv.open_csv(path, reading, parsing) as reader:
        return list(reader.schema.names)


def _check_names(path: Path, names: list[str], delimiter: str) -> None:
    if len(set(names)) < len(names):
        raise BadInput(f"{path} has the columns {names}", expected="each name once", remedy="Rename one of them")
    if len(names) == 1:
        _check_delimiter(path, names[0], delimiter)


def _check_delimiter(path: Path, name: str, delimiter: str) -> None:
    for other, shown in _DELIMITERS.items():
        if other in name and other != delimiter:
            raise BadInput(
                f"{path} has one column, {name!r}",
                expected=f"columns separated by {delimiter!r}",
                remedy=f"The file seems to separate them by {shown}: give that as the option delimiter",
            )
