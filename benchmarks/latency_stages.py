"""Where the time of a request goes: stages that note when they began and ended, around those of a surface."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from time import perf_counter
from typing import Any, Final, NamedTuple

from ranking.stages import Surface

BETWEEN: Final = "between"
MAKING: Final[Mapping[str, str]] = {
    "source": "merging",
    "filter": "taking what stays",
    "selector": "feed and reasons",
}
"""What the pipeline itself does after a stage of a kind; what follows the selector lasts until the mixer."""


class Lap(NamedTuple):
    """One stage that ran: its kind, its name, and when, in seconds."""

    kind: str
    name: str
    began: float
    ended: float


@dataclass
class Stopwatch:
    """Note what runs, in order."""

    laps: list[Lap] = field(default_factory=list)

    def time(self, kind: str, name: str, work: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever the work gives
        """Run something and note it."""
        began = perf_counter()
        try:
            return work()
        finally:
            self.laps.append(Lap(kind, name, began, perf_counter()))

    def watched(self, surface: Surface) -> Surface:
        """Give a surface whose stages are noted whenever they run."""
        return replace(
            surface,
            query_hydrators=self._all("query", surface.query_hydrators),
            sources=self._all("source", surface.sources),
            filters=self._all("filter", surface.filters),
            hydrators=self._all("hydrator", surface.hydrators),
            scorers=self._all("scorer", surface.scorers),
            learned=self._all("scorer", surface.learned),
            selector=self._all("selector", [surface.selector])[0],
            mixer=None if surface.mixer is None else self._all("mixer", [surface.mixer])[0],
        )

    def _all(self, kind: str, stages: Sequence[Any]) -> list[Any]:
        return [Watched(self, kind, stage) for stage in stages]

    def spent(self, began: float, ended: float) -> dict[tuple[str, str], float]:
        """Add up the seconds of each stage, and of what lies between them, from ``began`` to ``ended``."""
        seconds: dict[tuple[str, str], float] = defaultdict(float)
        at, gap = began, BETWEEN
        for lap in self.laps:
            seconds["pipeline", gap] += lap.began - at
            seconds[lap.kind, lap.name] += lap.ended - lap.began
            chosen = gap == MAKING["selector"] and lap.kind == "scorer"
            at, gap = lap.ended, gap if chosen else MAKING.get(lap.kind, BETWEEN)
        seconds["pipeline", gap] += ended - at
        return dict(seconds)


class Watched:
    """A stage that notes when it ran, and is the stage itself in all else."""

    def __init__(self, watch: Stopwatch, kind: str, stage: Any) -> None:  # noqa: ANN401 - a stage of any kind
        self._watch, self._kind, self._stage = watch, kind, stage
        self._name = getattr(stage, "name", type(stage).__name__)

    def __call__(self, *arguments: object) -> Any:  # noqa: ANN401 - whatever the stage gives
        """Run the stage and note it."""
        return self._watch.time(self._kind, self._name, lambda: self._stage(*arguments))

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the stage has
        return getattr(self._stage, name)
