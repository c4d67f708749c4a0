"""Vectors to measure an index on: MiniLM of real texts, and as many more as are wanted that lie as real ones do."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow.parquet as pq
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

_WORLD_POSTS: Final = 5_000
_WORLD_SEED: Final = 7
_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+")
_LEAST_LETTERS: Final = 12
_LONGEST_LETTERS: Final = 300

_NEIGHBOURS: Final = 32
_STEP: Final = 0.7
_SOURCES_OF_STEPS: Final = 8_192
_BLOCK: Final = 50_000


def real_texts(data: Path) -> list[str]:
    """Collect different texts of all sources that lie in the data folder, in a fixed order.

    Captions of photos, titles of products and of jobs, sentences of news and of the plots of films, and the posts of
    the sample world, which needs no folder.
    """
    every = (text.strip()[:_LONGEST_LETTERS] for read in _SOURCES.values() for text in read(data))
    return list(dict.fromkeys(text for text in every if len(text) >= _LEAST_LETTERS))


def real_vectors(data: Path, cache: Path) -> Vectors:
    """Encode the real texts with MiniLM, ``(n, 384) float32`` unit rows; once, then they are read from ``cache``."""
    from pipeline.encoders.loading import open_sentence_encoder
    from pipeline.encoders.sentence import MINILM

    texts = real_texts(data)
    encoder = open_sentence_encoder(MINILM, "torch_fp32")
    digest = sha256("\0".join((encoder.revision, *texts)).encode()).hexdigest()[:16]
    path = cache / f"texts-{digest}.npy"
    if not path.is_file():
        cache.mkdir(parents=True, exist_ok=True)
        np.save(path, encoder.encode_texts(texts))
    found: Vectors = np.load(path, mmap_mode="r")
    return found


def _rows(path: Path, encoding: str = "utf-8") -> Iterator[dict[str, str]]:
    if path.is_file():
        with path.open(encoding=encoding, newline="") as file:
            yield from csv.DictReader(file)


def _captions(data: Path) -> Iterator[str]:
    for row in _rows(data / "flickr8k" / "captions.csv"):
        yield row["caption"]


def _products(data: Path) -> Iterator[str]:
    path = data / "fashion" / "products.parquet"
    if path.is_file():
        for row in pq.read_table(path, columns=["title"]).to_pylist():
            yield row["title"] or ""


def _jobs(data: Path) -> Iterator[str]:
    for row in _rows(data / "jobs" / "jobs.csv"):
        yield f"{row['title']} at {row['company']}, {row['locations']}"


def _news(data: Path) -> Iterator[str]:
    path = data / "agnews" / "data" / "ag_news_csv" / "test.csv"
    if path.is_file():
        with path.open(encoding="utf-8", newline="") as file:
            for _, title, text in csv.reader(file):
                yield title
                yield from _SENTENCE.split(text)


def _plots(data: Path) -> Iterator[str]:
    for row in _rows(data / "movielens" / "plots.csv"):
        yield from _SENTENCE.split(row["plot"])


def _world(_: Path) -> Iterator[str]:
    from pipeline.sample.world import WorldSize, make_world

    for post in make_world(_WORLD_SEED, WorldSize(posts=_WORLD_POSTS)).written:
        yield "\n".join(str(post[part]) for part in ("title", "text") if post[part])


_SOURCES: Final[Mapping[str, Callable[[Path], Iterator[str]]]] = {
    "captions": _captions,
    "products": _products,
    "jobs": _jobs,
    "news": _news,
    "plots": _plots,
    "sample world": _world,
}


def write_vectors(base: Vectors, rows: int, path: Path, *, seed: int) -> None:
    """Write ``rows`` vectors to a ``.npy`` file: real ones in random order as far as there are enough, or enlarged."""
    if rows > len(base):
        enlarge(base, rows, path, seed=seed)
    else:
        np.save(path, base[np.random.default_rng(seed).permutation(len(base))[:rows]])


def enlarge(base: Vectors, rows: int, path: Path, *, seed: int, origins: NDArray[np.int64] | None = None) -> None:
    """Write ``rows`` vectors that lie as real ones do to a ``.npy`` file.

    Each is a text's vector, moved by 0.7 of what tells two other texts apart that are neighbours, and brought to unit
    length: so the ways in which near posts differ are those of real posts. At 56,000 rows, made from 7,000 texts,
    this came nearest to as many real vectors of those tried (see :mod:`benchmarks.index`).

    Parameters
    ----------
    origins
        ``(rows,) int64``, the text that each is made from; None draws them.
    """
    import faiss

    rng = np.random.default_rng(seed)
    sources = rng.choice(len(base), min(_SOURCES_OF_STEPS, len(base)), replace=False)
    _, near = faiss.knn(base[sources], base, _NEIGHBOURS + 1, metric=faiss.METRIC_INNER_PRODUCT)
    near = near[:, 1:]
    out = np.lib.format.open_memmap(path, "w+", np.float32, (rows, base.shape[1]))
    for start in range(0, rows, _BLOCK):
        count = min(_BLOCK, rows - start)
        source = rng.integers(0, len(sources), count)
        neighbour = near[source, rng.integers(0, near.shape[1], count)]
        origin = rng.integers(0, len(base), count) if origins is None else origins[start : start + count]
        moved = base[origin] + _STEP * (base[neighbour] - base[sources[source]])
        out[start : start + count] = moved / np.linalg.norm(moved, axis=1, keepdims=True)
    out.flush()
