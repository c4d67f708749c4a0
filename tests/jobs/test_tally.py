from __future__ import annotations

import pytest

from jobs.keys import digests
from jobs.survey import Survey
from jobs.tally import Ceiling, Done, Tally, TooManyRejectsError, counted
from jobs.unusable import Failure

CEILING = Ceiling(0.5, "pictures", "the-store")


def test_a_run_is_stopped_with_a_sentence_that_says_how_many_why_and_what_to_do() -> None:
    reasons = {
        "missing_file": (50, "p1: 'a.png' cannot be read."),
        "corrupt_image": (9, "p7: bad"),
        "too_large": (1, ""),
    }
    with pytest.raises(TooManyRejectsError) as caught:
        CEILING.check(110, reasons)
    said = str(caught.value)
    assert "60 of the first 110 pictures cannot be used" in said
    assert (
        "50 missing_file (such as p1: 'a.png' cannot be read); 9 corrupt_image (such as p7: bad); 1 too_large" in said
    )
    assert "at most 50% of them (max_rejected_fraction)" in said
    assert "feedloom rejected --store the-store" in said


@pytest.mark.parametrize(
    ("fraction", "seen", "rejected", "stopped"),
    [
        (0.5, 100, 50, False),
        (0.5, 100, 51, True),
        (0.5, 99, 99, False),
        (0.0, 100, 1, True),
        (0.0, 100, 0, False),
        (1.0, 100, 100, False),
    ],
)
def test_the_ceiling_is_a_share_of_enough_pieces(fraction: float, seen: int, rejected: int, stopped: bool) -> None:
    ceiling = Ceiling(fraction, "texts", "s")
    if stopped:
        with pytest.raises(TooManyRejectsError):
            ceiling.check(seen, {"x": (rejected, "")})
    else:
        ceiling.check(seen, {"x": (rejected, "")} if rejected else {})


def test_a_tally_adds_up_what_is_settled_and_what_is_done() -> None:
    tally = Tally()
    tally.survey(Survey(10, 4, 2, {"missing_file": (1, "p1: gone")}, digests(["ab" * 16]), 100))
    assert (tally.seen, tally.made) == (7, 0), "what is missing has not met its fate"
    tally.finish(Done(3, {"missing_file": (1, "another"), "corrupt_image": (2, "p9: bad")}, 70))
    assert (tally.seen, tally.made, tally.peak_bytes) == (13, 3, 100)
    assert tally.rejected == {
        "missing_file": (2, "p1: gone"),
        "failed_before": (2, ""),
        "corrupt_image": (2, "p9: bad"),
    }


def test_failures_are_counted_by_reason_with_the_first_as_example() -> None:
    failures = {
        "a": Failure("decode", "x", "one"),
        "b": Failure("decode", "y", "two"),
        "c": Failure("encode", "x", "3"),
    }
    assert counted(failures) == {"x": (2, "one"), "y": (1, "two")}
