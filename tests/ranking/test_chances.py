"""Chance by two moments of a sample is chance by all of its cosines."""

from __future__ import annotations

import numpy as np

from indexing.snapshot import Snapshot
from pipeline.store import Store
from ranking.chances import Chances
from ranking.closeness import Chance


def test_two_moments_tell_what_all_cosines_tell(published: Store) -> None:
    snapshot = Snapshot.open(published)
    queries = np.random.default_rng(0).normal(size=(7, snapshot.dims["clip"])).astype(np.float32)
    queries /= np.linalg.norm(queries, axis=1, keepdims=True)
    posts = snapshot.vectors("clip", np.flatnonzero(snapshot.present("clip")))
    found, expected = Chances(snapshot).of("clip", queries), Chance.of(posts @ queries.T)
    np.testing.assert_allclose(found.mean, expected.mean, atol=1e-6)
    np.testing.assert_allclose(found.unit, expected.unit, atol=1e-6)
