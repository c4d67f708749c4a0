"""Run a function over many arguments as Ray tasks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, TypeVar

from jobs.progress import Bar
from jobs.ray_session import unwrapped
from pipeline.errors import FeedloomError

Result = TypeVar("Result")

RETRIES: Final = 2
"""Work whose process dies is tried again this often; some defaults of Ray are for ever."""


def run_tasks(
    function: Callable[..., Result], arguments: Sequence[tuple[object, ...]], line: Bar, *, num_cpus: float = 1.0
) -> list[Result]:
    """Call ``function(*one)`` for each of the arguments, as many at once as there are CPUs.

    Parameters
    ----------
    arguments
        A tuple a task; an object reference in it is resolved before the call.
    line
        Advanced by one for each task that ends.

    Returns
    -------
    list
        The results, in the order of the arguments.

    Raises
    ------
    FeedloomError
        What a task raised, or that its process died again and again.
    """
    import ray

    remote = ray.remote(num_cpus=num_cpus, max_retries=RETRIES)(_attempt)
    with unwrapped(f"the task {function.__name__!r}"):
        pending = references = [remote.remote(function, *one) for one in arguments]
        while pending:
            done, pending = ray.wait(pending)
            line.advance(len(done))
        outcomes: list[Result | FeedloomError] = ray.get(references)
    for outcome in outcomes:
        if isinstance(outcome, FeedloomError):
            raise outcome
    return [outcome for outcome in outcomes if not isinstance(outcome, FeedloomError)]


def _attempt(function: Callable[..., Result], *one: object) -> Result | FeedloomError:
    # An error of ours travels as a value: of several that are raised Ray would log all but the first as unhandled.
    try:
        return function(*one)
    except FeedloomError as error:
        return error
