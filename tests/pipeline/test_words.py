from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.words import WordList, name_key, phrase_of, said_in, shorten

WORDS = st.lists(st.text("aeiouäßłжक水", min_size=1, max_size=4), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        ("garlic", "Now with GARLIC!"),
        ("straße", "Die STRASSE ist lang"),
        ("öl", "Öl, auf Leinwand"),
        ("бокс", "сегодня (бокс)"),
        ("garlic", "ｇａｒｌｉｃ bread"),
        ("plane crash", "a PLANE-\ncrash course"),
        ("  Monday ", "on monday"),
        ("🙈", "oh no🙈🙈"),
        ("$", "only 5 $"),
    ],
)
def test_a_listed_word_is_found_whole_in_any_case_width_and_script(entry: str, text: str) -> None:
    assert WordList.of([entry]).is_said_in(text)


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        ("öl", "Köln"),
        ("ei", "frei"),
        ("бокс", "боксёр"),
        ("plane crash", "crash of a plane"),
        ("plane crash", "planecrash"),
        ("!", "No!"),
        ("...", "well..."),
        (" ", "a b"),
        ("garlic", None),
        ("garlic", ""),
    ],
)
def test_a_part_of_a_word_another_order_and_mere_punctuation_are_not_found(entry: str, text: str | None) -> None:
    assert not WordList.of([entry]).is_said_in(text)


def test_a_list_of_nothing_is_false_and_finds_nothing() -> None:
    nothing = WordList.of(["", "  ", "!", None])
    assert not nothing
    assert not nothing.is_said_in("anything! at all")


@given(WORDS, WORDS, WORDS)
def test_a_phrase_is_found_between_any_words_just_as_ads_find_their_keywords(
    before: list[str], phrase: list[str], after: list[str]
) -> None:
    text = " ".join([*before, *phrase, *after])
    listed = WordList.of([" ".join(phrase)])
    assert listed.is_said_in(text)
    assert listed.is_said_in(text.upper()) == (phrase_of(" ".join(phrase)) in said_in([phrase_of(text.upper())], 24))


def test_a_text_is_shortened_between_words_and_keeps_its_length_limit() -> None:
    assert shorten("one  two\nthree, four", 18) == "one two three…"
    assert shorten("short", 5) == "short"


@pytest.mark.parametrize(
    ("one", "other"), [("Self_Harm", "self-harm"), ("ＮＳＦＷ", "nsfw"), ("Cats & Dogs", "cats dogs")]
)
def test_names_that_differ_in_case_width_and_marks_have_the_same_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other) != ""


def test_names_of_other_words_have_other_keys() -> None:
    assert len({name_key(name) for name in ("nsfw", "not nsfw", "Straße", "street")}) == 4
