"""Pillow's warnings, kept inside while pictures are decoded in several threads."""

from __future__ import annotations

import warnings
from threading import Lock


class QuietPillow:
    """Silence Pillow's warnings while any thread is decoding.

    ``warnings.catch_warnings`` alone would leave the wrong filters behind where two threads overlap, so the first
    thread in sets them and the last one out restores them.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._inside = 0
        self._caught = warnings.catch_warnings()

    def __enter__(self) -> None:
        with self._lock:
            if self._inside == 0:
                self._caught = warnings.catch_warnings()
                self._caught.__enter__()
                # Of odd metadata and of sizes, which are checked here anyway.
                warnings.filterwarnings("ignore", module=r"PIL\.")
            self._inside += 1

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._inside -= 1
            if self._inside == 0:
                self._caught.__exit__(None, None, None)
