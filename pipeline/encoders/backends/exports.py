"""Exports of networks: made here, kept in a folder of the user's, and read back only if they are what was written."""

from __future__ import annotations

import fcntl
import json
import logging
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import Final

CACHE_VARIABLE: Final = "FEEDLOOM_CACHE"
"""The environment variable that names another folder than the user's usual one."""

GRAPH: Final = "network.xml"
WEIGHTS: Final = "network.bin"

_MANIFEST: Final = "manifest.json"
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Exported:
    """A network as OpenVINO reads it: the very bytes that were checked."""

    graph: bytes
    weights: bytes


def cache_folder() -> Path:
    """Say where exports are kept: ``$FEEDLOOM_CACHE``, else ``feedloom`` in ``$XDG_CACHE_HOME`` or ``~/.cache``."""
    given = os.environ.get(CACHE_VARIABLE)
    if given:
        return Path(given).expanduser()
    home = os.environ.get("XDG_CACHE_HOME")
    return (Path(home) if home else Path.home() / ".cache") / "feedloom"


def exported(key: str, write: Callable[[Path], None], folder: Path | None = None) -> Exported:
    """Return an export from the cache, after making it where it is missing or damaged.

    One process makes it and the others wait for it; what is half-written is never seen under its name. Where the
    folder cannot be written, the export is made for this process alone, and the log says so.

    Parameters
    ----------
    key
        All that the export depends on, as a file's name.
    write
        Puts ``GRAPH`` and ``WEIGHTS`` into an empty folder.
    folder
        The cache; None for :func:`cache_folder`.
    """
    home = (folder or cache_folder()) / "exports"
    try:
        with _alone(home, key):
            return _read(home / key) or _make(home, key, write)
    except PermissionError as error:
        _LOG.warning("exports cannot be kept in %s (%s); name another folder in %s", home, error, CACHE_VARIABLE)
    except OSError as error:
        _LOG.warning("exports cannot be kept in %s (%s)", home, error)
    with TemporaryDirectory(prefix="feedloom-export-") as temporary:
        write(Path(temporary))
        return _bytes_of(Path(temporary))


@contextmanager
def _alone(home: Path, key: str) -> Iterator[None]:
    # The lock goes with the process that holds it, however that ends.
    home.mkdir(parents=True, exist_ok=True)
    with (home / f"{key}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _make(home: Path, key: str, write: Callable[[Path], None]) -> Exported:
    """Write beside the place, then rename; only the holder of the key's lock comes here."""
    for leftover in home.glob(f".{key}-*"):
        shutil.rmtree(leftover)
    fresh = Path(mkdtemp(prefix=f".{key}-", dir=home))
    try:
        write(fresh)
        made = _bytes_of(fresh)
        (fresh / _MANIFEST).write_text(json.dumps(_digests(made), indent=2) + "\n", encoding="utf-8")
        shutil.rmtree(home / key, ignore_errors=True)
        fresh.rename(home / key)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return made


def _read(place: Path) -> Exported | None:
    if not place.is_dir():
        return None
    try:
        found = _bytes_of(place)
        promised = json.loads((place / _MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        promised, found = None, None
    if found is not None and promised == _digests(found):
        return found
    _LOG.warning("the export in %s is not what was written there, and is made again", place)
    return None


def _bytes_of(place: Path) -> Exported:
    return Exported((place / GRAPH).read_bytes(), (place / WEIGHTS).read_bytes())


def _digests(made: Exported) -> Mapping[str, str]:
    return {GRAPH: sha256(made.graph).hexdigest(), WEIGHTS: sha256(made.weights).hexdigest()}
