"""Posts in a language that the person does not read."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.words import main_language
from ranking.candidates import Candidates
from ranking.request import Query


@dataclass(frozen=True)
class LanguageFilter:
    """Drop posts in other languages than those the person has named; who has named none reads all.

    Languages are compared without script and country, so that who reads ``pt-BR`` reads ``pt``. A post of which nobody
    knows the language stays: most of these are pictures.
    """

    name: str = "another language"

    def __call__(self, query: Query, candidates: Candidates) -> NDArray[np.bool_]:
        """Keep posts that the person can read, and those without a language."""
        read = {main_language(tag) for tag in query.person.languages} - {""}
        if not read:
            return np.ones(len(candidates), bool)
        unreadable = [code for code, language in enumerate(query.catalog.languages) if language not in read]
        return ~np.isin(query.catalog.language[candidates.rows], unreadable)
