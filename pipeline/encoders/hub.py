"""Fetch models from the Hugging Face hub, and say at once when it cannot be reached."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from fnmatch import fnmatch
from pathlib import Path
from threading import Thread
from typing import Final

from pipeline.errors import ModelError

REACH_SECONDS: Final = 2.0
"""How long the hub may take to answer where nobody has asked for a download; its own client would retry for minutes."""

PATIENT_SECONDS: Final = 20.0
"""The same where somebody has."""

_SMALL_FILES: Final = ("*.json", "*.txt", "*.model")


def cached(repository: str, files: Sequence[str]) -> Path | None:
    """Find a model in the local cache; None where one of its files is missing.

    Parameters
    ----------
    files
        What it must hold.
    """
    from huggingface_hub import try_to_load_from_cache

    found = [try_to_load_from_cache(repository, name) for name in files]
    return Path(str(found[0])).parent if found and all(isinstance(path, str) for path in found) else None


def fetch(repository: str, files: Sequence[str], patience_seconds: float | None = None) -> Path:
    """Return the local folder of a model on the hub, after a download where needed.

    Weights other than the wanted ones (pickles above all) are not downloaded.

    Parameters
    ----------
    files
        What it must hold; the weights come first.
    patience_seconds
        How long the hub may take to answer at all; None for ``REACH_SECONDS``.

    Raises
    ------
    ModelError
        If it is not cached and the hub does not answer in time, or if there is no such model.
    """
    folder = cached(repository, files)
    if folder is not None:
        return folder
    _require_files(repository, files, _listing(repository, patience_seconds or REACH_SECONDS))
    from huggingface_hub import snapshot_download

    try:
        folder = Path(snapshot_download(repository, allow_patterns=_patterns(files)))
    except Exception as error:
        raise _unavailable(repository, f"the download failed: {error}") from error
    if cached(repository, files) is None:
        raise _unavailable(repository, "the download ended before all its files were there")
    return folder


def download_bytes(repository: str, files: Sequence[str], patience_seconds: float) -> int:
    """Ask the hub how much :func:`fetch` would download.

    Raises
    ------
    ModelError
        As :func:`fetch`.
    """
    listing = _listing(repository, patience_seconds)
    _require_files(repository, files, listing)
    return sum(size for name, size in listing.items() if any(fnmatch(name, pattern) for pattern in _patterns(files)))


@contextmanager
def no_network() -> Iterator[None]:
    """Keep the models' libraries from asking the hub for anything while they load what was fetched before."""
    from huggingface_hub import constants

    before = constants.HF_HUB_OFFLINE
    constants.HF_HUB_OFFLINE = True
    try:
        yield
    finally:
        constants.HF_HUB_OFFLINE = before


def _patterns(files: Sequence[str]) -> list[str]:
    # A layer of a sentence model has weights of the same name in a folder of its own.
    return [*files, f"*_*/{files[0]}", *_SMALL_FILES]


def _require_files(repository: str, files: Sequence[str], listing: dict[str, int]) -> None:
    missing = [name for name in files if name not in listing]
    if missing:
        raise ModelError(
            f"{repository!r} on the hub without {missing[0]}",
            expected="weights as safetensors beside their configuration",
            remedy="Choose another model, or convert it and give the folder",
        )


def _listing(repository: str, patience_seconds: float) -> dict[str, int]:
    """Ask for the sizes in bytes of a repository's files, by name."""
    from huggingface_hub import constants

    if constants.HF_HUB_OFFLINE:
        raise _unavailable(repository, "HF_HUB_OFFLINE is set")
    answers: list[dict[str, int] | Exception] = []
    # Looking up a host's name cannot be timed out from inside, so it happens in a thread that may be left behind.
    asking = Thread(target=_ask, args=(repository, patience_seconds, answers), daemon=True)
    asking.start()
    asking.join(patience_seconds)
    if not answers:
        raise _unavailable(repository, f"the hub gave no answer within {patience_seconds:g} seconds")
    answer = answers[0]
    if isinstance(answer, Exception):
        raise _refused(repository, answer) from answer
    return answer


def _ask(repository: str, patience_seconds: float, answers: list[dict[str, int] | Exception]) -> None:
    from huggingface_hub import HfApi

    try:
        found = HfApi().model_info(repository, timeout=patience_seconds, files_metadata=True)
        answers.append({file.rfilename: file.size or 0 for file in found.siblings or ()})
    except Exception as error:  # noqa: BLE001 - whatever it is, the caller reports it
        answers.append(error)


def _refused(repository: str, error: Exception) -> ModelError:
    from huggingface_hub.errors import RepositoryNotFoundError

    if isinstance(error, RepositoryNotFoundError):
        return ModelError(
            f"no model {repository!r} on the hub, or none that is open to you",
            expected="organisation/model of a public model, or a login (HF_TOKEN)",
            remedy="Check the name; `feedloom models` lists those of the profiles",
        )
    return _unavailable(repository, f"the hub cannot be reached ({_first_line(error)})")


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")


def _unavailable(repository: str, why: str) -> ModelError:
    return ModelError(
        f"model {repository!r} is not here, and {why}",
        expected="a model in the local cache, or a connection to the hub",
        remedy="Use the profile 'compact', which needs no network; or run `feedloom models --fetch NAME` where there is"
        " a connection, and copy the cache folder (HF_HOME) here",
    )
