"""Which models the content of a store was embedded with: the steps that follow take it from here, not from a config.

The parts of ``content/`` carry it as metadata, so that it can neither be lost nor differ from what they hold.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from jobs.encoders import SPACES
from jobs.outcome import Put, replaced_table
from pipeline.encoders import pair
from pipeline.encoders.base import EncoderCard
from pipeline.errors import EmptyStore, StoreError
from pipeline.schema import CONTENT
from pipeline.store import Store

_ROWS_AT_ONCE: Final = 65_536
_KEY: Final = b"feedloom"


@dataclass(frozen=True)
class Embedded:
    """The models behind a store's vectors.

    Parameters
    ----------
    profile
        The name of the model profile, or of the pair.
    cards
        The model of each space.
    """

    profile: str
    cards: Mapping[str, EncoderCard]

    @property
    def options(self) -> str:
        """What asks for these models on the command line."""
        return pair(self.cards["sentence"].model, self.cards["clip"].model).options


@contextmanager
def replaced_content(
    store: Store, space: str, profile: str, card: EncoderCard, files: str | None = None
) -> Iterator[Put]:
    """Write the CONTENT of one space, stamped with the model that has embedded it, in place of what was there.

    Rows are sorted by post and ordinal within each row group.

    Parameters
    ----------
    files
        A digest of the model's files, by which :func:`card_by_files` knows it again.
    """
    stamp = json.dumps({"profile": profile, **asdict(card), "files": files}).encode()
    schema = CONTENT.with_metadata({_KEY: stamp})
    with replaced_table(store.folder("content") / f"{space}.parquet", schema, ["post_id", "ordinal"]) as put:
        yield put


def content_batches(store: Store, space: str) -> Iterator[pa.Table]:
    """Read the CONTENT of one space, some ten thousand rows at a time; nothing where it was not embedded."""
    path = store.folder("content") / f"{space}.parquet"
    if path.is_file():
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(_ROWS_AT_ONCE, columns=CONTENT.names):
                yield pa.Table.from_batches([batch])


def card_by_files(store: Store, space: str, files: str | None) -> EncoderCard | None:
    """Say what a model is without loading it, where the space was embedded with the very same files."""
    try:
        stamp = _stamp(store, space)
    except EmptyStore:
        return None
    return _card(stamp) if files is not None and stamp.get("files") == files else None


def read_embedded(store: Store) -> Embedded:
    """Read the stamps.

    Raises
    ------
    EmptyStore
        If a space was not embedded yet.
    StoreError
        If the spaces were embedded with different pairs of models.
    """
    stamps = {space: _stamp(store, space) for space in SPACES}
    profiles = sorted({stamp.pop("profile") for stamp in stamps.values()})
    if len(profiles) > 1:
        raise StoreError(
            f"the spaces of {store.root} were embedded with the models {' and '.join(profiles)}",
            expected="one pair of models",
            remedy=f"Run `feedloom embed --store {store.root}` to the end",
        )
    return Embedded(profiles[0], {space: _card(stamp) for space, stamp in stamps.items()})


def _card(stamp: Mapping[str, Any]) -> EncoderCard:
    return EncoderCard(stamp["model"], stamp["revision"], int(stamp["dim"]))


def _stamp(store: Store, space: str) -> dict[str, Any]:
    path = store.folder("content") / f"{space}.parquet"
    metadata = pq.read_schema(path).metadata if path.is_file() else None
    if not metadata or _KEY not in metadata:
        raise EmptyStore(
            f"{store.root} has no embedded content in space {space!r}",
            expected="a store on which `feedloom embed` has run",
            remedy=f"Run `feedloom embed --store {store.root}`",
        )
    stamp: dict[str, Any] = json.loads(metadata[_KEY])
    return stamp
