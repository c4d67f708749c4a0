"""Pictures from hostile places and in hostile shapes."""

import os
import pickle
import struct
import warnings
import zlib
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFile
from pyarrow.fs import FileSystem, LocalFileSystem

from pipeline.errors import ConfigError, MediaError, PathOutsideRoot
from pipeline.media import (
    DEFAULT_LIMITS,
    MediaLimits,
    MediaReader,
    content_key,
    decode,
    reject_reason,
    text_key,
    thumbnail,
)


def encoded(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def png_header(width: int, height: int) -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


def noise(width: int = 48, height: int = 32) -> Image.Image:
    pixels = np.random.default_rng(0).integers(0, 256, (height, width, 3), dtype=np.uint8)
    return Image.fromarray(pixels)


def reason_of(data: bytes, limits: MediaLimits = DEFAULT_LIMITS) -> str:
    with pytest.raises(MediaError) as caught:
        decode(data, limits)
    return reject_reason(caught.value)


@pytest.fixture
def base(tmp_path: Path) -> Path:
    folder = tmp_path / "store" / "media"
    folder.mkdir(parents=True)
    (folder / "cat.png").write_bytes(b"cat")
    (tmp_path / "secret.png").write_bytes(b"secret")
    return folder


def test_bytes_win_over_a_uri(base: Path) -> None:
    assert MediaReader(base).read({"uri": "cat.png", "data": b"dog"}) == b"dog"


def test_a_relative_path_starts_from_the_base(base: Path) -> None:
    assert MediaReader(base).read({"uri": "cat.png", "data": None}) == b"cat"


def test_an_absolute_path_and_a_file_uri_below_a_root_are_read(base: Path, tmp_path: Path) -> None:
    folder = tmp_path / "more pictures"
    folder.mkdir()
    (folder / "dog.png").write_bytes(b"dog")
    reader = MediaReader(base, (str(folder),))
    assert reader.read({"uri": str(folder / "dog.png")}) == b"dog"
    assert reader.read({"uri": (folder / "dog.png").as_uri()}) == b"dog"


@pytest.mark.parametrize("uri", ["../../secret.png", "a/../../../secret.png", "/etc/passwd", "file:///etc/passwd"])
def test_a_path_that_climbs_out_is_refused(base: Path, uri: str) -> None:
    with pytest.raises(PathOutsideRoot, match="leads out") as caught:
        MediaReader(base).read({"uri": uri})
    assert reject_reason(caught.value) == "path_outside_root"


def test_a_symlink_that_leads_out_is_refused(base: Path, tmp_path: Path) -> None:
    (base / "innocent.png").symlink_to(tmp_path / "secret.png")
    (base / "folder").symlink_to(tmp_path)
    for uri in ("innocent.png", "folder/secret.png"):
        with pytest.raises(PathOutsideRoot):
            MediaReader(base).read({"uri": uri})


def test_a_folder_whose_name_merely_begins_like_a_root_is_outside(base: Path, tmp_path: Path) -> None:
    other = tmp_path / "store" / "media-of-others"
    other.mkdir()
    (other / "x.png").write_bytes(b"x")
    with pytest.raises(PathOutsideRoot):
        MediaReader(base).read({"uri": str(other / "x.png")})


@pytest.mark.parametrize("uri", ["absent.png", "", ".", "cat.png\0", "x" * 5000, "file://elsewhere/cat.png"])
def test_what_is_no_file_is_a_missing_file(base: Path, uri: str) -> None:
    with pytest.raises(MediaError) as caught:
        MediaReader(base).read({"uri": uri})
    assert reject_reason(caught.value) == "missing_file"


def test_a_loop_of_links_and_a_pipe_are_missing_files(base: Path) -> None:
    (base / "loop.png").symlink_to(base / "loop.png")
    os.mkfifo(base / "pipe.png")
    for uri in ("loop.png", "pipe.png"):
        with pytest.raises(MediaError) as caught:
            MediaReader(base).read({"uri": uri})
        assert reject_reason(caught.value) == "missing_file"


def test_a_file_over_the_byte_limit_is_too_large(base: Path) -> None:
    reader = MediaReader(base, limits=MediaLimits(max_bytes=2))
    for image in ({"uri": "cat.png"}, {"data": b"dog"}):
        with pytest.raises(MediaError) as caught:
            reader.read(image)
        assert reject_reason(caught.value) == "too_large"


def test_a_remote_picture_is_read_below_its_root_only(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = []

    def from_uri(uri: str) -> tuple[FileSystem, str]:
        opened.append(uri)
        return LocalFileSystem(), str(base)

    monkeypatch.setattr("pyarrow.fs.FileSystem", type("Fake", (), {"from_uri": staticmethod(from_uri)}))
    reader = MediaReader(base, ("s3://bucket/pictures?region=eu",))
    assert reader.read({"uri": "s3://bucket/pictures/cat.png"}) == b"cat"
    refused = (
        "s3://bucket/secret.png",
        "s3://bucket/pictures/../secret.png",
        "s3://bucket/pictures/%2e%2e/secret.png",
        "s3://other/pictures/cat.png",
        "s3://bucket/pictures/cat.png?endpoint_override=evil",
    )
    for uri in refused:
        with pytest.raises(PathOutsideRoot):
            reader.read({"uri": uri})
    assert opened == ["s3://bucket/pictures?region=eu"]


def test_a_huge_picture_is_refused_from_its_header_before_a_pixel_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    def load(image: ImageFile.ImageFile) -> None:
        pytest.fail(f"a picture of {image.size} pixels was decoded")

    monkeypatch.setattr(ImageFile.ImageFile, "load", load)
    for side in (9_000, 12_000, 30_000):  # below and above both of PIL's own limits
        assert reason_of(png_header(side, side)) == "too_large"


def test_a_truncated_picture_has_a_reason_of_its_own() -> None:
    for kind in ("JPEG", "PNG"):
        data = encoded(noise(), kind)
        assert reason_of(data[: len(data) // 2]) == "truncated_image"


@pytest.mark.parametrize("data", [b"", b"not a picture", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n"])
def test_what_is_no_known_picture_has_a_reason_of_its_own(data: bytes) -> None:
    assert reason_of(data) == "unknown_format"


@settings(max_examples=150, deadline=None)
@given(
    kind=st.sampled_from(["JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP"]),
    damage=st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=8)), min_size=1, max_size=4),
    keep=st.floats(0.05, 1),
)
def test_damage_gives_a_picture_or_a_media_error_and_never_anything_else(
    kind: str, damage: list[tuple[float, bytes]], keep: float
) -> None:
    data = bytearray(encoded(noise(16, 12), kind))
    for where, patch in damage:
        start = int(where * (len(data) - 1))
        data[start : start + len(patch)] = patch
    try:
        outcome = decode(bytes(data[: int(keep * len(data))]), MediaLimits(max_pixels=10_000)).mode
    except MediaError as error:
        outcome = reject_reason(error)
    assert outcome in {"RGB", "truncated_image", "corrupt_image", "unknown_format", "too_large"}


@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_exif_rotation_is_applied(orientation: int) -> None:
    upright = Image.new("RGB", (30, 20), "white")
    upright.paste((255, 0, 0), (0, 0, 10, 10))  # red marks the top left corner
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    stored = upright.transpose(undo[orientation]) if orientation in undo else upright
    exif = Image.Exif()
    exif[0x0112] = orientation
    picture = decode(encoded(stored, "PNG", exif=exif))
    assert picture.size == (30, 20)
    assert picture.tobytes() == upright.tobytes()


def test_transparency_is_laid_over_white() -> None:
    palette = Image.new("P", (2, 1), 0)
    palette.putpalette([255, 0, 0, 0, 0, 255])
    palette.putpixel((1, 0), 1)
    cases = [
        (Image.new("RGBA", (1, 1), (255, 0, 0, 0)), (255, 255, 255), {}),
        (Image.new("RGBA", (1, 1), (0, 0, 0, 128)), (127, 127, 127), {}),
        (Image.new("LA", (1, 1), (0, 0)), (255, 255, 255), {}),
        (palette, (255, 255, 255), {"transparency": 0}),
        (palette, (255, 255, 255), {"transparency": b"\x00\xff"}),
        (Image.new("RGB", (1, 1), (1, 2, 3)), (255, 255, 255), {"transparency": (1, 2, 3)}),
    ]
    for image, expected, options in cases:
        assert decode(encoded(image, **options)).getpixel((0, 0)) == expected


def test_grey_palette_one_bit_and_cmyk_become_rgb() -> None:
    palette = Image.new("P", (1, 1), 0)
    palette.putpalette([9, 8, 7])
    cases = [
        (Image.new("L", (1, 1), 77), "PNG", (77, 77, 77)),
        (Image.new("1", (1, 1), 1), "PNG", (255, 255, 255)),
        (palette, "PNG", (9, 8, 7)),
        (Image.new("CMYK", (8, 8), (0, 255, 255, 0)), "TIFF", (255, 0, 0)),
    ]
    for image, kind, expected in cases:
        assert decode(encoded(image, kind)).getpixel((0, 0)) == expected


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_sixteen_bits_are_scaled_and_not_clipped(kind: str) -> None:
    ramp = np.array([[0, 257, 32_768, 65_535]], np.uint16)
    picture = decode(encoded(Image.fromarray(ramp), kind))
    assert np.asarray(picture)[0, :, 0].tolist() == [0, 1, 128, 255]


def test_a_picture_of_fractions_is_refused_because_its_white_is_anybodys_guess() -> None:
    assert reason_of(encoded(Image.new("F", (2, 2), 0.5), "TIFF")) == "unknown_format"


def test_warnings_of_the_decoder_stay_inside_though_threads_overlap() -> None:
    before = list(warnings.filters)
    palette = Image.new("P", (64, 64), 0)
    data = encoded(palette, transparency=bytes(range(256)))  # PIL warns of such a palette
    with ThreadPoolExecutor(4) as pool:
        reasons = list(pool.map(reason_of, [png_header(11_000, 11_000)] * 40))  # and of such a size
        pictures = list(pool.map(decode, [data] * 40))
    assert set(reasons) == {"too_large"}
    assert {picture.mode for picture in pictures} == {"RGB"}
    assert list(warnings.filters) == before


def test_of_an_animation_the_first_frame_is_taken() -> None:
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    for kind, options in (("GIF", {}), ("WEBP", {"lossless": True}), ("PNG", {})):
        data = encoded(frames[0], kind, save_all=True, append_images=frames[1:], **options)
        assert decode(data).getpixel((4, 4)) == (255, 0, 0)


def test_a_jpeg_may_be_decoded_smaller_but_never_below_what_was_asked() -> None:
    data = encoded(noise(640, 480), "JPEG")
    assert decode(data, at_least=100).size == (160, 120)
    assert decode(data).size == (640, 480)


def test_a_thumbnail_is_a_jpeg_of_at_most_the_asked_size() -> None:
    small = Image.open(BytesIO(thumbnail(encoded(noise(640, 480), "JPEG"), 64)))
    assert (small.format, small.size) == ("JPEG", (64, 48))
    assert Image.open(BytesIO(thumbnail(encoded(noise(10, 8)), 64))).size == (10, 8)


def test_keys_are_stable_and_keep_texts_and_pictures_apart() -> None:
    assert content_key(b"abc") == content_key(b"abc") != content_key(b"abd")
    assert text_key("abc") != content_key(b"abc")
    assert len(content_key(b"")) == len(text_key("")) == 32
    assert text_key("naïve") == "f9145b907404790a3e1c09457ab87616"


def test_limits_out_of_range_are_refused() -> None:
    for limits in ({"max_bytes": 0}, {"max_pixels": 0}, {"max_pixels": 10**9}):
        with pytest.raises(ConfigError):
            MediaLimits(**limits)


def test_a_media_error_survives_the_way_between_processes_with_its_reason() -> None:
    with pytest.raises(MediaError) as caught:
        decode(b"")
    assert reject_reason(pickle.loads(pickle.dumps(caught.value))) == "unknown_format"
