"""Fashion products: one Parquet file ``products.parquet`` with a title, five properties and a small picture each.

A product is a post with its picture's bytes; the properties (gender, category, article, colour, usage) are its tags.
The data knows neither authors nor times: all posts are dated 1 January 2019, the year the pictures were published.
There are no users and no events.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.imported import Imported
from pipeline.importers.assemble import assemble, require_columns
from pipeline.readers import parquet

CREATED_AT: Final = "2019-01-01"
_PROPERTIES: Final = ("gender", "category", "article", "colour", "usage")


def read(source: Path) -> Imported:
    """Read a folder with ``products.parquet``.

    Raises
    ------
    BadInput
        If the file is missing, damaged, or lacks a column.
    """
    path = source / "products.parquet"
    products = require_columns(parquet.read(path).table, ["id", "title", *_PROPERTIES, "image"], path)
    properties = [products[name].cast(pa.string()) for name in _PROPERTIES]
    tags = pc.binary_join_element_wise(*properties, "|", null_handling="skip")
    posts = pa.table(
        {
            "post_id": products["id"],
            "created_at": pa.repeat(CREATED_AT, products.num_rows),
            "title": products["title"],
            "images": products["image"],
            "tags": tags,  # split at "|" when the table is made to conform
            "language": pa.repeat("en", products.num_rows),
        }
    )
    return assemble({"posts": posts})
