"""Refuse a model whose configuration would run code of its own, or reach outside its folder, before it is read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pipeline.encoders.sentence import minilm_place
from pipeline.errors import ModelError

_LAYERS: Final = frozenset({"Transformer", "Pooling", "Normalize", "Dense", "LayerNorm", "Dropout"})
"""The layers of sentence-transformers that are loaded; others unpickle, fetch, or name classes themselves."""

_VOCABULARIES: Final = frozenset({"tokenizer.json", "vocab.json", "added_tokens.json"})
"""These map people's words, which may well be called ``auto_map``."""

_MODULES: Final = "modules.json"
_FOREIGN_CODE: Final = ("auto_map", "trust_remote_code", "custom_pipelines")
_REFERENCES: Final = ("hf_model_name", "timm_model_name")
_LOCAL: Final = "local-dir:"


def require_plain_settings(folder: Path) -> None:
    """Refuse a folder whose JSON files ask for code, name foreign classes, or point elsewhere.

    Raises
    ------
    ModelError
        Naming the file and what it says.
    """
    if (folder / "adapter_config.json").is_file():
        raise _refused(folder / "adapter_config.json", "an adapter of another model", "a whole model", "Merge them")
    for path in sorted(folder.rglob("*.json")):
        if path.name not in _VOCABULARIES:
            settings = _read(path)
            _require_no_code(path, settings)
            _require_own_files(path, settings, folder)
    if (folder / _MODULES).is_file():
        _require_known_layers(folder / _MODULES, folder)


def _read(path: Path) -> object:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise _refused(path, f"what is no JSON ({error})", "a model's settings", "Save the model again") from error


def _require_no_code(path: Path, settings: object) -> None:
    for key, value in _pairs(settings):
        if key in _FOREIGN_CODE and value:
            raise _refused(
                path,
                f"{key} = {json.dumps(value)[:80]}, which asks to run code that came with it",
                "a model that runs on the installed libraries alone",
                "Use another model",
            )
        if key == "activation_function" and "." in str(value) and not str(value).startswith("torch.nn."):
            raise _refused(path, f"the activation {value!r}", "one of torch.nn", "Use another model")


def _require_own_files(path: Path, settings: object, folder: Path) -> None:
    for key, value in _pairs(settings):
        if key not in _REFERENCES or not isinstance(value, str):
            continue
        named = value.removeprefix(_LOCAL)
        built_in = key == "timm_model_name" and ":" not in value
        if built_in or _is_within(Path(named), folder) or Path(named) == minilm_place():
            continue
        raise _refused(
            path,
            f"{key} = {value!r}, which lies outside the model's folder",
            "a folder with all that belongs to the model",
            f"Put the config.json of {value!r} into a folder in there, and name that folder",
        )


def _require_known_layers(path: Path, folder: Path) -> None:
    layers = _read(path)
    if not isinstance(layers, list) or not all(isinstance(layer, dict) for layer in layers):
        raise _refused(path, "no list of layers", "what sentence-transformers saves", "Save the model again")
    for layer in layers:
        kind, place = str(layer.get("type")), str(layer.get("path", ""))
        package, _, name = kind.rpartition(".")
        if package.partition(".")[0] != "sentence_transformers" or name not in _LAYERS:
            raise _refused(
                path,
                f"a layer of type {kind!r}",
                f"one of sentence_transformers: {', '.join(sorted(_LAYERS))}",
                "Use another model",
            )
        if not _is_within(folder / place, folder):
            raise _refused(path, f"a layer in {place!r}", "a folder inside the model's", "Use another model")


def _pairs(settings: object) -> Iterator[tuple[str, object]]:
    """Walk through every key and value, however deep."""
    waiting = [settings]
    while waiting:
        found = waiting.pop()
        if isinstance(found, dict):
            yield from found.items()
            waiting.extend(found.values())
        elif isinstance(found, list):
            waiting.extend(found)


def _is_within(path: Path, folder: Path) -> bool:
    return path.is_absolute() and path.resolve().is_relative_to(folder.resolve())


def _refused(path: Path, what: str, expected: str, remedy: str) -> ModelError:
    return ModelError(f"{path} holds {what}", expected=expected, remedy=remedy)
