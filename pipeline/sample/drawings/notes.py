"""A canvas that notes which words are written on it: what a picture of the sample world truly says."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.sample.drawings.canvas import Canvas


@dataclass(frozen=True, eq=False)
class NotingCanvas(Canvas):
    """Paint as :class:`Canvas` does, to the pixel.

    Parameters
    ----------
    written
        Every piece of text in the order in which it was written; frames of one picture share the list.
    """

    written: list[str] = field(default_factory=list)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float,
        fill: str,
        anchor: str = "mm",
        bold: float = 0.0,
        outline: str | None = None,
    ) -> None:
        """Write words, and note them; a shadow below the same words is not noted twice."""
        piece = " ".join(words.split())
        if piece and self.written[-1:] != [piece]:
            self.written.append(piece)
        super().text(x, y, words, size, fill, anchor, bold, outline)
