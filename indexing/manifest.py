"""What a snapshot says of itself, and how ``manifest.json`` is written and read back.

A manifest is not trusted: it must hold exactly these keys with exactly these types, and a newer
``schema_version`` is refused before anything else is looked at. Its ``version`` names the snapshot's folder and
ends in a digest of the rest, and the rest holds a digest of each file, so that no byte changes unseen.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any, Final, get_type_hints

from pipeline.errors import SnapshotError

SCHEMA_VERSION: Final = 4
"""What is written and read; since 3 a space is a list of segments, since 4 there is what people did, with times."""

MANIFEST: Final = "manifest.json"
METRIC: Final = "inner_product"
SPACE_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,31}")
SEGMENT_NAME: Final = re.compile(r"([a-z][a-z0-9_]{0,31})-[0-9a-f]{16}")
VERSION_NAME: Final = re.compile(r"v(\d{6,})-[0-9a-f]{8}")
_REMEDY: Final = "Run `feedloom build` again, or publish an older version with `feedloom rollback`"


@dataclass(frozen=True)
class ModelCard:
    """Name the model that made a space's vectors, and the digest of its weights."""

    model: str
    revision: str


@dataclass(frozen=True)
class RecallCard:
    """State what part of the true nearest vectors the index finds, how fast, and in how much memory.

    Parameters
    ----------
    recall_at_10, recall_at_100
        Mean over the queries, 0 to 1; 1.0 is exact search.
    recall_at_10_deleted, recall_at_100_deleted
        The same while a random 30 % of the vectors are tombstones, among the others.
    queries
        How many held-out queries it was measured on; 0 where the space is empty.
    milliseconds
        The median time of one query for 10 posts on one thread, exact scores included.
    bytes_per_vector
        Of the index file; the float32 rows it is refined by are not in it.
    """

    recall_at_10: float
    recall_at_100: float
    recall_at_10_deleted: float
    recall_at_100_deleted: float
    queries: int
    milliseconds: float
    bytes_per_vector: float


@dataclass(frozen=True)
class SegmentCard:
    """Describe vectors of a space that were indexed together and stay together.

    Parameters
    ----------
    name
        The space's and a digest, such as ``"clip-0123456789abcdef"``.
    vectors
        How many it holds, those of deleted and edited posts included.
    index
        The FAISS factory string, such as ``"HNSW32,SQ8"``.
    effort
        How hard a search looks: the candidates an HNSW walk keeps, or the lists an IVF scans; 0 where it is exact.
    """

    name: str
    vectors: int
    index: str
    effort: int
    recall: RecallCard


@dataclass(frozen=True)
class SpaceCard:
    """Describe one space of a snapshot.

    Parameters
    ----------
    vectors
        How many posts have a vector here.
    recall_target
        The recall@10 that each segment reaches at least.
    segments
        In the order in which ``places`` counts their positions.
    """

    model: str
    revision: str
    dim: int
    metric: str
    vectors: int
    recall_target: float
    segments: tuple[SegmentCard, ...]

    @property
    def tombstones(self) -> int:
        """How many vectors of deleted and edited posts the segments still hold."""
        return sum(segment.vectors for segment in self.segments) - self.vectors

    @property
    def recall_at_10(self) -> float:
        """The recall@10 of the worst segment, 0 to 1, while up to 30 % of it are tombstones or none."""
        cards = [segment.recall for segment in self.segments]
        return min((min(card.recall_at_10, card.recall_at_10_deleted) for card in cards), default=1.0)


@dataclass(frozen=True)
class FileCard:
    """Pin the content of one file."""

    sha256: str
    bytes: int


@dataclass(frozen=True)
class Manifest:
    """Describe a snapshot.

    Parameters
    ----------
    created_at
        UTC, ISO 8601.
    profile
        The name of the model profile, or of the pair of models, it was built with; the cards of the spaces name each.
    counts
        Rows of each table, by the table's name, and ``topics``.
    observed_through
        The number of the last event in the online state that the build took in; 0 where there was none.
    """

    schema_version: int
    version: str
    created_at: str
    profile: str
    spaces: Mapping[str, SpaceCard]
    counts: Mapping[str, int]
    files: Mapping[str, FileCard]
    observed_through: int

    @property
    def digest(self) -> str:
        """Eight hexadecimal digits over everything but the version itself."""
        body = {name: value for name, value in asdict(self).items() if name != "version"}
        return sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()[:8]

    @property
    def segments(self) -> dict[str, tuple[str, ...]]:
        """The names of the segments of each space."""
        return {space: tuple(segment.name for segment in card.segments) for space, card in self.spaces.items()}

    def to_json(self) -> str:
        """Write it for people and programs."""
        return json.dumps(asdict(self), indent=2, sort_keys=True) + "\n"


def parse_manifest(text: str) -> Manifest:
    """Read a manifest strictly.

    Raises
    ------
    SnapshotError
        If it is no JSON, of a newer schema, has a missing, unknown or repeated key, a value of another type, or
        does not fit the digest in its version.
    """
    raw = _load(text)
    _check_schema_version(raw)
    fields = _exactly(
        raw,
        "the manifest",
        {
            "schema_version": int,
            "version": str,
            "created_at": str,
            "profile": str,
            "spaces": dict,
            "counts": dict,
            "files": dict,
            "observed_through": int,
        },
    )
    manifest = Manifest(
        **{
            **fields,
            "spaces": {name: space_card(value, f"space {name!r}") for name, value in fields["spaces"].items()},
            "counts": _exactly(fields["counts"], "counts", dict.fromkeys(fields["counts"], int)),
            "files": {
                name: FileCard(**_exactly(value, f"file {name!r}", {"sha256": str, "bytes": int}))
                for name, value in fields["files"].items()
            },
        }
    )
    if not VERSION_NAME.fullmatch(manifest.version) or not manifest.version.endswith(f"-{manifest.digest}"):
        raise damaged(
            f"version {manifest.version!r} does not fit the manifest's digest {manifest.digest}", "both to agree"
        )
    return manifest


def space_card(raw: object, where: str) -> SpaceCard:
    """Read the card of a space strictly."""
    fields = _exactly(raw, where, {**_plain_types(SpaceCard), "segments": list})
    segments = [_segment_card(one, f"a segment of {where}") for one in fields["segments"]]
    return SpaceCard(**{**fields, "segments": tuple(segments)})


def _segment_card(raw: object, where: str) -> SegmentCard:
    fields = _exactly(raw, where, {**_plain_types(SegmentCard), "recall": dict})
    recall = _exactly(fields["recall"], f"the recall card of {where}", _plain_types(RecallCard))
    return SegmentCard(**{**fields, "recall": RecallCard(**recall)})


def _plain_types(card: type) -> dict[str, type]:
    return {name: kind for name, kind in get_type_hints(card).items() if kind in (str, int, float)}


def damaged(received: str, expected: str) -> SnapshotError:
    """Refuse what was read back from disk, with the way out."""
    return SnapshotError(received, expected=expected, remedy=_REMEDY)


def _load(text: str) -> object:
    def refuse_constant(name: str) -> None:
        raise ValueError(f"{name} is not a number")

    try:
        return json.loads(text, object_pairs_hook=_unique, parse_constant=refuse_constant)
    except (ValueError, RecursionError) as error:
        raise damaged(f"{MANIFEST} cannot be read ({error})", "the JSON that `feedloom build` writes") from error


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({key for key, _ in pairs}) < len(pairs):
        raise ValueError("a key appears twice")
    return dict(pairs)


def _check_schema_version(raw: object) -> None:
    version = raw.get("schema_version") if isinstance(raw, dict) else None
    if type(version) is int and version > SCHEMA_VERSION:
        raise SnapshotError(
            f"the snapshot has schema version {version}",
            expected=f"at most {SCHEMA_VERSION}, the newest this feedloom knows",
            remedy="Upgrade feedloom, or publish an older version with `feedloom rollback`",
        )
    if type(version) is not int or version < 1:
        raise damaged(f"the manifest's schema_version is {version!r}", str(SCHEMA_VERSION))
    if version < SCHEMA_VERSION:
        raise SnapshotError(
            f"the snapshot has schema version {version}, which an older feedloom wrote",
            expected=str(SCHEMA_VERSION),
            remedy="Run `feedloom build` again; nothing is embedded anew",
        )


def _exactly(raw: object, where: str, types: Mapping[str, type]) -> dict[str, Any]:
    if not isinstance(raw, dict) or raw.keys() != types.keys():
        keys = sorted(raw) if isinstance(raw, dict) else type(raw).__name__
        raise damaged(f"{where} holds {keys}", f"exactly {sorted(types)}")
    for key, kind in types.items():
        if type(raw[key]) is not kind:
            raise damaged(f"{key!r} of {where} is {raw[key]!r}", f"a value of type {kind.__name__}")
    return raw
