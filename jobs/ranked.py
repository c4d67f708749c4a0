"""Where ranked feeds lie in a store, which of them are there, and the moment they were ranked at.

::

    store/feeds/<snapshot>/
      <run>/part-00000.parquet   FEEDS of some hundred people, in order of their ids
      <run>.toml                 the resolved config that led to it
      <run>.state.db             the copy of the online state that all parts are ranked from, until all are there

A run is called after its surface, a digest of what was asked for, and a digest of the state: the same question to the
same snapshot and state is the same run, and another one does not touch it.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from shutil import rmtree
from typing import Final

from pipeline.errors import BadInput
from pipeline.files import atomic_path, make_folder, sync_folder
from pipeline.store import Store

FEEDS_FOLDER: Final = "feeds"
EVERYBODY: Final = "all"
_STATE: Final = ".state.db"


@dataclass(frozen=True)
class Asked:
    """What decides the feeds of a run, beside the snapshot and the state.

    Parameters
    ----------
    users
        The people, in order of their ids; None for everybody.
    """

    users: tuple[str, ...] | None
    surface: str
    k: int
    now: datetime
    seed: int
    ads: bool
    people_a_part: int

    @property
    def digest(self) -> str:
        """Eight hexadecimal digits."""
        return blake2b(json.dumps(asdict(self), default=str).encode(), digest_size=4).hexdigest()


@dataclass(frozen=True)
class Run:
    """The output of one run; ``folder`` is where its parts lie."""

    folder: Path

    @property
    def state(self) -> Path:
        """The copy of the online state."""
        return self.folder.with_name(self.folder.name + _STATE)

    @property
    def config(self) -> Path:
        """The resolved config."""
        return self.folder.with_name(self.folder.name + ".toml")

    @property
    def is_complete(self) -> bool:
        """Whether all parts were there once."""
        return self.config.is_file() and not self.state.exists()

    def part(self, number: int) -> Path:
        """Name a part, from 0."""
        return self.folder / f"part-{number:05d}.parquet"

    def complete(self) -> None:
        """Note that all parts are there."""
        self.state.unlink(missing_ok=True)
        sync_folder(self.folder.parent)


def open_run(store: Store, version: str, asked: Asked, config: str, *, fresh: bool) -> Run:
    """Find the run that answers what is asked, stopped or complete, or begin one.

    Parameters
    ----------
    config
        The resolved config, to be written beside the output.
    fresh
        Whether to begin anew in any case.
    """
    parent, stem = store.folder(FEEDS_FOLDER, version), f"{asked.surface}-{asked.digest}"
    make_folder(parent)
    stopped = sorted(parent.glob(f"{stem}-*{_STATE}"))
    if stopped and not fresh:
        run = Run(stopped[-1].with_name(stopped[-1].name.removesuffix(_STATE)))
        _write_config(run, config)  # it may have been stopped before there was one
        return run
    copy = parent / f"{stem}{_STATE}"
    with atomic_path(copy) as path:
        _copy_state(store.state_db, path)
    run = Run(parent / f"{stem}-{blake2b(copy.read_bytes(), digest_size=4).hexdigest()}")
    if run.is_complete and not fresh:
        copy.unlink()
        return run
    _begin(run, copy, config)
    return run


def _begin(run: Run, copy: Path, config: str) -> None:
    # In this order: wherever it is stopped, an earlier run of the name is neither mistaken for this one nor complete.
    run.config.unlink(missing_ok=True)
    rmtree(run.folder, ignore_errors=True)
    copy.replace(run.state)
    sync_folder(run.folder.parent)
    _write_config(run, config)


def _write_config(run: Run, config: str) -> None:
    with atomic_path(run.config) as path:
        path.write_text(config, encoding="utf-8")


def _copy_state(source: Path, target: Path) -> None:
    """Copy the online state as it is at one moment, whoever writes meanwhile; where there is none, an empty file."""
    target.touch()
    if not source.exists():
        return
    with closing(sqlite3.connect(source)) as state, closing(sqlite3.connect(target)) as copy:
        state.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")  # readers of the copy need no files beside it


def chosen_users(words: str) -> tuple[str, ...] | None:
    """Read who is meant: ``all``, which gives None, a file with one id a line, or ids with commas between them.

    Raises
    ------
    BadInput
        If nobody is named, somebody is named twice, or the file is no text.
    """
    if words == EVERYBODY:
        return None
    named = [user_id for user_id in map(str.strip, _named(words)) if user_id]
    twice = next(
        (user_id for user_id, after in zip(sorted(named), sorted(named)[1:], strict=False) if user_id == after), None
    )
    if not named or twice is not None:
        raise BadInput(
            f"users are {words!r}" if not named else f"the user {twice!r} is named twice",
            expected="all, a file with one id a line, or ids with commas between them, each once",
            remedy="Name each person once",
        )
    return tuple(sorted(named))


def _named(words: str) -> list[str]:
    path = Path(words)
    try:
        return path.read_text(encoding="utf-8").splitlines() if path.is_file() else words.split(",")
    except UnicodeDecodeError as error:
        raise BadInput(f"{path} is no text ({error})", expected="one id a line in UTF-8", remedy="Mend it") from error
