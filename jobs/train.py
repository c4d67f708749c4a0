"""Learn a ranker from what people did, and publish it with the posts: ``python -m jobs.train CONFIG.toml``.

Examples are made in tasks of some hundred people, networks are fitted in a task each. What is published is the snapshot
as it is, and the ranker. Where a split by time has no views to learn from, how new a post is does not count: the log
would teach what people were shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final, Literal, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from indexing.publish import publish
from indexing.restaging import restage
from indexing.staging import stage_ranker
from jobs.entry import main
from jobs.observed import all_events
from jobs.opened import opened
from jobs.progress import bar
from jobs.ray_session import ray_session
from jobs.report import Clock, peak_bytes, timed, utc_now
from jobs.tasks import run_tasks
from jobs.training_report import TrainReport
from pipeline.derived import Derived
from pipeline.errors import ModelError
from pipeline.schema import EVENTS
from pipeline.store import Store
from ranking.evaluation.split import Split, split_by_person, split_into_windows
from ranking.learned.actions import ACTIONS, DEFAULT_WEIGHTS, MARKS, WANTED, marked
from ranking.learned.document import Card, LearnedRanker
from ranking.learned.examples import Deeds, Examples, Gatherer, deeds_of
from ranking.learned.features import OF_AGE
from ranking.learned.judging import Judged, judge
from ranking.learned.learning import (
    EVERYBODY,
    Recipe,
    assemble,
    fit_outside,
    folds_of,
    gather,
    hidden,
    tells_views,
)
from ranking.learned.network import Ensemble
from ranking.learned.training import learnable
from ranking.past import derived_from, over
from ranking.ranker import FeedRanker
from ranking.state import State

_PEOPLE_A_TASK: Final = 100


@dataclass(frozen=True)
class TrainConfig:
    """Learn a ranker.

    Parameters
    ----------
    store
        The store's folder, on a disk that every worker sees.
    address
        A running Ray; None starts one here.
    split
        ``"time"``: what was known at some moments, beside what people did up to the next; as a feed meets its future.
        ``"person"``: each person's last part is held out, for logs of which people were there at different times.
    share
        Of the events, or of each person's likes, that are learned to be predicted, above 0 and below 1.
    windows
        For a split by time: from how many moments is learned.
    stars
        From so many stars on a rating is a like; None: from one star above the person's zero on.
    surface
        Whose candidates are learned from.
    negatives
        See :class:`ranking.learned.learning.Recipe`.
    like, comment, share_worth, click, dwell, hide, report
        What each action is worth.
    force
        Whether to publish a ranker that orders worse than the weights by hand.
    seed
        Decides all draws.
    """

    store: Path
    address: str | None = None
    split: Literal["time", "person"] = "time"
    share: float = 0.3
    windows: int = 4
    stars: float | None = None
    surface: str = "home"
    negatives: int = 100
    like: float = DEFAULT_WEIGHTS["like"]
    comment: float = DEFAULT_WEIGHTS["comment"]
    share_worth: float = DEFAULT_WEIGHTS["share"]
    click: float = DEFAULT_WEIGHTS["click"]
    dwell: float = DEFAULT_WEIGHTS["dwell"]
    hide: float = DEFAULT_WEIGHTS["hide"]
    report: float = DEFAULT_WEIGHTS["report"]
    force: bool = False
    seed: int = 0

    @property
    def recipe(self) -> Recipe:
        """How it is learned."""
        worth = {action: float(getattr(self, _KEYS.get(action, action))) for action in ACTIONS}
        return Recipe(surface=self.surface, weights=worth, negatives=self.negatives, seed=self.seed)

    def splits(self, events: pa.Table) -> tuple[Split, ...]:
        """Divide marked events."""
        if self.split == "time":
            return split_into_windows(events, self.share, self.windows)
        bits = sum(1 << ACTIONS.index(action) for action in WANTED)
        return (split_by_person(events, self.share, positives=(events[MARKS].to_numpy() & bits) > 0),)


_KEYS: Final = {"share": "share_worth"}  # "share" is the part that is held out


def run(config: TrainConfig, *, clock: Clock = utc_now) -> TrainReport:
    """Learn a ranker, judge it on people it has not seen, and publish it unless it is worse than the weights by hand.

    Raises
    ------
    BadInput
        If the events cannot be split so, or tell too little.
    EmptyStore
        If nothing is published.
    ModelError
        If the ranker orders worse than the weights by hand, and ``force`` is not set.
    """
    started_at, store, recipe = clock(), Store.open(config.store), config.recipe
    ranker = FeedRanker.open(store)
    events, _ = all_events(store, through=ranker.snapshot.manifest.observed_through)
    splits = config.splits(marked(pa.concat_tables([events, State(store.state_db).shown()])))
    viewed = tells_views(splits)
    if config.split == "time" and not viewed:
        recipe = replace(recipe, features=tuple(name for name in recipe.features if name not in OF_AGE))
    with ray_session(config.address):
        with timed("examples") as gathering:
            moments = [_Moment.of(ranker, split) for split in splits]
            examples = hidden(_gathered(store, ranker, moments, recipe, viewed=viewed), recipe)
            gathering.note(items=len(examples), peak=peak_bytes())
        with timed("networks") as fitting:
            actions, fold = learnable(examples, recipe.settings), folds_of(examples, recipe)
            *models, whole = _fitted(examples, fold, actions, recipe)
            times = [moment.split.moment for moment in moments]
            learned = assemble(examples, fold, models, whole, actions, times, recipe, viewed=viewed)
            fitting.note(items=len(models) + 1)
        with timed("judge") as judging:
            judged = _judged(store, ranker, moments[-1], _Trial(learned, tuple(models), examples, fold), recipe)
            judging.note(items=len(judged.learned))
    learned = replace(learned, card=_with(learned.card, judged))
    if not config.force:
        _refuse_worse(learned.card)
    with timed("publish") as publishing:
        restage(store, ranker.snapshot)
        stage_ranker(store, learned.to_json())
        version = publish(store, created_at=started_at, profile=ranker.snapshot.manifest.profile)
        publishing.note(items=1)
    stages = (gathering.stage, fitting.stage, judging.stage, publishing.stage)
    return TrainReport("train", started_at, stages, version, learned.card)


class _Moment(NamedTuple):
    split: Split
    derived: Derived
    deeds: dict[str, Deeds]

    @classmethod
    def of(cls, ranker: FeedRanker, split: Split) -> _Moment:
        derived = derived_from(ranker.snapshot, split.past.select(EVENTS.names), split.moment)
        return cls(split, derived, deeds_of(split.future, ranker.snapshot.posts["post_id"]))


class _Trial(NamedTuple):
    learned: LearnedRanker
    models: tuple[Ensemble, ...]
    examples: Examples
    fold: NDArray[np.int64]

    def of(self, number: int) -> str:
        """Write the ranker that has not seen the people of a fold."""
        return replace(self.learned, model=self.models[number]).to_json()

    def people(self, number: int) -> frozenset[str]:
        """Name the people of a fold."""
        return frozenset(self.examples.people[at] for at in np.unique(self.examples.person[self.fold == number]))


def _gathered(
    store: Store, ranker: FeedRanker, moments: Sequence[_Moment], recipe: Recipe, *, viewed: bool
) -> Examples:
    import ray

    known = [(store, ranker.snapshot.version, ray.put(moment.derived), moment.split.moment) for moment in moments]
    wanted = [
        (*own, part, recipe, viewed)
        for own, moment in zip(known, moments, strict=True)
        for part in _parts(moment.deeds)
    ]
    with bar("examples", len(wanted)) as line:
        return Examples.concat(run_tasks(_gather_some, wanted, line))


def _gather_some(
    store: Store,
    version: str,
    derived: Derived,
    moment: datetime,
    deeds: Mapping[str, Deeds],
    recipe: Recipe,
    viewed: bool,
) -> Examples:
    return gather(opened(store, version), derived, moment, deeds, recipe, viewed=viewed)


def _fitted(examples: Examples, fold: NDArray[np.int64], actions: tuple[str, ...], recipe: Recipe) -> list[Ensemble]:
    import ray

    shared = ray.put(examples)
    numbers = [*range(recipe.folds), EVERYBODY]
    with bar("networks", len(numbers)) as line:
        return run_tasks(fit_outside, [(shared, fold, number, actions, recipe) for number in numbers], line)


def _judged(store: Store, ranker: FeedRanker, moment: _Moment, trial: _Trial, recipe: Recipe) -> Judged:
    import ray

    known = (store, ranker.snapshot.version, ray.put(moment.derived), moment.split.moment)
    wanted = []
    for number in range(recipe.folds):
        own, people = trial.of(number), trial.people(number)
        unseen = {name: done for name, done in moment.deeds.items() if name in people}
        wanted += [(*known, part, own, recipe) for part in _parts(unseen)]
    with bar("judge", len(wanted)) as line:
        parts = run_tasks(_judge_some, wanted, line)
    return Judged(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _judge_some(
    store: Store,
    version: str,
    derived: Derived,
    moment: datetime,
    deeds: Mapping[str, Deeds],
    text: str,
    recipe: Recipe,
) -> Judged:
    then = over(opened(store, version), derived).with_ranker(text)
    return judge(Gatherer(then, then.surface(recipe.surface), moment, recipe.negatives, recipe.seed), deeds)


def _parts(deeds: Mapping[str, Deeds]) -> list[dict[str, Deeds]]:
    everybody = list(deeds.items())
    return [dict(everybody[at : at + _PEOPLE_A_TASK]) for at in range(0, len(everybody), _PEOPLE_A_TASK)]


def _with(card: Card, judged: Judged) -> Card:
    if not len(judged.learned):
        return card
    learned, by_hand = float(judged.learned.mean()), float(judged.by_hand.mean())
    return replace(card, ndcg_learned=learned, ndcg_by_hand=by_hand, ndcg_people=len(judged.learned))


def _refuse_worse(card: Card) -> None:
    if card.ndcg_learned < card.ndcg_by_hand or not card.ndcg_people:
        raise ModelError(
            f"the ranker has nDCG@10 {card.ndcg_learned:.4f} for {card.ndcg_people} people it has not seen",
            expected=f"no less than the {card.ndcg_by_hand:.4f} of the weights by hand",
            remedy="Import more events, or publish it all the same with --force; nothing was published",
        )


if __name__ == "__main__":
    main(run, TrainConfig)
