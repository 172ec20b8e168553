"""Indonesian dates: written out, in figures, and relative to the day of publication."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from kg.lexicon import table
from kg.model import Span

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?$")
_FIGURES = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?:[ ,].*)?$")

# A written date that contradicts its weekday is still believed when it lies this near to publication: the weekday is
# then the likelier slip. Further away the figures are wrong (last year's number, a digit left out of the month).
_TRUSTED_DAYS = 10
# Otherwise the variant that agrees with the weekday must lie this near to be better founded than the figures.
_FRESH_DAYS = 31
# A date without a year may announce something this far ahead; further ahead it is taken for last year's.
_AHEAD_DAYS = 150


def parse_published(value: str) -> date | None:
    """The day of a publication field: ISO 8601 (with or without time), day/month/year, or written out with its year
    ("Tayang: Jumat, 19 Juni 2026 07:59 WIB"); None when it is none of these.
    """
    value = value.strip()
    try:
        if m := _ISO.match(value):
            return date(int(m[1]), int(m[2]), int(m[3]))
        if m := _FIGURES.match(value):
            return date(int(m[3]), int(m[2]), int(m[1]))
    except ValueError:  # "2025-02-30": no such day
        return None
    found = dates(value, Span(0, len(value)), None)
    return next((d.start for d in found if d.start), None)


@dataclass(frozen=True, slots=True, order=True)
class Dated:
    """A date expression. ``begin``/``stop`` are its offsets in the text, ``start`` the first day it means.

    ``end`` is the last day of a range, None for a single day. ``start`` is None for an expression that names a time but
    no day ("bulan lalu", "November 2025"). ``exact`` is True when the day stands in the text as a number ("Kamis
    (6/11)"), False when it was counted from the day of publication ("kemarin", "Kamis").
    """

    begin: int
    stop: int
    start: date | None = None
    end: date | None = None
    exact: bool = False

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.begin, self.stop)


def dates(text: str, span: Span, published: date | None) -> list[Dated]:
    """Every date expression inside ``span`` of ``text``, in text order, not overlapping.

    ``published`` is the day that relative expressions and dates without a year count from; without it they are found
    but not resolved. A date that cannot be (30 February) is not found. A date that contradicts its weekday is taken as
    meant: what agrees with the weekday and the publication.
    """
    found: list[Dated] = []
    at = span.start
    while m := _expression().search(text, at, span.end):
        at = m.end()
        dated = _resolved(m, text, span, published)
        if dated is not None:
            found.append(dated)
    return found


@cache
def _number(name: str) -> dict[str, int]:
    return {r["word"]: int(r["number"]) for r in table(name)}


@cache
def _relative() -> dict[str, int | None]:
    return {r["word"]: int(r["days"]) if r["days"] else None for r in table("relative_days")}


def _either(every: Iterator[str] | list[str]) -> str:
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(every, key=lambda w: (-len(w), w)))


@cache
def _expression() -> re.Pattern[str]:
    """One pattern for all forms; the longest reading at a place comes first.

    weekday [part of day][,] [(]figures[)]    "Kamis (6/11/2025)", "Senin malam (6/11)", "Senin, 17 Mei 2021"
    figures in brackets or with a year        "(6/11)", "6/11/2025", "(6-8/11/2025)"
    written out, single or a range            "6 November 2025", "6-8 November", "28 Oktober hingga 2 November 2025"
    weekday [and its nearness]                "Selasa pekan lalu", "Kamis mendatang", "Senin malam"
    relative                                  "hari ini", "kemarin"; "bulan lalu" is found but not resolved
    month and year                            "November 2025" is found but not resolved
    """
    month, day = _either(list(_number("months"))), _either(list(_number("days")))
    joint = r"\s*(?:-|–|—|s/d|s\.d\.?|hingga|sampai(?:\s+dengan)?|dan)\s*"
    part = r"(?:\s+(?:dini\s+hari|pagi|siang|sore|petang|malam))?"
    figures = (
        rf"(?P<fd>\d{{1,2}})(?:{joint}(?P<fd2>\d{{1,2}}))?[/.-](?P<fm>\d{{1,2}})"
        r"(?:[/.-](?P<fy>\d{4}|\d{2}))?(?![\d/])"
    )
    written = (
        rf"(?P<d>\d{{1,2}})(?:\s*(?P<m0>{month})\.?)?(?:\s*(?P<y0>\d{{4}}))?"
        rf"(?:{joint}(?P<d2>\d{{1,2}}))?\s*(?P<m>{month})(?![a-z])\.?(?:,?\s*(?P<y>\d{{4}})(?!\d))?"
    )
    weekday = rf"(?:hari\s+)?(?P<w>{day})(?!\w){part}"
    near = r"(?:\s+(?P<near>(?:pekan|minggu)\s+(?:lalu|kemarin|depan)|lalu|kemarin|mendatang|depan|besok|nanti))"
    return re.compile(
        rf"(?<![\w/])(?:"
        rf"{weekday}(?:\s*,)?(?:\s+tanggal)?\s*[(\[]?\s*(?:{written}|{figures})(?:\s*[)\]])?"
        rf"|\(\s*(?P<b>{figures.replace('?P<f', '?P<b')})\s*\)"
        rf"|(?P<p>{figures.replace('?P<f', '?P<p').replace(')?(?![', ')(?![')})"
        rf"|{written.replace('?P<', '?P<q')}"
        rf"|{weekday.replace('?P<w>', '?P<v>')}{near}?"
        rf"|(?P<r>{_either(list(_relative()))})(?!\w)"
        rf"|(?P<my>{month})\s+\d{{4}}(?!\d)"
        rf")",
        re.IGNORECASE,
    )


def _resolved(m: re.Match[str], text: str, span: Span, published: date | None) -> Dated | None:
    """What a match means; None when it is no date after all."""
    g = m.groupdict()
    begin, stop = m.span()
    if g["r"]:
        days = _relative()[" ".join(g["r"].casefold().split())]
        start = published + timedelta(days) if published and days is not None else None
        return Dated(begin, stop, start)
    if g["my"]:
        return Dated(begin, stop)
    if g["v"]:
        if g["v"][0].islower():  # "minggu" is also "week": a day is written with a capital
            return Dated(begin, stop) if g["near"] else None
        ahead = _is_ahead(g["near"], text[span.start : begin])
        start = _weekday_near(_number("days")[g["v"].casefold()], published, g["near"], ahead) if published else None
        return Dated(begin, stop, start)
    weekday = _number("days")[g["w"].casefold()] if g["w"] else None
    for d, d2, month, year in (("fd", "fd2", "fm", "fy"), ("bd", "bd2", "bm", "by"), ("pd", "pd2", "pm", "py")):
        if g[d]:
            return _figured(begin, stop, g[d], g[d2], g[month], g[year], weekday, published)
    prefix = "q" if g["qd"] else ""
    return _written(begin, stop, {k: g[prefix + k] for k in ("d", "m0", "y0", "d2", "m", "y")}, weekday, published)


def _figured(
    begin: int, stop: int, d: str, d2: str | None, m: str, y: str | None, weekday: int | None, published: date | None
) -> Dated | None:
    day, month, year = int(d), int(m), _full_year(y)
    if month > 12 and day <= 12:  # month first, as in English
        day, month = month, day
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    start = _meant(day, month, year, weekday, published)
    if start is None:
        return None if year else Dated(begin, stop)
    end = _date(start.year, start.month, int(d2)) if d2 and int(d2) > day else None
    return Dated(begin, stop, start, end, exact=True)


def _written(
    begin: int, stop: int, g: dict[str, str | None], weekday: int | None, published: date | None
) -> Dated | None:
    months = _number("months")
    month = months[(g["m"] or "").casefold()]
    year = int(g["y"]) if g["y"] else None
    if (g["m0"] or g["y0"]) and not g["d2"]:  # "6 November 20 Desember": two dates run together, no range
        return None
    first = months[g["m0"].casefold()] if g["m0"] else month
    start = _meant(int(g["d"] or 0), first, int(g["y0"]) if g["y0"] else year, weekday, published)
    if start is None:
        return None if year or not 1 <= int(g["d"] or 0) <= 31 else Dated(begin, stop)
    end = None
    if g["d2"]:
        end = _date(start.year + (month < first), month, int(g["d2"]))
        end = end if end and end > start else None
    return Dated(begin, stop, start, end, exact=True)


def _full_year(y: str | None) -> int | None:
    return None if y is None else int(y) + (2000 if len(y) == 2 else 0)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:  # no such day: a misprint, and no rule can say of what
        return None


def _meant(day: int, month: int, year: int | None, weekday: int | None, published: date | None) -> date | None:
    """The day that figures mean, given the weekday beside them and the day of publication.

    Without a year the nearest such day that is not too far ahead. With a weekday that contradicts the figures, and
    figures far from publication, the variant (publication's year, publication's month, the digit the month lost) that
    agrees with the weekday and lies nearest to publication.
    """
    if year is None:
        if published is None:
            return None
        year = _nearest_year(day, month, weekday, published)
    written = _date(year, month, day)
    if published is None or weekday is None:
        return written
    if written and abs((written - published).days) <= _TRUSTED_DAYS:
        return written
    lost_digit = {n for n in (10, 11, 12) if str(month) in str(n)}
    # "Selasa (21/1/2025)" in October is a Tuesday in January too, but news with a weekday is fresh.
    for months, far in ((lost_digit, _TRUSTED_DAYS), (lost_digit | {month, *_months_around(published)}, _FRESH_DAYS)):
        if written and written.weekday() == weekday and far == _FRESH_DAYS:
            break
        variants = [_date(y, n, day) for y in {published.year, published.year - 1, year} for n in months]
        agreeing = [v for v in variants if v and v.weekday() == weekday and abs((v - published).days) <= far]
        if agreeing:
            return min(agreeing, key=lambda v: (abs((v - published).days), v))
    return written


def _months_around(day: date) -> tuple[int, int]:
    """The month of a day and the month before it."""
    return day.month, (day.replace(day=1) - timedelta(1)).month


def _nearest_year(day: int, month: int, weekday: int | None, published: date) -> int:
    choices = [d for y in (-1, 0, 1) if (d := _date(published.year + y, month, day))]
    near = [d for d in choices if (d - published).days <= _AHEAD_DAYS] or choices
    agreeing = [d for d in near if weekday is not None and d.weekday() == weekday and abs((d - published).days) < 366]
    best = min(agreeing or near, key=lambda d: (abs((d - published).days), d), default=None)
    return best.year if best else published.year


def _is_ahead(near: str | None, before: str) -> bool:
    """Whether a bare weekday lies ahead: "Kamis mendatang", or "akan", "rencananya" before it in its sentence."""
    if near:
        return bool(re.match(r"mendatang|pekan\s+depan|minggu\s+depan|depan|besok|nanti", near, re.IGNORECASE))
    return bool(re.search(r"\b(?:akan|bakal|rencananya|dijadwalkan|direncanakan)\b[^.]{0,100}$", before, re.IGNORECASE))


def _weekday_near(weekday: int, published: date, near: str | None, ahead: bool) -> date:
    """The day a weekday means: the nearest at or before publication, or after it when it lies ahead.

    "pekan lalu" is the week (Monday to Sunday) before that of publication, "pekan depan" the week after it.
    """
    words = (near or "").casefold()
    if words.startswith(("pekan", "minggu")):
        monday = published - timedelta(published.weekday())
        return monday + timedelta(weekday + (7 if words.endswith("depan") else -7))
    if ahead:
        return published + timedelta((weekday - published.weekday()) % 7 or (7 if near else 0))
    return published - timedelta((published.weekday() - weekday) % 7 or (7 if words == "lalu" else 0))
