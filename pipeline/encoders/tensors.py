"""Compare the tensors in a weights file with those of its architecture, by name and shape, before any is loaded."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pipeline.encoders.names import WEIGHTS
from pipeline.encoders.weights import tensor_shapes
from pipeline.errors import ModelError

if TYPE_CHECKING:
    import torch

Shapes = Mapping[str, tuple[int, ...]]

_REDUNDANT: Final = ("position_ids", "pooler.")
"""What sentence models may have or lack: numbers from 0 on, and a layer that pooling over the tokens does not use."""


def require_tensors(path: Path, wanted: Shapes) -> None:
    """Refuse a weights file unless it holds the wanted tensors, no others, each of the wanted shape.

    Raises
    ------
    ModelError
        Naming one that is missing, or does not belong there, or has another shape.
    """
    _compare(path, tensor_shapes(path), wanted)


def require_sentence_tensors(folder: Path) -> None:
    """Refuse a sentence model whose weights do not fit its ``config.json``; transformers would make up what lacks.

    Raises
    ------
    ModelError
        As :func:`require_tensors`, or if the architecture is unknown.
    """
    network = _empty_transformer(folder)
    path, prefix = folder / WEIGHTS["sentence"], f"{network.base_model_prefix}."
    found = dict(tensor_shapes(path))
    if any(name.startswith(prefix) for name in found):  # saved with a head, which is not used here
        found = {name.removeprefix(prefix): shape for name, shape in found.items() if name.startswith(prefix)}
    tied = set(network._tied_weights_keys or ())  # noqa: SLF001 - transformers has no other name for it
    wanted = {name: tuple(value.shape) for name, value in network.state_dict().items()}
    optional = {name for name in {*found, *wanted} if name in tied or _is_redundant(name)}
    _compare(path, _without(found, optional - wanted.keys()), _without(wanted, optional - found.keys()))


def clip_tensors(network: torch.nn.Module) -> dict[str, tuple[int, ...]]:
    """List the tensors of a network, by name."""
    return {name: tuple(value.shape) for name, value in network.state_dict().items()}


def _empty_transformer(folder: Path) -> Any:  # noqa: ANN401 - transformers' types cannot be followed
    import torch
    from transformers import AutoConfig, AutoModel

    try:
        config = AutoConfig.from_pretrained(str(folder), local_files_only=True, trust_remote_code=False)
        with torch.device("meta"):
            return AutoModel.from_config(config, trust_remote_code=False)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RuntimeError, ImportError) as error:
        raise ModelError(
            f"{folder} does not load as a sentence-transformers model ({error})",
            expected="a config.json of an architecture that transformers knows",
            remedy="Check that all its files are there",
        ) from error


def _compare(path: Path, found: Shapes, wanted: Shapes) -> None:
    faults = [
        *(f"without {name}" for name in sorted(wanted.keys() - found.keys())),
        *(f"with {name}, which does not belong there" for name in sorted(found.keys() - wanted.keys())),
        *(
            f"with {name} of shape {found[name]} instead of {wanted[name]}"
            for name in sorted(found.keys() & wanted.keys())
            if found[name] != wanted[name]
        ),
    ]
    if faults:
        more = f", and {len(faults) - 1} more such faults" if len(faults) > 1 else ""
        raise ModelError(
            f"{path} does not load: it comes {faults[0]}{more}",
            expected="weights that fit the configuration, tensor by tensor",
            remedy="Check that the configuration and the weights belong together",
        )


def _is_redundant(name: str) -> bool:
    return name.startswith(_REDUNDANT) or name.endswith(_REDUNDANT[0])


def _without(shapes: Shapes, names: set[str]) -> Shapes:
    return {name: shape for name, shape in shapes.items() if name not in names}
