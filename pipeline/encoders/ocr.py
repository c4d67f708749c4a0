"""The words in pictures: screenshots, memes and posters, read by PP-OCRv6 through rapidocr (the extra ``ocr``).

Both models, one that finds lines and one that reads them, lie inside rapidocr's wheel; nothing is fetched. Li et al.,
"PP-OCRv3: More attempts for the improvement of ultra lightweight OCR system", 2022, describes the family.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, Protocol

import numpy as np
from PIL import Image

from pipeline.encoders.reading_order import Line, in_reading_order
from pipeline.encoders.weights import require_sha256
from pipeline.errors import ModelError

PACKAGE: Final = "rapidocr"
MODELS: Final = {
    "PP-OCRv6_det_small.onnx": "090f04abcd9d9a7498bc4ebf677e4cb9bdce1fe4197ddb7e529f1ef44e1ff94f",
    "PP-OCRv6_rec_small.onnx": "6f327246b50388f3c176ae304bd95767ea6dc0c9ae92153ef8cbe210b3c14884",
}
"""The models of rapidocr 3.10 and the SHA-256 of each: the one that finds lines, then the one that reads them."""

LONGEST_SIDE: Final = 960
"""Larger pictures are shrunk to this: finding lines takes time in proportion to the pixels."""

SHORTEST_SIDE: Final = 384
"""Smaller pictures are enlarged to this, as far as the longer side allows: letters of a few pixels are not found."""

CONFIDENCE_FLOOR: Final = 0.8
"""Lines that the model is less sure of are left out; `python -m benchmarks.ocr` says what that costs and spares."""

FEWEST_SIGNS: Final = 2
"""A line of one letter or digit is left out: stripes, rings and wheels look like ``I``, ``O`` and ``C``."""


@dataclass(frozen=True)
class PictureWords:
    """What one picture says.

    Parameters
    ----------
    words
        Line by line as people read, top to bottom and left to right; empty where the picture says nothing.
    confidence
        The mean over the lines, 0 to 1; None where there are none.
    """

    words: str
    confidence: float | None


class PictureReader(Protocol):
    """Read the words in pictures, whatever library is behind it."""

    @property
    def name(self) -> str:
        """The reader's name."""

    @property
    def revision(self) -> str:
        """A digest of models and settings: two readers with one revision read the same."""

    def read(self, pictures: Sequence[Image.Image]) -> list[PictureWords]:
        """Read upright RGB pictures of any size, each by itself, so that no picture's words depend on another."""


class RapidReader:
    """Read pictures with rapidocr on the CPU.

    The models are checked when it is made, and loaded at the first picture.

    Parameters
    ----------
    threads
        How many threads read a picture, 1 or more; with one the same picture gives the same words to the bit.

    Raises
    ------
    ModelError
        If the extra is not installed, or a model is not the one that was promised.
    """

    name: Final = "PP-OCRv6 small"

    def __init__(self, *, threads: int = 1) -> None:
        self._threads = threads
        self._folder = _models_folder()
        for file, sha256 in MODELS.items():
            require_sha256(self._folder / file, sha256)

    @property
    def revision(self) -> str:
        """A digest of models and settings, 16 hex digits."""
        settings = (*MODELS.values(), LONGEST_SIDE, SHORTEST_SIDE, CONFIDENCE_FLOOR, FEWEST_SIGNS)
        return blake2b(repr(settings).encode(), digest_size=8).hexdigest()

    def read(self, pictures: Sequence[Image.Image]) -> list[PictureWords]:
        """Read upright RGB pictures, each by itself."""
        return [words_of(self.lines(picture)) for picture in pictures]

    def lines(self, picture: Image.Image) -> list[Line]:
        """Find all lines of a picture, unsure ones too, in no order."""
        found = self._engine(np.asarray(_fitted(picture))[:, :, ::-1])  # the models know blue, green, red
        if found.boxes is None:
            return []
        return [
            Line(text.strip(), float(score), *_bounds(box))
            for box, text, score in zip(found.boxes, found.txts, found.scores, strict=True)
        ]

    @cached_property
    def _engine(self) -> Any:  # noqa: ANN401 - rapidocr ships no types
        import cv2
        from rapidocr import RapidOCR

        cv2.setNumThreads(self._threads)
        find, read = (str(self._folder / file) for file in MODELS)
        return RapidOCR(
            params={
                # A model that is named is never fetched.
                "Det.model_path": find,
                "Rec.model_path": read,
                # rapidocr would enlarge a strip of one pixel to hundreds of millions: sizes are bounded here instead.
                "Global.use_preprocess_img": False,
                "Det.limit_type": "max",
                "Det.limit_side_len": LONGEST_SIDE,
                # Words that stand on their heads are rare, and the model that turns them costs a tenth.
                "Global.use_cls": False,
                "Global.text_score": 0.0,
                "Global.log_level": "critical",
                "EngineConfig.onnxruntime.intra_op_num_threads": self._threads,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            }
        )


def words_of(lines: Sequence[Line], floor: float = CONFIDENCE_FLOOR) -> PictureWords:
    """Keep the lines that are sure enough and long enough, and put them in order.

    Parameters
    ----------
    floor
        The least confidence, 0 (every line) to 1.
    """
    sure = [line for line in lines if line.confidence >= floor and _signs(line.text) >= FEWEST_SIGNS]
    if not sure:
        return PictureWords("", None)
    return PictureWords(in_reading_order(sure), float(np.mean([line.confidence for line in sure])))


def _signs(text: str) -> int:
    return sum(sign.isalnum() for sign in text)


def _models_folder() -> Path:
    missing = [name for name in (PACKAGE, "onnxruntime", "cv2") if find_spec(name) is None]
    spec = find_spec(PACKAGE)
    if missing or spec is None or spec.origin is None:
        raise ModelError(
            f"no package {' and '.join(missing)}",
            expected="the extra that reads words in pictures",
            remedy="Install it with `pip install 'feedloom[ocr]'`, or leave words_in_pictures off",
        )
    return Path(spec.origin).parent / "models"


def _fitted(picture: Image.Image) -> Image.Image:
    """Bring a picture to a size at which its letters can be found; a strip is never enlarged beyond the bound."""
    longest, shortest = max(picture.size), min(picture.size)
    share = min(LONGEST_SIDE / longest, max(1.0, SHORTEST_SIDE / shortest))
    width, height = (max(1, round(side * share)) for side in picture.size)
    return picture.resize((width, height), Image.Resampling.BICUBIC, reducing_gap=2.0)


def _bounds(box: np.ndarray) -> tuple[float, float, float, float]:
    left, top = box.min(axis=0).tolist()
    right, bottom = box.max(axis=0).tolist()
    return left, top, right, bottom
