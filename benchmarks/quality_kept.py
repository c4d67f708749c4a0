"""Keep what ``benchmarks.quality`` has computed, so that a run that was stopped goes on where it was.

What is kept is named for all that it depends on: the code, the setting, the likes and the vectors. Nothing is ever
found again that a changed program would have made otherwise.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from time import perf_counter

import numpy as np

from benchmarks.quality_data import Likes, Rows
from pipeline.files import atomic_path

_ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Lists:
    """What a system shows each of the people asked.

    Parameters
    ----------
    rows
        ``(n, places) int64``, best first; -1 from where a list ends.
    seconds
        What it took to learn and to list.
    """

    rows: Rows
    seconds: float


@dataclass(frozen=True)
class Kept:
    """A folder of lists.

    Parameters
    ----------
    folder
        Made if it is missing.
    """

    folder: Path

    def lists(self, compute: Callable[[], Rows], **depends_on: str) -> Lists:
        """Read lists, or compute and keep them.

        Parameters
        ----------
        depends_on
            Everything that decides them, in words or digests.
        """
        name = blake2b(json.dumps(depends_on, sort_keys=True).encode(), digest_size=12).hexdigest()
        path = self.folder / f"{name}.npz"
        if path.is_file():
            with np.load(path, allow_pickle=False) as found:
                return Lists(found["rows"], float(found["seconds"]))
        start = perf_counter()
        rows = compute()
        seconds = perf_counter() - start
        self.folder.mkdir(parents=True, exist_ok=True)
        with atomic_path(path) as partial, partial.open("wb") as file:
            np.savez(file, rows=rows, seconds=seconds)
        return Lists(rows, seconds)


def digest_of_code(*patterns: str) -> str:
    """Digest the source files below the repository that match."""
    paths = sorted({path for pattern in patterns for path in _ROOT.glob(pattern)})
    return _digest(b"".join(path.read_bytes() for path in paths))


def digest_of_likes(likes: Likes) -> str:
    """Digest who likes what, and in which order."""
    return _digest(
        likes.people.tobytes() + likes.posts.tobytes() + likes.times.tobytes() + "".join(likes.post_ids).encode()
    )


def in_words(setting: Mapping[str, object]) -> str:
    """Write a setting on one line."""
    return ", ".join(f"{name} {value}" for name, value in setting.items()) or "nothing to set"


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=12).hexdigest()
