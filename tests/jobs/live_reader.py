"""Ask a live ranker all the time, as a process of its own: ``python -m tests.jobs.live_reader STORE NUMBER``.

Writes each answer as a line of ``reader-NUMBER.jsonl`` beside the store, once there is a file ``stop``.
"""

from __future__ import annotations

import json
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count, cycle
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

from indexing.snapshot import Snapshot
from ranking import FeedRequest, LiveRanker, PastEvent
from ranking.encoders import Encoders
from tests.jobs.fakes import START, FakeEncoder

CHECK_SECONDS = 0.05
HITS = 10
THREADS = 3
WORDS = ("cats and dogs", "trains and trams", "new post", "edited")

Answer = dict[str, object]


def fake_encoders(snapshot: Snapshot) -> Encoders:
    return Encoders(snapshot, partial(FakeEncoder, "sentence"), partial(FakeEncoder, "clip"))


def ask_feed(live: LiveRanker, number: int) -> Answer:
    surface = ("home", "explore", "following")[number % 3]
    feed = live.feed(FeedRequest("mara" if number % 2 else None, surface, k=20, seed=number))
    snapshot = feed.catalog.snapshot
    ids = [item.post_id for item in feed.posts]
    assert ids == [snapshot.posts["post_id"][item.row].as_py() for item in feed.posts]
    if number % 10 == 0:
        live.record(feed)
        live.observe([PastEvent(f"reader {number}", post_id, "view", START) for post_id in ids[:1]])
    return {"kind": "feed", "version": snapshot.version, "ids": ids}


def ask_search(live: LiveRanker, number: int) -> Answer:
    found = live.search(WORDS[number % len(WORDS)], k=HITS)
    return {"kind": "search", "version": found.catalog.snapshot.version, "ids": [hit.post_id for hit in found]}


def ask(live: LiveRanker, stop: Path, answers: SimpleQueue[Answer]) -> None:
    for number, question in zip(count(), cycle([ask_feed, ask_search])):
        if stop.exists():
            return
        answers.put(timed(partial(question, live, number)))


def timed(question: Callable[[], Answer]) -> Answer:
    began = time.monotonic()
    try:
        answer = question()
    except Exception:  # noqa: BLE001 - whatever it is, it is what the test looks for
        answer = {"kind": "failure", "error": traceback.format_exc()}
    return answer | {"began": began, "ended": time.monotonic()}


def drained(answers: SimpleQueue[Answer]) -> Iterator[Answer]:
    while not answers.empty():
        yield answers.get()


def main(root: Path, number: str) -> None:
    answers: SimpleQueue[Answer] = SimpleQueue()
    with LiveRanker.open(root, check_seconds=CHECK_SECONDS, encoders=fake_encoders) as live:
        threads = [Thread(target=ask, args=(live, root.parent / "stop", answers)) for _ in range(THREADS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        status = live.status()
    last = {"kind": "status", "version": status.version, "error": status.error}
    lines = [json.dumps(answer) for answer in (*drained(answers), last)]
    (root.parent / f"reader-{number}.jsonl").write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
