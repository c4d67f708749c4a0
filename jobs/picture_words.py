"""The words in pictures as the steps after reading take them: by post or ad, in the order of its pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.dataset as ds

from pipeline.schema import PICTURE_WORDS
from pipeline.store import Store

_FOLDER: Final = "picture_words"

Words = Mapping[str, Sequence[tuple[int, str]]]
"""By owner the words in its pictures, each with the picture's ordinal; owners are named as in CONTENT."""


def picture_words_folder(store: Store) -> Path:
    """Name the folder of PICTURE_WORDS; it is not there where no pictures were read."""
    return store.folder(_FOLDER)


def forget_picture_words(store: Store) -> None:
    """Leave the words in pictures out of what follows; what was read is kept for another time."""
    for path in picture_words_folder(store).glob("*.parquet"):
        path.unlink()


def read_picture_words(folder: Path, owners: Sequence[str]) -> Words:
    """Give the words in the pictures of these owners; those without any have no entry."""
    found: dict[str, list[tuple[int, str]]] = {}
    if any(folder.glob("*.parquet")):
        wanted = ds.field("post_id").isin(pa.array(owners, pa.string()))
        table = ds.dataset(folder, schema=PICTURE_WORDS, format="parquet").to_table(filter=wanted)
        for row in table.sort_by([("post_id", "ascending"), ("ordinal", "ascending")]).to_pylist():
            found.setdefault(row["post_id"], []).append((row["ordinal"], row["words"]))
    return found


def words_column(store: Store, owners: Sequence[str], kind: pa.DataType) -> pa.Array:
    """Give the words in the pictures of each owner as lists; null where it has none.

    Parameters
    ----------
    owners
        Post ids, or ad ids with ``"ad:"`` before them, in the order of rows.
    kind
        The type of the column.
    """
    found = read_picture_words(picture_words_folder(store), owners)
    return pa.array([[words for _, words in found[owner]] if owner in found else None for owner in owners], kind)
