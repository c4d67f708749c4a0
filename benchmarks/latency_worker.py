"""One process that opens a world on one core and answers requests, and what it can tell of itself."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from time import perf_counter, process_time
from typing import NamedTuple

from benchmarks.latency_people import NOW, person_id
from benchmarks.latency_stages import Stopwatch
from indexing.snapshot import Snapshot
from pipeline.store import Store
from ranking import FeedRanker, FeedRequest
from ranking.feed import Feed
from ranking.people import People
from ranking.pipeline import run


@dataclass(frozen=True)
class Question:
    """What every request of a measurement has in common.

    Parameters
    ----------
    learned
        A ``ranker.json`` that the snapshot is given; None for none.
    """

    store: Path
    surface: str
    k: int
    learned: Path | None = None

    def request(self, person: int) -> FeedRequest:
        """Ask for the feed of one person."""
        return FeedRequest(person_id(person), self.surface, self.k, now=NOW + timedelta(hours=1), seed=person)


class Step(NamedTuple):
    """One step of opening: how long it took, and the process's memory afterwards, in MiB."""

    name: str
    seconds: float
    private_mib: float
    shared_mib: float


class Answer(NamedTuple):
    """One request: its seconds by the clock and of the processor, its candidates, the posts and ads of the feed.

    ``stages`` holds the seconds by kind and name of stage where they were watched.
    """

    person: int
    seconds: float
    cpu_seconds: float
    candidates: int
    posts: int
    ads: int
    stages: Mapping[tuple[str, str], float]


def pin(core: int) -> None:
    """Keep this process, and whatever threads it starts, on one core."""
    import pyarrow as pa

    os.sched_setaffinity(0, {core})
    pa.set_cpu_count(1)
    pa.set_io_thread_count(1)


@cache
def _ranker(question: Question) -> FeedRanker:
    ranker = FeedRanker.open(question.store, verify=False)
    if question.learned is None:
        return ranker
    return ranker.with_ranker(question.learned.read_text(encoding="utf-8"))


def open_stepwise(question: Question) -> list[Step]:
    """Open the ranker that this process answers with, and say where the time and the memory go."""
    steps: list[Step] = []

    def step(name: str, work: Callable[[], object]) -> None:
        began = perf_counter()
        work()
        steps.append(Step(name, perf_counter() - began, *memory_mib()))

    step("libraries", lambda: __import__("faiss"))
    step("snapshot and its checks", lambda: _ranker(question))
    ranker = _ranker(question)
    step("posts", lambda: ranker.snapshot.posts)
    step("posts by id", lambda: ranker.catalog.knows(""))
    step("columns of the posts", lambda: (ranker.catalog.author, ranker.catalog.by_age, ranker.catalog.by_popularity))
    step("people", lambda: (ranker.people.ids, ranker.snapshot.profiles))
    step("first feeds", ranker.warm)
    return steps


def verify(question: Question) -> float:
    """Compare the checksums of all files, and give the seconds that this adds to opening."""
    began = perf_counter()
    Snapshot.open(Store.open(question.store), verify=True)
    return perf_counter() - began


def answer(question: Question, people: Sequence[int], watched: bool) -> list[Answer]:
    """Answer one request a person, one after another, with or without a watch on the stages."""
    return [(_watched if watched else _plain)(question, person) for person in people]


def keep_answering(question: Question, people: Sequence[int], start_at: float) -> tuple[float, float]:
    """Answer one request a person from a moment on, and give the moments of beginning and end (monotonic clock)."""
    ranker = _ranker(question)
    while perf_counter() < start_at:
        pass
    began = perf_counter()
    for person in people:
        ranker.feed(question.request(person))
    return began, perf_counter()


def memory_mib() -> tuple[float, float]:
    """Give this process's private memory and what it shares, or could share, with others: mapped files, in MiB."""
    lines = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()[1:]
    kib = {name: int(value.split()[0]) for name, _, value in (line.partition(":") for line in lines)}
    anonymous = kib["Anonymous"]
    return anonymous / 1024, (kib["Rss"] - anonymous) / 1024


def _plain(question: Question, person: int) -> Answer:
    ranker, request = _ranker(question), question.request(person)
    began, worked = perf_counter(), process_time()
    feed = ranker.feed(request)
    return _told(person, feed, perf_counter() - began, process_time() - worked, {})


def _watched(question: Question, person: int) -> Answer:
    ranker, request, watch = _ranker(question), question.request(person), Stopwatch()
    surface = watch.watched(ranker.surface(question.surface))
    began, worked = perf_counter(), process_time()
    query = watch.time("person", People.__name__, lambda: ranker.query(request))
    feed = run(surface, query)
    ended = perf_counter()
    return _told(person, feed, ended - began, process_time() - worked, watch.spent(began, ended))


def _told(
    person: int, feed: Feed, seconds: float, cpu_seconds: float, stages: Mapping[tuple[str, str], float]
) -> Answer:
    return Answer(person, seconds, cpu_seconds, feed.trace.merged, len(feed.posts), len(feed.ads), stages)
