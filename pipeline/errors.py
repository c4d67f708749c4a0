"""Every error this project raises on purpose, in one tree.

::

    FeedloomError
    ├── BadInput                what a person handed in cannot be used
    │   ├── ConfigError         a TOML file or an option
    │   ├── SchemaError         a table lacks a column, or a column has the wrong type
    │   ├── PathOutsideRoot     a path that climbs out of the folder it must stay in
    │   ├── MediaError          one picture that cannot be decoded (jobs turn it into a REJECTED row)
    │   └── UnknownId           a user, post, ad or surface nobody has heard of
    ├── StoreError              what lies in a store does not fit together
    │   ├── EmptyStore          nothing was imported, or nothing was published yet
    │   └── SnapshotError       a snapshot that is damaged, foreign or of another schema
    ├── ModelError              a model that cannot be had, or is not the one that was promised
    └── StageError              a ranking stage broke its contract

A message has three parts: what was received, what was expected, and the remedy.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class FeedloomError(Exception):
    """Say what was received, what was expected, and what to do about it.

    Parameters
    ----------
    received
        What was found, with the offending value in it.
    expected
        What would have been accepted.
    remedy
        The next thing to do, as an instruction.
    """

    def __init__(self, received: str, *, expected: str, remedy: str) -> None:
        self.received = received
        self.expected = expected
        self.remedy = remedy
        super().__init__(f"{received}. Expected {expected}. {remedy}.")

    def __reduce__(self) -> tuple[object, tuple[type[FeedloomError], str, str, str]]:
        # Ray carries errors between processes; the default protocol would lose the keywords.
        return _rebuild, (type(self), self.received, self.expected, self.remedy)


def _rebuild(kind: type[FeedloomError], received: str, expected: str, remedy: str) -> FeedloomError:
    return kind(received, expected=expected, remedy=remedy)


class BadInput(FeedloomError):
    """What a person handed in cannot be used."""


class ConfigError(BadInput):
    """A TOML file or an option holds an unknown key or a value out of range."""


class SchemaError(BadInput):
    """A table lacks a column, or a column has the wrong type."""


class PathOutsideRoot(BadInput):
    """A path climbs out of the folder it must stay in."""


class MediaError(BadInput):
    """One picture cannot be decoded within the limits."""


class UnknownId(BadInput):
    """A user, post, ad or surface nobody has heard of."""


class StoreError(FeedloomError):
    """What lies in a store does not fit together."""


class EmptyStore(StoreError):
    """Nothing was imported, or nothing was published yet."""


class SnapshotError(StoreError):
    """A snapshot is damaged, foreign, or of another schema."""


class ModelError(FeedloomError):
    """A model cannot be had, or is not the one that was promised."""


class StageError(FeedloomError):
    """A ranking stage broke its contract."""


def nearest(word: str, known: Iterable[str]) -> str:
    """Name the known word that was probably meant, as an instruction.

    Returns
    -------
    str
        ``"Did you mean 'batch_size'"``, or the list of all known words where none is near.
    """
    candidates = sorted(known)
    close = get_close_matches(word, candidates, n=1, cutoff=0.6)
    if close:
        return f"Did you mean {close[0]!r}"
    return f"Use one of {', '.join(candidates)}"
