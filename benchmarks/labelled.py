"""Real posts whose labels people have given, and a sample world whose labels are known by construction.

None of the pictures trained the compact CLIP: the posters of films are no source of it, and of the shop, the wardrobe,
the emoji and the recipes only those are taken that were kept from it (``corpus.held_out``). The sample world is
the one of ``feedloom sample``: its drawings never trained, but other drawings of the same subjects did.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from hashlib import sha256
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from PIL import Image

from benchmarks.conse import Loader
from benchmarks.zero_shot import GROUPS, encode_all
from pipeline.encoders import ImageTextEncoder, TextEncoder, Vectors
from pipeline.encoders.compact.corpus import SOURCES, held_out
from pipeline.fusion import SpaceVectors
from pipeline.importers import IMPORTERS
from pipeline.topics import DEFAULT_TOPICS, Topic, clean_tags

Truth = NDArray[np.bool_]

_NEWS: Final = ("world news", "sports", "business", "science and technology")
_NEWS_SPANS: Final = (
    ("news & politics",),
    ("sports", "football", "cycling", "cars"),
    ("money", "news & politics"),
    ("science", "technology", "space", "games", "health"),
)
"""Which of the general topics a class of news may rightly be called."""

_NEWS_TEXTS: Final = 2_000
_FILMS: Final = 1_500
_WORLD_POSTS: Final = 2_000
_WORLD_SEED: Final = 7
_LEAST_USES: Final = 5
_DIGITS: Final = 8


@dataclass(frozen=True)
class Question:
    """Labels, and which of them are right.

    Parameters
    ----------
    truth
        ``(n, t) bool``.
    """

    topics: tuple[Topic, ...]
    truth: Truth


@dataclass(frozen=True)
class Posts:
    """Posts of one source.

    Parameters
    ----------
    keys
        A name each.
    texts
        What they say; empty for nothing.
    pictures
        What they show.
    questions
        What is known of them.
    """

    name: str
    keys: Sequence[str]
    texts: Sequence[str]
    pictures: Sequence[Sequence[Loader]]
    questions: Mapping[str, Question]

    @property
    def digest(self) -> str:
        """Tell these posts from others of the same source."""
        counts = (str(len(own)) for own in self.pictures)
        return sha256("\0".join((*self.keys, *self.texts, *counts)).encode()).hexdigest()


@dataclass(frozen=True)
class Encoded:
    """Posts with their vectors.

    Parameters
    ----------
    sentence
        Of the texts.
    pictures
        ``(m, d) float32``, of all pictures.
    owner
        ``(m,)``, the post of each picture.
    """

    posts: Posts
    sentence: SpaceVectors
    pictures: Vectors
    owner: NDArray[np.int64]

    @cached_property
    def clip(self) -> SpaceVectors:
        """The mean of each post's pictures, as the index has it."""
        total = np.zeros((len(self.posts.keys), self.pictures.shape[1]), np.float32)
        np.add.at(total, self.owner, self.pictures)
        length = np.linalg.norm(total, axis=1, keepdims=True)
        return SpaceVectors(total / np.maximum(length, 1e-6), length[:, 0] > 0)


def encode(posts: Posts, sentence: TextEncoder, clip: ImageTextEncoder, kept: Path | None = None) -> Encoded:
    """Encode posts; with a folder for vectors, those of the same models and posts are read from there."""
    names = (posts.digest, sentence.revision, clip.revision)
    path = kept and kept / f"{posts.name}-{'-'.join(name[:_DIGITS] for name in names)}.npz"
    if path and path.is_file():
        with np.load(path, allow_pickle=False) as found:
            said = SpaceVectors(found["texts"], found["said"])
            return Encoded(posts, said, found["pictures"], found["owner"])
    present = np.array([bool(text) for text in posts.texts])
    texts = np.zeros((len(present), sentence.dim), np.float32)
    texts[present] = sentence.encode_texts([text for text in posts.texts if text])
    pictures = encode_all(clip, [load for own in posts.pictures for load in own])
    owner = np.array([row for row, own in enumerate(posts.pictures) for _ in own], np.int64)
    if path:
        path.parent.mkdir(parents=True, exist_ok=True)
        np.savez(path, texts=texts, said=present, pictures=pictures, owner=owner)
    return Encoded(posts, SpaceVectors(texts, present), pictures, owner)


def one_of(names: Sequence[str], labels: Sequence[str]) -> Question:
    """Make a question of one label a post."""
    truth = np.array([[label == name for name in names] for label in labels], np.bool_)
    return Question(tuple(Topic(name, (name,)) for name in names), truth)


def some_of(tags: Sequence[Sequence[str]], least: int = _LEAST_USES) -> Question:
    """Make a question of the tags that ``least`` posts or more carry."""
    counts = Counter(tag for own in tags for tag in own)
    names = sorted(tag for tag, count in counts.items() if count >= least)
    truth = np.array([[name in own for name in names] for own in tags], np.bool_)
    return Question(tuple(Topic(name, (name.replace("-", " "),)) for name in names), truth)


def general(right: Sequence[Sequence[str]]) -> Question:
    """Ask for the general topics, where each post may rightly be called by several."""
    truth = np.array([[topic.name in names for topic in DEFAULT_TOPICS] for names in right], np.bool_)
    return Question(DEFAULT_TOPICS, truth)


def _news(data: Path) -> Posts:
    with (data / "agnews" / "data" / "ag_news_csv" / "test.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[:_NEWS_TEXTS]
    number = [int(row[0]) - 1 for row in rows]
    questions = {
        "its classes": one_of(_NEWS, [_NEWS[at] for at in number]),
        "general topics": general([_NEWS_SPANS[at] for at in number]),
    }
    texts = [f"{row[1]}\n{row[2]}" for row in rows]
    return Posts("news", [str(at) for at in range(len(rows))], texts, [()] * len(rows), questions)


def _fashion(data: Path) -> Posts:
    shown = [one for one in SOURCES["fashion"](data) if one.held_out]
    types = sorted({one.label for one in SOURCES["fashion"](data)})
    question = one_of(types, [one.label for one in shown])
    titles = [one.captions[0] for one in shown]
    return Posts("shop", [one.key for one in shown], titles, [(one.load,) for one in shown], {"type": question})


def _clothing(data: Path) -> Posts:
    shown = [one for one in SOURCES["clothing"](data) if one.held_out]
    question = one_of(sorted({one.label for one in shown}), [one.label for one in shown])
    blank = [""] * len(shown)
    return Posts("wardrobe", [one.key for one in shown], blank, [(one.load,) for one in shown], {"label": question})


def _openmoji(data: Path) -> Posts:
    listed = json.loads((data / "openmoji" / "openmoji.json").read_text(encoding="utf-8"))
    group_of = {f"openmoji-{row['hexcode']}": row["group"] for row in listed if row["group"] in GROUPS}
    shown = [one for one in SOURCES["openmoji"](data) if one.held_out and one.key in group_of]
    question = one_of(list(GROUPS.values()), [GROUPS[group_of[one.key]] for one in shown])
    blank = [""] * len(shown)
    return Posts("emoji", [one.key for one in shown], blank, [(one.load,) for one in shown], {"group": question})


def _imported(name: str, posts: pa.Table, trained: Callable[[str, str], bool] | None = None) -> Posts:
    rows = posts.to_pylist()
    pictures = [
        [
            partial(_open, Path(image["uri"]))
            for image in row["images"] or ()
            if trained is None or not trained(row["post_id"], image["uri"])
        ]
        for row in rows
    ]
    texts = ["\n".join(part for part in (row["title"], row["text"]) if part) for row in rows]
    question = some_of([clean_tags(row["tags"]) for row in rows])
    return Posts(name, [row["post_id"] for row in rows], texts, pictures, {"tags": question})


def _recipes(data: Path) -> Posts:
    posts = IMPORTERS["recipes"](data / "recipes").tables["posts"]
    return _imported("recipes", posts, lambda post, uri: not held_out(f"recipe-{post}-{Path(uri).name}"))


def _films(data: Path) -> Posts:
    posts = IMPORTERS["movielens"](data / "movielens").tables["posts"]
    both = [bool(row["text"] and row["images"]) for row in posts.select(["text", "images"]).to_pylist()]
    return _imported("films", posts.filter(pa.array(both)).slice(0, _FILMS))


def _world(_: Path) -> Posts:
    from pipeline.sample.people import TOPICS
    from pipeline.sample.subjects import SUBJECTS
    from pipeline.sample.world import WorldSize, make_world

    world = make_world(_WORLD_SEED, WorldSize(posts=_WORLD_POSTS))
    names = [(topic, subject) for topic, subjects in SUBJECTS.items() for subject in subjects]
    about = [names[number] for number in world.posts.subject.tolist()]
    drawn = {post: partial(_draw, topic, subject, seed) for post, topic, subject, seed in world.drawings}
    keys = [str(post["post_id"]) for post in world.written]
    questions = {
        "its topics": one_of(TOPICS, [topic for topic, _ in about]),
        "general topics": general([(topic,) for topic, _ in about]),
        "subject": one_of([subject for _, subject in names], [subject for _, subject in about]),
    }
    texts = ["\n".join(str(post[part]) for part in ("title", "text") if post[part]) for post in world.written]
    return Posts("sample world", keys, texts, [(drawn[key],) if key in drawn else () for key in keys], questions)


READERS: Final[Mapping[str, Callable[[Path], Posts]]] = {
    "news": _news,
    "films": _films,
    "recipes": _recipes,
    "shop": _fashion,
    "wardrobe": _clothing,
    "emoji": _openmoji,
    "sample world": _world,
}
"""A reader for every source."""


def _open(path: Path) -> Image.Image:
    with Image.open(path) as picture:
        return picture.convert("RGB")


def _draw(topic: str, subject: str, seed: int) -> Image.Image:
    from pipeline.sample.drawings import draw

    saved = io.BytesIO()
    draw(topic, subject, np.random.default_rng(seed)).save(saved, "JPEG", quality=88)  # as the world keeps it
    return Image.open(saved).convert("RGB")
