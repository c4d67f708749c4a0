"""Put posts out of sight, and back: delete, restore."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jobs.commands.options import StoreOption
from jobs.commands.output import say

if TYPE_CHECKING:
    from jobs.deletions import Changed

IdsArgument = Annotated[list[str] | None, typer.Argument(metavar="POST_ID...", help="The posts' ids.")]
FromOption = Annotated[Path | None, typer.Option("--from", help="A file with more of them, one a line.")]


def delete(store: StoreOption, post_ids: IdsArgument = None, from_: FromOption = None) -> None:
    """Put posts out of sight; importing them again does not bring them back."""
    from jobs.deletions import delete_posts
    from jobs.report import utc_now
    from pipeline.store import Store

    done = delete_posts(Store.open(store), _ids(post_ids, from_), at=utc_now())
    _report(done, "deleted", "were deleted already")
    say("A live ranker leaves them out after its next check, and so does every snapshot that is opened from now on.")


def restore(store: StoreOption, post_ids: IdsArgument = None, from_: FromOption = None) -> None:
    """Take the deletion of posts back."""
    from jobs.deletions import restore_posts
    from jobs.report import utc_now
    from pipeline.store import Store

    done = restore_posts(Store.open(store), _ids(post_ids, from_), at=utc_now())
    _report(done, "restored", "were not deleted")
    if done.gone:
        say(f"{len(done.gone):,} of them were removed by `feedloom compact`: import them again.")
    say("Posts that are not in the published snapshot come back with the next `feedloom build`.")


def _ids(post_ids: Sequence[str] | None, path: Path | None) -> list[str]:
    from jobs.deletions import read_ids

    return [*(post_ids or ()), *(read_ids(path) if path is not None else ())]


def _report(done: Changed, verb: str, already: str) -> None:
    rest = f"; {len(done.already):,} {already}" if done.already else ""
    say(f"{len(done.changed):,} posts {verb}{rest}.")
