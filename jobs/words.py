"""Words that are no posts, as vectors: the phrases of topics, and what people say they like.

A phrase is content like any other, so its vector is kept in ``embeddings/`` under its key. Topics and wishes are the
same from build to build: then no model is loaded for them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jobs.encoders import Loader, same_space
from jobs.progress import bar
from jobs.tasks import run_tasks
from jobs.vectors import vectors_of, write_vectors
from pipeline.encoders.base import EncoderCard
from pipeline.errors import ModelError
from pipeline.media import text_key
from pipeline.store import Store

Vectors = NDArray[np.float32]


@dataclass(frozen=True)
class WordsEncoder:
    """Encode phrases in one space, each once.

    Parameters
    ----------
    space, card
        The space, and the model its content was embedded with.
    load
        Gives the model, where a phrase is new.
    options
        What asks for the model on the command line.
    """

    store: Store
    space: str
    card: EncoderCard
    load: Loader
    options: str

    def encode(self, phrases: Sequence[str]) -> Vectors:
        """Give ``(n, d) float32, unit rows``.

        Raises
        ------
        ModelError
            If the model is not the one the content was embedded with.
        """
        keys = [text_key(phrase) for phrase in phrases]
        found = vectors_of(self.store, self.space, self.card, keys)
        missing = {keys[row]: phrases[row] for row in np.flatnonzero(~found.present).tolist()}
        if missing:
            with bar(f"words in {self.space}", 1) as line:
                run_tasks(_encode, [(self, missing)], line)
            found = vectors_of(self.store, self.space, self.card, keys)
        return found.vectors


def _encode(words: WordsEncoder, missing: Mapping[str, str]) -> None:
    card = words.card
    encoder = same_space(words.load, card)(words.space, card.model)
    if encoder.revision != card.revision:
        raise ModelError(
            f"{encoder.model} has revision {encoder.revision}",
            expected=f"{card.revision} of {card.model}, with which the content was embedded",
            remedy=f"Run `feedloom embed --store {words.store.root} {words.options}` again",
        )
    write_vectors(words.store, words.space, card, list(missing), encoder.encode_texts(list(missing.values())))
