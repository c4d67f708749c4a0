"""What a picture or a text looks like to somebody who has seen it before, in a few hundred bytes.

A picture becomes 16 x 16 means of brightness and 8 x 8 of colour; a text the 64 smallest hashes of its runs of letters
(the bottom-k sketch of Cohen and Kaplan, PODC 2007, of the shingles of Broder, SEQUENCES 1997). Both are made where
content is decoded anyway and kept beside its vector. :mod:`pipeline.same_picture`
and :mod:`pipeline.same_text` compare them.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final
from zlib import crc32

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from PIL import Image

VERSION: Final = 1
"""In the first byte of a fingerprint. One of another version counts as not there."""

SIDE: Final = 16
COLOUR_SIDE: Final = 8

PICTURE: Final = np.dtype(
    [("version", "u1"), ("flat", "u1"), ("luma", "u1", (SIDE, SIDE)), ("chroma", "u1", (COLOUR_SIDE, COLOUR_SIDE, 2))]
)
"""A picture's fingerprint: how much of it is drawn in flat colours (255 for all of it), means of brightness, and of
blue and red against it, row by row."""

SKETCH: Final = 64
NONE: Final = 0xFFFFFFFF
"""Fills up the sketch of a text with fewer runs of letters."""

TEXT: Final = np.dtype(
    [
        ("version", "u1"),
        ("letters", "<u2"),
        ("words", "<u2"),
        ("whole", "<u4"),
        ("numbers", "<u4"),
        ("sketch", "<u4", (SKETCH,)),
    ]
)
"""A text's fingerprint: how many letters (with digits) and words it has, 65,535 at most, digests of its letters and of
its numbers, and the sketch, ascending."""

LEAST_LETTERS: Final = 16
"""Shorter texts, such as "Good morning!", have no fingerprint: many people say the same and mean their own."""

_PAPER: Final = 250
"""What is lighter is background."""

RUN: Final = 4
"""So many characters of the folded text are hashed together."""

_LINK: Final = re.compile(r"https?://\S+|www\.\S+")
_REPOST: Final = re.compile(r"^\s*(?:rt\s+)?(?:@\w+[:\s]+)+|^\s*rt\s+", re.IGNORECASE)
_TRAILING_TAGS: Final = re.compile(r"(?:\s+[#@]\w+)+\s*$")
_NOT_SAID: Final = re.compile(r"[\W_]+")
_NUMBER: Final = re.compile(r"\d+|\b[ivx]{2,}\b")
_FACTORS: Final = np.random.default_rng(5).integers(2**63, 2**64, RUN, np.uint64, endpoint=False) | np.uint64(1)
_STIR: Final = np.uint64(0xBF58476D1CE4E5B9)


def picture_fingerprint(pixels: NDArray[np.uint8]) -> bytes:
    """Fingerprint a picture, ``(height, width, 3) uint8`` RGB of any size; 386 bytes of the type ``PICTURE``."""
    small = Image.fromarray(pixels).resize((SIDE, SIDE), Image.Resampling.BOX)
    means = np.asarray(small.convert("YCbCr"), np.uint8)
    found = np.zeros((), PICTURE)
    found["version"] = VERSION
    found["flat"] = _flatness(pixels)
    found["luma"] = means[..., 0]
    quarters = means[..., 1:].reshape(COLOUR_SIDE, 2, COLOUR_SIDE, 2, 2)
    found["chroma"] = np.rint(quarters.mean(axis=(1, 3)))
    return found.tobytes()


def text_fingerprint(text: str) -> bytes | None:
    """Fingerprint a text, 269 bytes of the type ``TEXT``; None where it says too little to tell it from others.

    Case, accents' composition, punctuation, emoji, links, a leading "RT" or "@name" and trailing tags do not count.
    """
    words = said(text)
    joined = words.replace(" ", "")
    if len(joined) < LEAST_LETTERS:
        return None
    # Blanks at both ends let the first and the last letter count as much as those between.
    edge = " " * (RUN - 1)
    hashes = np.unique(_hashes(np.frombuffer(f"{edge}{joined}{edge}".encode("utf-32-le"), np.uint32)))[:SKETCH]
    found = np.zeros((), TEXT)
    found["version"] = VERSION
    found["letters"] = min(len(joined), 0xFFFF)
    found["words"] = min(1 + words.count(" "), 0xFFFF)
    found["whole"] = crc32(joined.encode())
    found["numbers"] = crc32(" ".join(_NUMBER.findall(words)).encode())
    found["sketch"] = NONE
    found["sketch"][: len(hashes)] = hashes
    return found.tobytes()


def said(text: str) -> str:
    """Fold a text to its words with one blank between, without what people add when they pass it on."""
    words = _LINK.sub(" ", text)
    words = _TRAILING_TAGS.sub("", _REPOST.sub("", words))
    return _NOT_SAID.sub(" ", unicodedata.normalize("NFKC", words).casefold()).strip()


def read_fingerprints(column: pa.ChunkedArray | pa.Array, kind: np.dtype[np.void]) -> NDArray[np.void]:
    """Read a column of fingerprints of one kind, ``(n,)``; ``version`` is 0 where there is none of today's."""
    values = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    found = np.zeros(len(values), kind)
    fits = np.asarray(pc.fill_null(pc.equal(pc.binary_length(values), kind.itemsize), False))
    whole = b"".join(values.filter(pa.array(fits)).to_pylist())
    found[fits] = np.frombuffer(whole, kind)
    found[found["version"] != VERSION] = np.zeros((), kind)
    return found


def _flatness(pixels: NDArray[np.uint8]) -> int:
    """Say how many of 255 pixels have the very colour of their left neighbour, the background left out."""
    drawn = pixels[:, 1:].min(axis=2) < _PAPER
    equal = (pixels[:, 1:] == pixels[:, :-1]).all(axis=2)
    return 255 * int(np.count_nonzero(equal & drawn)) // max(1, int(np.count_nonzero(drawn)))


def _hashes(letters: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Hash every run of ``RUN`` characters to 32 bits."""
    wide = letters.astype(np.uint64)
    count = len(wide) - RUN + 1
    mixed = np.zeros(count, np.uint64)
    for start, factor in enumerate(_FACTORS):
        mixed += wide[start : start + count] * factor
    mixed ^= mixed >> np.uint64(29)
    mixed *= _STIR
    return np.asarray(mixed >> np.uint64(32), np.uint32)
