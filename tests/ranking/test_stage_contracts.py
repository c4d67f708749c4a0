"""One contract for every stage of every surface: what its return type promises, it keeps."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import numpy as np
import pytest

from pipeline.store import Store
from ranking import FeedRanker, FeedRequest
from ranking.candidates import Candidates
from ranking.request import Person, Query
from ranking.stages import Surface
from ranking.surfaces import SURFACES
from tests.support.tiny import NOW

PEOPLE = ("cat_lover", "newcomer", "speller", "grump", None)


@pytest.fixture(scope="module")
def ranker(published: Store) -> FeedRanker:
    return FeedRanker.open(published)


def ask(ranker: FeedRanker, user_id: str | None, now_shift_hours: float = 0) -> Query:
    request = FeedRequest(user_id=user_id, k=8, now=NOW + timedelta(hours=now_shift_hours))
    person = Person() if user_id is None else ranker.people.get(user_id)
    assert request.now is not None
    return Query(request, person, ranker.catalog, request.now)


@pytest.fixture(params=sorted(SURFACES))
def surface(request: pytest.FixtureRequest, ranker: FeedRanker) -> Surface:
    return SURFACES[request.param](ranker.state)


@pytest.mark.parametrize("user_id", PEOPLE)
def test_sources_bring_real_rows_once_and_the_same_ones_when_asked_again(
    ranker: FeedRanker, surface: Surface, user_id: str | None
) -> None:
    query = ask(ranker, user_id)
    for source in surface.sources:
        found = source(query)
        assert found.rows.dtype == np.int64
        assert len(np.unique(found.rows)) == len(found)
        assert ((found.rows >= 0) & (found.rows < len(ranker.catalog))).all()
        assert found.rows.tolist() == source(query).rows.tolist()
        for at in range(len(found)):
            assert source.reason(query, found, at).strip()


@pytest.mark.parametrize("user_id", PEOPLE)
def test_filters_hydrators_and_scorers_answer_for_every_candidate_and_for_none(
    ranker: FeedRanker, surface: Surface, user_id: str | None
) -> None:
    query = ask(ranker, user_id)
    brought = {f"from {source.name}": np.zeros(60, bool) for source in surface.sources}
    for candidates in (Candidates(np.arange(60), brought), Candidates(np.arange(60), brought).take(np.zeros(60, bool))):
        for keep in surface.filters:
            mask = keep(query, candidates)
            assert (mask.shape, mask.dtype) == ((len(candidates),), np.bool_)
        rich = candidates
        for hydrate in surface.hydrators:
            rich = rich.with_columns(hydrate(query, rich))
        for scorer in surface.scorers:
            term = scorer(query, rich)
            assert (term.shape, term.dtype) == ((len(candidates),), np.float32)
            assert np.isfinite(term).all()


@pytest.mark.parametrize("user_id", PEOPLE)
def test_a_score_does_not_depend_on_the_other_candidates(
    ranker: FeedRanker, surface: Surface, user_id: str | None
) -> None:
    query = ask(ranker, user_id)
    brought = {f"from {source.name}": np.zeros(60, bool) for source in surface.sources}

    def scores(rows: np.ndarray) -> np.ndarray:
        candidates = Candidates(rows, {name: values[rows] for name, values in brought.items()})
        for hydrate in surface.hydrators:
            candidates = candidates.with_columns(hydrate(query, candidates))
        return np.sum([scorer(query, candidates) for scorer in surface.scorers], axis=0)

    together = scores(np.arange(60))
    alone = np.concatenate([scores(np.array([row])) for row in range(60)])
    np.testing.assert_allclose(together, alone, atol=1e-6)


def test_every_component_is_its_own_frozen_config(surface: Surface) -> None:
    stages = [*surface.sources, *surface.filters, *surface.hydrators, *surface.scorers, surface.selector]
    for stage in stages:
        assert dataclasses.is_dataclass(stage)
        field = dataclasses.fields(stage)[0].name if dataclasses.fields(stage) else "anything"
        with pytest.raises((dataclasses.FrozenInstanceError, AttributeError, TypeError)):
            setattr(stage, field, None)


def test_every_source_names_as_evidence_terms_that_the_surface_has(surface: Surface) -> None:
    terms = {scorer.name for scorer in surface.scorers}
    for source in surface.sources:
        assert set(source.evidence) & terms, source.name


def test_every_quota_belongs_to_a_source_and_together_they_fit_the_budget(surface: Surface) -> None:
    assert set(surface.quotas) <= {source.name for source in surface.sources}
    assert sum(surface.quotas.values()) <= 1
