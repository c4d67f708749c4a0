"""Labels in words, and how likely each of them is right for a post: for texts, for pictures, or for both."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

import numpy as np

from pipeline.errors import BadInput
from pipeline.fusion import SpaceVectors, Vectors
from pipeline.topics import Topic, encode_topics
from pipeline.zero_shot import TopicParameters, zero_shot

EncodeTexts: TypeAlias = Callable[[Sequence[str]], Vectors]


class Scored(NamedTuple):
    """A label, and the chance that it is right, 0 to 1."""

    label: str
    score: float


@dataclass(frozen=True)
class Judgement:
    """What is said of n posts.

    Parameters
    ----------
    labels
        The t labels.
    scores
        ``(n, t) float32``, the chance that each label is right. Several may be, so a row does not add up to 1.
    """

    labels: tuple[str, ...]
    scores: Vectors

    def __len__(self) -> int:
        return len(self.scores)

    def main(self, floor: float = 0.0) -> list[Scored | None]:
        """Give each post its likeliest label; None where that is no likelier than ``floor``, or nothing is known."""
        return [best[0] if best and best[0].score > floor else None for best in self.best(1)]

    def best(self, k: int) -> list[list[Scored]]:
        """Give each post its k likeliest labels, likeliest first; none for a post without vectors."""
        return [found[:k] for found in self.over(0.0)]

    def over(self, floor: float) -> list[list[Scored]]:
        """Give each post all labels that are likelier than ``floor``, 0 to 1, likeliest first, ties in order."""
        order = np.argsort(-self.scores, axis=1, kind="stable")
        return [
            [Scored(self.labels[at], float(row[at])) for at in places if row[at] > floor]
            for row, places in zip(self.scores, order, strict=True)
        ]


@dataclass(frozen=True)
class Labels:
    """Labels, encoded in one or more spaces.

    Parameters
    ----------
    names
        What people read.
    vectors
        By space ``(t, d) float32, unit rows``.
    """

    names: tuple[str, ...]
    vectors: Mapping[str, Vectors]

    @classmethod
    def encode(cls, labels: Sequence[str | Topic], encoders: Mapping[str, EncodeTexts]) -> Labels:
        """Encode labels in every space that posts may have.

        Parameters
        ----------
        labels
            Words, or topics with several phrases; at least one.
        encoders
            By space what encodes texts into it, such as ``{"sentence": load_sentence().encode_texts}``.

        Raises
        ------
        BadInput
            If there is no label, one is blank, or one comes twice.
        """
        topics = [label if isinstance(label, Topic) else Topic(label.strip(), (label.strip(),)) for label in labels]
        names = tuple(topic.name for topic in topics)
        if not all(names) or len(set(names)) != len(names) or not names:
            raise BadInput(
                f"the labels {', '.join(map(repr, names)) or 'none'}",
                expected="at least one, none blank, each once",
                remedy='Write such as "cooking, football, cats"',
            )
        return cls(names, {space: encode_topics(topics, encode) for space, encode in encoders.items()})

    def judge(
        self,
        posts: Mapping[str, SpaceVectors],
        parameters: TopicParameters | None = None,
        *,
        catalogue: bool = False,
    ) -> Judgement:
        """Say how likely each label is right for each post.

        A score is a chance as far as one of the labels is right: of labels that all miss the point the nearest one
        scores too high.

        Parameters
        ----------
        posts
            By space the posts' vectors and which posts have one: texts in ``sentence``, pictures in ``clip``.
        catalogue
            Whether they are a whole catalogue, see :func:`pipeline.zero_shot.zero_shot`; else each is judged alone.

        Raises
        ------
        BadInput
            If posts and labels have no space in common.
        """
        return Judgement(self.names, zero_shot(posts, self.vectors, parameters, catalogue=catalogue))
