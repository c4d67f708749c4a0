"""Explore: what a person does not know yet, from authors they do not follow, across all topics."""

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
    FollowedAuthorFilter,
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
from ranking.sources.liked_nearby import LikedNearby
from ranking.sources.new_authors import NewAuthors
from ranking.sources.popular import PopularInTopics
from ranking.sources.trending import TrendingInTopics
from ranking.stages import Surface


def explore(ledger: AdLedger) -> Surface:
    """List the stages of the explore grid: pictures count for more, a topic for one place in four.

    Sensitive posts stay hidden whatever the person has allowed: here everything is by strangers.
    """
    return Surface(
        name="explore",
        query_hydrators=[RecentInterests()],
        sources=[
            ContentNeighbours(space="clip", k=300),
            ContentNeighbours(space="sentence", k=200),
            CollaborativeNeighbours(k=200),
            LikedNearby(k=200),
            PopularInTopics(per_topic=15),
            TrendingInTopics(per_topic=10),
            NewAuthors(k=120),
            Exploration(k=120),
        ],
        quotas={
            "similar pictures": 0.25,
            "similar text": 0.15,
            "people who liked what you liked": 0.08,
            "people with tastes like yours": 0.06,
            "popular in its topic": 0.20,
            "trending in its topic": 0.10,
            "new authors": 0.08,
            "something different": 0.08,
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
            FollowedAuthorFilter(),
            OwnPostFilter(),
            WithheldFilter(),
            SensitiveFilter(may_be_allowed=()),
            HiddenLabelFilter(),
            MutedTopicFilter(),
            LanguageFilter(),
            MutedWordFilter(),
            MutedPictureWordFilter(),
        ],
        hydrators=[
            AffinityHydrator(),
            FreshnessHydrator(half_life_hours=168),
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
            WeightedColumn("picture affinity", "affinity_clip", weight=0.30),
            WeightedColumn("text affinity", "affinity_sentence", weight=0.20),
            WeightedColumn("collaborative", "collaborative", weight=0.30),
            WeightedColumn("nearby", "nearby", weight=0.20),
            WeightedColumn("topic share", "topic_share", weight=0.15),
            WeightedColumn("popularity", "popularity", weight=0.35),
            WeightedColumn("trending", "trend", weight=0.15),
            WeightedColumn("new author", "author_new", weight=0.10),
            WeightedColumn("freshness", "freshness", weight=0.05),
            WeightedColumn("exploration", "from something different", weight=0.20),
            WeightedColumn("dislike", "dislike", weight=-0.40),
        ],
        learned=[
            *predicted_actions(),
            WeightedColumn("dislike", "dislike", weight=-0.25),  # their word counts, whatever was learned
            WeightedColumn("exploration", "from something different", weight=0.20),
        ],
        selector=MMRSelector(
            strength=0.50,
            rules=[
                NearDuplicateRule(),
                AuthorCap(most=1, hard=True),
                TopicWindow(most=1, window=4),
            ],
        ),
        mixer=AdMixer(ledger=ledger),
    )
