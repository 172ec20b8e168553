"""Tokens: what stays together, and that nothing but white space lies between them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Span
from kg.text.tokens import tokens


def split(text: str) -> list[str]:
    return [t.of(text) for t in tokens(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("Arga tiba.", ["Arga", "tiba", "."]),
        ("Ma'ruf dan Ma’ruf", ["Ma'ruf", "dan", "Ma’ruf"]),
        ("se-Jawa", ["se-Jawa"]),
        ("Rp10.000 dan 1,5 persen", ["Rp10.000", "dan", "1,5", "persen"]),
        ("S.H., M.Si.", ["S.H", ".", ",", "M.Si", "."]),
        ("(6/11/2025)", ["(", "6/11/2025", ")"]),
        ("R&D", ["R&D"]),
        ("Karimba,Selaya", ["Karimba", ",", "Selaya"]),
        ("Karimba,1,5", ["Karimba", ",", "1,5"]),
        ("“Ya,” kata Arga", ["“", "Ya", ",", "”", "kata", "Arga"]),
        ("Rp 5 juta…", ["Rp", "5", "juta", "…"]),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert split(text) == expected


def test_a_span_gives_tokens_in_the_coordinates_of_the_text() -> None:
    text = "Arga Wirayuda tiba di Karimba"
    assert list(tokens(text, Span(5, 18))) == [Span(5, 13), Span(14, 18)]


@given(st.text())
def test_tokens_are_ordered_and_lose_nothing_but_space(text: str) -> None:
    found = list(tokens(text))
    at = 0
    for t in found:
        assert at <= t.start < t.end <= len(text)
        assert not text[at : t.start].strip()
        assert not any(c.isspace() for c in t.of(text))
        at = t.end
    assert not text[at:].strip()
