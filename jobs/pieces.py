"""Cut posts and ads into pieces of content: one text or one picture, with a key that names it by what it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from jobs.picture_words import read_picture_words
from jobs.units import READ_ROWS, Unit
from pipeline.errors import FeedloomError
from pipeline.media import MediaReader, content_key, reject_reason, text_key

PIECES: Final = pa.schema(
    [
        pa.field("table", pa.string(), nullable=False),
        pa.field("id", pa.string(), nullable=False),
        pa.field("ordinal", pa.int32(), nullable=False),
        pa.field("content_key", pa.string()),  # null where the piece could not be read
        pa.field("payload", pa.large_binary()),  # null where the piece could not be read
        pa.field("stage", pa.string()),  # set, with the next two, where the piece is rejected
        pa.field("reason", pa.string()),
        pa.field("detail", pa.string()),
    ]
)

Row = dict[str, object]
Cutter = Callable[[Mapping[str, object], MediaReader], Iterator[Row]]

AD_PREFIX: Final = "ad:"
"""Before an ad's id where a table names owners: CONTENT and PICTURE_WORDS."""

_TEXTS_AT_ONCE: Final = 1024
"""So many posts without their pictures are in memory at once."""

_SEEN: Final = "picture_words"

IDS: Final[Mapping[str, str]] = {"posts": "post_id", "ads": "ad_id"}


def owners_of(pieces: pa.Table) -> pa.ChunkedArray:
    """Name the owner of each piece as CONTENT and PICTURE_WORDS do."""
    prefix = pc.if_else(pc.equal(pieces["table"], "ads"), AD_PREFIX, "")
    return pc.binary_join_element_wise(prefix, pieces["id"], "")


def joined_text(title: str | None, text: str | None) -> str:
    """Join what there is of a title and a text, as the sentence model reads it; empty where there is neither."""
    return "\n".join(part for part in ((title or "").strip(), (text or "").strip()) if part)


def cut(unit: Unit, space: str, media: MediaReader) -> Iterator[pa.Table]:
    """Read a unit as PIECES of one space.

    The words in a picture are a text of their own beside the post's, whose key and vector they leave alone. Measured on
    the sample world, the mean of both vectors finds more of these posts, and more of their topics, than one vector of
    the joined text; see docs/operations.md.
    """
    columns, at_once, cutter = _CUTTERS[space]
    key = IDS[unit.table]
    prefix = AD_PREFIX if unit.table == "ads" else ""
    for table in unit.read([key, *columns], at_once):
        owners = [prefix + name for name in table[key].to_pylist()]
        seen = read_picture_words(unit.picture_words, owners) if space == "sentence" else {}
        rows = [
            {"table": unit.table, "id": post[key], **piece}
            for owner, post in zip(owners, table.to_pylist(), strict=True)
            for piece in cutter(post | {_SEEN: seen.get(owner, ())}, media)
        ]
        if rows:
            yield pa.Table.from_pylist(rows, schema=PIECES)


def _cut_text(post: Mapping[str, object], media: MediaReader) -> Iterator[Row]:
    del media  # a text needs none
    words = joined_text(_words(post["title"]), _words(post["text"]))
    if words:
        yield {"ordinal": 0, "content_key": text_key(words), "payload": words.encode()}
    seen = post[_SEEN]
    for ordinal, said in seen if isinstance(seen, Sequence) else ():
        yield {"ordinal": 1 + ordinal, "content_key": text_key(said), "payload": said.encode()}


def _cut_pictures(post: Mapping[str, object], media: MediaReader) -> Iterator[Row]:
    images = post["images"]
    for ordinal, image in enumerate(images if isinstance(images, list) else []):
        try:
            data = media.read(image or {})
            yield {"ordinal": ordinal, "content_key": content_key(data), "payload": data}
        except FeedloomError as error:
            yield {"ordinal": ordinal, "stage": "read", "reason": reject_reason(error), "detail": str(error)}


def _words(value: object) -> str | None:
    return value if isinstance(value, str) else None


_CUTTERS: Final[Mapping[str, tuple[list[str], int, Cutter]]] = {
    "sentence": (["title", "text"], _TEXTS_AT_ONCE, _cut_text),
    "clip": (["images"], READ_ROWS, _cut_pictures),
}
