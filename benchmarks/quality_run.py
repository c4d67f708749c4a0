"""Tune, fit and ask every system of ``benchmarks.quality`` on one split."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from rich.console import Console

from benchmarks.quality_cornac import Setting
from benchmarks.quality_data import Holdout, hold_out
from benchmarks.quality_kept import Kept, Lists, digest_of_code, digest_of_likes, in_words
from benchmarks.quality_ours import Ours, Variant
from benchmarks.quality_peers import PEERS, Peer, best_places
from benchmarks.quality_scores import Judge, K
from benchmarks.report import Cell
from pipeline.encoders import Vectors
from ranking.evaluation.metrics import PerPerson
from ranking.ranker import FeedRanker

Table = list[dict[str, Cell]]


@dataclass(frozen=True)
class Tuned:
    """What was chosen for a peer.

    Parameters
    ----------
    setting
        The best of those tried.
    ndcg
        Its mean nDCG@10 on the validation split.
    seconds
        What all tries took.
    """

    setting: Setting
    ndcg: float
    seconds: float


@dataclass(frozen=True)
class Bench:
    """One split and all that is run on it.

    Parameters
    ----------
    ranker
        Of the built store; its rows are the numbers of posts.
    split
        What is learned from and what is judged by.
    judge
        Of the split.
    kept
        Where lists are kept.
    """

    ranker: FeedRanker
    split: Holdout
    judge: Judge
    kept: Kept

    @classmethod
    def of(cls, ranker: FeedRanker, split: Holdout, kept: Kept) -> Bench:
        """Judge by the test part."""
        return cls(ranker, split, Judge.of(split, ranker.snapshot), kept)

    def peers(self) -> tuple[Table, dict[str, PerPerson]]:
        """Tune each peer, fit it on the training part, and give its row and each person's nDCG@10."""
        rows: Table = []
        scores: dict[str, PerPerson] = {}
        for peer in PEERS:
            lists = self._fit(peer, self.tuned[peer.name].setting, self.split)
            rows.append(self._row(peer.name, lists))
            scores[peer.name] = self.judge.ndcg(lists.rows)
        return rows, scores

    def ours(self, variants: Sequence[Variant]) -> tuple[Table, dict[str, PerPerson]]:
        """Ask each variant of the product, and give its row and each person's nDCG@10."""
        rows: Table = []
        scores: dict[str, PerPerson] = {}
        for variant in variants:
            lists = self._ask(variant)
            rows.append(self._row(variant.name, lists))
            scores[variant.name] = self.judge.ndcg(lists.rows)
        return rows, scores

    @cached_property
    def tuned(self) -> dict[str, Tuned]:
        """What was best for each peer on the validation split: the last fifth of each person's training part."""
        inner = hold_out(self.split.train)
        judge = Judge.of(inner, self.ranker.snapshot)
        found: dict[str, Tuned] = {}
        for peer in PEERS:
            lists = [self._fit(peer, one, inner) for one in peer.settings]
            scores = [float(judge.ndcg(one.rows).mean()) for one in lists]
            best = int(np.argmax(scores))
            found[peer.name] = Tuned(peer.settings[best], scores[best], sum(one.seconds for one in lists))
            _say(f"{peer.name} tuned: {found[peer.name].seconds:.0f} s")
        return found

    def tuning(self) -> Table:
        """Say what was tried and chosen for each peer."""
        return [
            {
                "system": peer.name,
                "by": peer.made_by,
                "tried": len(peer.settings),
                "chosen": in_words(self.tuned[peer.name].setting),
                f"nDCG@{K} in validation": self.tuned[peer.name].ndcg,
                "seconds": self.tuned[peer.name].seconds,
            }
            for peer in PEERS
        ]

    def _ask(self, variant: Variant) -> Lists:
        judged = self.split.judged
        lists = self.kept.lists(
            lambda: self._ours.lists(variant, judged)[0],
            system=repr(variant), likes=digest_of_likes(self.split.train), people=repr(judged.tolist()),
            code=self.code, snapshot=self.ranker.snapshot.version,
        )  # fmt: skip
        _say(f"{variant.name}: {lists.seconds:.0f} s")
        return lists

    @cached_property
    def content(self) -> Vectors:
        """What posts say and show, side by side, ``(posts, d) float32``."""
        snapshot = self.ranker.snapshot
        rows = np.arange(snapshot.posts.num_rows, dtype=np.int64)
        return np.concatenate([snapshot.vectors(space, rows) for space in snapshot.spaces], axis=1)

    @cached_property
    def _ours(self) -> Ours:
        return Ours(self.ranker, self.split.train)

    @cached_property
    def code(self) -> str:
        """Digest all code that our lists depend on."""
        return digest_of_code(
            "benchmarks/quality_data.py",
            "benchmarks/quality_ours.py",
            "pipeline/**/*.py",
            "indexing/**/*.py",
            "ranking/**/*.py",
        )

    @cached_property
    def peer_code(self) -> str:
        """Digest all code of ours that the peers' lists depend on."""
        return digest_of_code("benchmarks/quality_peers.py", "benchmarks/quality_cornac.py")

    def _fit(self, peer: Peer, setting: Setting, split: Holdout) -> Lists:
        return self.kept.lists(
            lambda: best_places(peer.fit(split.train, self.content, setting)[split.judged], split.masked),
            system=peer.name, setting=in_words(setting), likes=digest_of_likes(split.train),
            people=repr(split.judged.tolist()), code=self.peer_code, snapshot=self.ranker.snapshot.version,
        )  # fmt: skip

    def _row(self, name: str, lists: Lists) -> dict[str, Cell]:
        return {"system": name, **self.judge.figures(lists.rows), "seconds": lists.seconds}


def _say(line: str) -> None:
    Console(stderr=True).print(line, soft_wrap=True)
