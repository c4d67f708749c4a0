"""Train the compact CLIP: ``python -m jobs.train_clip CONFIG.toml``, or ``--data FOLDER --out FOLDER``.

A run that was stopped goes on when the same command is given again. ``docs/models.md`` says what it learns from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from jobs.entry import main
from jobs.progress import bar
from jobs.report import Clock, Report, Stage, save_report, timed, utc_now
from pipeline.config import dump_config
from pipeline.encoders.compact.settings import TrainConfig
from pipeline.store import Store


def run(config: TrainConfig, *, clock: Clock = utc_now) -> Report:
    """Train, and write weights, a report of held-out figures, and what a resumption needs into ``config.out``.

    Raises
    ------
    FeedloomError
        If a source or the ImageNet weights cannot be read, or ``out`` holds a training with other settings.
    """
    from pipeline.encoders.compact.recipe import train_compact  # it needs torch

    started_at, stages = clock(), list[Stage]()

    @contextmanager
    def show(label: str, total: int) -> Iterator[Callable[[int], None]]:
        with timed(label) as watch, bar(label, total) as line:
            yield line.advance
            watch.note(items=total)
        stages.append(watch.stage)

    outcome = train_compact(config, show)
    absent = (Stage(name, 0, 0.0, rejected={"absent": 1}) for name in outcome.absent)
    return Report("train-clip", started_at, (*stages, *absent))


def execute(run: Callable[[TrainConfig], Report], config: TrainConfig) -> Report:
    """Run the training and keep its report, with the resolved config beside it, in ``reports/`` of its own folder."""
    report = run(config)
    save_report(report, Store.create(config.out), dump_config(config))
    return report


if __name__ == "__main__":
    main(run, TrainConfig, execute=execute)
