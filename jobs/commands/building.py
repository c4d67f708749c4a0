"""Run jobs, here or on a cluster: build, embed, index, profiles, publish, compact, submit."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from jobs.commands.options import (
    AddressOption,
    BackendOption,
    ClipOption,
    ConfigOption,
    FreshOption,
    IndexBytesOption,
    ProfileOption,
    RecallOption,
    RejectsOption,
    SentenceOption,
    StoreOption,
    WordsOption,
)
from jobs.commands.output import say

if TYPE_CHECKING:
    from jobs.report import Report

Config = TypeVar("Config")
OptionalStore = Annotated[
    Path | None, typer.Option("--store", "-s", envvar="FEEDLOOM_STORE", help="The store's folder.")
]


def build(
    store: OptionalStore = None,
    config: ConfigOption = None,
    profile: ProfileOption = None,
    sentence: SentenceOption = None,
    clip: ClipOption = None,
    address: AddressOption = None,
    words_in_pictures: WordsOption = None,
    backend: BackendOption = None,
    max_rejected_fraction: RejectsOption = None,
    fresh: FreshOption = None,
    index_bytes: IndexBytesOption = None,
    recall_target: RecallOption = None,
) -> None:
    """Embed, index, learn profiles and publish what is new, edited or deleted."""
    _require_models(profile, sentence, clip, address)
    from jobs.build import BuildConfig, run

    models = {"profile": profile, "sentence": sentence, "clip": clip, "backend": backend}
    limits = {"fresh": fresh, "index_bytes": index_bytes, "recall_target": recall_target}
    given = {**models, **limits, "words_in_pictures": words_in_pictures, "max_rejected_fraction": max_rejected_fraction}
    _start(run, BuildConfig, config, store=store, address=address, **given)


def embed(
    store: OptionalStore = None,
    config: ConfigOption = None,
    profile: ProfileOption = None,
    sentence: SentenceOption = None,
    clip: ClipOption = None,
    address: AddressOption = None,
    words_in_pictures: WordsOption = None,
    backend: BackendOption = None,
    max_rejected_fraction: RejectsOption = None,
) -> None:
    """Turn new texts and pictures into vectors."""
    _require_models(profile, sentence, clip, address)
    from jobs.embed_posts import EmbedConfig, run

    models = {"profile": profile, "sentence": sentence, "clip": clip, "backend": backend}
    given = {**models, "words_in_pictures": words_in_pictures, "max_rejected_fraction": max_rejected_fraction}
    _start(run, EmbedConfig, config, store=store, address=address, **given)


def index(
    store: OptionalStore = None,
    config: ConfigOption = None,
    address: AddressOption = None,
    fresh: FreshOption = None,
    index_bytes: IndexBytesOption = None,
    recall_target: RecallOption = None,
) -> None:
    """Assemble what is embedded into searchable pieces."""
    from jobs.build_index import IndexConfig, run

    limits = {"fresh": fresh, "index_bytes": index_bytes, "recall_target": recall_target}
    _start(run, IndexConfig, config, store=store, address=address, **limits)


def profiles(store: OptionalStore = None, config: ConfigOption = None, address: AddressOption = None) -> None:
    """Learn what people care about."""
    from jobs.build_profiles import ProfilesConfig, run

    _start(run, ProfilesConfig, config, store=store, address=address)


def publish(store: OptionalStore = None, config: ConfigOption = None) -> None:
    """Publish the assembled pieces as a snapshot."""
    from jobs.publish import PublishConfig, run

    _start(run, PublishConfig, config, store=store)


def compact(
    store: OptionalStore = None,
    config: ConfigOption = None,
    address: AddressOption = None,
    index_bytes: IndexBytesOption = None,
    recall_target: RecallOption = None,
) -> None:
    """Build anew without deleted, replaced and unused content, and forget that; prune then frees the disk."""
    from jobs.compact import CompactConfig, run

    limits = {"index_bytes": index_bytes, "recall_target": recall_target}
    _start(run, CompactConfig, config, store=store, address=address, **limits)


def submit(
    job: Annotated[
        str, typer.Argument(help="build, embed, index, profiles, publish, compact, train, evaluate or rank.")
    ],
    store: StoreOption,
    address: Annotated[str, typer.Option("--address", help="The cluster's dashboard.")] = "http://127.0.0.1:8265",
    working_dir: Annotated[Path | None, typer.Option("--working-dir", help="A checkout to send along.")] = None,
    profile: ProfileOption = None,
    sentence: SentenceOption = None,
    clip: ClipOption = None,
    words_in_pictures: WordsOption = None,
    backend: BackendOption = None,
    python: Annotated[str, typer.Option("--python", help="The interpreter on the cluster.")] = sys.executable,
    given_options: Annotated[
        list[str] | None, typer.Option("--set", help="Another option of the job, as KEY=VALUE; may repeat.")
    ] = None,
) -> None:
    """Run a job on a Ray cluster and follow its log; the store must lie where the cluster sees it."""
    from jobs.submit import Submission
    from jobs.submit import submit as hand_over

    models = {"profile": profile, "sentence": sentence, "clip": clip, "backend": backend}
    given = {**models, "words_in_pictures": words_in_pictures}
    options = {"store": str(store.resolve()), **as_words(given), **dict(map(_key_and_value, given_options or ()))}
    job_id = hand_over(Submission(job, options, working_dir, python), address, sys.stdout)
    say(f"Job {job_id} succeeded.")


def _key_and_value(words: str) -> tuple[str, str]:
    from pipeline.errors import ConfigError

    key, equals, value = words.partition("=")
    if not (key and equals and value):
        raise ConfigError(f"--set {words!r}", expected="KEY=VALUE", remedy="Write such as --set surface=explore")
    return key, value


def _require_models(profile: str | None, sentence: str | None, clip: str | None, address: str | None) -> None:
    """Fail at once where a model that was asked for cannot be had: importing the job alone takes longer than that."""
    from jobs.encoders import choose_models, load_encoder
    from pipeline.encoders import DEFAULT_PROFILE

    if profile or sentence or clip:
        choose_models(profile or DEFAULT_PROFILE, sentence, clip, address, load_encoder)


def _start(run: Callable[[Config], Report], cls: type[Config], config: Path | None, **options: object) -> None:
    from rich.console import Console

    from jobs.entry import execute
    from pipeline.config import load_config

    report = execute(run, load_config(config, cls, as_words(options)))
    Console().print(report.to_table())
    if report.version is not None:
        say(f"Published {report.version}.")


def as_words(options: Mapping[str, object]) -> dict[str, str]:
    """Write the options that were given as a config takes them."""
    given = {name: value for name, value in options.items() if value is not None}
    return {name: str(value).lower() if isinstance(value, bool) else str(value) for name, value in given.items()}
