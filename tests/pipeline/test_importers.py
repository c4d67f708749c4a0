"""Public data sets as posts, people and events; the real ones where they are at hand."""

import json
import os
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from PIL import Image

from pipeline.errors import BadInput, PathOutsideRoot, SchemaError, StoreError
from pipeline.imported import Imported, Rejection, rejected_table
from pipeline.importers import IMPORTERS, import_dataset, media_reader, media_roots, save
from pipeline.importers.markdown import parse
from pipeline.readers import read_posts
from pipeline.schema import REJECTED, TABLES
from pipeline.store import Store

DATA = Path(os.environ.get("FEEDLOOM_DATA", Path(__file__).parents[2].parent / "shared" / "data"))


def put(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def rows(imported: Imported, table: str = "posts") -> list[dict[str, Any]]:
    return imported.tables[table].to_pylist()


def reasons(imported: Imported) -> list[tuple[str, str]]:
    return list(zip(imported.rejected["id"].to_pylist(), imported.rejected["reason"].to_pylist(), strict=True))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.create(tmp_path / "store")


@pytest.fixture
def movielens(tmp_path: Path) -> Path:
    ratings = [f"1,{film},4.0,{1_000_000_000 + film}" for film in range(1, 21)] + ["999,1,5.0,1100000000"]
    films = [f"{n},Film {n} (1990),Comedy|Drama" for n in range(1, 20)]
    return put(
        tmp_path / "movielens",
        {
            "movies.csv": "\n".join(
                ["movieId,title,genres", *films, '21,"Series, The (2007-)",(no genres listed)', "22,Nameless,Drama"]
            ),
            "ratings.csv": "\n".join(["userId,movieId,rating,timestamp", *ratings]),
            "plots.csv": 'movieId,plot,director,actors\n1,"A plot, with a comma.","Ann Lee, Bo Ek",x\n2,,,\n',
            "posters/1.jpg": "poster",
        },
    )


def test_an_unknown_importer_names_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="Did you mean 'movielens'"):
        import_dataset("movielense", tmp_path)


@pytest.mark.parametrize("name", IMPORTERS)
def test_a_missing_folder_and_an_empty_one_say_what_is_expected(name: str, tmp_path: Path) -> None:
    for folder in (tmp_path / "absent", tmp_path):
        with pytest.raises(BadInput, match=r"does not exist\. Expected .+"):
            import_dataset(name, folder)


def test_a_film_is_a_post_with_plot_genres_director_and_poster(movielens: Path) -> None:
    first, second = rows(import_dataset("movielens", movielens))[:2]
    assert first["post_id"] == "1"
    assert (first["title"], first["text"]) == ("Film 1 (1990)", "A plot, with a comma.")
    assert (first["author_id"], first["tags"], first["language"]) == ("Ann Lee", ["Comedy", "Drama"], "en")
    assert first["created_at"].isoformat() == "1990-01-01T00:00:00+00:00"
    assert first["images"] == [{"uri": f"{movielens}/posters/1.jpg", "data": None}]
    assert (second["text"], second["author_id"], second["images"]) == (None, None, [])


def test_a_rating_is_one_event_and_strays_are_rejected(movielens: Path) -> None:
    imported = import_dataset("movielens", movielens)
    assert [user["user_id"] for user in rows(imported, "users")] == ["1"]
    assert len(rows(imported, "events")) == 19
    assert {event["action"] for event in rows(imported, "events")} == {"rate"}
    assert reasons(imported) == [("row 21", "stray_user"), ("row 20", "unknown_post"), ("22", "missing_value")]


def test_a_film_without_a_year_has_the_time_of_its_first_rating(movielens: Path) -> None:
    path = movielens / "movies.csv"
    path.write_text(path.read_text().replace("Film 3 (1990)", "Film 3"))
    third = rows(import_dataset("movielens", movielens))[2]
    assert third["created_at"].timestamp() == 1_000_000_003


def test_films_need_neither_plots_nor_posters(movielens: Path) -> None:
    (movielens / "plots.csv").unlink()
    (movielens / "posters" / "1.jpg").unlink()
    (movielens / "posters").rmdir()
    imported = import_dataset("movielens", movielens)
    assert len(rows(imported)) == 20
    assert imported.media_roots == ()


def test_a_file_of_another_edition_lacks_a_column(movielens: Path) -> None:
    put(movielens, {"ratings.csv": "user,movieId,rating,timestamp\n1,1,4.0,1000000000\n"})
    with pytest.raises(SchemaError, match="Did you mean 'user'"):
        import_dataset("movielens", movielens)


RECIPE = """---
title: "Apple Pie"
date: 2024-02-24T15:40:05+01:00
tags: ['sweet', 'pie']
author: jane
---

![Pie](/pix/pie.webp "A pie") A **bold** pie, _see_ [the site](https://example.org/x_y_z).

## Directions

1. Peel `apples`.
- Bake at 180 - 200.
![Again](pix/pie.webp) ![Absent](/pix/absent.webp) ![Out](/pix/../../secret.webp) ![Far](https://example.org/a.webp)
![Nul](/pix/%00.webp)
"""


@pytest.fixture
def recipes(tmp_path: Path) -> Path:
    return put(
        tmp_path / "recipes",
        {
            "content/apple-pie.md": RECIPE,
            "content/_index.md": "no recipe",
            "content/broken.md": "---\ntitle: [\n---\nx",
            "content/list.md": "---\n- a\n---\nx",
            "content/dateless.md": "Just words.",
            "pix/pie.webp": "pie",
            "../secret.webp": "secret",
        },
    )


def test_a_recipe_is_a_post_of_its_words(recipes: Path) -> None:
    (post,) = rows(import_dataset("recipes", recipes))
    assert (post["post_id"], post["author_id"], post["title"]) == ("apple-pie", "jane", "Apple Pie")
    assert post["tags"] == ["sweet", "pie"]
    assert post["created_at"].isoformat() == "2024-02-24T14:40:05+00:00"
    assert post["text"].startswith("A bold pie, see the site.\n\nDirections\n\nPeel apples.\nBake at 180 - 200.")
    assert "pix" not in post["text"]
    assert post["images"] == [{"uri": f"{recipes}/pix/pie.webp", "data": None}]


def test_pictures_that_a_recipe_names_in_vain_are_rejected_and_the_recipe_stays(recipes: Path) -> None:
    assert [pair for pair in reasons(import_dataset("recipes", recipes)) if pair[0] == "apple-pie"] == [
        ("apple-pie", "missing_file"),
        ("apple-pie", "path_outside_root"),
        ("apple-pie", "remote_picture"),
        ("apple-pie", "missing_file"),
    ]


def test_a_recipe_with_broken_front_matter_or_without_a_date_is_rejected(recipes: Path) -> None:
    found = dict(reasons(import_dataset("recipes", recipes)))
    assert found["broken"] == found["list"] == "bad_front_matter"
    assert found["dateless"] == "missing_value"


def test_markdown_without_front_matter_is_its_body() -> None:
    assert parse("# Title\n\n> quoted *words*\n").text == "Title\n\nquoted words"
    assert parse("---\ntitle: x\n---\n").front == {"title": "x"}
    assert parse("snake_case_name and 2 * 3 * 4").text == "snake_case_name and 2 * 3 * 4"


def test_a_product_is_a_post_with_its_bytes(tmp_path: Path) -> None:
    product = {"id": "7", "title": "Shoe", "gender": "Men", "category": "Footwear", "article": None}
    products = [product | {"colour": "Red", "usage": "Casual", "image": b"jpeg"}]
    pq.write_table(pa.Table.from_pylist(products), tmp_path / "products.parquet")
    (post,) = rows(import_dataset("fashion", tmp_path))
    assert (post["post_id"], post["title"], post["images"]) == ("7", "Shoe", [{"uri": None, "data": b"jpeg"}])
    assert post["tags"] == ["Men", "Footwear", "Red", "Casual"]


def test_an_emoji_is_a_post_and_its_missing_picture_a_rejected_row(tmp_path: Path) -> None:
    emoji = {"hexcode": "1F600", "annotation": "grinning face", "openmoji_author": "", "openmoji_date": "2018-04-18 "}
    emoji |= {"group": "smileys", "subgroups": "face", "tags": "face, grin", "openmoji_tags": "smile", "order": 1}
    put(
        tmp_path, {"openmoji.json": json.dumps([emoji, emoji | {"hexcode": "2BEB", "order": ""}]), "png/1F600.png": "x"}
    )
    imported = import_dataset("openmoji", tmp_path)
    first, second = rows(imported)
    assert (first["post_id"], first["title"], first["author_id"]) == ("1F600", "grinning face", None)
    assert first["tags"] == ["smileys", "face", "grin", "smile"]
    assert (len(first["images"]), second["images"]) == (1, [])
    assert reasons(imported) == [("2BEB", "missing_file")]


@pytest.mark.parametrize("text", ["{", '{"a": 1}', '[{"hexcode": "x"}]', "[1]"])
def test_a_list_of_emoji_that_is_none_is_bad_input(text: str, tmp_path: Path) -> None:
    put(tmp_path, {"openmoji.json": text, "png/x.png": ""})
    with pytest.raises(BadInput, match="a list of emoji"):
        import_dataset("openmoji", tmp_path)


@pytest.mark.parametrize("header", ["", "userID\tartistID\tweight\r\n"])
def test_artists_are_posts_and_listens_are_likes(header: str, tmp_path: Path) -> None:
    put(
        tmp_path,
        {
            "artists.dat": 'id\tname\turl\tpictureURL\n1\tThe "Quoted\thttp://x\thttp://y\n2\tÆon\thttp://x\t\n',
            "user_artists.dat": header + "5\t1\t13883\r\n5\t2\t    316\r\n6\t3\t1\r\n",
            "user_friends.dat": "userID\tfriendID\r\n5\t7\r\n",
        },
    )
    imported = import_dataset("lastfm", tmp_path)
    assert [post["title"] for post in rows(imported)] == ['The "Quoted', "Æon"]
    assert [(e["user_id"], e["post_id"], e["action"], e["value"]) for e in rows(imported, "events")] == [
        ("5", "1", "like", 13883.0),
        ("5", "2", "like", 316.0),
    ]
    assert sorted(user["user_id"] for user in rows(imported, "users")) == ["5", "6", "7"]
    assert all(user["follows"] == [] for user in rows(imported, "users"))
    assert reasons(imported) == [("user 6", "unknown_post")]


def test_what_was_imported_can_be_read_back_from_the_store(movielens: Path, store: Store) -> None:
    imported = import_dataset("movielens", movielens)
    assert save(imported, store, "movielens") == {"posts": 20, "users": 1, "events": 19, "rejected": 3}
    for name, table in imported.tables.items():
        assert store.read(name) == table.combine_chunks()
    assert store.read_derived("rejected", REJECTED).num_rows == 3
    assert media_reader(store).read(store.read("posts")["images"][0][0].as_py()) == b"poster"


def test_a_second_import_of_a_name_replaces_its_rejected_rows_and_keeps_the_roots_of_others(
    store: Store, tmp_path: Path
) -> None:
    rejected = rejected_table([Rejection("posts", "a", "read", "missing_file")])
    save(Imported({}, rejected, ("/b/pictures",)), store, "one")
    save(Imported({}, rejected, ("s3://bucket/a",)), store, "two")
    save(Imported({"posts": TABLES["posts"].empty_table()}), store, "one")
    assert store.read_derived("rejected", REJECTED).num_rows == 1
    assert media_roots(store) == ("/b/pictures", "s3://bucket/a")
    assert not list(store.folder("posts").glob("*"))


def test_a_folder_of_pictures_goes_into_a_store_and_comes_out_again(store: Store, tmp_path: Path) -> None:
    (tmp_path / "album").mkdir()
    Image.new("RGB", (2, 2)).save(tmp_path / "album" / "a.png")
    save(read_posts("pictures", tmp_path / "album"), store, "album")
    image = store.read("posts")["images"][0][0].as_py()
    assert media_reader(store).read(image).startswith(b"\x89PNG")
    with pytest.raises(PathOutsideRoot):
        media_reader(store).read({"uri": f"{tmp_path}/album/../b.png"})


@pytest.mark.parametrize("name", ["", "../x", "a/b", ".hidden", "a b"])
def test_an_import_needs_a_name_that_a_file_can_have(name: str, store: Store) -> None:
    with pytest.raises(BadInput, match="letters"):
        save(Imported({}), store, name)


@pytest.mark.parametrize("root", ["/", "relative", "", "/x/..", "file:///", "file://host/x", "/a\0b"])
def test_a_root_that_would_allow_too_much_is_refused(root: str, store: Store) -> None:
    with pytest.raises(BadInput, match="media root"):
        save(Imported({}, media_roots=(root,)), store, "x")
    (store.root / "media_roots.json").write_text(json.dumps({"roots": [root]}))
    with pytest.raises(StoreError, match="holds the root"):
        media_reader(store)


@pytest.mark.parametrize("text", ["", "[]", '{"roots": "/a"}', '{"roots": [1]}', '{"other": []}'])
def test_a_damaged_list_of_roots_is_not_trusted(text: str, store: Store) -> None:
    (store.root / "media_roots.json").write_text(text)
    with pytest.raises(StoreError, match=r"media_roots\.json"):
        media_reader(store)


@pytest.mark.parametrize(
    ("name", "counts", "rejected"),
    [
        ("movielens", {"posts": 9124, "users": 671, "events": 100_004}, {"missing_value": 1}),
        ("recipes", {"posts": 410}, {"missing_file": 2}),
        ("fashion", {"posts": 20_000}, {}),
        ("openmoji", {"posts": 4147}, {}),
        ("lastfm", {"posts": 17_632, "users": 1892, "events": 92_834}, {}),
    ],
)
def test_the_real_data_set_is_imported_whole(name: str, counts: dict[str, int], rejected: dict[str, int]) -> None:
    if not (DATA / name).is_dir():
        pytest.skip(f"{DATA / name} is not there; set FEEDLOOM_DATA to the folder of the data sets")
    imported = import_dataset(name, DATA / name)
    assert {table_name: table.num_rows for table_name, table in imported.tables.items()} == counts
    assert Counter(imported.rejected["reason"].to_pylist()) == rejected
