from __future__ import annotations

from datetime import timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from pipeline.errors import BadInput
from pipeline.schema import EVENTS
from pipeline.store import Store
from ranking import FeedRanker
from ranking.evaluation.panel import KNOWN, MADE_LATER, NOT_HERE, TURNED_AWAY, Panel, draw_panel
from ranking.evaluation.protocol import Protocol
from ranking.evaluation.split import Split
from ranking.past import as_of
from tests.ranking.evaluation.fans import LATER, MOMENT, PEOPLE, events, like


def panel_of(store: Store, table: pa.Table, deleted: frozenset[str] = frozenset()) -> Panel:
    marked = Protocol().mark(table)
    past = pc.less_equal(marked["occurred_at"], pa.scalar(MOMENT))
    split = Split(marked.filter(past), marked.filter(pc.invert(past)), MOMENT)
    ranker = FeedRanker.open(store).marked(deleted)
    return draw_panel(as_of(ranker, split.past.select(EVENTS.names), MOMENT), split)


def targets(panel: Panel) -> dict[str, list[int]]:
    return {name: rows.tolist() for name, rows in zip(panel.people, panel.targets, strict=True)}


def test_everybody_is_judged_by_what_they_liked_later(published: Store) -> None:
    panel = panel_of(published, events())
    assert panel.people == PEOPLE
    assert targets(panel)["fan00"] == [48, 51]
    assert panel.wanted.tolist() == [2] * len(PEOPLE)
    assert set(panel.left_out.values()) == {0}


def test_what_no_feed_could_have_shown_does_not_count_and_is_counted_by_reason(published: Store) -> None:
    more = [
        like("fan00", 3, LATER),  # it was made three hours before now
        like("fan00", 30, LATER),  # liked before, too
        like("fan00", 27, LATER),
        like("fan00", 27, LATER + timedelta(hours=1), "hide"),
        {**like("fan00", 0, LATER), "post_id": "unheard-of"},
    ]
    panel = panel_of(published, events(*more), deleted=frozenset({"p48"}))
    assert targets(panel)["fan00"] == [51]
    fans_of_48 = sum(48 in rows for rows in targets(panel_of(published, events())).values())
    assert panel.left_out == {NOT_HERE: fans_of_48 + 1, MADE_LATER: 1, KNOWN: 1, TURNED_AWAY: 1}
    assert panel.complaints[panel.people.index("fan00")].tolist() == [27]
    assert 27 in panel.met[panel.people.index("fan00")]


def test_somebody_nobody_knew_before_the_moment_is_asked_too(published: Store) -> None:
    panel = panel_of(published, events(like("stranger", 25, LATER)))
    assert targets(panel)["stranger"] == [25]


def test_a_glance_is_no_target_and_a_person_without_one_is_not_asked(published: Store) -> None:
    panel = panel_of(published, events(like("watcher", 25, LATER, "view"), like("clicker", 25, LATER, "click")))
    assert not {"watcher", "clicker"} & set(panel.people)


def test_nobody_to_ask_is_refused_with_the_reasons(published: Store) -> None:
    early = events().filter(pc.less_equal(events()["occurred_at"], pa.scalar(MOMENT)))
    late = pa.Table.from_pylist([like("fan00", 3, LATER)], EVENTS)
    with pytest.raises(BadInput, match="1 made later"):
        panel_of(published, pa.concat_tables([early, late]))


def test_some_of_a_panel_are_the_same_people(published: Store) -> None:
    panel = panel_of(published, events())
    some = panel.some(np.array([3, 7]))
    assert some.people == ("fan03", "fan07")
    assert targets(some) == {name: targets(panel)[name] for name in some.people}
