"""Jobs are run as scripts, too: ``python -m jobs.train``, and so does ``feedloom submit``."""

import ast
from pathlib import Path

import pytest

import jobs

JOBS = Path(jobs.__file__).parent
SCRIPTS = sorted(path for path in JOBS.glob("*.py") if '__name__ == "__main__"' in path.read_text(encoding="utf-8"))


def test_there_are_scripts() -> None:
    assert {"build.py", "train.py", "evaluate.py", "rank_feeds.py"} <= {path.name for path in SCRIPTS}


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_a_script_defines_no_cache_since_its_functions_are_sent_to_workers_by_value(path: Path) -> None:
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef):
            decorators = [ast.unparse(decorator) for decorator in node.decorator_list]
            assert not [name for name in decorators if "cache" in name], node.name
