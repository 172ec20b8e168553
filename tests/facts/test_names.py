"""The algebra of names, in tables."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.facts.names import (
    abbreviates,
    core,
    expanded,
    head_kind,
    is_acronym,
    is_degree,
    is_prefix_word,
    parts,
    shortens,
    unbracketed,
)
from kg.model import Span


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ma'ruf Ma’ruf", ("maruf", "maruf")),
        ("Koperasi Desa/Kelurahan", ("koperasi", "desa", "kelurahan")),
        ("S.H.", ("s", "h")),
        ("Al-Amin", ("al", "amin")),
        ("-", ()),
    ],
)
def test_parts(name: str, expected: tuple[str, ...]) -> None:
    assert parts(name) == expected


def test_expanded_and_unbracketed() -> None:
    assert expanded("Pemprov Sulsel") == expanded("Pemerintah Provinsi Sulawesi Selatan")
    assert expanded("Dinas Air") == ("dinas", "air")
    assert unbracketed("Dinas Sosial (Dinsos) Kota Selaya") == ("Dinas Sosial Kota Selaya", "Dinsos")
    assert unbracketed("Dinas Sosial") == ("Dinas Sosial", None)
    assert unbracketed("Dinas (") == ("Dinas (", None)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("SNK", "Serikat Nelayan Karimba"),
        ("Kemenkeu", "Kementerian Keuangan"),
        ("Disparbud", "Dinas Pariwisata dan Kebudayaan"),
        ("DPA", "Dinas Pangan dan Air"),
        ("Disperindag", "Dinas Perindustrian dan Perdagangan"),
        ("Dinkes", "Dinas Kesehatan Kota Selaya"),
    ],
)
def test_abbreviates(short: str, full: str) -> None:
    assert abbreviates(short, full)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("DLH", "Dinas Kesehatan"),
        ("SNK", "Nelayan Serikat Karimba"),
        ("S", "Serikat Nelayan"),
        ("SN", "Serikat"),
        ("SK", "Serikat Buruh Tani Ladang Karimba"),
        ("", ""),
        ("A" * 20, "Arga " * 20),
    ],
)
def test_does_not_abbreviate(short: str, full: str) -> None:
    assert not abbreviates(short, full)


@pytest.mark.parametrize(
    ("short", "full", "expected"),
    [
        ("Dinas PU Karimba", "Dinas Pekerjaan Umum Kabupaten Karimba", True),
        ("Dinas Pangan Karimba", "Dinas Pangan Kabupaten Karimba", True),
        ("Dinas PU", "Dinas Pangan", False),
        ("Dinas PU Selaya", "Dinas Pekerjaan Umum Kabupaten Karimba", False),
        ("Dinas Pangan", "Dinas Pangan", False),
    ],
)
def test_shortens(short: str, full: str, expected: bool) -> None:
    assert shortens(short, full) is expected


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("SNK", True),
        ("BPJS-TK", True),
        ("A", False),
        ("2025", False),
        ("Snk", False),
        ("SN K", False),
        ("S" * 13, False),
    ],
)
def test_is_acronym(form: str, expected: bool) -> None:
    assert is_acronym(form) is expected


@pytest.mark.parametrize(
    ("name", "kind"),
    [("Dinas Air", "unit"), ("PT Air Bening", "legal"), ("PT. Air Bening", "legal"), ("Zamrud", ""), ("", "")],
)
def test_head_kind(name: str, kind: str) -> None:
    assert head_kind(name) == kind


@pytest.mark.parametrize("word", ["Bapak", "dr", "dr.", "KH", "H.", "AKBP", "Brigjen", "BRIPKA", "Prof."])
def test_prefix_words(word: str) -> None:
    assert is_prefix_word(word)


@pytest.mark.parametrize("word", ["Arga", "bapak", "Ketua", "", "."])
def test_no_prefix_words(word: str) -> None:
    assert not is_prefix_word(word)


@pytest.mark.parametrize(
    ("word", "expected"), [("S.H", True), ("M.Si", True), ("SE", True), ("se", False), ("Arga", False)]
)
def test_is_degree(word: str, expected: bool) -> None:
    assert is_degree(word) is expected


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Arga Wirayuda", "Arga Wirayuda"),
        ("Bapak Arga Wirayuda", "Arga Wirayuda"),
        ("Dr. H. Arga Wirayuda, M.Si", "Arga Wirayuda"),
        ("Arga Wirayuda, S.H., M.H.", "Arga Wirayuda"),
        ("Arga Wirayuda S.Pd", "Arga Wirayuda"),
        ("Arga Wirayuda SH", "Arga Wirayuda"),
        ("Arga Wirayuda SE MM", "Arga Wirayuda"),
        ("Brigjen Pol Arga Wirayuda", "Arga Wirayuda"),
        ("AKBP Dr. Arga Wirayuda, S.I.K.", "Arga Wirayuda"),
        ("H Arga", "Arga"),
        # what stays
        ("Bapak", "Bapak"),
        ("Arga Ma", "Arga Ma"),
        ("ARGA MA", "ARGA MA"),
        ("A. Wirayuda", "A. Wirayuda"),
        ("DS", "DS"),
    ],
)
def test_core(name: str, bare: str) -> None:
    text = f"Kata {name} kemarin"
    assert core(text, Span(5, 5 + len(name))).of(text) == bare


NAMES = st.lists(
    st.sampled_from(["Arga", "Wirayuda", "Dr.", "H.", "S.H.", ",", "SE", "Bapak", "(", ")", "Ma'ruf", "A.", "-"]),
    max_size=8,
).map(" ".join)


@given(NAMES | st.text(max_size=20))
def test_a_core_lies_inside_and_is_its_own_core(name: str) -> None:
    whole = Span(0, len(name))
    inner = core(name, whole)
    assert whole.contains(inner)
    assert core(name, inner) == inner


@given(NAMES, NAMES)
def test_nothing_here_raises(a: str, b: str) -> None:
    abbreviates(a, b)
    shortens(a, b)
    unbracketed(a)
    head_kind(a)
    assert not shortens(a, a)
