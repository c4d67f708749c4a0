"""How well the words in pictures are read, and what they buy: ``python -m benchmarks.ocr [--photos FOLDER]``.

The pictures are those of the sample world's posts, drawn anew with the words that are written on them. Three tables:
how well each kind is read; what the confidence floor spares and costs, on drawings without words and on the photos of
FOLDER (``images/``, as ../shared/data/flickr8k, few of which have words in them); and topics and searches of the posts
whose pictures speak, by their text alone, with the words as a text of their own (as feedloom does it), and in one text.

A search is four words of a picture in any order and lower case; it is found where a post whose picture says the same
is among the nearest ten of all posts in the space of texts. Topics come from the texts alone too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from time import process_time
from typing import Annotated, Final

import numpy as np
import typer
from numpy.typing import NDArray
from PIL import Image

from benchmarks.drawn_words import Drawn, Fit, by_kind, draw_posts, share
from benchmarks.report import Cell, write_report
from jobs.pieces import joined_text
from pipeline.decoding import decode
from pipeline.encoders import load_sentence
from pipeline.encoders.base import TextEncoder, Vectors
from pipeline.encoders.ocr import CONFIDENCE_FLOOR, RapidReader, words_of
from pipeline.encoders.reading_order import Line
from pipeline.fusion import SpaceVectors
from pipeline.sample.world import World, WorldSize, make_world
from pipeline.topics import assign_topics, choose_topics, encode_topics
from pipeline.words import phrase_of

FLOORS: Final = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95)
WORDLESS: Final = 150
SEARCH_WORDS: Final = 4
FOUND_AMONG: Final = 10
_SHORTEST_WORD: Final = 3

Rows = list[dict[str, Cell]]


def run(
    photos: Annotated[Path | None, typer.Option(help="A folder with images/ of photos.")] = None,
    posts: Annotated[int, typer.Option(help="How many posts the sample world has.")] = 2_000,
    most_photos: Annotated[int, typer.Option(help="So many photos at most.")] = 200,
    seed: Annotated[int, typer.Option(help="The seed of the sample world.")] = 7,
    json: Annotated[Path | None, typer.Option(help="Where to keep the figures; two more files go beside it.")] = None,
) -> None:
    """Read, compare, print."""
    reader, world = RapidReader(), make_world(seed, WorldSize(posts=posts))
    speaking, silent = _drawn(world)
    reader.read([Image.new("RGB", (64, 64))])  # loads the models
    taken = [_timed(reader, one.picture) for one in speaking]
    lines, seconds = [found for found, _ in taken], [took for _, took in taken]
    nothing = [_timed(reader, one.picture) for one in silent]
    scenes = [_timed(reader, picture) for picture in _photos(photos, most_photos)]
    settings: dict[str, Cell] = {"reader": reader.name, "revision": reader.revision, "seed": seed, "posts": posts}
    kinds = [*_kind_rows(speaking, lines, seconds), _silent_row("no words", nothing), _silent_row("photos", scenes)]
    write_report("ocr: reading", settings | {"floor": CONFIDENCE_FLOOR}, kinds, json)
    wordless = [[found for found, _ in nothing], [found for found, _ in scenes]]
    write_report("ocr: floor", settings, _floor_rows(speaking, lines, *wordless), _beside(json, "floor"))
    words = {one.post_id: words_of(found).words for one, found in zip(speaking, lines, strict=True)}
    encoder = load_sentence()
    settings["model"] = encoder.model
    write_report("ocr: gain", settings, gain_rows(world, speaking, words, encoder), _beside(json, "gain"))


def _drawn(world: World) -> tuple[list[Drawn], list[Drawn]]:
    everything = list(draw_posts(world))
    return [one for one in everything if one.written], [one for one in everything if not one.written][:WORDLESS]


def _photos(folder: Path | None, most: int) -> Iterator[Image.Image]:
    for path in sorted((folder / "images").iterdir())[:most] if folder is not None else ():
        yield decode(path.read_bytes())


def _timed(reader: RapidReader, picture: Image.Image) -> tuple[list[Line], float]:
    start = process_time()  # of one core, since others may be busy on the machine
    return reader.lines(picture), process_time() - start


def _beside(path: Path | None, name: str) -> Path | None:
    return path and path.with_stem(f"{path.stem}-{name}")


def _kind_rows(drawn: Sequence[Drawn], lines: Sequence[list[Line]], seconds: Sequence[float]) -> Rows:
    rows: Rows = []
    for kind, places in by_kind(drawn).items():
        readings = [words_of(lines[place]).words for place in places]
        fit = Fit.of([(drawn[place].written, reading) for place, reading in zip(places, readings, strict=True)])
        rate = len(places) / sum(seconds[place] for place in places)
        rows.append(_row(kind, len(places), fit, share(readings), rate))
    return rows


def _silent_row(kind: str, timed: Sequence[tuple[list[Line], float]]) -> dict[str, Cell]:
    readings = [words_of(found).words for found, _ in timed]
    return _row(kind, len(timed), None, share(readings), len(timed) / max(sum(took for _, took in timed), 1e-9))


def _row(kind: str, pictures: int, fit: Fit | None, speak: float, rate: float) -> dict[str, Cell]:
    return {
        "system": kind,
        "pictures": pictures,
        "word_recall": None if fit is None else fit.recall,
        "word_precision": None if fit is None else fit.precision,
        "character_errors": None if fit is None else fit.character_errors,
        "say_something": speak,
        "pictures_a_core_second": rate,
    }


def _floor_rows(
    drawn: Sequence[Drawn], lines: Sequence[list[Line]], silent: Sequence[list[Line]], scenes: Sequence[list[Line]]
) -> Rows:
    rows: Rows = []
    for floor in FLOORS:
        fit = Fit.of([(one.written, words_of(found, floor).words) for one, found in zip(drawn, lines, strict=True)])
        rows.append(
            {
                "system": f"floor {floor}",
                "word_recall": fit.recall,
                "word_precision": fit.precision,
                "wordless_drawings_say_something": share([words_of(found, floor).words for found in silent]),
                "photos_say_something": share([words_of(found, floor).words for found in scenes]),
            }
        )
    return rows


def gain_rows(world: World, drawn: Sequence[Drawn], words: Mapping[str, str], encoder: TextEncoder) -> Rows:
    """Hold topics and searches without the words against those with them.

    Parameters
    ----------
    drawn
        The pictures with words.
    words
        What was read in them, by post.
    """
    posts = {str(post["post_id"]): place for place, post in enumerate(world.written)}
    texts = [joined_text(_said(post["title"]), _said(post["text"])) for post in world.written]
    heard = [one for one in drawn if words[one.post_id]]
    rows = np.array([posts[one.post_id] for one in heard], np.int64)
    spoken = [words[one.post_id] for one in heard]
    alone = encoder.encode_texts(texts)
    beside, joined = alone.copy(), alone.copy()
    beside[rows] = _unit(alone[rows] + encoder.encode_texts(spoken))
    together = [f"{texts[row]}\n{said}" for row, said in zip(rows, spoken, strict=True)]
    joined[rows] = encoder.encode_texts(together)
    systems = {"text alone": alone, "words as a text of their own": beside, "words joined to the text": joined}
    searches, answers = _searches(drawn, posts, encoder)
    kinds = {kind: [drawn[place] for place in places] for kind, places in by_kind(drawn).items()}
    return [
        {
            "system": name,
            **_topics(vectors, kinds, posts, encoder),
            "search_recall_at_10": _recall(searches, answers, vectors),
            "own_text_first": float(np.mean((alone[rows] @ vectors.T).argmax(axis=1) == rows)),
        }
        for name, vectors in systems.items()
    ]


def _said(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _unit(rows: Vectors) -> Vectors:
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


def _topics(
    vectors: Vectors, kinds: Mapping[str, Sequence[Drawn]], posts: Mapping[str, int], encoder: TextEncoder
) -> dict[str, Cell]:
    untagged = [None] * len(vectors)
    topics = choose_topics(untagged)
    space = {"sentence": SpaceVectors(vectors, np.ones(len(vectors), bool))}
    found, _ = assign_topics(space, {"sentence": encode_topics(topics, encoder.encode_texts)}, untagged, topics)
    names = [topics[number].name.split()[0] if number >= 0 else "" for number in found]  # "city life" for "city"
    return {
        f"topic: {kind}": float(np.mean([names[posts[one.post_id]] == one.topic for one in drawn]))
        for kind, drawn in kinds.items()
    }


def _searches(
    drawn: Sequence[Drawn], posts: Mapping[str, int], encoder: TextEncoder
) -> tuple[Vectors, list[NDArray[np.int64]]]:
    """Ask for words that were truly written; any post whose picture says the same is an answer."""
    rng = np.random.default_rng(0)
    asked: dict[tuple[str, ...], str] = {}
    rows: dict[tuple[str, ...], list[int]] = {}
    for one in drawn:
        written = one.written
        known = sorted({word for word in phrase_of(" ".join(written)) if len(word) >= _SHORTEST_WORD})
        if one.kind in ("memes", "posters and signs") and len(known) >= SEARCH_WORDS:
            asked.setdefault(written, " ".join(rng.permutation(known)[:SEARCH_WORDS]))
            rows.setdefault(written, []).append(posts[one.post_id])
    return encoder.encode_texts(list(asked.values())), [np.array(rows[written], np.int64) for written in asked]


def _recall(searches: Vectors, answers: Sequence[NDArray[np.int64]], vectors: Vectors) -> float:
    scores = searches @ vectors.T
    best = np.argsort(-scores, axis=1, kind="stable")[:, :FOUND_AMONG]
    return float(np.mean([bool(np.isin(right, top).any()) for right, top in zip(answers, best, strict=True)]))


if __name__ == "__main__":
    typer.run(run)
