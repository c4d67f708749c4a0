"""The build with slow models that keep a log of what they encode, on a slow disk: what the tests kill."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from functools import partial
from hashlib import blake2b
from pathlib import Path

from jobs import embedding
from jobs.build import BuildConfig, run
from jobs.entry import main
from jobs.report import Report
from pipeline.encoders.base import Pixels, Vectors
from tests.jobs.fakes import FakeEncoder

PART = 16
"""Pieces that go to a worker at once, so that a few hundred posts are many files."""

SECONDS_A_TEXT = 0.004
SECONDS_A_PICTURE = 0.010
SECONDS_A_SYNC = 0.02

_fsync = os.fsync


class LoggingEncoder(FakeEncoder):
    """Note what is encoded, once it is past the words that the model trips over, and take time."""

    def __init__(self, space: str, log: Path) -> None:
        super().__init__(space)
        self._log = log

    def encode_texts(self, texts: Sequence[str]) -> Vectors:
        vectors = super().encode_texts(texts)
        self._note([digest(text.encode()) for text in texts])
        time.sleep(SECONDS_A_TEXT * len(texts))
        return vectors

    def encode_pixels(self, pixels: Sequence[Pixels]) -> Vectors:
        self._note([digest(picture.tobytes()) for picture in pixels])
        time.sleep(SECONDS_A_PICTURE * len(pixels))
        return super().encode_pixels(pixels)

    def _note(self, digests: Sequence[str]) -> None:
        descriptor = os.open(self._log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        os.write(descriptor, "".join(f"{line}\n" for line in digests).encode())  # one write is whole, or not there
        os.close(descriptor)


def digest(content: bytes) -> str:
    """Name a text, or a picture's pixels, in the log."""
    return blake2b(content, digest_size=8).hexdigest()


def log_of(store: Path) -> Path:
    """Name the log of what was encoded for a store; it lies beside the store."""
    return store.with_name(f"{store.name}.log")


def load_logging(space: str, model: str, log: Path) -> LoggingEncoder:
    """Give a slow model, and make the disk of its process slow."""
    slow_disk()
    return LoggingEncoder(space, log)


def slow_disk() -> None:
    """Let a file take its time to reach the disk, so that a process is often killed while it writes."""
    os.fsync = _slow_fsync


def _slow_fsync(descriptor: int) -> None:
    time.sleep(SECONDS_A_SYNC)
    _fsync(descriptor)


def build_slowly(config: BuildConfig) -> Report:
    """Build in small parts with slow models, on a slow disk."""
    embedding.PART_PIECES.update(sentence=PART, clip=PART)
    slow_disk()
    return run(config, load=partial(load_logging, log=log_of(config.store)))


if __name__ == "__main__":
    main(build_slowly, BuildConfig)
