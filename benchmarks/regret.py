"""How close feeds of the sample world come to what its people would really have liked.

``feedloom sample`` keeps the preference model from which all reactions were drawn. For every person each system below
fills k places from the same unseen posts; the true utility of what it chose is set against random choice (0) and the
best possible choice (1). Nothing here is known to any of the systems.

Run ``feedloom sample S && feedloom build --store S && python -m benchmarks.regret --store S``.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.report import Cell, write_report
from pipeline.sample.truth import Truth
from pipeline.sample.world import LAST_DAY
from pipeline.store import Store
from ranking import FeedRanker, FeedRequest
from ranking.ads.ledger import MemoryAdLedger
from ranking.diversity.mmr import MMRSelector
from ranking.pipeline import run
from ranking.request import Query
from ranking.stages import Surface
from ranking.surfaces.home import home

Chooser = Callable[[Query, NDArray[np.int64]], NDArray[np.int64]]


def main() -> None:
    """Measure every system over all people, print a table and write JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", required=True, help="a sample world on which `feedloom build` has run")
    parser.add_argument("-k", type=int, default=20, help="places a feed")
    parser.add_argument("--json", type=Path, help="where to write the figures")
    options = parser.parse_args()
    store = Store.open(options.store)
    ranker, truth = FeedRanker.open(store), Truth.read(store)
    rows = [_measure(name, choose, ranker, truth, options.k) for name, choose in _systems(options.k).items()]
    settings = {"k": options.k, "people": len(truth.people), "snapshot": ranker.snapshot.version}
    write_report("regret", settings, rows, options.json)


def _systems(k: int) -> dict[str, Chooser]:
    surface = replace(home(MemoryAdLedger()), mixer=None)
    assert isinstance(surface.selector, MMRSelector)
    plain = replace(surface.selector, strength=0.0, rules=())
    return {
        "random": lambda query, unseen: query.rng("benchmark").choice(unseen, k, replace=False),
        "newest": lambda query, unseen: unseen[np.argsort(-query.catalog.created_at[unseen], kind="stable")][:k],
        "popular": lambda query, unseen: unseen[np.argsort(-query.catalog.popularity[unseen], kind="stable")][:k],
        "home": lambda query, _: run(surface, query).trace.chosen,
        "home without text": lambda query, _: run(_without(surface, "text affinity"), query).trace.chosen,
        "home without pictures": lambda query, _: run(_without(surface, "picture affinity"), query).trace.chosen,
        "home without variety": lambda query, _: run(replace(surface, selector=plain), query).trace.chosen,
    }


def _without(surface: Surface, term: str) -> Surface:
    """Leave out one term of the score, and the sources whose evidence it is."""
    return replace(
        surface,
        scorers=[scorer for scorer in surface.scorers if scorer.name != term],
        sources=[source for source in surface.sources if term not in source.evidence],
    )


def _measure(name: str, choose: Chooser, ranker: FeedRanker, truth: Truth, k: int) -> dict[str, Cell]:
    shares, topics, start = [], [], time.perf_counter()
    post_ids = np.array(ranker.snapshot.posts["post_id"].to_pylist())
    for user_id in truth.people:
        query = Query(FeedRequest(user_id, k=k, now=LAST_DAY), ranker.people.get(user_id), ranker.catalog, LAST_DAY)
        unseen = np.setdiff1d(np.arange(len(ranker.catalog)), query.person.seen)
        chosen = choose(query, unseen)
        utility = dict(zip(unseen.tolist(), truth.utility(user_id, post_ids[unseen].tolist()).tolist(), strict=True))
        values = np.sort(np.array(list(utility.values())))
        got = np.mean([utility[row] for row in chosen.tolist()])
        shares.append((got - values.mean()) / (values[-len(chosen) :].mean() - values.mean()))
        topics.append(len(np.unique(ranker.catalog.topic[chosen])))
    error = np.std(shares, ddof=1) / np.sqrt(len(shares))
    return {
        "system": name,
        "share_of_best": float(np.mean(shares)),
        "standard_error": float(error),
        "topics": float(np.mean(topics)),
        "ms_a_feed": 1e3 * (time.perf_counter() - start) / len(shares),
    }


if __name__ == "__main__":
    main()
