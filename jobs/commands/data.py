"""Put data into a store, and see what lies there: sample, import, status, rejected, users."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jobs.commands.options import AddressOption, CountOption, JsonOption, StoreOption
from jobs.commands.output import say, write_json, write_table

if TYPE_CHECKING:
    from jobs.inventory import SnapshotLine
    from pipeline.imported import Imported
    from pipeline.store import Store


def sample(
    folder: Annotated[Path, typer.Argument(help="Where the store will be.")],
    seed: Annotated[int, typer.Option("--seed", help="Another seed, another world.")] = 7,
) -> None:
    """Write a small world of people, posts with pictures, reactions and ads."""
    from pipeline.sample.world import write_world
    from pipeline.store import Store

    write_world(Store.create(folder), seed)
    say(f"Wrote a sample world to {folder}. Next: feedloom build --store {folder}")


def import_(
    name: Annotated[str, typer.Argument(help="A dataset's importer, or jsonl, csv, parquet, pictures.")],
    source: Annotated[Path, typer.Argument(help="The file or folder to read.")],
    store: StoreOption,
    table: Annotated[str, typer.Option("--table", help="For files: posts, users, events or ads.")] = "posts",
    mapping: Annotated[list[str] | None, typer.Option("--map", help="For files: FIELD=COLUMN; may repeat.")] = None,
    media_root: Annotated[Path | None, typer.Option("--media-root", help="For files: where pictures lie.")] = None,
    delimiter: Annotated[str | None, typer.Option("--delimiter", help="For csv: what stands between values.")] = None,
    encoding: Annotated[str | None, typer.Option("--encoding", help="For csv: such as latin-1.")] = None,
    quote: Annotated[str | None, typer.Option("--quote", help="For csv: what values are put in.")] = None,
) -> None:
    """Read posts, people, reactions or ads into a store."""
    from pipeline.importers import save
    from pipeline.store import Store

    given = {"delimiter": delimiter, "encoding": encoding, "quote": quote}
    options = {option: value for option, value in given.items() if value is not None}
    imported = _read(name, source, table, mapping or [], options, media_root)
    # The same source replaces what it had rejected before; another one adds to it.
    digest = blake2b(str(source.resolve()).encode(), digest_size=4).hexdigest()
    opened = Store.create(store)
    counts = save(imported, opened, f"{name}-{'-'.join(imported.tables)}-{digest}")
    write_table(f"Imported into {store}", ["table", "rows"], counts.items())
    _say_deleted(imported, opened)


def _say_deleted(imported: Imported, store: Store) -> None:
    posts, deleted = imported.tables.get("posts"), store.deleted_posts()
    count = 0 if posts is None else len(deleted.intersection(posts["post_id"].to_pylist()))
    if count:
        say(f"{count:,} of these posts are deleted and stay out of sight; see `feedloom restore --help`.")


def _read(
    name: str, source: Path, table: str, mapping: list[str], options: dict[str, str], media_root: Path | None
) -> Imported:
    from pipeline.errors import BadInput, nearest
    from pipeline.importers import IMPORTERS
    from pipeline.readers import READERS, read_table

    if name in READERS:
        return read_table(name, source, table, mapping, options=options, media_root=media_root)
    if name not in IMPORTERS:
        known = [*READERS, *IMPORTERS]
        raise BadInput(f"{name!r} is unknown", expected=f"one of {', '.join(known)}", remedy=nearest(name, known))
    for option in [*(["map"] if mapping else []), *options]:
        raise BadInput(
            f"--{option} with the importer {name!r}",
            expected="such options for jsonl, csv, parquet or pictures alone",
            remedy=f"Leave --{option} out: the importer knows its files",
        )
    return IMPORTERS[name](source)


def status(store: StoreOption, as_json: JsonOption = False) -> None:
    """Say what lies in a store, and what is published."""
    from jobs.inventory import take_inventory
    from pipeline.store import Store

    inventory = take_inventory(Store.open(store))
    if as_json:
        write_json(inventory.to_dict())
        return
    write_table(f"Rows in {store}", ["table", "rows"], inventory.rows.items())
    columns = ["", "version", "made at", "profile", "posts", "deleted since"]
    rows = [
        ("*" if one.current else "", one.version, one.created_at[:16], one.profile, one.posts, one.deleted_since)
        for one in inventory.snapshots
    ]
    write_table("Snapshots", columns, rows)
    _write_spaces(inventory.snapshots)


def _write_spaces(snapshots: Sequence[SnapshotLine]) -> None:
    lines = [(snapshot.version, line) for snapshot in snapshots for line in snapshot.spaces]
    columns = ["version", "space", "segments", "indexes", "vectors", "tombstones", "bytes each"]
    rows = [
        (
            version,
            line.space,
            line.segments,
            " ".join(line.indexes),
            line.vectors,
            line.tombstones,
            round(line.bytes_per_vector),
        )
        for version, line in lines
    ]
    write_table("Spaces", columns, rows)
    recall = ["version", "space", "@10", "@100", "@10, 30 % deleted", "@100", "ms a query"]
    found = [
        (
            version,
            line.space,
            line.recall_at_10,
            line.recall_at_100,
            line.recall_at_10_deleted,
            line.recall_at_100_deleted,
            line.milliseconds,
        )
        for version, line in lines
    ]
    write_table("Recall", recall, found)


def rejected(
    store: StoreOption,
    k: CountOption = 20,
    as_json: JsonOption = False,
    reason: Annotated[str | None, typer.Option("--reason", help="What was rejected for this reason alone.")] = None,
    retry: Annotated[bool, typer.Option("--retry", help="Try again what the embedding rejected.")] = False,
    address: AddressOption = None,
) -> None:
    """Say what could not be used, and why; or try it again."""
    from pipeline.store import Store

    if retry:
        _retry(Store.open(store), reason, address)
    else:
        _show_rejected(Store.open(store), reason, k, as_json)


def _show_rejected(store: Store, reason: str | None, k: int, as_json: bool) -> None:
    from collections import Counter

    from pipeline.schema import REJECTED

    rows = [row for row in store.read_derived("rejected", REJECTED).to_pylist() if reason in (None, row["reason"])]
    if as_json:
        write_json(rows)
        return
    counts = Counter((row["table"], row["stage"], row["reason"]) for row in rows)
    counted = [(*key, count) for key, count in counts.most_common()]
    write_table(f"Rejected in {store.root}", ["table", "stage", "reason", "rows"], counted)
    shown = [(row["table"], row["id"], row["reason"], row["detail"] or "") for row in rows[: max(k, 0)]]
    write_table(f"The first {len(shown)} of {len(rows)}", ["table", "id", "reason", "detail"], shown)


def _retry(store: Store, reason: str | None, address: str | None) -> None:
    from jobs.embed_posts import as_embedded, run
    from jobs.entry import execute
    from jobs.retrying import forget, retry
    from pipeline.errors import EmptyStore

    try:
        config = as_embedded(store, address)
    except EmptyStore:  # a first run that was stopped has left no word of its models
        forget(store, reason)
        raise
    done = retry(store, reason, lambda: execute(run, config))
    say(f"{done.tried:,} tried again: {done.saved:,} can be used now, and {done.failed:,} failed again.")
    if done.imported:
        say(f"{done.imported:,} more were rejected by an import: mend their source, and import it again.")
    if done.saved:
        say(f"Next: feedloom build --store {store.root}")


def users(store: StoreOption, k: CountOption = 20, as_json: JsonOption = False) -> None:
    """List people, those with the most reactions first."""
    from jobs.inventory import list_people
    from pipeline.store import Store

    people = list_people(Store.open(store))[: max(k, 0)]
    if as_json:
        write_json([person.to_dict() for person in people])
        return
    rows = [(one.user_id, one.name, one.reactions, ", ".join(one.interests)) for one in people]
    write_table(f"People in {store}", ["user", "name", "reactions", "interests"], rows)


def demo(
    folder: Annotated[Path, typer.Argument(help="Where the store and the page will be.")] = Path("demo"),
    seed: Annotated[int, typer.Option("--seed", help="Another seed, another world.")] = 7,
) -> None:
    """Make a sample world, build it, print one person's feed, and write a page to look at."""
    from rich.console import Console

    from jobs.commands.ranking import show_feed
    from jobs.demo import run

    done = run(folder, seed)
    Console().print(done.report.to_table())
    show_feed(done.feed)
    say(f"Look at {done.page} in a browser. Next: feedloom feed --store {folder / 'store'} --help")
