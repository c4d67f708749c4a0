"""Hand a job to a Ray cluster through its dashboard, and follow it to its end."""

from __future__ import annotations

import asyncio
import logging
import shlex
import sys
import warnings
from collections.abc import Callable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO

from pipeline.errors import BadInput, ConfigError, FeedloomError, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ray.job_submission import JobSubmissionClient

JOBS: Final[Mapping[str, str]] = {
    "build": "jobs.build",
    "embed": "jobs.embed_posts",
    "index": "jobs.build_index",
    "profiles": "jobs.build_profiles",
    "publish": "jobs.publish",
    "compact": "jobs.compact",
    "train": "jobs.train",
    "rank": "jobs.rank_feeds",
    "evaluate": "jobs.evaluate",
}
"""What can be submitted, and the module that does it."""

_LEFT_BEHIND: Final = (".git", ".venv", "build", "demo", "**/__pycache__", "**/.*_cache")


class JobFailedError(FeedloomError):
    """A submitted job ended otherwise than well; its log was shown."""


@dataclass(frozen=True)
class Submission:
    """A job for a cluster.

    Parameters
    ----------
    job
        A key of ``JOBS``.
    options
        The job's options, such as ``{"store": "/srv/feed"}``.
    working_dir
        A checkout to send along; None where the cluster has feedloom installed.
    python
        The interpreter on the cluster; by default the path of this one.
    """

    job: str
    options: Mapping[str, str]
    working_dir: Path | None = None
    python: str = sys.executable

    @property
    def entry_point(self) -> str:
        """The command that the cluster runs.

        Raises
        ------
        BadInput
            If there is no such job.
        """
        if self.job not in JOBS:
            raise BadInput(f"there is no job {self.job!r}", expected="a job's name", remedy=nearest(self.job, JOBS))
        words = [self.python, "-m", JOBS[self.job]]
        return shlex.join([*words, *(word for key, value in self.options.items() for word in (f"--{key}", value))])


def submit(submission: Submission, address: str, log: TextIO) -> str:
    """Run a job on a cluster; write its log as it comes.

    Parameters
    ----------
    address
        The cluster's dashboard, such as ``http://127.0.0.1:8265``. Where the cluster asks for a token, Ray takes it
        from RAY_AUTH_TOKEN, RAY_AUTH_TOKEN_PATH or ``~/.ray/auth_token``, with RAY_AUTH_MODE=token.

    Returns
    -------
    str
        The id that the cluster gave the job.

    Raises
    ------
    ConfigError
        If nobody answers at the address, or the token is wrong.
    JobFailedError
        If the job does not succeed.
    """
    entry_point, environment = submission.entry_point, _runtime_env(submission.working_dir)
    logging.getLogger("ray").setLevel(logging.ERROR)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from ray.job_submission import JobSubmissionClient

        with _reachable(address):
            client = JobSubmissionClient(address)
            job_id: str = client.submit_job(entrypoint=entry_point, runtime_env=environment)
        asyncio.run(_follow(client, job_id, log.write))
        _check(client, job_id, log.name)
    return job_id


def _runtime_env(working_dir: Path | None) -> dict[str, object]:
    if working_dir is None:
        return {}
    if not (working_dir / "jobs").is_dir():
        raise BadInput(
            f"{working_dir} has no folder jobs/",
            expected="a checkout of feedloom",
            remedy="Give --working-dir the root of a checkout, or leave it out where the cluster has feedloom",
        )
    return {"working_dir": str(working_dir.resolve()), "excludes": list(_LEFT_BEHIND)}


@contextmanager
def _reachable(address: str) -> Iterator[None]:
    from ray.exceptions import AuthenticationError

    try:
        yield
    except AuthenticationError as error:
        raise ConfigError(
            f"the cluster at {address} refuses the token ({str(error).splitlines()[0]})",
            expected="the cluster's token and RAY_AUTH_MODE=token",
            remedy="Set RAY_AUTH_MODE=token and RAY_AUTH_TOKEN, or make a token with `ray get-auth-token --generate`",
        ) from error
    except (ConnectionError, ValueError, RuntimeError) as error:
        raise ConfigError(
            f"no Ray dashboard answers at {address!r} ({error})",
            expected="the address of a dashboard, such as http://127.0.0.1:8265",
            remedy="Start a cluster with `ray start --head`, and see the address it prints",
        ) from error


async def _follow(client: JobSubmissionClient, job_id: str, write: Callable[[str], object]) -> None:
    async for lines in client.tail_job_logs(job_id):
        write(lines)


def _check(client: JobSubmissionClient, job_id: str, log_name: str) -> None:
    from ray.job_submission import JobStatus

    status = client.get_job_status(job_id)
    if status != JobStatus.SUCCEEDED:
        raise JobFailedError(
            f"job {job_id} ended as {status}: {client.get_job_info(job_id).message}",
            expected=f"{JobStatus.SUCCEEDED}",
            remedy=f"Read its log in {log_name}, mend the cause, and submit it again: what was done is kept",
        )
