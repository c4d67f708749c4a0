from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from jobs.alone import alone
from jobs.entry import execute
from jobs.publish import PublishConfig
from jobs.report import Report, utc_now
from pipeline.errors import StoreError
from pipeline.store import Store

HOLDER = """
import sys
from jobs.alone import alone
from pipeline.store import Store
with alone(Store.open(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def done(config: PublishConfig) -> Report:
    return Report("nothing", utc_now(), ())


def test_a_second_job_is_refused_until_the_first_has_ended_even_by_a_kill(tmp_path: Path) -> None:
    store = Store.create(tmp_path)
    arguments = [sys.executable, "-c", HOLDER, str(tmp_path)]
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(StoreError, match=r"another job is at work.*Wait until it has ended"):
            execute(done, PublishConfig(store.root))
        other.kill()
        other.wait()
    assert execute(done, PublishConfig(store.root)).job == "nothing"


def test_a_job_that_fails_lets_the_next_one_in(tmp_path: Path) -> None:
    store = Store.create(tmp_path)
    with pytest.raises(ValueError, match="on the way"), alone(store):
        raise ValueError("an error on the way")
    with alone(store):
        pass
