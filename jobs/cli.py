"""The command line: ``feedloom``."""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from typing import Annotated, Final

import typer

from jobs.commands import building, data, deleting, evaluating, feeds, labels, ranking, snapshots, training
from jobs.commands.models import models
from jobs.commands.output import complain
from pipeline.errors import FeedloomError

app = typer.Typer(
    name="feedloom",
    help="Feeds that rest on what posts are: embed, index, profile, rank, explain.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)

for _panel, _commands in (
    ("Data", (data.demo, data.sample, data.import_, data.status, data.rejected, data.users)),
    ("Data", (deleting.delete, deleting.restore)),
    ("Jobs", (building.build, building.embed, building.index, building.profiles, building.publish)),
    ("Jobs", (training.train, feeds.rank)),
    ("Operations", (building.submit, building.compact, snapshots.rollback, snapshots.prune, snapshots.verify, models)),
    ("Ranking", (ranking.feed, ranking.explain, ranking.person, ranking.search, labels.classify, evaluating.evaluate)),
):
    for _command in _commands:
        app.command(_command.__name__.rstrip("_"), rich_help_panel=_panel)(_command)

_FAILED: Final = 2


@app.callback()
def _root(
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Log what happens to stderr.")] = False,
) -> None:
    if verbose:
        logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command; an error of ours, or of the disk, is one red sentence on stderr and exit code 2."""
    try:
        app(arguments)
    except FeedloomError as error:
        complain(str(error))
        sys.exit(_FAILED)
    except OSError as error:
        complain(f"{error.filename or 'The disk'}: {error.strerror or error}. Check the path, and try again.")
        sys.exit(_FAILED)


if __name__ == "__main__":
    main()
