"""Judge what posts are about by likeness to labels they were never trained on.

A post has a vector in the space of texts, in that of pictures, or in both. Its cosines with the labels are joined into
one row by weights, and the calibration of its kind (:mod:`pipeline.calibration`) turns them into chances.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.calibration import BOTH, Calibrations, shipped
from pipeline.fusion import SpaceVectors, Vectors, mean_vector, shared_spaces

_LEAST: Final = 1e-6
_FEW: Final = 10.0

LABEL_WEIGHTS: Final[Mapping[str, float]] = {"sentence": 0.45, "clip": 0.55}
"""How much the cosines of a space count where a post has several; a space that is not named counts as texts do."""

CENTRING: Final[Mapping[str, float]] = {"clip": 0.5}
"""Pictures lie nearer to some words than to others whatever they show. Texts do not: there it would cost accuracy."""


@dataclass(frozen=True)
class TopicParameters:
    """How labels are judged.

    Parameters
    ----------
    space_weights
        How much the cosines of a space count where a post has several.
    centring
        By space, which part of a label's mean cosine over a catalogue is taken off, 0 to 1; less in one of few posts.
    certain
        From this chance on, 0 to 1, a post is an example of its topic in the second round.
    phrase_weight
        How many examples the phrases of a topic count for in the second round.
    adapted
        The spaces whose topic vectors learn from examples. Pictures lie apart from words in their space, so there a
        topic with examples would beat every topic without.
    floor
        Below this chance, 0 to 1, a post has no topic.
    calibrations
        Turn cosines into chances.
    rescaled
        The spaces of other models than the calibrations are for: there the cosines of a catalogue are brought to the
        spread that they had in the fit. That keeps their order, and makes chances of them only roughly.
    """

    space_weights: Mapping[str, float] = field(default_factory=lambda: LABEL_WEIGHTS)
    centring: Mapping[str, float] = field(default_factory=lambda: CENTRING)
    certain: float = 0.5
    phrase_weight: float = 50.0
    adapted: tuple[str, ...] = ("sentence",)
    floor: float = 0.2
    calibrations: Calibrations = field(default_factory=shipped)
    rescaled: tuple[str, ...] = ()

    @classmethod
    def of(cls, models: Mapping[str, str]) -> TopicParameters:
        """Make them for the model of each space: another one than was calibrated is rescaled."""
        calibrated = shipped().models
        return cls(
            rescaled=tuple(space for space in calibrated if models.get(space, calibrated[space]) != calibrated[space])
        )


def zero_shot(
    vectors: Mapping[str, SpaceVectors],
    label_vectors: Mapping[str, Vectors],
    parameters: TopicParameters | None = None,
    *,
    catalogue: bool = False,
) -> Vectors:
    """Say how likely each label is right for each post, ``(n, t) float32``, 0 to 1; 0 for a post without vectors.

    Several labels may be right, so a row does not add up to 1.

    Parameters
    ----------
    vectors
        By space ``(n, d)`` vectors and ``(n,)`` presence.
    label_vectors
        By space ``(t, d) float32, unit rows``; a space that is absent here is not used.
    catalogue
        Whether the posts are a whole catalogue. Then labels to which all its pictures lie near are held back, and a
        space in which its posts are told apart more surely counts for more. Otherwise each post is judged by itself.

    Raises
    ------
    BadInput
        If the posts and the labels have no space in common.
    ModelError
        If a space was never calibrated.
    """
    parameters = parameters or TopicParameters()
    spaces = shared_spaces(vectors, label_vectors)
    cosines = [_cosines(vectors[name], label_vectors[name], name, parameters, catalogue=catalogue) for name in spaces]
    present = np.stack([vectors[name].present for name in spaces], axis=1)
    usual = [parameters.space_weights.get(name, LABEL_WEIGHTS["sentence"]) for name in spaces]
    alone = [parameters.calibrations.of(name).chance(one) for name, one in zip(spaces, cosines, strict=True)]
    sureness = [_sureness(alone[at], present[:, at]) if catalogue else 1.0 for at in range(len(spaces))]
    shares = present * np.square(sureness) * usual
    joined = sum(shares[:, [at]] * one for at, one in enumerate(cosines)) / np.maximum(shares.sum(1), _LEAST)[:, None]
    scores = parameters.calibrations.of(BOTH).chance(np.asarray(joined, np.float32))
    parts = present.sum(axis=1)
    for at, own in enumerate(alone):
        scores = np.where((present[:, at] & (parts == 1))[:, None], own, scores)
    return np.asarray(scores * (parts > 0)[:, None], np.float32)


def surest(scores: Vectors, tagged: NDArray[np.int32]) -> tuple[NDArray[np.int32], Vectors]:
    """Take each post's likeliest topic and how likely it is; where its tags name one (0 or more), that one for sure."""
    likest = scores.argmax(axis=1).astype(np.int32)
    score = np.take_along_axis(scores, likest[:, None], axis=1)[:, 0]
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


def _cosines(
    posts: SpaceVectors, labels: Vectors, space: str, parameters: TopicParameters, *, catalogue: bool
) -> Vectors:
    cosines = np.asarray(posts.vectors @ labels.T, np.float32)
    seen = cosines[posts.present]
    if not catalogue or not len(seen):
        return cosines
    if space in parameters.rescaled:
        within = float((seen - seen.mean(axis=1, keepdims=True)).std())
        cosines = cosines * np.float32(parameters.calibrations.spreads[space] / max(within, _LEAST))
        seen = cosines[posts.present]
    usual = seen.mean(axis=0)
    centring = parameters.centring.get(space, 0.0) * len(seen) / (len(seen) + _FEW)
    # What all labels share is put back: the level of a cosine is evidence of its own.
    return np.asarray(cosines - centring * (usual - usual.mean()), np.float32)


def _sureness(scores: Vectors, present: NDArray[np.bool_]) -> float:
    """Average how likely the best label is, over the posts that have a vector; of few posts, nearer to a half."""
    best = scores[present].max(axis=1)
    return float((best.sum() + 0.5 * _FEW) / (len(best) + _FEW))
