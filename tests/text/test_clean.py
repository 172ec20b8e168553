"""From raw to frozen: nothing is lost, furniture is marked, the head is read."""

from __future__ import annotations

import unicodedata
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Article, RawArticle
from kg.text.clean import freeze, normalise


def frozen(text: str, **fields: str) -> Article:
    return freeze(RawArticle(id="a1", text=text, where="uji", **fields))


def noise(article: Article) -> list[str]:
    return [n.of(article.text).strip() for n in article.noise]


# ---- characters --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("satu\r\ndua\rtiga\u2028empat\u2029lima", "satu\ndua\ntiga\nempat\nlima"),
        ("satu\u00a0dua\ttiga", "satu dua tiga"),
        ("sa\u200btu\ufeff du\u00ada", "satu dua"),
        ("\u202esatu\u202c", "satu"),
        ("sa\x00tu\x07", "satu"),
        ("Cafe\u0301", "Café"),
        ("â\x80\x94 emas", "â\x80\x94 emas"),
        ("e\u200b\u0301", "é"),
        ("Arga &amp; Sekar &quot;ya&quot; &#8220;x&#x201d;", 'Arga & Sekar "ya" “x”'),
        ("?a=1&copy=2&amp;b=3", "?a=1&copy=2&b=3"),
        ("Tanah & Air", "Tanah & Air"),
        (f"&#{'9' * 5000};", f"&#{'9' * 5000};"),
        ("&#0;&#xD800;", "\ufffd\ufffd"),
        ("emoji \ud83d hilang", "emoji \ufffd hilang"),
    ],
)
def test_normalise(raw: str, expected: str) -> None:
    assert normalise(raw) == expected


@settings(max_examples=300)
@given(st.text())
def test_normalised_text_is_composed_and_holds_no_odd_characters(raw: str) -> None:
    text = normalise(raw)
    assert unicodedata.is_normalized("NFC", text)
    assert not any(c in "\r\x00\u200b\ufeff\u2028" for c in text)
    assert all(c in " \n" for c in text if c.isspace())
    text.encode("utf-8")


TEXTS = st.lists(
    st.text(max_size=20)
    | st.sampled_from(
        ["KARIMBA – ", "Arga tiba. ", "\n", "\n\n", "ADVERTISEMENT\n", "(ar/sk)", "Editor: Sekar", "(Foto: Arga)"]
    ),
    max_size=12,
).map("".join)


@settings(max_examples=300)
@given(TEXTS, st.none() | st.text(max_size=30))
def test_freezing_never_loses_text(text: str, title: str | None) -> None:
    article = freeze(RawArticle(id="a", text=text, title=title, where="uji"))
    body = normalise(text).strip()
    assert article.text[article.body :] == body
    if article.title:
        assert article.text == f"{article.title}\n\n{body}"
    else:
        assert article.body == 0
    for n in article.noise:
        assert article.body <= n.start < n.end <= len(article.text)
    assert all(a.end < b.start for a, b in pairwise(article.noise))
    assert freeze(RawArticle(id="a", text=text, title=title, where="uji")) == article


# ---- the head ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "dateline"),
    [
        ("KARIMBA – Arga tiba.", "KARIMBA"),
        ("KARIMBA - Arga tiba.", "KARIMBA"),
        ("KARIMBA -- Arga tiba.", "KARIMBA"),
        ("KARIMBA, HARIAN SELAYA — Arga tiba.", "KARIMBA, HARIAN SELAYA"),
        ("Karimba (HS) – Arga tiba.", "Karimba (HS)"),
        ("KARIMBA - (HS) - Arga tiba.", "KARIMBA - (HS)"),
        ("SELAYA.CO.ID – Arga tiba.", "SELAYA.CO.ID"),
        ("SELAYA.COM - KARIMBA - Arga tiba.", "SELAYA.COM - KARIMBA"),
        ("SELAYA.COM - KARIMBA-Tiga warga tiba.", "SELAYA.COM - KARIMBA"),
        ("HARIAN SELAYA, KARIMBA-Warga tiba.", "HARIAN SELAYA, KARIMBA"),
        ("HARIAN SELAYA, KARIMBA -Warga tiba.", "HARIAN SELAYA, KARIMBA"),
        ("Karimba, 3 Mei 2025 — Arga tiba.", "Karimba, 3 Mei 2025"),
        ("Karimba, Harian Selaya\nArga tiba.", "Karimba, Harian Selaya"),
        # behind a kicker or a caption
        ("Warga saat antre air. Selaya.com – Arga tiba.", "Selaya.com"),
        ("Warga saat antre Selaya.com, Karimba – Arga tiba.", "Selaya.com, Karimba"),
        ("Usul Jalur Baru Disetujui HARIAN SELAYA, KARIMBA – Arga tiba.", "HARIAN SELAYA, KARIMBA"),
        # no dateline
        ("Arga tiba.", None),
        ("Arga Wirayuda tiba – tanpa kabar.", None),
        ("Kereta Karimba-Selaya mulai jalan.", None),
        ("– Arga tiba.", None),
        ("", None),
        ("KARIMBA –", None),
        ("Rapat membahas jalur Karimba – Selaya yang rusak.", None),
    ],
)
def test_dateline(text: str, dateline: str | None) -> None:
    article = frozen(text)
    assert article.dateline == dateline
    if dateline:
        assert any(dateline in n for n in noise(article))


def test_the_name_of_the_outlet_marks_a_dateline_behind_a_kicker() -> None:
    text = "Rapat di Desa Tunjung Harian Selaya, Karimba – Arga tiba."
    assert frozen(text).dateline is None
    assert frozen(text, publisher="Harian Selaya").dateline == "Harian Selaya, Karimba"


# ---- furniture ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Arga tiba.\nADVERTISEMENT\nSekar pergi.", ["ADVERTISEMENT"]),
        ("Arga tiba.\nSCROLL TO CONTINUE WITH CONTENT\nSekar pergi.", ["SCROLL TO CONTINUE WITH CONTENT"]),
        ("Arga tiba.\n  Baca juga: Air Naik\nSekar pergi.", ["Baca juga: Air Naik"]),
        ("Arga tiba.\nSimak Video 'Air Naik':", ["Simak Video 'Air Naik':"]),
        ("Arga tiba.\n[Gambas:Video Selaya]\nSekar pergi.", ["[Gambas:Video Selaya]"]),
        ("Arga tiba. (Foto: Sekar) Ia bicara.", ["(Foto: Sekar)"]),
        ("Arga tiba.\nEditor: Sekar Tunjung", ["Editor: Sekar Tunjung"]),
        ("Arga tiba. (ar/sk)", ["(ar/sk)"]),
        ("Arga tiba. (ar/sk) Editor: Sekar", ["(ar/sk)", "Editor: Sekar"]),
        ("Arga tiba. (*)", ["(*)"]),
        ("Arga tiba. (ar/sk ) Karimba Air Navigasi pos Pos sebelumnya Sekar Pergi", None),
        # words that merely look like furniture
        ("Arga meminta warga membaca juga lampirannya.", []),
        ("Rapat membahas harga (gabah dan beras).", []),
        ("Editor koran itu tiba.", []),
        ("Foto Arga dipajang di balai desa.", []),
    ],
)
def test_furniture(text: str, expected: list[str] | None) -> None:
    assert noise(frozen(text)) == ([text[11:]] if expected is None else expected)


def test_a_credit_that_ends_in_the_outlets_name() -> None:
    article = frozen("Warga antre. (Sekar Tunjung/Harian Selaya) Arga tiba.", publisher="Harian Selaya")
    assert noise(article) == ["(Sekar Tunjung/Harian Selaya)"]


@pytest.mark.parametrize(
    ("text", "creator"),
    [
        ("Arga tiba.\nPenulis: Sekar Tunjung", "Sekar Tunjung"),
        ("Arga tiba.\nPenulis: Sekar Tunjung Editor: Bima", "Sekar Tunjung"),
        ("Arga tiba. (ar/sk)", "ar/sk"),
        ("Arga tiba.(ar/sk).", "ar/sk"),
        ("Arga tiba. (ar/sk ) Karimba Navigasi pos Pos sebelumnya Sekar Pergi", "ar/sk"),
        ("Arga tiba. (*)", None),
        ("Arga tiba.", None),
    ],
)
def test_creator(text: str, creator: str | None) -> None:
    assert frozen(text).creator == creator
    assert frozen(text, creator="Bima").creator == "Bima"


def test_fields() -> None:
    article = frozen(
        "Arga tiba.", title="  Air\n Naik ", published="6 November 2025", url="", publisher="Harian Selaya"
    )
    assert (article.title, article.body, article.text) == ("Air Naik", 10, "Air Naik\n\nArga tiba.")
    assert article.published == date(2025, 11, 6)
    assert (article.url, article.publisher, article.where) == (None, "Harian Selaya", "uji")


def test_a_date_is_never_guessed() -> None:
    assert frozen("Karimba, Kamis (6/11/2025). Arga tiba.").published is None
    assert frozen("Arga tiba.", published="entah").published is None
