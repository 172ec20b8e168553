"""Offices of several persons said at once: in pairs, shared, handed over; and bodies in brackets behind names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from kg.facts.names import abbreviates
from kg.facts.reading import Named, Reading
from kg.facts.role_edges import before_honorifics, from_the_start, left_edge, right_edge, to_the_end
from kg.facts.titles import TitlePhrase
from kg.model import EntityKind, Span

_AND = re.compile(r"\s*(?:,|,?\s*\b(?:dan|serta|bersama)\b)\s*")
_SHARED = re.compile(r"\s*,?\s*(?:sebagai|selaku)\s+")
#: At most so many names share one office.
_SHARING = 6


def affiliation_in_brackets(reading: Reading, person: Named, sentence: Span) -> Iterator[TitlePhrase]:
    """NAME (ORG): "Timur Laksmana (Serikat Guru)", also with a place behind a comma."""
    stretch = right_edge(reading, person, sentence)
    if m := re.match(r"\s*\(\s*", stretch.of(reading.text)):
        named = reading.named_at(stretch.start + m.end(), EntityKind.ORGANISATION)
        if named is None or reading.text[named.end : named.end + 1] not in (")", ","):
            return
        own = any(abbreviates(b, n) or n in b for b in named.entity.names for n in person.entity.names)
        if not own:  # "Timur Laksmana (TL)": the person's initials
            yield TitlePhrase(Span(named.start, named.start), named.span, named.entity.key)


def office_pair(reading: Reading, person: Named, sentence: Span) -> tuple[TitlePhrase, TitlePhrase, Named] | None:
    """TITLE dan TITLE ORG|PLACE NAME dan NAME: "Bupati dan Wakil Bupati X, Arga Wirayuda dan Sekar Tunjung".

    The office of ``person``, that of the other, and the other; None where no such pair begins with ``person``.
    """
    other = _next(reading, person, sentence)
    if other is None or "," in reading.text[person.end : other.start]:
        return None
    found = tuple(to_the_end(reading, left_edge(reading, person, sentence)))
    if len(found) != 2 or found[0].organisation or found[0].place:
        return None
    if not re.fullmatch(r"\s*(?:dan|serta|&)\s*", reading.text[found[0].whole.end : found[1].whole.start]):
        return None
    first = replace(found[0], organisation=found[1].organisation, place=found[1].place)
    return first, found[1], other


def paired_office(reading: Reading, person: Named, sentence: Span) -> Iterator[TitlePhrase]:
    """The second office of a pair: "Wakil Bupati X" of "Bupati dan Wakil Bupati X Arga Wirayuda dan Sekar Tunjung"."""
    for first in list(reading.named_in(Span(sentence.start, person.start), EntityKind.PERSON))[-1:]:
        pair = office_pair(reading, first, sentence)
        if pair is not None and pair[2].start == person.start:
            yield pair[1]


def shared_office(reading: Reading, person: Named, sentence: Span) -> Iterator[TitlePhrase]:
    """NAME dan NAME sebagai TITLE: the one office that all the names before "sebagai" hold."""
    last, shared = person, 0
    while (following := _next(reading, last, sentence)) is not None and shared < _SHARING:
        last, shared = following, shared + 1
    stretch = right_edge(reading, last, sentence)
    m = _SHARED.match(reading.text, stretch.start, stretch.end)
    if not shared or m is None:
        return
    found = tuple(from_the_start(reading, Span(m.end(), stretch.end)))
    if len(found) == 1:
        yield found[0]


def _next(reading: Reading, person: Named, sentence: Span) -> Named | None:
    """The person named behind ``person`` with "dan" or a comma between and nothing else but degrees and honorifics."""
    rest = (n for n in reading.named_in(Span(person.end, sentence.end), EntityKind.PERSON))
    following = next((n for n in rest if n.start >= person.end), None)
    if following is None:
        return None
    start = right_edge(reading, person, sentence).start
    end = before_honorifics(reading, Span(start, following.start))
    gap = reading.text[start : max(start, end)] or reading.text[start : following.start]
    return following if _AND.fullmatch(gap) else None


_HANDED = re.compile(
    r"\s*(?:(?:resmi|telah|kini|kemudian)\s+)*(?:(?:diserahterimakan|diserahkan|beralih|berpindah|berganti)\s+)?dari\s+$",
)
_POST = re.compile(r"\b(?:jabatan|posisi|sertijab|kepemimpinan)\b", re.IGNORECASE)


def office_handed_over(reading: Reading, person: Named, sentence: Span) -> Iterator[TitlePhrase]:
    """jabatan TITLE … dari NAME kepada NAME: both have held it, one after the other."""
    people = list(reading.named_in(sentence, EntityKind.PERSON))
    for old, new in pairwise(people):
        if person.start not in (old.start, new.start):
            continue
        start = right_edge(reading, old, sentence).start
        end = before_honorifics(reading, Span(start, new.start))
        if not re.fullmatch(r"\s*(?:kepada|ke)\s*", reading.text[start : max(start, end)]):
            continue
        lead = reading.text[sentence.start : before_honorifics(reading, Span(sentence.start, old.start))] + " "
        m = _HANDED.search(lead)
        if m is not None and re.search(
            r"\b(?:jabatan|posisi|sertijab|kepemimpinan)\b", lead[: m.start()], re.IGNORECASE
        ):
            yield from to_the_end(reading, Span(sentence.start, sentence.start + m.start()))
