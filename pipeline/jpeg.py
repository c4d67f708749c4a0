"""The chain of markers that a JPEG is made of (ITU-T T.81, annex B), read without decoding anything.

Libraries read a JPEG's size from its header and then decode; nothing in the format says how often the decoder has to
pass over the picture. A file of half a megabyte can ask for thousands of passes, so they are counted here first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

_START: Final = b"\xff\xd8"
_END: Final = 0xD9
_SCAN: Final = 0xDA
_BARE: Final = frozenset({0x01, *range(0xD0, 0xD8)})
"""Markers without a length: TEM, and the restarts inside of a scan."""

_HUFFMAN_FRAMES: Final = frozenset({0xC0, 0xC1, 0xC2})
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_NEXT: Final = re.compile(rb"\xff+([^\x00\xff])")


@dataclass(frozen=True)
class Frame:
    """What a JPEG's frame header says of its picture: sizes in pixels, bits a sample, and the number of channels."""

    height: int
    width: int
    bits: int
    channels: int


def plain_frame(data: bytes) -> Frame | None:
    """Read the frame header of a JPEG that is put together as the standard says, byte by byte.

    Returns
    -------
    Frame or None
        None where a byte stands between the segments up to the first scan, where the frame is arithmetic, lossless or
        differential, where there are two frames, or where the last two bytes do not end the picture: readers differ in
        what they make of those.
    """
    if not data.startswith(_START) or not data.endswith(b"\xff\xd9"):
        return None
    frame, position = None, 2
    while data[position : position + 1] == b"\xff" and position + 4 <= len(data):
        marker, length = data[position + 1], int.from_bytes(data[position + 2 : position + 4], "big")
        if marker == _SCAN:
            return frame
        if marker in _FRAMES:
            if frame is not None or marker not in _HUFFMAN_FRAMES or length < 8:
                return None
            frame = _frame(data[position + 4 : position + 10])
        elif marker in _BARE or marker < 0xC0 or marker == _END or length < 2:
            return None
        position += 2 + length
    return None


def count_scans(data: bytes) -> int:
    """Count the passes that a decoder makes over a JPEG, up to the end of the first picture in the data."""
    return sum(marker == _SCAN for marker in _markers(data))


def markers_before_scan(data: bytes) -> Iterator[int]:
    """Give the markers that a decoder meets before it comes to pixels."""
    return takewhile(lambda marker: marker != _SCAN, _markers(data))


def _frame(header: bytes) -> Frame:
    return Frame(int.from_bytes(header[1:3], "big"), int.from_bytes(header[3:5], "big"), header[0], header[5])


def _markers(data: bytes) -> Iterator[int]:
    position = 2
    while found := _NEXT.search(data, position):
        marker, position = found[1][0], found.end()
        if marker == _END:
            return
        if marker not in _BARE:
            yield marker
            position += max(2, int.from_bytes(data[position : position + 2], "big"))
