"""What a network runs on: numbers in, vectors out, whichever library multiplies.

``choice.py`` decides which one from a table, ``running.py`` opens it, and there is one file a backend. Nothing heavy is
imported before that.
"""

from pipeline.encoders.backends.base import Network, Runner
from pipeline.encoders.backends.choice import (
    AUTO,
    INT8,
    WANTED,
    BackendChoice,
    Machine,
    choose_backend,
    require_wanted,
    revision_on,
    this_machine,
    wanted_for,
)

__all__ = [
    "AUTO",
    "INT8",
    "WANTED",
    "BackendChoice",
    "Machine",
    "Network",
    "Runner",
    "choose_backend",
    "require_wanted",
    "revision_on",
    "this_machine",
    "wanted_for",
]
