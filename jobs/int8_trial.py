"""Try 8 bits on a store's own texts before all of them are encoded so."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from typing import Final

from jobs.embedding import SpaceWork
from jobs.encoders import load_encoder
from jobs.pieces import cut
from jobs.progress import bar
from jobs.tasks import run_tasks
from pipeline.encoders.backends.overlap import require_overlap
from pipeline.importers import media_reader

SAMPLE_TEXTS: Final = 512
"""So many show a share of neighbours to about a hundredth, and take seconds."""

_REPEATS: Final = 4


def measure_int8(work: SpaceWork, least: float) -> str:
    """Measure how many neighbours 8 bits keep among texts of the store, and return it in words.

    Parameters
    ----------
    least
        The floor, from 0 to 1.

    Raises
    ------
    ModelError
        If it is lower, or the store holds too few texts to tell.
    """
    with bar("try int8", 1) as line:
        (kept,) = run_tasks(_measure, [(work.model, sample(work), least)], line)
    return f"; it keeps {kept:.3f} of the ten nearest neighbours of a sample of these texts"


def sample(work: SpaceWork) -> list[str]:
    """Draw different texts of the store, by the digest of what they say: every run draws the same."""
    # A text that is posted again and again takes only its own share of the places.
    chosen = dict(heapq.nsmallest(_REPEATS * SAMPLE_TEXTS, _texts(work)))
    return [payload.decode() for payload in list(chosen.values())[:SAMPLE_TEXTS]]


def _texts(work: SpaceWork) -> Iterator[tuple[str, bytes]]:
    media = media_reader(work.store)
    for unit in work.units:
        for table in cut(unit, work.space, media):
            pairs = zip(table["content_key"].to_pylist(), table["payload"].to_pylist(), strict=True)
            yield from ((key, payload) for key, payload in pairs if payload is not None)


def _measure(model: str, texts: list[str], least: float) -> float:
    exact, few_bits = (load_encoder("sentence", model, backend).encode_texts(texts) for backend in ("torch", "int8"))
    return require_overlap(exact, few_bits, least)
