"""Refuse a snapshot that is damaged, foreign, or made for a newer feedloom."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Final

from indexing.files import check_file, check_kind
from indexing.manifest import (
    MANIFEST,
    METRIC,
    SEGMENT_NAME,
    SPACE_NAME,
    Manifest,
    SpaceCard,
    damaged,
    parse_manifest,
)
from indexing.tables import RANKER, check_table, snapshot_files, table_schemas

_MANIFEST_BYTES: Final = 2**20
_LARGEST: Final = 2**16


def read_manifest(path: Path) -> Manifest:
    """Read the manifest of a snapshot's folder, which must be a folder and no link.

    Raises
    ------
    SnapshotError
        If it is missing, damaged, of a newer schema, or belongs to another version.
    """
    check_kind(path, stat.S_ISDIR, "a folder of its own")
    file = path / MANIFEST
    check_kind(file, stat.S_ISREG, "a file of its own")
    if file.stat().st_size > _MANIFEST_BYTES:
        raise damaged(f"{file} has {file.stat().st_size} bytes", f"at most {_MANIFEST_BYTES}")
    try:
        manifest = parse_manifest(file.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise damaged(f"{file} is not text", "JSON in UTF-8") from error
    if path.name != manifest.version:
        raise damaged(f"{path} holds version {manifest.version}", "a folder that is named as its version")
    return manifest


def check_snapshot(path: Path, manifest: Manifest, *, verify: bool) -> None:
    """Compare the files and tables of a snapshot with its manifest.

    Parameters
    ----------
    verify
        Whether to compare checksums too.

    Raises
    ------
    SnapshotError
        With the first thing that does not fit.
    """
    for space, card in manifest.spaces.items():
        _check_space(space, card)
    expected = snapshot_files(manifest.segments)
    if manifest.files.keys() - {RANKER} != expected:
        odd = sorted((manifest.files.keys() - {RANKER}) ^ expected)
        raise damaged(f"the manifest lacks, or should not name, {odd}", "exactly the files of a snapshot")
    for name, file in manifest.files.items():
        check_file(path / name, file, verify=verify)
    _check_tables(path, manifest)


def _check_space(space: str, card: SpaceCard) -> None:
    segments = card.segments
    named = [SEGMENT_NAME.fullmatch(segment.name) for segment in segments]
    names_fit = SPACE_NAME.fullmatch(space) and all(match and match[1] == space for match in named)
    total = sum(segment.vectors for segment in segments)
    plausible = (
        1 <= card.dim <= _LARGEST
        and 0 <= card.vectors <= total
        and all(segment.vectors >= 1 and 0 <= segment.effort <= _LARGEST for segment in segments)
        and len({segment.name for segment in segments}) == len(segments)
    )
    if not names_fit or not plausible or card.metric != METRIC:
        raise damaged(f"space {space!r} is described as {card}", f"plain names, {METRIC} and plausible numbers")


def _check_tables(path: Path, manifest: Manifest) -> None:
    dims = {space: manifest.spaces[space].dim for space in sorted(manifest.spaces)}
    schemas = table_schemas(dims)
    if manifest.counts.keys() != {*schemas, "topics"}:
        raise damaged(f"counts holds {sorted(manifest.counts)}", f"{sorted({*schemas, 'topics'})}")
    for name, schema in schemas.items():
        check_table(path / f"{name}.parquet", schema, manifest.counts[name])
