"""Linear layers in 8 bits are near the ones they replace, and only those that were run are replaced."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from pipeline.encoders.backends.base import Network
from pipeline.encoders.backends.quantised import QuantisedLinear, Range, quantise
from pipeline.errors import ModelError


def _network() -> tuple[Network, np.ndarray]:
    torch.manual_seed(0)
    module = torch.nn.Sequential(torch.nn.Linear(32, 64), torch.nn.GELU(), torch.nn.Linear(64, 16))
    inputs = np.random.default_rng(0).normal(size=(50, 32)).astype(np.float32)
    return Network(module.eval(), (torch.zeros(2, 32),), ((0,),), "small", lambda: [(inputs[:40],)]), inputs


def test_every_layer_that_ran_is_replaced_and_gives_nearly_the_same() -> None:
    network, inputs = _network()
    with torch.no_grad():
        before = network.module(torch.from_numpy(inputs)).numpy()
        assert quantise(network) == 2
        after = network.module(torch.from_numpy(inputs)).numpy()
    assert isinstance(network.module[0], QuantisedLinear)
    assert isinstance(network.module[2], QuantisedLinear)
    assert 0 < np.abs(before - after).max() < 0.05 * np.abs(before).max()


def test_inputs_outside_of_the_range_are_cut_off() -> None:
    layer = torch.nn.Linear(1, 1, bias=False)
    torch.nn.init.ones_(layer.weight)
    cut = QuantisedLinear(layer, Range(-1, 2))
    with torch.no_grad():
        given = cut(torch.tensor([[-5.0], [-1.0], [0.0], [1.5], [9.0]])).flatten().tolist()
    assert given == pytest.approx([-1, -1, 0, 1.5, 2], abs=3 / 255)
    assert given[2] == 0


def test_a_network_without_samples_is_refused() -> None:
    network, _ = _network()
    bare = Network(network.module, network.examples, network.free, network.revision)
    with pytest.raises(ModelError, match="without linear layers or typical inputs"):
        quantise(bare)
