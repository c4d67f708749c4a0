"""The words in pictures as the steps after reading take them: by post or ad, in the order of its pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyarrow as pa

from pipeline.schema import PICTURE_WORDS
from pipeline.store import Store

FOLDER = "picture_words"


def write_picture_words(store: Store, words: pa.Table) -> None:
    """Write PICTURE_WORDS in place of what was there."""
    store.write(FOLDER, words.cast(PICTURE_WORDS).sort_by([("post_id", "ascending"), ("ordinal", "ascending")]))


def forget_picture_words(store: Store) -> None:
    """Leave the words in pictures out of what follows; what was read is kept for another time."""
    for path in store.folder(FOLDER).glob("*.parquet"):
        path.unlink()


def read_picture_words(store: Store) -> Mapping[str, tuple[tuple[int, str], ...]]:
    """Give by owner the words in its pictures, each with the picture's ordinal; no entry where there are none."""
    found: dict[str, tuple[tuple[int, str], ...]] = {}
    for row in store.read_derived(FOLDER, PICTURE_WORDS).to_pylist():
        found[row["post_id"]] = (*found.get(row["post_id"], ()), (row["ordinal"], row["words"]))
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
    found = read_picture_words(store)
    return pa.array([[words for _, words in found[owner]] if owner in found else None for owner in owners], kind)
