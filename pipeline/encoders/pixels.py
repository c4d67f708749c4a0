"""Encoded pictures to what a network takes: decoded, resized as its model was trained, and normalised.

The result is that of open_clip's own transform on :func:`pipeline.decoding.decode`. It comes sooner for two reasons:
the resizing is torch's, which has vector instructions for bytes where Pillow has none, and a plain JPEG is decoded by
torchvision right into the layout that torch resizes. Whatever is not plain takes Pillow's way, and everything is
opened and measured by :mod:`pipeline.decoding` first, so both ways refuse the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import PIL
from PIL import Image
from PIL.ImageFile import ImageFile

from pipeline.decoding import DEFAULT_LIMITS, MediaLimits, opened, orientation, upright
from pipeline.encoders.base import Pixels
from pipeline.errors import ModelError, nearest
from pipeline.jpeg import plain_frame

if TYPE_CHECKING:
    import torch

PIXELS: Final = "pixels 1"
"""Names how pictures are decoded, turned upright, laid over white, resized and cut here, and stands in the revision of
every model of pictures beside its own settings: whoever changes what comes out changes it, and all are encoded anew."""

_FILTERS: Final[Mapping[str, Image.Resampling]] = {
    "bicubic": Image.Resampling.BICUBIC,
    "bilinear": Image.Resampling.BILINEAR,
    "random": Image.Resampling.BICUBIC,  # open_clip draws it in training alone
}

_PILLOW: Final = int(PIL.__version__.partition(".")[0])

_AS_RGB: Final = 3
"""Torchvision's ``ImageReadMode.RGB``."""

_LONG: Final = 16
"""A picture is cut before it is resized where its longer side would become so many times the network's."""

_TURNS: Final[Mapping[int, tuple[bool, tuple[int, ...]]]] = {
    1: (False, ()),
    2: (False, (2,)),
    3: (False, (1, 2)),
    4: (False, (1,)),
    5: (True, ()),
    6: (True, (2,)),
    7: (True, (1, 2)),
    8: (True, (1,)),
}
"""For each EXIF orientation whether the sides of a ``(3, height, width)`` picture are swapped, and what is flipped."""


class Size(NamedTuple):
    """A picture's sides in pixels."""

    height: int
    width: int


@dataclass(frozen=True)
class Preprocessing:
    """Say how a model wants its pictures, and make them so.

    Parameters
    ----------
    size
        What the network takes.
    mean, std
        Of each channel, in 0..1: ``(3,)`` each.
    interpolation
        ``"bicubic"`` or ``"bilinear"``.
    resize_mode
        ``"squash"`` to the size; ``"shortest"`` side to the size and the middle cut out; ``"longest"`` side to the
        size and the rest filled.
    fill
        The grey around a picture that was fitted by its longest side, 0 to 255.
    """

    size: Size
    mean: tuple[float, ...]
    std: tuple[float, ...]
    interpolation: str = "bicubic"
    resize_mode: str = "shortest"
    fill: int = 0

    def __post_init__(self) -> None:
        for name, word, known in (
            ("interpolation", self.interpolation, _FILTERS.keys()),
            ("resize_mode", self.resize_mode, _RESIZED.keys()),
        ):
            if word not in known:
                raise ModelError(
                    f"a model with {name} {word!r}", expected=f"one of {', '.join(known)}", remedy=nearest(word, known)
                )

    @classmethod
    def of(cls, network: torch.nn.Module) -> Preprocessing:
        """Read what an open_clip network says of itself.

        Raises
        ------
        ModelError
            If it asks for what is not known here.
        """
        from open_clip import get_model_preprocess_cfg
        from open_clip.transform import PreprocessCfg

        said = PreprocessCfg(**get_model_preprocess_cfg(network))
        height, width = said.input_size[1:]
        return cls(
            Size(height, width),
            tuple(said.mean),
            tuple(said.std),
            said.interpolation,
            said.resize_mode,
            said.fill_color,
        )

    def prepare(self, data: bytes, limits: MediaLimits = DEFAULT_LIMITS) -> Pixels:
        """Decode a picture and fit it to the network, ``(height, width, 3) uint8``.

        Raises
        ------
        MediaError
            As :func:`pipeline.decoding.decode` does.
        """
        with opened(data, limits) as image:
            plain = self._plain(data, image)
            picture = upright(image) if plain is None else None
        if picture is not None:
            return self.fit(picture)
        assert plain is not None
        return self._fitted(*plain)

    def fit(self, picture: Image.Image) -> Pixels:
        """Fit an upright RGB picture to the network, ``(height, width, 3) uint8``."""
        import torch

        if self._too_long(Size(picture.height, picture.width)):
            return self._cut(picture)
        return self._fitted(torch.from_numpy(np.array(picture)).permute(2, 0, 1), 1)

    def network_input(self, pixels: Sequence[Pixels]) -> torch.Tensor:
        """Normalise n pictures, ``(n, 3, height, width) float32`` with the channels last in memory."""
        import torch

        levels = torch.from_numpy(np.stack(pixels)).permute(0, 3, 1, 2)
        mean, std = (torch.tensor(values, dtype=torch.float32).view(3, 1, 1) for values in (self.mean, self.std))
        return levels.to(torch.float32).sub_(mean * 255).div_(std * 255)

    def _plain(self, data: bytes, image: ImageFile) -> tuple[torch.Tensor, int] | None:
        """Decode an ordinary JPEG, ``(3, height, width) uint8`` as it is stored, and tell its orientation."""
        import torch

        decoder = _jpeg_decoder()
        if (
            decoder is None
            or image.format != "JPEG"
            or image.mode != "RGB"
            or self._too_long(Size(image.height, image.width))
        ):
            return None
        frame = plain_frame(data)
        if frame is None or (frame.height, frame.width, frame.bits) != (image.height, image.width, 8):
            return None
        try:
            stored: torch.Tensor = decoder(torch.frombuffer(bytearray(data), dtype=torch.uint8), _AS_RGB)
        except RuntimeError:  # Pillow decides whether it is damaged, and in which way
            return None
        return stored, orientation(image)

    def _fitted(self, stored: torch.Tensor, turn: int) -> Pixels:
        """Resize ``(3, height, width) uint8``, turn it upright, and cut or fill it."""
        swapped, flipped = _TURNS[turn]
        height, width = stored.shape[1:]
        picture = Size(width, height) if swapped else Size(height, width)
        resized = self._resized(picture)
        target = Size(resized.width, resized.height) if swapped else resized
        # Bytes are rounded between the two passes, so their order shows. Torch resizes the rows first.
        if swapped != _columns_first(picture, resized):
            stored = self._scale(stored, Size(target.height, width))
        small = self._scale(stored, target)
        small = small.transpose(1, 2) if swapped else small
        return self._centre((small.flip(flipped) if flipped else small).permute(1, 2, 0).numpy())

    def _scale(self, stored: torch.Tensor, size: Size) -> torch.Tensor:
        from torchvision.transforms.v2.functional import InterpolationMode, resize

        mode = InterpolationMode[self._filter.name]
        scaled: torch.Tensor = resize(stored, list(size), interpolation=mode, antialias=True)
        return scaled

    def _centre(self, small: Pixels) -> Pixels:
        """Take the middle of a picture where it is too large, and fill around it where it is too small."""
        height, width = small.shape[:2]
        missing = (max(0, self.size.height - height), max(0, self.size.width - width))
        if any(missing):
            around = [(total // 2, (total + 1) // 2) for total in missing]
            small = np.pad(small, [*around, (0, 0)], constant_values=self.fill)
        top, left = self._corner(Size(*small.shape[:2]))
        return np.ascontiguousarray(small[top : top + self.size.height, left : left + self.size.width])

    def _cut(self, picture: Image.Image) -> Pixels:
        """Resize only what will be seen of a long picture: Pillow takes the part in fractions of pixels."""
        resized = self._resized(Size(picture.height, picture.width))
        top, left = self._corner(resized)
        down, across = picture.height / resized.height, picture.width / resized.width
        box = (left * across, top * down, (left + self.size.width) * across, (top + self.size.height) * down)
        return np.array(picture.resize((self.size.width, self.size.height), self._filter, box))

    def _corner(self, of: Size) -> tuple[int, int]:
        return round((of.height - self.size.height) / 2), round((of.width - self.size.width) / 2)

    def _resized(self, picture: Size) -> Size:
        return _RESIZED[self.resize_mode](picture, self.size)

    def _too_long(self, picture: Size) -> bool:
        return max(self._resized(picture)) > _LONG * max(self.size)

    @property
    def _filter(self) -> Image.Resampling:
        # For an oblong network that cuts, open_clip forgets which interpolation was asked for.
        oblong = self.resize_mode == "shortest" and self.size.height != self.size.width
        return Image.Resampling.BICUBIC if oblong else _FILTERS[self.interpolation]


@cache
def _jpeg_decoder() -> Callable[[torch.Tensor, int], torch.Tensor] | None:
    # Torchvision's Python functions around it are deprecated since 0.29; a release without it leaves Pillow's way.
    import torch
    import torchvision  # noqa: F401 - it registers the operator

    decoder: Callable[[torch.Tensor, int], torch.Tensor] | None = getattr(torch.ops.image, "decode_jpeg", None)
    return decoder


def _columns_first(picture: Size, resized: Size) -> bool:
    """Tell whether Pillow resizes the columns before the rows: from version 13 on, of what loses much height."""
    lost, spared = picture.height - resized.height, picture.width - resized.width
    return _PILLOW >= 13 and lost > max(0, 2 * spared)


def _squash(picture: Size, network: Size) -> Size:
    del picture
    return network


def _by_shortest(picture: Size, network: Size) -> Size:
    if network.height != network.width:
        return _divided(picture, min(picture.height / network.height, picture.width / network.width))
    longer = int(network.height * max(picture) / min(picture))
    return Size(longer, network.width) if picture.height > picture.width else Size(network.height, longer)


def _by_longest(picture: Size, network: Size) -> Size:
    return _divided(picture, max(picture.height / network.height, picture.width / network.width))


def _divided(picture: Size, ratio: float) -> Size:
    # A line stays of a picture that is thinner than one: open_clip's transform would fail.
    return Size(max(1, round(picture.height / ratio)), max(1, round(picture.width / ratio)))


_RESIZED: Final[Mapping[str, Callable[[Size, Size], Size]]] = {
    "squash": _squash,
    "shortest": _by_shortest,
    "longest": _by_longest,
}
"""The size of a picture after resizing, before it is cut or filled to the network's."""
