from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import sleep

import pytest

from jobs.journal import Death, Hand, read_death

KEYS = [f"{number:032x}" for number in range(8)]
ROOT = Path(__file__).parents[2]


def die(log: Path, body: str) -> int:
    """Run the body in a process of its own, with a hand that lets go of decoding after a fifth of a second."""
    code = f"""
import os, sys, time
from pathlib import Path
from jobs.journal import Hand
keys = {KEYS!r}
hand = Hand(Path(sys.argv[1]), {{"decode": 0.2, "encode": 60.0}})
{body}
"""
    return subprocess.run([sys.executable, "-c", code, str(log)], cwd=ROOT, timeout=60, check=False).returncode


def test_what_was_in_hand_at_a_death_is_known_and_what_was_done_before_is_not(tmp_path: Path) -> None:
    body = """
with hand.hold("load"): pass
with hand.hold("decode", keys[:1]): pass
with hand.hold("encode", keys[2:4]), hand.hold("decode", keys[4:5]): os._exit(9)
"""
    assert die(tmp_path / "log", body) == 9
    assert read_death(tmp_path / "log") == Death("encode", {KEYS[2]: "encode", KEYS[3]: "encode", KEYS[4]: "decode"})


def test_a_death_with_empty_hands_and_a_missing_log_say_nothing(tmp_path: Path) -> None:
    assert die(tmp_path / "log", "with hand.hold('decode', keys): pass\nos.kill(os.getpid(), 9)") == -9
    assert read_death(tmp_path / "log") == read_death(tmp_path / "none") == Death()
    die(tmp_path / "load", "with hand.hold('load'): os._exit(1)")
    assert read_death(tmp_path / "load") == Death("load")


@pytest.mark.parametrize(
    "hang",
    ["time.sleep(30)", "import re; re.match('(a+)+$', 'a' * 40 + 'b')"],
    ids=["idle", "busy, and never lets another thread of Python run"],
)
def test_what_takes_too_long_ends_the_process_and_is_named(tmp_path: Path, hang: str) -> None:
    assert die(tmp_path / "log", f"with hand.hold('encode', keys[:2]), hand.hold('decode', keys[5:6]): {hang}") != 0
    death = read_death(tmp_path / "log")
    assert death.late == KEYS[5]
    assert set(death.keys) == {KEYS[0], KEYS[1], KEYS[5]}


def test_time_is_taken_by_the_piece_and_not_by_the_process(tmp_path: Path) -> None:
    body = """
for key in keys:
    with hand.hold("decode", [key]): time.sleep(0.1)
time.sleep(0.4)
with hand.hold("encode", keys): time.sleep(0.4)
"""
    assert die(tmp_path / "log", body) == 0
    assert read_death(tmp_path / "log") == Death()


def test_an_error_is_no_death_and_a_log_is_begun_anew(tmp_path: Path) -> None:
    hand = Hand(tmp_path / "log", {})
    with pytest.raises(ValueError, match="x"), hand.hold("decode", KEYS[:1]):
        raise ValueError("x")
    assert read_death(tmp_path / "log").keys == {}
    with hand.hold("encode", KEYS[:1]):
        hand.clear()
        assert set(read_death(tmp_path / "log").keys) == {KEYS[0]}, "what is in hand stays written down"
    hand.clear()
    assert (tmp_path / "log").stat().st_size == 0


def test_threads_share_a_hand(tmp_path: Path) -> None:
    hand = Hand(tmp_path / "log", {"decode": 30.0})

    def work(key: str) -> None:
        for _ in range(50):
            with hand.hold("decode", [key]):
                pass

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, KEYS))
    assert read_death(tmp_path / "log") == Death()
    assert len((tmp_path / "log").read_text().splitlines()) == 2 * 50 * len(KEYS)


def test_a_line_that_was_cut_off_is_left_out(tmp_path: Path) -> None:
    hand = Hand(tmp_path / "log", {})
    with hand.hold("decode", KEYS[:1]), hand.hold("encode", KEYS[1:3]):
        whole = (tmp_path / "log").read_bytes()
    for cut in range(len(whole)):
        (tmp_path / "cut").write_bytes(whole[:cut])
        assert set(read_death(tmp_path / "cut").keys) <= set(KEYS[:3])


@pytest.fixture
def alarms(monkeypatch: pytest.MonkeyPatch) -> list[float | None]:
    """Note when alarms are set, and None where they are taken back."""
    found: list[float | None] = []
    set_alarm: Callable[..., None] = lambda seconds, **_: found.append(round(seconds, 3))  # noqa: E731
    monkeypatch.setattr("faulthandler.dump_traceback_later", set_alarm)
    monkeypatch.setattr("faulthandler.cancel_dump_traceback_later", lambda: found.append(None))
    return found


def test_an_alarm_is_set_only_where_it_would_go_off_much_too_late(tmp_path: Path, alarms: list[float | None]) -> None:
    now = [0.0]
    hand = Hand(tmp_path / "log", {"decode": 100.0, "encode": 3000.0}, clock=lambda: now[0])
    with hand.hold("encode", KEYS[:1]):
        for moment in (1.0, 2.0, 4.0, 7.0, 8.0):
            now[0] = moment
            with hand.hold("decode", KEYS[1:2]):
                pass
    assert alarms == [3000.0, 100.0]
    assert os.path.getsize(tmp_path / "log") > 0  # noqa: PTH202


def test_the_alarm_is_taken_back_when_nothing_is_in_hand(tmp_path: Path, alarms: list[float | None]) -> None:
    hand = Hand(tmp_path / "log", {"decode": 0.1})
    with hand.hold("decode", KEYS[:1]):
        pass
    while alarms[-1] is not None:
        sleep(0.005)
    assert [alarm is None for alarm in alarms] == [False, True]
    with hand.hold("load"):
        sleep(0.02)
    assert len(alarms) == 2
    with hand.hold("decode", KEYS[:1]):
        assert len(alarms) == 3
