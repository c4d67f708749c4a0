"""All events that a build learns from: those that were imported, and those that the online state was told of."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.schema import EVENTS, PRIMARY_KEY
from pipeline.store import Store, latest_rows
from ranking.state import State


def all_events(store: Store, *, through: int | None = None) -> tuple[pa.Table, int]:
    """Read the imported events and what was observed since, without what was taken back.

    Parameters
    ----------
    through
        Up to which change of the online state; None for all up to now. Steps of one build pass what the first of them
        was given, so that they agree: what happens meanwhile is after it.

    Returns
    -------
    tuple
        ``EVENTS``, and the number of the last change that is in it (0 where nothing was observed). An event that was
        both imported and observed is there once, with the observed value.

    Raises
    ------
    StoreError
        If a part or the online state is damaged.
    """
    imported = store.read("events")
    log = State(store.state_db).log(through=through)
    if not log.events.num_rows:
        return imported, log.through
    touched = pc.is_in(imported["user_id"], value_set=log.events["user_id"].unique())
    known = imported.filter(touched)
    kept = known.append_column("undone", pa.repeat(pa.scalar(False), known.num_rows))
    both = latest_rows(pa.concat_tables([kept, log.events]), PRIMARY_KEY["events"])
    live = both.filter(pc.invert(both["undone"])).select(EVENTS.names)
    return pa.concat_tables([imported.filter(pc.invert(touched)), live.cast(EVENTS)]).combine_chunks(), log.through
