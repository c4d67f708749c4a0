"""What the README shows, works: its Python is run, and its commands exist."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from jobs.cli import app
from pipeline.store import Store

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def blocks(path: Path, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", path.read_text(encoding="utf-8"), re.DOTALL)


def commands(path: Path) -> list[list[str]]:
    lines = [line for block in blocks(path, "bash") for line in block.splitlines()]
    joined = [part for line in lines for part in line.split("&&")]
    return [shlex.split(line, comments=True)[1:] for line in joined if line.strip().startswith("feedloom ")]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_python_blocks_run(path: Path, small_world: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(small_world.root.parent)
    names: dict[str, object] = {}
    for block in blocks(path, "python"):
        exec(compile(block, path.name, "exec"), names)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_commands_name_options_that_exist(path: Path) -> None:
    for words in commands(path):
        shown = CliRunner().invoke(app, [words[0], "--help"], env={"COLUMNS": "200", "TERM": "dumb"})
        assert shown.exit_code == 0, words
        for word in words[1:]:
            if word.startswith("-"):
                assert re.search(rf"(?<![\w-]){re.escape(word.split('=')[0])}\b", shown.output), words


def test_commands_on_a_built_world_answer(small_world: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(small_world.root.parent)
    known = {"sample", "build"}
    asked = [words for words in commands(ROOT / "README.md") if "world" in words and words[0] not in known]
    assert len(asked) >= 5
    for words in asked:
        result = CliRunner().invoke(app, words)
        assert result.exit_code == 0, (words, result.exception)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), target
