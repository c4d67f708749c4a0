"""Cluster what one person liked into a few interests.

Each cluster is an interest with a weight, its most typical posts (medoids) and one vector a space, after PinnerSage
(Pal et al., KDD 2020): Ward clustering of one person's posts, cut at a distance, and medoids as its representatives.
Distances rest on the spaces that two posts share, so a post without a picture is not far from all that have one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.engagement import Rows, Weights
from pipeline.fusion import SPACE_WEIGHTS, SpaceVectors, Vectors, fused_similarity, mean_vector

MAX_INTERESTS: Final = 8
MERGE_DISTANCE: Final = 1.5
"""Up to this Ward distance up to 20 posts share an interest; two posts with cosine c are ``sqrt(2 - 2c)`` apart.

It grows with the fifth root of the number of posts, since Ward distances grow with the size of what is merged. On
simulated people with 2 to 6 interests of 4 to 60 labelled texts each this finds each interest about once.
"""

_POSTS_AT_REST: Final = 20

_MAX_MEDOIDS: Final = 3


class LearnedInterest(NamedTuple):
    """One cluster of a person's posts.

    Parameters
    ----------
    weight
        Its share of the person's weight; the shares add up to 1.
    medoids
        ``(m,) int64``, up to three rows, nearest to the centre first.
    vectors
        ``(d,) float32``, unit length, by space; a space in which no post of it has a vector is left out.
    """

    weight: float
    medoids: Rows
    vectors: Mapping[str, Vectors]


def learn_interests(
    vectors: Mapping[str, SpaceVectors],
    rows: Rows,
    weights: Weights,
    *,
    max_interests: int = MAX_INTERESTS,
    merge_distance: float = MERGE_DISTANCE,
    space_weights: Mapping[str, float] = SPACE_WEIGHTS,
) -> tuple[LearnedInterest, ...]:
    """Cluster one person's posts.

    Parameters
    ----------
    vectors
        By space, of the whole catalogue.
    rows
        ``(m,) int64``, the posts, each once; those without any vector are left out.
    weights
        ``(m,)``, above 0.

    Returns
    -------
    tuple
        Interests, strongest first; empty where no post has a vector.
    """
    some = np.logical_or.reduce([space.present[rows] for space in vectors.values()])
    rows, weights = rows[some], weights[some]
    if not len(rows):
        return ()
    own = {name: space.take(rows) for name, space in vectors.items()}
    cluster = _clusters(fused_similarity(own, own, space_weights), max_interests, merge_distance)
    groups = [np.flatnonzero(cluster == number) for number in np.unique(cluster)]
    found = [_interest(own, rows, weights, members, space_weights) for members in groups]
    return tuple(sorted(found, key=lambda interest: (-interest.weight, interest.medoids[0])))


def _clusters(similarity: Vectors, most: int, merge_distance: float) -> NDArray[np.int32]:
    from scipy.cluster.hierarchy import fcluster, linkage

    if len(similarity) == 1:
        return np.ones(1, np.int32)
    upper = np.triu_indices(len(similarity), 1)
    tree = linkage(np.sqrt(np.maximum(2.0 - 2.0 * similarity[upper].astype(np.float64), 0.0)), "ward")
    grown = merge_distance * max(1.0, (len(similarity) / _POSTS_AT_REST) ** 0.2)
    cluster = fcluster(tree, grown, "distance")
    return np.asarray(cluster if cluster.max() <= most else fcluster(tree, most, "maxclust"), np.int32)


def _interest(
    own: Mapping[str, SpaceVectors],
    rows: Rows,
    weights: Weights,
    members: Rows,
    space_weights: Mapping[str, float],
) -> LearnedInterest:
    centre = {}
    for name, space in own.items():
        seen = members[space.present[members]]
        if len(seen):
            centre[name] = mean_vector(space.vectors[seen], weights[seen] / weights[seen].sum())
    point = {name: SpaceVectors(vector[None], np.ones(1, np.bool_)) for name, vector in centre.items()}
    nearness = fused_similarity({name: space.take(members) for name, space in own.items()}, point, space_weights)[:, 0]
    nearest = members[np.lexsort((rows[members], -nearness))[:_MAX_MEDOIDS]]
    return LearnedInterest(float(weights[members].sum() / weights.sum()), rows[nearest], centre)
