"""The sentence around an offset."""

from __future__ import annotations

import pytest

from kg.network.passages import LONGEST, Passages


@pytest.mark.parametrize(
    ("text", "words", "sentence"),
    [
        ("Hujan turun. Sawah basah. Panen tiba.", "Sawah", "Sawah basah."),
        ("Judul Berita\n\nHujan turun sore.", "Judul", "Judul Berita"),
        ("Kata Dr. Laras Sunyoto itu benar. Lalu pulang.", "Laras", "Kata Dr. Laras Sunyoto itu benar."),
        ("Harga Rp1.500 per butir. Naik lagi.", "butir", "Harga Rp1.500 per butir."),
        ("“Panen bagus.” Ia tersenyum.", "bagus", "“Panen bagus.”"),
        ("Satu baris. Dua baris. Tiga.", "baris. Dua", "Satu baris. Dua baris."),
        ("Tanpa titik", "titik", "Tanpa titik"),
    ],
)
def test_sentences(text: str, words: str, sentence: str) -> None:
    start = text.index(words)
    left, right = Passages(text).around(start, start + len(words))
    assert text[left:right] == sentence


def test_a_text_without_full_stops_is_cut_at_words() -> None:
    text = "kata " * 1000
    left, right = Passages(text).around(2500, 2504)
    assert right - left <= LONGEST
    assert text[left:right].split()[0] == text[left:right].split()[-1] == "kata"


def test_evidence_longer_than_any_sentence_is_kept_whole() -> None:
    text = "kata " * 1000
    assert Passages(text).around(0, 4999) == (0, 4999)
