"""Where ads may stand, and how many."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.errors import BadInput


@dataclass(frozen=True)
class AdSlots:
    """Declare the slots of a surface.

    A slot lies between two posts, so that an ad is never first, never last, and never beside another ad.

    Parameters
    ----------
    first
        How many posts stand before the first slot, 1 or more.
    every
        How many posts stand between two slots, 1 or more.
    most
        How many slots a feed has at most; 0 for none.
    per_advertiser
        How many ads of one advertiser a feed may hold, 1 or more.

    Raises
    ------
    BadInput
        If a number is too small.
    """

    first: int = 3
    every: int = 6
    most: int = 4
    per_advertiser: int = 1

    def __post_init__(self) -> None:
        for name, least in (("first", 1), ("every", 1), ("most", 0), ("per_advertiser", 1)):
            value = getattr(self, name)
            if value < least:
                raise BadInput(f"{name} is {value}", expected=f"{least} or more", remedy=f"Raise {name}")

    def after(self, posts: int) -> tuple[int, ...]:
        """Say after how many posts each slot comes, in a feed of so many posts."""
        return tuple(range(self.first, posts, self.every))[: self.most]
