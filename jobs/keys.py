"""Many content keys in little memory: 16 bytes each, looked up by binary search."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

_HEX: Final = 32
_DIGEST: Final = "S16"

Digests = NDArray[np.bytes_]
"""``(n,) S16``: content keys as the 16 bytes that their hex digits stand for."""


def digests(keys: pa.Array | pa.ChunkedArray | Iterable[str]) -> Digests:
    """Pack keys of 32 hex digits, ``(n,) S16``, in their order.

    Parameters
    ----------
    keys
        Without nulls.

    Raises
    ------
    ValueError
        If one of them is no such key.
    """
    words = keys.to_pylist() if isinstance(keys, pa.Array | pa.ChunkedArray) else list(keys)
    packed = bytes.fromhex("".join(words))
    if any(len(word) != _HEX for word in words):
        raise ValueError("a content key that has not 32 hex digits")
    return np.frombuffer(packed, _DIGEST)


def hexed(keys: Digests) -> list[str]:
    """Write keys as the hex digits that they were packed from."""
    digits = keys.tobytes().hex()  # a list of the keys themselves would lose the zeros at their ends
    return [digits[start : start + _HEX] for start in range(0, len(digits), _HEX)]


class Keys:
    """A set of content keys that can grow.

    The keys lie in sorted runs of which each is at least twice as long as the next, so that adding costs a merge now
    and then, and looking up one binary search a run. A set of 32-digit strings would take some 120 bytes a key.

    Parameters
    ----------
    first
        What it holds from the beginning, ``(n,) S16`` in any order.
    """

    def __init__(self, first: Digests | None = None) -> None:
        self._runs: list[Digests] = [] if first is None or not len(first) else [np.unique(first)]

    def __len__(self) -> int:
        return sum(map(len, self._runs))

    def holds(self, keys: Digests) -> NDArray[np.bool_]:
        """Say of each key whether it is in here, ``(n,) bool``."""
        held = np.zeros(len(keys), bool)
        for run in self._runs:
            place = np.searchsorted(run, keys)
            place[place == len(run)] = 0
            held |= run[place] == keys
        return held

    def add(self, keys: Digests) -> NDArray[np.bool_]:
        """Take keys in, and say which were not in here before, ``(n,) bool``: of equal ones the first."""
        fresh = ~self.holds(keys)
        run, first = np.unique(keys[fresh], return_index=True)
        new = np.zeros(len(keys), bool)
        new[np.flatnonzero(fresh)[first]] = True
        if len(run):
            self._runs.append(run)
        while len(self._runs) > 1 and len(self._runs[-2]) < 2 * len(self._runs[-1]):
            self._runs.append(np.sort(np.concatenate([self._runs.pop(), self._runs.pop()]), kind="stable"))
        return new

    def packed(self) -> Digests:
        """Give all keys in ascending order."""
        return np.sort(np.concatenate([np.empty(0, _DIGEST), *self._runs]))
