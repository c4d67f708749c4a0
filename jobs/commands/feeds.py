"""Rank the feeds of many people at once: rank."""

from __future__ import annotations

from typing import Annotated

import typer

from jobs.commands.building import OptionalStore, as_words
from jobs.commands.options import AddressOption, ConfigOption, NowOption
from jobs.commands.ranking import moment_of


def rank(
    store: OptionalStore = None,
    config: ConfigOption = None,
    users: Annotated[
        str | None, typer.Option("--users", help="all (else), a file with one id a line, or ids with commas between.")
    ] = None,
    surface: Annotated[str | None, typer.Option("--surface", help="home (else), explore or following.")] = None,
    k: Annotated[int | None, typer.Option("-k", help="How many posts a person; else 20.")] = None,
    now: NowOption = None,
    seed: Annotated[int | None, typer.Option("--seed", help="Decides every random draw.")] = None,
    ads: Annotated[bool | None, typer.Option("--ads/--no-ads", help="Whether ads are placed.")] = None,
    people_a_part: Annotated[int | None, typer.Option("--people-a-part", help="How many make one file.")] = None,
    fresh: Annotated[bool | None, typer.Option("--fresh", help="Rank anew what is there already.")] = None,
    address: AddressOption = None,
) -> None:
    """Rank the feeds of many people into Parquet below feeds/; nothing is noted as shown."""
    from rich.console import Console

    from jobs.rank_feeds import RankConfig, execute, run
    from pipeline.config import load_config

    moment = moment_of(now)
    what = {"users": users, "surface": surface, "k": k, "now": moment and moment.isoformat(), "seed": seed, "ads": ads}
    how = {"people_a_part": people_a_part, "fresh": fresh, "address": address}
    given = as_words({"store": store, **what, **how})
    Console().print(execute(run, load_config(config, RankConfig, given)).to_table())
