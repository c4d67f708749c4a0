"""Groups of near-duplicates: small edits join, other statements do not, and no chain leads away from the oldest."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFilter

from pipeline.duplicates import ALONE, Contents, duplicate_groups, near_duplicates
from pipeline.fingerprints import PICTURE, TEXT, picture_fingerprint, text_fingerprint

LONG = (
    "The council has voted to build a bridge across the river, and work is to begin early next spring, "
    "although the shopkeepers of the old town fear that nobody will pass their windows any more once it is open."
)
OTHER = (
    "Rain is expected all over the weekend, so that the fair on the green has been put off until the middle of June, "
    "and whoever has paid for a stand already will be told by letter how to get the money back or to keep the place."
)


def scene(seed: int) -> np.ndarray:
    blocks = np.random.default_rng(seed).integers(0, 255, (8, 8, 3), dtype=np.uint8)
    return blocks.repeat(8, 0).repeat(8, 1)


def contents(posts: list[tuple[str, list[np.ndarray], int]]) -> Contents:
    """Make posts of texts, pictures and authors, the oldest first."""
    texts = np.zeros(len(posts), TEXT)
    for row, (text, _, _) in enumerate(posts):
        mark = text_fingerprint(text)
        if mark is not None:
            texts[row] = np.frombuffer(mark, TEXT)[0]
    marks = b"".join(picture_fingerprint(picture) for _, pictures, _ in posts for picture in pictures)
    bounds = np.cumsum([0, *(len(pictures) for _, pictures, _ in posts)])
    author = np.array([author for _, _, author in posts], np.int64)
    return Contents(texts, np.frombuffer(marks, PICTURE), bounds, author, np.arange(len(posts)))


@pytest.mark.parametrize(
    "edited",
    [
        LONG.upper(),
        "RT @somebody: " + LONG,
        LONG + " #bridge #river",
        LONG + " https://example.org/x1",
        LONG.replace("spring", "autumn"),
        LONG + "\nSent from my phone",
        LONG.replace("council", "concil"),
    ],
)
def test_a_long_text_with_a_small_edit_is_the_same(edited: str) -> None:
    assert duplicate_groups(contents([(LONG, [], 1), (OTHER, [], 2), (edited, [], 3)])).tolist() == [0, ALONE, 0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Data analyst wanted at Acme in Berlin", "Data analyst wanted at Acme in Munich"),
        ("Toronto team report of November 13", "Toronto team report of November 20"),
        ("Our application engineer II is here", "Our application engineer III is here"),
        ("Deployment Strategist - AUS Government", "Deployment Strategist - US Government"),
        ("ADIDAS Women Green Flip Flops", "ADIDAS Men Green Flip Flops"),
        (
            "Senior Oracle Cloud Consultant at Version 1, London, Birmingham, Manchester, Edinburgh, Belfast, Glasgow",
            "Oracle Cloud Consultant at Version 1, London, Birmingham, Manchester, Edinburgh, Belfast, Glasgow",
        ),
        ("Good morning!", "Good morning!"),
    ],
)
def test_short_texts_that_say_something_else_or_nothing_are_not(one: str, other: str) -> None:
    assert duplicate_groups(contents([(one, [], 1), (other, [], 2)])).tolist() == [ALONE, ALONE]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Full-stack engineer, Berlin", "RT @jobs: FullStack engineer (Berlin)!"),
        ("What a view from up here!", "what a view from up here #hills https://example.org/x1"),
    ],
)
def test_short_texts_with_equal_letters_are_the_same(one: str, other: str) -> None:
    assert duplicate_groups(contents([(one, [], 1), (other, [], 2)])).tolist() == [0, 0]


def test_of_texts_of_middle_length_a_wrong_letter_is_mostly_forgiven_and_another_word_is_not() -> None:
    text = LONG[:115]
    typos = [f"{text[:at]}q{text[at + 1 :]}" for at, letter in enumerate(text) if letter.isalpha()]
    posts = contents([(text, [], 1), *((typo, [], 2) for typo in typos)])
    forgiven = near_duplicates(posts, np.zeros(len(typos), np.int64), 1 + np.arange(len(typos)))
    assert forgiven.mean() > 0.5
    assert not near((text, [], 1), (text.replace("bridge", "school"), [], 2))


def near(one: tuple[str, list[np.ndarray], int], other: tuple[str, list[np.ndarray], int]) -> bool:
    forth = near_duplicates(contents([one, other]), np.array([0]), np.array([1]))
    back = near_duplicates(contents([one, other]), np.array([1]), np.array([0]))
    assert forth.tolist() == back.tolist()
    return bool(forth[0])


def test_a_repost_with_a_comment_is_the_same_and_one_authors_logo_is_not() -> None:
    assert near(("A bridge at dusk, seen from the hill", [scene(1)], 1), ("Look what I have found here", [scene(1)], 2))
    assert not near(("Come and see the cattle show", [scene(1)], 1), ("We sell honey on Saturday", [scene(1)], 1))
    assert near(("Come and see the cattle show", [scene(1)], 1), ("", [scene(1)], 1))


def test_long_texts_decide_over_pictures() -> None:
    assert not near((LONG, [scene(1)], 1), (OTHER, [scene(1)], 2))
    assert near((LONG, [scene(1)], 1), (LONG, [scene(2)], 2))
    assert near((LONG, [scene(1)], 1), (LONG, [], 2))


def test_a_short_text_under_another_picture_is_another_post() -> None:
    assert not near(("What a view from up here", [scene(1)], 1), ("What a view from up here", [scene(2)], 2))
    assert not near(("What a view from up here", [scene(1)], 1), ("What a view from up here", [], 2))


def test_blank_pictures_say_nothing() -> None:
    blank = np.full((64, 64, 3), 255, np.uint8)
    assert not near(("", [blank], 1), ("", [blank], 2))


def test_a_chain_of_small_edits_does_not_lead_away_from_the_oldest() -> None:
    words = LONG.split()
    chain = [" ".join([*OTHER.split()[:n], *words[n:]]) for n in range(len(words))]
    posts = contents([(text, [], -1) for text in chain])
    groups = duplicate_groups(posts)
    assert groups[0] == 0
    assert groups[-1] != 0
    rows = np.flatnonzero(groups >= 0)
    others = rows[groups[rows] != rows]
    assert near_duplicates(posts, groups[others], others).all()


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 3), min_size=1, max_size=60))
def test_any_number_of_copies_is_one_group_led_by_its_oldest(drawn: list[int]) -> None:
    texts = [LONG, OTHER, f"{LONG} {OTHER}", ""]
    groups = duplicate_groups(contents([(texts[number], [], -1) for number in drawn]))
    for row, number in enumerate(drawn):
        alone = number == 3 or drawn.count(number) == 1
        assert groups[row] == (ALONE if alone else drawn.index(number))


def face(mouth: int) -> np.ndarray:
    """Draw a face in flat colours, its mouth so many pixels below the middle."""
    pixels = np.full((224, 224, 3), 255, np.uint8)
    pixels[20:204, 20:204] = (252, 234, 43)
    pixels[70:90, 70:90] = pixels[70:90, 134:154] = 0
    pixels[140 + mouth : 148 + mouth, 80:144] = 0
    return pixels


def grainy(pixels: np.ndarray, deviation: float) -> np.ndarray:
    noise = np.random.default_rng(3).normal(0, deviation, pixels.shape)
    return np.clip(pixels + noise, 0, 255).astype(np.uint8)


def test_two_drawings_that_differ_in_one_place_are_not_the_same() -> None:
    assert near(("", [face(0)], 1), ("", [grainy(face(0), 4.0)], 2))
    assert not near(("", [face(0)], 1), ("", [face(8)], 2))


def test_a_product_on_white_with_another_print_is_another_one() -> None:
    shirt = np.full((224, 224, 3), 255, np.uint8)
    shirt[30:200, 40:180] = (60, 62, 70)
    shirt = np.where(shirt < 255, grainy(shirt, 6.0), shirt)
    printed = shirt.copy()
    printed[84:112, 98:126] += 40
    assert near(("", [shirt], 1), ("", [grainy(shirt, 3.0)], 2))
    assert not near(("", [shirt], 1), ("", [printed], 2))


def test_a_photo_is_found_though_it_was_cropped_and_not_under_a_shift_that_no_crop_makes() -> None:
    far = np.kron(np.random.default_rng(8).integers(0, 255, (6, 6, 3)), np.ones((48, 48, 1))).astype(np.uint8)
    photo = np.asarray(Image.fromarray(far).filter(ImageFilter.GaussianBlur(20)))
    assert near(("", [photo], 1), ("", [photo[5:-5, 5:-5]], 2))
    assert not near(("", [photo[:-40]], 1), ("", [photo[40:]], 2))
