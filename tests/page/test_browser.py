"""The page in a real browser, opened from disk."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kg.page import render

from .samples import EVIL, example, hostile

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

PERSON = "#person/darmaji-wiryakusuma"
EVENT = "#event/pelatihan-madu-2031"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    api = pytest.importorskip("playwright.sync_api", reason="playwright is missing: pip install 'jejaring[test]'")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no Chromium on this system; on Debian: apt-get install chromium")
    with api.sync_playwright() as p:
        found = p.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield found
        found.close()


class Opened:
    """A page opened from disk, with what it asked for and complained of."""

    def __init__(self, browser: Browser, path: Path, **options: Any) -> None:
        self.path = path
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **options})
        self.page: Page = context.new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda r: self.requests.append(r.url))
        self.page.on("pageerror", lambda e: self.complaints.append(str(e)))
        self.page.on("console", lambda m: self.complaints.append(m.text))

    def at(self, address: str = "") -> Page:
        self.page.goto("about:blank")
        self.page.goto(self.path.as_uri() + address)
        self.page.wait_for_selector("#panel h2")
        return self.page


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Opened]:
    path = tmp_path / "graph.html"
    path.write_text(render(example(), title="Jejaring contoh"), encoding="utf-8")
    result = Opened(browser, path)
    yield result
    assert result.complaints == []
    assert [url for url in result.requests if not url.startswith(("file:", "data:", "about:"))] == []
    result.page.context.close()


def test_it_opens_in_indonesian_and_draws(opened: Opened) -> None:
    page = opened.at()
    assert page.evaluate("document.documentElement.lang") == "id"
    assert page.locator("#panel h2").inner_text() == "Jejaring contoh"
    assert page.locator("#legend button").count() == 6
    painted = """() => { const c = document.querySelector('canvas');
        return c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some((v) => v > 0); }"""
    page.wait_for_function(painted)


def test_it_speaks_english_when_told(opened: Opened) -> None:
    page = opened.at(PERSON)
    page.get_by_role("button", name="English").click()
    assert page.evaluate("document.documentElement.lang") == "en"
    assert "Described as Ketua at Koperasi Rimba Lestari" in page.locator("#panel").inner_text()
    assert page.locator("#panel blockquote").first.get_attribute("lang") == "id"


def test_a_person_s_facts_are_sentences_with_their_source(opened: Opened) -> None:
    page = opened.at(PERSON)
    text = page.locator("#panel").inner_text()
    assert "Disebut sebagai Ketua di Koperasi Rimba Lestari." in text
    assert "Panen tahun ini melimpah," in page.locator("#panel mark").all_inner_texts()
    assert page.locator("#panel figcaption").first.inner_text().count("5 Maret 2031") or "2031" in text


def test_an_event_tells_when_where_and_who(opened: Opened) -> None:
    text = opened.at(EVENT).locator("#panel").inner_text()
    for said in ("5 Maret 2031", "Bertempat di Balai Desa Sukatirta.", "Diselenggarakan oleh Koperasi Rimba Lestari."):
        assert said in text


def test_search_finds_any_form_of_a_name_from_the_keyboard(opened: Opened) -> None:
    page = opened.at()
    page.keyboard.press("/")
    page.keyboard.type("krl")
    assert page.locator("#hits li").first.inner_text().startswith("Koperasi Rimba Lestari")
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('#panel h2').textContent === 'Koperasi Rimba Lestari'")
    assert page.evaluate("location.hash") == "#organisation/koperasi-rimba-lestari"


def test_search_says_when_there_is_nothing(opened: Opened) -> None:
    page = opened.at()
    page.locator("#query").fill("zzz")
    assert "zzz" in page.locator("#hits").inner_text()
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == ""


def test_following_a_fact_and_going_back(opened: Opened) -> None:
    page = opened.at(PERSON)
    page.locator("#panel").get_by_role("link", name="Koperasi Rimba Lestari").first.click()
    page.wait_for_function("document.querySelector('#panel h2').textContent === 'Koperasi Rimba Lestari'")
    page.go_back()
    page.wait_for_function("document.querySelector('#panel h2').textContent === 'Darmaji Wiryakusuma'")
    page.go_forward()
    page.wait_for_function("document.querySelector('#panel h2').textContent === 'Koperasi Rimba Lestari'")


def test_the_surroundings_and_the_way_back(opened: Opened) -> None:
    page = opened.at(PERSON)
    page.get_by_role("link", name="Tampilkan sekitarnya").click()
    page.wait_for_selector("#where strong")
    assert page.locator("#where strong").inner_text() == "Sekitar Darmaji Wiryakusuma"
    page.get_by_role("link", name="Kembali ke ikhtisar").click()
    page.wait_for_selector("#where select")


def test_the_legend_filters(opened: Opened) -> None:
    page = opened.at()
    button = page.get_by_role("button", name="Orang", exact=True)
    button.click()
    assert button.get_attribute("aria-pressed") == "false"


def test_an_address_that_leads_nowhere_says_so(opened: Opened) -> None:
    assert "person/tidak-ada" in opened.at("#person/tidak-ada").locator("#panel [role=alert]").inner_text()


def test_hostile_texts_are_shown_and_do_nothing(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "graph.html"
    path.write_text(render(hostile(), title=EVIL), encoding="utf-8")
    page = Opened(browser, path)
    for local in ("person/p", "organisation/o", "event/e", "role/r", "statement/s"):
        shown = page.at(f"#{local}@{local}")
        assert "<img src=x" in shown.locator("#panel h2").inner_text()
        assert shown.locator("#panel img, #panel script").count() == 0
    shown.locator("#query").fill("onerror")
    assert "onerror=" in shown.locator("#hits").inner_text()
    assert shown.locator("#hits img, a[href^=javascript]").count() == 0
    assert shown.evaluate("window.broken") is None
    assert page.complaints == []


def test_it_fits_a_phone(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "graph.html"
    path.write_text(render(example()), encoding="utf-8")
    page = Opened(browser, path, viewport={"width": 390, "height": 844}).at(PERSON)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.locator("#canvas").bounding_box()["height"] > 200  # type: ignore[index]
