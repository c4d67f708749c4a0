from __future__ import annotations

import math
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.config import dump_config, load_config
from pipeline.errors import ConfigError


@dataclass(frozen=True)
class Inner:
    batch_size: int = 32
    rate: float = 0.5
    spaces: tuple[str, ...] = ("sentence", "clip")


@dataclass(frozen=True)
class Outer:
    store: Path
    profile: str = "compact"
    quick: bool = False
    address: str | None = None
    weights: dict[str, float] = field(default_factory=dict)
    inner: Inner = field(default_factory=Inner)


def write(folder: Path, text: str) -> Path:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_becomes_a_frozen_tree(tmp_path: Path) -> None:
    path = write(tmp_path, 'store = "demo"\nquick = true\n[inner]\nbatch_size = 8\nspaces = ["clip"]\n')
    assert load_config(path, Outer) == Outer(Path("demo"), quick=True, inner=Inner(8, spaces=("clip",)))


def test_an_unknown_key_names_its_path_and_the_nearest_key(tmp_path: Path) -> None:
    path = write(tmp_path, 'store = "demo"\n[inner]\nbatchsize = 8\n')
    with pytest.raises(ConfigError, match=r"'inner\.batchsize'.*Did you mean 'batch_size'"):
        load_config(path, Outer)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('store = "s"\n[inner]\nbatch_size = "8"\n', "inner.batch_size = '8'"),
        ('store = "s"\n[inner]\nbatch_size = 8.5\n', "inner.batch_size = 8.5"),
        ('store = "s"\nquick = 1\n', "quick = 1"),
        ('store = "s"\ninner = 3\n', "inner = 3"),
        ("quick = true\n", "lacks the key 'store'"),
        ("store = demo\n", "no TOML"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_and_not_converted(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load_config(write(tmp_path, text), Outer)
    assert said in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"nowhere\.toml cannot be read"):
        load_config(tmp_path / "nowhere.toml", Outer)


def test_overrides_win_over_the_file_and_are_typed_by_their_key(tmp_path: Path) -> None:
    path = write(tmp_path, 'store = "demo"\nprofile = "large"\n')
    config = load_config(path, Outer, {"store": "7", "address": "auto", "inner.batch_size": "4", "quick": "true"})
    assert config == Outer(Path("7"), "large", quick=True, address="auto", inner=Inner(4))


def test_an_override_of_a_list_is_toml() -> None:
    config = load_config(None, Outer, {"store": "demo", "inner.spaces": '["clip"]'})
    assert config.inner.spaces == ("clip",)


def test_an_override_needs_no_file() -> None:
    assert load_config(None, Outer, {"store": "demo"}) == Outer(Path("demo"))


@pytest.mark.parametrize("key", ["stor", "inner.rat", "inner.rate.more", "outer.rate"])
def test_an_unknown_override_is_refused(key: str) -> None:
    with pytest.raises(ConfigError):
        load_config(None, Outer, {"store": "demo", key: "1"})


def test_an_override_below_a_plain_value_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, 'store = "demo"\n[inner]\nrate = 0.5\n')
    with pytest.raises(ConfigError, match="lies below the value 'rate'"):
        load_config(path, Outer, {"inner.rate.more": "1"})


words = st.text(st.characters(exclude_categories=["Cs"]))


@given(
    st.builds(
        Outer,
        store=words.filter(lambda text: "\0" not in text).map(Path),
        profile=words,
        quick=st.booleans(),
        address=st.none() | words,
        weights=st.dictionaries(words, st.floats(allow_nan=False)),
        inner=st.builds(Inner, st.integers(-(2**63), 2**63 - 1), st.floats(allow_nan=False), st.tuples(words)),
    )
)
def test_what_is_dumped_is_read_back_equal(tmp_path_factory: pytest.TempPathFactory, config: Outer) -> None:
    path = write(tmp_path_factory.mktemp("dump"), "")
    path.write_bytes(dump_config(config).encode())
    assert load_config(path, Outer) == config


def test_not_a_number_survives_the_round_trip(tmp_path: Path) -> None:
    path = write(tmp_path, dump_config(Outer(Path("s"), inner=Inner(rate=math.nan))))
    assert math.isnan(load_config(path, Outer).inner.rate)
