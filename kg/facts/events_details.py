"""When, where and by whom: the date, place, organisers and participants of an event found in an article."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from kg.facts.events_group import Cluster
from kg.facts.events_nouns import stops
from kg.facts.events_score import dated_in
from kg.facts.reading import Reading
from kg.lexicon import table, words
from kg.model import EntityKind, Span

# A place is looked for this far behind the event's name, in characters; further on the clause is another one.
_PLACE_REACH = 160
# The sentences that say who, what, when and where.
_LEAD = 2
# A venue with its village, district and regency: "Aula X, Desa Y, Kecamatan Z, Kabupaten W".
_PLACE_PARTS = 6

_AT = re.compile(r"(?<!\w)(?:bertempat\s+di|berlokasi\s+di|berlangsung\s+di|di)\s+(?=\S)", re.IGNORECASE)
# A date beside these is the day of a message, not of the event it speaks of.
REMOTE = re.compile(
    r"\b(?:keterangan\w*|dikonfirmasi\w*|dihubungi\w*|dikutip\w*|dilansir\w*|siaran pers|kepada wartawan)\b",
    re.IGNORECASE,
)
_NOT_PLACES = frozenset({"antaranya", "hadapan", "tengah", "bawah", "atas", "luar", "bidang", "era", "tahun", "sela", "sela-sela",
                         "sini", "sana", "situ", "mana", "akhir", "awal", "masa", "sisi", "balik", "antara", "lingkungan",
                         "sekitar", "berbagai", "sejumlah", "setiap", "seluruh", "media", "lapangan", "rumahnya"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class When:
    """The days of an event and where the text says so."""

    start: date
    end: date | None
    span: Span


def sentence_numbers(reading: Reading, c: Cluster) -> list[int]:
    """The sentences that name the event or point back at it, in text order, titles last."""
    found = {p.sentence for p in (*c.phrases, *c.echoes)}
    found |= {n for s in c.shorts if (n := reading.document.sentence_index(s.start)) is not None}
    return sorted(found, key=lambda n: (reading.document.sentences[n].title, n))


def when(reading: Reading, c: Cluster, main: bool) -> When | None:
    """The date of an event.

    In order: a date after the event's name in its sentence ("rapat kerja di Aula Mekar, Kamis (6/11)"), the nearest one
    in a sentence that names it, the one in the sentence after; for the article's main event the first date that is
    written in figures anywhere ("ujar Sari, Kamis (6/11)"): attributions are dated by the event they are made at.
    """
    best: tuple[tuple[int, int, int], When] | None = None
    for rank, number in enumerate(sentence_numbers(reading, c)):
        for d in dated_in(reading, number):
            if d.start is None:
                continue
            for p in (*c.phrases, *c.echoes):
                if p.sentence != number:
                    continue
                after = d.begin >= p.end
                key = (0 if after or p.span.contains(d.span) else 1, rank, abs(d.begin - p.end))
                if best is None or key < best[0]:
                    best = key, When(d.start, d.end, d.span)
    if best:
        return best[1]
    if main:
        for number in range(len(reading.document.sentences)):
            for d in dated_in(reading, number):
                said = reading.text[reading.document.sentences[number].start : d.begin]
                if d.start is not None and d.exact and not REMOTE.search(said):
                    return When(d.start, d.end, d.span)
    return None


def where(reading: Reading, c: Cluster, main: bool) -> Span | None:
    """The stretch that names the event's place: the fullest "di …" phrase behind its name, or inside it.

    Sentences that name the event are searched in order, first what follows the name, then what precedes it; for the
    article's main event then its first two sentences.
    """
    for number in sentence_numbers(reading, c):
        sentence = reading.document.sentences[number]
        anchors = sorted(
            {p.head.end for p in (*c.phrases, *c.echoes) if p.sentence == number}
            | {s.end for s in c.shorts if sentence.start <= s.start < sentence.end}
        )
        for anchor in anchors:
            if found := _place_in(reading, Span(anchor, min(sentence.end, anchor + _PLACE_REACH))):
                return found
        if anchors and (found := _place_in(reading, Span(sentence.start, anchors[0]))):
            return found
    if main:
        for sentence in [s for s in reading.document.sentences if not s.title][:_LEAD]:
            if found := _place_in(reading, sentence.span):
                return found
    return None


def _place_in(reading: Reading, span: Span) -> Span | None:
    for m in _AT.finditer(reading.text, span.start, span.end):
        sentence = reading.document.sentence_at(m.start())
        end = sentence.end if sentence else span.end
        if place := place_at(reading, m.end(), end):
            return place
    return None


@cache
def _areas() -> frozenset[str]:
    return frozenset(r["word"].casefold() for r in table("places"))


def place_at(reading: Reading, start: int, end: int) -> Span | None:
    """The place named at ``start``: a venue head and its name, or capitalised words, with the areas that follow commas.

    "Aula Dinas Sosial, Kota Mekar" · "halaman Mapolres Mekar" · "Jalan Melati, Desa Sari, Kecamatan Baru".
    None when no place is named there ("di antaranya", "di bidang hukum").
    """
    tokens = reading.tokens_in(Span(start, end))
    stop, parts, capitals = start, 1, 0
    i = 0
    small = 0
    while i < len(tokens):
        word = tokens[i].of(reading.text)
        low = word.casefold()
        named = reading.named_at(tokens[i].start)
        if i == 0 and (low in _NOT_PLACES or (named is not None and named.kind is EntityKind.PERSON)):
            return None
        if word == ",":
            following = tokens[i + 1].of(reading.text) if i + 1 < len(tokens) else ""
            if parts >= _PLACE_PARTS or not capitals or not _goes_on(reading, tokens, i + 1, following):
                break
            parts, small = parts + 1, 0
            i += 1
            continue
        if word in "()":
            close = next((k for k in range(i + 1, min(i + 5, len(tokens))) if tokens[k].of(reading.text) == ")"), None)
            inner = reading.text[tokens[i].end : tokens[close].start] if close else ""
            if not close or not inner[:1].isupper() or any(ch.isdigit() for ch in inner):
                break
            stop, i = tokens[close].end, close + 1
            continue
        if not (word[0].isalnum()):
            break
        if word[0].isupper() or (word[0].isdigit() and capitals and word.count("/") < 2):
            if named is not None and named.kind is not EntityKind.PERSON:
                while i < len(tokens) and tokens[i].start < named.end:
                    i += 1
                stop, capitals, small = named.end, capitals + 1, 0
                continue
            if low in words("days", "word") or (low in words("months", "word")):
                break
            capitals, stop, small = capitals + 1, tokens[i].end, 0
            i += 1
            continue
        if (
            low in ("dan", "di")
            and capitals
            and i + 1 < len(tokens)
            and tokens[i + 1].of(reading.text)[0].isupper()
            and parts < _PLACE_PARTS
        ):
            parts += 1
            i += 1
            continue
        if capitals and low not in words("venues"):
            break
        if low in stops("function") or low in stops("pointer") or low in stops("link") or small >= 3:
            break
        if i == 0 and low not in words("venues"):
            return None
        small += 1
        i += 1
    if not capitals:
        return None
    return Span(start, stop)


def _goes_on(reading: Reading, tokens: tuple[Span, ...], i: int, following: str) -> bool:
    """Whether a place goes on after a comma: a word for an area ("Kecamatan …") or the name of a province or city."""
    if not following[:1].isupper():
        return False
    low = following.casefold()
    if low in words("days", "word"):
        return False
    if low in words("venues"):
        return True
    named = reading.named_at(tokens[i].start)
    if named is not None:
        return named.kind is EntityKind.PLACE
    two = f"{low} {tokens[i + 1].of(reading.text).casefold()}" if i + 1 < len(tokens) else low
    return low in _areas() or two in _areas()
