"""Look after the snapshots of a store: rollback, prune, verify."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from jobs.commands.options import JsonOption, StoreOption
from jobs.commands.output import complain, say, write_json, write_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jobs.verify import Checked


def rollback(
    store: StoreOption,
    version: Annotated[str | None, typer.Argument(help="The snapshot; else the one before the current.")] = None,
) -> None:
    """Publish an earlier snapshot again."""
    from indexing.publish import rollback as point_back
    from jobs.inventory import version_before_current
    from pipeline.store import Store

    opened = Store.open(store)
    snapshot = point_back(opened, version or version_before_current(opened))
    say(f"{snapshot.version} is published again.")


def prune(
    store: StoreOption,
    keep: Annotated[int, typer.Option("--keep", help="How many of the newest snapshots stay.")] = 3,
) -> None:
    """Remove old snapshots and what killed runs left; the published one and those that are read stay."""
    from indexing.pruning import prune as remove
    from jobs.report import utc_now
    from pipeline.store import Store

    done = remove(Store.open(store), keep=keep, now=utc_now())
    removed = ", ".join(done.removed) or "no snapshot"
    say(f"Removed {removed} and {done.leftovers:,} leftovers: {done.freed_bytes / 1e6:,.1f} MB are free.")
    if done.in_use:
        say(f"{', '.join(done.in_use)} would go too, but somebody reads there; prune again later.")


def verify(
    store: StoreOption,
    version: Annotated[str | None, typer.Argument(help="A snapshot; else the published one.")] = None,
    every: Annotated[bool, typer.Option("--all", help="Check all snapshots.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Read every byte of a snapshot and of the store's tables, and say what is sound."""
    from jobs.verify import verify as check
    from pipeline.store import Store

    checked = list(check(Store.open(store), version, every=every))
    if as_json:
        write_json([one.to_dict() for one in checked])
    else:
        _show(checked)
    faults = [fault for one in checked for fault in one.faults]
    for fault in faults:
        complain(str(fault))
    if faults:
        raise typer.Exit(2)


def _show(checked: Sequence[Checked]) -> None:
    rows = [
        (one.name, one.files, one.size / 1e6, f"damaged: {len(one.faults):,}" if one.faults else "sound")
        for one in checked
    ]
    write_table("Read", ["what", "files", "MB", "state"], rows)
