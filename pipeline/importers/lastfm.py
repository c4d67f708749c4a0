"""Last.fm (HetRec 2011): artists are posts, the artists somebody listened to are likes.

Expects ``artists.dat`` and ``user_artists.dat`` in the folder; ``user_friends.dat`` is read for more people.

- An artist is a post with the name as its title and nothing else: which artist has which tag is in a file this edition
  lacks (``tags.dat`` alone only names the tags), and the pictures' addresses are dead.
- A person and an artist make one event ``like``, whose value is the number of listens.
- The data knows no times. Posts are dated 1 January 2011 and events 1 May 2011, about when it was published: a split
  by time is meaningless here.
- Friends are people and ``follows`` holds authors, so friendships do not become follows.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.imported import Imported, Rejection
from pipeline.importers.assemble import assemble, require_columns
from pipeline.readers import csv
from pipeline.readers.files import require_file, require_folder

CREATED_AT: Final = "2011-01-01"
OCCURRED_AT: Final = "2011-05-01"
_LISTENS: Final = ("userID", "artistID", "weight")


def read(source: Path) -> Imported:
    """Read a folder of Last.fm.

    Raises
    ------
    BadInput
        If the folder, ``artists.dat`` or ``user_artists.dat`` is missing, or lacks a column.
    """
    folder = require_folder(source, "a Last.fm folder with artists.dat and user_artists.dat")
    artists = _table(folder / "artists.dat", ("id", "name"))
    listens = _table(folder / "user_artists.dat", _LISTENS)
    known = pc.is_in(listens["artistID"], artists["id"].combine_chunks())
    strays = listens.filter(pc.invert(known)).to_pylist()
    rejections = [
        Rejection("events", f"user {s['userID']}", "read", "unknown_post", f"artist {s['artistID']}") for s in strays
    ]
    kept = listens.filter(known)
    return assemble({"posts": _posts(artists), "users": _users(folder, listens), "events": _events(kept)}, rejections)


def _table(path: Path, columns: tuple[str, ...]) -> pa.Table:
    """Read a file with or without a header line (editions differ), without the blanks that pad some values."""
    with require_file(path, "a file of the Last.fm data").open("rb") as handle:
        headed = handle.readline().split(b"\t")[0].strip() == columns[0].encode()
    raw = csv.read(path, delimiter="\t", quote=None, columns=None if headed else columns)
    table = require_columns(raw.table, columns, path)
    return pa.table({name: pc.utf8_trim_whitespace(table[name]) for name in columns})


def _posts(artists: pa.Table) -> pa.Table:
    created_at = pa.repeat(CREATED_AT, artists.num_rows)
    return pa.table({"post_id": artists["id"], "created_at": created_at, "title": artists["name"]})


def _users(folder: Path, listens: pa.Table) -> pa.Table:
    people = [listens["userID"]]
    if (folder / "user_friends.dat").is_file():
        people += _table(folder / "user_friends.dat", ("userID", "friendID")).columns
    return pa.table({"user_id": pc.unique(pa.chunked_array([chunk for column in people for chunk in column.chunks]))})


def _events(listens: pa.Table) -> pa.Table:
    return pa.table(
        {
            "user_id": listens["userID"],
            "post_id": listens["artistID"],
            "action": pa.repeat("like", listens.num_rows),
            "occurred_at": pa.repeat(OCCURRED_AT, listens.num_rows),
            "value": listens["weight"],
        }
    )
