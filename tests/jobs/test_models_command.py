from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

import pipeline.encoders.catalogue as catalogue
import pipeline.encoders.hub as hub
from jobs.cli import main
from pipeline.errors import ModelError
from tests.support.small_models import save_clip_model, save_sentence_model, write_json

Models = Callable[..., tuple[int, str, str]]


@pytest.fixture
def models(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Models:
    """Run ``feedloom models`` in this process, with an empty cache and no network."""
    from huggingface_hub import constants

    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    monkeypatch.setattr(hub, "cached", lambda *_: None)

    def run(*arguments: object) -> tuple[int, str, str]:
        code = 0
        try:
            main(["models", *(str(argument) for argument in arguments)])
        except SystemExit as end:
            code = int(end.code or 0)
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


@pytest.fixture
def folders(tmp_path: Path) -> tuple[str, object, str, object]:
    return "--sentence", save_sentence_model(tmp_path / "words"), "--clip", save_clip_model(tmp_path / "pictures")


def test_the_profiles_are_listed_with_size_licence_and_place(models: Models) -> None:
    code, out, _ = models()
    assert code == 0
    for word in ("compact", "standard", "large", "all-MiniLM-L6-v2", "Apache-2.0", "MIT", "1,341", "384"):
        assert word in out
    rows = json.loads(models("--json")[1])
    assert len(rows) == 6
    assert {row["model"]: row["size_mb"] for row in rows}["compact"] in range(1, 13)
    assert [bool(row["folder"]) for row in rows] == [True, True, False, False, False, False]
    assert all(row["check"] is None for row in rows)


def test_a_pair_of_folders_is_listed_and_checked(models: Models, folders: tuple[object, ...]) -> None:
    _, words, _, pictures = folders
    (Path(str(words)) / "README.md").write_text("---\nlicense: cc0-1.0\n---\nA model.\n", encoding="utf-8")
    code, out, _ = models(*folders, "--check", "--json")
    assert code == 0
    first, second = json.loads(out)
    assert (first["model"], first["folder"], first["licence"]) == (str(words), str(words), "cc0-1.0")
    assert (second["folder"], second["licence"], second["dim"]) == (str(pictures), "unknown", None)
    assert first["check"] == second["check"] == "good"


def test_a_spoilt_model_fails_the_check(models: Models, folders: tuple[object, ...]) -> None:
    write_json(Path(str(folders[1])) / "modules.json", [{"type": "os.system", "path": ""}])
    code, out, err = models(*folders, "--check", "--json")
    assert code == 2
    assert [row["check"] == "good" for row in json.loads(out)] == [False, True]
    assert "os.system" in err


def test_what_is_not_here_is_no_fault_of_a_check(models: Models, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "check", lambda space, model: pytest.fail(f"{model} was loaded"))
    monkeypatch.setattr(catalogue, "here", lambda source: None)
    code, out, _ = models("--check", "--json")
    assert code == 0
    assert {row["check"] for row in json.loads(out)} == {"not here"}


def test_a_fetch_without_a_network_is_a_sentence(models: Models) -> None:
    code, out, err = models("--fetch", "standard")
    assert (code, out) == (2, "")
    assert "Fetching sentence-transformers/all-mpnet-base-v2: 438 MB." in err
    assert "is not here, and HF_HUB_OFFLINE is set" in err
    assert models("--fetch", "standrad")[2].rstrip().endswith("Did you mean 'standard'.")


def test_a_model_of_unknown_size_is_listed_as_such(models: Models) -> None:
    (row, _) = json.loads(models("--sentence", "someone/words", "--json")[1])
    assert (row["size_mb"], row["licence"], row["folder"]) == (None, "unknown", None)
    assert "unknown" in models("--sentence", "someone/words")[1]


def test_vectors_that_are_no_unit_rows_fail_the_check(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from tests.support.fake_encoders import FakeEncoder

    encoder = FakeEncoder()
    monkeypatch.setattr(encoder, "encode_texts", lambda texts: 2 * FakeEncoder().encode_texts(texts))
    monkeypatch.setattr(catalogue, "sentence_model", lambda name: encoder)
    with pytest.raises(ModelError, match=r"of length 2\.000"):
        catalogue.check("sentence", "any")
