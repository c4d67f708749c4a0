"""Keep a training that may be stopped at any moment: one safetensors file, there as a whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file

from pipeline.errors import ConfigError, ModelError
from pipeline.files import atomic_path

_ADAM = ("exp_avg", "exp_avg_sq", "step")


def save(
    path: Path,
    step: int,
    settings: str,
    modules: dict[str, torch.nn.Module],
    optimiser: torch.optim.Optimizer,
) -> None:
    """Write weights, the optimiser's moments, and how far it is.

    Parameters
    ----------
    step
        How many steps are done.
    settings
        A digest of what the training depends on; another one may not resume from this file.
    modules
        Their names and weights.
    """
    tensors = {
        f"{name}/{key}": value.detach().cpu().contiguous()
        for name, module in modules.items()
        for key, value in module.state_dict().items()
    }
    for number, parameter in enumerate(_parameters(optimiser)):
        state = optimiser.state.get(parameter, {})
        tensors |= {f"adam/{number}/{key}": state[key].detach().cpu().contiguous() for key in _ADAM if key in state}
    told = {"step": step, "settings": settings}
    with atomic_path(path) as temporary:
        save_file(tensors, temporary, {"progress": json.dumps(told)})


def reached(path: Path, settings: str) -> int:
    """Say how many steps the training in a file has done; 0 where there is no file.

    Raises
    ------
    ConfigError
        If it is of other settings or data.
    ModelError
        If it is damaged.
    """
    if not path.is_file():
        return 0
    try:
        with safe_open(path, "pt") as file:
            told = json.loads((file.metadata() or {})["progress"])
        step = int(told["step"])
    except (OSError, SafetensorError, KeyError, ValueError) as error:
        raise ModelError(
            f"{path} is no checkpoint ({error})", expected="one that this job wrote", remedy="Remove it and start again"
        ) from error
    if told.get("settings") != settings:
        raise ConfigError(
            f"{path} is of a training with other settings or data",
            expected="the settings that it began with",
            remedy="Remove it, or choose another folder for out",
        )
    return step


def restore(path: Path, modules: dict[str, torch.nn.Module], optimiser: torch.optim.Optimizer) -> None:
    """Put weights and moments back.

    Raises
    ------
    ModelError
        If the tensors are not those of these modules.
    """
    with safe_open(path, "pt") as file:
        names = set(file.keys())
        try:
            for name, module in modules.items():
                module.load_state_dict({key: file.get_tensor(f"{name}/{key}") for key in module.state_dict()})
            for number, parameter in enumerate(_parameters(optimiser)):
                kept = {key: f"adam/{number}/{key}" for key in _ADAM if f"adam/{number}/{key}" in names}
                if kept:
                    optimiser.state[parameter] = {
                        key: file.get_tensor(name).to("cpu" if key == "step" else parameter.device)
                        for key, name in kept.items()
                    }
        except (SafetensorError, RuntimeError) as error:
            raise ModelError(
                f"{path} holds another network ({error})", expected="this one", remedy="Remove it and start again"
            ) from error


def _parameters(optimiser: torch.optim.Optimizer) -> list[torch.nn.Parameter]:
    return [parameter for group in optimiser.param_groups for parameter in group["params"]]
