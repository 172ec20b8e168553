"""Which name tags are one body, and which are one place."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.facts.organisations import organisations, places
from kg.model import EntityKind, Tag, TagLabel

Marked = Callable[[str], tuple[str, tuple[Tag, ...]]]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        # fixed abbreviations written out
        (
            "<O Pemprov Sulsel> dan <O Pemerintah Provinsi Sulawesi Selatan>",
            [("Pemerintah Provinsi Sulawesi Selatan", "Pemprov Sulsel")],
        ),
        # an abbreviation in a bracket, or later
        (
            "<O Serikat Nelayan Karimba> (<O SNK>) rapat. <O SNK> menolak.",
            [("Serikat Nelayan Karimba", "Serikat Nelayan Karimba (SNK)", "SNK")],
        ),
        (
            "<O Serikat Nelayan Karimba (SNK)> rapat. <O SNK> menolak.",
            [("Serikat Nelayan Karimba (SNK)", "Serikat Nelayan Karimba", "SNK")],
        ),
        ("<O Serikat Nelayan Karimba> rapat. <O SNK> menolak.", [("Serikat Nelayan Karimba", "SNK")]),
        ("<O Dinas Pangan Kota Selaya> rapat. <O Dinpang> menolak.", [("Dinas Pangan Kota Selaya", "Dinpang")]),
        (
            "<O Dinas Pekerjaan Umum Kabupaten Karimba> dan <O Dinas PU Karimba>",
            [("Dinas Pekerjaan Umum Kabupaten Karimba", "Dinas PU Karimba")],
        ),
        # a fixed abbreviation stands for nothing else that happens to begin with its letters
        (
            "<O Ditjen Pengelolaan Pembiayaan dan Risiko> rapat dengan <O DPR>.",
            [("Ditjen Pengelolaan Pembiayaan dan Risiko",), ("DPR",)],
        ),
        # the legal word left out
        ("<O PT Air Bening Tbk> untung. <O Air Bening> rugi.", [("PT Air Bening Tbk", "Air Bening")]),
        # a bare unit stands for the one that was named in full
        (
            "<O Dinas Pangan Kota Selaya> rapat. <O Dinas Pangan> pulang.",
            [("Dinas Pangan Kota Selaya", "Dinas Pangan")],
        ),
        (
            "<O Dinas Pangan Kota Selaya> dan <O Dinas Pangan Kota Karimba> rapat dengan <O Dinas Pangan>.",
            [("Dinas Pangan Kota Selaya",), ("Dinas Pangan Kota Karimba",), ("Dinas Pangan",)],
        ),
        # a branch and its parent stay two
        ("<O Komite Air Jawa Timur> dan <O Komite Air>", [("Komite Air Jawa Timur",), ("Komite Air",)]),
        ("<O Serikat Nelayan> dan <O Yayasan Air>", [("Serikat Nelayan",), ("Yayasan Air",)]),
        ("<O Serikat Nelayan RI> dan <O Serikat Nelayan>", [("Serikat Nelayan RI", "Serikat Nelayan")]),
        ("<O 2025> dan <O ->", []),
    ],
)
def test_organisations(marked: Marked, source: str, expected: list[tuple[str, ...]]) -> None:
    found = organisations(*marked(source))
    assert [e.names for e in found] == expected
    assert [e.key for e in found] == [f"organisation:{i}" for i in range(1, len(found) + 1)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<L Sulsel> dan <L Sulawesi Selatan>", [("Sulawesi Selatan", "Sulsel")]),
        ("<L Kota Selaya> dan <L Selaya>", [("Kota Selaya",), ("Selaya",)]),
        ("<L Selaya> lalu <L Karimba> lalu <L Selaya>", [("Selaya",), ("Karimba",)]),
    ],
)
def test_places(marked: Marked, source: str, expected: list[tuple[str, ...]]) -> None:
    found = places(*marked(source))
    assert [e.names for e in found] == expected
    assert all(e.kind is EntityKind.PLACE for e in found)


WORDS = st.sampled_from(
    ["Dinas", "Pangan", "Kota", "Selaya", "PT", "Tbk", "SNK", "(SNK)", "Serikat", "Nelayan", "RI", "&", "("]
)


@given(st.lists(st.lists(WORDS, min_size=1, max_size=4).map(" ".join), max_size=8))
def test_every_tag_with_letters_is_one_mention(names: list[str]) -> None:
    text, tags = "", []
    for name in names:
        tags.append(Tag(len(text), len(text) + len(name), TagLabel.ORGANISATION))
        text += name + " rapat "
    for grouped in (organisations, places):
        found = grouped(text, tags)
        mentions = sorted((m.start, m.end) for e in found for m in e.mentions)
        assert len(mentions) == len(set(mentions))
        assert set(mentions) <= {(t.start, t.end) for t in tags}
        for e in found:
            assert e.mentions
            assert len(set(e.names)) == len(e.names)
            assert all(n.strip() for n in e.names)
        assert [e.mentions[0].start for e in found] == sorted(e.mentions[0].start for e in found)
