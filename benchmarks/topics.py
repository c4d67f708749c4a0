"""How far a topic's score is the chance that it is right: ``python -m benchmarks.topics --data FOLDER [--renew]``.

``FOLDER`` holds the sources of ``benchmarks/labelled.py``. One half of each source's posts fits the constants of
``pipeline/calibration.json`` (written there with ``--renew``), the other half judges them. ``left out`` is the error
on a source of constants that were fitted without any of its posts: what to expect on posts of another sort.

The calibration error is the mean distance, over tenths of the posts in order of score, between the mean score and the
share of right labels. ``softmax`` is what feedloom did before: a softmax over the labels at half the spread of cosines.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Final

import numpy as np
import typer
from numpy.typing import NDArray

from benchmarks.calibrating import (
    KINDS,
    Case,
    best_is_right,
    calibration_error,
    cases_of,
    fit,
    fit_kind,
    softmax,
    write,
)
from benchmarks.labelled import READERS, Encoded, Question, encode
from benchmarks.report import Cell, write_report
from pipeline.calibration import BOTH, Calibrations
from pipeline.encoders import DEFAULT_PROFILE, load_clip, load_sentence
from pipeline.fusion import SpaceVectors
from pipeline.labels import EncodeTexts, Labels
from pipeline.topics import assign_topics
from pipeline.zero_shot import TopicParameters, zero_shot

SHIPPED: Final = Path(__file__).parents[1] / "pipeline" / "calibration.json"


def run(
    data: Annotated[Path, typer.Option(help="The folder of sources.")],
    json: Annotated[Path | None, typer.Option(help="Where to keep the figures.")] = None,
    profile: Annotated[str, typer.Option(help="The model profile.")] = DEFAULT_PROFILE,
    keep: Annotated[Path | None, typer.Option(help="A folder where vectors are kept from run to run.")] = None,
    renew: Annotated[bool, typer.Option("--renew", help="Write pipeline/calibration.json anew.")] = False,
) -> None:
    """Fit, judge, print, and with --renew write the constants."""
    sentence, clip = load_sentence(profile), load_clip(profile)
    encoded = [encode(read(data), sentence, clip, keep) for read in READERS.values()]
    encoders: Mapping[str, EncodeTexts] = {"sentence": sentence.encode_texts, "clip": clip.encode_texts}
    cases = [case for one in encoded for case in cases_of(one, encoders)]
    fitted = fit(cases, {"sentence": sentence.model, "clip": clip.model})
    rows = [row_of(case, fitted, cases) for case in cases]
    settings: dict[str, Cell] = {"profile": profile, "sentence": sentence.revision, "clip": clip.revision}
    settings |= {kind: str(constants) for kind, constants in fitted.kinds.items()}
    write_report("topics: posts by themselves", settings, rows, json)
    write_report("topics: reliability", {}, reliability(cases, fitted), json and json.with_suffix(".reliability.json"))
    catalogues = [row for one in encoded for row in catalogue_rows(one, encoders, fitted)]
    write_report("topics: whole catalogues", {}, catalogues, json and json.with_suffix(".catalogues.json"))
    if renew:
        write(fitted, SHIPPED)


def row_of(case: Case, fitted: Calibrations, cases: Sequence[Case]) -> dict[str, Cell]:
    """Judge a case's other half, asked for all labels."""
    cosines, truth = case.cosines[~case.fits], case.truth[~case.fits]
    others = [one for one in cases if one.source != case.source and one.kind == case.kind]
    without = fit_kind(others, all_posts=True) if others else None
    before, after = softmax(cosines), fitted.kinds[case.kind].chance(cosines)
    elsewhere = without.chance(case.cosines) if without else None
    right = best_is_right(after, truth)
    return {
        "system": f"{case.source}, {case.question}: {case.kind}",
        "posts": len(truth),
        "labels": truth.shape[1],
        "right": float(right.mean()),
        "before: says": float(before.max(axis=1).mean()),
        "before: error": calibration_error(before.max(axis=1), best_is_right(before, truth)),
        "says": float(after.max(axis=1).mean()),
        "error": calibration_error(after.max(axis=1), right),
        "error, left out": None
        if elsewhere is None
        else calibration_error(elsewhere.max(axis=1), best_is_right(elsewhere, case.truth)),
    }


def reliability(cases: Sequence[Case], fitted: Calibrations) -> list[dict[str, Cell]]:
    """Set what scores say against what is right, over the judging halves of all sources, every question alike."""
    rows: list[dict[str, Cell]] = []
    for kind in KINDS:
        halves = [(case.cosines[~case.fits], case.truth[~case.fits]) for case in cases if case.kind == kind]
        chances = [fitted.kinds[kind].chance(cosines) for cosines, _ in halves]
        scores = np.concatenate([one.max(axis=1) for one in chances])
        right = np.concatenate([best_is_right(one, truth) for one, (_, truth) in zip(chances, halves, strict=True)])
        weights = np.concatenate([np.full(len(truth), 1.0 / len(truth)) for _, truth in halves])
        for low in np.arange(0.0, 1.0, 0.1):
            here = (scores >= low) & (scores < low + 0.1)
            if here.any():
                said, found = (float(np.average(one[here], weights=weights[here])) for one in (scores, right))
                name = f"{kind}, score {low:.1f} to {low + 0.1:.1f}"
                rows.append({"system": name, "posts": int(here.sum()), "said": said, "right": found})
    return rows


def catalogue_rows(
    encoded: Encoded, encoders: Mapping[str, EncodeTexts], fitted: Calibrations
) -> Iterator[dict[str, Cell]]:
    """Judge the main topics of a whole catalogue, its tags unseen; from its texts, its pictures, and both."""
    spaces = {"sentence": encoded.sentence, "clip": encoded.clip}
    for name, question in encoded.posts.questions.items():
        labels = Labels.encode(question.topics, encoders)
        known = question.truth.any(axis=1)
        for kind in KINDS:
            own = {space: vectors for space, vectors in spaces.items() if kind in (space, BOTH)}
            rows = np.flatnonzero(known & np.logical_and.reduce([vectors.present for vectors in own.values()]))
            if not len(rows):
                continue
            taken = {space: vectors.take(rows) for space, vectors in own.items()}
            yield {
                "system": f"{encoded.posts.name}, {name}: {kind}",
                "posts": len(rows),
                **_in_catalogue(taken, labels, question, rows, fitted),
            }


def _in_catalogue(
    posts: Mapping[str, SpaceVectors], labels: Labels, question: Question, rows: NDArray[np.int64], fitted: Calibrations
) -> dict[str, Cell]:
    parameters, truth = TopicParameters(calibrations=fitted, floor=0.0), question.truth[rows]
    by_itself = zero_shot(posts, labels.vectors, parameters)
    together = zero_shot(posts, labels.vectors, parameters, catalogue=True)
    topic, score = assign_topics(posts, labels.vectors, [None] * len(rows), question.topics, parameters)
    right = truth[np.arange(len(truth)), topic]
    return {
        "right, by itself": float(best_is_right(by_itself, truth).mean()),
        "right, in a catalogue": float(best_is_right(together, truth).mean()),
        "right, two rounds": float(right.mean()),
        "score says": float(score.mean()),
        "score error": calibration_error(score, right),
    }


if __name__ == "__main__":
    typer.run(run)
