"""What stands behind the revision of a model of pictures: whatever changes a vector changes it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from pipeline.encoders.compact import assemble
from pipeline.encoders.loading import files_digest, open_clip_folder
from tests.support.small_models import save_clip_model


@pytest.fixture(scope="module")
def clip_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_clip_model(tmp_path_factory.mktemp("clip") / "clip")


def changed(folder: Path, to: Path, change: Callable[[dict[str, Any]], None]) -> str:
    path = copytree(folder, to) / "open_clip_config.json"
    settings = json.loads(path.read_text(encoding="utf-8"))
    change(settings.setdefault("preprocess_cfg", {}))
    path.write_text(json.dumps(settings), encoding="utf-8")
    return open_clip_folder(to, "a name").revision


def test_every_setting_of_the_preprocessing_is_in_the_revision(clip_folder: Path, tmp_path: Path) -> None:
    changes: list[dict[str, object]] = [
        {"mean": [0.5, 0.5, 0.4]},
        {"std": [0.5, 0.5, 0.4]},
        {"interpolation": "bilinear"},
        {"resize_mode": "longest"},
    ]
    found = {open_clip_folder(clip_folder, "a name").revision, open_clip_folder(clip_folder, "another name").revision}
    assert len(found) == 1, "a name changes no vector"
    for number, change in enumerate(changes):
        found.add(changed(clip_folder, tmp_path / str(number), lambda settings, change=change: settings.update(change)))
    assert len(found) == 1 + len(changes)


def test_what_is_done_to_pixels_here_is_in_every_revision_of_pictures(
    clip_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = open_clip_folder(clip_folder).revision, assemble.compact_revision()
    monkeypatch.setattr("pipeline.encoders.loading.PIXELS", "other pixels")
    monkeypatch.setattr(assemble, "PIXELS", "other pixels")
    after = open_clip_folder(clip_folder).revision, assemble.compact_revision()
    assert not set(before) & set(after)


def test_the_files_of_a_model_are_known_again_without_loading_it(
    clip_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.encoders.loading._build", lambda *_: pytest.fail("it was loaded"))
    here = Path(copytree(clip_folder, tmp_path / "clip"))
    before = files_digest("clip", str(here))
    assert files_digest("clip", str(here)) == before
    settings = here / "open_clip_config.json"
    settings.write_text(settings.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    changed_file = files_digest("clip", str(here))
    monkeypatch.setattr("pipeline.encoders.loading.version", lambda _: "another")
    assert len({before, changed_file, files_digest("clip", str(here))}) == 3
