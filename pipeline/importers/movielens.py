"""MovieLens (ml-latest-small and its kin): films are posts, ratings are events.

Expects ``movies.csv`` and ``ratings.csv`` in the folder; ``plots.csv`` (movieId, plot, director) and ``posters/``
(``<movieId>.jpg``) are taken where they are there.

- A film is a post: its id is the movieId, its text the plot, its tags the genres, its author the first director. The
  year stays in the title. It was created on 1 January of that year, because the data knows no day; where the title
  names no year, when it was rated first.
- A rating is one event ``rate`` with the stars as its value. What counts as liking is for the profiles to decide.
- The README promises 20 ratings or more from everybody, so the ratings of a person with fewer are rejected as
  ``stray_user``: mirrors of the data were seen to carry such a row.
- ``tags.csv`` is not read.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.imported import Imported, Rejection
from pipeline.importers.assemble import assemble, require_columns
from pipeline.readers import csv
from pipeline.readers.files import require_folder

MIN_RATINGS: Final = 20
_YEAR: Final = r"\((?P<year>\d{4})(?:[-–]\d{0,4})?\)\s*$"
_NO_GENRES: Final = "(no genres listed)"


def read(source: Path) -> Imported:
    """Read a folder of MovieLens.

    Raises
    ------
    BadInput
        If the folder, ``movies.csv`` or ``ratings.csv`` is missing, or lacks a column.
    """
    folder = require_folder(source, "a MovieLens folder with movies.csv and ratings.csv")
    films = _table(folder / "movies.csv", "movieId", "title", "genres")
    ratings = _table(folder / "ratings.csv", "userId", "movieId", "rating", "timestamp")
    few = _few_ratings(ratings)
    unknown = pc.and_not(pc.invert(pc.is_in(ratings["movieId"], films["movieId"].combine_chunks())), few)
    rejections = [*_rejections(ratings, few, "stray_user"), *_rejections(ratings, unknown, "unknown_post")]
    kept = ratings.filter(pc.invert(pc.or_(few, unknown)))
    tables = {"posts": _posts(folder, films, kept), "users": _users(kept), "events": _events(kept)}
    posters = folder / "posters"
    return assemble(tables, rejections, [posters] if posters.is_dir() else [])


def _table(path: Path, *columns: str) -> pa.Table:
    return require_columns(csv.read(path).table, columns, path)


def _few_ratings(ratings: pa.Table) -> pa.Array:
    counts = ratings.group_by("userId").aggregate([("movieId", "count")])
    few = counts.filter(pc.less(counts["movieId_count"], MIN_RATINGS))["userId"]
    return pc.is_in(ratings["userId"], few.combine_chunks())


def _rejections(ratings: pa.Table, rows: pa.Array, reason: str) -> Iterator[Rejection]:
    numbers = pc.indices_nonzero(rows)
    for number, row in zip(numbers.to_pylist(), ratings.take(numbers).to_pylist(), strict=True):
        detail = f"user {row['userId']} gave film {row['movieId']} {row['rating']} stars"
        yield Rejection("events", f"row {number + 1}", "read", reason, detail)


def _posts(folder: Path, films: pa.Table, ratings: pa.Table) -> pa.Table:
    plots = _plots(folder, films["movieId"])
    genres = films["genres"]
    return pa.table(
        {
            "post_id": films["movieId"],
            "author_id": pc.list_element(pc.split_pattern(plots["director"], ", "), 0),
            "created_at": _created_at(films, ratings),
            "title": films["title"],
            "text": pc.replace_substring(plots["plot"], "\\'", "'"),  # the plots come from SQL and keep its escapes
            "images": _posters(folder / "posters", films["movieId"]),
            "tags": pc.if_else(pc.equal(genres, _NO_GENRES), None, genres),  # split at "|" when it is made to conform
            "language": pc.if_else(pc.is_valid(plots["plot"]), "en", None),
        }
    )


def _plots(folder: Path, film_ids: pa.ChunkedArray) -> pa.Table:
    path = folder / "plots.csv"
    if not path.is_file():
        nothing = pa.nulls(len(film_ids), pa.string())
        return pa.table({"plot": nothing, "director": nothing})
    plots = _table(path, "movieId", "plot", "director")
    return plots.take(pc.index_in(film_ids, plots["movieId"].combine_chunks()))


def _created_at(films: pa.Table, ratings: pa.Table) -> pa.ChunkedArray:
    year = pc.struct_field(pc.extract_regex(films["title"], _YEAR), "year")
    times = ratings.group_by("movieId").aggregate([("timestamp", "min")])
    first_rated = times["timestamp_min"].take(pc.index_in(films["movieId"], times["movieId"].combine_chunks()))
    return pc.coalesce(pc.binary_join_element_wise(year, "01-01", "-"), first_rated)


def _posters(folder: Path, film_ids: pa.ChunkedArray) -> pa.Array:
    there = {path.name for path in folder.glob("*.jpg")}
    names = (f"{film_id}.jpg" for film_id in film_ids.to_pylist())
    return pa.array([str(folder.absolute() / name) if name in there else None for name in names], pa.string())


def _users(ratings: pa.Table) -> pa.Table:
    return pa.table({"user_id": pc.unique(ratings["userId"])})


def _events(ratings: pa.Table) -> pa.Table:
    return pa.table(
        {
            "user_id": ratings["userId"],
            "post_id": ratings["movieId"],
            "action": pa.repeat("rate", ratings.num_rows),
            "occurred_at": ratings["timestamp"],
            "value": ratings["rating"],
        }
    )
