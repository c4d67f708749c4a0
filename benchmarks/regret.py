"""How close feeds of the sample world come to what its people would really have liked.

``feedloom sample`` keeps the preference model from which all reactions were drawn. For every person each system fills k
places from the posts they have not met; the true utility of what it chose is set against random choice (0) and the best
possible choice (1). Nothing of this is known to any system, and no log could tell it: what a log holds is what some
other feed had shown. So here, and only here, a feed is not punished for good posts that nobody was shown, and people
with short histories and with rare tastes are judged as fairly as all others.

Run ``feedloom sample S && feedloom build --store S && python -m benchmarks.regret --store S``.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.report import Cell, write_report
from pipeline.errors import BadInput
from pipeline.sample.truth import Truth
from pipeline.sample.world import LAST_DAY
from pipeline.store import Store
from ranking import FeedRanker
from ranking.candidates import Rows
from ranking.evaluation.asking import ask
from ranking.evaluation.intervals import holm, mean_interval, sign_flip_p
from ranking.evaluation.panel import person_of
from ranking.evaluation.systems import system_named

SYSTEMS: Final = (
    "home",
    "home without variety",
    "home by hand",
    "home by hand without text",
    "home by hand without pictures",
    "home by hand without collaborative",
    "home by hand without nearby",
    "home by hand without trending",
    "home by hand without author affinity",
    "home by hand without topic share",
    "popular",
    "newest",
    "random",
)
"""Without a learned ranker the first and the third are the same."""

_SLICE: Final = 0.25

Shares = NDArray[np.float64]


@dataclass(frozen=True)
class Yardstick:
    """What each person would find in each post.

    Parameters
    ----------
    utility
        ``(n_people, n_posts) float32``.
    unmet
        ``(n_people, n_posts) bool``: what may be shown.
    people
        Ids.
    few
        ``(n_people,) bool``: the quarter with the shortest histories.
    rare
        ``(n_people,) bool``: the quarter whose favourite topic is the favourite of the fewest.
    """

    utility: NDArray[np.float32]
    unmet: NDArray[np.bool_]
    people: tuple[str, ...]
    few: NDArray[np.bool_]
    rare: NDArray[np.bool_]

    @classmethod
    def of(cls, ranker: FeedRanker, truth: Truth) -> Yardstick:
        """Compute it from the truth of a sample world."""
        post_ids = ranker.snapshot.posts["post_id"].to_pylist()
        utility = np.stack([truth.utility(name, post_ids) for name in truth.people])
        unmet = np.ones(utility.shape, np.bool_)
        lengths = []
        for number, name in enumerate(truth.people):
            person = person_of(ranker, name)
            unmet[number, person.seen] = False
            lengths.append(len(person.history.rows))
        return cls(utility, unmet, truth.people, _lowest(np.array(lengths)), _lowest(_fellows(truth)))

    def share_of_best(self, lists: Rows) -> Shares:
        """Set the mean utility of each list against chance (0) and the best list as long (1), ``(n,) float64``."""
        shares = np.full(len(lists), np.nan)
        for number, own in enumerate(lists):
            placed = own[own >= 0]
            values = np.sort(self.utility[number, self.unmet[number]].astype(np.float64))
            if len(placed):
                best, chance = values[-len(placed) :].mean(), values.mean()
                shares[number] = (self.utility[number, placed].mean() - chance) / (best - chance)
        return shares


def main() -> None:
    """Measure every system over all people, print a table and write JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", required=True, help="a sample world on which `feedloom build` has run")
    parser.add_argument("-k", type=int, default=20, help="places a feed")
    parser.add_argument("--systems", help="with commas between; the others are compared with the first")
    parser.add_argument("--json", type=Path, help="where to write the figures")
    options = parser.parse_args()
    store = Store.open(options.store)
    ranker, truth = FeedRanker.open(store), Truth.read(store)
    names = tuple(options.systems.split(",")) if options.systems else SYSTEMS
    rows = list(measure(ranker, truth, names, options.k))
    settings = {
        "k": options.k,
        "people": len(truth.people),
        "snapshot": ranker.snapshot.version,
        "learned ranker": ranker.snapshot.ranker is not None,
        "interval": "95 % BCa over people; p of sign flips, Holm",
    }
    write_report("regret", settings, rows, options.json)


def measure(
    ranker: FeedRanker, truth: Truth, names: tuple[str, ...], k: int, now: datetime = LAST_DAY
) -> Iterator[Mapping[str, Cell]]:
    """Give a row a system: the share of the best with its interval, how far it is from the first, slices, cost."""
    if not names:
        raise BadInput("no system", expected="one at least", remedy="Name such as home,popular")
    yardstick = Yardstick.of(ranker, truth)
    shares: dict[str, Shares] = {}
    topics, milliseconds = {}, {}
    for name in names:
        start = time.perf_counter()
        lists = ask(system_named(name), ranker, yardstick.people, now, k=k)
        milliseconds[name] = 1e3 * (time.perf_counter() - start) / len(lists)
        shares[name] = yardstick.share_of_best(lists)
        topics[name] = np.mean([len(np.unique(ranker.catalog.topic[own[own >= 0]])) for own in lists])
    p_values = np.array([np.nan, *(sign_flip_p(shares[name] - shares[names[0]]) for name in names[1:])])
    for name, p in zip(names, holm(p_values), strict=True):
        apart = mean_interval(shares[name] - shares[names[0]])
        yield {
            "system": name,
            **_bounds("share_of_best", shares[name]),
            "against_first": f"{apart.mean:+.3f} [{apart.low:+.3f}, {apart.high:+.3f}]",
            "p_holm": None if np.isnan(p) else float(p),
            "short_history": float(np.nanmean(shares[name][yardstick.few])),
            "rare_taste": float(np.nanmean(shares[name][yardstick.rare])),
            "topics": float(topics[name]),
            "ms_a_feed": milliseconds[name],
        }


def _bounds(name: str, values: Shares) -> Mapping[str, Cell]:
    interval = mean_interval(values)
    return {name: interval.mean, "low": interval.low, "high": interval.high}


def _lowest(values: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Mark the quarter with the lowest values, ties by place."""
    marked = np.zeros(len(values), np.bool_)
    marked[np.argsort(values, kind="stable")[: max(1, int(_SLICE * len(values)))]] = True
    return marked


def _fellows(truth: Truth) -> NDArray[np.int64]:
    """Count for each person how many share their favourite topic of the last day."""
    favourite = truth.tastes.end.argmax(axis=1)
    return np.asarray(np.bincount(favourite)[favourite], np.int64)


if __name__ == "__main__":
    main()
