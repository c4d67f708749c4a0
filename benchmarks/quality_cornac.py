"""Peers of ``benchmarks.quality`` that come from ``cornac``: by content, by a neural network, by the order of likes."""

from __future__ import annotations

import contextlib
import io
import itertools
import warnings
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from typing import Any, Final

import numpy as np

from benchmarks.quality_data import Likes
from pipeline.encoders import Vectors

_SEED: Final = 0
_BATCH: Final = 1024
_NEGATIVES: Final = 512

Setting = Mapping[str, str | int | float]


def vbpr(likes: Likes, content: Vectors, setting: Setting) -> Vectors:
    """He and McAuley, "VBPR: visual Bayesian personalized ranking from implicit feedback" (AAAI 2016)."""
    from cornac.data import Dataset, ImageModality
    from cornac.models import VBPR

    triples = zip(likes.people.tolist(), likes.posts.tolist(), itertools.repeat(1.0), strict=False)
    people, posts = _numbers(likes)
    known = Dataset.build(triples, global_uid_map=people, global_iid_map=posts, seed=_SEED)
    shown = ImageModality(features=content, ids=list(posts))
    known.add_modalities(item_image=shown.build(id_map=posts))
    model = VBPR(
        k=int(setting["factors"]), k2=int(setting["factors"]), n_epochs=int(setting["epochs"]), batch_size=_BATCH,
        learning_rate=float(setting["learning_rate"]), lambda_w=float(setting["regularization"]), seed=_SEED,
        verbose=False,
    )  # fmt: skip
    with quiet():
        model.fit(known)
    by_taste = model.gamma_user @ model.gamma_item.T + model.theta_user @ model.theta_item.T
    return np.asarray(by_taste + model.beta_item + model.visual_bias, np.float32)


def vae(likes: Likes, content: Vectors, setting: Setting) -> Vectors:
    """Liang et al., "Variational autoencoders for collaborative filtering" (WWW 2018)."""
    import torch
    from cornac.data import Dataset
    from cornac.models import VAECF

    del content
    triples = zip(likes.people.tolist(), likes.posts.tolist(), itertools.repeat(1.0), strict=False)
    people, posts = _numbers(likes)
    model = VAECF(
        k=int(setting["factors"]), autoencoder_structure=[4 * int(setting["factors"])], beta=float(setting["beta"]),
        n_epochs=int(setting["epochs"]), seed=_SEED,
    )  # fmt: skip
    with quiet():
        model.fit(Dataset.build(triples, global_uid_map=people, global_iid_map=posts, seed=_SEED))
    with torch.inference_mode():
        encoded, _ = model.vae.encode(torch.from_numpy(likes.matrix().toarray()))
        return np.asarray(model.vae.decode(encoded).numpy(), np.float32)


def fpmc(likes: Likes, content: Vectors, setting: Setting) -> Vectors:
    """Rendle et al., "Factorizing personalized Markov chains for next-basket recommendation" (WWW 2010)."""
    import torch
    from cornac.data import SequentialDataset
    from cornac.models import FPMC

    del content
    people, posts = _numbers(likes)
    order = np.argsort(likes.people, kind="stable")
    who, what = likes.people[order].tolist(), likes.posts[order].tolist()
    rows = list(zip(who, who, what, range(len(who)), strict=True))
    known: Any = SequentialDataset.build(rows, "USIT", people, OrderedDict(people), posts, seed=_SEED)
    model = FPMC(
        embedding_dim=int(setting["factors"]), loss=str(setting["loss"]), n_epochs=int(setting["epochs"]),
        learning_rate=float(setting["learning_rate"]), n_sample=_NEGATIVES, seed=_SEED,
    )  # fmt: skip
    with quiet():
        model.fit(known)
    last = np.full(len(people), len(posts), np.int64)
    last[likes.people] = likes.posts  # the last one stays
    with torch.inference_mode():
        everybody, everything = torch.arange(len(people)), torch.arange(len(posts))
        return np.asarray(model.model(everybody, torch.from_numpy(last), everything).numpy(), np.float32)


def _numbers(likes: Likes) -> tuple[OrderedDict[int, int], OrderedDict[int, int]]:
    """Let people and posts keep their numbers, those without a like among them."""
    sizes = (len(likes.user_ids), len(likes.post_ids))
    people, posts = (OrderedDict((number, number) for number in range(size)) for size in sizes)
    return people, posts


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Keep what libraries print and warn of while fitting out of the report; implicit wants a BLAS of one thread."""
    from threadpoolctl import threadpool_limits

    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()), threadpool_limits(1, "blas"):
        warnings.simplefilter("ignore")
        yield
