"""Jobs run their models on the backend that was asked for, and say so."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

import pytest

from jobs.encoders import backend_of, describe_encoder, load_encoder, on_backend, require_backend, same_space
from jobs.report import Report, Stage
from pipeline.encoders.backends import choose_backend, this_machine
from pipeline.encoders.base import EncoderCard, TextEncoder
from pipeline.errors import ConfigError
from tests.support.fake_encoders import FakeEncoder


def fake(space: str, model: str) -> TextEncoder:
    del model
    return FakeEncoder(space)


def test_an_unknown_backend_is_refused_before_anything_starts() -> None:
    with pytest.raises(ConfigError, match="Did you mean 'openvino'"):
        require_backend(load_encoder, "opnvino", None)


def test_a_loader_of_someone_elses_is_left_alone() -> None:
    assert on_backend(fake, "torch") is fake
    assert backend_of(fake, "sentence") is None


def test_what_auto_means_is_what_this_machine_has() -> None:
    assert backend_of(load_encoder, "sentence") == choose_backend(this_machine())
    assert backend_of(require_backend(load_encoder, "torch", None), "clip") == choose_backend(this_machine(), "torch")


def test_vectors_of_8_bits_are_only_joined_by_others_of_8_bits() -> None:
    plain = describe_encoder(on_backend(load_encoder, "torch"), "sentence", "all-MiniLM-L6-v2")
    if not this_machine().openvino:
        pytest.skip("the extra openvino is not installed")
    small = describe_encoder(on_backend(load_encoder, "int8"), "sentence", "all-MiniLM-L6-v2")
    assert small.revision != plain.revision
    for card, wanted in ((plain, "torch"), (small, "int8")):
        again = same_space(load_encoder, EncoderCard(card.model, card.revision, card.dim))
        assert isinstance(again, partial)
        assert again.keywords == {"backend": wanted}


def test_a_report_names_the_backend_and_its_reason() -> None:
    stages = (Stage("embed sentence", 3, 1.0, backend="torch_fp32 (why)"), Stage("publish", 1, 1.0))
    report = Report("build", datetime(2026, 1, 1, tzinfo=UTC), stages)
    assert report.to_table().caption == "embed sentence: torch_fp32 (why)"
    assert report.to_dict()["stages"][0]["backend"] == "torch_fp32 (why)"  # type: ignore[index]
