"""How commands speak: tables and JSON to stdout, everything else to stderr."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

import typer


def write_json(value: object) -> None:
    """Write plain values as JSON to stdout."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def write_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Draw a table on stdout; columns of numbers are set to the right."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    cells = [list(row) for row in rows]
    table = Table(title=title, title_justify="left")
    for number, name in enumerate(columns):
        numeric = bool(cells) and all(isinstance(row[number], int | float) for row in cells)
        table.add_column(name, justify="right" if numeric else "left", overflow="fold")
    for row in cells:
        table.add_row(*(Text(_cell(value)) for value in row))  # Text: people's words are no markup
    Console().print(table)


def say(sentence: str) -> None:
    """Tell people something on stderr."""
    typer.echo(sentence, err=True)


def complain(sentence: str) -> None:
    """Tell people in red, on stderr, why nothing came of it."""
    typer.secho(sentence, fg=typer.colors.RED, err=True)


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.3f}"
    return f"{value:,}" if isinstance(value, int) else str(value)
