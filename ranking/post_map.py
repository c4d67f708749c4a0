"""Where the dots, the labels and the legend of a map of posts go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import BadInput
from pipeline.words import shorten
from ranking.cards import HUES

WIDTH: Final = 1_000
HEIGHT: Final = 620
MARGIN: Final = 44
LABEL_WIDTH: Final = 170
LABEL_HEIGHT: Final = 24
GREY: Final = "#9aa1ad"
_LABEL_HEIGHTS: Final = range(LABEL_HEIGHT, HEIGHT - LABEL_HEIGHT // 2)


@dataclass(frozen=True)
class Mark:
    """A dot or a label, in the units of the drawing."""

    x: float
    y: float
    title: str
    colour: str


@dataclass(frozen=True)
class LegendEntry:
    """What a colour means, and how many posts have it."""

    name: str
    count: int
    colour: str


@dataclass(frozen=True)
class PostMap:
    """A drawing of ``WIDTH`` x ``HEIGHT`` units."""

    dots: tuple[Mark, ...]
    labels: tuple[Mark, ...]
    legend: tuple[LegendEntry, ...]

    @property
    def radius(self) -> float:
        """The size of a dot: the more posts, the smaller."""
        return float(np.clip(90.0 / max(len(self.dots), 1) ** 0.5, 2.5, 8.0).round(1))

    def as_variables(self) -> dict[str, object]:
        """Give what the template reads."""
        return {
            "dots": self.dots, "labels": self.labels, "legend": self.legend, "radius": self.radius,
            "width": WIDTH, "height": HEIGHT,
        }  # fmt: skip


def post_map(
    xy: NDArray[np.floating[Any]], topics: NDArray[np.integer[Any]], names: Sequence[str], titles: Sequence[str]
) -> PostMap:
    """Lay out a map; the twelve largest topics get a colour, the others are grey.

    Raises
    ------
    BadInput
        If the lengths differ, a place is not finite, or a topic is out of range.
    """
    _check(xy, topics, names, titles)
    places = _fit(np.asarray(xy, np.float64))
    colours = _colours(topics, len(names))
    dots = tuple(
        Mark(float(x), float(y), title, colours.get(int(topic), GREY))
        for (x, y), topic, title in zip(places, topics, titles, strict=True)
    )
    return PostMap(dots, _labels(places, topics, names, colours), _legend(topics, names, colours))


def _check(
    xy: NDArray[np.floating[Any]], topics: NDArray[np.integer[Any]], names: Sequence[str], titles: Sequence[str]
) -> None:
    count = len(titles)
    if xy.shape != (count, 2) or topics.shape != (count,) or not np.isfinite(xy).all():
        raise BadInput(
            f"places of shape {xy.shape} and topics of shape {topics.shape} for {count} titles",
            expected=f"finite places of shape ({count}, 2) and topics of shape ({count},)",
            remedy="Pass one place, one topic and one title a post",
        )
    if count and not -1 <= int(topics.min()) <= int(topics.max()) < len(names):
        raise BadInput(
            f"topics from {topics.min()} to {topics.max()}",
            expected=f"-1 to {len(names) - 1}",
            remedy="Pass the names that the topics point into",
        )


def _fit(xy: NDArray[np.float64]) -> NDArray[np.float64]:
    """Stretch each axis to the drawing; the axes of a projection have no common scale that would be lost."""
    if not len(xy):
        return xy
    low, span = xy.min(axis=0), np.ptp(xy, axis=0)
    share = np.where(span > 0, (xy - low) / np.where(span > 0, span, 1.0), 0.5)
    size = np.array([WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN])
    return np.asarray((MARGIN + share * size).round(1))


def _colours(topics: NDArray[np.integer[Any]], count: int) -> dict[int, str]:
    """Give a topic the hue that its chip has on cards, unless there are more topics than hues."""
    sizes = np.bincount(topics[topics >= 0], minlength=count)
    largest = np.argsort(-sizes, kind="stable")[: len(HUES)].tolist()
    coloured = range(count) if count <= len(HUES) else largest
    return {topic: f"hsl({HUES[place]} 62% {52 if place < 6 else 60}%)" for place, topic in enumerate(coloured)}


def _labels(
    places: NDArray[np.float64], topics: NDArray[np.integer[Any]], names: Sequence[str], colours: dict[int, str]
) -> tuple[Mark, ...]:
    """Write each coloured topic's name at the middle of its posts, or at the nearest height that is still free."""
    labels: list[Mark] = []
    middles = {topic: np.median(places[topics == topic], axis=0) for topic in colours if (topics == topic).sum() > 2}
    for topic, (middle, height) in sorted(middles.items(), key=lambda pair: float(pair[1][1])):
        x = round(float(np.clip(middle, LABEL_WIDTH / 2, WIDTH - LABEL_WIDTH / 2)), 1)
        beside = [other.y for other in labels if abs(x - other.x) < LABEL_WIDTH]
        free = [y for y in _LABEL_HEIGHTS if all(abs(y - other) >= LABEL_HEIGHT for other in beside)]
        y = free[int(np.abs(np.array(free) - height).argmin())]
        labels.append(Mark(x, y, shorten(names[topic], 24), colours[topic]))
    return tuple(labels)


def _legend(topics: NDArray[np.integer[Any]], names: Sequence[str], colours: dict[int, str]) -> tuple[LegendEntry, ...]:
    sizes = {topic: int((topics == topic).sum()) for topic in colours}
    entries = [LegendEntry(names[topic], size, colours[topic]) for topic, size in sizes.items() if size]
    entries.sort(key=lambda entry: (-entry.count, entry.name))
    without = int((topics == -1).sum())
    others = len(topics) - without - sum(sizes.values())
    entries += [LegendEntry("other topics", others, GREY)] if others else []
    entries += [LegendEntry("no topic", without, GREY)] if without else []
    return tuple(entries)
