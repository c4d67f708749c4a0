"""See the models, fetch them ahead of time, and check them: ``feedloom models``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from jobs.commands.options import ClipOption, JsonOption, SentenceOption
from jobs.commands.output import complain, say, write_json, write_table

if TYPE_CHECKING:
    from pipeline.encoders import ModelProfile
    from pipeline.encoders.catalogue import ModelRow

FetchOption = Annotated[str | None, typer.Option("--fetch", help="Download a profile's models first.")]
CheckOption = Annotated[bool, typer.Option("--check", help="Check the files of what is here, and load it strictly.")]


def models(
    fetch: FetchOption = None,
    check: CheckOption = False,
    sentence: SentenceOption = None,
    clip: ClipOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the models: what is here, what can be fetched, and on what terms."""
    from pipeline.encoders import DEFAULT_PROFILE, choose
    from pipeline.encoders.catalogue import describe

    named = fetch is not None or sentence is not None or clip is not None
    wanted = choose(fetch or DEFAULT_PROFILE, sentence, clip) if named else None
    if wanted is not None and fetch is not None:
        _fetch(wanted)
    rows = describe([wanted]) if wanted is not None else describe()
    verdicts = [_verdict(row) if check else None for row in rows]
    (_print_json if as_json else _show)(rows, verdicts)
    refused = [verdict for verdict in verdicts if verdict not in _NO_FAULT]
    for verdict in refused:
        complain(str(verdict))
    if refused:
        raise typer.Exit(2)


_NO_FAULT = (None, "good", "not here")


def _fetch(wanted: ModelProfile) -> None:
    from pipeline.encoders.catalogue import describe, download

    for row in describe([wanted]):
        if row.folder is None:
            size = "an unknown number of" if row.size_mb is None else f"{row.size_mb:,.0f}"
            say(f"Fetching {row.model}: {size} MB.")
    download(wanted)


def _verdict(row: ModelRow) -> str:
    from pipeline.encoders.catalogue import check
    from pipeline.errors import ModelError

    if row.folder is None:
        return "not here"
    try:
        check(row.space, row.model)
    except ModelError as error:
        return str(error)
    return "good"


def _print_json(rows: list[ModelRow], verdicts: list[str | None]) -> None:
    from dataclasses import asdict

    write_json([asdict(row) | {"check": verdict} for row, verdict in zip(rows, verdicts, strict=True)])


def _show(rows: list[ModelRow], verdicts: list[str | None]) -> None:
    columns = ["profile", "space", "model", "numbers", "MB", "licence", "here", "check"]
    lines = [
        [
            row.profile,
            row.space,
            row.model,
            "unknown" if row.dim is None else row.dim,
            "unknown" if row.size_mb is None else row.size_mb,
            row.licence,
            "yes" if row.folder else "no",
            verdict or "",
        ]
        for row, verdict in zip(rows, verdicts, strict=True)
    ]
    checked = any(verdict is not None for verdict in verdicts)
    write_table("Models", columns if checked else columns[:-1], lines if checked else [line[:-1] for line in lines])
    write_table("Where their files lie", ["model", "folder"], [(row.model, row.folder) for row in rows if row.folder])
