"""Which person holds which office where, in sentences about invented people."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.facts.entities import entities
from kg.facts.reading import Reading
from kg.facts.roles import ROLE_RULES, roles
from kg.model import Article, Tag
from kg.text.document import document

Marked = Callable[[str], tuple[str, tuple[Tag, ...]]]
Told = tuple[str, str | None, str | None, str | None]

#: Source and the roles in it: holder, title, organisation, place.
CASES: list[tuple[str, list[Told]]] = [
    # title before name
    ("Ketua <O Yayasan Air> <P Arga Wirayuda> tiba.", [("Arga Wirayuda", "Ketua", "Yayasan Air", None)]),
    ("Ketua <O Yayasan Air>, Bapak <P Arga Wirayuda>, tiba.", [("Arga Wirayuda", "Ketua", "Yayasan Air", None)]),
    ("Bupati <L Karimba> Dr. H. <P Arga Wirayuda>, M.Si., tiba.", [("Arga Wirayuda", "Bupati", None, "Karimba")]),
    ('"Air naik," ujar Ketua <O Yayasan Air> <P Arga Wirayuda>.', [("Arga Wirayuda", "Ketua", "Yayasan Air", None)]),
    (
        "Ketua <O Yayasan Air> <P Arga Wirayuda> dan Bupati <L Karimba> <P Sekar Tunjung> tiba.",
        [("Arga Wirayuda", "Ketua", "Yayasan Air", None), ("Sekar Tunjung", "Bupati", None, "Karimba")],
    ),
    (
        "Ketua <O Yayasan Air> sekaligus anggota <O Komite Pangan> <P Arga Wirayuda> tiba.",
        [("Arga Wirayuda", "Ketua", "Yayasan Air", None), ("Arga Wirayuda", "anggota", "Komite Pangan", None)],
    ),
    ("mantan Bupati <L Karimba> <P Arga Wirayuda> tiba.", [("Arga Wirayuda", "mantan Bupati", None, "Karimba")]),
    # name then office
    (
        "<P Arga Wirayuda> selaku Ketua <O Yayasan Air> tiba.",
        [("Arga Wirayuda", "Ketua", "Yayasan Air", None)],
    ),
    (
        "<P Arga Wirayuda> menjabat sebagai Kepala <O Dinas Pangan Kota Selaya>.",
        [("Arga Wirayuda", "Kepala", "Dinas Pangan Kota Selaya", None)],
    ),
    (
        "<P Arga Wirayuda> yang juga anggota <O Komite Pangan> tiba.",
        [("Arga Wirayuda", "anggota", "Komite Pangan", None)],
    ),
    ("<P Arga Wirayuda> terpilih sebagai Ketua <O Yayasan Air>.", [("Arga Wirayuda", "Ketua", "Yayasan Air", None)]),
    # name, office
    ("<P Arga Wirayuda>, Ketua <O Yayasan Air>, tiba.", [("Arga Wirayuda", "Ketua", "Yayasan Air", None)]),
    ("<P Arga Wirayuda> (Ketua <O Yayasan Air>) tiba.", [("Arga Wirayuda", "Ketua", "Yayasan Air", None)]),
    ("<P Arga Wirayuda> (34), Ketua <O Yayasan Air>, tiba.", [("Arga Wirayuda", "Ketua", "Yayasan Air", None)]),
    # affiliation
    ("<P Arga Wirayuda> dari <O Serikat Guru> tiba.", [("Arga Wirayuda", None, "Serikat Guru", None)]),
    ("Hadir dari <O Serikat Guru> Ibu <P Sekar Tunjung>.", [("Sekar Tunjung", None, "Serikat Guru", None)]),
    # the office stands for the one named last
    (
        "<P Arga Wirayuda> tiba. Ketua <O Yayasan Air> itu menolak.",
        [("Arga Wirayuda", "Ketua", "Yayasan Air", None)],
    ),
    # said twice, held once
    (
        "Ketua <O Yayasan Air> <P Arga Wirayuda> tiba. Ketua <O Yayasan Air> <P Arga Wirayuda> pulang.",
        [("Arga Wirayuda", "Ketua", "Yayasan Air", None)],
    ),
    (
        "Ketua <O Yayasan Air> <P Arga Wirayuda> tiba. Ketua <P Arga Wirayuda> pulang.",
        [("Arga Wirayuda", "Ketua", "Yayasan Air", None)],
    ),
    # nobody's office
    ("Ketua <O Yayasan Air> tiba. <P Arga Wirayuda> pulang.", []),
    ("Ketua <O Yayasan Air> bertemu <P Arga Wirayuda>.", []),
    ("<P Arga Wirayuda> tiba di <L Karimba>.", []),
    ("<P Arga Wirayuda> bertemu Ketua <O Yayasan Air>.", []),
    (
        "<P Arga Wirayuda>, Bupati <L Karimba> <P Sekar Tunjung>, dan warga tiba.",
        [("Sekar Tunjung", "Bupati", None, "Karimba")],
    ),
    ("", []),
]


def told(marked: Marked, source: str) -> list[Told]:
    text, tags = marked(source)
    doc = document(Article(id="a", text=text))
    r = Reading(doc, tags, entities(doc, tags))

    def name(key: str | None) -> str | None:
        return r.entity(key).name if key else None

    found = roles(r)
    assert [x.key for x in found] == [f"role:{i}" for i in range(1, len(found) + 1)]
    for x in found:
        assert x.evidence
        assert x.rule in ROLE_RULES
        for span in x.evidence:
            assert 0 <= span.start < span.end <= len(text)
            assert any(span.contains(m.span) for m in r.entity(x.holder).mentions)
    return [(name(x.holder) or "", x.title, name(x.organisation), name(x.jurisdiction)) for x in found]


@pytest.mark.parametrize(("source", "expected"), CASES, ids=[c[0][:60] for c in CASES])
def test_roles(marked: Marked, source: str, expected: list[Told]) -> None:
    assert told(marked, source) == expected


def test_an_office_behind_a_degree(marked: Marked) -> None:
    source = "<P Arga Wirayuda>, S.H., Ketua <O Yayasan Air>, tiba."
    assert told(marked, source) == [("Arga Wirayuda", "Ketua", "Yayasan Air", None)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Kapolres <L Karimba> AKBP <P Arga Wirayuda> tiba.", [("Arga Wirayuda", "Kapolres", None, "Karimba")]),
        ("<P Arga Wirayuda>, S.Pd, Ketua <O Yayasan Air>, tiba.", [("Arga Wirayuda", "Ketua", "Yayasan Air", None)]),
        (
            "Plt Kepala <O Dinas Pangan> <P Arga Wirayuda> tiba.",
            [("Arga Wirayuda", "Plt Kepala", "Dinas Pangan", None)],
        ),
        (
            "Ketua Umum <O Yayasan Air> (<O YA>) <P Arga Wirayuda>.",
            [("Arga Wirayuda", "Ketua Umum", "Yayasan Air", None)],
        ),
        ("Tersangka <P DS> ditahan.", [("DS", "Tersangka", None, None)]),
        (
            "Ketua <P Arga Wirayuda>, Sekretaris <P Sekar Tunjung>, dan Bendahara <P Bima Lontar> tiba.",
            [
                ("Arga Wirayuda", "Ketua", None, None),
                ("Sekar Tunjung", "Sekretaris", None, None),
                ("Bima Lontar", "Bendahara", None, None),
            ],
        ),
        (
            "<P Arga Wirayuda>, <P Sekar Tunjung>, Ketua <O Yayasan Air>.",
            [("Sekar Tunjung", "Ketua", "Yayasan Air", None)],
        ),
        (
            "Rektor <O Universitas Selaya> Prof. Dr. <P Arga Wirayuda>, M.Si.",
            [("Arga Wirayuda", "Rektor", "Universitas Selaya", None)],
        ),
        (
            "Ketua <O Yayasan Air> periode 2020-2025, <P Arga Wirayuda>, tiba.",
            [("Arga Wirayuda", "Ketua", "Yayasan Air", None)],
        ),
        ("<P Arga Wirayuda> dilantik menjadi Bupati <L Karimba>.", [("Arga Wirayuda", "Bupati", None, "Karimba")]),
        (
            "Menteri Tanah Negeri (<T Mentahgri>) <P Arga Wirayuda> tiba.",
            [("Arga Wirayuda", "Menteri Tanah Negeri", None, None)],
        ),
        ("Mantan istri <P Arga Wirayuda>, <P Sekar Tunjung>, tiba.", []),
        ("Kuasa hukum <P Arga Wirayuda>, <P Sekar Tunjung>, menolak.", [("Sekar Tunjung", "Kuasa hukum", None, None)]),
    ],
)
def test_more_roles(marked: Marked, source: str, expected: list[Told]) -> None:
    assert told(marked, source) == expected


def test_a_role_told_twice_has_both_places_for_evidence(marked: Marked) -> None:
    text, tags = marked(
        "Ketua <O Yayasan Air> <P Arga Wirayuda> tiba. <P Arga Wirayuda>, Ketua <O Yayasan Air>, pulang."
    )
    doc = document(Article(id="a", text=text))
    (role,) = roles(Reading(doc, tags, entities(doc, tags)))
    assert [s.of(text) for s in role.evidence] == [
        "Ketua Yayasan Air Arga Wirayuda",
        "Arga Wirayuda, Ketua Yayasan Air",
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        # an office said as the sentence opens, before anybody is named
        (
            "Sebagai Ketua <O Yayasan Air>, <P Arga Wirayuda> menolak.",
            [("Arga Wirayuda", "Ketua", "Yayasan Air", None)],
        ),
        # the office behind "sebagai" is the earlier person's
        (
            "<P Arga Wirayuda> sebagai pihak donatur dan Kapolsek <L Karimba> <P Sekar Tunjung> tiba.",
            [("Sekar Tunjung", "Kapolsek", None, "Karimba")],
        ),
        # initials, and words that lead on to a name
        ("Ketua <O Yayasan Air> berinisial <P AW> ditahan.", [("AW", "Ketua", "Yayasan Air", None)]),
        ("Seorang korban berinisial <P AW> dirawat.", []),
        # somebody else's office, only spoken of
        ("Menurut jaksa, <P Arga Wirayuda> menolak.", []),
        ("Kepada wartawan, <P Arga Wirayuda> mengaku lelah.", []),
        (
            "Menurut pengamat politik, <P Arga Wirayuda>, air naik.",
            [("Arga Wirayuda", "pengamat politik", None, None)],
        ),
        ("Pagi itu para pejabat <P Wirayuda> tiba.", []),
        # the fuller of two forms of one office
        (
            "Mensos <P Arga Wirayuda> tiba. Menteri Sosial <P Arga Wirayuda> pulang.",
            [("Arga Wirayuda", "Menteri Sosial", None, None)],
        ),
        ("<P Arga Wirayuda> sempat menjabat Ketua <O Yayasan Air>.", [("Arga Wirayuda", "Ketua", "Yayasan Air", None)]),
        # counsel and client
        (
            "Hadir <P Sekar Tunjung>, S.H., kuasa hukum <P Arga Wirayuda>, kemarin.",
            [("Sekar Tunjung", "kuasa hukum", None, None)],
        ),
        (
            "Hadir kuasa hukum <P Arga Wirayuda>, <P Sekar Tunjung>, kemarin. Kuasa hukum <P Arga Wirayuda> pulang.",
            [("Sekar Tunjung", "kuasa hukum", None, None)],
        ),
    ],
)
def test_whose_office_it_is(marked: Marked, source: str, expected: list[Told]) -> None:
    assert told(marked, source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        # one title, two bodies
        (
            "Direktur <O PT Air> dan <O PT Api> <P Arga Wirayuda> tiba.",
            [("Arga Wirayuda", "Direktur", "PT Air", None), ("Arga Wirayuda", "Direktur", "PT Api", None)],
        ),
        # two offices of two persons, the body said once
        (
            "Bupati dan Wakil Bupati <L Karimba> <P Arga Wirayuda> dan <P Sekar Tunjung> tiba.",
            [("Arga Wirayuda", "Bupati", None, "Karimba"), ("Sekar Tunjung", "Wakil Bupati", None, "Karimba")],
        ),
        # one office of two persons
        (
            "Rapat memilih <P Arga Wirayuda> dan <P Sekar Tunjung> sebagai anggota <O Komite Pangan>.",
            [("Arga Wirayuda", "anggota", "Komite Pangan", None), ("Sekar Tunjung", "anggota", "Komite Pangan", None)],
        ),
        # handed over
        (
            "Jabatan Kapolres <L Karimba> diserahterimakan dari AKBP <P Arga Wirayuda> kepada AKBP <P Bima Lontar>.",
            [("Arga Wirayuda", "Kapolres", None, "Karimba"), ("Bima Lontar", "Kapolres", None, "Karimba")],
        ),
        # bodies in brackets; initials are no body
        (
            "Hadir <P Arga Wirayuda> (<O Serikat Guru>) dan <P Sekar Tunjung>, D.Sc (<O Yayasan Air>, <L Karimba>).",
            [("Arga Wirayuda", None, "Serikat Guru", None), ("Sekar Tunjung", None, "Yayasan Air", None)],
        ),
        ("<P Arga Wirayuda> (<O AW>) tiba.", []),
        # no comma closes the office; "salah satu" opens it
        ("<P Arga Wirayuda>, Ketua <O Yayasan Air> mengaku lelah.", [("Arga Wirayuda", "Ketua", "Yayasan Air", None)]),
        (
            "Kata <P Arga Wirayuda> salah satu anggota <O Yayasan Air>.",
            [("Arga Wirayuda", "anggota", "Yayasan Air", None)],
        ),
        # degrees of any form stand before the body
        ("<P Arga Wirayuda>, M.Xyz., ABC dari <O Yayasan Air>.", [("Arga Wirayuda", None, "Yayasan Air", None)]),
        # an office right behind a quotation
        (
            '<P Arga Wirayuda> tiba. "Air sudah naik sejak pagi," ketua <O Yayasan Air> itu berseru.',
            [("Arga Wirayuda", "ketua", "Yayasan Air", None)],
        ),
    ],
)
def test_offices_in_lists(marked: Marked, source: str, expected: list[Told]) -> None:
    assert told(marked, source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        # somebody whom nobody tagged holds the first office
        (
            "Hadir Kepala <O Dinas Pangan> Sekar Tunjung dan Kepala <O Dinas Sosial> <P Arga Wirayuda>.",
            [("Arga Wirayuda", "Kepala", "Dinas Sosial", None)],
        ),
        (
            "Hadir Menteri Pertanian Sekar, Ketua <O Yayasan Air> <P Arga Wirayuda>.",
            [("Arga Wirayuda", "Ketua", "Yayasan Air", None)],
        ),
        # a body taken for a person
        ("Ketum <P Lontar> ini menilai air naik.", []),
        # bodies and sides are no titles
        ("Rapat di <T Lapas> <P Arga Wirayuda> usai.", []),
        # a quotation holds several sentences
        (
            '"Ini ketua <O Yayasan Air>. <P Arga Wirayuda> menolak," kata warga.',
            [],
        ),
        # initials that the tag left out, and the number of a party to a case
        ("Bupati <L Karimba> Kompol A.B. <P Wirayuda> tiba.", [("Wirayuda", "Bupati", None, "Karimba")]),
        ("Hakim memanggil terdakwa II <P Arga Wirayuda>.", [("Arga Wirayuda", "terdakwa", None, None)]),
    ],
)
def test_whose_office_it_is_not(marked: Marked, source: str, expected: list[Told]) -> None:
    assert told(marked, source) == expected
