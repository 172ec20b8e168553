"""When an event was: which of the days of an article is its own. All names are invented."""

from __future__ import annotations

from datetime import date

import pytest

from kg.facts.events_dates import when
from kg.facts.events_group import clusters
from kg.facts.events_phrases import Scanner
from kg.facts.reading import Reading
from kg.model import RawArticle
from kg.text.clean import freeze
from kg.text.document import document


def day(text: str) -> date | None:
    """The day of the first event named, as the article's main event."""
    reading = Reading(document(freeze(RawArticle("x", text, "test", None, "2025-11-07"))), (), ())
    found = when(reading, clusters(reading, Scanner(reading).phrases())[0], True)
    return found.start if found else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lomba masak dibuka di Desa Sari, Kamis (6/11/2025).", date(2025, 11, 6)),
        ("Lomba masak dijadwalkan berakhir pada tanggal 9 November 2025.", None),
        ("Pendaftaran lomba masak dibuka hingga 4 Desember 2025.", None),
        ("Lomba masak itu merujuk edaran tertanggal 6 Mei 2025.", None),
        ("Lomba masak ramai. Perempuan kelahiran Mekar, 22 Juli 1975, itu menang.", None),
        ("Lomba masak ramai,” kata Sari, Kamis (6/11/2025).", date(2025, 11, 6)),
        ("Kebakaran itu besar,” kata Sari, Kamis (6/11/2025).", None),
        ("Kebakaran itu terjadi Rabu (5/11/2025), kata Sari, Kamis (6/11/2025).", date(2025, 11, 5)),
    ],
)
def test_which_day_is_the_event_s(text: str, expected: date | None) -> None:
    assert day(text) == expected
