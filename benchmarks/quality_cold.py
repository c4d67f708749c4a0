"""Posts that nobody has reacted to yet: some are taken out of everybody's training part, entirely.

A fifth of the posts is drawn, several times over. Whoever likes one of them is to be shown it: by a list of 20 from the
full catalogue, and by a list of 20 of the drawn posts alone. What the same lists from the full catalogue find of the
other posts held out, "the rest", says what that costs. A system that knows likes alone cannot tell such posts apart: it
scores them alike, and which of them it shows is left to chance (other posts of the same score included).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np

from benchmarks.quality_data import Holdout, Likes, Rows
from benchmarks.quality_kept import digest_of_code, digest_of_likes, in_words
from benchmarks.quality_ours import FULL, Ours, Variant
from benchmarks.quality_peers import PEERS, best_places
from benchmarks.quality_run import Bench
from benchmarks.quality_scores import PLACES, K, compare
from benchmarks.report import Cell, write_report
from ranking.evaluation.intervals import mean_interval
from ranking.evaluation.metrics import PerPerson, find_hits, ndcg, recall

DRAWN: Final = 0.2
ASKED: Final = (FULL, Variant("ours: no learned ranker", learned=False))

Table = list[dict[str, Cell]]


@dataclass(frozen=True)
class Cold:
    """A split some of whose posts are in nobody's training part.

    Parameters
    ----------
    split
        The training part without them, and the test part.
    posts
        The posts drawn, ascending.
    cold, rest
        For each of ``split.judged`` the drawn posts they like, and the others that were held out.
    ties
        ``(posts,) int64``, a random order of all posts for those of one score.
    """

    split: Holdout
    posts: Rows
    cold: list[Rows]
    rest: list[Rows]
    ties: Rows


def draw_cold(split: Holdout, seed: int, share: float = DRAWN) -> Cold:
    """Draw posts and take them out of the training part; people who are left without any like are not asked."""
    rng = np.random.default_rng(seed)
    count = len(split.train.post_ids)
    posts = np.sort(rng.choice(count, int(share * count), replace=False)).astype(np.int64)
    train = split.train.where(~np.isin(split.train.posts, posts))
    asked = Holdout(train, split.test, np.intersect1d(split.judged, train.people))
    everything = [np.concatenate(pair) for pair in zip(_of(split.train, asked), _of(split.test, asked), strict=True)]
    cold = [np.intersect1d(own, posts) for own in everything]
    rest = [np.setdiff1d(own, posts) for own in asked.wanted]
    return Cold(asked, posts, cold, rest, rng.permutation(count).astype(np.int64))


def _of(likes: Likes, asked: Holdout) -> list[Rows]:
    return Holdout(likes, likes, asked.judged).wanted


def cold_start(title: str, bench: Bench, seeds: int) -> dict[str, Table]:
    """Run every system on several draws; print and give the tables."""
    draws = [draw_cold(bench.split, seed) for seed in range(seeds)]
    figures = {name: _figures(name, listed, bench, draws) for name, listed in _systems(bench).items()}
    rows = [_row(name, own) for name, own in figures.items()]
    write_report(title, {"draws": seeds, "posts drawn": len(draws[0].posts)}, rows)
    tables = {"cold start": rows}
    for name in ("found", "told apart", "rest"):
        ours = figures[FULL.name][name]
        others = {other: own[name] for other, own in figures.items() if other != FULL.name}
        tables[f"cold start, {name}, paired"] = compare(ours, others)
        write_report(f"{title}: {FULL.name} less each, {_MEANINGS[name]}", {}, tables[f"cold start, {name}, paired"])
    return tables


_MEANINGS: Final = {
    "found": f"recall@{PLACES} of cold posts, full catalogue",
    "told apart": f"recall@{PLACES} of cold posts, among them",
    "rest": f"nDCG@{K} of the rest, full catalogue",
    "rest recall": f"recall@{PLACES} of the rest, full catalogue",
}

Listed = Callable[[Cold], Rows]
"""Gives ``(2, people, places)`` rows: of the full catalogue, and of the drawn posts alone."""


def _systems(bench: Bench) -> dict[str, Listed]:
    def by_peer(number: int) -> Listed:
        peer = PEERS[number]

        def listed(cold: Cold) -> Rows:
            scores = peer.fit(cold.split.train, bench.content, bench.tuned[peer.name].setting)[cold.split.judged]
            masked = cold.split.masked
            others = np.setdiff1d(np.arange(scores.shape[1]), cold.posts)
            apart = [np.union1d(own, others) for own in masked]
            return np.stack([best_places(scores, left_out, ties=cold.ties) for left_out in (masked, apart)])

        return listed

    def by_us(variant: Variant) -> Listed:
        return lambda cold: Ours(bench.ranker, cold.split.train).lists(variant, cold.split.judged, (None, cold.posts))

    peers = {peer.name: by_peer(number) for number, peer in enumerate(PEERS)}
    return peers | {variant.name: by_us(variant) for variant in ASKED}


def _figures(name: str, listed: Listed, bench: Bench, draws: list[Cold]) -> Mapping[str, PerPerson]:
    """Average each person's figures over the draws, ``(people of the source,)`` each; NaN where there is none."""
    found: dict[str, list[PerPerson]] = {meaning: [] for meaning in _MEANINGS}
    code = digest_of_code("benchmarks/quality_cold.py") + (bench.code if name.startswith("ours") else bench.peer_code)
    setting = in_words(bench.tuned[name].setting) if name in bench.tuned else ""
    for cold in draws:
        lists = bench.kept.lists(
            partial(listed, cold), system=f"cold {name}", code=code, setting=setting,
            likes=digest_of_likes(cold.split.train), posts=repr(cold.posts.tolist()),
            snapshot=bench.ranker.snapshot.version,
        ).rows  # fmt: skip
        whole, apart = lists
        for meaning, values in {
            "found": _judged(recall, whole, cold.cold),
            "told apart": _judged(recall, apart, cold.cold),
            "rest": _judged(ndcg, whole[:, :K], cold.rest),
            "rest recall": _judged(recall, whole, cold.rest),
        }.items():
            everybody = np.full(len(cold.split.train.user_ids), np.nan)
            everybody[cold.split.judged] = values
            found[meaning].append(everybody)
    return {meaning: _mean_of_draws(np.stack(values)) for meaning, values in found.items()}


def _judged(figure: Callable[[np.ndarray, Rows], PerPerson], lists: Rows, wanted: list[Rows]) -> PerPerson:
    """Judge those who want something; NaN for the others."""
    counts = np.array([len(own) for own in wanted], np.int64)
    values = figure(find_hits(lists, wanted), np.maximum(counts, 1))
    return np.where(counts > 0, values, np.nan)


def _mean_of_draws(values: PerPerson) -> PerPerson:
    given = np.isfinite(values)
    total = np.where(given, values, 0.0).sum(axis=0)
    return np.where(given.any(axis=0), total / np.maximum(given.sum(axis=0), 1), np.nan)


def _row(name: str, figures: Mapping[str, PerPerson]) -> dict[str, Cell]:
    found = mean_interval(figures["found"])
    apart = mean_interval(figures["told apart"])
    return {
        "system": name,
        "recall@20 of cold, full catalogue": found.mean, "low": found.low, "high": found.high,
        "recall@20 among cold": apart.mean, "its low": apart.low, "its high": apart.high,
        "nDCG@10 of the rest": float(np.nanmean(figures["rest"])),
        "recall@20 of the rest": float(np.nanmean(figures["rest recall"])),
    }  # fmt: skip
