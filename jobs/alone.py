"""One job a store at a time: two that assemble the same snapshot would mix it up."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from pipeline.errors import StoreError
from pipeline.store import Store

JOB: Final = "job"
"""The lock of all jobs that assemble a snapshot, or change what it is made of."""


@contextmanager
def alone(store: Store, lock: str = JOB) -> Iterator[None]:
    """Be the only job of a kind on a store until the block ends; the kernel lets go when the process dies.

    Parameters
    ----------
    lock
        Of which kind: jobs with different locks run beside one another.

    Raises
    ------
    StoreError
        If another job is at work.
    """
    descriptor = os.open(store.root / f".{lock}.lock", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StoreError(
                f"another job is at work on {store.root}",
                expected="one job a store at a time",
                remedy="Wait until it has ended, and try again",
            ) from None
        yield
    finally:
        os.close(descriptor)
