"""Keep freed memory in the process, where the C library can be told to."""

from __future__ import annotations

import ctypes
import logging
from functools import cache
from typing import Final

_log: Final = logging.getLogger(__name__)

_TRIM_THRESHOLD: Final = -1
_MMAP_MAX: Final = -4
_KEPT_BYTES: Final = 1 << 30


@cache
def keep_freed_memory() -> bool:
    """Tell glibc to keep up to 1 GiB of freed memory instead of returning it to the system; once a process.

    A network frees its layers' outputs within milliseconds and asks for the same sizes again. By default glibc maps
    each of them anew and the kernel clears every page of it, which on a virtual machine with slow page faults can take
    several times as long as the arithmetic.

    Returns
    -------
    bool
        Whether it was done; False where the C library has no ``mallopt``.
    """
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):  # musl and macOS have none, and Windows cannot open None
        _log.debug("this C library has no mallopt: freed memory is returned as it likes")
        return False
    # Without single mappings every block, however large, comes from the heap, whose end is trimmed only beyond 1 GiB.
    return bool(mallopt(_MMAP_MAX, 0) and mallopt(_TRIM_THRESHOLD, _KEPT_BYTES))
