"""Run a command once for every time that it touches the disk, and kill it there: ``python -m tests.jobs.dying``.

``python -m tests.jobs.dying STORE COPIES COMMAND...`` copies the store to ``COPIES/1``, runs the command on the copy
(for ``{store}`` among its words) and kills it at its first touch; then ``COPIES/2`` at its second; until it comes to
its end.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from shutil import copytree

from jobs.cli import main

TOUCHES = frozenset({"os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link", "os.truncate"})
"""Events of Python's audit log; syncing a file, which it has none for, counts too."""


def die_at(touch: int) -> None:
    """Kill this process at its n-th touch of the disk from now on, before it happens."""
    left = touch

    def note(event: str, _: object = None) -> None:
        nonlocal left
        if event in TOUCHES:
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(note)
    os.fsync = _noting(os.fsync, lambda: note("os.link"))


def _noting(work: Callable[[int], None], note: Callable[[], None]) -> Callable[[int], None]:
    def sync(descriptor: int) -> None:
        note()
        work(descriptor)

    return sync


def run_until_alive(store: Path, copies: Path, command: list[str]) -> None:
    """Kill the command at each touch in turn, each time in a fork and on a copy of the store."""
    for touch in count(1):
        place = copies / str(touch)
        copytree(store, place)
        words = [word.replace("{store}", str(place)) for word in command]
        child = os.fork()
        if child == 0:
            die_at(touch)
            os._exit(exit_code(words))
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if code != -signal.SIGKILL:
            sys.exit(code)


def exit_code(words: list[str]) -> int:
    """Run a command of ``feedloom`` in this process."""
    try:
        main(words)
    except SystemExit as end:
        return int(end.code or 0)
    return 0


if __name__ == "__main__":
    run_until_alive(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
