"""Ray, started and stopped by itself on this machine, or attached to where it runs already."""

from __future__ import annotations

import logging
import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from pipeline.errors import ConfigError, FeedloomError, ModelError

OBJECT_STORE_BYTES: Final = 512 * 2**20
"""Of a Ray that is started here; blocks hold texts and encoded pictures, and what does not fit spills to disk."""


@contextmanager
def ray_session(address: str | None = None) -> Iterator[None]:
    """Have a Ray for the length of the block.

    Parameters
    ----------
    address
        A running cluster (``"auto"``, ``host:port`` or ``ray://...``). None takes the one named by RAY_ADDRESS, as it
        is inside a submitted job, and without that starts Ray on this machine and stops it at the end. A Ray that is
        connected already is used as it is.

    Raises
    ------
    ConfigError
        If there is no cluster at the address.
    """
    # Ray warns of its own settings and of its coming versions; none of that is in the hands of who runs a job.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        # A bound on restarts makes Ray's core write a line about its own object store for every pool of workers.
        os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")
        import ray

        if ray.is_initialized():
            yield
            return
        logging.getLogger("ray").setLevel(logging.ERROR)
        _connect(cluster_address(address))
        try:
            yield
        finally:
            ray.shutdown()


def cluster_address(address: str | None) -> str | None:
    """Say which running cluster is meant: the given one, else RAY_ADDRESS; None for a Ray of our own here."""
    return address or os.environ.get("RAY_ADDRESS")


def cluster_cpus() -> float:
    """Count the CPUs of the connected Ray."""
    import ray

    return float(ray.cluster_resources().get("CPU", 1.0))


def _connect(address: str | None) -> None:
    import ray

    if not address:
        with _silent_core():
            ray.init(
                address="local",
                include_dashboard=False,
                configure_logging=False,
                logging_level=logging.ERROR,
                log_to_driver=False,
                object_store_memory=OBJECT_STORE_BYTES,
            )
        return
    try:
        ray.init(address=address, configure_logging=False, logging_level=logging.ERROR, log_to_driver=False)
    except (ConnectionError, ValueError) as error:
        raise ConfigError(
            f"no Ray answers at {address!r} ({error})",
            expected="the address of a running cluster",
            remedy="Start one with `ray start --head`, or leave --address out and unset RAY_ADDRESS",
        ) from error


@contextmanager
def _silent_core() -> Iterator[None]:
    """Keep what Ray's core writes to the terminal while it starts; what goes wrong is raised all the same."""
    sys.stderr.flush()
    kept = os.dup(2)
    try:
        with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - a device, not a path of ours
            os.dup2(nowhere.fileno(), 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


@contextmanager
def unwrapped(who: str) -> Iterator[None]:
    """Let an error of ours out of what Ray wraps around it, and say in a sentence when workers kept dying.

    Raises
    ------
    ModelError
        If a worker died more often than it may; ``who`` is what it held.
    FeedloomError
        What the task itself raised.
    """
    from ray.exceptions import RayActorError, RayError, WorkerCrashedError

    try:
        yield
    except (RayError, RuntimeError) as error:
        cause: BaseException | None = error
        while cause is not None and not isinstance(cause, FeedloomError):
            cause = cause.__cause__
        if cause is not None:
            raise cause from None
        if isinstance(error, RayActorError | WorkerCrashedError):
            raise ModelError(
                f"the process that held {who} died again and again",
                expected="a process that lives",
                remedy="See whether memory runs out; what was done so far is kept, so run the job again",
            ) from error
        raise
