from __future__ import annotations

import struct
import zlib
from io import BytesIO

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from pipeline.containers import MAX_PARTS, count_parts, tile_pixels
from pipeline.decoding import MediaLimits, decode, reject_reason
from pipeline.errors import MediaError


def encoded(kind: str, size: tuple[int, int] = (40, 30), **options: object) -> bytes:
    out = BytesIO()
    pixels = np.random.default_rng(0).integers(0, 256, (size[1], size[0], 3), dtype=np.uint8)
    Image.fromarray(pixels).save(out, kind, **options)
    return out.getvalue()


def tiff(tags: list[tuple[int, int, int, int]], body: bytes = b"", order: str = "<") -> bytes:
    """Write a TIFF of some tags, each with its type, its number of values, and what stands in the directory."""
    start = b"II*\0" if order == "<" else b"MM\0*"
    directory = b"".join(
        struct.pack(f"{order}HHLHH", tag, kind, count, value, 0)
        if kind == 3
        else struct.pack(f"{order}HHLL", tag, kind, count, value)
        for tag, kind, count, value in tags
    )
    head = struct.pack(f"{order}LH", 8, len(tags))
    return start + head + directory + struct.pack(f"{order}L", 0) + body


def tiled(side: int, order: str = "<") -> bytes:
    """Write a TIFF of 100 x 100 pixels with one deflated tile of that side."""
    body = zlib.compress(bytes(side * side), 9)
    sizes = [(256, 3, 1, 100), (257, 3, 1, 100), (258, 3, 1, 8), (259, 3, 1, 8), (262, 3, 1, 1), (277, 3, 1, 1)]
    place = 8 + 2 + 12 * (len(sizes) + 4) + 4
    tiles = [(322, 4, 1, side), (323, 4, 1, side), (324, 4, 1, place), (325, 4, 1, len(body))]
    return tiff([*sizes, *tiles], body, order)


def png_of_chunks(count: int) -> bytes:
    whole = encoded("PNG")
    empty = struct.pack(">I", 0) + b"prVt" + struct.pack(">I", zlib.crc32(b"prVt"))
    return whole[:33] + empty * count + whole[33:]


def jpeg_of_segments(count: int) -> bytes:
    whole = encoded("JPEG")
    return whole[:2] + b"\xff\xe5\x00\x02" * count + whole[2:]


def tiff_of_strips(count: int) -> bytes:
    sizes = [(256, 3, 1, 1), (257, 4, 1, count), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1), (278, 3, 1, 1)]
    place = 8 + 2 + 12 * (len(sizes) + 1) + 4
    return tiff([*sizes, (273, 4, count, place)], b"\0\0\0\0" * count)


@pytest.mark.parametrize(
    ("data", "count"),
    [
        (encoded("JPEG"), 10),
        (encoded("PNG"), 3),
        (encoded("TIFF", tiffinfo={278: 10}, compression="tiff_deflate"), 3),
        (png_of_chunks(7), 10),
        (jpeg_of_segments(7), 17),
        (tiled(112), 1),
        (encoded("WEBP"), 0),
        (encoded("GIF"), 0),
        (b"", 0),
    ],
)
def test_parts_are_counted(data: bytes, count: int) -> None:
    assert count_parts(data) == pytest.approx(count, abs=3 if data.startswith(b"\xff\xd8") else 0)


@pytest.mark.parametrize("make", [png_of_chunks, jpeg_of_segments, tiff_of_strips])
def test_a_file_of_more_parts_than_a_picture_has_is_refused_unopened(
    make: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert callable(make)
    data = make(MAX_PARTS + 5)
    monkeypatch.setattr(Image, "open", lambda *_, **__: pytest.fail("it was opened"))
    with pytest.raises(MediaError, match="parts") as caught:
        decode(data)
    assert reject_reason(caught.value) == "too_large"


def test_a_tile_larger_than_any_picture_is_refused_and_an_ordinary_one_is_read() -> None:
    for order in ("<", ">"):
        assert tile_pixels(tiled(112, order)) == 112 * 112
        assert decode(tiled(112, order)).size == (100, 100)
        with pytest.raises(MediaError, match="tiles of 1,048,576 pixels"):
            decode(tiled(1024, order), MediaLimits(max_pixels=1_000_000))
    assert tile_pixels(encoded("PNG")) == 0


def test_large_tiffs_are_measured_too() -> None:
    entry = struct.pack("<HHQQ", 324, 16, 9, 0)
    sides = b"".join(struct.pack("<HHQQ", tag, 16, 1, 70_000) for tag in (322, 323))
    data = b"II+\0" + struct.pack("<HHQQ", 8, 0, 16, 3) + sides + entry
    assert count_parts(data) == 9
    assert tile_pixels(data) == 70_000**2


@given(
    st.sampled_from([b"II*\0", b"MM\0*", b"II+\0", b"MM\0+", b"\xff\xd8", b"\x89PNG\r\n\x1a\n"]), st.binary(max_size=99)
)
def test_any_bytes_are_counted_without_an_error(start: bytes, rest: bytes) -> None:
    assert count_parts(start + rest) >= 0
    assert tile_pixels(start + rest) >= 0
