from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from jobs.entry import main, parse
from jobs.report import Report, Stage, save_report, timed
from pipeline.errors import BadInput, ConfigError
from pipeline.store import Store


@dataclass(frozen=True)
class TinyConfig:
    store: Path
    rate: float = 0.5


def run(config: TinyConfig) -> Report:
    if config.rate > 1:
        raise BadInput(f"rate is {config.rate}", expected="at most 1", remedy="Lower it")
    stage = Stage("count", items=10, seconds=2.0, skipped=3, rejected={"corrupt_image": 2}, peak_bytes=2**20)
    return Report("tiny", datetime(2026, 7, 1, tzinfo=UTC), (stage,), "v000001-00000000")


def test_arguments_are_a_path_and_overrides() -> None:
    parsed = parse(["job.toml", "--store", "demo", "--batch-size=8", "--inner.rate", "0.5"])
    assert parsed == ("job.toml", {"store": "demo", "batch_size": "8", "inner.rate": "0.5"})
    assert parse([]) == (None, {})


@pytest.mark.parametrize("arguments", [["a.toml", "b.toml"], ["--store"]])
def test_arguments_that_make_no_sense_are_refused(arguments: list[str]) -> None:
    with pytest.raises(ConfigError):
        parse(arguments)


def test_a_job_leaves_its_report_and_the_resolved_config(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "job.toml").write_text("rate = 0.25\n", encoding="utf-8")
    main(run, TinyConfig, [str(tmp_path / "job.toml"), "--store", str(tmp_path)])
    assert "corrupt_image" in capsys.readouterr().out
    (report,) = (tmp_path / "reports").glob("*.json")
    stage = json.loads(report.read_text(encoding="utf-8"))["stages"][0]
    assert (stage["items"], stage["per_second"], stage["rejected"]) == (10, 5.0, {"corrupt_image": 2})
    resolved = report.with_suffix(".toml").read_text(encoding="utf-8")
    assert resolved == f'store = "{tmp_path}"\nrate = 0.25\n'


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--store", ".", "--rate", "2"], "rate is 2.0. Expected at most 1. Lower it."),
        (["--stor", "."], "Did you mean 'store'."),
        ([], "lacks the key 'store'"),
        (["nowhere.toml"], "nowhere.toml cannot be read"),
    ],
)
def test_an_error_is_one_sentence_and_exit_code_2(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(run, TinyConfig, arguments)
    captured = capsys.readouterr()
    assert caught.value.code == 2
    assert said in captured.err
    assert "Traceback" not in captured.err
    assert captured.out == ""


def test_a_stage_counts_reasons_and_measures_memory() -> None:
    with timed("decode") as watch:
        watch.note(items=2, rejected=["corrupt_image", "missing_file", "corrupt_image"])
    assert watch.stage.rejected == {"corrupt_image": 2, "missing_file": 1}
    assert watch.stage.peak_bytes > 2**20
    assert watch.stage.seconds >= 0


def test_reports_of_two_runs_lie_side_by_side(tmp_path: Path) -> None:
    store = Store.create(tmp_path)
    for microsecond in (1, 2):
        report = Report("tiny", datetime(2026, 7, 1, 0, 0, 0, microsecond, tzinfo=UTC), ())
        save_report(report, store, "")
    assert len(list((tmp_path / "reports").glob("*.json"))) == 2
