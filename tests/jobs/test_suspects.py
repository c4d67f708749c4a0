from __future__ import annotations

from jobs.journal import Death
from jobs.suspects import Suspects
from jobs.unusable import Failure

A, B, C = (f"{number:032x}" for number in range(3))


def test_company_at_a_death_makes_suspects_and_two_deaths_alone_make_a_culprit() -> None:
    suspects = Suspects()
    suspects.note(Death("encode", {A: "encode", B: "encode", C: "decode"}))
    assert suspects.alone == {A: 0, B: 0, C: 0}
    suspects.note(Death("encode", {B: "encode"}))
    assert suspects.guilty == {}, "one death may be chance"
    suspects.note(Death("encode", {B: "encode"}))
    assert suspects.guilty == {B: Failure("encode", "killed_worker", "the process that was to encode it died 2 times")}
    suspects.note(Death())
    assert set(suspects.guilty) == {B}


def test_what_takes_too_long_is_to_blame_at_once() -> None:
    suspects = Suspects()
    suspects.note(Death("decode", {A: "decode", B: "encode"}, late=A))
    assert suspects.guilty[A].reason == "decode_timeout"
    assert set(suspects.guilty) == {A}
    assert set(suspects.alone) == {A, B}
