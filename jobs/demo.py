"""The whole of it on one page: make a sample world, build it, rank for three people, search, explain, map."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from jobs.build import BuildConfig
from jobs.build import run as build
from jobs.report import Report
from pipeline.sample.world import write_world
from pipeline.store import Store
from ranking import Feed, FeedRanker, FeedRequest
from ranking.gallery import Section, explanation_html, feed_html, map_html, page_html

SEARCH = "a walk in the mountains"
STATED = ("stars and planets", "baking bread and cakes")


@dataclass(frozen=True)
class Demo:
    """What a demo leaves.

    Parameters
    ----------
    feed
        One person's home feed, for printing.
    page
        The HTML file.
    report
        What the build did.
    """

    feed: Feed
    page: Path
    report: Report


def run(folder: Path, seed: int = 7) -> Demo:
    """Make ``folder/store`` and ``folder/index.html``; a second run builds upon the first and encodes nothing anew."""
    store = Store.create(folder / "store")
    if not store.read("posts").num_rows:
        write_world(store, seed)
    report = build(BuildConfig(store.root))
    ranker = FeedRanker.open(store)
    regular, beginner = _people(ranker)
    feeds = {
        "Somebody with a long history": ranker.feed(FeedRequest(regular, k=12)),
        "Somebody who has only begun": ranker.feed(FeedRequest(beginner, k=12)),
        "A newcomer with two interests in words": ranker.feed(FeedRequest(k=12, interests=STATED)),
    }
    home = next(iter(feeds.values()))
    explore = ranker.feed(FeedRequest(regular, surface="explore", k=12, ads=False))
    page = folder / "index.html"
    page.write_text(page_html("feedloom: a sample world", _sections(ranker, feeds, explore)), encoding="utf-8")
    return Demo(home, page, report)


def _people(ranker: FeedRanker) -> tuple[str, str]:
    """Choose the consenting person with the longest history, and the one with the shortest."""
    users, history = ranker.snapshot.users, ranker.snapshot.history
    length = {row["user_id"]: len(row["rows"]) for row in history.to_pylist()}
    consenting = [row["user_id"] for row in users.to_pylist() if row["personalised_ads"] and row["user_id"] in length]
    ordered = sorted(consenting, key=lambda user_id: (length[user_id], user_id))
    return ordered[-1], ordered[0]


def _sections(ranker: FeedRanker, feeds: dict[str, Feed], explore: Feed) -> list[Section]:
    home = next(iter(feeds.values()))
    sections = [
        Section(f"Home: {who.lower()}", feed_html(feed), _interests(ranker, feed)) for who, feed in feeds.items()
    ]
    sections.append(
        Section("Explore: the same person", feed_html(explore), "Authors they do not follow, one topic in four places.")
    )
    sections.append(
        Section(
            f"Search: “{SEARCH}”", ranker.search(SEARCH, k=12).to_html(), "In what posts say and in what they show."
        )
    )
    sections += _explained(home)
    sections.append(Section("Every post, by what it says", _map(ranker), "Near dots say alike things (t-SNE)."))
    return sections


def _interests(ranker: FeedRanker, feed: Feed) -> str:
    if feed.user_id is None:
        return f"Interests in words: {', '.join(STATED)}."
    wanted = ranker.people.get(feed.user_id).wanted
    return "Interests learned: " + "; ".join(f"{interest.label} ({interest.weight:.0%})" for interest in wanted) + "."


def _explained(feed: Feed) -> list[Section]:
    """Explain the first post, the first ad, and a post that just missed."""
    missed = int(feed.trace.scored.rows[np.argsort(-feed.trace.scored.total, kind="stable")][len(feed.posts)])
    post_ids = [feed.posts[0].post_id, *(ad.post_id for ad in feed.ads[:1])]
    post_ids.append(feed.catalog.snapshot.posts["post_id"][missed].as_py())
    told = [feed.explain(post_id) for post_id in post_ids]
    heading = "Why? A post, an ad, and one that missed"
    return [Section(heading, explanation_html(*told), "The terms add up to the score.")]


def _map(ranker: FeedRanker) -> str:
    catalog = ranker.catalog
    rows = np.flatnonzero(ranker.snapshot.present("sentence")).astype(np.int64)
    places = _flatten(ranker.snapshot.vectors("sentence", rows))
    titles = [catalog.title(int(row)) for row in rows]
    return map_html(places, catalog.topic[rows], catalog.topics, titles)


def _flatten(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Lay vectors out on a plane so that near ones stay near, ``(n, 2)``."""
    from sklearn.decomposition import PCA
    from sklearn.manifold import TSNE

    parts = min(40, *vectors.shape)
    reduced = PCA(parts, random_state=0).fit_transform(vectors)
    perplexity = min(30.0, max(1.0, (len(vectors) - 1) / 3))
    placed = TSNE(perplexity=perplexity, init="pca", max_iter=500, random_state=0).fit_transform(reduced)
    return np.asarray(placed, np.float32)
