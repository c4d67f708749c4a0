"""How people of the sample world react: the stated preference model, and what it made them do.

A person's utility of a post is::

    2.4 taste(topic, time) + subject + picture (if it has one) + 0.5 (if the author is followed) + quality - 1.2

and each reaction has a logistic chance in it. What they are shown is not what they like best: a simple feed of its
time (followed authors, what is popular, and chance) stands between, as it does in any real log.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.sample.people import TOPIC_OF_SUBJECT, Tastes

DAYS: Final = 60
TASTE: Final = 2.4
FOLLOWED: Final = 0.5
BIAS: Final = 1.2
_WINDOW_DAYS: Final = 10.0

_CHANCES: Final = (
    # action, offset: P(action) = logistic(sign * 1.7 * utility + offset)
    ("like", 1.0, -1.6),
    ("comment", 1.0, -3.6),
    ("share", 1.0, -4.0),
    ("click", 1.0, -1.9),
    ("hide", -1.0, -4.4),
    ("report", -1.0, -6.8),
)
_STEEPNESS: Final = 1.7


@dataclass(frozen=True)
class SamplePosts:
    """What the model needs to know of the posts, ``(n_posts,)`` each.

    Parameters
    ----------
    subject
        Number of the subject, in the order of SUBJECTS.
    author
        Number of the author.
    day
        When the post was made, in days since the world began.
    has_picture
        Whether there is a picture.
    quality
        What all people find in it, around 0.
    """

    subject: NDArray[np.int64]
    author: NDArray[np.int64]
    day: NDArray[np.float64]
    has_picture: NDArray[np.bool_]
    quality: NDArray[np.float32]


@dataclass(frozen=True)
class Reactions:
    """What people did, one entry an event, in order of time."""

    person: NDArray[np.int64]
    post: NDArray[np.int64]
    action: NDArray[np.str_]
    day: NDArray[np.float64]
    value: NDArray[np.float32]


def utility(
    tastes: Tastes,
    posts: SamplePosts,
    follows: NDArray[np.bool_],
    person: NDArray[np.int64],
    post: NDArray[np.int64],
    day: NDArray[np.float64],
) -> NDArray[np.float32]:
    """Give what each person would find in each post on each day, ``(n,) float32``: the truth, without noise.

    Parameters
    ----------
    follows
        ``(n_people, n_authors) bool``.
    person, post, day
        ``(n,)`` each.
    """
    subject = posts.subject[post]
    taste = tastes.at(person, day / DAYS)[np.arange(len(person)), TOPIC_OF_SUBJECT[subject]]
    picture = tastes.picture[person] * posts.has_picture[post]
    followed = FOLLOWED * follows[person, posts.author[post]]
    found = TASTE * taste + tastes.subject[person, subject] + picture + followed + posts.quality[post] - BIAS
    return np.asarray(found, np.float32)


def draw_follows(rng: np.random.Generator, tastes: Tastes, main_topic: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Let each person follow 4 to 14 authors, mostly of topics they like, ``(n_people, n_authors) bool``."""
    follows = np.zeros((len(tastes.start), len(main_topic)), bool)
    for person, taste in enumerate(tastes.start):
        chances = 0.03 + taste[main_topic].astype(np.float64)
        wanted = int(rng.integers(4, 15))
        follows[person, rng.choice(len(main_topic), wanted, replace=False, p=chances / chances.sum())] = True
    return follows


def react(
    rng: np.random.Generator, tastes: Tastes, posts: SamplePosts, follows: NDArray[np.bool_], *, impressions: int
) -> Reactions:
    """Show posts to people day by day and note what they do; each look is noted too, as a view without a place.

    What people could have done, but did not, is only known of what they were shown: a ranker that takes all else for
    disliked learns what the feed of its time has shown (``python -m benchmarks.regret`` says how much that costs).

    Parameters
    ----------
    impressions
        How many posts are looked at in all; about four of ten lead to a reaction of some kind.
    """
    activity = rng.lognormal(0.0, 0.7, len(follows))
    person = rng.choice(len(follows), impressions, p=activity / activity.sum())
    day = np.sort(rng.uniform(1.0, DAYS, impressions))
    post = _shown(rng, posts, follows, person, day)
    kept = _first_sight(person, post)
    person, post, day = person[kept], post[kept], day[kept]
    liking = utility(tastes, posts, follows, person, post, day)
    looks = np.arange(len(person))
    parts = [
        ("view", looks, day),
        *(_act(rng, action, sign * _STEEPNESS * liking + offset, day) for action, sign, offset in _CHANCES),
    ]
    dwell = _dwell(rng, liking)
    at = np.concatenate([which for _, which, _ in parts] + [dwell[0]])
    action = np.concatenate([np.full(len(which), name) for name, which, _ in parts] + [np.full(len(dwell[0]), "dwell")])
    moment = np.concatenate([moment for _, _, moment in parts] + [day[dwell[0]] + 0.0002])
    value = np.concatenate([np.full(len(at) - len(dwell[0]), np.nan, np.float32), dwell[1]])
    order = np.lexsort((action, at, moment))
    return Reactions(person[at][order], post[at][order], action[order], moment[order], value[order])


def _shown(
    rng: np.random.Generator,
    posts: SamplePosts,
    follows: NDArray[np.bool_],
    person: NDArray[np.int64],
    day: NDArray[np.float64],
) -> NDArray[np.int64]:
    """Choose what each person is shown at each moment among the posts of the last days."""
    order = np.argsort(posts.day, kind="stable")
    made = posts.day[order]
    first, last = np.searchsorted(made, day - _WINDOW_DAYS), np.searchsorted(made, day)
    pull = np.exp(1.5 * posts.quality)
    shown = np.empty(len(person), np.int64)
    for number, (who, start, stop) in enumerate(zip(person, first, _one_at_least(first, last), strict=True)):
        recent = order[start:stop]
        chances = pull[recent] * np.where(follows[who, posts.author[recent]], 6.0, 1.0)
        shown[number] = recent[np.searchsorted(np.cumsum(chances), rng.random() * chances.sum())]
    return shown


def _one_at_least(first: NDArray[np.int64], last: NDArray[np.int64]) -> NDArray[np.int64]:
    """Make every range hold one post at least."""
    return np.maximum(last, first + 1)


def _first_sight(person: NDArray[np.int64], post: NDArray[np.int64]) -> NDArray[np.int64]:
    _, first = np.unique(np.stack([person, post]), axis=1, return_index=True)
    return np.sort(first)


def _act(
    rng: np.random.Generator, action: str, logit: NDArray[np.float32], day: NDArray[np.float64]
) -> tuple[str, NDArray[np.int64], NDArray[np.float64]]:
    which = np.flatnonzero(rng.random(len(logit)) < 1.0 / (1.0 + np.exp(-logit)))
    return action, which, day[which] + rng.uniform(0.0003, 0.004, len(which))


def _dwell(rng: np.random.Generator, liking: NDArray[np.float32]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Let a quarter of the looks be timed: 3 seconds on what leaves cold, half a minute and more on what is liked."""
    which = np.flatnonzero(rng.random(len(liking)) < 0.25)
    seconds = np.exp(2.0 + 0.7 * liking[which] + rng.normal(0.0, 0.4, len(which)))
    return which, np.clip(seconds, 1.0, 300.0).astype(np.float32)
