"""Facts as rows: what goes in comes out, and a damaged file says so."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import DataError
from kg.ledger import Entry, Generation, Ledger, content_digest, facts_digest, sources_digest
from kg.ledger.codec import packed, unpacked
from kg.model import ArticleFacts, Span

from .samples import IDS, VERSIONS, facts


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "articles.sqlite")


def sample(article: str = "a") -> ArticleFacts:
    found = facts(IDS[0], 0)
    extra = {"title": "Judul", "url": "https://a.example/1", "publisher": "Harian Contoh", "noise": (Span(0, 3),)}
    return replace(found, article=replace(found.article, id=article, **extra))  # type: ignore[arg-type]


@pytest.mark.parametrize("article", IDS)
def test_facts_come_back_as_they_were(article: str) -> None:
    for found in (sample(article), *(facts(article, v) for v in range(VERSIONS))):
        assert unpacked(packed(found), found.article.where) == found


def test_where_an_article_was_found_is_not_its_content() -> None:
    found = sample()
    moved = replace(found, article=replace(found.article, where="arsip/lain.txt"))
    assert content_digest(moved.article) == content_digest(found.article)
    assert facts_digest(moved) == facts_digest(found)
    assert packed(moved) == packed(found)
    assert unpacked(packed(moved), "arsip/lain.txt") == moved


@pytest.mark.parametrize("field", ["text", "title", "url", "publisher", "creator", "dateline", "id"])
def test_every_other_field_is(field: str) -> None:
    article = sample().article
    assert content_digest(replace(article, **{field: "lain"})) != content_digest(article)
    assert content_digest(replace(article, published=None)) != content_digest(article)


def test_facts_are_kept_by_content_and_extractor(ledger: Ledger) -> None:
    one = sample("a")
    (entry,) = ledger.keep([one], "x1", "1.0", "model 7")
    assert entry == Entry("a", content_digest(one.article), "x1", one.article.where)
    assert ledger.has(entry)
    assert not ledger.has(replace(entry, extractor="x2"))
    (kept,) = ledger.kept([replace(entry, where="di sini")])
    assert (kept.version, kept.tagger, kept.facts.entities) == ("1.0", "model 7", one.entities)
    assert kept.facts.article.where == "di sini"
    with pytest.raises(DataError, match="facts of the article 'a' are missing"):
        list(ledger.kept([replace(entry, extractor="x2")]))


def test_states_come_and_go(ledger: Ledger) -> None:
    a, b = ledger.keep([sample("a"), sample("b")], "x", "1", "m")
    ledger.record(Generation(1, "urn:b/", 0.0, "s1", "p"), [a, b], {"a": "1", "b": "2"})
    ledger.record(Generation(2, "urn:b/", 0.5, "s2", "p"), [b], {"b": "3"})
    ledger.keep_chunks([("2", b"lama"), ("3", b"baru")])
    assert ledger.members(1) == {"a": a, "b": b}
    assert ledger.prints(1) == {"a": "1", "b": "2"}
    ledger.keep_only(2)
    assert ledger.numbers() == [2]
    assert ledger.generation(1) is None
    assert ledger.generation(2) == Generation(2, "urn:b/", 0.5, "s2", "p")
    assert ledger.has(a)
    assert ledger.chunk("2") == b"lama"
    ledger.keep_only(2, cache=False)
    assert not ledger.has(a)
    assert ledger.has(b)
    assert (ledger.chunk("2"), ledger.chunk("3")) == (None, b"baru")
    ledger.keep_only(None, cache=False)
    assert ledger.numbers() == []
    assert not ledger.has(b)


def test_what_was_removed_is_not_in_the_file_any_more(ledger: Ledger, tmp_path: Path) -> None:
    ledger.keep([sample("a")], "rahasia-sekali", "1", "m")
    assert b"rahasia-sekali" in (tmp_path / "articles.sqlite").read_bytes()
    ledger.keep_only(None, cache=False)
    ledger.close()
    assert b"rahasia-sekali" not in (tmp_path / "articles.sqlite").read_bytes()


def test_an_interrupted_transaction_leaves_nothing(ledger: Ledger) -> None:
    def broken() -> object:
        yield sample("a")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ledger.keep(broken(), "x", "1", "m")  # type: ignore[arg-type]
    assert not ledger.has(Entry.of(sample("a").article, "x"))
    ledger.keep([sample("a")], "x", "1", "m")


def test_a_file_that_is_no_ledger(tmp_path: Path) -> None:
    path = tmp_path / "articles.sqlite"
    path.write_text("bukan pangkalan data " * 100, encoding="utf-8")
    with pytest.raises(DataError, match="ledger of articles cannot be used"):
        Ledger(path)


def test_a_ledger_of_another_version(tmp_path: Path) -> None:
    path = tmp_path / "articles.sqlite"
    Ledger(path).close()
    db = sqlite3.connect(path)
    db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(DataError, match="format 99"):
        Ledger(path)


def test_a_damaged_row(ledger: Ledger, tmp_path: Path) -> None:
    (entry,) = ledger.keep([sample("a")], "x", "1", "m")
    db = sqlite3.connect(tmp_path / "articles.sqlite")
    db.execute("UPDATE extract SET facts = ?", (b"rusak",))
    db.commit()
    db.close()
    with pytest.raises(DataError, match="cannot be read"):
        list(ledger.kept([entry]))


def test_the_digest_of_sources_tells_parts_apart() -> None:
    assert sources_digest("rdf") != sources_digest("rdf", "ids")
    assert sources_digest("ids") != sources_digest("model")
    assert sources_digest() not in (sources_digest("ids"), sources_digest("rdf"))
