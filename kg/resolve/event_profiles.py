"""What resolution knows of one event of one article, ready to be compared."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache

from kg.facts.events_nouns import Noun, longest, nouns, stops
from kg.facts.names import expanded, unbracketed
from kg.lexicon import table, words
from kg.model import ArticleFacts, Event
from kg.resolve.values import Member

#: Words that tell no two events of one kind apart. Words of time are here since the date is compared by itself.
_EMPTY = frozenset(
    "tahun hari tanggal pukul bersama sejumlah sebuah para satu dua tersebut ini itu lalu yang depan".split()
)
_ORDINALS = {
    w: str(n)
    for n, w in enumerate(
        "pertama kedua ketiga keempat kelima keenam ketujuh kedelapan kesembilan kesepuluh".split(), 1
    )
} | {"perdana": "1"}
_ROMAN = re.compile(r"(?<!\w)(?=[IVXL])(X{0,3}L?X{0,3})(IX|IV|V?I{0,3})(?!\w)")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}
_TH = re.compile(r"\bke[- ]?(\d{1,3})\b", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?![\w])")
#: The years of both calendars that events are named by.
_YEAR = re.compile(r"(?:19|20)\d\d|1[34]\d\d")


@dataclass(frozen=True, slots=True)
class Profile:
    """An event as it is compared.

    ``type`` is what the event or its noun says, "" where neither says more than event. ``names`` are its names as
    comparable text; ``heads`` the families of the event nouns that its names begin with, but for generic ones;
    ``details`` the words that tell it from others of its kind, ``own`` those that do not merely repeat its place,
    ``proper`` those of its words that are written with a capital somewhere. ``series`` ("ke-5"), ``years`` and
    ``figures`` are the numbers in its names. ``people`` are the identifiers of all who are said to be part of it,
    ``organisers`` of those who hold it.
    """

    member: Member
    name: str
    published: date | None
    type: str
    names: frozenset[str]
    heads: frozenset[str]
    details: frozenset[str]
    own: frozenset[str]
    proper: frozenset[str]
    series: frozenset[str]
    years: frozenset[str]
    figures: frozenset[str]
    start: date | None
    end: date | None
    place: str | None
    place_names: tuple[str, ...]
    place_words: frozenset[str]
    people: frozenset[str]
    organisers: frozenset[str]

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and the last day, if known."""
        return None if self.start is None else (self.start, max(self.start, self.end or self.start))

    @property
    def when(self) -> date | None:
        """About when it was news: the day of its article, else its own."""
        return self.published or self.start


def profiles(facts: ArticleFacts, ids: Mapping[Member, str]) -> Iterator[Profile]:
    """The profiles of an article's events. ``ids`` say who its entities are."""
    article = facts.article.id
    names = {e.key: e.names for e in facts.entities}
    held: dict[str, set[str]] = {}
    for role in facts.roles:
        if role.event is not None:
            held.setdefault(role.event, set()).add(ids.get((article, role.holder), role.holder))
    for event in facts.events:
        organisers = frozenset(ids.get((article, k), k) for k in event.organisers)
        people = frozenset(ids.get((article, k), k) for k in event.participants)
        read = _Names(event)
        place = names.get(event.place or "", ())
        yield Profile(
            member=(article, event.key),
            name=event.name,
            published=facts.article.published,
            type=read.type if event.type == "Other" else event.type,
            names=read.names,
            heads=read.heads,
            details=read.details,
            own=read.details - {w for n in place for w in terms(n)},
            proper=read.proper,
            series=read.series,
            years=read.years,
            figures=read.figures,
            start=event.start,
            end=event.end,
            place=None if event.place is None else ids.get((article, event.place), event.place),
            place_names=place,
            place_words=frozenset(w for n in place for w in _place_words(n)),
            people=people | organisers | held.get(event.key, set()),
            organisers=organisers,
        )


@lru_cache(maxsize=100_000)
def _place_words(name: str) -> frozenset[str]:
    """The words of a place's name without those for its level."""
    return frozenset(name.lower().replace(",", " ").split()) - {"kota", "kabupaten", "provinsi", "desa"}


class _Names:
    """The names of an event taken apart."""

    def __init__(self, event: Event) -> None:
        names: set[str] = set()
        heads: set[str] = set()
        types: set[str] = set()
        details: set[str] = set()
        self.proper = frozenset(_proper((event.name, *event.aliases)))
        series: set[str] = set()
        years: set[str] = set()
        figures: set[str] = set()
        for name in (event.name, *event.aliases):
            bare, bracket = unbracketed(name)
            for form in (bare, bracket):
                if form is None or not any(c.isalpha() for c in form):
                    continue
                text = terms(form)
                head, own = head_and_details(text, self.proper)
                if head is not None and head.kind != "generic":
                    heads.add(head.same)
                    types.add(head.type)
                details |= own
                names.add(" ".join(w for w in text if w not in stops("cover")))
            found = set(_TH.findall(name)) | {_ORDINALS[w] for w in expanded(name) if w in _ORDINALS}
            series |= {str(int(n)) for n in found} | set(_romans(bare))
            rest = _TH.sub(" ", name)
            years |= {n for n in _NUMBER.findall(rest) if _YEAR.fullmatch(n)}
            figures |= {n for n in _NUMBER.findall(rest) if not _YEAR.fullmatch(n)}
        types.discard("Other")
        self.type = types.pop() if len(types) == 1 else ""
        self.names, self.heads, self.details = frozenset(names), frozenset(heads), frozenset(details)
        self.series, self.years, self.figures = frozenset(series), frozenset(years), frozenset(figures)


@cache
def _long_forms() -> dict[str, list[tuple[str, ...]]]:
    """What abbreviations of two words or more stand for, the longest first, by their first word."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for row in table("name_abbreviations"):
        long = expanded(row["word"])
        if len(long) > 1:
            found.setdefault(long[0], set()).add(long)
    return {first: sorted(longs, key=lambda long: (-len(long), long)) for first, longs in found.items()}


@lru_cache(maxsize=100_000)
def terms(name: str) -> tuple[str, ...]:
    """The words of a name, what a fixed abbreviation stands for as one: "Kapolda Jatim" and "Jawa Timur" have one term
    in common, not two.
    """
    rest = expanded(name)
    found: list[str] = []
    while rest:
        long = next((f for f in _long_forms().get(rest[0], ()) if rest[: len(f)] == f), rest[:1])
        found.append(" ".join(long))
        rest = rest[len(long) :]
    return tuple(found)


def _proper(names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        for word in re.findall(r"\w+(?:['’]\w+)*", name)[1:]:
            if word[:1].isupper():
                yield from terms(word)


def _romans(name: str) -> Iterator[str]:
    """Roman numerals of a name as figures: "Muswil IV" → "4". A lone I or V is more often a letter, and L a size."""
    for m in _ROMAN.finditer(name):
        digits = [_ROMAN_VALUES[c] for c in m.group()]
        if digits and m.group() not in "L" and name[: m.start()].strip():
            yield str(sum(-d if any(e > d for e in digits[i + 1 :]) else d for i, d in enumerate(digits)))


def head_and_details(text: tuple[str, ...], proper: frozenset[str] = frozenset()) -> tuple[Noun | None, set[str]]:
    """The event noun that a name begins with, and the words beyond it that tell the event from others of its kind.

    A noun that only narrows a wider one ("rapat kerja" is a "rapat") leaves its narrowing words among the details;
    so does a small word that is ``proper``, as in "Festival Kali Lestari".
    """
    rest = list(text)
    while len(rest) > 1 and rest[0] in stops("cover"):
        rest = rest[1:]
    head = None
    for size in range(min(longest(), len(rest)), 0, -1):
        head = nouns().get(tuple(rest[:size]))
        if head is not None:
            family = head.same.split()
            taken = set(family) if set(family) < set(rest[:size]) else set(rest[:size])
            rest = [w for w in rest[:size] if w not in taken] + rest[size:]
            break
    skip = (
        _EMPTY
        | _ORDINALS.keys()
        | (stops("function") - proper)
        | stops("link")
        | stops("joint")
        | stops("call")
        | {"ke"}
    )
    return head, {w for w in rest if w not in skip and len(w) > 1 and not w[0].isdigit() and not _roman(w)}


def _roman(word: str) -> bool:
    return bool(word) and set(word) <= set("ivxl")


@cache
def common_words() -> frozenset[str]:
    """Words of event nouns: beside a head they narrow the kind of event and hardly tell which one it is."""
    return frozenset(w for key in nouns() for w in key) | words("months") | frozenset({"nasional", "daerah", "umum"})


@cache
def place_words() -> frozenset[str]:
    """Words of the names of provinces, regencies, cities and countries that name nothing else ("serikat" does)."""
    bodies = {head.lower() for head in words("organisation_heads")}
    return frozenset(w for name in words("places") for w in (*expanded(name), *terms(name))) - bodies


def adjacent(a: tuple[date, date], b: tuple[date, date]) -> int:
    """The days between two stretches of days; 0 when they share one."""
    gap = max((b[0] - a[1]) / timedelta(days=1), (a[0] - b[1]) / timedelta(days=1))
    return max(0, int(gap))
