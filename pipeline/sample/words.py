"""The small words of the sample world: who and where its posts speak of, its emoji and its farewells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

# First names that go with any pronoun, because a body may say "she" or "his" of its friend.
_FRIENDS: Final = (
    *(
        "Robin",
        "Kim",
        "Sasha",
        "Alex",
        "Noa",
        "Charlie",
        "Sam",
        "Jo",
        "Andrea",
        "Mika",
        "Luca",
        "Ariel",
        "Nico",
        "Toni",
    ),
    *(
        "Jules",
        "Remy",
        "Lou",
        "Kai",
        "Billie",
        "Frankie",
        "Yuki",
        "Ming",
        "Amal",
        "Noor",
        "Ayo",
        "Dani",
        "Ash",
        "Micah",
    ),
)
_PLACES: Final = (
    *("Oakmere", "Lindholm", "Saltby", "Port Averil", "Kestrel Bay", "Brackwater", "Monte Alba", "Fennmoor", "Tarnby"),
    *("Vallone", "Eastwick Sands", "Harrowdale", "Sankt Lorin", "Quillan Bridge", "Norrvik", "Casabrina", "Elmsgate"),
    *("Dunmarrow", "Ostrava Heath", "Pinecross", "Villanera", "Greyford", "Marisol", "Hollin Green", "Kattegrund"),
)
_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# Clock times that may be morning or evening, because the body decides which.
_TIMES: Final = (
    *("6:10", "6:40", "7:05", "7:20", "7:45", "8:00", "8:15", "8:30", "8:50", "9:10"),
    *("half past six", "quarter to eight", "ten to nine"),
)
_NUMBERS: Final = ("three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_SEASONS: Final = ("spring", "summer", "autumn", "winter")

SLOTS: Final[Mapping[str, tuple[str, ...]]] = {
    "place": _PLACES,
    "day": _DAYS,
    "friend": _FRIENDS,
    "number": _NUMBERS,
    "time": _TIMES,
    "season": _SEASONS,
}
"""What may stand in braces in a body. A slot that occurs twice in a body gets the same word twice."""

EMOJI: Final[Mapping[str, tuple[str, ...]]] = {
    "cooking": ("🍴", "👩‍🍳", "🍽️", "🔥"),
    "football": ("⚽", "🏟️", "👏", "🙌"),
    "cycling": ("🚲", "🚴", "💨", "💪"),
    "pets": ("🐾", "❤️", "🥰", "🙈"),
    "wildlife": ("🌿", "👀", "🔭", "💚"),
    "gardening": ("🌱", "🌿", "🧤", "☀️"),
    "travel": ("🌍", "🧳", "📷", "✨"),
    "hiking": ("🥾", "⛰️", "🌲", "💚"),
    "city": ("🏙️", "🌆", "🚶", "📷"),
    "space": ("✨", "🌌", "🔭", "🤩"),
    "technology": ("🤓", "🔧", "💡", "🖥️"),
    "money": ("📊", "💸", "🧾", "🤔"),
    "music": ("🎶", "🎧", "🎵", "🤘"),
    "humour": ("😂", "🙃", "🤷", "😅"),
}

SIGN_OFFS: Final = (
    *("More soon.", "Right, back to it.", "Anyway.", "That is all."),
    *("As you were.", "Over and out.", "Cheers."),
)
