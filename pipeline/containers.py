"""Of how many parts a picture's file is put together, counted before a library makes an object of each.

A picture is measured by its pixels, but what surrounds them costs memory too: of a file of 32 MB that is nothing but
empty JPEG segments, PNG chunks or TIFF strips, Pillow makes some gigabyte of Python objects while it opens it, and a
TIFF's tile may be larger than any picture.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from itertools import islice
from typing import Final

from pipeline.jpeg import markers_before_scan

MAX_PARTS: Final = 262_144
"""Ordinary files have fewer than a thousand; a TIFF of 64 million pixels in tiles of 16 x 16 has 250,000."""

_TIFF_STARTS: Final[Mapping[bytes, str]] = {b"II*\0": "<", b"MM\0*": ">", b"II+\0": "<", b"MM\0+": ">"}
_SMALL: Final[Mapping[int, str]] = {1: "B", 3: "H", 4: "L", 16: "Q"}
_STRIPS: Final = 273
_TILES: Final = 324
_TILE_SIDES: Final = (322, 323)


def count_parts(data: bytes) -> int:
    """Count a picture's segments, chunks, or strips and tiles, by its format; 0 where the format has nothing of these.

    Counting ends a little above :data:`MAX_PARTS`.
    """
    return next((count(data) for start, count in _COUNTERS.items() if data.startswith(start)), 0)


def tile_pixels(data: bytes) -> int:
    """Read how many pixels a tile of a TIFF has; 0 of one without tiles, and of other formats."""
    if data[:4] not in _TIFF_STARTS:
        return 0
    tags = _tiff_tags(data)
    width, height = (tags.get(tag, (0, 0))[1] for tag in _TILE_SIDES)
    return width * height


def _jpeg_parts(data: bytes) -> int:
    return sum(1 for _ in islice(markers_before_scan(data), MAX_PARTS + 1))


def _png_parts(data: bytes) -> int:
    count, position = 0, 8
    while position + 8 <= len(data) and count <= MAX_PARTS:
        count, position = count + 1, position + 12 + int.from_bytes(data[position : position + 4], "big")
    return count


def _tiff_parts(data: bytes) -> int:
    tags = _tiff_tags(data)
    return max(tags.get(tag, (0, 0))[0] for tag in (_STRIPS, _TILES))


def _tiff_tags(data: bytes) -> dict[int, tuple[int, int]]:
    """Read the first directory of a TIFF: of each tag how many values it has, and the first where it lies in there."""
    order, big = _TIFF_STARTS[data[:4]], data[2:4] in (b"+\0", b"\0+")
    entry = struct.Struct(f"{order}HHQ8s" if big else f"{order}HHL4s")
    found: dict[int, tuple[int, int]] = {}
    try:
        (start,) = struct.unpack_from(f"{order}Q", data, 8) if big else struct.unpack_from(f"{order}L", data, 4)
        (count,) = struct.unpack_from(f"{order}Q" if big else f"{order}H", data, start)
        for number in range(min(count, MAX_PARTS)):
            tag, kind, values, inside = entry.unpack_from(data, start + (8 if big else 2) + number * entry.size)
            first = struct.unpack_from(f"{order}{_SMALL[kind]}", inside)[0] if _fits(kind, inside) else 0
            found.setdefault(tag, (values, first))
    except (struct.error, OverflowError):  # it ends too soon, which its decoder says better
        pass
    return found


def _fits(kind: int, inside: bytes) -> bool:
    return kind in _SMALL and struct.calcsize(f"={_SMALL[kind]}") <= len(inside)


_COUNTERS: Final[Mapping[bytes, Callable[[bytes], int]]] = {
    b"\xff\xd8": _jpeg_parts,
    b"\x89PNG\r\n\x1a\n": _png_parts,
    **dict.fromkeys(_TIFF_STARTS, _tiff_parts),
}
