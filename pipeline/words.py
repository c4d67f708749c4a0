"""Small things one does with words."""

from __future__ import annotations


def shorten(words: str, length: int) -> str:
    """Cut a text to at most ``length`` characters, the ellipsis counted; between words where there are any."""
    words = " ".join(words.split())
    return words if len(words) <= length else words[: length - 1].rsplit(" ", 1)[0].rstrip(",.;:#") + "…"
