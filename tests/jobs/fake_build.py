"""The build with models without weights, as a module that a cluster can run."""

from __future__ import annotations

from jobs.build import BuildConfig, run
from jobs.entry import main
from jobs.report import Report
from tests.jobs.fakes import load_fake


def run_with_fakes(config: BuildConfig) -> Report:
    """Build with models without weights."""
    return run(config, load=load_fake)


if __name__ == "__main__":
    main(run_with_fakes, BuildConfig)
