"""The page in a real browser under hardship: hostile names, no nodes, a phone, no network."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.network import build
from kg.page import render

from .browsing import Opened
from .samples import EVIL, NAMES, example, hostile, named

if TYPE_CHECKING:
    import networkx as nx
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


def page_of(
    browser: Browser, folder: Path, network: nx.MultiDiGraph[str], title: str = "Jejaring", **options: object
) -> Opened:
    path = folder / "graph.html"
    path.write_text(render(network, title=title), encoding="utf-8")
    return Opened(browser, path, **options)


def test_hostile_texts_are_shown_and_do_nothing(browser: Browser, tmp_path: Path) -> None:
    opened = page_of(browser, tmp_path, hostile(), EVIL)
    for local in ("person/p", "organisation/o", "event/e", "role/r", "statement/s"):
        page = opened.at(f"#{local}@{local}")
        assert "</script><img src=x" in page.locator("#panel h2").inner_text()
        assert page.locator("#panel img, #panel script").count() == 0
    page.locator("#query").fill("onerror")
    assert "onerror=" in page.locator("#hits").inner_text()
    assert page.locator("#hits img, a[href^=javascript]").count() == 0
    assert page.evaluate("window.broken") is None
    assert (opened.complaints, opened.foreign) == ([], [])
    opened.context.close()


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_any_name_is_shown_as_it_is_and_found(name: str, browser: Browser, tmp_path: Path) -> None:
    opened = page_of(browser, tmp_path, named(name), viewport={"width": 390, "height": 800})
    page = opened.at("#person/p")
    assert page.locator("#panel h2").evaluate("e => e.textContent") == name
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator("#query").fill(name)
    page.keyboard.press("Enter")
    opened.heading(name)
    assert page.evaluate("document.title").startswith(name.strip()[:20])
    assert (opened.complaints, opened.foreign) == ([], [])
    opened.context.close()


def test_an_empty_network_says_so(browser: Browser, tmp_path: Path) -> None:
    opened = page_of(browser, tmp_path, build([]))
    page = opened.at()
    assert "Jejaring ini kosong." in page.locator("#panel").inner_text()
    page.get_by_role("button", name="English").click()
    assert "This network is empty." in page.locator("#panel").inner_text()
    assert (opened.complaints, opened.foreign) == ([], [])
    opened.context.close()


@pytest.mark.parametrize("width", [360, 390, 768])
@pytest.mark.parametrize(
    "address", ["", "#person/darmaji-wiryakusuma", "#event/pelatihan-madu-2031@event/pelatihan-madu-2031"]
)
def test_it_fits_a_phone(width: int, address: str, browser: Browser, tmp_path: Path) -> None:
    opened = page_of(browser, tmp_path, example(), viewport={"width": width, "height": 800})
    page = opened.at(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    box = page.locator("#canvas").bounding_box()
    assert box is not None
    assert box["height"] > 200
    opened.context.close()


def test_the_file_is_all_it_asks_for(browser: Browser, tmp_path: Path) -> None:
    opened = page_of(browser, tmp_path, example())
    opened.at()
    opened.page.wait_for_timeout(300)
    asked = [url for url in opened.requests if url != "about:blank" and not url.startswith("data:")]
    assert asked == [opened.path.as_uri()]
    opened.context.close()
