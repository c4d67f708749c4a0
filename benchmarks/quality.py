"""Accuracy beside what people would pick instead: ``python -m benchmarks.quality --data ../shared/data/movielens``.

Every system learns from the same likes and ranks the same posts; ``benchmarks/quality_data.py`` states the protocol,
``benchmarks/quality_peers.py`` the peers and what of them is tuned, ``benchmarks/quality_ours.py`` how the product is
asked. Everything is tuned by nDCG@10 on a validation split of the training part, never on the test part.

The first table of a data set has the ablations and the cold start, a second one only the product as a whole.

``--work`` keeps the built store and whatever was computed; a run that was stopped goes on where it was. The first run
embeds the catalogue, which takes minutes; the rest takes minutes more. ``docs/quality.md`` says what came out.
"""

from __future__ import annotations

import json as to_json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from benchmarks.quality_cold import cold_start
from benchmarks.quality_data import Likes, hold_out, number, read_source
from benchmarks.quality_kept import Kept
from benchmarks.quality_ours import FULL, MAIN_VARIANTS, VARIANTS, Variant
from benchmarks.quality_run import Bench
from benchmarks.quality_scores import compare
from benchmarks.quality_store import built_store
from benchmarks.report import Cell, machine, write_report
from ranking.ranker import FeedRanker

Table = list[dict[str, Cell]]


def run(
    data: Annotated[Path, typer.Option(help="A folder named movielens or lastfm.")] = Path("../shared/data/movielens"),
    work: Annotated[Path, typer.Option(help="Where the store and what was computed are kept.")] = Path("build/quality"),
    cold_draws: Annotated[int, typer.Option(help="Draws of posts held out entirely; 0 leaves them out.")] = 3,
    json: Annotated[Path | None, typer.Option(help="Where the report goes.")] = None,
) -> None:
    """Measure all systems and print the tables."""
    source = read_source(data)
    ranker = FeedRanker.open(built_store(source, work))
    post_ids = tuple(ranker.snapshot.posts["post_id"].to_pylist())
    report: dict[str, object] = {"benchmark": "quality", "machine": machine(), "snapshot": ranker.snapshot.version}
    for place, (name, liked) in enumerate(source.liked.items()):
        likes = number(liked, post_ids)
        bench = Bench.of(ranker, hold_out(likes), Kept(work / f"kept-{source.name}"))
        main = place == 0
        tables = _tables(f"{source.name}, {name}", bench, likes, VARIANTS if main else MAIN_VARIANTS)
        if main and cold_draws:
            tables |= cold_start(f"{source.name}, {name}, cold start", bench, cold_draws)
        report[name] = tables
    if json is not None:
        json.write_text(to_json.dumps(report, indent=2) + "\n", encoding="utf-8")


def _tables(title: str, bench: Bench, likes: Likes, variants: Sequence[Variant]) -> dict[str, Table]:
    split = bench.split
    settings: dict[str, Cell] = {
        "people": len(split.judged),
        "posts": len(likes.post_ids),
        "likes to learn from": len(split.train),
        "likes to find": len(split.test),
    }
    tuning = bench.tuning()
    write_report(f"{title}: what was tuned", {}, tuning)
    systems, scores = bench.peers()
    ours, own_scores = bench.ours(variants)
    write_report(title, settings, [*systems, *ours])
    full = own_scores.pop(FULL.name)
    best = max(scores, key=lambda name: float(scores[name].mean()))
    paired = compare(full, {**scores, **own_scores})
    write_report(f"{title}: {FULL.name} less each, by nDCG@10", {"the best peer": best}, paired)
    return {"tuning": tuning, "systems": [*systems, *ours], "paired": paired}


if __name__ == "__main__":
    typer.run(run)
