"""Make a changed copy of an immutable object that does not compute everything anew."""

from __future__ import annotations

from collections.abc import Container
from typing import TypeVar

Object = TypeVar("Object")


def with_cached(copy: Object, original: Object, *, but: Container[str] = ()) -> Object:
    """Give ``copy`` what the cached properties of ``original`` have computed so far.

    Parameters
    ----------
    copy
        Made with :func:`dataclasses.replace`; its own fields stay.
    but
        Properties that depend on what was changed.
    """
    for name, value in vars(original).copy().items():  # another thread may be computing one
        if name not in but:
            vars(copy).setdefault(name, value)
    return copy
