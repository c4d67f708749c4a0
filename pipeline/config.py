"""One TOML file into one frozen tree of dataclasses, and back.

A component is a frozen dataclass and so is its own config; a job's config nests them. Nothing is guessed: an
unknown key names the nearest known one, and a value of another type is refused, not converted.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, time
from pathlib import Path, PurePath
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError

from pipeline.errors import ConfigError, nearest

T = TypeVar("T")


def load_config(path: str | Path | None, cls: type[T], overrides: Mapping[str, str] | None = None) -> T:
    """Read a TOML file into a frozen dataclass.

    Parameters
    ----------
    path
        The file; None starts from the defaults of ``cls``.
    cls
        The dataclass at the root of the tree.
    overrides
        Values as a command line gives them, by dotted key: ``{"store": "demo", "index.neighbours": "32"}``. They
        win over the file. Where the key wants a string or a path the words are taken as they are, else as TOML.

    Raises
    ------
    ConfigError
        If the file is missing or no TOML, or a key is unknown, missing, or of the wrong type.
    """
    source = str(path) if path is not None else "the command line"
    tree = _read(Path(path)) if path is not None else {}
    for key, words in (overrides or {}).items():
        _override(tree, key, words, cls)
    _refuse_unknown(tree, cls, "", source)
    try:
        # JSON mode is strict about scalars, yet lets a list be a tuple and a string be a path.
        return TypeAdapter(cls).validate_json(json.dumps(tree, default=str), strict=True)
    except ValidationError as error:
        raise _refused(error, source) from None


def dump_config(config: object) -> str:
    """Write a config as TOML that :func:`load_config` reads back to an equal one; None is left out.

    Parameters
    ----------
    config
        An instance of a dataclass.
    """
    return "\n".join(_table(_tree(config), "")).strip() + "\n"


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(
            f"{path} cannot be read: {error.strerror}",
            expected="a TOML file",
            remedy="Check the path, or leave the option out to use the defaults",
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} is no TOML: {error}", expected="TOML 1.0", remedy="Mend that line") from None


def _override(tree: dict[str, Any], key: str, words: str, cls: type) -> None:
    *parents, last = key.split(".")
    kind: object = cls
    for parent in parents:
        kind = _child(kind, parent)
        tree = tree.setdefault(parent, {})
        if not isinstance(tree, dict):
            raise ConfigError(f"{key!r} lies below the value {parent!r}", expected="a table", remedy=f"Change {parent}")
    tree[last] = words if _takes_words(_child(kind, last)) else _literal(words)


def _child(kind: object, name: str) -> object:
    """Look up the type of a field; None where there is no such field (which is refused later, with its path)."""
    table = _dataclass_of(kind)
    return get_type_hints(table).get(name) if table is not None else None


def _dataclass_of(kind: object) -> type | None:
    """Find the dataclass in ``kind``, which may be ``Optional`` of one."""
    return next((option for option in _options(kind) if isinstance(option, type) and is_dataclass(option)), None)


def _options(kind: object) -> tuple[object, ...]:
    """List what a value of ``kind`` may be: itself, or the members of a union; what a container holds is none of it."""
    return (kind,) if get_origin(kind) in (dict, Mapping, tuple, list) else (kind, *get_args(kind))


def _takes_words(kind: object) -> bool:
    return any(isinstance(option, type) and issubclass(option, str | PurePath) for option in _options(kind))


def _literal(words: str) -> object:
    try:
        return tomllib.loads(f"value = {words}")["value"]
    except tomllib.TOMLDecodeError:
        return words


def _refuse_unknown(tree: Mapping[str, Any], cls: type, prefix: str, source: str) -> None:
    known = {field.name for field in fields(cls)}
    for name, value in tree.items():
        if name not in known:
            raise ConfigError(
                f"{source} has the key {prefix + name!r}",
                expected=f"a key of {cls.__name__}",
                remedy=nearest(name, known),
            )
        table = _dataclass_of(_child(cls, name))
        if table is not None and isinstance(value, Mapping):
            _refuse_unknown(value, table, f"{prefix}{name}.", source)


def _refused(error: ValidationError, source: str) -> ConfigError:
    first = error.errors()[0]
    key = ".".join(str(part) for part in first["loc"])
    if first["type"] in ("missing", "missing_argument"):
        return ConfigError(f"{source} lacks the key {key!r}", expected="a value for it", remedy=f"Give {key}")
    return ConfigError(
        f"{source} has {key} = {first['input']!r}",
        expected=first["msg"].removeprefix("Input should be ").removeprefix("Value error, "),
        remedy=f"Change {key}",
    )


def _tree(config: object) -> dict[str, object]:
    table = _dataclass_of(type(config))
    return {field.name: _plain(getattr(config, field.name)) for field in fields(table)} if table is not None else {}


def _plain(value: object) -> object:
    if is_dataclass(value):
        return _tree(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, PurePath) else value


def _table(tree: Mapping[str, Any], name: str) -> Iterator[str]:
    if name:
        yield f"\n[{name}]"
    tables = {key: value for key, value in tree.items() if isinstance(value, Mapping)}
    for key, value in tree.items():
        if key not in tables and value is not None:
            yield f"{_key(key)} = {_scalar(value)}"
    for key, value in tables.items():
        yield from _table(value, f"{name}.{_key(key)}" if name else _key(key))


def _key(name: str) -> str:
    return name if name.isascii() and name.replace("_", "").isalnum() else _string(name)


def _scalar(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_scalar(item) for item in value)}]"
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{_key(key)} = {_scalar(item)}' for key, item in value.items())}}}"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date | time):
        return value.isoformat()
    return _string(value) if isinstance(value, str) else repr(value)


def _string(text: str) -> str:
    # A JSON string is a TOML string, but for this one control character.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
