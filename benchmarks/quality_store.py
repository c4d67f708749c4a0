"""The store of ``benchmarks.quality``: imported and built by the product's own commands, once a data set."""

from __future__ import annotations

from pathlib import Path

from benchmarks.quality_data import Source
from pipeline.importers.saving import save
from pipeline.store import CURRENT, Store


def built_store(source: Source, work: Path) -> Store:
    """Open the store of a data set below ``work``; where it is not there yet, import and build it (minutes)."""
    from jobs.build import BuildConfig, run

    store = Store.create(work / f"store-{source.name}")
    if not store.read("posts").num_rows:
        save(source.imported, store, source.name)
    if not (store.root / CURRENT).is_file():
        run(BuildConfig(store.root))
    return store
