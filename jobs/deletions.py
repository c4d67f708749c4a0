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
    """Which posts are deleted, or restored, that were not before, and which were so already; in the order given."""

    changed: tuple[str, ...]
    already: tuple[str, ...]


def delete_posts(store: Store, post_ids: Iterable[str], *, at: datetime) -> Changed:
    """Delete all of the posts, or none where one of the ids is unknown.

    Raises
    ------
    UnknownId
        With the ids that were never imported.
    """
    wanted, deleted = _known(store, post_ids), store.deleted_posts()
    done = Changed(*_split(wanted, deleted))
    store.delete(done.changed, at=at)
    return done


def restore_posts(store: Store, post_ids: Iterable[str], *, at: datetime) -> Changed:
    """Take the deletion of all of the posts back, or of none where one of the ids is unknown.

    Raises
    ------
    UnknownId
        With the ids that were never imported.
    """
    wanted, deleted = _known(store, post_ids), store.deleted_posts()
    done = Changed(*reversed(_split(wanted, deleted)))
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


def _known(store: Store, post_ids: Iterable[str]) -> list[str]:
    wanted = list(dict.fromkeys(post_ids))
    if not wanted:
        raise BadInput("no ids", expected="at least one post's id", remedy="Name posts, or a file with --from")
    known = store.ids("posts")
    unknown = [post_id for post_id in wanted if post_id not in known]
    if unknown:
        more = f" and {len(unknown) - _NAMED:,} more" if len(unknown) > _NAMED else ""
        raise UnknownId(
            f"{', '.join(map(repr, unknown[:_NAMED]))}{more} {'were' if len(unknown) > 1 else 'was'} never imported",
            expected=f"ids of posts in {store.root}",
            remedy="Check the ids and try again; nothing was changed",
        )
    return wanted


def _split(wanted: list[str], deleted: frozenset[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give those that are not deleted, then those that are."""
    return (
        tuple(post_id for post_id in wanted if post_id not in deleted),
        tuple(post_id for post_id in wanted if post_id in deleted),
    )
