"""Where an event was: the fullest place phrase beside its name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from kg.facts.events_dates import sentence_numbers
from kg.facts.events_group import Cluster
from kg.facts.events_nouns import nouns, stops
from kg.facts.reading import Reading
from kg.lexicon import table, words
from kg.model import EntityKind, Span

# A place is looked for this far behind the event's name, in characters; further on the clause is another one.
_REACH = 240
# A venue with its village, district and regency: "Aula X, Desa Y, Kecamatan Z, Kabupaten W".
_PARTS = 6
# Small words between the head of a venue and its name: "ruang rapat paripurna DPRD".
_SMALL = 3
# A verb of holding this many sentences away may still tell of the event.
_NEAR = 3
# The sentences that say who, what, when and where.
_LEAD = 2

_AT = re.compile(r"(?<!\w)(?P<link>di|ke)\s+(?=\S)", re.IGNORECASE)
# What says of a place outright that the event was there: "digelar di …", "peristiwa itu terjadi di …".
_HELD = re.compile(
    r"\b(?:bertempat|berlokasi|berlangsung|digelar|dihelat|diadakan|diselenggarakan|dilaksanakan|dilangsungkan|dipusatkan|"
    r"terjadi)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
# A day right behind a place dates what happened there: "di Aula Mekar, Kamis (6/11)".
_DAY = re.compile(
    r"\s*,?\s*(?:pada\s+)?(?:hari\s+)?(?:senin|selasa|rabu|kamis|jum['’]?at|sabtu|minggu|ahad)\b", re.IGNORECASE
)
_COURT = re.compile(r"\b(?:pengadilan|ruang sidang|mahkamah|PN|PT)\b", re.IGNORECASE)
# A country says nothing about where in it something was.
_COUNTRY = frozenset({"indonesia", "tanah air"})
# Words whose full stop ends no phrase: "Jl. Melati No. 5".
_STOPPED = frozenset({"jl", "jln", "no", "kec", "kab", "rt", "rw", "kel", "gg"})


def where(reading: Reading, c: Cluster, main: bool) -> Span | None:
    """The stretch that names the event's place.

    Searched in order: where the text says outright that it was held, in the sentences that name it; the "di …" behind
    its name or inside it, then before it; for the article's main event then where a sentence close by says that
    something was held, and the "di …" of the first two sentences. A visit also goes "ke …"; a court sits in a court.
    """
    kinds = {p.noun.kind for p in c.phrases if p.noun}
    links = ("di", "ke") if "visit" in kinds else ("di",)
    sentences = reading.document.sentences
    numbers = sentence_numbers(reading, c)
    body = [n for n, s in enumerate(sentences) if not s.title]
    if "court" in kinds and (found := _court(reading, [*numbers, *(body if main else ())])):
        return found
    if found := _held(reading, numbers):
        return found
    for number in numbers:
        sentence = sentences[number]
        anchors = _anchors(c, number, sentence.span)
        for anchor in anchors:
            if found := _first(reading, Span(anchor, min(sentence.end, anchor + _REACH)), links):
                return found
        if anchors and (found := _first(reading, Span(sentence.start, anchors[0]), links)):
            return found
    if main:
        near = [n for n in body if any(abs(n - k) <= _NEAR for k in numbers)]
        if found := _held(reading, near):
            return found
        for number in body[:_LEAD]:
            if found := _first(reading, sentences[number].span, ("di",)):
                return found
    if "court" in kinds:
        return _seat(reading, [*numbers, *(body[:_LEAD] if main else ())])

    return None


def _anchors(c: Cluster, number: int, sentence: Span) -> list[int]:
    """Where the heads of the event's names end in a sentence."""
    return sorted(
        {p.head.end for p in (*c.phrases, *c.echoes) if p.sentence == number}
        | {s.end for s in c.shorts if sentence.start <= s.start < sentence.end}
    )


def _found(reading: Reading, span: Span, links: tuple[str, ...] = ("di",)) -> Iterator[tuple[int, Span]]:
    """Every place that a link word leads to: where the link word stands, and the place."""
    for m in _AT.finditer(reading.text, span.start, span.end):
        if m["link"].casefold() not in links:
            continue
        sentence = reading.document.sentence_at(m.start())
        place = place_at(reading, m.end(), sentence.end if sentence else span.end)
        if place:
            yield m.start(), place


def _first(reading: Reading, span: Span, links: tuple[str, ...]) -> Span | None:
    """The first place that a link word leads to, or the first with a day right behind it."""
    found = [place for _, place in _found(reading, span, links)]
    found.sort(key=lambda p: p.of(reading.text).casefold() in _COUNTRY)
    dated = (p for p in found if _DAY.match(reading.text, p.end))
    return next(dated, found[0]) if found else None


def _seat(reading: Reading, numbers: Iterable[int]) -> Span | None:
    """The first court that is named at all: "Pengadilan Negeri Mekar menggelar sidang"."""
    for number in numbers:
        for n in reading.named_in(reading.document.sentences[number].span, EntityKind.ORGANISATION, EntityKind.PLACE):
            if _COURT.match(reading.text, n.start, n.end):
                return n.span
    return None


def _held(reading: Reading, numbers: Iterable[int]) -> Span | None:
    """The first place that a verb of holding or happening leads to."""
    for number in numbers:
        sentence = reading.document.sentences[number].span
        for at, place in _found(reading, sentence):
            if _HELD.search(reading.text, sentence.start, at) and reading.document.quotation_at(at) is None:
                return place
    return None


def _court(reading: Reading, numbers: Iterable[int]) -> Span | None:
    """The first place that is a court."""
    for number in numbers:
        for _, place in _found(reading, reading.document.sentences[number].span):
            if _COURT.search(reading.text, place.start, place.end):
                return place
    return None


@cache
def _areas() -> frozenset[str]:
    return frozenset(r["word"].casefold() for r in table("places"))


def place_at(reading: Reading, start: int, end: int) -> Span | None:
    """The place named at ``start``: a venue head and its name, or capitalised words, with the areas that follow commas.

    "Aula Dinas Sosial, Kota Mekar" · "halaman Mapolres Mekar" · "Jalan Melati, Desa Sari, Kecamatan Baru".
    None when no place is named there ("di antaranya", "di bidang hukum", "di Lomba Sari").
    """
    walk = _Walk(reading, start, end)
    walk.run()
    return Span(start, walk.stop) if walk.capitals else None


class _Walk:
    """Goes through the tokens of a place; each method decides on one kind of token."""

    def __init__(self, reading: Reading, start: int, end: int) -> None:
        self.reading, self.text = reading, reading.text
        self.tokens = reading.tokens_in(Span(start, end))
        self.i = 0
        self.stop = start
        self.parts = 1
        self.capitals = self.small = 0

    def run(self) -> None:
        while self.i < len(self.tokens) and self._step():
            pass

    def word(self, i: int) -> str:
        return self.tokens[i].of(self.text) if i < len(self.tokens) else ""

    def _step(self) -> bool:
        t, word = self.tokens[self.i], self.word(self.i)
        low = word.casefold()
        if self.i == 0 and self._no_place(t, low):
            return False
        if word == ",":
            return self._comma()
        if word == "(":
            return self._bracket(t)
        if word == "." and self.word(self.i - 1).casefold() in _STOPPED:
            self.i += 1
            return True
        if not word[0].isalnum():
            return False
        if word[0].isupper() or (word[0].isdigit() and self.capitals and word.count("/") < 2):
            return self._capital(t, low)
        return self._small_word(low)

    def _no_place(self, t: Span, low: str) -> bool:
        """Whether the first word says that no place follows: a person, an event noun, a word like "bidang"."""
        named = self.reading.named_at(t.start)
        if named is not None and named.kind is EntityKind.PERSON:
            return True
        noun = nouns().get((low,))
        return low in stops("nowhere") or (noun is not None and noun.kind != "no" and low not in words("venues"))

    def _comma(self) -> bool:
        """A comma, when a larger area follows: "Kecamatan …", or the name of a place, province, city or country."""
        if self.parts >= _PARTS or not self.capitals or not self._goes_on(self.i + 1):
            return False
        self.parts, self.small = self.parts + 1, 0
        self.i += 1
        return True

    def _goes_on(self, i: int) -> bool:
        following = self.word(i)
        low = following.casefold()
        if not following[:1].isupper() or low in words("days"):
            return False
        if low in words("venues"):
            return True
        named = self.reading.named_at(self.tokens[i].start)
        if named is not None:
            return named.kind is EntityKind.PLACE
        return low in _areas() or f"{low} {self.word(i + 1).casefold()}" in _areas()

    def _bracket(self, t: Span) -> bool:
        """A short form in brackets: "Pengadilan Negeri (PN) Mekar"; a date is none."""
        close = next((k for k in range(self.i + 1, min(self.i + 5, len(self.tokens))) if self.word(k) == ")"), None)
        inner = self.text[t.end : self.tokens[close].start] if close else ""
        if close is None or not inner[:1].isupper() or any(ch.isdigit() for ch in inner):
            return False
        self.stop, self.i = self.tokens[close].end, close + 1
        return True

    def _capital(self, t: Span, low: str) -> bool:
        """A capitalised word or a number inside a name; an organisation's or place's name is taken whole."""
        if low in words("days") or low in words("months"):
            return False
        named = self.reading.named_at(t.start)
        self.capitals, self.small = self.capitals + 1, 0
        if named is not None and named.kind is not EntityKind.PERSON:
            while self.i < len(self.tokens) and self.tokens[self.i].start < named.end:
                self.i += 1
            self.stop = named.end
        else:
            self.stop, self.i = t.end, self.i + 1
        return True

    def _small_word(self, low: str) -> bool:
        """A word in small letters: the head of a venue, or "dan"/"di" between two names."""
        following = self.word(self.i + 1)
        if low in ("dan", "di") and self.capitals and following[:1].isupper() and self.parts < _PARTS:
            self.parts += 1
            self.i += 1
            return True
        if (self.capitals or self.i == 0) and low not in words("venues"):
            return False
        if low in stops("function") | stops("pointer") | stops("link") or self.small >= _SMALL:
            return False
        self.small += 1
        self.i += 1
        return True
