"""Ask a published snapshot: feed, explain, search."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jobs.commands.options import (
    CountOption,
    InterestOption,
    JsonOption,
    NowOption,
    SeedOption,
    StoreOption,
    SurfaceOption,
    UserOption,
)
from jobs.commands.output import say, write_json, write_table

if TYPE_CHECKING:
    from ranking import Feed, FeedRequest


def feed(
    store: StoreOption,
    user: UserOption = None,
    k: CountOption = 20,
    surface: SurfaceOption = "home",
    seed: SeedOption = 0,
    now: NowOption = None,
    interest: InterestOption = None,
    ads: Annotated[bool, typer.Option(help="Whether ads are placed.")] = True,
    as_json: JsonOption = False,
    html: Annotated[Path | None, typer.Option("--html", help="Write the feed as a page to this file.")] = None,
    record: Annotated[bool, typer.Option("--record", help="Note it as shown: next time brings other posts.")] = False,
) -> None:
    """Rank one feed, with a reason for each item."""
    from ranking import FeedRanker

    request = _request(user, surface, k, seed, now, interest, ads=ads)
    ranker = FeedRanker.open(store)
    ranked = ranker.feed(request)
    if record:
        _refuse_nobody(user)
        ranker.record(ranked)
    if html is not None:
        html.write_text(_page(ranked), encoding="utf-8")
        say(f"Wrote {html}.")
    if as_json:
        write_json(ranked.to_dict())
    elif html is None:
        show_feed(ranked)


def explain(
    store: StoreOption,
    post: Annotated[str, typer.Argument(help="The post's id.")],
    user: UserOption = None,
    k: CountOption = 20,
    surface: SurfaceOption = "home",
    seed: SeedOption = 0,
    now: NowOption = None,
    interest: InterestOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say why a post stands where it stands in a feed, or why it is missing."""
    from ranking import FeedRanker

    ranked = FeedRanker.open(store).feed(_request(user, surface, k, seed, now, interest, ads=True))
    explanation = ranked.explain(post)
    if as_json:
        write_json(asdict(explanation))
        return
    typer.echo(str(explanation))


def search(
    store: StoreOption,
    words: Annotated[str | None, typer.Argument(help="What to look for.")] = None,
    image: Annotated[Path | None, typer.Option("--image", help="A picture to look for, instead of words.")] = None,
    k: CountOption = 10,
    as_json: JsonOption = False,
) -> None:
    """Find posts by words or by a picture."""
    from ranking import FeedRanker

    found = FeedRanker.open(store).search(words, image=image, k=k)
    if as_json:
        write_json(found.to_dict())
        return
    rows = [(hit.rank, hit.post_id, hit.title, hit.score) for hit in found]
    write_table(f"Found for {found.query!r}", ["rank", "post", "title", "score"], rows)


def person(
    store: StoreOption,
    user: Annotated[str, typer.Option("--user", "-u", help="Whose interests.")],
    now: NowOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show what a person cares about and has turned away from: how much, why, and how it fades."""
    from ranking import FeedRanker

    entries = FeedRanker.open(store).profile(user, now=moment_of(now))
    if as_json:
        write_json([asdict(entry) for entry in entries])
        return
    rows = [
        (entry.kind, f"{entry.weight:.0%}", entry.label, "; ".join(title for _, title in entry.posts), entry.fades)
        for entry in entries
    ]
    write_table(f"Interests of {user}", ["kind", "weight", "interest", "posts at its heart", "fades"], rows)


def _request(
    user: str | None, surface: str, k: int, seed: int, now: str | None, interest: list[str] | None, *, ads: bool
) -> FeedRequest:
    from ranking import FeedRequest

    return FeedRequest(user, surface, k, moment_of(now), seed, tuple(interest or ()), ads)


def _refuse_nobody(user: str | None) -> None:
    from pipeline.errors import BadInput

    if user is None:
        raise BadInput("--record without --user", expected="whose feed was shown", remedy="Add --user")


def moment_of(words: str | None) -> datetime | None:
    """Read the option ``--now``; a time without a zone is UTC."""
    from pipeline.errors import BadInput

    try:
        moment = datetime.fromisoformat(words) if words is not None else None
    except ValueError:
        raise BadInput(
            f"--now {words!r} is no time", expected="ISO 8601", remedy="Write such as 2026-06-30T12:00Z"
        ) from None
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment


def show_feed(ranked: Feed) -> None:
    """Draw a feed as a table on stdout: place, post, reason, score."""
    ads = ranked.catalog.snapshot.ads["title"]
    rows = [
        (
            item.position,
            f"{item.post_id}: {ads[item.row].as_py()} (ad)"
            if item.kind == "ad"
            else f"{item.post_id}: {ranked.catalog.title(item.row)}",
            item.reason,
            item.score,
        )
        for item in ranked.items
    ]
    who = ranked.user_id or "a newcomer"
    if not rows:
        say(f"Nothing to show on {ranked.surface} for {who}: no source found a post, or the filters took them all.")
        return
    write_table(f"{ranked.surface} of {who}, {ranked.now:%Y-%m-%d %H:%M}", ["", "post", "reason", "score"], rows)


def _page(ranked: Feed) -> str:
    head = f'<html lang="en">\n<meta charset="utf-8">\n<title>feedloom: {ranked.surface}</title>'
    return f"<!doctype html>\n{head}\n{ranked.to_html()}\n</html>\n"
