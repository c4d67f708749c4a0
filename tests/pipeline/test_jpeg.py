"""What is read off a JPEG's markers before it is decoded."""

from collections.abc import Callable
from io import BytesIO

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from pipeline.decoding import MediaLimits, decode, reject_reason
from pipeline.errors import MediaError
from pipeline.jpeg import Frame, count_scans, plain_frame

END = b"\xff\xd9"


def jpeg(width: int = 48, height: int = 32, mode: str = "RGB", **options: object) -> bytes:
    pixels = np.random.default_rng(0).integers(0, 256, (height, width, 3), np.uint8)
    out = BytesIO()
    Image.fromarray(pixels).convert(mode).save(out, "JPEG", **options)
    return out.getvalue()


def with_scans(data: bytes, more: int) -> bytes:
    """Repeat the last scan of a JPEG."""
    last = data[data.rindex(b"\xff\xda") : -2]
    return data[:-2] + last * more + END


@pytest.mark.parametrize(
    ("options", "channels"), [({}, 3), ({"progressive": True}, 3), ({"mode": "L"}, 1), ({"mode": "CMYK"}, 4)]
)
def test_the_frame_says_what_the_picture_is(options: dict[str, object], channels: int) -> None:
    assert plain_frame(jpeg(**options)) == Frame(32, 48, 8, channels)


def test_metadata_with_markers_in_it_is_passed_over() -> None:
    comment = b"\xff\xc0\xff\xda" * 50 + END
    data = jpeg(comment=comment)
    assert data.count(b"\xff\xda") > 50
    assert plain_frame(data) == Frame(32, 48, 8, 3)
    assert count_scans(data) == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data + b"\0",  # something after the end
        lambda data: data[:-2],  # no end
        lambda data: data[:2] + b"\0" + data[2:],  # something between the segments
        lambda data: data[:2] + b"\xff" + data[2:],  # fill bytes
        lambda data: data.replace(b"\xff\xc0", b"\xff\xc9"),  # arithmetic coding
        lambda data: data.replace(b"\xff\xc0", b"\xff\xc3"),  # lossless
        lambda data: data.replace(b"\xff\xc0", data[data.index(b"\xff\xc0") :][:19] + b"\xff\xc0", 1),  # two frames
        lambda data: data[: data.index(b"\xff\xda")] + END,  # no scan
        lambda data: b"\x89PNG" + data,
        lambda data: data[:6] + END,
    ],
)
def test_what_is_not_put_together_as_the_standard_says_is_not_plain(change: Callable[[bytes], bytes]) -> None:
    assert plain_frame(jpeg()) is not None
    assert plain_frame(change(jpeg())) is None


@given(st.binary(max_size=200))
def test_any_bytes_are_read_without_an_error(data: bytes) -> None:
    plain_frame(b"\xff\xd8" + data + END)
    assert count_scans(b"\xff\xd8" + data) >= 0


def test_scans_are_counted_up_to_the_end_of_the_first_picture() -> None:
    assert count_scans(jpeg()) == 1
    progressive = jpeg(progressive=True)
    usual = count_scans(progressive)
    assert usual > 5
    assert count_scans(with_scans(progressive, 40)) == usual + 40
    assert count_scans(progressive + with_scans(progressive, 40)) == usual


def test_a_small_file_that_asks_for_many_passes_over_many_pixels_is_refused_before_it_is_decoded() -> None:
    data = jpeg(progressive=True)
    limits = MediaLimits(max_pixels=48 * 32)
    assert decode(data, limits).size == (48, 32)
    with pytest.raises(MediaError, match="scans") as caught:
        decode(with_scans(data, 30), limits)
    assert reject_reason(caught.value) == "too_large"
    assert decode(with_scans(data, 30)).size == (48, 32)  # of a small picture thirty passes are nothing
