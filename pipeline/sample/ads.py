"""Who advertises in the sample world: twenty invented advertisers with three ads each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class SampleAd:
    """One ad; ``subject`` names the drawing it shows, within ``topic``.

    Parameters
    ----------
    bid_cents
        The most paid for a click, in hundredths of the currency.
    """

    title: str
    text: str
    topic: str
    subject: str
    keywords: tuple[str, ...]
    bid_cents: int
    avoid_topics: tuple[str, ...] = ()


ADVERTISERS: Final[Mapping[str, tuple[SampleAd, ...]]] = {
    "Brightside Kitchen": (
        SampleAd("A knife that stays sharp", "Hand-ground steel, an olive wood handle, resharpened free for ten years.",
                 "cooking", "salad", ("knife", "chop", "onion", "dinner"), 42),
        SampleAd("Broth in twenty minutes", "Slow flavour from a quick pressure pot. Ramen on a weeknight works.",
                 "cooking", "ramen", ("broth", "noodles", "soup", "ramen"), 38),
        SampleAd("The cake tin people pass on", "Never sticks, never warps. Two sizes, one for birthdays.",
                 "cooking", "birthday cake", ("cake", "bake", "birthday"), 30),
    ),
    "Corner Roasters": (
        SampleAd("Fresh beans by Thursday", "Roasted on Monday, in your letterbox by Thursday. Pause at any time.",
                 "cooking", "coffee and croissant", ("coffee", "espresso", "croissant", "morning"), 35),
        SampleAd("Coffee for people in meetings", "Strong, kind to the stomach, gone before item three of the agenda.",
                 "humour", "coffee meme", ("coffee", "meeting", "monday"), 26),
        SampleAd("A cup for the commute", "Seals tight, fits a bottle cage, keeps hot for four hours.",
                 "cycling", "commuting by bike", ("coffee", "commute", "mug"), 28),
    ),
    "Green Spoke": (
        SampleAd("Service your bike in a day", "Drop it off at eight, ride it home. Brakes, gears, chain: one price.",
                 "cycling", "bike repair", ("bike", "chain", "brakes", "gears", "puncture"), 45),
        SampleAd("A cargo bike on trial", "Two weeks with the children, the shopping and the hill. Then decide.",
                 "cycling", "cargo bike", ("cargo", "school", "bike", "children"), 60),
        SampleAd("Tyres that shrug off glass", "A puncture belt for city streets and gravel alike.",
                 "cycling", "road bike", ("tyres", "puncture", "gravel", "ride"), 40),
    ),
    "Halftime Sports": (
        SampleAd("Boots for muddy pitches", "Screw-in studs, wide fit, tested on every bad pitch in the county.",
                 "football", "boots", ("boots", "studs", "pitch", "football"), 44),
        SampleAd("Gloves that forgive", "Soft palms and stiff fingers for keepers who dive the wrong way.",
                 "football", "goalkeeper", ("keeper", "gloves", "save", "goal"), 33),
        SampleAd("Away days by coach", "A seat, a sandwich and company to every away match this season.",
                 "football", "stadium", ("match", "away", "stadium", "derby"), 31),
    ),
    "Paw & Co": (
        SampleAd("Vet by video", "A real vet within ten minutes, at three in the morning too.",
                 "pets", "puppy", ("vet", "puppy", "dog", "cat"), 58),
        SampleAd("The ball that floats", "Bounces oddly, floats, survives a labrador.",
                 "pets", "dog with ball", ("dog", "ball", "fetch", "park"), 29),
        SampleAd("Litter that does not follow you", "Clumps, does not dust, stays in the box.",
                 "pets", "cat", ("cat", "litter", "sofa"), 34),
    ),
    "Hedgerow Trust": (
        SampleAd("Adopt a hectare", "Your name on a list, an owl in the barn. Reports four times a year.",
                 "wildlife", "owl", ("owl", "forest", "habitat", "birds"), 22),
        SampleAd("A home for solitary bees", "Reeds and clay, made by hand, with a map of what flowers when.",
                 "wildlife", "bee", ("bees", "pollinators", "flowers"), 25),
        SampleAd("Whale watching with engines off", "Small boats, hydrophones, a biologist on board.",
                 "wildlife", "whale", ("whale", "boat", "sea", "ocean"), 37),
    ),
    "Rootwell Nursery": (
        SampleAd("Tomato plants with names you know", "Twelve old varieties, grown without peat, posted in straw.",
                 "gardening", "tomatoes", ("tomato", "seedlings", "greenhouse", "plants"), 36),
        SampleAd("Compost by the half ton", "Dark, sieved, and it does not smell. Delivered to the gate.",
                 "gardening", "compost", ("compost", "soil", "bed", "mulch"), 27),
        SampleAd("An apple tree for a small garden", "Grafted low, fruits in its second year.",
                 "gardening", "apple tree", ("apple", "tree", "orchard", "prune"), 32),
    ),
    "Slow Lines": (
        SampleAd("Night trains to the sea", "Board after dinner, wake to gulls. Couchettes on nine routes.",
                 "travel", "train", ("train", "night", "travel", "sleeper"), 47),
        SampleAd("Islands without a car", "Ferry, bus and bicycle in one ticket.",
                 "travel", "sailing boat", ("island", "ferry", "sea", "harbour"), 39),
        SampleAd("See it from a balloon", "Five at a time, at sunrise, with breakfast where you land.",
                 "travel", "hot air balloon", ("balloon", "sunrise", "flight"), 50),
    ),
    "Cairn Outfitters": (
        SampleAd("A tent that weighs a kilo", "Two people, one pole, ten minutes in the rain.",
                 "hiking", "tent under stars", ("tent", "camp", "camping", "night"), 55),
        SampleAd("Repairs for worn boots", "New soles on the boots you have broken in. Two weeks, post included.",
                 "hiking", "forest trail", ("boots", "trail", "hike", "blister"), 30),
        SampleAd("The pack for a long weekend", "Forty litres, carries like thirty. Measure your back in the shop.",
                 "hiking", "backpack", ("backpack", "pack", "hut", "hike"), 43),
    ),
    "Seventh Line Transit": (
        SampleAd("One ticket for tram, bus and metro", "Tap in, ride all day, never pay more than the day pass.",
                 "city", "tram", ("tram", "metro", "bus", "ticket"), 24),
        SampleAd("The night bus is back", "Every twenty minutes until four, on all main lines.",
                 "city", "skyline at night", ("night", "bus", "late", "home"), 21),
        SampleAd("An umbrella you can borrow", "Take one at any station, return it at any other.",
                 "city", "umbrella in rain", ("rain", "umbrella", "weather"), 20),
    ),
    "Backyard Optics": (
        SampleAd("A first telescope that is not a toy", "Saturn's rings on the first clear night, or your money back.",
                 "space", "telescope", ("telescope", "saturn", "moon", "stars"), 52),
        SampleAd("Star evenings on the hill", "Bring a blanket. Big telescopes, patient people, hot tea.",
                 "space", "galaxy", ("stars", "galaxy", "milky", "comet", "night"), 28),
        SampleAd("Stickers from other planets", "Made from real rover pictures. The whole set glows.",
                 "space", "mars rover", ("mars", "rover", "rocket", "launch"), 19),
    ),
    "Small Server Co": (
        SampleAd("Your server, our electricity", "Colocate a single box. Remote hands that know what a kernel is.",
                 "technology", "server rack", ("server", "backup", "disk", "hosting"), 64),
        SampleAd("Keys that click just so", "Hot-swap switches, a case of walnut, no software needed.",
                 "technology", "keyboard", ("keyboard", "keys", "switches", "typing"), 41),
        SampleAd("Learn to solder on Saturday", "Four hours, one radio to take home, all tools there.",
                 "technology", "circuit board", ("solder", "circuit", "board", "robot"), 29),
    ),
    "Plainspoken Bank": (
        SampleAd("An account that explains itself", "Every fee in one sentence. There are two fees.",
                 "money", "receipt", ("budget", "fees", "bank", "savings"), 75, ("humour",)),
        SampleAd("Save the small change", "Round up what you pay, see it grow, stop whenever you want.",
                 "money", "piggy bank", ("saving", "savings", "coins", "budget"), 62, ("humour",)),
        SampleAd("Mortgage talk without a tie", "An hour with an adviser who is not paid by commission.",
                 "money", "house for sale", ("house", "rent", "mortgage", "flat"), 88, ("humour",)),
    ),
    "Third Fret": (
        SampleAd("Guitar lessons that start with a song", "Three chords, one song, one evening. Neighbours approve.",
                 "music", "guitar", ("guitar", "chords", "song", "practice"), 40),
        SampleAd("Piano tuning this week", "A tuner at your door within five days, weekends too.",
                 "music", "piano", ("piano", "keys", "practice"), 33),
        SampleAd("Records, cleaned and sleeved", "Second-hand vinyl, played through before it is priced.",
                 "music", "vinyl record", ("vinyl", "record", "album", "b-side"), 27),
    ),
    "Quiet Ears": (
        SampleAd("Headphones for open offices", "Silence at the press of a button, thirty hours a charge.",
                 "music", "headphones", ("headphones", "office", "listen", "noise"), 57),
        SampleAd("Ear plugs for the front row", "The same music, fifteen decibels kinder.",
                 "music", "concert stage", ("concert", "gig", "drums", "band"), 26),
        SampleAd("Sleep through the city", "Soft plugs, moulded once, worn for years.",
                 "city", "skyline at night", ("noise", "sleep", "night", "neighbours"), 31),
    ),
    "Market Hall": (
        SampleAd("A box from the market", "What the stalls had this morning, at your door this evening.",
                 "cooking", "fruit bowl", ("vegetables", "fruit", "market", "salad"), 37),
        SampleAd("Saturday at the street market", "Sixty stalls, live music, no entrance fee.",
                 "city", "street market", ("market", "saturday", "stalls", "street"), 18),
        SampleAd("Flour from one mill", "Stone-ground, dated, enough for a month of pizza.",
                 "cooking", "pizza", ("flour", "pizza", "dough", "bread"), 29),
    ),
    "Harbour Hostels": (
        SampleAd("A bed by the lighthouse", "Wind, gulls, a kitchen for all. From one night.",
                 "travel", "lighthouse", ("lighthouse", "coast", "hostel", "beach"), 34),
        SampleAd("Beach huts out of season", "The sea is still there in October, and it is cheaper.",
                 "travel", "beach", ("beach", "sea", "holiday", "sand"), 36),
        SampleAd("Huts along the ridge", "Book every night of a five-day walk in one go.",
                 "hiking", "mountain peak", ("hut", "ridge", "peak", "summit", "hike"), 46),
    ),
    "Laugh Track Improv": (
        SampleAd("Improv on Mondays", "Worst day, best joke. Beginners sit in front on purpose.",
                 "humour", "monday meme", ("monday", "joke", "laugh", "meeting"), 23),
        SampleAd("A card for every awkward birthday", "Printed while you wait, regretted only later.",
                 "humour", "sign with a joke", ("joke", "card", "birthday", "sign"), 17),
        SampleAd("Therapy for printers", "We fix office printers. We also listen to them.",
                 "humour", "printer meme", ("printer", "office", "paper", "jam"), 32),
    ),
    "Aerial Survey School": (
        SampleAd("Fly a drone with a licence", "Two days, the exam included, a field without trees.",
                 "technology", "drone", ("drone", "fly", "licence", "aerial"), 49),
        SampleAd("Print the part yourself", "An evening course in drawing things that hold.",
                 "technology", "printer", ("print", "printer", "filament", "part"), 35),
        SampleAd("Map your allotment from above", "One flight, one poster, every bed in its place.",
                 "gardening", "vegetable bed", ("allotment", "bed", "garden", "vegetables"), 24),
    ),
    "Second Spring Phones": (
        SampleAd("A new battery, not a new phone", "Twenty minutes at the counter. Keep your photographs.",
                 "technology", "smartphone", ("phone", "battery", "screen", "charger"), 48),
        SampleAd("Refurbished laptops with a warranty", "Three years, honest scratches, half the price.",
                 "technology", "laptop with code", ("laptop", "code", "screen", "keyboard"), 59),
        SampleAd("Track your spending, keep your data", "A budget app that never leaves your phone.",
                 "money", "pie chart", ("budget", "spending", "chart", "savings"), 66),
    ),
}  # fmt: skip
"""By the advertiser's name."""
