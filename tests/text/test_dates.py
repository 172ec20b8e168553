"""Dates in all the forms news text gives them."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Span
from kg.text.dates import dates, parse_published

FRIDAY = date(2025, 11, 7)
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
          "Desember")  # fmt: skip


def found(text: str, published: date | None = FRIDAY) -> list[tuple[str, str | None, str | None]]:
    return [
        (text[d.begin : d.stop], d.start and d.start.isoformat(), d.end and d.end.isoformat())
        for d in dates(text, Span(0, len(text)), published)
    ]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Kamis (6/11/2025)", "2025-11-06", None),
        ("Kamis (6/11)", "2025-11-06", None),
        ("Kamis, (06/11/25)", "2025-11-06", None),
        ("(6-8/11/2025)", "2025-11-06", "2025-11-08"),
        ("6 November 2025", "2025-11-06", None),
        ("6 Nopember 2025", "2025-11-06", None),
        ("6 Nov 2025", "2025-11-06", None),
        ("6 November", "2025-11-06", None),
        ("6-8 November 2025", "2025-11-06", "2025-11-08"),
        ("6 hingga 8 November 2025", "2025-11-06", "2025-11-08"),
        ("11 dan 12 Agustus", "2025-08-11", "2025-08-12"),
        ("28 Oktober - 2 November 2025", "2025-10-28", "2025-11-02"),
        ("30 Desember 2025 sampai 2 Januari 2026", "2025-12-30", "2026-01-02"),
        ("Senin, 17 Mei 2021", "2021-05-17", None),
        ("Senin 3 November 2025", "2025-11-03", None),
        ("Jum'at, 7 November 2025", "2025-11-07", None),
        ("Kamis, 5-6 November 2025", "2025-11-05", "2025-11-06"),
        ("Senin malam (3/11/2025)", "2025-11-03", None),
        ("hari ini", "2025-11-07", None),
        ("kemarin", "2025-11-06", None),
        ("besok", "2025-11-08", None),
        ("kemarin lusa", "2025-11-05", None),
        ("Selasa pekan lalu", "2025-10-28", None),
        ("Selasa pekan depan", "2025-11-11", None),
        ("Selasa lalu", "2025-11-04", None),
        ("Selasa mendatang", "2025-11-11", None),
        ("Senin malam", "2025-11-03", None),
        ("Jumat", "2025-11-07", None),
        ("bulan lalu", None, None),
        ("minggu lalu", None, None),
        ("November 2025", None, None),
    ],
)
def test_one_expression(text: str, start: str | None, end: str | None) -> None:
    assert found(text) == [(text, start, end)]


@pytest.mark.parametrize(
    "text",
    ["pukul 10.30 WIB", "1/2 kilogram", "senilai 12.11 juta", "30 Februari 2025", "seminggu penuh", "ayat 3/4"],
)
def test_no_date(text: str) -> None:
    assert found(text) == []


def test_a_weekday_ahead_when_the_sentence_says_so() -> None:
    assert found("Lomba akan digelar Kamis") == [("Kamis", "2025-11-13", None)]
    assert found("Lomba telah digelar Kamis") == [("Kamis", "2025-11-06", None)]


@pytest.mark.parametrize(
    ("text", "published", "meant"),
    [
        ("Selasa (21/1/2025)", date(2025, 10, 22), "2025-10-21"),  # the month lost a digit
        ("Selasa (7/10/2024)", date(2025, 10, 7), "2025-10-07"),  # last year's number
        ("Senin (21/10/2025)", date(2025, 10, 22), "2025-10-21"),  # the weekday is the slip
        ("Senin, 17 Mei 2021", date(2025, 10, 22), "2021-05-17"),  # long ago, and in agreement
        ("Kamis (1/1)", date(2026, 1, 2), "2026-01-01"),
        ("31 Desember", date(2026, 1, 2), "2025-12-31"),
    ],
)
def test_misprints_are_taken_as_meant(text: str, published: date, meant: str) -> None:
    assert [start for _, start, _ in found(text, published)] == [meant]


def test_without_publication_relative_days_are_found_and_not_resolved() -> None:
    assert found("kemarin", None) == [("kemarin", None, None)]
    assert found("Kamis (6/11)", None) == [("Kamis (6/11)", None, None)]
    assert found("Kamis (6/11/2025)", None) == [("Kamis (6/11/2025)", "2025-11-06", None)]


def test_offsets_refer_to_the_whole_text() -> None:
    text = "Kemarin hujan. Pada 6 November 2025 banjir."
    (only,) = dates(text, Span(15, len(text)), FRIDAY)
    assert text[only.begin : only.stop] == "6 November 2025"


def test_several_in_order() -> None:
    assert [s for s, *_ in found("Rabu dan Kamis, 5-6 November 2025, lalu besok")] == [
        "Rabu", "Kamis, 5-6 November 2025", "besok",
    ]  # fmt: skip


DAYS = st.dates(date(2015, 1, 1), date(2030, 12, 31))


@given(DAYS, DAYS)
def test_a_full_date_means_itself_whenever_published(day: date, published: date) -> None:
    assert found(f"{day.day} {MONTHS[day.month - 1]} {day.year}", published)[0][1] == day.isoformat()


@given(DAYS, st.integers(0, 60))
def test_weekday_and_figures_mean_the_day_written(published: date, ago: int) -> None:
    day = published - timedelta(ago)
    text = f"{WEEKDAYS[day.weekday()]} ({day.day}/{day.month}/{day.year})"
    got = found(text, published)[0][1]
    # A month whose lost digit gives a day nearer to publication is the one ambiguity.
    assert got == day.isoformat() or day.month in (1, 2)


@given(st.text(alphabet="0123456789/-(). ,abJjSsKkMmnireovltud", max_size=60))
def test_spans_never_overlap_and_lie_inside(text: str) -> None:
    every = dates(text, Span(0, len(text)), FRIDAY)
    assert all(0 <= d.begin < d.stop <= len(text) for d in every)
    assert all(a.stop <= b.begin for a, b in pairwise(every))


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2025-11-06", date(2025, 11, 6)),
        ("2025-11-06T08:00:00+07:00", date(2025, 11, 6)),
        ("06/11/2025 08:00", date(2025, 11, 6)),
        ("Tayang: Kamis, 6 November 2025 07:59 WIB", date(2025, 11, 6)),
        ("2025-02-30", None),
        ("menu", None),
        ("", None),
    ],
)
def test_published(value: str, day: date | None) -> None:
    assert parse_published(value) == day
