"""Tables that fit the data contract, and rows that do not."""

from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import BadInput, SchemaError
from pipeline.schema import ACTIONS, REJECTED, TABLES
from pipeline.validate import conform

T0 = datetime(2024, 1, 31, 12, tzinfo=UTC)


def posts(**columns: Any) -> pa.Table:
    n = len(next(iter(columns.values())))
    usual = {"post_id": [f"p{i}" for i in range(n)], "created_at": [T0] * n, "title": ["a title"] * n}
    return pa.table({**usual, **columns})


def events(**columns: Any) -> pa.Table:
    n = len(next(iter(columns.values())))
    usual = {
        "user_id": ["u"] * n,
        "post_id": [f"p{i}" for i in range(n)],
        "action": ["like"] * n,
        "occurred_at": [T0] * n,
    }
    return pa.table({**usual, **columns})


def ads(**columns: Any) -> pa.Table:
    usual = {"ad_id": ["a"], "advertiser_id": ["v"], "title": ["t"], "bid_micros": [1], "daily_budget_micros": [1]}
    return pa.table({**usual, **columns})


def reasons(table: pa.Table, name: str) -> list[tuple[str, str]]:
    rejected = conform(table, name).rejected
    assert rejected.schema == REJECTED
    return list(zip(rejected["id"].to_pylist(), rejected["reason"].to_pylist(), strict=True))


def test_absent_columns_are_filled_and_the_schema_is_exact() -> None:
    table = conform(posts(post_id=["a"]), "posts").table
    assert table.schema == TABLES["posts"]
    assert table.to_pylist() == [
        {"post_id": "a", "author_id": None, "created_at": T0, "title": "a title", "text": None}
        | {"images": [], "tags": [], "language": None, "labels": []}
    ]


def test_whole_numbers_become_ids_and_fractions_do_not() -> None:
    assert conform(posts(post_id=[7, 8]), "posts").table["post_id"].to_pylist() == ["7", "8"]
    with pytest.raises(SchemaError, match="'post_id' holds double"):
        conform(posts(post_id=[7.0]), "posts")


@pytest.mark.parametrize(
    "value",
    [
        "2024-01-31T12:00:00Z",
        "2024-01-31T12:00:00",
        "2024-01-31 12:00",
        "2024-01-31T13:00:00+01:00",
        "2024-01-31T07:00:00-0500",
        "1706702400",
        "1706702400000",
        1706702400,
        1706702400000,
        1706702400.0,
        datetime(2024, 1, 31, 12),  # noqa: DTZ001 - that it has no zone is the point
        T0,
    ],
)
def test_every_documented_form_of_a_time_is_read(value: object) -> None:
    assert conform(posts(created_at=[value]), "posts").table["created_at"].to_pylist() == [T0]


def test_dates_are_midnight_and_nanoseconds_are_cut_off() -> None:
    midnight = datetime(2024, 1, 31, tzinfo=UTC)
    for column in ([date(2024, 1, 31)], ["2024-01-31"], pa.array([1706659200 * 10**9 + 1], pa.timestamp("ns"))):
        assert conform(posts(created_at=column), "posts").table["created_at"].to_pylist() == [midnight]


@pytest.mark.parametrize(
    "value",
    [
        *("yesterday", "2024-02-30", "2024", "20240131", "", "1706702400000000"),
        *(1706702400000000, float("nan"), 1e300, pa.scalar(2**64 - 1, pa.uint64())),
        *(pa.scalar(2**60, pa.timestamp("us")), pa.scalar(2**60, pa.timestamp("s"))),
    ],
)
def test_a_time_that_cannot_be_read_is_rejected(value: object) -> None:
    assert reasons(posts(created_at=pa.array([value])), "posts") == [("p0", "bad_time")]


def test_one_unreadable_time_does_not_spoil_the_others() -> None:
    result = conform(posts(created_at=["2024-01-31T12:00:00Z", "soon", "2024-01-31T12:00:00.000"]), "posts")
    assert result.table["created_at"].to_pylist() == [T0, T0]
    assert result.rejected["detail"].to_pylist() == ["row 2: created_at is 'soon'"]


@settings(deadline=None)
@given(st.datetimes(min_value=datetime(1, 1, 2), max_value=datetime(9999, 12, 30)))  # noqa: DTZ001
def test_any_time_is_read_back_from_its_iso_form(moment: datetime) -> None:
    table = conform(posts(created_at=[moment.isoformat()]), "posts").table
    assert table["created_at"].to_pylist() == [moment.replace(tzinfo=UTC)]


@pytest.mark.parametrize(
    ("images", "expected"),
    [
        ([None, "a.jpg"], [[], [{"uri": "a.jpg", "data": None}]]),
        ([None, b"x"], [[], [{"uri": None, "data": b"x"}]]),
        ([[], ["a.jpg", "b.jpg"]], [[], [{"uri": "a.jpg", "data": None}, {"uri": "b.jpg", "data": None}]]),
        ([None, {"uri": "a.jpg"}], [[], [{"uri": "a.jpg", "data": None}]]),
        ([None, [{"uri": "a.jpg", "data": b"x"}]], [[], [{"uri": "a.jpg", "data": b"x"}]]),
        ([None, None], [[], []]),
    ],
)
def test_pictures_may_come_as_paths_bytes_structs_or_lists_of_these(images: list[Any], expected: list[Any]) -> None:
    assert conform(posts(images=images), "posts").table["images"].to_pylist() == expected


def test_a_picture_of_another_shape_is_a_schema_error() -> None:
    with pytest.raises(SchemaError, match="without 'url'; Did you mean 'uri'"):
        conform(posts(images=[{"url": "a.jpg"}]), "posts")
    with pytest.raises(SchemaError, match="not text"):
        conform(posts(images=[{"data": "aGVsbG8="}]), "posts")
    with pytest.raises(SchemaError, match="what can be cast"):
        conform(posts(images=[{"uri": ["a.jpg"]}]), "posts")
    with pytest.raises(SchemaError, match="paths, bytes"):
        conform(posts(images=[1]), "posts")


def test_tags_may_come_as_lists_or_as_text_with_bars() -> None:
    assert conform(posts(tags=["a | b", "", None]), "posts").table["tags"].to_pylist() == [["a", "b"], [], []]
    assert conform(posts(tags=[[1, 2], [], None]), "posts").table["tags"].to_pylist() == [["1", "2"], [], []]
    assert reasons(posts(tags=[["a", None], ["b"]]), "posts") == [("p0", "bad_list")]


def test_slices_and_chunks_and_dictionaries_are_read_as_any_table() -> None:
    whole = posts(post_id=["x", "a", "b"], tags=[["x"], ["a", "b"], None], images=[["x"], ["y"], None])
    table = pa.concat_tables([whole.slice(1, 1), whole.slice(2)])
    table = table.set_column(0, "post_id", table["post_id"].dictionary_encode())
    result = conform(table, "posts").table
    assert result["post_id"].to_pylist() == ["a", "b"]
    assert result["tags"].to_pylist() == [["a", "b"], []]
    assert result["images"].to_pylist() == [[{"uri": "y", "data": None}], []]


def test_a_missing_required_column_names_the_nearest_one() -> None:
    table = posts(post_id=["a"]).rename_columns(["posts_id", "created_at", "title"]).drop_columns(["created_at"])
    with pytest.raises(SchemaError, match="Did you mean 'post_id'"):
        conform(table, "posts")
    with pytest.raises(SchemaError, match="no column 'created_at'"):
        conform(pa.table({"post_id": ["a"]}), "posts")


def test_an_unknown_column_and_an_unknown_table_name_the_nearest_one() -> None:
    with pytest.raises(SchemaError, match="Did you mean 'title'"):
        conform(posts(titel=["a"]), "posts")
    with pytest.raises(BadInput, match="Did you mean 'posts'"):
        conform(posts(post_id=["a"]), "post")


def test_a_column_that_is_there_twice_is_a_schema_error() -> None:
    table = posts(post_id=["a"]).append_column("title", pa.array(["b"]))
    with pytest.raises(SchemaError, match="'title' twice"):
        conform(table, "posts")


def test_rows_without_an_id_are_named_by_their_number() -> None:
    assert reasons(posts(post_id=["a", None, " "]), "posts") == [("row 2", "null_id"), (" ", "null_id")]


def test_a_post_without_words_and_pictures_is_empty_and_one_picture_is_enough() -> None:
    table = posts(title=[None, " ", None, None], text=[None, "\n", "x", None], images=[[], [], [], ["a.jpg"]])
    assert reasons(table, "posts") == [("p0", "empty_post"), ("p1", "empty_post")]


def test_a_post_may_not_have_the_id_of_an_ad() -> None:
    assert reasons(posts(post_id=["ad:1", "advert"]), "posts") == [("ad:1", "reserved_id")]


def test_of_rows_with_one_key_the_first_that_can_be_used_stays() -> None:
    table = posts(post_id=["a", "a", "a", "b"], title=[None, "second", "third", "fourth"])
    result = conform(table, "posts")
    assert result.table["title"].to_pylist() == ["second", "fourth"]
    assert result.rejected["reason"].to_pylist() == ["empty_post", "duplicate_id"]


def test_events_need_a_known_action_and_stars_for_a_rate() -> None:
    table = events(action=["like", "lik", None, "rate", "rate"], value=[None, None, None, 4.5, None])
    expected = [("row 3", "missing_value"), ("row 2", "unknown_action"), ("row 5", "missing_value")]
    assert reasons(table, "events") == expected


def test_numbers_may_be_text_but_must_be_finite() -> None:
    result = conform(events(value=["1.5", "x", "1e999", None]), "events")
    assert result.table["value"].to_pylist() == [1.5, None]
    assert result.rejected["reason"].to_pylist() == ["bad_number", "bad_number"]


def test_the_consent_to_ads_is_true_false_or_unknown() -> None:
    table = pa.table({"user_id": ["a", "b", "c", "d"], "personalised_ads": ["True", "0", None, "perhaps"]})
    result = conform(table, "users")
    assert result.table["personalised_ads"].to_pylist() == [True, False, None]
    assert result.rejected["reason"].to_pylist() == ["bad_flag"]


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({"bid_micros": [-1]}, "negative_money"),
        ({"bid_micros": ["1.5"]}, "bad_number"),
        ({"daily_budget_micros": [None]}, "missing_value"),
        ({"title": [""]}, "missing_value"),
        ({"starts_at": [T0], "ends_at": [datetime(2023, 1, 1, tzinfo=UTC)]}, "ends_before_start"),
    ],
)
def test_an_ad_that_cannot_run_is_rejected(columns: dict[str, Any], reason: str) -> None:
    assert reasons(ads(**columns), "ads") == [("a", reason)]


@settings(deadline=None)
@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "user_id": st.sampled_from(["u", "v", "", None]),
                "post_id": st.sampled_from(["p", "q"]),
                "action": st.sampled_from([*ACTIONS[:3], "lick", None]),
                "occurred_at": st.sampled_from(["2024-01-31", "1706702400", "never", None]),
            }
        ),
        max_size=12,
    )
)
def test_every_row_is_either_kept_or_rejected_once(rows: list[dict[str, Any]]) -> None:
    table = pa.Table.from_pylist(rows, pa.schema([(name, pa.string()) for name in TABLES["events"].names[:4]]))
    result = conform(table, "events")
    assert result.table.num_rows + result.rejected.num_rows == len(rows)
    again = conform(result.table, "events")
    assert again.rejected.num_rows == 0
    assert again.table == result.table


@pytest.mark.parametrize("tag", ["en", "pt-BR", "en_US", "zh-Hant-TW", "ast", "de-CH-1996", None, "", " "])
def test_a_post_in_a_language_with_a_tag_or_in_none_is_taken(tag: str | None) -> None:
    assert reasons(posts(language=pa.array([tag], pa.string())), "posts") == []


@pytest.mark.parametrize("tag", ["English", "e", "en-", "en US", "12", "en-muchtoolong"])
def test_a_language_without_a_tag_is_rejected_of_posts_and_of_people(tag: str) -> None:
    assert reasons(posts(language=[tag]), "posts") == [("p0", "bad_language")]
    people = pa.table({"user_id": ["u", "v"], "languages": [["en", tag], ["en"]]})
    assert reasons(people, "users") == [("u", "bad_language")]


def test_a_label_or_a_topic_that_says_nothing_is_rejected() -> None:
    assert reasons(posts(labels=[["nsfw"], [], ["spam", " "], None]), "posts") == [("p2", "bad_label")]
    for column, reason in (
        ("muted_topics", "bad_topic"),
        ("hidden_labels", "bad_label"),
        ("allowed_labels", "bad_label"),
    ):
        people = pa.table({"user_id": ["u", "v", "w"], column: [["soup"], ["!"], None]})
        assert reasons(people, "users") == [("v", reason)]
