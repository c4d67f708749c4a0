"""Learn to rank from what people did: train."""

from __future__ import annotations

from typing import Annotated

import typer

from jobs.commands.building import OptionalStore, as_words
from jobs.commands.options import AddressOption, ConfigOption
from jobs.commands.output import say


def train(
    store: OptionalStore = None,
    config: ConfigOption = None,
    split: Annotated[str | None, typer.Option("--split", help="time, or person: each one's last part.")] = None,
    share: Annotated[float | None, typer.Option("--share", help="How much to learn to predict, 0 to 1.")] = None,
    windows: Annotated[int | None, typer.Option("--windows", help="From how many moments to learn.")] = None,
    stars: Annotated[float | None, typer.Option("--stars", help="A rating is a like from so many stars on.")] = None,
    seed: Annotated[int | None, typer.Option("--seed", help="Decides every random draw.")] = None,
    force: Annotated[
        bool | None, typer.Option("--force", help="Publish the ranker even where it is worse than the weights by hand.")
    ] = None,
    address: AddressOption = None,
) -> None:
    """Learn what people will do with posts, and publish a snapshot that ranks by it."""
    from rich.console import Console

    from jobs.entry import execute
    from jobs.train import TrainConfig, run
    from pipeline.config import load_config

    given = {"store": store, "split": split, "share": share, "windows": windows, "stars": stars, "seed": seed}
    report = execute(run, load_config(config, TrainConfig, as_words({**given, "force": force, "address": address})))
    Console().print(report.to_table())
    say(f"Published {report.version}.")
