"""Print a benchmark's rows as a table and keep them as JSON."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Mapping, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

Cell = str | int | float | bool | None


def machine() -> dict[str, Cell]:
    """Describe the machine that figures were measured on."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
    }


def write_report(
    name: str, settings: Mapping[str, Cell], rows: Sequence[Mapping[str, Cell]], path: Path | None = None
) -> None:
    """Print rows as a table and, where a path is given, write them as JSON.

    Parameters
    ----------
    name
        The benchmark's name.
    settings
        What the figures depend on.
    rows
        One a system, each with ``system`` first; all have the same columns.
    path
        Where ``{"benchmark", "machine", "settings", "rows"}`` goes.
    """
    table = Table(*(rows[0] if rows else ()), title=name)
    for row in rows:
        table.add_row(*(_shown(value) for value in row.values()))
    console = Console()
    console.print(table)
    console.print(", ".join(f"{key}: {value}" for key, value in settings.items()))
    if path is not None:
        report = {
            "benchmark": name,
            "machine": machine(),
            "settings": dict(settings),
            "rows": [dict(row) for row in rows],
        }
        path.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")


def _shown(value: Cell) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.is_file():
        for line in cpuinfo.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or "unknown"
