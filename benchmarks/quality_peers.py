"""What people would pick instead: recommenders of ``implicit`` and ``cornac``, and EASE, which has a closed form.

Each peer has twelve settings, tried on a validation split of the training part; popularity has nothing to set. What is
not named in a setting is the library's default. Two peers know the order of a person's likes: FPMC, and EASE asked with
the newest likes first. RecBole cannot be installed beside this Ray, and LightGCN of cornac wants dgl: neither is here.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.sparse import csr_matrix

from benchmarks.quality_cornac import Setting, fpmc, quiet, vae, vbpr
from benchmarks.quality_data import Likes, Rows
from benchmarks.quality_scores import PLACES
from pipeline.encoders import Vectors

SETTINGS: Final = 12
_SEED: Final = 0
_BPR_ROUNDS: Final = 150
_ALS_ROUNDS: Final = 15
_LEAST_OF_OLD: Final = 0.1

Fit = Callable[[Likes, Vectors, Setting], Vectors]


@dataclass(frozen=True)
class Peer:
    """A system to compare with.

    Parameters
    ----------
    name, made_by
        What it is called, and whose code it is.
    settings
        What is tried on the validation split.
    fit
        Takes likes, what posts say and show ``(posts, d) float32`` and a setting; gives how much each person would like
        each post, ``(people, posts) float32``.
    """

    name: str
    made_by: str
    settings: tuple[Setting, ...]
    fit: Fit


def best_places(scores: Vectors, masked: Sequence[Rows], places: int = PLACES, ties: Rows | None = None) -> Rows:
    """List the best posts that are not masked, ``(n, places) int64``; -1 from where none is left.

    Parameters
    ----------
    scores
        ``(n, posts)``, how much each person would like each post.
    masked
        For each of the n people the posts that are left out.
    ties
        ``(posts,) int64``, all posts in the order in which those of one score come; None for that of the rows.
    """
    first_come = np.arange(scores.shape[1]) if ties is None else ties
    left = np.array(scores, np.float64)
    for own, posts in zip(left, masked, strict=True):
        own[posts] = -np.inf
    order = first_come[np.argsort(-left[:, first_come], axis=1, kind="stable")[:, :places]]
    return np.where(np.isfinite(np.take_along_axis(left, order, axis=1)), order, -1)


def _popularity(likes: Likes, content: Vectors, setting: Setting) -> Vectors:
    del content, setting
    counts = np.bincount(likes.posts, minlength=len(likes.post_ids)).astype(np.float32)
    return np.tile(counts, (len(likes.user_ids), 1))


def _item_item(likes: Likes, content: Vectors, setting: Setting) -> Vectors:
    from implicit.nearest_neighbours import BM25Recommender, CosineRecommender, TFIDFRecommender

    del content
    kinds = {"cosine": CosineRecommender, "tf-idf": TFIDFRecommender, "bm25": BM25Recommender}
    model = kinds[str(setting["weights"])](K=int(setting["neighbours"]), num_threads=1)
    matrix = likes.matrix()
    with quiet():
        model.fit(matrix, show_progress=False)
    return np.asarray((matrix @ model.similarity).toarray(), np.float32)


def _als(likes: Likes, content: Vectors, setting: Setting) -> Vectors:
    from implicit.als import AlternatingLeastSquares

    del content
    with quiet():
        model = AlternatingLeastSquares(
            factors=int(setting["factors"]), regularization=float(setting["regularization"]),
            alpha=float(setting["alpha"]), iterations=_ALS_ROUNDS, random_state=_SEED, num_threads=1,
        )  # fmt: skip
        model.fit(likes.matrix(), show_progress=False)
    return np.asarray(model.user_factors @ model.item_factors.T, np.float32)


def _bpr(likes: Likes, content: Vectors, setting: Setting) -> Vectors:
    from implicit.bpr import BayesianPersonalizedRanking

    del content
    with quiet():
        model = BayesianPersonalizedRanking(
            factors=int(setting["factors"]), learning_rate=float(setting["learning_rate"]),
            regularization=float(setting["regularization"]), iterations=_BPR_ROUNDS, random_state=_SEED, num_threads=1,
        )  # fmt: skip
        model.fit(likes.matrix(), show_progress=False)
    return np.asarray(model.user_factors @ model.item_factors.T, np.float32)


def _ease(likes: Likes, content: Vectors, setting: Setting) -> Vectors:
    del content
    return np.asarray(likes.matrix() @ _ease_weights(likes, float(setting["ridge"])), np.float32)


def _faded_ease(likes: Likes, content: Vectors, setting: Setting) -> Vectors:
    """Ask EASE with a person's likes weighted by how many they liked since: the newest counts 1, old ones a tenth."""
    del content
    order = np.argsort(likes.people, kind="stable")
    counts = np.bincount(likes.people, minlength=len(likes.user_ids))
    since = np.empty(len(likes), np.int64)
    since[order] = np.cumsum(counts)[likes.people[order]] - 1 - np.arange(len(likes))
    fade = _LEAST_OF_OLD + (1.0 - _LEAST_OF_OLD) * np.exp2(-since / float(setting["half_life_likes"]))
    shape = (len(likes.user_ids), len(likes.post_ids))
    asked = csr_matrix((fade.astype(np.float32), (likes.people, likes.posts)), shape=shape)
    return np.asarray(asked @ _ease_weights(likes, float(setting["ridge"])), np.float32)


def _ease_weights(likes: Likes, ridge: float) -> Vectors:
    """Steck, "Embarrassingly shallow autoencoders for sparse data" (WWW 2019), equation 8: ``(posts, posts)``."""
    matrix = likes.matrix()
    gram = np.asarray((matrix.T @ matrix).toarray(), np.float64)
    gram[np.diag_indices_from(gram)] += ridge
    inverse = np.linalg.inv(gram)
    weights = inverse / -np.diag(inverse)
    np.fill_diagonal(weights, 0.0)
    return np.asarray(weights, np.float32)


def _grid(**values: Sequence[str | int | float]) -> tuple[Setting, ...]:
    settings = tuple(dict(zip(values, chosen, strict=True)) for chosen in itertools.product(*values.values()))
    assert len(settings) == SETTINGS
    return settings


PEERS: Final = (
    Peer("popularity", "counts", ({},), _popularity),
    Peer(
        "item-item",
        "implicit",
        _grid(weights=("cosine", "tf-idf", "bm25"), neighbours=(20, 50, 100, 200)),
        _item_item,
    ),
    Peer(
        "BPR",
        "implicit",
        _grid(factors=(32, 64), learning_rate=(0.003, 0.005, 0.01), regularization=(0.01, 0.03)),
        _bpr,
    ),
    Peer(
        "ALS",
        "implicit",
        _grid(factors=(32, 64, 128), regularization=(10.0, 20.0), alpha=(2.0, 4.0)),
        _als,
    ),
    Peer("EASE", "closed form", _grid(ridge=(20, 40, 70, 100, 140, 200, 280, 400, 560, 800, 1200, 2000)), _ease),
    Peer(
        "EASE, newest likes first",
        "closed form",
        _grid(ridge=(70, 140, 280), half_life_likes=(2, 5, 10, 20)),
        _faded_ease,
    ),
    Peer("VAE-CF", "cornac", _grid(factors=(32, 64), beta=(0.1, 0.3, 1.0), epochs=(25, 50)), vae),
    Peer(
        "FPMC",
        "cornac",
        _grid(factors=(32, 64), loss=("bpr", "ce"), learning_rate=(0.02, 0.05, 0.1), epochs=(10,)),
        fpmc,
    ),
    Peer(
        "VBPR",
        "cornac",
        _grid(factors=(16, 32), learning_rate=(0.005, 0.02), regularization=(0.03, 0.1, 0.3), epochs=(10,)),
        vbpr,
    ),
)
"""All peers. VBPR alone knows what posts say and show."""
