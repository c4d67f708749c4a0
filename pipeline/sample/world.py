"""The sample world: a small social network that one seed makes, pictures and all.

Everything works on it on a machine without a network, and because the people's preferences are stated
(``reactions.py``) and kept (``truth/``), a ranking can be held against what people would really have liked.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from pipeline.files import atomic_path, write_parquet
from pipeline.imported import Imported
from pipeline.importers import save
from pipeline.sample.ads import ADVERTISERS, SampleAd
from pipeline.sample.drawings import draw
from pipeline.sample.people import TOPIC_OF_SUBJECT, TOPICS, Author, Tastes, draw_authors, draw_people, draw_tastes
from pipeline.sample.reactions import DAYS, Reactions, SamplePosts, draw_follows, react
from pipeline.sample.subjects import SUBJECTS
from pipeline.sample.voice import bodies, write
from pipeline.schema import ADS, EVENTS, POSTS, USERS
from pipeline.store import Store

LAST_DAY: Final = datetime(2026, 6, 30, 20, 0, tzinfo=UTC)
"""The world's present: nothing in it is later."""

FIRST_DAY: Final = LAST_DAY - timedelta(days=DAYS)
_NAMES: Final = tuple((topic, subject) for topic, names in SUBJECTS.items() for subject in names)
_ALWAYS_DRAWN: Final = frozenset({"humour"})
_PICTURE_SHARE: Final = 0.63


@dataclass(frozen=True)
class WorldSize:
    """How large a world to make."""

    posts: int = 2_000
    authors: int = 150
    people: int = 300
    impressions: int = 57_000


@dataclass(frozen=True)
class World:
    """All of it, before it is written down.

    Parameters
    ----------
    follows
        ``(n_people, n_authors) bool``.
    drawings
        For each picture the post's or ad's id, its topic, its subject and its seed.
    """

    authors: list[Author]
    people: tuple[list[str], list[str]]
    tastes: Tastes
    posts: SamplePosts
    follows: NDArray[np.bool_]
    reactions: Reactions
    written: list[dict[str, object]]
    drawings: list[tuple[str, str, str, int]]


def make_world(seed: int, size: WorldSize | None = None) -> World:
    """Make a world; the same seed and size make the same one."""
    size = size or WorldSize()
    rng = np.random.default_rng(seed)
    authors = draw_authors(rng, size.authors)
    people = draw_people(rng, size.people)
    tastes = draw_tastes(rng, size.people)
    posts = _draw_posts(rng, authors, size.posts)
    follows = draw_follows(rng, tastes, np.array([author.main for author in authors]))
    reactions = react(rng, tastes, posts, follows, impressions=size.impressions)
    written = list(_written(rng, authors, posts))
    drawings = [
        (str(post["post_id"]), *_NAMES[posts.subject[number]], int(rng.integers(2**31)))
        for number, post in enumerate(written)
        if posts.has_picture[number]
    ]
    drawings += [(ad_id, ad.topic, ad.subject, int(rng.integers(2**31))) for ad_id, _, ad in _numbered_ads()]
    return World(authors, people, tastes, posts, follows, reactions, written, drawings)


def write_world(store: Store, seed: int, size: WorldSize | None = None, *, processes: int = 2) -> Mapping[str, int]:
    """Make a world and put it into a store: pictures into ``media/``, the preference model into ``truth/``.

    Returns
    -------
    Mapping
        How many rows of each table were saved.
    """
    world = make_world(seed, size)
    _draw_all(store.media, world.drawings, processes)
    _write_truth(store, world)
    drawn = {name for name, *_ in world.drawings}
    tables = {
        "posts": pa.Table.from_pylist([_with_picture(post, drawn) for post in world.written], POSTS),
        "users": _users(world, np.random.default_rng([seed, 1])),
        "events": _events(world),
        "ads": _ads(drawn),
    }
    return save(Imported(tables), store, "sample")


def _draw_posts(rng: np.random.Generator, authors: list[Author], count: int) -> SamplePosts:
    rates = np.array([author.rate for author in authors])
    author = rng.choice(len(authors), count, p=rates / rates.sum())
    mains = np.array([author.main for author in authors])[author]
    seconds = np.array([author.second for author in authors])[author]
    topic = np.where(rng.random(count) < 0.75, mains, seconds)
    subjects_by_topic = [np.flatnonzero(number == TOPIC_OF_SUBJECT) for number in range(len(TOPICS))]
    subject = np.array([rng.choice(subjects_by_topic[number]) for number in topic], np.int64)
    always = np.array([name in _ALWAYS_DRAWN for name in TOPICS])[topic]
    pull = np.array([author.pull for author in authors])[author]
    return SamplePosts(
        subject=subject,
        author=author.astype(np.int64),
        day=np.sort(_moments(rng, count)),
        has_picture=always | (rng.random(count) < _PICTURE_SHARE),
        quality=(0.6 * pull + rng.normal(0.0, 0.4, count)).astype(np.float32),
    )


def _moments(rng: np.random.Generator, count: int) -> NDArray[np.float64]:
    """Draw times in days, more of them by day than by night."""
    hour = np.clip(rng.choice([8.0, 12.5, 19.0], count, p=[0.25, 0.25, 0.5]) + rng.normal(0.0, 2.2, count), 0.0, 23.9)
    day = rng.integers(0, DAYS, count)
    midnight = (FIRST_DAY - FIRST_DAY.replace(hour=0)).total_seconds() / 86_400.0
    return np.clip(day + hour / 24.0 - midnight, 0.0, DAYS - 0.001)


def _written(rng: np.random.Generator, authors: list[Author], posts: SamplePosts) -> Iterator[dict[str, object]]:
    """Write all posts; within a subject no body comes again before all have been used."""
    unused: dict[int, list[int]] = {}
    for number, subject in enumerate(posts.subject.tolist()):
        topic, name = _NAMES[subject]
        if not unused.get(subject):
            unused[subject] = rng.permutation(bodies(topic, name)).tolist()
        author = authors[posts.author[number]]
        post = write(topic, name, unused[subject].pop(), author.voice, rng)
        yield {
            "post_id": f"p{number:04d}",
            "author_id": author.author_id,
            "created_at": _moment(posts.day[number]),
            "title": post.title,
            "text": post.text,
            "tags": list(post.tags),
            "language": "en",
        }


def _moment(day: float) -> datetime:
    return FIRST_DAY + timedelta(seconds=round(day * 86_400.0))


def _picture_path(name: str) -> str:
    return f"{name.replace(':', '-')}.jpg"


def _with_picture(post: dict[str, object], drawn: set[str]) -> dict[str, object]:
    name = str(post["post_id"])
    return {**post, "images": [{"uri": _picture_path(name)}] if name in drawn else []}


def _draw_all(folder: Path, drawings: list[tuple[str, str, str, int]], processes: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    jobs = [(folder / _picture_path(name), topic, subject, seed) for name, topic, subject, seed in drawings]
    if processes == 1:
        for job in jobs:
            _draw_one(job)
        return
    with ProcessPoolExecutor(processes) as pool:
        list(pool.map(_draw_one, jobs, chunksize=16))


def _draw_one(job: tuple[Path, str, str, int]) -> None:
    path, topic, subject, seed = job
    data = io.BytesIO()
    draw(topic, subject, np.random.default_rng(seed)).save(data, "JPEG", quality=88)
    with atomic_path(path) as temporary:
        temporary.write_bytes(data.getvalue())


def _users(world: World, rng: np.random.Generator) -> pa.Table:
    ids, names = world.people
    author_ids = np.array([author.author_id for author in world.authors])
    rows = []
    for number, user_id in enumerate(ids):
        favourites = np.argsort(-world.tastes.start[number])[:2]
        rows.append(
            {
                "user_id": user_id,
                "name": names[number],
                "interests": [TOPICS[topic] for topic in favourites] if rng.random() < 0.4 else [],
                "follows": author_ids[world.follows[number]].tolist(),
                "blocked_authors": author_ids[rng.integers(len(author_ids), size=int(rng.random() < 0.1))].tolist(),
                "muted_authors": author_ids[rng.integers(len(author_ids), size=int(rng.random() < 0.1))].tolist(),
                "muted_words": ["monday"] if rng.random() < 0.05 else [],
                "personalised_ads": bool(rng.random() < 0.6),
            }
        )
    return pa.Table.from_pylist(rows, USERS)


def _events(world: World) -> pa.Table:
    happened, (user_ids, _) = world.reactions, world.people
    start = int(FIRST_DAY.timestamp() * 1e6)
    micros = start + np.round(happened.day * 86_400e6).astype(np.int64)
    arrays = [
        pa.array(user_ids).take(pa.array(happened.person)),
        pa.array([str(post["post_id"]) for post in world.written]).take(pa.array(happened.post)),
        pa.array(happened.action.tolist()),
        pa.array(np.minimum(micros, int(LAST_DAY.timestamp() * 1e6))).cast(EVENTS.field("occurred_at").type),
        pa.array(happened.value, from_pandas=True),
    ]
    return pa.Table.from_arrays(arrays, schema=EVENTS)


def _numbered_ads() -> Iterator[tuple[str, str, SampleAd]]:
    for advertiser, ads in ADVERTISERS.items():
        slug = advertiser.lower().replace(" & ", "-").replace(" ", "-")
        for number, ad in enumerate(ads, start=1):
            yield f"{slug}-{number}", advertiser, ad


def _ads(drawn: set[str]) -> pa.Table:
    rows = [
        {
            "ad_id": ad_id,
            "advertiser_id": advertiser,
            "title": ad.title,
            "text": ad.text,
            "images": [{"uri": _picture_path(ad_id)}] if ad_id in drawn else [],
            "bid_micros": ad.bid_cents * 10_000,
            "daily_budget_micros": ad.bid_cents * 10_000 * 40,
            "topics": [ad.topic],
            "keywords": list(ad.keywords),
            "avoid_topics": list(ad.avoid_topics),
        }
        for ad_id, advertiser, ad in _numbered_ads()
    ]
    return pa.Table.from_pylist(rows, ADS)


def _write_truth(store: Store, world: World) -> None:
    """Keep the preference model: what each person likes, and what each post is about."""
    people, tastes = world.people[0], world.tastes
    liking = {
        "user_id": people,
        "taste_start": list(tastes.start),
        "taste_end": list(tastes.end),
        "subject": list(tastes.subject),
        "picture": tastes.picture,
        "follows": list(world.follows),
    }
    posts = {
        "post_id": [post["post_id"] for post in world.written],
        "topic": [_NAMES[subject][0] for subject in world.posts.subject],
        "subject": [_NAMES[subject][1] for subject in world.posts.subject],
        "subject_number": world.posts.subject,
        "author_number": world.posts.author,
        "day": world.posts.day,
        "has_picture": world.posts.has_picture,
        "quality": world.posts.quality,
    }
    write_parquet(pa.table(liking), store.folder("truth") / "people.parquet")
    write_parquet(pa.table(posts), store.folder("truth") / "posts.parquet")
