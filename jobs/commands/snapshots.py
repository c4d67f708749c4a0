"""Look after the snapshots of a store: rollback."""

from __future__ import annotations

from typing import Annotated

import typer

from jobs.commands.options import StoreOption
from jobs.commands.output import say


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
