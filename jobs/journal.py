"""What a process has in hand, written down where the process's death cannot reach it.

A worker adds a line to its log before it decodes or encodes something, and another one after. When it dies, the lines
without a second one say what it had in hand; the pieces of content among them are done again one at a time, and one
that is alone in hand at two deaths is not tried again. A bound on the time rests on :mod:`faulthandler`, whose thread
needs nothing of Python: a decoder that never returns cannot stop it.
"""

from __future__ import annotations

import faulthandler
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from math import inf
from pathlib import Path
from threading import Lock, Thread
from time import monotonic, sleep
from typing import Final

LOAD: Final = "load"
"""The stage in which a worker loads what it holds; no piece of content is in hand then."""

_SLACK: Final = 0.05
"""The alarm is looked after whenever such a share of the shortest time allowed has passed: to set it takes a thread,
which for every picture would be a twentieth of the work."""

_SOON: Final = 0.001
_OVER: Final = "Timeout ("
"""How faulthandler's note begins."""


class Hand:
    """Write down what this process has in hand. One a process, used by several threads.

    Parameters
    ----------
    path
        The log; its folder is made where it is missing.
    seconds
        How long a stage may take at the most; stages that are not named take as long as they will.
    clock
        Seconds that never go back.
    """

    def __init__(self, path: Path, seconds: Mapping[str, float], clock: Callable[[], float] = monotonic) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._log = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        self._seconds = seconds
        self._slack = _SLACK * min(seconds.values(), default=0.0)
        self._clock = clock
        self._lock = Lock()
        self._deadlines: dict[int, float] = {}
        self._armed = inf
        self._is_watched = False
        self._count = 0

    @contextmanager
    def hold(self, stage: str, keys: Sequence[str] = ()) -> Iterator[None]:
        """Have keys in hand for the length of the block; the process exits if that takes longer than the stage may."""
        with self._lock:
            self._count += 1
            mine = self._count
            self._deadlines[mine] = deadline = self._clock() + self._seconds.get(stage, inf)
            os.write(self._log, f"+ {mine} {stage} {deadline} {' '.join(keys)}\n".encode())
            if deadline + self._slack < self._armed:
                self._arm(deadline)
        try:
            yield
        finally:
            with self._lock:
                os.write(self._log, f"- {mine}\n".encode())
                del self._deadlines[mine]

    def clear(self) -> None:
        """Begin the log anew, where nothing is in hand, or it would grow for ever."""
        with self._lock:
            if not self._deadlines:
                os.ftruncate(self._log, 0)

    def _arm(self, deadline: float) -> None:
        """Have the process exit at the deadline."""
        if deadline == inf:
            faulthandler.cancel_dump_traceback_later()
        else:
            faulthandler.dump_traceback_later(max(deadline - self._clock(), _SOON), exit=True, file=self._log)
        self._armed = deadline
        if deadline < inf and not self._is_watched:
            self._is_watched = True
            Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        """Put the alarm off as long as what it was set for is done in time."""
        while self._is_watched:
            sleep(self._slack)
            with self._lock:
                first = min(self._deadlines.values(), default=inf)
                if first != self._armed:
                    self._arm(first)
                self._is_watched = self._armed < inf


@dataclass(frozen=True)
class Death:
    """What a process had in hand when it died.

    Parameters
    ----------
    stage
        What it was doing: that of the pieces in hand, or ``"load"``, or empty where its hands were empty.
    keys
        The pieces of content in hand, each with the stage it was in.
    late
        The piece whose stage took longer than it may; None where that was not so, or was so of several together.
    """

    stage: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)
    late: str | None = None


def read_death(path: Path) -> Death:
    """Read from a log what the process had in hand; nothing where there is no log."""
    held: dict[str, _Held] = {}
    over = False
    # The last line may have been cut off by the death itself.
    for line in path.read_text(encoding="utf-8", errors="replace").split("\n")[:-1] if path.is_file() else ():
        over = over or line.startswith(_OVER)
        sign, *words = line.split(" ")
        if sign == "+" and len(words) > 2:
            held[words[0]] = _Held(words[1], float(words[2]), tuple(filter(None, words[3:])))
        elif sign == "-" and words:
            held.pop(words[0], None)
    stage = next((one.stage for one in held.values()), "")
    late = min((one for one in held.values()), key=lambda one: one.deadline, default=_Held()) if over else _Held()
    keys = {key: one.stage for one in held.values() for key in one.keys}
    return Death(stage, keys, late.keys[0] if len(late.keys) == 1 else None)


@dataclass(frozen=True)
class _Held:
    stage: str = ""
    deadline: float = inf
    keys: tuple[str, ...] = ()
