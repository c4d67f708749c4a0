"""Processes that observe and take back are killed at random moments: nothing that was acknowledged is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from ranking import PastEvent
from ranking.state import State

KILLS = 24
START = datetime(2026, 1, 1, tzinfo=UTC)

WRITER = """
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from ranking import PastEvent
from ranking.state import State

state, user, number = State(Path(sys.argv[1])), sys.argv[2], int(sys.argv[3])
start = datetime(2026, 1, 1, tzinfo=UTC)

def event(number):
    return PastEvent(user, f"p{number}", "like", start + timedelta(seconds=number))

while True:
    state.observe([event(number), event(number + 1)])
    print("+", number, flush=True)
    print("+", number + 1, flush=True)
    if number % 3 == 0:
        print("?", number, flush=True)
        state.undo(event(number))
        print("-", number, flush=True)
    number += 2
"""


@contextmanager
def writing(path: Path, user: str, first: int) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", WRITER, str(path), user, str(first)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


class Acknowledged:
    """What one writer was told is on the disk."""

    def __init__(self) -> None:
        self.noted: set[int] = set()
        self.undone: set[int] = set()
        self.perhaps_undone: set[int] = set()
        self.next = 0

    def read(self, lines: list[str]) -> None:
        sets = {"+": self.noted, "-": self.undone, "?": self.perhaps_undone}
        for line in lines:
            if line.endswith("\n"):  # the last may be cut off
                sign, number = line.split()
                sets[sign].add(int(number))
        self.next = max(self.noted | {-1}) + 1000

    def check(self, state: State, user: str) -> None:
        kept = {int(event.post_id[1:]): event for event in state.events_of(user)}
        assert self.noted - self.perhaps_undone <= kept.keys(), "nothing that was acknowledged is missing"
        assert not self.undone & kept.keys(), "what was taken back stays taken back"
        for number, event in kept.items():
            assert event == PastEvent(user, f"p{number}", "like", START + timedelta(seconds=number))


@pytest.mark.slow
def test_killed_at_random_moments_two_writers_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    path, rng = tmp_path / "state.db", np.random.default_rng(5)
    told = {"anna": Acknowledged(), "ben": Acknowledged()}
    for kill in range(KILLS // 2):
        with ExitStack() as stack:
            children = {user: stack.enter_context(writing(path, user, known.next)) for user, known in told.items()}
            lines: dict[str, list[str]] = {user: [] for user in children}
            for user, child in children.items():  # both are past their start
                assert child.stdout is not None
                lines[user] += [child.stdout.readline()]
            victims = list(children) if kill % 2 else list(children)[::-1]
            for user in victims:
                child = children[user]
                assert child.stdout is not None
                lines[user] += [child.stdout.readline() for _ in range(int(rng.integers(1, 40)))]
                time.sleep(rng.uniform(0.0, 0.004))
                os.kill(child.pid, signal.SIGKILL)
                lines[user] += child.stdout.readlines()
                assert child.wait() == -signal.SIGKILL
        state = State(path)
        state.check()
        for user, known in told.items():
            known.read(lines[user])
            known.check(state, user)
        numbers = state.log()
        assert numbers.events.num_rows == len({tuple(row.values()) for row in numbers.events.to_pylist()})
        state.close()
    assert all(len(known.noted) > 100 and len(known.undone) > 20 for known in told.values())
