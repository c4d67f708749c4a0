"""Judge what posts are about by likeness to topics they were never trained on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.fusion import SPACE_WEIGHTS, SpaceVectors, Vectors, mean_vector, space_weight

_LEAST_SPREAD: Final = 1e-6

CENTRING: Final[Mapping[str, float]] = {"clip": 0.5}
"""Pictures lie nearer to some words than to others whatever they show. Texts do not: there it would cost accuracy."""


@dataclass(frozen=True)
class TopicParameters:
    """How topics are assigned.

    Parameters
    ----------
    space_weights
        How much text and picture count where a post has both.
    centring
        By space, which part of a topic's mean cosine over the catalogue is taken off, 0 to 1.
    temperature
        Of the softmax over topics, in standard deviations of a post's cosines. At 0.5 the score of a news text is about
        the chance that its topic is right; that of a post which beats about the bush is too high.
    certain
        From this score on, 0 to 1, a post is an example of its topic in the second round.
    phrase_weight
        How many examples the phrases of a topic count for in the second round.
    adapted
        The spaces whose topic vectors learn from examples. Pictures lie apart from words in their space, so there a
        topic with examples would beat every topic without.
    floor
        Below this score, 0 to 1, a post has no topic.
    """

    space_weights: Mapping[str, float] = field(default_factory=lambda: SPACE_WEIGHTS)
    centring: Mapping[str, float] = field(default_factory=lambda: CENTRING)
    temperature: float = 0.5
    certain: float = 0.6
    phrase_weight: float = 50.0
    adapted: tuple[str, ...] = ("sentence",)
    floor: float = 0.2


def zero_shot(
    vectors: Mapping[str, SpaceVectors], topic_vectors: Mapping[str, Vectors], parameters: TopicParameters
) -> Vectors:
    """Believe in topics by likeness, ``(n, t) float32``; a row adds up to 1, or to 0 for a post without vectors."""
    spaces = sorted(vectors.keys() & topic_vectors.keys())
    n, t = len(vectors[spaces[0]].present), len(topic_vectors[spaces[0]])
    evidence, weight = np.zeros((n, t), np.float32), np.zeros((n, 1), np.float32)
    for space in spaces:
        share = space_weight(space, parameters.space_weights) * vectors[space].present[:, None].astype(np.float32)
        evidence += share * _evidence(vectors[space], topic_vectors[space], parameters.centring.get(space, 0.0))
        weight += share
    logits = evidence / np.maximum(weight, _LEAST_SPREAD) / parameters.temperature
    belief = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(belief / belief.sum(axis=1, keepdims=True) * (weight > 0), np.float32)


def surest(belief: Vectors, tagged: NDArray[np.int32]) -> tuple[NDArray[np.int32], Vectors]:
    """Take each post's likeliest topic and how likely it is; where its tags name one (0 or more), that one for sure."""
    likest = belief.argmax(axis=1).astype(np.int32)
    score = np.take_along_axis(belief, likest[:, None], axis=1)[:, 0]
    return np.where(tagged >= 0, tagged, likest), np.where(tagged >= 0, np.float32(1.0), score)


def adapt(
    vectors: Mapping[str, SpaceVectors],
    topic_vectors: Mapping[str, Vectors],
    topic: NDArray[np.int32],
    score: Vectors,
    parameters: TopicParameters,
) -> dict[str, Vectors]:
    """Pull the topics' vectors, by space ``(t, d)``, towards the posts that are sure of their topic."""
    adapted = dict(topic_vectors)
    weight = np.where(score >= parameters.certain, np.square(score), 0.0)
    for space in vectors.keys() & topic_vectors.keys() & set(parameters.adapted):
        total = parameters.phrase_weight * topic_vectors[space]
        for number in range(len(total)):
            examples = np.flatnonzero((topic == number) & (weight > 0))
            total[number] += weight[examples].astype(np.float32) @ vectors[space].vectors[examples]
        adapted[space] = np.stack([mean_vector(row[None]) for row in total])
    return adapted


def _evidence(posts: SpaceVectors, topics: Vectors, centring: float) -> Vectors:
    cosines = posts.vectors @ topics.T
    seen = cosines[posts.present]
    if not len(seen):
        return np.zeros_like(cosines)
    centred = cosines - centring * seen.mean(axis=0)
    # Spaces differ in how far their cosines spread; in units of that spread they can be added up.
    within = seen - seen.mean(axis=1, keepdims=True)
    return np.asarray(centred / max(float(within.std()), _LEAST_SPREAD), np.float32)
