"""Judge feeds by what people then did: ``python -m jobs.evaluate CONFIG.toml``.

Whatever a snapshot has learned from people is learned anew from the past of each moment, so nothing that is judged by
was learned from. People are asked for in tasks of some hundred.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

import numpy as np
import pandas as pd

from jobs.entry import main
from jobs.judged import Asked, Judged, judge_some, predict_some
from jobs.observed import all_events
from jobs.progress import bar
from jobs.ray_session import ray_session
from jobs.report import Clock, Report, Stage, peak_bytes, save_report, timed, utc_now
from jobs.tasks import run_tasks
from pipeline.config import dump_config
from pipeline.errors import BadInput
from pipeline.schema import EVENTS
from pipeline.store import Store
from ranking.evaluation.judging import judge_whole
from ranking.evaluation.panel import Panel, draw_panel
from ranking.evaluation.plots import check_plot, save_plot
from ranking.evaluation.positives import POSITIVE
from ranking.evaluation.predictions import Predictions, relearned, reliabilities
from ranking.evaluation.protocol import WINDOWS, Protocol
from ranking.evaluation.result import Evaluation
from ranking.evaluation.split import Split
from ranking.evaluation.summary import Marked, summarise
from ranking.evaluation.systems import is_learned, system_named
from ranking.learned.actions import marked as marked_actions
from ranking.learned.examples import deeds_of
from ranking.learned.learning import tells_views
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
    text, stages = _relearned(ranker, splits[0], names, protocol)
    with ray_session(config.address):
        done = list(
            _at_each(Asked(store, ranker.snapshot.version, text, names, config.k, config.seed), ranker, splits, config)
        )
    with timed("sum up") as watch:
        evaluation = _summed_up(done, protocol, names)
        watch.note(items=len(done) * len(names))
    _write(evaluation, config)
    stages = (*stages, *(stage for moment in done for stage in moment.stages), watch.stage)
    return EvaluationReport("evaluate", started_at, stages, ranker.snapshot.version, evaluation)


def execute(run: Callable[[EvaluateConfig], Report], config: EvaluateConfig) -> Report:
    """Run the evaluation and keep its report; a build may go on meanwhile, since nothing else is written."""
    report = run(config)
    save_report(report, Store.open(config.store), dump_config(config))
    return report


class _Done(NamedTuple):
    panel: Panel
    marked: list[Marked]
    predictions: list[Predictions]
    stages: tuple[Stage, ...]


def _relearned(
    ranker: FeedRanker, first: Split, names: Sequence[str], protocol: Protocol
) -> tuple[str | None, tuple[Stage, ...]]:
    """Learn the ranker anew where the snapshot has one and a system asks it."""
    if ranker.snapshot.ranker is None or not any(is_learned(system_named(name)) for name in names):
        return None, ()
    past = first.past.select(EVENTS.names)
    with timed("learn the ranker anew") as watch:
        text = relearned(ranker, past, share=protocol.share, windows=protocol.windows, stars=protocol.stars)
        watch.note(items=past.num_rows, peak=peak_bytes())
    return text, (watch.stage,)


def _at_each(asked: Asked, ranker: FeedRanker, splits: Sequence[Split], config: EvaluateConfig) -> Iterator[_Done]:
    """Go through the moments one after the other: what is derived of one is gone before that of the next."""
    import ray

    for split in splits:
        day = f"{split.moment:%Y-%m-%d %H:%M}"
        with timed(f"learn as of {day}") as learning:
            derived = derived_from(ranker.snapshot, split.past.select(EVENTS.names), split.moment)
            then = over(ranker, derived)
            panel = _drawn(draw_panel(then, split), config.people, asked.seed)
            learning.note(items=split.past.num_rows, peak=peak_bytes())
        parts = np.array_split(np.arange(len(panel)), 1 + len(panel) // _PEOPLE_A_TASK)
        shared = ray.put(derived)
        with timed(f"ask and judge {day}") as asking, bar(f"ask {day}", len(parts)) as line:
            judged = run_tasks(judge_some, [(asked, shared, panel.some(part)) for part in parts], line)
            asking.note(items=len(panel) * len(asked.names), peak=max(part.peak_bytes for part in judged))
        marked = [_together(name, judged, then, panel) for name in asked.names]
        yield _Done(
            panel, marked, _predictions(asked, shared, ranker, split, config.stars), (learning.stage, asking.stage)
        )


def _predictions(
    asked: Asked, shared: object, ranker: FeedRanker, split: Split, stars: float | None
) -> list[Predictions]:
    """Predict what everybody who did anything after the moment would do, in tasks."""
    if asked.text is None:
        return []
    future = marked_actions(split.future.select(EVENTS.names), stars)
    deeds = deeds_of(future, ranker.snapshot.posts["post_id"])
    viewed = tells_views([Split(split.past, future, split.moment)])
    names = np.array(list(deeds), np.str_)
    parts = np.array_split(names, 1 + len(names) // _PEOPLE_A_TASK)
    wanted = [(asked, shared, split.moment, {str(name): deeds[name] for name in part}, viewed) for part in parts]
    with bar(f"predict {split.moment:%Y-%m-%d %H:%M}", len(parts)) as line:
        found = run_tasks(predict_some, wanted, line)
    return [part for part in found if part is not None]


def _summed_up(done: Sequence[_Done], protocol: Protocol, names: Sequence[str]) -> Evaluation:
    marked = [one for moment in done for one in moment.marked]
    parts = [part for moment in done for part in moment.predictions]
    curves = list(reliabilities(names[0], parts)) if parts else []
    return summarise(protocol, [moment.panel for moment in done], marked, curves)


def _drawn(panel: Panel, most: int | None, seed: int) -> Panel:
    """Draw some of the people where there are more than are wanted."""
    if most is None or len(panel) <= most:
        return panel
    some = np.random.default_rng(seed).choice(len(panel), most, replace=False)
    return panel.some(np.sort(some))


def _together(name: str, judged: Sequence[Judged], ranker: FeedRanker, panel: Panel) -> Marked:
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
