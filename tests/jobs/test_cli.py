from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from shutil import copytree

import pytest

from pipeline.store import Store
from tests.jobs.fakes import picture, small_store
from tests.support.command_line import Feedloom, refused


def test_help_lists_every_command_and_loads_nothing_heavy() -> None:
    heavy = "('torch', 'ray', 'faiss', 'pyarrow', 'numpy', 'pandas', 'transformers')"
    code = f"import sys, jobs.cli; sys.exit(bool(set({heavy}) & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
    ran = subprocess.run([sys.executable, "-m", "jobs.cli", "--help"], capture_output=True, text=True, check=True)
    commands = ["sample", "import", "build", "embed", "index", "profiles", "publish", "submit", "status", "rollback"]
    commands += ["delete", "restore", "prune", "verify", "rejected", "models", "feed", "explain", "search", "users"]
    commands += ["person"]
    for command in commands:
        assert f" {command} " in ran.stdout


def test_a_misspelt_command_is_answered_with_the_nearest(feedloom: Feedloom) -> None:
    ran = feedloom("serach")
    assert ran.code == 2
    assert "'search'" in ran.err


def test_a_missing_store_says_how_to_make_one(feedloom: Feedloom, tmp_path: Path) -> None:
    for command in (["status"], ["feed"], ["users"], ["rejected"], ["rollback"], ["build"], ["search", "cats"]):
        refused(feedloom(*command, "--store", tmp_path / "nowhere"), "nowhere is not a folder", "feedloom sample")


def test_an_empty_store_says_what_is_missing(feedloom: Feedloom, tmp_path: Path) -> None:
    refused(feedloom("feed", "-s", tmp_path), "has no published snapshot", "feedloom build")
    refused(feedloom("embed", "-s", tmp_path), "holds no posts", "feedloom import")
    refused(feedloom("index", "-s", tmp_path), "no embedded content", "feedloom embed")
    refused(feedloom("rollback", "-s", tmp_path), "has no published snapshot")


def test_a_config_with_an_unknown_key_is_refused(feedloom: Feedloom, tmp_path: Path) -> None:
    config = tmp_path / "build.toml"
    config.write_text('store = "demo"\nprofil = "compact"\n', encoding="utf-8")
    refused(feedloom("build", "--config", config), "'profil'", "Did you mean 'profile'")
    refused(feedloom("build"), "lacks the key 'store'")
    refused(feedloom("build", "--config", tmp_path / "nowhere.toml"), "nowhere.toml cannot be read")


def test_an_unknown_profile_is_refused_with_the_nearest(feedloom: Feedloom, tmp_path: Path, ray_here: None) -> None:
    store = small_store(tmp_path)
    refused(feedloom("embed", "-s", store.root, "--profile", "compakt"), "'compakt'", "'compact'")


def test_a_feed_is_pure_json_or_a_table_or_a_page(feedloom: Feedloom, built: Store, tmp_path: Path) -> None:
    ran = feedloom("feed", "-s", built.root, "--user", "mara", "-k", 4, "--json")
    items = json.loads(ran.out)["items"]
    assert [item["position"] for item in items] == list(range(1, len(items) + 1))
    for item in items:
        assert {"post_id", "position", "kind", "score", "terms", "source", "reason"} <= item.keys()
    again = feedloom("feed", "-s", built.root, "--user", "mara", "-k", 4, "--json")
    assert again.out == ran.out
    table = feedloom("feed", "-s", built.root, "--user", "mara", "-k", 4).out
    assert all(item["post_id"] in table for item in items)
    page = tmp_path / "feed.html"
    assert feedloom("feed", "-s", built.root, "--user", "mara", "-k", 4, "--html", page).out == ""
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_recorded_feed_is_not_shown_again(feedloom: Feedloom, built: Store, tmp_path: Path) -> None:
    copytree(built.root, tmp_path, dirs_exist_ok=True)
    arguments = ("feed", "-s", tmp_path, "--user", "mara", "-k", 3, "--json", "--record")
    first, second = (json.loads(feedloom(*arguments).out)["items"] for _ in range(2))
    seen = {item["post_id"] for item in first if item["kind"] == "post"}
    assert seen
    assert seen.isdisjoint(item["post_id"] for item in second)


def test_a_placed_and_a_missing_post_are_explained(feedloom: Feedloom, built: Store) -> None:
    items = json.loads(feedloom("feed", "-s", built.root, "-u", "mara", "-k", 3, "--json").out)["items"]
    post_id, reason = next((item["post_id"], item["reason"]) for item in items if item["kind"] == "post")
    assert reason in feedloom("explain", "-s", built.root, "-u", "mara", "-k", 3, post_id).out
    assert "seen" in feedloom("explain", "-s", built.root, "-u", "mara", "p1").out
    told = json.loads(feedloom("explain", "-s", built.root, "-u", "mara", "-k", 3, post_id, "--json").out)
    assert told["fate"] == "placed"
    assert sum(told["terms"].values()) == pytest.approx(told["score"], abs=1e-5)


def test_a_person_is_shown_what_their_feeds_rest_on(feedloom: Feedloom, built: Store) -> None:
    entries = json.loads(feedloom("person", "-s", built.root, "-u", "mara", "--json").out)
    assert {entry["kind"] for entry in entries} >= {"learned", "stated", "recent"}
    assert all(0 < entry["weight"] <= 1 and entry["label"] and entry["fades"] for entry in entries)
    assert all(entry["posts"] for entry in entries if entry["kind"] != "stated")
    assert "half every 90 days" in " ".join(feedloom("person", "-s", built.root, "-u", "mara").out.split())
    refused(feedloom("person", "-s", built.root, "-u", "nobody"), "user 'nobody' is unknown")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["feed", "-u", "nobody"], ["user 'nobody' is unknown"]),
        (["feed", "-k", "0"], ["k is 0", "1 to 1000"]),
        (["feed", "-k", "100000"], ["k is 100000"]),
        (["feed", "--surface", "hom"], ["'hom'", "Did you mean 'home'"]),
        (["feed", "--now", "yesterday"], ["'yesterday' is no time"]),
        (["feed", "--record"], ["--record without --user"]),
        (["explain", "p99"], ["post 'p99' is not in snapshot"]),
        (["search"], ["text and image"]),
        (["search", " "], ["words"]),
        (["search", "cats", "-k", "0"], ["k is 0"]),
        (["search", "--image", "nowhere.png"], ["nowhere.png"]),
    ],
)
def test_what_cannot_be_asked_is_refused(
    feedloom: Feedloom, built: Store, arguments: list[str], words: list[str]
) -> None:
    refused(feedloom(*arguments, "-s", built.root), *words)


@pytest.mark.usefixtures("compact")
def test_a_snapshot_of_another_model_is_not_searched(feedloom: Feedloom, built: Store) -> None:
    refused(feedloom("search", "cats", "-s", built.root), "fake-")


@pytest.mark.parametrize("name", ["posts.parquet", "vectors-clip-*.npy", "index-sentence-*.faiss", "manifest.json"])
def test_a_changed_byte_in_a_snapshot_is_found(feedloom: Feedloom, built: Store, tmp_path: Path, name: str) -> None:
    copytree(built.root, tmp_path, dirs_exist_ok=True)
    (path,) = (tmp_path / "snapshots" / built.current_version()).glob(name)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    refused(feedloom("feed", "-s", tmp_path), "feedloom build", path.name if name != "manifest.json" else "manifest")


def test_status_counts_what_lies_there(feedloom: Feedloom, built: Store) -> None:
    found = json.loads(feedloom("status", "-s", built.root, "--json").out)
    assert found["rows"]["posts"] == 12
    assert found["rows"]["vectors clip"] == 6 + 6 + 1, "of pictures, phrases of topics, and a stated interest"
    (line,) = found["snapshots"]
    assert (line["version"], line["current"], line["posts"]) == (built.current_version(), True, 12)
    assert built.current_version() in feedloom("status", "-s", built.root).out


def test_people_are_listed_by_their_reactions(feedloom: Feedloom, built: Store) -> None:
    found = json.loads(feedloom("users", "-s", built.root, "--json").out)
    assert [(one["user_id"], one["reactions"]) for one in found] == [("mara", 3), ("stranger", 1), ("newcomer", 0)]
    assert "Mara" in feedloom("users", "-s", built.root).out


def test_files_are_imported_with_other_column_names(feedloom: Feedloom, tmp_path: Path) -> None:
    lines = [
        {"id": "x1", "body": "hello", "created_at": "2026-06-01T00:00:00Z"},
        {"id": "x2", "created_at": "2026-06-01T00:00:00Z"},
    ]
    source = tmp_path / "in.jsonl"
    source.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    store = tmp_path / "store"
    ran = feedloom("import", "jsonl", source, "-s", store, "--map", "post_id=id", "--map", "text=body")
    assert ran.code == 0
    assert Store.open(store).read("posts")["post_id"].to_pylist() == ["x1"]
    (rejected,) = json.loads(feedloom("rejected", "-s", store, "--json").out)
    assert rejected["id"] == "x2"
    assert rejected["reason"] in feedloom("rejected", "-s", store).out


def test_a_table_in_the_manner_of_the_continent_is_imported(feedloom: Feedloom, tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_text("post_id;created_at;text\nx1;2026-06-01T00:00:00Z;'Café; to go'\n", encoding="latin-1")
    how = ("--delimiter", ";", "--encoding", "latin-1", "--quote", "'")
    assert feedloom("import", "csv", source, "-s", tmp_path / "s", *how).code == 0
    assert Store.open(tmp_path / "s").read("posts")["text"].to_pylist() == ["Café; to go"]


def test_a_folder_of_pictures_is_imported(feedloom: Feedloom, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "cat.png").write_bytes(picture(1))
    assert feedloom("import", "pictures", tmp_path / "in", "-s", tmp_path / "store").code == 0
    assert Store.open(tmp_path / "store").read("posts").num_rows == 1


def test_imports_that_cannot_work_are_refused(feedloom: Feedloom, tmp_path: Path) -> None:
    refused(feedloom("import", "jsonn", tmp_path, "-s", tmp_path / "s"), "'jsonn' is unknown", "'jsonl'")
    refused(feedloom("import", "csv", tmp_path / "nowhere.csv", "-s", tmp_path / "s"), "nowhere.csv")
    refused(feedloom("import", "movielens", tmp_path, "-s", tmp_path / "s", "--map", "a=b"), "--map")
    refused(feedloom("import", "movielens", tmp_path, "-s", tmp_path / "s", "--delimiter", ";"), "--delimiter")
    refused(feedloom("import", "jsonl", tmp_path, "-s", tmp_path / "s", "--quote", "'"), "no option 'quote'")
    assert not (tmp_path / "s").exists()


def test_a_rollback_that_leads_nowhere_changes_nothing(feedloom: Feedloom, built: Store, tmp_path: Path) -> None:
    copytree(built.root, tmp_path, dirs_exist_ok=True)
    first = built.current_version()
    refused(feedloom("rollback", "-s", tmp_path), f"no snapshot before {first}")
    refused(feedloom("rollback", "-s", tmp_path, "v000009-00000000"), "v000009-00000000")
    refused(feedloom("rollback", "-s", tmp_path, "../../etc"), "../../etc")
    assert Store.open(tmp_path).current_version() == first


def test_models_are_listed(feedloom: Feedloom) -> None:
    out = feedloom("models").out
    assert "compact" in out
    assert "all-MiniLM-L6-v2" in out
