"""The backend follows from a table: the machine and what was asked for."""

from __future__ import annotations

import pytest

from pipeline.encoders.backends import WANTED, Machine, choose_backend, revision_on, this_machine, wanted_for
from pipeline.errors import ConfigError, ModelError

OLD = frozenset({"avx2", "fma"})
NEW = OLD | {"avx512_bf16", "avx512_vnni"}


@pytest.mark.parametrize(
    ("machine", "wanted", "name"),
    [
        (Machine(), "auto", "torch_fp32"),
        (Machine(OLD), "auto", "torch_fp32"),
        (Machine(NEW), "auto", "torch_bf16"),
        (Machine(OLD | {"amx_bf16"}), "auto", "torch_bf16"),
        (Machine(OLD, openvino=True), "auto", "openvino_fp32"),
        (Machine(NEW, openvino=True), "auto", "openvino_bf16"),
        (Machine(NEW, openvino=True, gpu="H100"), "auto", "cuda"),
        (Machine(NEW, openvino=True, gpu="H100"), "torch", "torch_bf16"),
        (Machine(OLD, openvino=True), "torch", "torch_fp32"),
        (Machine(NEW, openvino=True, gpu="H100"), "openvino", "openvino_bf16"),
        (Machine(OLD, openvino=True), "int8", "openvino_int8"),
        (Machine(OLD, gpu="H100"), "cuda", "cuda"),
    ],
)
def test_a_machine_and_a_wish_give_one_backend(machine: Machine, wanted: str, name: str) -> None:
    choice = choose_backend(machine, wanted)
    assert choice.name == name
    assert choice.reason


def test_a_reason_says_what_the_machine_lacks() -> None:
    assert "gains nothing by bfloat16" in choose_backend(Machine(OLD)).reason
    assert "expect little gain" in choose_backend(Machine(OLD, openvino=True), "int8").reason
    assert "expect" not in choose_backend(Machine(NEW, openvino=True), "int8").reason
    assert "H100" in str(choose_backend(Machine(gpu="H100")))


def test_pictures_do_not_run_in_8_bits() -> None:
    choice = choose_backend(Machine(OLD, openvino=True), "int8", "clip")
    assert choice.name == "openvino_fp32"
    assert "int8 is for the space of texts" in choice.reason


@pytest.mark.parametrize("wanted", ["openvino", "int8"])
def test_what_is_not_installed_is_refused_with_the_command_that_installs_it(wanted: str) -> None:
    with pytest.raises(ModelError, match=r"pip install 'feedloom\[openvino\]'"):
        choose_backend(Machine(NEW), wanted)


def test_cuda_without_a_device_is_refused() -> None:
    with pytest.raises(ModelError, match="without a CUDA device"):
        choose_backend(Machine(NEW, openvino=True), "cuda")


def test_an_unknown_backend_names_the_nearest() -> None:
    with pytest.raises(ConfigError, match="Did you mean 'openvino'"):
        choose_backend(Machine(), "openvin")


def test_only_int8_has_a_revision_of_its_own_and_is_asked_for_again_by_it() -> None:
    assert revision_on("torch_bf16", "abc") == revision_on("openvino_fp32", "abc") == "abc"
    assert wanted_for("abc") == "torch"
    assert revision_on("openvino_int8", "abc") != "abc"
    assert wanted_for(revision_on("openvino_int8", "abc")) == "int8"


def test_this_machine_can_have_what_auto_gives() -> None:
    choice = choose_backend(this_machine())
    assert choice == choose_backend(this_machine(), "auto")
    assert set(WANTED) == {"auto", "torch", "openvino", "int8", "cuda"}
