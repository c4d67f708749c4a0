"""Public data sets into tables of the data contract, one file each; its docstring says what becomes what.

========= ===================================== ====== ===== ======
importer  posts                                 people words pictures
========= ===================================== ====== ===== ======
movielens films                                 yes    yes   some
recipes   recipes                               no     yes   some
fashion   products                              no     short yes
openmoji  emoji                                 no     short yes
lastfm    artists                               yes    short no
========= ===================================== ====== ===== ======
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from pipeline.errors import BadInput, nearest
from pipeline.imported import Imported
from pipeline.importers import fashion, lastfm, movielens, openmoji, recipes
from pipeline.importers.saving import allow_media_roots, media_reader, media_roots, save

__all__ = ["IMPORTERS", "Imported", "allow_media_roots", "import_dataset", "media_reader", "media_roots", "save"]

IMPORTERS: Final[Mapping[str, Callable[[Path], Imported]]] = {
    "movielens": movielens.read,
    "recipes": recipes.read,
    "fashion": fashion.read,
    "openmoji": openmoji.read,
    "lastfm": lastfm.read,
}


def import_dataset(name: str, source: Path) -> Imported:
    """Read the data set of that name from its folder.

    Raises
    ------
    BadInput
        If there is no importer of that name, or the folder lacks what it expects.
    """
    if name not in IMPORTERS:
        raise BadInput(
            f"importer {name!r} is unknown", expected=f"one of {', '.join(IMPORTERS)}", remedy=nearest(name, IMPORTERS)
        )
    return IMPORTERS[name](source)
