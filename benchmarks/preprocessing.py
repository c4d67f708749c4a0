"""How fast pictures become a network's input: ``python -m benchmarks.preprocessing [--data FOLDER] [--json FILE]``.

Every way runs on one thread and in turn on every picture, so that a busy machine slows all alike; times are the
thread's own and the median of them counts. Differences are those of the normalised input from open_clip's transform, in
deviations.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Final, TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from open_clip.transform import image_transform
from PIL import Image

from benchmarks.report import Cell, write_report
from pipeline.decoding import decode
from pipeline.encoders import load_clip
from pipeline.encoders.base import ImageTextEncoder
from pipeline.encoders.pixels import Preprocessing, Size

COMPACT: Final = Preprocessing(Size(224, 224), (0.5,) * 3, (0.5,) * 3, "bicubic", "squash")
"""What the compact CLIP takes."""

TARGET_TIMES: Final = 2.4
TARGET_DEVIATIONS: Final = 0.001

_TRANSFORM: Final = image_transform(
    (224, 224), is_train=False, mean=COMPACT.mean, std=COMPACT.std, resize_mode="squash", interpolation="bicubic"
)
_SIDE: Final = 1080
_ROUNDS: Final = 3

Item = TypeVar("Item")
Way = Callable[[bytes], torch.Tensor]


def _open_clip(data: bytes) -> torch.Tensor:
    tensor: torch.Tensor = _TRANSFORM(decode(data))
    return tensor


def _ours(data: bytes) -> torch.Tensor:
    return COMPACT.network_input([COMPACT.prepare(data)])[0]


def _pillow_decodes(data: bytes) -> torch.Tensor:
    return COMPACT.network_input([COMPACT.fit(decode(data))])[0]


def _draft(data: bytes, at_least: int) -> torch.Tensor:
    tensor: torch.Tensor = _TRANSFORM(decode(data, at_least=at_least))
    return tensor


def _gap(data: bytes) -> torch.Tensor:
    small = decode(data).resize((224, 224), Image.Resampling.BICUBIC, reducing_gap=2.0)
    return COMPACT.network_input([np.array(small)])[0]


BASELINE: Final = "Pillow and open_clip's transform"
OURS: Final = "feedloom"
WAYS: Final[Mapping[str, Way]] = {
    BASELINE: _open_clip,
    OURS: _ours,
    "Pillow decodes, torch resizes": _pillow_decodes,
    "Pillow's draft, at least the size": lambda data: _draft(data, 224),
    "Pillow's draft, at least twice the size": lambda data: _draft(data, 448),
    "Pillow's reducing gap of 2": _gap,
}


@dataclass(frozen=True)
class Timing:
    """One way on one set of pictures: median milliseconds, and mean and largest difference in deviations."""

    milliseconds: float
    mean: float
    largest: float


def picture_sets(folder: Path, count: int) -> dict[str, list[bytes]]:
    """Read real pictures as they are, and make large JPEGs and PNGs of the first ones.

    Raises
    ------
    SystemExit
        If the folder holds none.
    """
    flickr, clothing = (sorted(folder.glob(f"{name}/images/*.jpg"))[:count] for name in ("flickr8k", "clothing"))
    if not flickr or not clothing:
        raise SystemExit(f"no flickr8k/images and clothing/images in {folder}; pass --data")
    large = [Image.open(path).convert("RGB").resize((_SIDE, _SIDE), Image.Resampling.BICUBIC) for path in flickr]
    return {
        f"JPEG {_SIDE} x {_SIDE}, quality 90": [_encoded(picture, "JPEG", quality=90) for picture in large],
        f"JPEG {_SIDE} x {_SIDE}, turned by EXIF": [_encoded(picture, "JPEG", exif=_turned()) for picture in large],
        f"PNG {_SIDE} x {_SIDE}": [_encoded(picture, "PNG", compress_level=1) for picture in large[: count // 4]],
        "flickr8k as it is": [path.read_bytes() for path in flickr],
        "clothing as it is": [path.read_bytes() for path in clothing],
    }


def measure(pictures: Sequence[bytes], ways: Mapping[str, Way] = WAYS) -> dict[str, Timing]:
    """Time every way on every picture in turn, and compare its result with that of the first."""
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    off: dict[str, list[torch.Tensor]] = {name: [] for name in ways}
    for _ in range(_ROUNDS):
        for data in pictures:
            results = {}
            for name, way in ways.items():
                began = time.thread_time()
                results[name] = way(data)
                seconds[name].append(time.thread_time() - began)
            for name, result in results.items():
                off[name].append((result - results[BASELINE]).abs())
    return {
        name: Timing(
            1000 * median(seconds[name]),
            float(torch.stack([each.mean() for each in off[name]]).mean()),
            float(torch.stack([each.max() for each in off[name]]).max()),
        )
        for name in ways
    }


def rows(kind: str, timings: Mapping[str, Timing]) -> list[dict[str, Cell]]:
    """Set every way beside the first, and say whether it reaches both targets."""
    slow = timings[BASELINE].milliseconds
    return [
        {
            "system": name,
            "pictures": kind,
            "a second": round(1000 / timing.milliseconds, 1),
            "times": round(slow / timing.milliseconds, 2),
            "mean difference": f"{timing.mean:.5f}",
            "largest": round(timing.largest, 3),
            "targets": _verdict(slow / timing.milliseconds, timing.mean),
        }
        for name, timing in timings.items()
    ]


def overlap(encoder: ImageTextEncoder, pictures: Sequence[bytes], chunk: int = 32) -> dict[str, Cell]:
    """Encode with the compact CLIP what is prepared before each chunk, or beside it: pictures a second by the wall."""
    encoder.encode_pixels([encoder.prepare(pictures[0])])
    began = time.perf_counter()
    for part in _parts(pictures, chunk):
        encoder.encode_pixels([encoder.prepare(data) for data in part])
    alone = time.perf_counter() - began
    began = time.perf_counter()
    with ThreadPoolExecutor(1) as pool:
        coming = pool.map(encoder.prepare, pictures)
        for prepared in _parts(coming, chunk):
            encoder.encode_pixels(prepared)
    beside = time.perf_counter() - began
    return {
        "encoded a second, prepared before": round(len(pictures) / alone, 1),
        "encoded a second, prepared beside": round(len(pictures) / beside, 1),
    }


def same_vectors(encoder: ImageTextEncoder, pictures: Sequence[bytes]) -> float:
    """Give the least cosine between the vectors of a picture prepared by open_clip's transform and by feedloom."""
    resized = [np.array(decode(data).resize((224, 224), Image.Resampling.BICUBIC)) for data in pictures]
    ours, theirs = (encoder.encode_pixels(way) for way in ([encoder.prepare(data) for data in pictures], resized))
    cosines: NDArray[np.float32] = (ours * theirs).sum(axis=1)
    return float(cosines.min())


def main() -> None:
    """Measure all ways on all sets of pictures, and print and keep the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--count", type=int, default=24, help="pictures a set")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    torch.set_num_threads(1)
    sets = picture_sets(options.data, options.count)
    table = [row for kind, pictures in sets.items() for row in rows(kind, measure(pictures))]
    large, encoder = next(iter(sets.values())), load_clip()
    settings: dict[str, Cell] = {
        "targets": f"{TARGET_TIMES} times, mean difference below {TARGET_DEVIATIONS}",
        **overlap(encoder, large * 2),
        "least cosine of vectors": round(min(same_vectors(encoder, pictures) for pictures in sets.values()), 6),
        "peak MiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    write_report("preprocessing", settings, table, options.json)


def _verdict(times: float, mean: float) -> str:
    return "met" if times >= TARGET_TIMES and mean < TARGET_DEVIATIONS else "not met"


def _parts(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    following = iter(items)
    while part := list(islice(following, size)):
        yield part


def _encoded(picture: Image.Image, kind: str, **options: object) -> bytes:
    out = BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def _turned() -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = 6
    return exif


if __name__ == "__main__":
    main()
