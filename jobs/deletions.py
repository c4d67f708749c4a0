"""Delete posts and take that back, for people: an id that nobody knows is a mistake and no deletion."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from pipeline.errors import BadInput, UnknownId
from pipeline.store import Store

_NAMED: Final = 5


@dataclass(frozen=True)
class Changed:
    """What became of posts; each of the parameters in the order in which they were named.

    Parameters
    ----------
    changed
        Those that are deleted, or restored, and were not before.
    already
        Those that were so before.
    gone
        Those of either that a compaction has removed from the store, so that only an import brings them back.
    """

    changed: tuple[str, ...]
    already: tuple[str, ...]
    gone: tuple[str, ...]


def delete_posts(store: Store, post_ids: Iterable[str], *, at: datetime) -> Changed:
    """Delete all of the posts, or none where one of the ids is unknown.

    Raises
    ------
    UnknownId
        With the ids that the store does not know.
    """
    done = _compare(store, post_ids, restored=False)
    store.delete(done.changed, at=at)
    return done


def restore_posts(store: Store, post_ids: Iterable[str], *, at: datetime) -> Changed:
    """Take the deletion of all of the posts back, or of none where one of the ids is unknown.

    Raises
    ------
    UnknownId
        With the ids that the store does not know.
    """
    done = _compare(store, post_ids, restored=True)
    store.restore(done.changed, at=at)
    return done


def read_ids(path: Path) -> list[str]:
    """Read a file with one id a line; empty lines are no ids.

    Raises
    ------
    BadInput
        If it cannot be read as text.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(
            f"{path} cannot be read ({error})", expected="a text with one id a line", remedy="Check the file"
        ) from error
    return [line for line in lines if line]


def _compare(store: Store, post_ids: Iterable[str], *, restored: bool) -> Changed:
    wanted, imported, deleted = list(dict.fromkeys(post_ids)), store.ids("posts"), store.deleted_posts()
    if not wanted:
        raise BadInput("no ids", expected="at least one post's id", remedy="Name posts, or a file with --from")
    _refuse_unknown(store, [post_id for post_id in wanted if post_id not in imported | deleted])
    return Changed(
        tuple(post_id for post_id in wanted if (post_id in deleted) == restored),
        tuple(post_id for post_id in wanted if (post_id in deleted) != restored),
        tuple(post_id for post_id in wanted if post_id not in imported),
    )


def _refuse_unknown(store: Store, unknown: list[str]) -> None:
    if unknown:
        more = f" and {len(unknown) - _NAMED:,} more" if len(unknown) > _NAMED else ""
        raise UnknownId(
            f"{', '.join(map(repr, unknown[:_NAMED]))}{more} {'are' if len(unknown) > 1 else 'is'} not in the store",
            expected=f"ids of posts in {store.root}",
            remedy="Check the ids and try again; nothing was changed",
        )
