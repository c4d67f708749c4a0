"""The surfaces: each a function that returns the list of its stages. This table is all there is to register."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from pipeline.errors import UnknownId, nearest
from ranking.ads.ledger import AdLedger
from ranking.stages import Surface
from ranking.surfaces.explore import explore
from ranking.surfaces.following import following
from ranking.surfaces.home import home

SURFACES: Final[Mapping[str, Callable[[AdLedger], Surface]]] = {
    "home": home,
    "explore": explore,
    "following": following,
}


def surface_named(name: str, ledger: AdLedger) -> Surface:
    """Build the surface of this name.

    Raises
    ------
    UnknownId
        If there is none; the message names the nearest.
    """
    try:
        return SURFACES[name](ledger)
    except KeyError:
        raise UnknownId(
            f"there is no surface {name!r}", expected=f"one of {', '.join(SURFACES)}", remedy=nearest(name, SURFACES)
        ) from None
