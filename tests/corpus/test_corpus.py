"""The corpus as files: reachable, paired, readable, dated, varied."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from kg import corpus

IDS = corpus.ids()
HEADER = re.compile(r"(Title|Judul|Published|Tanggal|Publisher|Media|Url|Tautan|Creator|Penulis): \S.*")
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
WEEKDAY_DATE = re.compile(rf"({'|'.join(WEEKDAYS)}) \((\d{{1,2}})/(\d{{1,2}})(?:/(\d{{4}}))?\)")

#: The one article that retells a real report.
RETOLD = "rakorwil-jatim-2025"
RUN = 9
SEED = Path(__file__).parents[2].parent / "shared" / "seeds" / "bhirawa-rakorwil-2025.txt"


def parts(identifier: str) -> tuple[dict[str, str], str]:
    """Header fields (keys in lower case) and text of an article."""
    head, _, text = corpus.article(identifier).partition("\n\n")
    return {k.lower(): v for k, v in (line.split(": ", 1) for line in head.splitlines())}, text


def published(identifier: str) -> date:
    header, _ = parts(identifier)
    return date.fromisoformat(header.get("published") or header["tanggal"])


def test_there_are_enough_articles() -> None:
    assert len(IDS) >= 17


def test_every_article_has_gold_and_every_gold_an_article() -> None:
    with corpus.folder() as folder:
        articles = {p.name.removesuffix(corpus.ARTICLE_ENDING) for p in (folder / corpus.ARTICLES).iterdir()}
        gold = {p.name.removesuffix(corpus.GOLD_ENDING) for p in (folder / corpus.GOLD).iterdir()}
    assert articles == gold == set(IDS)


def test_an_unknown_article_is_not_found() -> None:
    with pytest.raises(FileNotFoundError):
        corpus.article("tidak-ada")


@pytest.mark.parametrize("identifier", IDS)
def test_header_lines_are_the_ones_the_reader_knows(identifier: str) -> None:
    head, blank, _ = corpus.article(identifier).partition("\n\n")
    assert blank
    assert [line for line in head.splitlines() if not HEADER.fullmatch(line)] == []
    assert 2024 <= published(identifier).year <= 2026


@pytest.mark.parametrize("identifier", IDS)
def test_length_is_that_of_a_news_item(identifier: str) -> None:
    assert 180 <= len(parts(identifier)[1].split()) <= 450


@pytest.mark.parametrize("identifier", IDS)
def test_weekdays_fit_their_dates(identifier: str) -> None:
    _, text = parts(identifier)
    for weekday, day, month, year in WEEKDAY_DATE.findall(text):
        when = date(int(year or published(identifier).year), int(month), int(day))
        assert WEEKDAYS[when.weekday()] == weekday, f"{weekday} ({day}/{month}/{year})"


def test_addresses_lead_nowhere() -> None:
    addresses = [parts(i)[0].get("url") or parts(i)[0].get("tautan") for i in IDS]
    assert all(re.match(r"https://[a-z-]+\.example/", a) for a in addresses if a)


def test_the_forms_of_articles_vary() -> None:
    texts = [parts(i)[1].strip() for i in IDS]
    assert any("\n" not in t for t in texts), "an article without line breaks"
    assert any("\n\n" not in t and "\n" in t for t in texts), "an article with single line breaks"
    assert any("“" in t for t in texts)
    assert any('"' in t for t in texts)
    assert any("SCROLL TO CONTINUE WITH CONTENT" in t for t in texts)
    assert any("Baca juga" in t for t in texts)
    headers = [parts(i)[0] for i in IDS]
    assert any("title" not in h and "judul" not in h for h in headers), "an article without a title"


@pytest.mark.shared
def test_the_retelling_shares_no_run_of_words_with_the_report() -> None:
    if not SEED.exists():
        pytest.skip(f"needs {SEED}")

    def runs(text: str) -> set[tuple[str, ...]]:
        words = re.findall(r"\w+", text.casefold())
        return {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}

    assert runs(corpus.article(RETOLD)) & runs(SEED.read_text(encoding="utf-8")) == set()
