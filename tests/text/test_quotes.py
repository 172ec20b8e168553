"""The quotation scanner: every style of mark, and what a forgotten one costs."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Span
from kg.text.quotes import Quotation, quotations
from kg.text.sentences import paragraphs


def scan(text: str) -> tuple[Quotation, ...]:
    return quotations(text, paragraphs(text))


def inner(text: str) -> list[str]:
    return [q.inner.of(text) for q in scan(text)]


@pytest.mark.parametrize(
    "text",
    [
        '"Air naik lagi hari ini," katanya.',
        "“Air naik lagi hari ini,” katanya.",
        "„Air naik lagi hari ini,“ katanya.",
        "”Air naik lagi hari ini,” katanya.",
        "«Air naik lagi hari ini,» katanya.",
        "''Air naik lagi hari ini,'' katanya.",
        "‘’Air naik lagi hari ini,’’ katanya.",
        "‘‘Air naik lagi hari ini,’’ katanya.",
        "``Air naik lagi hari ini,'' katanya.",
        "'Air naik lagi hari ini,' katanya.",
        "‘Air naik lagi hari ini,’ katanya.",
        '“Air naik lagi hari ini," katanya.',
        '"Air naik lagi hari ini,"katanya.',
        'Rapat selesai."Air naik lagi hari ini," katanya.',
    ],
)
def test_styles_of_marks(text: str) -> None:
    assert inner(text) == ["Air naik lagi hari ini,"]


def test_marks_are_part_of_the_span_and_not_of_the_words() -> None:
    text = 'Ia berkata "air naik" lalu pergi.'
    (q,) = scan(text)
    assert (q.span.of(text), q.inner.of(text)) == ('"air naik"', "air naik")


@pytest.mark.parametrize("text", ["Ma'ruf dan Nu'man pulang Jum'at sore", "harga '90-an dan '80-an itu", "5' 30 detik"])
def test_apostrophes_are_no_marks(text: str) -> None:
    assert inner(text) == []


def test_single_marks_inside_double_ones_are_left_alone() -> None:
    assert inner("\"Ia bilang 'jangan pulang dulu sekarang' kemarin,\" kata Rina.") == [
        "Ia bilang 'jangan pulang dulu sekarang' kemarin,"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # closing mark lost: the next opening mark starts anew
        ("“Air naik. Rina pergi. “Kami pulang,” kata Bima.", ["Kami pulang,"]),
        ('Ia berkata "air naik. Rina pergi.\n"Kami pulang," kata Bima.', ["air naik. Rina pergi.", "Kami pulang,"]),
        # opening mark lost: the sentence before the closing one
        ("Rina tiba. Kami pulang,” ujarnya. “Air naik,” kata Bima.", ["Kami pulang,", "Air naik,"]),
        ("Rina tiba. Kami pulang” dan selesai. “Air naik,” kata Bima.", ["Air naik,"]),
        # a paragraph that is all speech and never closed
        ('"Air naik sejak pagi', ["Air naik sejak pagi"]),
        ('Rina menulis "air naik sejak pagi', []),
    ],
)
def test_a_lost_mark_costs_one_quotation(text: str, expected: list[str]) -> None:
    assert inner(text) == expected


def test_speech_over_paragraphs_opened_again() -> None:
    first, second = scan('"Air naik.\n"Kami pulang," kata Bima.')
    assert (first.continued, second.continues) == (True, False)


def test_speech_over_paragraphs_not_opened_again() -> None:
    text = '"Air naik.\nKami pulang," kata Bima.'
    first, second = scan(text)
    assert (first.continued, second.continues, second.inner.of(text)) == (True, True, "Kami pulang,")


_TEXT = st.text(alphabet=st.sampled_from("ab A.,:!\n()\"“”„‟«»″'‘’‚`-"), max_size=60)


@settings(max_examples=500, deadline=None)
@given(_TEXT)
def test_any_text_gives_ordered_quotations_inside_paragraphs(text: str) -> None:
    parts = paragraphs(text)
    found = quotations(text, parts)
    for q in found:
        assert any(p.contains(q.span) for p in parts)
        assert q.span.contains(q.inner)
    for a, b in pairwise(found):
        assert a.end <= b.start


_UTTERANCE = st.sampled_from(["Air sudah naik,", "Kami semua pulang,", "Jalan itu rusak parah,", "Perahu belum tiba,"])


@settings(deadline=None)
@given(st.lists(_UTTERANCE, min_size=2, max_size=8), st.data())
def test_one_lost_mark_costs_one_quotation_whichever_it_is(utterances: list[str], data: st.DataObject) -> None:
    lost = data.draw(st.integers(0, len(utterances) - 1))
    drop_opening = data.draw(st.booleans())
    pieces = []
    for i, u in enumerate(utterances):
        opening = "" if i == lost and drop_opening else "“"
        closing = "" if i == lost and not drop_opening else "”"
        pieces.append(f"{opening}{u}{closing} kata Rina.")
    text = " ".join(pieces)
    kept = inner(text)
    for i, u in enumerate(utterances):
        if i != lost:
            assert kept.count(u) >= 1
    assert len(kept) >= len(utterances) - 1


def test_offsets_are_those_of_the_text() -> None:
    text = "Satu.\n“Dua tiga empat,” kata Rina."
    assert scan(text)[0].span == Span(6, 23)
