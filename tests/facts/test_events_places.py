"""Where an event was: which of the places around its name is its own. All names are invented."""

from __future__ import annotations

import pytest

from kg.facts.events_group import clusters
from kg.facts.events_phrases import Scanner
from kg.facts.events_places import where
from kg.facts.reading import Reading
from kg.model import Entity, EntityKind, Mention, RawArticle
from kg.text.clean import freeze
from kg.text.document import document


def place(text: str, main: bool = True, court: str | None = None) -> str | None:
    """The place of the first event named; ``court`` is an organisation of the article."""
    article = freeze(RawArticle("x", text, "test", None, "2025-11-07"))
    at = article.text.index(court) if court else 0
    found = [Entity("o", EntityKind.ORGANISATION, court, (), (Mention(at, at + len(court)),))] if court else []
    reading = Reading(document(article), (), tuple(found))
    span = where(reading, clusters(reading, Scanner(reading).phrases())[0], main)
    return span.of(reading.text) if span else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lomba masak di Desa Sari ramai.", "Desa Sari"),
        ("Polisi di Kota Mekar menangkap pelaku pembunuhan. Pembunuhan itu terjadi di Desa Sari.", "Desa Sari"),
        ("Ia membuka lomba masak bagi warga di Desa Baru, di Balai Melati, Kamis (6/11).", "Balai Melati"),
        ("Lomba masak ramai di Indonesia. Acara digelar di Balai Melati.", "Balai Melati"),
        ("Lomba masak ramai. Warga datang. Kegiatan dipusatkan di lobi Gedung Melati.", "lobi Gedung Melati"),
    ],
)
def test_what_is_said_outright_or_dated_comes_first(text: str, expected: str | None) -> None:
    assert place(text) == expected


def test_a_court_sits_in_a_court() -> None:
    text = "Sidang kasus jembatan di Desa Sari ramai. Saksi bicara di Pengadilan Negeri Mekar, Kamis."
    assert place(text) == "Pengadilan Negeri Mekar"
    text = "Pengadilan Negeri Mekar menggelar sidang putusan kasus jembatan."
    assert place(text, court="Pengadilan Negeri Mekar") == "Pengadilan Negeri Mekar"


def test_where_something_else_was_held_far_away_is_no_place_of_the_event() -> None:
    far = "Lomba masak ramai." + " Warga senang sekali." * 5 + " Rapat lain digelar di Balai Melati."
    assert place(far) is None
