"""How the sample world's authors write: a body by hand, in the voice of whoever posts it.

The bodies live in ``texts/<topic>.py``, one module a topic, each with a ``PHRASES``. Nothing here invents
a sentence: an author may put a lead-in before a body or an aside after it, make its first sentence the
title, write in lower case, add an exclamation mark, an emoji or hashtags, and that is all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import Final, NamedTuple

import numpy as np

from pipeline.errors import UnknownId, nearest
from pipeline.sample.subjects import SUBJECTS
from pipeline.sample.words import EMOJI, SIGN_OFFS, SLOTS


@dataclass(frozen=True)
class Phrases:
    """Everything written about one topic.

    Parameters
    ----------
    openings
        Lead-ins that fit any post of the topic; each ends in a colon or a full stop.
    closings
        Ends that fit any post of the topic.
    hashtags
        Words without ``#``.
    subjects
        The bodies of each subject, which may hold the slots of ``words.SLOTS`` in braces.
    alone
        More bodies, of the subjects that have some, to which nobody would add an aside or an emoji: notices,
        requests, goodbyes, long stories.
    """

    openings: tuple[str, ...]
    closings: tuple[str, ...]
    hashtags: tuple[str, ...]
    subjects: Mapping[str, tuple[str, ...]]
    alone: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def bodies(self, subject: str) -> tuple[str, ...]:
        """Return all bodies of a subject, those that stand alone last."""
        return self.subjects[subject] + self.alone.get(subject, ())


class Written(NamedTuple):
    """One post as its author sends it off; ``tags`` are the hashtags its text ends in."""

    title: str | None
    text: str
    tags: tuple[str, ...]


_SIGN_OFF_RATE: Final = 0.4

_LONGEST_TEXT: Final = 600
_SENTENCE_BREAK: Final = re.compile(r"(?<=[.!?]) (?=[A-Z])")
_TITLE_LENGTHS: Final = range(12, 71)
_SHORTEST_TITLED_TEXT: Final = 50
# An exclamation mark suits one short sentence; it spoils the end of a story and of a dry joke.
_SHORT_SENTENCE: Final = re.compile(r"[^.!?]{0,100}\w\.")


@dataclass(frozen=True)
class Voice:
    """How one author writes.

    Parameters
    ----------
    lowercase
        Whether everything is written in lower case.
    emoji, hashtags, exclamation, titles
        How often a post ends in an emoji, carries hashtags, ends in an exclamation mark, and, where it is
        long, has a title: probabilities from 0 (never) to 1 (always).
    wordiness
        The probability of a lead-in, and, without one, of an aside at the end.
    sign_off
        A favourite last word, or None.
    """

    lowercase: bool = False
    emoji: float = 0.0
    hashtags: float = 0.0
    wordiness: float = 0.2
    exclamation: float = 0.0
    titles: float = 0.0
    sign_off: str | None = None

    @classmethod
    def draw(cls, rng: np.random.Generator) -> Voice:
        """Draw an author: most write plainly, some have a habit or two."""
        return cls(
            lowercase=bool(rng.random() < 0.12),
            emoji=float(rng.choice([0.0, 0.12, 0.5], p=[0.55, 0.3, 0.15])),
            hashtags=float(rng.choice([0.0, 0.25, 0.8], p=[0.5, 0.35, 0.15])),
            wordiness=float(rng.uniform(0.02, 0.3)),
            exclamation=float(rng.choice([0.0, 0.2, 0.6], p=[0.6, 0.3, 0.1])),
            titles=float(rng.choice([0.0, 0.9], p=[0.6, 0.4])),
            sign_off=_pick(SIGN_OFFS, rng) if rng.random() < 0.08 else None,
        )


@cache
def phrases(topic: str) -> Phrases:
    """Return all that is written about a topic.

    Raises
    ------
    UnknownId
        If the sample world has no such topic.
    """
    if topic not in SUBJECTS:
        raise UnknownId(f"topic {topic!r}", expected="a topic of the sample world", remedy=nearest(topic, SUBJECTS))
    found = import_module(f"pipeline.sample.texts.{topic}").PHRASES
    assert isinstance(found, Phrases)
    return found


def bodies(topic: str, subject: str) -> int:
    """Count the bodies written about a subject.

    Raises
    ------
    UnknownId
        If the sample world has no such topic, or the topic no such subject.
    """
    return len(_bodies(topic, subject))


def write(topic: str, subject: str, body_index: int, voice: Voice, rng: np.random.Generator) -> Written:
    """Write one post about a subject.

    Parameters
    ----------
    body_index
        Which of the :func:`bodies` to use, from 0; whoever never passes one twice never repeats a post.
    rng
        The only source of chance: the same state gives the same post.

    Raises
    ------
    UnknownId
        If there is no such topic, subject or body.
    """
    written = _bodies(topic, subject)
    if not 0 <= body_index < len(written):
        raise UnknownId(
            f"body {body_index} of {subject!r}",
            expected=f"an index from 0 to {len(written) - 1}",
            remedy="Count the bodies with bodies(topic, subject) first",
        )
    words = phrases(topic)
    title, text = _split_title(_fill(written[body_index], rng), voice, rng)
    if body_index < len(words.subjects[subject]):
        text = _dress(text, words, voice, rng, lead_in=title is None)
        text = _append(text, _pick(EMOJI[topic], rng) if rng.random() < voice.emoji else None)
    tags = _draw_tags(words.hashtags, voice, rng)
    with_tags = _append(text, " ".join(f"#{tag}" for tag in tags))
    if len(with_tags) > _LONGEST_TEXT:
        with_tags, tags = text, ()
    return _lowered(title, with_tags, tags) if voice.lowercase else Written(title, with_tags, tags)


def _bodies(topic: str, subject: str) -> tuple[str, ...]:
    words = phrases(topic)
    if subject not in words.subjects:
        raise UnknownId(
            f"subject {subject!r}", expected=f"a subject of {topic}", remedy=nearest(subject, words.subjects)
        )
    return words.bodies(subject)


def _lowered(title: str | None, text: str, tags: tuple[str, ...]) -> Written:
    return Written(title.lower() if title else None, text.lower(), tags)


def _pick(choices: tuple[str, ...], rng: np.random.Generator) -> str:
    return choices[int(rng.integers(len(choices)))]


def _fill(body: str, rng: np.random.Generator) -> str:
    """Put a word into each slot, with a capital where it begins a sentence."""
    words = {slot: _pick(choices, rng) for slot, choices in SLOTS.items()}

    def word(match: re.Match[str]) -> str:
        chosen = words[match[1]]
        before = body[: match.start()].rstrip()
        return chosen[0].upper() + chosen[1:] if not before or before[-1] in ".!?" else chosen

    return re.sub(r"\{(\w+)\}", word, body)


def _split_title(body: str, voice: Voice, rng: np.random.Generator) -> tuple[str | None, str]:
    """Make the first sentence of a long body its title, as people do who fill in the title field."""
    if rng.random() >= voice.titles:
        return None, body
    first, *rest = _SENTENCE_BREAK.split(body, maxsplit=1)
    if not rest or len(first) not in _TITLE_LENGTHS or len(rest[0]) < _SHORTEST_TITLED_TEXT:
        return None, body
    return first.rstrip("."), rest[0]


def _dress(body: str, words: Phrases, voice: Voice, rng: np.random.Generator, *, lead_in: bool) -> str:
    """Add the voice's exclamation mark, then a lead-in or an aside or a sign-off, but no two of these three."""
    opening = _pick(words.openings, rng) if lead_in and rng.random() < voice.wordiness else None
    ending = _ending(body, words, voice, rng)
    if _SHORT_SENTENCE.fullmatch(body) and rng.random() < voice.exclamation:
        body = body[:-1] + "!"
    # Two colons in a row ("From the kitchen: Tip:") are the seam that readers notice first.
    if opening and opening.endswith(":") and ": " in body:
        opening = None
    text = f"{opening} {body}" if opening else _append(body, ending)
    return text if len(text) <= _LONGEST_TEXT else body


def _ending(body: str, words: Phrases, voice: Voice, rng: np.random.Generator) -> str | None:
    """Draw what follows the body; whoever ends in a question waits for the answer, and adds nothing."""
    if body.endswith("?"):
        return None
    if rng.random() < voice.wordiness:
        return _pick(words.closings, rng)
    return voice.sign_off if rng.random() < _SIGN_OFF_RATE else None


def _append(text: str, ending: str | None) -> str:
    return f"{text} {ending}" if ending else text


def _draw_tags(hashtags: tuple[str, ...], voice: Voice, rng: np.random.Generator) -> tuple[str, ...]:
    if rng.random() >= voice.hashtags:
        return ()
    count = int(rng.integers(1, 4))
    return tuple(hashtags[int(i)] for i in rng.choice(len(hashtags), size=count, replace=False))
