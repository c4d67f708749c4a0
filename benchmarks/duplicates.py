"""Which edits near-duplicates are found through, and what is merged wrongly: ``python -m benchmarks.duplicates``.

Pictures and texts of every source are edited as people do when they pass them on, and compared with their originals:
recall, an edit a column. What nobody edited is put into groups: ``equal`` says how many posts joined another whose
pixels or letters are equal, ``wrong`` how many joined one that differs (some of these are the same thing in another
file: look before you believe them). Pictures are what the embedding job shows to the encoder.

Beside it stand ImageHash's pHash (64 bits, at most 8 of which differ) and datasketch's MinHash of runs of four letters
(128 permutations, an estimate of 0.8 or more), where they are installed. Both compare all pairs.
"""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any, Final

import numpy as np
import typer
from numpy.typing import NDArray
from PIL import Image, ImageEnhance

from benchmarks.report import Cell, write_report
from pipeline.decoding import decode
from pipeline.duplicates import Contents, duplicate_groups, near_duplicates
from pipeline.encoders import DEFAULT_PROFILE, load_clip
from pipeline.encoders.compact.corpus import SOURCES
from pipeline.fingerprints import PICTURE, TEXT, picture_fingerprint, said, text_fingerprint

Marks = NDArray[np.void]
Edit = Callable[[Any, np.random.Generator], Any]
"""From an item (a picture, a text) to what somebody made of it (an encoded picture, a text)."""

_SEED: Final = 4
_MOST_BITS: Final = 8
_LEAST_ESTIMATE: Final = 0.8
_PERMUTATIONS: Final = 128
_RUN: Final = 4
_NOT_INSTALLED: Final = "not installed"
_WORDS: Final = ("however", "yesterday", "quietly", "expensive", "neighbour")


def saved(picture: Image.Image, kind: str = "JPEG", quality: int = 90) -> bytes:
    """Encode a picture."""
    file = io.BytesIO()
    picture.save(file, kind, quality=quality)
    return file.getvalue()


def _resized(factor: float, picture: Image.Image, _: np.random.Generator) -> bytes:
    size = (max(8, round(picture.width * factor)), max(8, round(picture.height * factor)))
    return saved(picture.resize(size, Image.Resampling.LANCZOS))


def _cropped(share: float, picture: Image.Image, _: np.random.Generator) -> bytes:
    across, down = (round(side * share / 2) for side in picture.size)
    return saved(picture.crop((across, down, picture.width - across, picture.height - down)))


def _typos(count: int, text: str, rng: np.random.Generator) -> str:
    letters = list(text)
    places = [at for at, letter in enumerate(letters) if letter.isalpha()]
    for at in rng.choice(places, min(count, len(places)), replace=False).tolist():
        letters[at] = "q" if letters[at] != "q" else "z"
    return "".join(letters)


def _other_word(text: str, rng: np.random.Generator) -> str:
    words = text.split()
    words[int(rng.integers(len(words)))] = _WORDS[int(rng.integers(len(_WORDS)))]
    return " ".join(words)


PICTURE_EDITS: Final[Mapping[str, Edit]] = {
    "JPEG 90": lambda picture, _: saved(picture),
    "JPEG 60": lambda picture, _: saved(picture, quality=60),
    "JPEG 30": lambda picture, _: saved(picture, quality=30),
    "WebP 80": lambda picture, _: saved(picture, "WEBP", 80),
    "resized to 0.3": partial(_resized, 0.3),
    "resized to 0.5": partial(_resized, 0.5),
    "resized to 2": partial(_resized, 2.0),
    "brightness + 10 %": lambda picture, _: saved(ImageEnhance.Brightness(picture).enhance(1.1)),
    "contrast + 10 %": lambda picture, _: saved(ImageEnhance.Contrast(picture).enhance(1.1)),
    "cropped by 3 %": partial(_cropped, 0.03),
}

TEXT_EDITS: Final[Mapping[str, Edit]] = {
    "upper case": lambda text, _: text.upper(),
    "tag and link": lambda text, _: f"{text} #look https://example.org/x1",
    "one typo": partial(_typos, 1),
    "two typos": partial(_typos, 2),
    "another word": _other_word,
    "signature": lambda text, _: f"{text}\nSent from my phone",
}


@dataclass(frozen=True)
class System:
    """A way to tell near-duplicates: what it keeps of an item, and what it says of pairs of them.

    Parameters
    ----------
    mark
        From an item as the pipeline sees it (pixels, a text) to what is kept.
    same
        Compares as many marks with as many others, ``(n,) bool``.
    follows
        From marks to the item that each was merged with, ``(n,) int64``; -1 or itself for none.
    """

    mark: Callable[[Any], object]
    same: Callable[[Sequence[Any], Sequence[Any]], NDArray[np.bool_]]
    follows: Callable[[Sequence[Any]], NDArray[np.int64]]


def _contents(marks: Sequence[bytes | None], kind: np.dtype[np.void]) -> Contents:
    blank = np.zeros((), kind).tobytes()
    found = np.frombuffer(b"".join(mark or blank for mark in marks), kind)
    count = len(found)
    shown = kind == PICTURE
    texts = np.zeros(count, TEXT) if shown else found
    bounds = np.arange(count + 1) if shown else np.zeros(count + 1, np.int64)
    pictures = found if shown else np.zeros(0, PICTURE)
    return Contents(texts, pictures, bounds.astype(np.int64), np.full(count, -1, np.int64), np.arange(count))


def _own(mark: Callable[[Any], bytes | None], kind: np.dtype[np.void]) -> System:
    def same(one: Sequence[Any], other: Sequence[Any]) -> NDArray[np.bool_]:
        rows = np.arange(len(one))
        return near_duplicates(_contents([*one, *other], kind), rows, rows + len(one))

    return System(mark, same, lambda marks: duplicate_groups(_contents(marks, kind)))


def _all_pairs(mark: Callable[[Any], NDArray[Any]], alike: Callable[[NDArray[Any], NDArray[Any]], Any]) -> System:
    """Make a system of one that says how pairs of marks, rows of arrays, compare."""

    def follows(marks: Sequence[Any]) -> NDArray[np.int64]:
        rows = np.stack(marks)
        first = [np.flatnonzero(alike(rows[: at + 1], rows[at])) for at in range(len(rows))]
        return np.array([found[0] if len(found) else at for at, found in enumerate(first)], np.int64)

    def same(one: Sequence[Any], other: Sequence[Any]) -> NDArray[np.bool_]:
        return np.asarray(alike(np.stack(one), np.stack(other)), np.bool_)

    return System(mark, same, follows)


def _phash() -> System:
    import imagehash

    def mark(pixels: NDArray[np.uint8]) -> NDArray[np.bool_]:
        return np.asarray(imagehash.phash(Image.fromarray(pixels)).hash.ravel(), np.bool_)

    return _all_pairs(mark, lambda one, other: (one != other).sum(axis=-1) <= _MOST_BITS)


def _minhash() -> System:
    from datasketch import MinHash

    def mark(text: str) -> NDArray[np.uint64]:
        folded = said(text)
        sketch = MinHash(num_perm=_PERMUTATIONS, seed=_SEED)
        sketch.update_batch([folded[at : at + _RUN].encode() for at in range(max(1, len(folded) - _RUN + 1))])
        return np.asarray(sketch.hashvalues, np.uint64)

    return _all_pairs(mark, lambda one, other: (one == other).mean(axis=-1) >= _LEAST_ESTIMATE)


_PEERS: Final = {
    "pictures": ("ImageHash pHash", "imagehash", _phash),
    "texts": ("datasketch MinHash", "datasketch", _minhash),
}


def picture_items(data: Path, count: int) -> dict[str, list[bytes]]:
    """Read ``count`` encoded pictures of every source, spread evenly over it."""
    found = {}
    for name in ("flickr8k", "fashion", "clothing", "openmoji"):
        examples = sorted(SOURCES[name](data), key=lambda one: one.rank)[:count]
        found[name] = [saved(one.load(), "PNG") for one in examples]
    posters = sorted((data / "movielens" / "posters").glob("*.jpg"))
    found["posters"] = [path.read_bytes() for path in posters[:: max(1, len(posters) // count)][:count]]
    return found


def text_items(data: Path, count: int) -> dict[str, list[str]]:
    """Read ``count`` texts of every source, spread evenly over it."""
    jobs = _rows(data / "jobs" / "jobs.csv")
    news = (data / "agnews" / "data" / "ag_news_csv" / "test.csv").open(encoding="utf-8", newline="")
    with news:
        stories = [f"{row[1]}\n{row[2]}" for row in csv.reader(news)]
    pages = sorted((data / "recipes" / "content").glob("*.md"))
    found = {
        "news": stories,
        "plots": [row["plot"] for row in _rows(data / "movielens" / "plots.csv") if row["plot"]],
        "job titles": [f"{row['title']} at {row['company']}, {row['locations']}" for row in jobs],
        "recipes": [page.read_text(encoding="utf-8") for page in pages],
    }
    return {name: texts[:: max(1, len(texts) // count)][:count] for name, texts in found.items()}


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rows_of(
    kind: str,
    source: str,
    items: Sequence[Any],
    edits: Mapping[str, Sequence[Any]],
    systems: Mapping[str, System | None],
) -> list[dict[str, Cell]]:
    """Measure every system on one source: a row a system, a column an edit.

    Parameters
    ----------
    items
        Pixels or texts.
    edits
        What became of every item, an edit each.
    systems
        None for one that is not installed.
    """
    rows: list[dict[str, Cell]] = []
    for name, system in systems.items():
        row: dict[str, Cell] = {"system": name, kind: source, "items": len(items)}
        if system is None:
            rows.append(row | dict.fromkeys((*edits, "equal", "wrong", "s"), _NOT_INSTALLED))
            continue
        started = time.perf_counter()
        marks = [system.mark(item) for item in items]
        row |= {
            edit: float(system.same(marks, [system.mark(one) for one in made]).mean()) for edit, made in edits.items()
        }
        joined = system.follows(marks)
        merged = [(items[at], items[to]) for at, to in enumerate(joined.tolist()) if to not in (-1, at)]
        equal = sum(_equal(one, other) for one, other in merged)
        row |= {"equal": equal, "wrong": len(merged) - equal, "s": time.perf_counter() - started}
        rows.append(row)
    return rows


def _equal(one: str | NDArray[np.uint8], other: str | NDArray[np.uint8]) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return said(one).replace(" ", "") == said(other).replace(" ", "")
    return bool(np.array_equal(one, other))


def _systems(kind: str, own: System) -> dict[str, System | None]:
    name, package, load = _PEERS[kind]
    return {"feedloom": own, name: load() if find_spec(package) else None}


def run(
    data: Annotated[Path, typer.Option(help="The folder of sources.")],
    json: Annotated[Path | None, typer.Option(help="Where to keep the figures.")] = None,
    count: Annotated[int, typer.Option(help="Items a source.", min=2)] = 200,
    profile: Annotated[str, typer.Option(help="The profile whose pictures are compared.")] = DEFAULT_PROFILE,
) -> None:
    """Measure, and print two tables."""
    rng = np.random.default_rng(_SEED)
    prepare = load_clip(profile).prepare
    shown: list[dict[str, Cell]] = []
    for source, encoded in picture_items(data, count).items():
        pictures = [decode(one) for one in encoded]
        made = {edit: [prepare(change(one, rng)) for one in pictures] for edit, change in PICTURE_EDITS.items()}
        systems = _systems("pictures", _own(picture_fingerprint, PICTURE))
        shown += rows_of("pictures", source, [prepare(one) for one in encoded], made, systems)
    written: list[dict[str, Cell]] = []
    for source, texts in text_items(data, count).items():
        changed = {edit: [change(one, rng) for one in texts] for edit, change in TEXT_EDITS.items()}
        systems = _systems("texts", _own(text_fingerprint, TEXT))
        written += rows_of("texts", source, texts, changed, systems)
    settings: dict[str, Cell] = {"items a source": count, "seed": _SEED, "profile": profile}
    write_report("near-duplicates: pictures", settings, shown, json)
    write_report("near-duplicates: texts", settings, written, json and json.with_stem(f"{json.stem}-texts"))


if __name__ == "__main__":
    typer.run(run)
