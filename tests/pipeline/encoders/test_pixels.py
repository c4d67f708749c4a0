"""Pictures on their way to a network, beside what open_clip's own transform makes of them."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from open_clip.transform import image_transform
from PIL import Image
from PIL.ImageFile import ImageFile

from pipeline.decoding import MediaLimits, decode, reject_reason
from pipeline.encoders.base import Pixels
from pipeline.encoders.pixels import PIXELS, Preprocessing, Size
from pipeline.errors import MediaError, ModelError

CLIP_MEAN = (0.48145466, 0.4578275, 0.40821073)
CLIP_STD = (0.26862954, 0.26130258, 0.27577711)
SMALL = Preprocessing(Size(32, 32), (0.5,) * 3, (0.5,) * 3, "bicubic", "squash")
MODES = ("squash", "shortest", "longest")


def scene(width: int, height: int, seed: int = 0) -> Image.Image:
    """Draw soft shapes, sharp edges and a little noise, as a photograph has them."""
    rng = np.random.default_rng(seed)
    across, down = np.meshgrid(np.linspace(0, 1, width), np.linspace(0, 1, height))
    layers = np.zeros((height, width, 3))
    for _ in range(12):
        x, y, size = *rng.random(2).tolist(), 0.05 + 0.2 * rng.random()
        distance = np.hypot(across - x, down - y) / size
        shape = np.exp(-(distance**2)) if rng.random() < 0.5 else (distance < 1).astype(float)
        layers += shape[..., None] * rng.random(3)
    layers = 255 * layers / layers.max() + rng.normal(0, 4, layers.shape)
    return Image.fromarray(layers.clip(0, 255).astype(np.uint8))


def jpeg(picture: Image.Image, orientation: int | None = None, **options: object) -> bytes:
    if orientation is not None:
        exif = Image.Exif()
        exif[0x0112] = orientation
        options["exif"] = exif
    return encoded(picture, "JPEG", **options)


def encoded(picture: Image.Image, kind: str, **options: object) -> bytes:
    out = BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def deviations(preprocessing: Preprocessing, pixels: Pixels, picture: Image.Image) -> torch.Tensor:
    """Take open_clip's transform of a picture from what was prepared, ``(3, height, width) float32``, in deviations."""
    transform = image_transform(
        tuple(preprocessing.size),
        is_train=False,
        mean=preprocessing.mean,
        std=preprocessing.std,
        resize_mode=preprocessing.resize_mode,
        interpolation=preprocessing.interpolation,
        fill_color=preprocessing.fill,
    )
    return (preprocessing.network_input([pixels])[0] - transform(picture)).abs()


def ways_taken(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Note for every picture from now on whether torchvision decoded it."""
    taken: list[bool] = []
    plain = Preprocessing._plain

    def watched(self: Preprocessing, data: bytes, image: ImageFile) -> object:
        found = plain(self, data, image)
        taken.append(found is not None)
        return found

    monkeypatch.setattr(Preprocessing, "_plain", watched)
    return taken


@pytest.mark.parametrize("size", [Size(224, 224), Size(96, 128), Size(128, 96)])
@pytest.mark.parametrize("interpolation", ["bicubic", "bilinear"])
@pytest.mark.parametrize("mode", MODES)
def test_the_result_is_open_clips_in_every_mode(mode: str, interpolation: str, size: Size) -> None:
    preprocessing = Preprocessing(size, CLIP_MEAN, CLIP_STD, interpolation, mode, 7)
    for number, sides in enumerate([(400, 300), (150, 430), (430, 160), (100, 75), (224, 224), (301, 299)]):
        picture = scene(*sides, seed=number)
        for data in (jpeg(picture), encoded(picture, "PNG")):
            off = deviations(preprocessing, preprocessing.prepare(data), decode(data))
            assert off.mean() < 0.001
            assert off.max() < 0.05
        assert np.array_equal(preprocessing.fit(picture), preprocessing.prepare(encoded(picture, "PNG")))


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_turned_photograph_is_turned_without_pillow(
    mode: str, orientation: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = ways_taken(monkeypatch)
    preprocessing = Preprocessing(Size(96, 128), CLIP_MEAN, CLIP_STD, "bicubic", mode)
    for sides in ((320, 241), (170, 333), (90, 70)):
        data = jpeg(scene(*sides), orientation)
        assert deviations(preprocessing, preprocessing.prepare(data), decode(data)).mean() < 0.001
    assert taken == [True] * 3


def test_real_photographs_are_as_open_clip_has_them(data_folder: Path) -> None:
    paths = [
        path for name in ("flickr8k", "clothing") for path in sorted(data_folder.glob(f"{name}/images/*.jpg"))[:15]
    ]
    if not paths:
        pytest.skip(f"no photographs in {data_folder}")
    for mode in MODES:
        preprocessing = Preprocessing(Size(224, 224), CLIP_MEAN, CLIP_STD, "bicubic", mode)
        for path in paths:
            data = path.read_bytes()
            assert deviations(preprocessing, preprocessing.prepare(data), decode(data)).mean() < 0.001


@pytest.mark.parametrize(
    ("data", "fast"),
    [
        (jpeg(scene(90, 60)), True),
        (jpeg(scene(90, 60), progressive=True), True),
        (jpeg(scene(90, 60), subsampling=0, optimize=True), True),
        (jpeg(scene(90, 60), restart_marker_blocks=2), True),
        (jpeg(scene(90, 60), keep_rgb=True), True),
        (jpeg(scene(90, 60).convert("L")), False),
        (jpeg(scene(90, 60).convert("CMYK")), False),
        (jpeg(scene(90, 60)) + b"trailing bytes", False),
        (encoded(scene(90, 60), "MPO", save_all=True, append_images=[scene(90, 60, 1)]), False),
        (encoded(scene(90, 60), "PNG"), False),
        (encoded(scene(90, 60).convert("P"), "GIF", save_all=True, append_images=[scene(90, 60, 1)]), False),
        (encoded(scene(90, 60), "WEBP", quality=80), False),
        (encoded(scene(90, 60), "TIFF", compression="jpeg"), False),
        (encoded(scene(90, 60).convert("RGBA"), "PNG"), False),
        (encoded(Image.fromarray(np.arange(5400, dtype=np.uint16).reshape(60, 90)), "PNG"), False),
    ],
)
def test_whatever_way_a_picture_takes_it_is_the_same(data: bytes, fast: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = ways_taken(monkeypatch)
    assert deviations(SMALL, SMALL.prepare(data), decode(data)).mean() < 0.001
    assert taken == [fast]


@settings(max_examples=100, deadline=None)
@given(
    options=st.sampled_from([{}, {"progressive": True}, {"subsampling": 0}, {"restart_marker_blocks": 3}]),
    damage=st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=6), st.integers(0, 12)), min_size=1, max_size=4),
    keep=st.floats(0.02, 1),
    ended=st.booleans(),
)
def test_damage_is_refused_or_seen_in_the_same_way_as_by_pillow_alone(
    options: dict[str, object], damage: list[tuple[float, bytes, int]], keep: float, ended: bool
) -> None:
    data = jpeg(scene(40, 30), orientation=6, **options)
    for where, patch, cut in damage:
        start = int(where * len(data))
        data = data[:start] + patch + data[start + cut :]
    data = data[: int(keep * len(data))] + (b"\xff\xd9" if ended else b"")
    limits = MediaLimits(max_pixels=10_000)
    expected, found = (
        outcome(way) for way in (lambda: SMALL.fit(decode(data, limits)), lambda: SMALL.prepare(data, limits))
    )
    if isinstance(expected, str) or isinstance(found, str):
        assert found == expected
    else:
        assert np.abs(found.astype(int) - expected).mean() < 0.13  # a thousandth of a deviation


def outcome(way: Callable[[], Pixels]) -> Pixels | str:
    try:
        return way()
    except MediaError as error:
        return reject_reason(error)


def test_a_header_that_lies_about_the_size_never_reaches_torchvision(monkeypatch: pytest.MonkeyPatch) -> None:
    def decode_jpeg(*_: object) -> torch.Tensor:
        pytest.fail("a picture was decoded that is larger than its limit")

    monkeypatch.setattr("pipeline.encoders.pixels._jpeg_decoder", lambda: decode_jpeg)
    data = jpeg(scene(40, 30))
    frame = data.index(b"\xff\xc0")
    huge = data[: frame + 5] + b"\xff\xdc\xff\xdc" + data[frame + 9 :]
    assert outcome(lambda: SMALL.prepare(huge)) == "too_large"
    twice = data[:frame] + data[frame : frame + 19] + huge[frame:]
    assert outcome(lambda: SMALL.prepare(twice, MediaLimits(max_pixels=10_000))) == "too_large"


@pytest.mark.parametrize("sides", [(1, 9_000), (9_000, 1), (3, 5_000), (700, 8), (8, 700)])
@pytest.mark.parametrize("mode", MODES)
def test_a_picture_like_a_thread_takes_no_more_memory_than_others(mode: str, sides: tuple[int, int]) -> None:
    preprocessing = Preprocessing(Size(24, 24), CLIP_MEAN, CLIP_STD, "bicubic", mode)
    picture = scene(*sides)
    pixels = preprocessing.fit(picture)
    assert pixels.shape == (24, 24, 3)
    if mode != "longest":  # open_clip's transform fails where nothing would be left of a side
        assert deviations(preprocessing, pixels, picture).mean() < 0.005  # a level here and there of very few pixels


def test_without_torchvisions_decoder_pillow_does_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.encoders.pixels._jpeg_decoder", lambda: None)
    taken = ways_taken(monkeypatch)
    data = jpeg(scene(300, 200), orientation=6)
    assert deviations(SMALL, SMALL.prepare(data), decode(data)).mean() < 0.001
    assert taken == [False]


def test_a_thread_of_sixty_million_pixels_is_fitted() -> None:
    pixels = Preprocessing(Size(224, 224), CLIP_MEAN, CLIP_STD).fit(Image.new("RGB", (60_000_000, 1), "teal"))
    assert (pixels == (0, 128, 128)).all()


def test_the_input_is_normalised_with_the_channels_last() -> None:
    pixels = [np.full((32, 32, 3), (0, 51, 255), np.uint8), np.zeros((32, 32, 3), np.uint8)]
    given = Preprocessing(Size(32, 32), (0.0, 0.1, 0.5), (1.0, 0.5, 0.25)).network_input(pixels)
    assert given.shape == (2, 3, 32, 32)
    assert given.dtype == torch.float32
    assert given.is_contiguous(memory_format=torch.channels_last)
    torch.testing.assert_close(given[0, :, 0, 0], torch.tensor([0.0, 0.2, 2.0]))
    torch.testing.assert_close(given[1, :, 5, 7], torch.tensor([0.0, -0.2, -2.0]))


def test_what_a_network_wants_is_read_off_it() -> None:
    said = {
        "size": 64,
        "mean": [0.1, 0.2, 0.3],
        "std": [1, 1, 1],
        "interpolation": "bilinear",
        "resize_mode": "longest",
    }
    network = SimpleNamespace(visual=SimpleNamespace(preprocess_cfg=said))
    expected = Preprocessing(Size(64, 64), (0.1, 0.2, 0.3), (1, 1, 1), "bilinear", "longest", 0)
    assert Preprocessing.of(network) == expected


@pytest.mark.parametrize("unknown", [{"resize_mode": "squish"}, {"interpolation": "nearest"}])
def test_a_wish_that_is_not_known_is_refused(unknown: dict[str, str]) -> None:
    with pytest.raises(ModelError, match="one of"):
        Preprocessing(Size(8, 8), CLIP_MEAN, CLIP_STD, **unknown)


PIXELS_1 = {
    "a JPEG on its side, cut": [12, 79, 39, 2, 10, 39, 52, 9, 48, 56, 95, 43, 45, 66, 79, 38],
    "a transparent PNG, squashed": [224, 225, 230, 226, 168, 178, 193, 170, 150, 125, 134, 120, 52, 39, 76, 62],
    "a long GIF, filled": [90, 90, 90, 90, 71, 75, 86, 74, 82, 75, 82, 77, 90, 90, 90, 90],
}
"""Means of a fourth of the height by a fourth of the width each, of what ``pixels 1`` makes of three pictures."""


def prepared() -> dict[str, Pixels]:
    photo = scene(200, 120)
    layer = photo.copy()
    layer.putalpha(Image.linear_gradient("L").resize(photo.size))
    cases = {
        "a JPEG on its side, cut": ("shortest", jpeg(photo, 6, quality=90)),
        "a transparent PNG, squashed": ("squash", encoded(layer, "PNG")),
        "a long GIF, filled": ("longest", encoded(scene(300, 40).quantize(64), "GIF")),
    }
    return {
        name: Preprocessing(Size(32, 32), CLIP_MEAN, CLIP_STD, "bicubic", mode, 90).prepare(data)
        for name, (mode, data) in cases.items()
    }


def test_what_pictures_become_is_what_its_name_in_every_revision_says() -> None:
    assert PIXELS == "pixels 1", "with a new name, take new means"
    for name, pixels in prepared().items():
        means = pixels.reshape(4, 8, 4, 8, 3).mean(axis=(1, 3, 4)).ravel()
        message = "pictures become something else: give PIXELS a new name, so that all are encoded anew"
        np.testing.assert_allclose(means, PIXELS_1[name], atol=1.5, err_msg=message)
