"""How a job starts as a module: ``python -m jobs.build CONFIG.toml --store S --profile compact``."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TypeVar

from jobs.alone import JOB, alone
from jobs.report import Report, save_report
from pipeline.config import dump_config, load_config
from pipeline.errors import ConfigError, FeedloomError
from pipeline.store import Store

Config = TypeVar("Config")

FAILED = 2
"""The exit code of an error that has a sentence and a remedy."""


def execute(run: Callable[[Config], Report], config: Config, *, lock: str = JOB) -> Report:
    """Run a job and keep its report, with the resolved config beside it, in the store's ``reports/``.

    Parameters
    ----------
    lock
        Jobs with the same lock do not run at the same time; see :func:`jobs.alone.alone`.
    """
    store = Store.open(config.store)  # type: ignore[attr-defined]
    with alone(store, lock):
        report = run(config)
        save_report(report, store, dump_config(config))
    return report


def main(
    run: Callable[[Config], Report],
    cls: type[Config],
    arguments: Sequence[str] | None = None,
    *,
    execute: Callable[[Callable[[Config], Report], Config], Report] = execute,
) -> None:
    """Run a job with a config from a file, from options, or both; options win.

    Parameters
    ----------
    arguments
        At most one path of a TOML file, and ``--key value`` or ``--key=value`` with the config's keys.
    execute
        Runs it and keeps its report; by default in the config's store.
    """
    from rich.console import Console

    try:
        path, overrides = parse(sys.argv[1:] if arguments is None else arguments)
        report = execute(run, load_config(path, cls, overrides))
    except FeedloomError as error:
        Console(stderr=True, soft_wrap=True).print(str(error), style="red", markup=False, highlight=False)
        sys.exit(FAILED)
    Console().print(report.to_table())


def parse(arguments: Sequence[str]) -> tuple[str | None, dict[str, str]]:
    """Split arguments into a path and overrides.

    Raises
    ------
    ConfigError
        If there is more than one path, or an option without a value.
    """
    paths: list[str] = []
    overrides: dict[str, str] = {}
    rest = list(arguments)
    while rest:
        word = rest.pop(0)
        if not word.startswith("--"):
            paths.append(word)
            continue
        name, equals, value = word[2:].partition("=")
        if not equals and not rest:
            raise ConfigError(f"{word} has no value", expected=f"{word} VALUE", remedy="Give the value after it")
        overrides[name.replace("-", "_")] = value if equals else rest.pop(0)
    if len(paths) > 1:
        raise ConfigError(f"{len(paths)} config files: {', '.join(paths)}", expected="at most one", remedy="Merge them")
    return (paths[0] if paths else None), overrides
