"""Where a file named by an untrusted path or URI may be read from.

A local path counts after ``..`` and symbolic links are resolved; a remote one (any ``pyarrow.fs`` URI but ``file://``)
may hold no ``..`` at all, because there is nothing to resolve it against.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from pipeline.errors import PathOutsideRoot


def is_remote(uri: str) -> bool:
    """Tell a URI of another file system from a path and from a ``file://`` URI."""
    return "://" in uri and not uri.startswith("file://")


def local_path(uri: str) -> Path:
    """Turn a path or a ``file://`` URI into a path.

    Raises
    ------
    ValueError
        If the URI names another machine.
    """
    if not uri.startswith("file://"):
        return Path(uri)
    parts = urlsplit(uri)
    if parts.netloc not in ("", "localhost"):
        raise ValueError(f"it names the machine {parts.netloc!r}")
    return Path(unquote(parts.path))


def read_local(uri: str, base: Path, roots: Iterable[str], most: int) -> bytes:
    """Read at most ``most`` bytes of a file below ``base`` or one of the local roots.

    Raises
    ------
    PathOutsideRoot
        If it lies elsewhere.
    OSError, ValueError, RuntimeError
        If it cannot be read, is no plain file, is no possible path, or is a loop of links.
    """
    allowed = [base.resolve(), *(local_path(root).resolve() for root in roots if not is_remote(root))]
    path = (base / local_path(uri)).resolve()
    if not any(path.is_relative_to(root) for root in allowed):
        raise _outside(uri, map(str, allowed))
    if not path.is_file():  # a pipe or a device would block
        raise FileNotFoundError("there is no such file")
    with path.open("rb") as handle:
        return handle.read(most)


def read_remote(uri: str, roots: Iterable[str], most: int) -> bytes:
    """Read at most ``most`` bytes of a file below one of the remote roots, with that root's connection options.

    Raises
    ------
    PathOutsideRoot
        If it lies elsewhere.
    OSError, ValueError
        If it cannot be read, or the root's file system cannot be reached.
    """
    remote = [root for root in roots if is_remote(root)]
    for root in remote:
        below = _path_below(uri, root)
        if below is not None:
            filesystem, folder = _filesystem(root)
            with filesystem.open_input_stream(str(PurePosixPath(folder) / below)) as stream:
                return bytes(stream.read(most))
    raise _outside(uri, remote)


def _path_below(uri: str, root: str) -> PurePosixPath | None:
    given, allowed = urlsplit(uri), urlsplit(root)
    if (given.scheme, given.netloc) != (allowed.scheme, allowed.netloc) or given.query or given.fragment:
        return None
    path = PurePosixPath(unquote(given.path))
    folder = PurePosixPath(unquote(allowed.path))
    if ".." in path.parts or not path.is_relative_to(folder):
        return None
    return path.relative_to(folder)


@cache
def _filesystem(root: str) -> tuple[Any, str]:
    from pyarrow.fs import FileSystem

    filesystem, folder = FileSystem.from_uri(root)
    return filesystem, folder


def _outside(uri: str, allowed: Iterable[str]) -> PathOutsideRoot:
    return PathOutsideRoot(
        f"{uri!r} leads out of the folders that pictures may lie in",
        expected=f"a place below {', '.join(allowed) or 'a media root'}",
        remedy="Move the picture there, or import with its folder as a media root",
    )
