"""Pictures: where they may be read from, and the keys of content. Decoding is in :mod:`pipeline.decoding`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from pipeline.decoding import (
    DEFAULT_LIMITS,
    FORMATS,
    MediaLimits,
    MissingPictureError,
    OversizedPictureError,
    decode,
    reject_reason,
    thumbnail,
)
from pipeline.places import is_remote, read_local, read_remote

__all__ = [
    "DEFAULT_LIMITS",
    "FORMATS",
    "MediaLimits",
    "MediaReader",
    "content_key",
    "decode",
    "reject_reason",
    "text_key",
    "thumbnail",
]


@dataclass(frozen=True)
class MediaReader:
    """Fetch the bytes of pictures from a few allowed places.

    Parameters
    ----------
    base
        The folder that relative paths start from, the store's media folder.
    roots
        Further folders (absolute paths) or ``pyarrow.fs`` URIs (``s3://bucket/pictures``) below which a picture may
        lie. Connection options stand in the root's URI; a picture's own URI may carry none.
    limits
        How large a picture may be.
    """

    base: Path
    roots: tuple[str, ...] = ()
    limits: MediaLimits = DEFAULT_LIMITS

    def read(self, image: Mapping[str, Any]) -> bytes:
        """Read one IMAGE struct: its ``data`` where set, else what its ``uri`` names.

        Raises
        ------
        PathOutsideRoot
            If the place, with ``..`` and symbolic links resolved, is not below ``base`` or a root.
        MediaError
            If there is nothing there, or more than ``limits.max_bytes``.
        """
        data, uri = image.get("data"), image.get("uri")
        if data is not None:
            return self._within(bytes(data), "a picture given as bytes")
        if not uri:
            raise MissingPictureError("a picture without bytes and uri", expected="one of the two", remedy="Set either")
        return self._within(self._fetch(uri), repr(uri))

    def _fetch(self, uri: str) -> bytes:
        most = self.limits.max_bytes + 1  # one more than allowed, so that a larger file shows
        try:
            if is_remote(uri):
                return read_remote(uri, self.roots, most)
            return read_local(uri, self.base, self.roots, most)
        except (OSError, ValueError, RuntimeError) as error:
            raise MissingPictureError(
                f"{uri!r} cannot be read ({error})", expected="a readable file", remedy="Check the path and its rights"
            ) from error

    def _within(self, data: bytes, name: str) -> bytes:
        if len(data) > self.limits.max_bytes:
            raise OversizedPictureError(
                f"{name} has more than {self.limits.max_bytes} bytes",
                expected="fewer",
                remedy="Shrink the picture or raise max_bytes",
            )
        return data


def content_key(data: bytes) -> str:
    """Name a picture by its bytes: 32 hex digits of BLAKE2b."""
    return blake2b(data, digest_size=16, person=b"feedloom.image").hexdigest()


def text_key(text: str) -> str:
    """Name a text by its words: 32 hex digits of BLAKE2b, never equal to a picture's key."""
    return blake2b(text.encode(), digest_size=16, person=b"feedloom.text").hexdigest()
