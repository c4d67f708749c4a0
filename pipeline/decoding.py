"""Encoded pictures to upright RGB, whatever the format, the depth and the damage.

A picture's size is read from its header before a single pixel is decoded, and whatever a decoder stumbles over becomes
a :class:`~pipeline.errors.MediaError` whose short reason (:func:`reject_reason`) a REJECTED row is counted by.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Final

import numpy as np
from PIL import Image, UnidentifiedImageError
from PIL.ImageFile import ImageFile

from pipeline.containers import MAX_PARTS, count_parts, tile_pixels
from pipeline.errors import ConfigError, FeedloomError, MediaError, PathOutsideRoot
from pipeline.jpeg import count_scans
from pipeline.quiet_pillow import QuietPillow

FORMATS: Final = ("JPEG", "MPO", "PNG", "WEBP", "GIF", "BMP", "TIFF", "AVIF")
"""What is decoded. A closed list, because some of PIL's formats (EPS) start other programs."""

_PIL_MAX_PIXELS: Final = 178_956_970
_PASSES: Final = 16
"""So often the most pixels may be passed over for one JPEG; a progressive one usually has ten scans."""

_ORIENTATION: Final = 0x0112
_UPRIGHT: Final[Mapping[int, Image.Transpose]] = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_DEEP: Final = frozenset({"I", "I;16", "I;16B", "I;16L", "I;16N"})
# What PIL's decoders were seen to raise on damaged bytes (tests/pipeline/test_media.py damages them at random).
_DECODER_ERRORS: Final = (
    ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, OSError, RuntimeError, SyntaxError,
    TypeError, ValueError, struct.error, zlib.error,
)  # fmt: skip


class MissingPictureError(MediaError):
    """There is no picture where one was named, or nothing was named."""


class OversizedPictureError(MediaError):
    """A picture has more bytes or more pixels than the limits allow."""


class UnknownFormatError(MediaError):
    """The bytes are no picture of a format that is decoded here."""


class TruncatedPictureError(MediaError):
    """A picture ends before its last row."""


class CorruptPictureError(MediaError):
    """A picture's header is sound but its content is not."""


_REASONS: Final[Mapping[type[FeedloomError], str]] = {
    PathOutsideRoot: "path_outside_root",
    MissingPictureError: "missing_file",
    OversizedPictureError: "too_large",
    UnknownFormatError: "unknown_format",
    TruncatedPictureError: "truncated_image",
    CorruptPictureError: "corrupt_image",
}


def reject_reason(error: FeedloomError) -> str:
    """Give the short word a REJECTED row is counted by, such as ``"truncated_image"``."""
    return _REASONS.get(type(error), "unreadable_image")


@dataclass(frozen=True)
class MediaLimits:
    """Say how large a picture may be.

    Parameters
    ----------
    max_bytes
        The most bytes of one encoded picture, 1 or more.
    max_pixels
        The most pixels (width times height) of one picture, 1 to 178,956,970, which is where PIL itself stops.

    Raises
    ------
    ConfigError
        If a limit is out of range.
    """

    max_bytes: int = 32 * 2**20
    max_pixels: int = 64_000_000

    def __post_init__(self) -> None:
        if self.max_bytes < 1 or not 1 <= self.max_pixels <= _PIL_MAX_PIXELS:
            raise ConfigError(
                f"max_bytes is {self.max_bytes} and max_pixels is {self.max_pixels}",
                expected=f"max_bytes of 1 or more, max_pixels of 1 to {_PIL_MAX_PIXELS}",
                remedy="Choose limits in these ranges",
            )


DEFAULT_LIMITS: Final = MediaLimits()


def decode(data: bytes, limits: MediaLimits = DEFAULT_LIMITS, *, at_least: int | None = None) -> Image.Image:
    """Decode a picture to upright RGB.

    The EXIF rotation is applied, transparency is laid over white, 16-bit grey is scaled to 8, and of an animation the
    first frame is taken.

    Parameters
    ----------
    data
        An encoded picture of one of ``FORMATS``.
    limits
        Checked against the header, before any pixel is decoded.
    at_least
        Let a JPEG be decoded at a half, a quarter or an eighth as long as both sides keep this many pixels: some
        three times faster where it is shrunk afterwards anyway. None decodes at full size.

    Raises
    ------
    MediaError
        If it is too large, damaged, or no picture; :func:`reject_reason` tells which.
    """
    with opened(data, limits) as image:
        if at_least is not None:
            image.draft(None, (at_least, at_least))
        return upright(image)


@contextmanager
def opened(data: bytes, limits: MediaLimits = DEFAULT_LIMITS) -> Iterator[ImageFile]:
    """Open a picture, of which only the header has been read and found within the limits.

    What fails inside of the ``with`` block for the picture's sake leaves it as a MediaError, too.

    Raises
    ------
    MediaError
        If it is too large, or no picture; :func:`reject_reason` tells which.
    """
    _check_parts(_bounded(data, limits), limits)
    with _decoding(), Image.open(BytesIO(data), formats=_formats()) as image:
        _check_pixels(image.size, limits)
        if image.format in ("JPEG", "MPO"):
            _check_scans(data, image.size, limits)
        yield image


def upright(image: ImageFile) -> Image.Image:
    """Decode an opened picture to upright RGB, as :func:`decode` does."""
    image.load()
    turn = _UPRIGHT.get(orientation(image))
    picture = _to_rgb(image)
    return picture if turn is None else picture.transpose(turn)


def orientation(image: Image.Image) -> int:
    """Read the EXIF orientation of an opened picture: 1 is upright, and stands for broken metadata, too."""
    try:
        found = image.getexif().get(_ORIENTATION, 1)
    except _DECODER_ERRORS:  # broken metadata says nothing against the pixels
        return 1
    return found if isinstance(found, int) and found in _UPRIGHT else 1


def thumbnail(data: bytes, pixels: int, limits: MediaLimits = DEFAULT_LIMITS) -> bytes:
    """Make a JPEG whose longer side has at most ``pixels``, without metadata; small pictures are not enlarged.

    Raises
    ------
    MediaError
        As :func:`decode` does.
    """
    image = decode(data, limits, at_least=pixels)
    image.thumbnail((pixels, pixels), Image.Resampling.LANCZOS)
    out = BytesIO()
    image.save(out, "JPEG", quality=85)
    return out.getvalue()


_QUIET: Final = QuietPillow()


@contextmanager
def _decoding() -> Iterator[None]:
    with _QUIET:
        try:
            yield
        except UnidentifiedImageError as error:
            raise UnknownFormatError(
                "the bytes are no picture that can be read",
                expected=f"one of {', '.join(FORMATS)}",
                remedy="Convert it",
            ) from error
        except Image.DecompressionBombError as error:
            raise _too_many_pixels("a picture has more pixels than PIL would decode", _PIL_MAX_PIXELS) from error
        except _DECODER_ERRORS as error:
            kind = TruncatedPictureError if "truncated" in str(error).lower() else CorruptPictureError
            raise kind(
                f"a picture fails to decode ({error})", expected="an undamaged picture", remedy="Save it anew"
            ) from error


def _bounded(data: bytes, limits: MediaLimits) -> bytes:
    if len(data) > limits.max_bytes:
        raise OversizedPictureError(
            f"a picture of {len(data)} bytes", expected=f"at most {limits.max_bytes}", remedy="Shrink the picture"
        )
    return data


def _check_parts(data: bytes, limits: MediaLimits) -> None:
    if (parts := count_parts(data)) > MAX_PARTS:
        raise OversizedPictureError(
            f"a picture in {parts:,} parts or more", expected=f"at most {MAX_PARTS:,}", remedy="Save it anew"
        )
    if (pixels := tile_pixels(data)) > limits.max_pixels:
        raise _too_many_pixels(f"a TIFF with tiles of {pixels:,} pixels", limits.max_pixels)


def _check_pixels(size: tuple[int, int], limits: MediaLimits) -> None:
    if size[0] * size[1] > limits.max_pixels:
        raise _too_many_pixels(f"a picture has {size[0]} x {size[1]} pixels", limits.max_pixels)


def _check_scans(data: bytes, size: tuple[int, int], limits: MediaLimits) -> None:
    # A scan of a few dozen bytes costs the decoder a pass over the whole picture, so a small file could hold it for
    # hours. Two bytes are counted first, which is fast and never too low.
    most = _PASSES * limits.max_pixels // max(1, size[0] * size[1])
    if data.count(b"\xff\xda") > most and count_scans(data) > most:
        raise OversizedPictureError(
            f"a JPEG of {size[0]} x {size[1]} pixels in {count_scans(data)} scans",
            expected=f"at most {most}",
            remedy="Save it anew",
        )


def _too_many_pixels(received: str, most: int) -> OversizedPictureError:
    return OversizedPictureError(received, expected=f"at most {most:,}", remedy="Shrink the picture")


def _to_rgb(image: Image.Image) -> Image.Image:
    if image.mode in _DEEP:
        return _from_16_bits(image)
    if image.mode == "F":
        raise UnknownFormatError("a picture of fractions", expected="8 or 16 bits a pixel", remedy="Convert it")
    if image.has_transparency_data:
        layer = image.convert("RGBA")
        white = Image.new("RGBA", layer.size, "white")
        return Image.alpha_composite(white, layer).convert("RGB")
    return image.convert("RGB")


def _from_16_bits(image: Image.Image) -> Image.Image:
    values = np.asarray(image)
    if values.min() < 0 or values.max() > 65_535:
        raise CorruptPictureError(
            "grey values beyond 16 bits", expected="0 to 65,535", remedy="Save it with 8 or 16 bits"
        )
    return Image.fromarray(np.rint(values * np.float32(255 / 65_535)).astype(np.uint8)).convert("RGB")


@cache
def _formats() -> tuple[str, ...]:
    Image.init()
    return tuple(name for name in FORMATS if name in Image.OPEN)  # AVIF came with Pillow 11.3
