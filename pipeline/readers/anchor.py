"""Relative picture paths made absolute: they start from the folder of the file that names them."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.schema import IMAGE


def anchor(images: pa.ChunkedArray, folder: Path) -> pa.ChunkedArray:
    """Put the folder before each relative path; leave absolute paths, URIs and bytes as they are.

    Parameters
    ----------
    images
        ``(n,) list<IMAGE>`` without nulls, a column of a table that conforms.
    folder
        An absolute folder. Whether a path climbs out of it is judged where the picture is read.
    """
    return pa.chunked_array([_anchor(chunk, str(folder)) for chunk in images.chunks], images.type)


def _anchor(images: pa.ListArray, folder: str) -> pa.ListArray:
    uri, data = images.flatten().flatten()
    absolute = pc.or_(pc.starts_with(uri, "/"), pc.match_substring(uri, "://"))
    anchored = pc.if_else(absolute, uri, pc.binary_join_element_wise(folder, uri, "/"))
    lengths = pc.list_value_length(images)
    offsets = pa.concat_arrays([pa.array([0], pa.int32()), pc.cumulative_sum(lengths)])
    return pa.ListArray.from_arrays(offsets, pa.StructArray.from_arrays([anchored, data], fields=list(IMAGE)))
