"""Paragraphs and sentences: where a full stop ends one, and that together they are the text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Span
from kg.text.quotes import quotations
from kg.text.sentences import paragraphs, sentences


def split(text: str) -> list[str]:
    parts = paragraphs(text)
    return [s.span.of(text) for s in sentences(text, parts, quotations(text, parts))]


@pytest.mark.parametrize(
    "text",
    [
        "Arga tiba.| Sekar pergi.",
        "Apakah Arga tiba?| Ya!| Sekar pergi…| Selesai.",
        "Arga tiba.|Ia lalu bicara.",  # the space was forgotten
        "Arga tiba.|\n|Sekar pergi",
        "Harganya Rp10.000 per kilo.| Murah.",
        "Alamatnya di Jl. Melur No. 5 Karimba.| Warga datang.",
        "Ketua, Dr. H. Arga Wirayuda, M.Si., tiba.| Ia bicara.",
        "Kepala desa, HM. Arga Wirayuda, tiba.",
        "Acara dibuka Brigjen. Pol. Arga Wirayuda.",
        "Beras, gula, dll. dijual di pasar.",
        "Ia tinggal di RT. 03 RW. 05 Desa Selaya.",
        "Warga rapat di tingkat RW.| Kepala desa hadir.",
        "Ia menekankan beberapa hal.| Pertama, soal air.",
        "Warga membaca Al-Qur’an.| Dalam rapat itu Arga hadir.",
        # an initial or a degree ends no sentence, unless a word follows that begins no name
        "Polisi menahan D. Sopir itu diam.",
        "Polisi menahan D.| Dia diam.",
        "Arga Wirayuda, S.H., M.H.| Ia menolak.",
        "Warga diberi vitamin A.| Namun jumlahnya kurang.",
        "George W. Tunjung tiba.",
        # what is quoted stays whole, with its attribution
        '"Air naik. Kami takut," kata Arga.| Sekar diam.',
        "“Air naik. Kami takut.”| Arga lalu pergi.",
        "1. Mengabulkan gugatan Arga.| Menolak gugatan Sekar.",
        "Tahun 2025.| Arga tiba.",
        "Rapat dimulai pukul 09.00.| Arga tiba.",
        "Arga (34 tahun.) tiba.",
        "Sekar berkata ... lalu diam.",
    ],
)
def test_sentences(text: str) -> None:
    expected = [s.strip() for s in text.split("|") if s.strip()]
    assert split(text.replace("|", "")) == expected


def test_a_quotation_that_ends_in_a_stop_ends_its_sentence() -> None:
    assert split('"Air naik." Arga diam.') == ['"Air naik."', "Arga diam."]


def test_title_and_paragraph_numbers() -> None:
    text = "Air Naik\n\nArga tiba. Sekar pergi.\nWarga pulang."
    parts = paragraphs(text)
    found = sentences(text, parts, (), body=10)
    assert [(s.paragraph, s.title) for s in found] == [(0, True), (1, False), (1, False), (2, False)]


def test_noise_parts_paragraphs() -> None:
    text = "Arga tiba. IKLAN Sekar pergi."
    assert [p.of(text) for p in paragraphs(text, (Span(11, 16),))] == ["Arga tiba.", "Sekar pergi."]
    assert paragraphs(text, (Span(0, len(text)),)) == []
    assert paragraphs("") == []


PIECES = st.lists(
    st.sampled_from([*".?!…,\"“”' \n5()", "Arga", "tiba", "di", "Selaya", "dr.", "S.H."]),
    max_size=40,
)
PLACES = st.integers(0, 80)


@settings(max_examples=300)
@given(PIECES.map("".join) | st.text(max_size=80), st.lists(st.tuples(PLACES, PLACES), max_size=3))
def test_sentences_are_the_paragraphs_and_paragraphs_the_text_without_noise(
    text: str, marks: list[tuple[int, int]]
) -> None:
    noise: list[Span] = []
    for a, b in sorted((min(m), max(m)) for m in marks):
        if a < b <= len(text) and (not noise or noise[-1].end <= a):
            noise.append(Span(a, b))
    parts = paragraphs(text, tuple(noise))
    found = sentences(text, parts, quotations(text, parts))
    assert all(a.end <= b.start for a, b in pairwise(parts))
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert not any(p.overlaps(n) for p in parts for n in noise)
    for s in found:
        assert parts[s.paragraph].contains(s.span)
        assert s.span.of(text) == s.span.of(text).strip() != ""

    def letters(spans: list[Span]) -> str:
        return "".join("".join(s.of(text).split()) for s in spans)

    outside = (c for i, c in enumerate(text) if not any(n.start <= i < n.end for n in noise))
    assert letters([s.span for s in found]) == letters(parts) == "".join("".join(outside).split())
