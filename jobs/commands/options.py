"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

StoreOption = Annotated[Path, typer.Option("--store", "-s", envvar="FEEDLOOM_STORE", help="The store's folder.")]
ConfigOption = Annotated[Path | None, typer.Option("--config", "-c", help="A TOML file; options win over it.")]
ProfileOption = Annotated[str | None, typer.Option("--profile", "-p", help="The models; see `feedloom models`.")]
SentenceOption = Annotated[
    str | None,
    typer.Option("--sentence", help="A text model in place of the profile's: a folder, or a hub id."),
]
ClipOption = Annotated[
    str | None, typer.Option("--clip", help="A picture model in place of the profile's: the same, or ARCHITECTURE/TAG.")
]
WordsOption = Annotated[
    bool | None,
    typer.Option("--words-in-pictures/--no-words-in-pictures", help="Read words in pictures; needs the extra ocr."),
]
BackendOption = Annotated[
    str | None, typer.Option("--backend", help="What the models run on: auto, torch, openvino, int8 or cuda.")
]
AddressOption = Annotated[str | None, typer.Option("--address", help="A running Ray; without it one starts here.")]
RejectsOption = Annotated[
    float | None,
    typer.Option("--max-rejected-fraction", help="Stop when more of the texts or pictures cannot be used, 0 to 1."),
]
RecallOption = Annotated[
    float | None,
    typer.Option("--recall-target", help="The least recall@10 of an index, 0 to 1; below it is not published."),
]
IndexBytesOption = Annotated[int | None, typer.Option("--index-bytes", help="Memory for the indexes of one space.")]
FreshOption = Annotated[bool | None, typer.Option("--fresh", help="Index everything anew instead of what is new.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Write JSON to stdout and nothing else.")]
UserOption = Annotated[str | None, typer.Option("--user", "-u", help="Whose feed; left out, a newcomer's.")]
SurfaceOption = Annotated[str, typer.Option("--surface", help="home, explore or following.")]
CountOption = Annotated[int, typer.Option("-k", help="How many.")]
SeedOption = Annotated[int, typer.Option("--seed", help="Decides every random draw.")]
NowOption = Annotated[
    str | None, typer.Option("--now", help="The clock, such as 2026-06-30T12:00Z; else the newest post's time.")
]
InterestOption = Annotated[
    list[str] | None, typer.Option("--interest", "-i", help="An interest in words; may be given again.")
]
