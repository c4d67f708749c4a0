"""Fetch models from the Hugging Face hub, and say at once when it cannot be reached."""

from __future__ import annotations

from pathlib import Path
from threading import Thread
from typing import Any, Final

from pipeline.errors import ModelError

REACH_SECONDS: Final = 4.0
"""How long the hub may take to answer at all; its own client would retry for minutes."""

_SMALL_FILES: Final = ("*.json", "*.txt", "*.model")


def cached(model_id: str, weights: str) -> Path | None:
    """Find a model in the local cache, with its configuration and its weights; None where either is missing.

    Parameters
    ----------
    weights
        The name of the weights file in the model's repository.
    """
    from huggingface_hub import try_to_load_from_cache

    found = try_to_load_from_cache(model_id, weights)
    return Path(found).parent if isinstance(found, str) else None


def fetch(model_id: str, weights: str) -> Path:
    """Return the local folder of a model on the hub, after a download where needed.

    Weights other than ``weights`` (pickles above all) are not downloaded.

    Raises
    ------
    ModelError
        Within about 5 seconds if it is not cached and the hub does not answer, or if there is no such model.
    """
    folder = cached(model_id, weights)
    if folder is not None:
        return folder
    _require_reachable(model_id)
    from huggingface_hub import snapshot_download

    try:
        folder = Path(snapshot_download(model_id, allow_patterns=[weights, *_SMALL_FILES]))
    except Exception as error:
        raise _unavailable(model_id, f"the download failed: {error}") from error
    if not (folder / weights).is_file():
        raise ModelError(
            f"{model_id!r} without {weights}", expected="weights as safetensors", remedy="Choose another model"
        )
    return folder


def _require_reachable(model_id: str) -> None:
    from huggingface_hub import constants

    if constants.HF_HUB_OFFLINE:
        raise _unavailable(model_id, "HF_HUB_OFFLINE is set and it is not in the cache")
    answers: list[Exception | None] = []
    # Looking up a host's name cannot be timed out from inside, so it happens in a thread that may be left behind.
    asking = Thread(target=_ask, args=(model_id, answers), daemon=True)
    asking.start()
    asking.join(REACH_SECONDS)
    if not answers:
        raise _unavailable(model_id, f"the hub gave no answer within {REACH_SECONDS:g} seconds")
    if answers[0] is not None:
        raise _unavailable(model_id, f"the hub said: {answers[0]}") from answers[0]


def _ask(model_id: str, answers: list[Any]) -> None:
    from huggingface_hub import HfApi

    try:
        HfApi().model_info(model_id, timeout=REACH_SECONDS)
    except Exception as error:  # noqa: BLE001 - whatever it is, the caller reports it
        answers.append(error)
    else:
        answers.append(None)


def _unavailable(model_id: str, why: str) -> ModelError:
    return ModelError(
        f"model {model_id!r} is not here and {why}",
        expected="a cached model, or a connection to the hub",
        remedy="Fetch it once on a machine with a connection and copy the cache folder (HF_HOME), or use the profile"
        " 'compact', which needs no network",
    )
