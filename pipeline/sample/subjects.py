"""What the sample world's posts are about: fourteen topics with eight subjects each.

A subject has a drawing in ``drawings/<topic>.py`` and posts in ``texts/<topic>.py``, both under its name here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

SUBJECTS: Final[Mapping[str, tuple[str, ...]]] = {
    "cooking": ("ramen", "pizza", "birthday cake", "salad", "coffee and croissant", "pancakes", "tacos", "fruit bowl"),
    "football": (
        "penalty kick",
        "stadium",
        "goalkeeper",
        "football on grass",
        "trophy",
        "scoreboard",
        "boots",
        "match poster",
    ),
    "cycling": (
        "road bike",
        "mountain bike trail",
        "bike repair",
        "race finish",
        "commuting by bike",
        "helmet",
        "climb",
        "cargo bike",
    ),
    "pets": ("cat", "dog with ball", "goldfish", "rabbit", "parrot", "puppy", "hamster", "tortoise"),
    "wildlife": ("fox", "owl", "whale", "elephant", "deer", "butterfly", "penguins", "bee"),
    "gardening": (
        "tomatoes",
        "sunflowers",
        "watering can",
        "greenhouse",
        "cactus",
        "apple tree",
        "vegetable bed",
        "compost",
    ),
    "travel": (
        "beach",
        "sailing boat",
        "hot air balloon",
        "airplane",
        "desert",
        "lighthouse",
        "suspension bridge",
        "train",
    ),
    "hiking": (
        "mountain peak",
        "tent under stars",
        "forest trail",
        "lake",
        "waterfall",
        "campfire",
        "backpack",
        "signpost",
    ),
    "city": (
        "skyline at night",
        "tram",
        "cafe",
        "park bench",
        "umbrella in rain",
        "street market",
        "mural",
        "metro map",
    ),
    "space": ("saturn", "moon", "rocket launch", "telescope", "galaxy", "comet", "astronaut", "mars rover"),
    "technology": (
        "laptop with code",
        "robot",
        "circuit board",
        "smartphone",
        "keyboard",
        "server rack",
        "printer",
        "drone",
    ),
    "money": (
        "line chart",
        "bar chart",
        "pie chart",
        "candlestick chart",
        "coins",
        "piggy bank",
        "house for sale",
        "receipt",
    ),
    "music": ("guitar", "piano", "vinyl record", "drums", "concert stage", "headphones", "violin", "gig poster"),
    "humour": (
        "monday meme",
        "cat meme",
        "coffee meme",
        "meeting meme",
        "weather meme",
        "diet meme",
        "printer meme",
        "sign with a joke",
    ),
}
