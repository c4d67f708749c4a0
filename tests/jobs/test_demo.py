"""The demo's page holds all that it promises, and needs nothing from outside."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from jobs import demo
from pipeline.store import Store


def test_the_page_shows_three_feeds_two_surfaces_a_search_an_ad_and_a_map(small_world: Store, tmp_path: Path) -> None:
    shutil.copytree(small_world.root, tmp_path / "store")
    done = demo.run(tmp_path)
    page = done.page.read_text(encoding="utf-8")
    headings = re.findall(r"<h2[^>]*>(.*?)</h2>", page, re.DOTALL)
    assert sum("Home" in heading for heading in headings) >= 3
    for wanted in ("Explore", "Search", "Why?", "Every post"):
        assert any(wanted in heading for heading in headings), wanted
    assert "eCPM" in page
    assert page.count("<circle") >= 290
    assert not re.search(r"""(src|href)=["']?(https?:)?//""", page)
    assert "<script" not in page
    assert len(done.feed.posts) == 12
    assert all(stage.items == 0 for stage in done.report.stages if stage.name.startswith("embed"))
