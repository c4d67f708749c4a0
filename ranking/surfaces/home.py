"""Home: what a person most likely wants now, from people they follow and from everybody else."""

from __future__ import annotations

from ranking.ads.ledger import AdLedger
from ranking.ads.mixer import AdMixer
from ranking.diversity.author_cap import AuthorCap
from ranking.diversity.mmr import MMRSelector
from ranking.diversity.near_duplicates import NearDuplicateRule
from ranking.diversity.topic_window import TopicWindow
from ranking.filters.authors import (
    BlockedAuthorFilter,
    BlockedByAuthorFilter,
    MutedAuthorFilter,
    OwnPostFilter,
)
from ranking.filters.labels import HiddenLabelFilter, SensitiveFilter, WithheldFilter
from ranking.filters.languages import LanguageFilter
from ranking.filters.muted_topics import MutedTopicFilter
from ranking.filters.muted_words import MutedPictureWordFilter, MutedWordFilter
from ranking.filters.not_yet import NotYetPostedFilter
from ranking.filters.seen import SeenAlikeFilter, SeenFilter, ServedAlikeFilter, ServedFilter
from ranking.filters.too_old import TooOldFilter
from ranking.hydrators.affinity import AffinityHydrator
from ranking.hydrators.author import AuthorHydrator
from ranking.hydrators.collaborative import CollaborativeHydrator, NearbyHydrator
from ranking.hydrators.context import (
    FollowedHydrator,
    FormHydrator,
    FreshnessHydrator,
    OriginHydrator,
    PopularityHydrator,
    TopicShareHydrator,
    TrendHydrator,
)
from ranking.hydrators.prediction import PredictionHydrator
from ranking.hydrators.visit import VisitHydrator
from ranking.hydrators.votes import VotesHydrator
from ranking.query.recent_interests import RecentInterests
from ranking.scorers.predicted import predicted_actions
from ranking.scorers.weighted import WeightedColumn
from ranking.sources.collaborative import CollaborativeNeighbours
from ranking.sources.content_neighbours import ContentNeighbours
from ranking.sources.exploration import Exploration
from ranking.sources.followed_authors import FollowedAuthors
from ranking.sources.fresh import Fresh
from ranking.sources.liked_nearby import LikedNearby
from ranking.sources.new_authors import NewAuthors
from ranking.sources.popular import Popular
from ranking.sources.trending import Trending
from ranking.stages import Surface


def home(ledger: AdLedger) -> Surface:
    """List the stages of the home feed.

    The weights were set by hand on the sample world (``python -m benchmarks.regret``), with variety kept where accuracy
    alone would have dropped it. Where the snapshot has a ranker, learned terms take the place of all but exploration.
    """
    return Surface(
        name="home",
        query_hydrators=[RecentInterests()],
        sources=[
            FollowedAuthors(k=200),
            CollaborativeNeighbours(k=400),
            LikedNearby(k=200),
            ContentNeighbours(space="sentence", k=400),
            ContentNeighbours(space="clip", k=400),
            Popular(k=200),
            Trending(k=100),
            Fresh(k=150),
            NewAuthors(k=60),
            Exploration(k=60),
        ],
        quotas={
            "followed authors": 0.15,
            "people who liked what you liked": 0.14,
            "people with tastes like yours": 0.05,
            "similar text": 0.20,
            "similar pictures": 0.20,
            "popular": 0.10,
            "trending": 0.05,
            "fresh": 0.05,
            "new authors": 0.03,
            "something different": 0.03,
        },
        filters=[
            NotYetPostedFilter(),
            TooOldFilter(),
            SeenFilter(),
            SeenAlikeFilter(),
            ServedFilter(),
            ServedAlikeFilter(),
            BlockedAuthorFilter(),
            BlockedByAuthorFilter(),
            MutedAuthorFilter(),
            OwnPostFilter(),
            WithheldFilter(),
            SensitiveFilter(),
            HiddenLabelFilter(),
            MutedTopicFilter(),
            LanguageFilter(),
            MutedWordFilter(),
            MutedPictureWordFilter(),
        ],
        hydrators=[
            AffinityHydrator(),
            FreshnessHydrator(half_life_hours=48),
            PopularityHydrator(),
            TrendHydrator(),
            FollowedHydrator(),
            AuthorHydrator(),
            TopicShareHydrator(),
            FormHydrator(),
            CollaborativeHydrator(),
            NearbyHydrator(),
            VotesHydrator(),
            VisitHydrator(),
            OriginHydrator(),
            PredictionHydrator(),
        ],
        scorers=[
            WeightedColumn("text affinity", "affinity_sentence", weight=0.50),
            WeightedColumn("picture affinity", "affinity_clip", weight=0.35),
            WeightedColumn("collaborative", "collaborative", weight=0.60),
            WeightedColumn("nearby", "nearby", weight=0.20),
            WeightedColumn("followed author", "followed", weight=0.20),
            WeightedColumn("author affinity", "author_affinity", weight=0.50),
            WeightedColumn("topic share", "topic_share", weight=0.40),
            WeightedColumn("popularity", "popularity", weight=0.30),
            WeightedColumn("trending", "trend", weight=0.10),
            WeightedColumn("new author", "author_new", weight=0.05),
            WeightedColumn("freshness", "freshness", weight=0.08),
            WeightedColumn("exploration", "from something different", weight=0.08),
            WeightedColumn("dislike", "dislike", weight=-0.40),
        ],
        learned=[
            *predicted_actions(),
            WeightedColumn("dislike", "dislike", weight=-0.25),  # their word counts, whatever was learned
            WeightedColumn("exploration", "from something different", weight=0.08),
        ],
        selector=MMRSelector(
            strength=0.20,
            rules=[
                NearDuplicateRule(),
                AuthorCap(most=2, hard=True),
                TopicWindow(most=2, window=5),
            ],
        ),
        mixer=AdMixer(ledger=ledger),
    )
