"""Small things one does with words: cut them, split them, and find words that somebody listed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

Phrase = tuple[str, ...]
"""Words one after another, case-folded."""

_WORD: Final = re.compile(r"\w+")
_NO_LANGUAGE: Final = frozenset({"und", "mul", "zxx"})


def shorten(words: str, length: int) -> str:
    """Cut a text to at most ``length`` characters, the ellipsis counted; between words where there are any."""
    words = " ".join(words.split())
    return words if len(words) <= length else words[: length - 1].rsplit(" ", 1)[0].rstrip(",.;:#") + "…"


def fold(text: str | None) -> str:
    """Write a text without case and in compatibility form, so that full-width letters become plain ones."""
    if not text or text.isascii():
        return (text or "").lower()  # the same, and ten times as fast
    return unicodedata.normalize("NFKC", text).casefold()


def phrase_of(text: str | None) -> Phrase:
    """Split a text into its words, case-folded and in compatibility form (full-width letters become plain ones)."""
    return tuple(_WORD.findall(fold(text)))


def name_key(name: str) -> str:
    """Give names that differ in case, width and marks alone the same key: ``"Self_Harm"`` is ``"self harm"``."""
    return " ".join(phrase_of(name.replace("_", " ")))


def main_language(tag: str | None) -> str:
    """Give the language of a BCP 47 tag without script and country, ``"pt"`` for ``"pt-BR"``.

    Empty where the tag names no one language: no tag, ``und`` (nobody knows), ``mul`` (several), ``zxx`` (no words).
    """
    language = re.split("[-_]", (tag or "").strip())[0].lower()
    return "" if language in _NO_LANGUAGE else language


def said_in(texts: Iterable[Phrase], longest: int) -> frozenset[Phrase]:
    """Collect every run of 1 to ``longest`` words of each text."""
    return frozenset(
        text[start : start + length]
        for text in texts
        for length in range(1, longest + 1)
        for start in range(len(text) - length + 1)
    )


@dataclass(frozen=True)
class WordList:
    """Words and phrases that somebody does not want to meet.

    A word counts where it stands whole, in any case and width, in every script that parts words; a phrase where its
    words follow one another, whatever stands between them. An entry without a letter or digit, such as an emoji, counts
    anywhere.

    Parameters
    ----------
    phrases
        The entries as words.
    symbols
        The entries that have none.
    """

    phrases: frozenset[Phrase]
    symbols: frozenset[str]

    @classmethod
    def of(cls, entries: Iterable[str | None]) -> WordList:
        """Read a list as somebody has typed it; blank entries mean nothing."""
        typed = [entry for entry in entries if entry and entry.strip()]
        bare = (fold(entry).strip() for entry in typed if not phrase_of(entry) and not _is_punctuation(entry))
        return cls(frozenset(phrase_of(entry) for entry in typed) - {()}, frozenset(bare))

    def __bool__(self) -> bool:
        return bool(self.phrases or self.symbols)

    def is_said_in(self, text: str | None) -> bool:
        """Tell whether a text has one of the entries."""
        if not text:
            return False
        folded = fold(text)
        if any(symbol in folded for symbol in self.symbols):
            return True
        near = [phrase for phrase in self.phrases if phrase[0] in folded]  # few texts go further, which takes longer
        if not near:
            return False
        # Words have no blanks in them, so that a phrase is found by a search for its words with blanks around.
        words = f" {' '.join(_WORD.findall(folded))} "
        return any(f" {' '.join(phrase)} " in words for phrase in near)


def _is_punctuation(entry: str) -> bool:
    """Tell whether an entry is nothing but marks that stand in every text, such as a lone full stop."""
    return all(unicodedata.category(sign).startswith(("P", "Z")) for sign in entry)
