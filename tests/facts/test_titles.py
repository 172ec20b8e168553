"""Titles in a text: where an office begins, how far it goes, what completes it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.facts.entities import entities
from kg.facts.reading import Reading
from kg.facts.title_checks import is_headline, is_kinship
from kg.facts.titles import clean_title, head_at, is_case_title, phrases, same_office
from kg.model import Article, Span, Tag
from kg.text.document import document

Marked = Callable[[str], tuple[str, tuple[Tag, ...]]]


def reading(text: str, tags: tuple[Tag, ...]) -> Reading:
    doc = document(Article(id="a", text=text))
    return Reading(doc, tags, entities(doc, tags))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Ketua", [("Ketua", None, None)]),
        ("Ketua Umum", [("Ketua Umum", None, None)]),
        ("Wakil Ketua <O Yayasan Air>", [("Wakil Ketua", "Yayasan Air", None)]),
        ("Kepala <O Dinas Pangan Kota Selaya>", [("Kepala", "Dinas Pangan Kota Selaya", None)]),
        ("Bupati <L Karimba>", [("Bupati", None, "Karimba")]),
        ("mantan Bupati <L Karimba>", [("mantan Bupati", None, "Karimba")]),
        ("Menteri Pangan", [("Menteri Pangan", None, None)]),
        ("Kepala Bidang Air Bersih <O Dinas Pangan>", [("Kepala Bidang Air Bersih", "Dinas Pangan", None)]),
        ("dosen <O Universitas Selaya>", [("dosen", "Universitas Selaya", None)]),
        ("pengamat politik <O Universitas Selaya>", [("pengamat politik", "Universitas Selaya", None)]),
        (
            "Ketua <O Yayasan Air> sekaligus anggota <O Komite Air>",
            [("Ketua", "Yayasan Air", None), ("anggota", "Komite Air", None)],
        ),
        ("warga yang tiba", []),
        ("Ketua yang tiba lalu bicara", []),
        ("", []),
    ],
)
def test_phrases(marked: Marked, source: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    text, tags = marked(source)
    r = reading(text, tags)

    def name(key: str | None) -> str | None:
        return r.entity(key).name if key else None

    found = phrases(r, Span(0, len(text)))
    assert [(p.title.of(text), name(p.organisation), name(p.place)) for p in found] == expected
    for p in found:
        assert p.whole.contains(p.title)


def test_a_head_of_several_words_goes_before_a_shorter_one() -> None:
    r = reading("Kepala Desa", ())
    assert head_at(r, r.tokens, 0) is not None
    assert head_at(reading("Arga tiba", ()), reading("Arga tiba", ()).tokens, 0) is None


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("Ketua", "ketua", True),
        ("Menteri Keuangan", "Menkeu", True),
        ("Wakil Ketua", "Ketua", False),
        ("Menko Pangan", "Menteri Koordinator Bidang Pangan", True),
        ("Menteri PU", "Menteri Pekerjaan Umum", True),
        ("Menteri PU", "Wakil Menteri Pekerjaan Umum", False),
        ("Bupati", "Wakil Bupati", False),
        ("Sekretaris", "Bendahara", False),
    ],
)
def test_same_office(a: str, b: str, expected: bool) -> None:
    assert same_office(a, b) is expected
    assert same_office(b, a) is expected


@pytest.mark.parametrize(
    ("title", "expected"), [("tersangka", True), ("saksi ahli", True), ("Ketua", False), ("", False)]
)
def test_is_case_title(title: str, expected: bool) -> None:
    assert is_case_title(title) is expected


def test_clean_title() -> None:
    text = "Ketua  Umum\n, "
    assert clean_title(text, Span(0, len(text))) == "Ketua Umum"
    for text, title in (
        ("Menteri Pangan (MP", "Menteri Pangan"),
        ("kuasa hukumnya", "kuasa hukum"),
        ("Karnya", "Karnya"),
    ):
        assert clean_title(text, Span(0, len(text))) == title


def test_kinship_is_no_office() -> None:
    assert is_kinship("mantan istri")
    assert is_kinship("Anaknya")
    assert not is_kinship("Ibu Kota")


def test_a_headline_s_verb_is_no_part_of_an_office() -> None:
    text = "Akademisi Puji Arga\n\nArga tiba."
    doc = document(Article(id="a", text=text, body=text.index("\n\n") + 2))
    r = Reading(doc, (), ())
    assert is_headline(r, Span(0, 14), "Akademisi Puji")
    assert not is_headline(r, Span(0, 14), "Wakil Ketua")
    assert not is_headline(r, Span(len(text) - 5, len(text)), "Akademisi Puji")
