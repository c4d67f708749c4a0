"""How the sample world's authors write: a body by hand, in the voice of whoever posts it.

The bodies live in ``texts/<topic>.py``, one module a topic, each with a ``PHRASES``. Nothing here invents
a sentence: an author may put a lead-in before a body and an aside after it, write in lower case, add a
sign-off, an emoji or hashtags, and that is all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Final, NamedTuple

import numpy as np

from pipeline.errors import UnknownId, nearest
from pipeline.sample.subjects import SUBJECTS


@dataclass(frozen=True)
class Phrases:
    """Everything written about one topic.

    Parameters
    ----------
    openings
        Lead-ins that fit any post of the topic; each ends in a colon or a full stop.
    closings
        Ends that fit any post of the topic.
    hashtags
        Words without ``#``.
    subjects
        The bodies of each subject, which may hold the slots of :data:`SLOTS` in braces.
    """

    openings: tuple[str, ...]
    closings: tuple[str, ...]
    hashtags: tuple[str, ...]
    subjects: Mapping[str, tuple[str, ...]]
