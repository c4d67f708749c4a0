"""Judge feeds by what people then did: ``python -m jobs.evaluate CONFIG.toml``.

Whatever a snapshot has learned from people is learned anew from the past of each moment, so nothing that is judged by
was learned from. People are asked for in tasks of some hundred.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

import numpy as np
import pandas as pd

from jobs.entry import main
from jobs.observed import all_events
from jobs.progress import bar
from jobs.ray_session import ray_session
from jobs.report import Clock, Report, Stage, peak_bytes, save_report, timed, utc_now
from jobs.tasks import run_tasks
from pipeline.config import dump_config
from pipeline.derived import Derived
from pipeline.errors import BadInput
from pipeline.schema import EVENTS
from pipeline.store import Store
from ranking.candidates import Rows
from ranking.evaluation.asking import ask
from ranking.evaluation.judging import judge, judge_whole
from ranking.evaluation.panel import Panel, draw_panel
from ranking.evaluation.plots import check_plot, save_plot
from ranking.evaluation.positives import POSITIVE
from ranking.evaluation.protocol import WINDOWS, Protocol
from ranking.evaluation.result import Evaluation
from ranking.evaluation.split import Split
from ranking.evaluation.summary import Marked, summarise
from ranking.evaluation.systems import system_named
from ranking.past import derived_from, over
from ranking.ranker import FeedRanker

if TYPE_CHECKING:
    from rich.table import Table

SYSTEMS: Final = "home,popular,newest,random"
_PEOPLE_A_TASK: Final = 200


@dataclass(frozen=True)
class EvaluateConfig:
    """Judge the feeds of a store.

    Parameters
    ----------
    store
        The store's folder, on a disk that every worker sees.
    address
        A running Ray; None starts one here.
    systems
        What to judge, with commas between; the others are compared with the first. See
        ``ranking/evaluation/systems.py``.
    split, share, windows, least, k, stars, seed
        See ``ranking/evaluation/protocol.py``.
    actions
        What counts as liked, with commas between.
    people
        At most so many people are asked at a moment, drawn by the seed; None asks all.
    json, plot
        Files to write what was found to, as JSON and as a picture.
    """

    store: Path
    address: str | None = None
    systems: str = SYSTEMS
    split: Literal["time", "person"] = "time"
    share: float = 0.2
    windows: int = WINDOWS
    least: int = 5
    k: int = 10
    actions: str = ",".join(POSITIVE)
    stars: float | None = None
    seed: int = 0
    people: int | None = None
    json: Path | None = None
    plot: Path | None = None

    @property
    def protocol(self) -> Protocol:
        """How it is judged."""
        actions = _words(self.actions)
        return Protocol(self.split, self.share, self.windows, self.least, self.k, actions, self.stars, self.seed)


@dataclass(frozen=True)
class EvaluationReport(Report):
    """What an evaluation did, and what it found."""

    evaluation: Evaluation | None = None

    def to_dict(self) -> dict[str, object]:
        """Give plain values."""
        assert self.evaluation is not None
        return {**super().to_dict(), "evaluation": self.evaluation.to_dict()}

    def to_table(self) -> Table:
        """Draw what was found below what was done."""
        from rich.table import Table

        from jobs.evaluation_tables import evaluation_tables

        assert self.evaluation is not None
        grid = Table.grid(padding=(1, 0))
        for table in (super().to_table(), *evaluation_tables(self.evaluation)):
            grid.add_row(table)
        for note in self.evaluation.notes:
            grid.add_row(note)
        return grid


def run(config: EvaluateConfig, *, clock: Clock = utc_now) -> EvaluationReport:
    """Ask every system for everybody's list at every moment, and judge the lists by what happened after.

    Raises
    ------
    BadInput
        If a system is unknown, the events cannot be split so, or nobody has anything to be judged by.
    EmptyStore
        If nothing is published.
    ConfigError
        If a plot is wanted and cannot be drawn.
    """
    started_at, store, protocol = clock(), Store.open(config.store), config.protocol
    names = _words(config.systems)
    for name in names:
        system_named(name)
    if config.plot is not None:
        check_plot(config.plot)
    ranker = FeedRanker.open(store)
    events, _ = all_events(store)
    splits = protocol.splits(protocol.mark(events))
    with ray_session(config.address):
        done = list(_at_each(store, ranker, splits, names, config))
    with timed("sum up") as watch:
        marked = [one for moment in done for one in moment.marked]
        evaluation = summarise(protocol, [moment.panel for moment in done], marked)
        watch.note(items=len(marked))
    _write(evaluation, config)
    stages = (*(stage for moment in done for stage in moment.stages), watch.stage)
    return EvaluationReport("evaluate", started_at, stages, ranker.snapshot.version, evaluation)


def execute(run: Callable[[EvaluateConfig], Report], config: EvaluateConfig) -> Report:
    """Run the evaluation and keep its report; a build may go on meanwhile, since nothing else is written."""
    report = run(config)
    save_report(report, Store.open(config.store), dump_config(config))
    return report


class _Done(NamedTuple):
    panel: Panel
    marked: list[Marked]
    stages: tuple[Stage, ...]


class _Judged(NamedTuple):
    lists: dict[str, Rows]
    people: dict[str, pd.DataFrame]
    peak_bytes: int


def _at_each(
    store: Store, ranker: FeedRanker, splits: Sequence[Split], names: Sequence[str], config: EvaluateConfig
) -> Iterator[_Done]:
    """Go through the moments one after the other: what was derived of one is gone before that of the next."""
    import ray

    for split in splits:
        day = f"{split.moment:%Y-%m-%d %H:%M}"
        with timed(f"learn as of {day}") as learning:
            derived = derived_from(ranker.snapshot, split.past.select(EVENTS.names), split.moment)
            then = over(ranker, derived)
            panel = _drawn(draw_panel(then, split), config)
            learning.note(items=split.past.num_rows, peak=peak_bytes())
        parts = np.array_split(np.arange(len(panel)), 1 + len(panel) // _PEOPLE_A_TASK)
        known = (store, ranker.snapshot.version, ray.put(derived))
        with timed(f"ask and judge {day}") as asking, bar(f"ask {day}", len(parts)) as line:
            wanted = [(*known, panel.some(part), names, config.k, config.seed) for part in parts]
            judged = run_tasks(_judge_some, wanted, line)
            asking.note(items=len(panel) * len(names), peak=max(part.peak_bytes for part in judged))
        yield _Done(panel, [_together(name, judged, then, panel) for name in names], (learning.stage, asking.stage))


def _drawn(panel: Panel, config: EvaluateConfig) -> Panel:
    """Draw some of the people where there are more than are wanted."""
    if config.people is None or len(panel) <= config.people:
        return panel
    some = np.random.default_rng(config.seed).choice(len(panel), config.people, replace=False)
    return panel.some(np.sort(some))


def _judge_some(
    store: Store, version: str, derived: Derived, panel: Panel, names: Sequence[str], k: int, seed: int
) -> _Judged:
    ranker = over(_opened(store, version), derived)
    lists = {name: ask(system_named(name), ranker, panel.people, panel.moment, k=k, seed=seed) for name in names}
    people = {name: judge(panel, ranker, own) for name, own in lists.items()}
    return _Judged(lists, people, peak_bytes())


@lru_cache(maxsize=1)
def _opened(store: Store, version: str) -> FeedRanker:
    return FeedRanker.open(store, version=version, verify=False)  # whoever sends the tasks has verified it


def _together(name: str, judged: Sequence[_Judged], ranker: FeedRanker, panel: Panel) -> Marked:
    lists = np.concatenate([part.lists[name] for part in judged])
    people = pd.concat([part.people[name] for part in judged])
    return Marked(name, people, judge_whole(ranker, panel, lists))


def _write(evaluation: Evaluation, config: EvaluateConfig) -> None:
    if config.json is not None:
        config.json.write_text(evaluation.to_json() + "\n", encoding="utf-8")
    if config.plot is not None:
        save_plot(evaluation, config.plot)


def _words(names: str) -> tuple[str, ...]:
    """Take words apart at commas; each counts once."""
    words = tuple(dict.fromkeys(word.strip() for word in names.split(",") if word.strip()))
    if not words:
        raise BadInput(f"the names {names!r}", expected="one at least", remedy="Write such as home,popular")
    return words


if __name__ == "__main__":
    main(run, EvaluateConfig, execute=execute)
