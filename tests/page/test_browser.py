"""The page in a real browser, opened from disk."""

from __future__ import annotations

import pytest

from .browsing import Opened

pytestmark = pytest.mark.browser

PERSON = "#person/darmaji-wiryakusuma"
EVENT = "#event/pelatihan-madu-2031"


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
    opened.heading("Koperasi Rimba Lestari")
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
    opened.heading("Koperasi Rimba Lestari")
    page.go_back()
    opened.heading("Darmaji Wiryakusuma")
    page.go_forward()
    opened.heading("Koperasi Rimba Lestari")


def test_the_surroundings_and_the_way_back(opened: Opened) -> None:
    page = opened.at(PERSON)
    page.get_by_role("link", name="Tampilkan sekitarnya").click()
    page.wait_for_selector("#where strong")
    assert page.locator("#where strong").inner_text() == "Sekitar Darmaji Wiryakusuma"
    page.get_by_role("link", name="Kembali ke ikhtisar").click()
    page.wait_for_selector("#where select")


def test_the_legend_filters(opened: Opened) -> None:
    page = opened.at()
    assert "Wiryakusuma" in " ".join(opened.labels())
    button = page.get_by_role("button", name="Orang", exact=True)
    button.click()
    assert button.get_attribute("aria-pressed") == "false"
    written = " ".join(opened.labels())
    assert "Wiryakusuma" not in written
    assert "Koperasi" in written
    button.click()
    assert "Wiryakusuma" in " ".join(opened.labels())


def test_the_first_view_names_its_nodes_and_edges(opened: Opened) -> None:
    opened.at()
    written = opened.labels()
    for said in ("Koperasi Rimba", "penyelenggara", "Ketua"):
        assert any(said in line for line in written), said


def test_edges_are_named_in_english_too(opened: Opened) -> None:
    page = opened.at(PERSON)
    page.get_by_role("button", name="English").click()
    assert "organiser" in opened.labels()


def test_a_click_on_a_mark_opens_it(opened: Opened) -> None:
    page = opened.at()
    page.evaluate("window.rounds.length = 0")
    opened.labels()
    x, y = page.evaluate("window.rounds[0]")
    page.mouse.click(x, y)
    page.wait_for_function("location.hash.startsWith('#person/')")
    assert page.locator("#panel .badge").first.inner_text() == "orang"


def test_an_address_that_leads_nowhere_says_so(opened: Opened) -> None:
    assert "person/tidak-ada" in opened.at("#person/tidak-ada").locator("#panel [role=alert]").inner_text()


def test_the_surroundings_name_every_class_and_leave_out_the_filtered(opened: Opened) -> None:
    page = opened.at(f"{PERSON}@{PERSON[1:]}")
    written = " ".join(opened.labels())
    for said in ("Ketua", "pemegang", "penutur", "Koperasi Rimba"):
        assert said in written, said
    page.get_by_role("button", name="Pernyataan", exact=True).click()
    assert "penutur" not in " ".join(opened.labels())
    assert page.get_by_role("link", name="Tampilkan sekitarnya").count() == 0


def test_the_language_is_kept_for_the_next_time(opened: Opened) -> None:
    opened.at().get_by_role("button", name="English").click()
    assert opened.at(PERSON).locator("#panel .badge").first.inner_text() == "person"
