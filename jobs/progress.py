"""Progress bars with a rate and the time left, on stderr, so that stdout stays clean."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


@dataclass(frozen=True)
class Bar:
    """One line of progress.

    Parameters
    ----------
    progress
        What draws it.
    task
        Its number there.
    """

    progress: Progress
    task: TaskID

    def advance(self, items: int) -> None:
        """Note that this many items more are done."""
        self.progress.advance(self.task, items)

    def finish(self) -> None:
        """Fill the bar: the number of items was an estimate, or there was nothing to count."""
        done = max(self.progress.tasks[self.progress.task_ids.index(self.task)].completed, 1)
        self.progress.update(self.task, total=done, completed=done)


@contextmanager
def bar(label: str, total: int | None = None) -> Iterator[Bar]:
    """Draw a bar for the length of the block; nothing is drawn where stderr is no terminal.

    Parameters
    ----------
    label
        What is being done.
    total
        How many items there are; None while nobody knows.
    """
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )
    from rich.progress import Task as RichTask
    from rich.text import Text

    class Rate(ProgressColumn):
        """Items a second."""

        def render(self, task: RichTask) -> Text:
            return Text(f"{task.finished_speed or task.speed or 0:,.0f}/s", style="cyan")

    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description:<24}"),
        BarColumn(),
        MofNCompleteColumn(),
        Rate(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        line = Bar(progress, progress.add_task(label, total=total))
        yield line
        line.finish()
