"""How to join what a post says and what it shows, so that posts alike are found: ``python -m benchmarks.fusion``.

Every post of a source asks for the others, and is answered by how alike people or labels say they are:

- ``films``: plot and poster; the films that the same people rated 4 or more (the ten nearest by cosine of likers).
- ``shop``: title and picture of products; those of the same type.
- ``sample world``: posts whose texts beat about the bush, two thirds with a picture; those on the same subject.
- ``shop, parts missing``: the same with the title or the picture of two in five products taken away.

Weights are tuned on one half of the questions (nDCG@10) and judged on the other, with a bootstrap interval of 95 % over
questions. ``one part`` is the share of posts with a single part among the first ten, over their share among the right
answers: below 1 they are passed over, above 1 they push in.

``--albums`` compares ways to make one vector of several pictures: albums of three photos of one garment and one of
another, asked for by single photos of the garment.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

import numpy as np
import typer
from numpy.typing import NDArray

from benchmarks.labelled import READERS, Encoded, encode
from benchmarks.report import Cell, write_report
from benchmarks.scores import K, Relevant, interval, ndcg, ranked, recall
from pipeline.encoders import DEFAULT_PROFILE, Vectors, load_clip, load_sentence
from pipeline.fusion import SPACE_WEIGHTS, SpaceVectors, fused_similarity, mean_vector

SHARES: Final = tuple(round(0.1 * step, 1) for step in range(11))
"""The shares of the picture that are tried, 0 to 1."""

_SEED: Final = 5
_LIKED: Final = 4.0
_FEWEST_LIKES: Final = 10
_MISSING: Final = 0.2
_ALBUMS: Final = 400

Posts = Mapping[str, SpaceVectors]
Method = Callable[[Posts, float], Vectors]
"""From posts and the share of the picture to how alike each two posts are, ``(n, n)``."""


@dataclass(frozen=True)
class Task:
    """Posts, and which answer which, ``(n, n) bool``."""

    name: str
    posts: Posts
    relevant: Relevant


def run(
    data: Annotated[Path, typer.Option(help="The folder of sources.")],
    json: Annotated[Path | None, typer.Option(help="Where to keep the figures.")] = None,
    profile: Annotated[str, typer.Option(help="The model profile.")] = DEFAULT_PROFILE,
    keep: Annotated[Path | None, typer.Option(help="A folder where vectors are kept from run to run.")] = None,
    albums: Annotated[bool, typer.Option("--albums", help="Compare ways to join several pictures instead.")] = False,
) -> None:
    """Measure, and print a table."""
    sentence, clip = load_sentence(profile), load_clip(profile)
    settings: dict[str, Cell] = {"profile": profile, "sentence": sentence.revision, "clip": clip.revision}
    if albums:
        photos = encode(READERS["wardrobe"](data), sentence, clip, keep)
        write_report("fusion: several pictures", settings, album_rows(photos), json)
        return
    encoded = {name: encode(READERS[name](data), sentence, clip, keep) for name in ("films", "shop", "sample world")}
    same_space = sentence.dim == clip.dim
    rows = [row for task in tasks_of(encoded, data) for row in rows_of(task, same_space=same_space)]
    write_report("fusion", settings, rows, json)


def tasks_of(encoded: Mapping[str, Encoded], data: Path) -> list[Task]:
    """Say which posts answer which."""
    films, shop, world = (encoded[name] for name in ("films", "shop", "sample world"))
    types = same_label(shop.posts.questions["type"].truth)
    return [
        Task("films", _spaces(films), liked_together(films.posts.keys, data / "movielens" / "ratings.csv")),
        Task("shop", _spaces(shop), types),
        Task("shop, parts missing", without_some(_spaces(shop), np.random.default_rng(_SEED)), types),
        Task("sample world", _spaces(world), same_label(world.posts.questions["subject"].truth)),
    ]


def _spaces(encoded: Encoded) -> Posts:
    return {"sentence": encoded.sentence, "clip": encoded.clip}


def same_label(truth: NDArray[np.bool_]) -> Relevant:
    """Let posts with a label in common answer one another, ``(n, n) bool``; none answers itself."""
    return np.asarray(((truth.astype(np.float32) @ truth.T) > 0) & ~np.eye(len(truth), dtype=bool))


def liked_together(films: Sequence[str], ratings: Path) -> Relevant:
    """Let films answer one another that the same people liked: each its ten nearest by the cosine of their likers."""
    names = list(films)
    row = {film: at for at, film in enumerate(names)}
    with ratings.open(encoding="utf-8", newline="") as file:
        liked = [
            (line["userId"], row[line["movieId"]])
            for line in csv.DictReader(file)
            if line["movieId"] in row and float(line["rating"]) >= _LIKED
        ]
    person = {user: at for at, user in enumerate(sorted({user for user, _ in liked}))}
    likes = np.zeros((len(names), len(person)), np.float32)
    likes[[film for _, film in liked], [person[user] for user, _ in liked]] = 1.0
    known = likes.sum(axis=1) >= _FEWEST_LIKES
    unit = likes * known[:, None] / np.maximum(np.linalg.norm(likes, axis=1, keepdims=True), 1.0)
    nearness = unit @ unit.T
    np.fill_diagonal(nearness, 0.0)
    nearest = np.argsort(-nearness, axis=1, kind="stable")[:, :K]
    relevant = np.zeros(nearness.shape, np.bool_)
    np.put_along_axis(relevant, nearest, np.take_along_axis(nearness, nearest, axis=1) > 0, axis=1)
    return relevant


def without_some(posts: Posts, rng: np.random.Generator) -> Posts:
    """Take one part, at random, from two in five posts."""
    draw = rng.random(len(posts["sentence"].present))
    lost = {"sentence": draw < _MISSING, "clip": draw > 1.0 - _MISSING}
    return {
        space: SpaceVectors(own.vectors * ~lost[space][:, None], own.present & ~lost[space])
        for space, own in posts.items()
    }


# Ways to join ------------------------------------------------------------------------------------------------------


def late(posts: Posts, share: float) -> Vectors:
    """Weigh the cosines of the spaces that two posts share: what feedloom does."""
    return fused_similarity(posts, posts, {"sentence": 1.0 - share, "clip": share})


def late_above_chance(posts: Posts, share: float) -> Vectors:
    """Weigh cosines as :func:`late` does, in standard deviations above those of random posts."""
    weights = {"sentence": 1.0 - share, "clip": share}
    shared = {space: np.outer(own.present, own.present).astype(np.float32) for space, own in posts.items()}
    total = np.add.reduce([weights[space] * standing(own) * shared[space] for space, own in posts.items()])
    weight = np.add.reduce([weights[space] * shared[space] for space in posts])
    return np.asarray(total / np.maximum(weight, 1e-9), np.float32)


def concatenated(posts: Posts, share: float) -> Vectors:
    """Put the vectors one after another, brought to unit length; a missing part is left at zero."""
    parts = [np.sqrt(1.0 - share) * posts["sentence"].vectors, np.sqrt(share) * posts["clip"].vectors]
    return _cosines(np.concatenate(parts, axis=1))


def shared_mean(posts: Posts, share: float) -> Vectors:
    """Take the weighted mean in the space that words and pictures share."""
    return _cosines((1.0 - share) * posts["sentence"].vectors + share * posts["clip"].vectors)


def centred_mean(posts: Posts, share: float) -> Vectors:
    """Take that mean after each kind's own is taken off: pictures lie apart from words."""
    parts = [own.present[:, None] * (own.vectors - own.vectors[own.present].mean(axis=0)) for own in posts.values()]
    unit = [part / np.maximum(np.linalg.norm(part, axis=1, keepdims=True), 1e-6) for part in parts]
    return _cosines((1.0 - share) * unit[0] + share * unit[1])


def nearest_space(posts: Posts, share: float) -> Vectors:  # noqa: ARG001  # one signature for all ways to join
    """Take the space in which two posts stand out more."""
    stand = [np.where(np.outer(own.present, own.present), standing(own), -np.inf) for own in posts.values()]
    best = np.maximum(*stand)
    return np.asarray(np.where(np.isfinite(best), best, 0.0), np.float32)


METHODS: Final[Mapping[str, tuple[Method, tuple[float, ...]]]] = {
    "text alone": (late, (0.0,)),
    "picture alone": (late, (1.0,)),
    "late, as shipped": (late, (SPACE_WEIGHTS["clip"],)),
    "late, cosines": (late, SHARES),
    "late, above chance": (late_above_chance, SHARES),
    "concatenated": (concatenated, SHARES),
    "maximum, above chance": (nearest_space, (0.5,)),
    "mean in one space": (shared_mean, SHARES),
    "mean in one space, centred": (centred_mean, SHARES),
}
"""What is compared, and the shares of the picture that are tried; the last two need words and pictures in one space."""


def standing(own: SpaceVectors) -> Vectors:
    """Count cosines in standard deviations above those of random posts, ``(n, n)``."""
    cosines = own.vectors @ own.vectors.T
    seen = cosines[np.ix_(own.present, own.present)]
    seen = seen[~np.eye(len(seen), dtype=bool)]
    return np.asarray((cosines - seen.mean()) / seen.std(), np.float32)


def _cosines(vectors: NDArray[np.floating]) -> Vectors:
    unit = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
    return np.asarray(unit @ unit.T, np.float32)


# Judging -----------------------------------------------------------------------------------------------------------


def rows_of(task: Task, *, same_space: bool) -> list[dict[str, Cell]]:
    """Judge every way to join on a task."""
    asked = np.flatnonzero(task.relevant.any(axis=1))
    tuned = np.random.default_rng(_SEED).random(len(asked)) < 0.5
    one_part = np.add.reduce([own.present for own in task.posts.values()]) == 1
    rows: list[dict[str, Cell]] = []
    for name, (method, shares) in METHODS.items():
        if "one space" in name and not same_space:
            continue
        answers = {share: ranked(method(task.posts, share)) for share in shares}
        gains = {share: float(ndcg(found, task.relevant)[asked[tuned]].mean()) for share, found in answers.items()}
        best = max(shares, key=gains.__getitem__)
        rows.append(_row(f"{task.name}: {name}", best, answers[best], task.relevant, asked[~tuned], one_part))
    return rows


def _row(
    name: str,
    share: float,
    answers: NDArray[np.int64],
    relevant: Relevant,
    asked: NDArray[np.int64],
    one_part: NDArray[np.bool_],
) -> dict[str, Cell]:
    gained, found = ndcg(answers, relevant)[asked], recall(answers, relevant)[asked]
    low, high = interval(gained)
    due = float(relevant[asked][:, one_part].sum() / relevant[asked].sum())
    return {
        "system": name,
        "share of picture": share,
        "questions": len(asked),
        "nDCG@10": float(gained.mean()),
        "from": low,
        "to": high,
        "R@10": float(found.mean()),
        "one part": float(one_part[answers[asked]].mean() / due) if due else None,
    }


# Several pictures --------------------------------------------------------------------------------------------------


def album_rows(photos: Encoded) -> list[dict[str, Cell]]:
    """Compare the mean, the medoid and the nearest of an album's pictures."""
    rng, label = np.random.default_rng(_SEED), photos.posts.questions["label"].truth.argmax(axis=1)
    order = rng.permutation(len(label))
    held, asking = order[: len(order) // 2], order[len(order) // 2 :]
    wanted = np.array([label[rng.choice(held)] for _ in range(_ALBUMS)])
    albums = np.array(
        [[*rng.choice(held[label[held] == kind], 3), rng.choice(held[label[held] != kind])] for kind in wanted]
    )
    pictures = photos.pictures[albums]
    cosines = photos.pictures[asking] @ pictures.reshape(-1, pictures.shape[-1]).T
    each = cosines.reshape(len(asking), *albums.shape)
    ways = {
        "mean": photos.pictures[asking] @ np.stack([mean_vector(album) for album in pictures]).T,
        "medoid": photos.pictures[asking] @ np.stack([medoid(album) for album in pictures]).T,
        "nearest picture": each.max(axis=2),
        "first picture": each[:, :, 0],
    }
    relevant = label[asking][:, None] == wanted[None, :]
    keep = relevant.any(axis=1)
    return [_album_row(name, scores[keep], relevant[keep]) for name, scores in ways.items()]


def _album_row(name: str, scores: Vectors, relevant: Relevant) -> dict[str, Cell]:
    answers = np.argsort(-scores, axis=1, kind="stable")[:, :K]
    gained = ndcg(answers, relevant)
    low, high = interval(gained)
    return {"system": name, "questions": len(gained), "nDCG@10": float(gained.mean()), "from": low, "to": high}


def medoid(vectors: Vectors) -> Vectors:
    """Take the picture that is nearest to the others, ``(d,)``."""
    return np.asarray(vectors[(vectors @ vectors.T).sum(axis=1).argmax()], np.float32)


if __name__ == "__main__":
    typer.run(run)
