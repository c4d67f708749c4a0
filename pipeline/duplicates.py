"""Which posts are the same to somebody who has seen one of them: groups of near-duplicates.

When two posts are near-duplicates:

=================================== =================================================================================
what both have                      they are the same where
=================================== =================================================================================
no pictures                         the texts are
pictures, and they are the same     the texts are, or one says nothing; or else another author's caption is short:
                                    a repost with a comment. One author's picture under other words is a logo, and two
                                    long texts with one photo are two articles
other pictures, or pictures in one  the texts are, and are long: an article with another illustration
=================================== =================================================================================

The pictures of two posts are the same where they are equally many and each is the same as its counterpart in order. A
member of a group is the same as the group's oldest post, and not merely as another member, so that no chain of small
changes ends at something else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from pipeline.same_picture import Pictures, picture_keys, same_pictures
from pipeline.same_text import LONG_LETTERS, Texts, same_texts, text_keys

Rows = NDArray[np.int64]

ALONE: Final = -1

_WINDOW: Final = 4
"""A post is compared with so many of those that stand next to it in the order of a key."""

_TEXT_BITS: Final = 48
_PICTURE_BITS: Final = 14
"""Neighbours in the order of a key are compared where so many of its leading bits are equal."""

_TEXT_APART: Final = 16
_PICTURE_APART: Final = 8
"""And where at most so many of its bits differ."""

_MOST_LEADERS: Final = 256
"""So many groups are made of posts that hang together by chains; what is left then stays alone."""

_BLOCK: Final = 65_536


@dataclass(frozen=True)
class Contents:
    """What is known of ``n`` posts.

    Parameters
    ----------
    texts
        ``(n,)`` fingerprints of the texts; version 0 where there is none.
    pictures
        ``(m,)`` fingerprints of the pictures, one post's after another's, in order.
    bounds
        ``(n + 1,) int64``: the pictures of post i are ``pictures[bounds[i]:bounds[i + 1]]``.
    author
        ``(n,) int64``; -1 where it is not known.
    age
        ``(n,) int64``: 0 for the oldest post, all different.
    """

    texts: Texts
    pictures: Pictures
    bounds: Rows
    author: Rows
    age: Rows

    @property
    def counts(self) -> Rows:
        """How many pictures each post has, ``(n,) int64``."""
        return np.diff(self.bounds)


@dataclass(frozen=True)
class _Order:
    """Rows in the order of a key, the keys, how many leading bits neighbours share, and how many may differ in all."""

    rows: Rows
    keys: NDArray[np.uint64]
    bits: int
    apart: int

    def candidates(self, distance: int) -> Rows:
        """Give the places of those that may be the same as the one so many places on."""
        differ = self.keys[distance:] ^ self.keys[:-distance]
        near = np.bitwise_count(differ) <= self.apart
        return np.flatnonzero(near & (differ >> np.uint64(64 - self.bits) == 0))


def duplicate_groups(posts: Contents) -> Rows:
    """Put near-duplicates together.

    Candidates are neighbours in the orders of 16 keys of texts and 12 of pictures, so that time and memory grow with
    the number of posts and not with its square, however many are alike.

    Returns
    -------
    ``(n,) int64``
        The row of the oldest post of each one's group; -1 for a post that is alone.
    """
    component: Rows = np.arange(len(posts.age))
    for order in _orders(posts):
        component = _joined(component, _alike(posts, component, order))
    return _led(posts, component)


def near_duplicates(posts: Contents, one: Rows, other: Rows) -> NDArray[np.bool_]:
    """Tell of ``m`` pairs of rows whether they are near-duplicates, ``(m,) bool``; the rule stands above."""
    said = same_texts(posts.texts[one], posts.texts[other])
    letters = np.minimum(posts.texts["letters"][one], posts.texts["letters"][other])
    long = letters >= LONG_LETTERS
    shown = np.zeros(len(one), np.bool_)
    bare = (posts.counts[one] == 0) & (posts.counts[other] == 0)
    possible = np.flatnonzero((posts.counts[one] == posts.counts[other]) & ~bare)
    shown[possible] = _same_albums(posts, one[possible], other[possible])
    same_author = (posts.author[one] == posts.author[other]) & (posts.author[one] >= 0)
    reposted = said | (letters == 0) | ~(same_author | long)
    return np.where(bare, said, np.where(shown, reposted, said & long))


def _same_albums(posts: Contents, one: Rows, other: Rows) -> NDArray[np.bool_]:
    """Compare the pictures of posts with equally many, one by one in order, ``(m,) bool``."""
    same = np.ones(len(one), np.bool_)
    counts = posts.counts[one]
    for ordinal in range(int(counts.max(initial=0))):
        at = np.flatnonzero(same & (counts > ordinal))
        first, second = (posts.pictures[posts.bounds[rows[at]] + ordinal] for rows in (one, other))
        same[at] = same_pictures(first, second)
    return same


def _orders(posts: Contents) -> Iterator[_Order]:
    """Give, for each key, rows in the order of the key, then of age, the keys, and which bits neighbours share."""
    with_text = np.flatnonzero(posts.texts["version"] > 0)
    shown = np.flatnonzero(posts.counts > 0)
    shown = shown[posts.pictures["version"][posts.bounds[shown]] > 0]
    yield from _sorted(posts, with_text, _in_blocks(text_keys, posts.texts, with_text), _TEXT_BITS, _TEXT_APART)
    yield from _sorted(
        posts, shown, _in_blocks(picture_keys, posts.pictures, posts.bounds[shown]), _PICTURE_BITS, _PICTURE_APART
    )


def _sorted(posts: Contents, rows: Rows, keys: NDArray[np.uint64], bits: int, apart: int) -> Iterator[_Order]:
    by_age = np.argsort(posts.age[rows], kind="stable")
    for key in keys:
        order = by_age[np.argsort(key[by_age], kind="stable")]
        yield _Order(rows[order], key[order], bits, apart)


def _in_blocks(
    make: Callable[[NDArray[np.void]], NDArray[np.uint64]], fingerprints: NDArray[np.void], rows: Rows
) -> NDArray[np.uint64]:
    """Make the keys of some fingerprints, ``(bands, n)``, a block of them at a time."""
    blocks = [make(fingerprints[rows[start : start + _BLOCK]]).T for start in range(0, len(rows), _BLOCK)]
    return np.concatenate(blocks, axis=1) if blocks else np.empty((0, 0), np.uint64)


def _alike(posts: Contents, component: Rows, order: _Order) -> Rows:
    """Compare neighbours that are not known to hang together; give ``(m, 2)`` components that do."""
    found = [np.empty((0, 2), np.int64)]
    for distance in range(1, min(_WINDOW, len(order.rows) - 1) + 1):
        at = order.candidates(distance)
        at = at[component[order.rows[at]] != component[order.rows[at + distance]]]
        for block in np.array_split(at, 1 + len(at) // _BLOCK):
            one, other = order.rows[block], order.rows[block + distance]
            same = near_duplicates(posts, one, other)
            found.append(np.stack([component[one[same]], component[other[same]]], axis=1))
    return np.concatenate(found)


def _joined(component: Rows, pairs: Rows) -> Rows:
    if not len(pairs):
        return component
    size = len(component)
    edges = coo_array((np.ones(len(pairs), np.bool_), (pairs[:, 0], pairs[:, 1])), shape=(size, size))
    _, label = connected_components(edges, directed=False)
    return np.asarray(label[component], np.int64)


def _led(posts: Contents, component: Rows) -> Rows:
    """Let the oldest post of each component lead those that are the same as it, and again of the rest.

    The groups are those of going through the posts by age, each joining the oldest leader that it is the same as.
    """
    group = np.full(len(component), ALONE, np.int64)
    rest = np.flatnonzero(np.bincount(component, minlength=1)[component] > 1)
    rest = rest[np.lexsort((posts.age[rest], component[rest]))]
    for _ in range(_MOST_LEADERS):
        if not len(rest):
            break
        leads = np.append(True, component[rest[1:]] != component[rest[:-1]])
        leader = rest[leads][np.cumsum(leads) - 1]
        joins = leads.copy()
        others = np.flatnonzero(~leads)
        joins[others] = near_duplicates(posts, leader[others], rest[others])
        group[rest[joins]] = leader[joins]
        rest = rest[~joins]
    led = np.bincount(group[group >= 0], minlength=len(group))
    return np.where((group >= 0) & (led[group] > 1), group, ALONE)
