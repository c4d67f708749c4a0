"""Judge feeds by what people then did: evaluate."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jobs.commands.building import OptionalStore, as_words
from jobs.commands.options import AddressOption, ConfigOption
from jobs.commands.output import say


def evaluate(
    store: OptionalStore = None,
    config: ConfigOption = None,
    systems: Annotated[
        str | None, typer.Option("--systems", help="What to judge, such as home,popular; the first is compared with.")
    ] = None,
    split: Annotated[str | None, typer.Option("--split", help="time, or person: each one's last part.")] = None,
    share: Annotated[float | None, typer.Option("--share", help="How much to hold out, 0 to 1.")] = None,
    windows: Annotated[int | None, typer.Option("--windows", help="At how many moments feeds are asked for.")] = None,
    least: Annotated[int | None, typer.Option("--least", help="By person: the fewest positives of one.")] = None,
    k: Annotated[int | None, typer.Option("-k", "--k", help="Places of a feed.")] = None,
    actions: Annotated[str | None, typer.Option("--actions", help="What counts as liked, such as like,share.")] = None,
    stars: Annotated[float | None, typer.Option("--stars", help="A rating counts from so many stars on.")] = None,
    people: Annotated[int | None, typer.Option("--people", help="Ask at most so many, drawn by the seed.")] = None,
    seed: Annotated[int | None, typer.Option("--seed", help="Decides every random draw.")] = None,
    json: Annotated[Path | None, typer.Option("--json", help="Write what was found to this file.")] = None,
    plot: Annotated[Path | None, typer.Option("--plot", help="Draw it into this file, .png or .svg.")] = None,
    address: AddressOption = None,
) -> None:
    """Judge feeds and simple rules by what people did after they were asked, with intervals and tests."""
    from rich.console import Console

    from jobs.evaluate import EvaluateConfig, execute, run
    from pipeline.config import load_config

    what = {"systems": systems, "split": split, "share": share, "windows": windows, "least": least, "k": k}
    how = {"actions": actions, "stars": stars, "people": people, "seed": seed, "address": address}
    given = as_words({"store": store, **what, **how, "json": json, "plot": plot})
    Console().print(execute(run, load_config(config, EvaluateConfig, given)).to_table())
    for path in (json, plot):
        if path is not None:
            say(f"Wrote {path}.")
