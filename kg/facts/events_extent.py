"""How far an event's noun phrase reaches to the right of its head.

A walk over the tokens; each rule below says of one kind of token whether the phrase goes on. Examples (invented), with
the reach of the phrase between bars:

- brackets with a short form stay inside: |Musyawarah Besar (Mubes) Tani| digelar …
- so does a name between quotation marks: |seminar bertema "Air untuk Semua"| di …
- one complement with a link word: |audiensi dengan Serikat Tani Mekar|, |banjir di Desa Sari| yang …
- "dan" between capitalised words: |Rapat Evaluasi dan Perencanaan Tahun 2025| di …
- small words that are no verb: |penyerahan bantuan pupuk| dilakukan …
- a person only where the noun takes one: |pelantikan Sari Dewi|, but |peresmian| Bupati Mekar, Sari Dewi, …
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.facts.events_nouns import Noun, is_verb, offices, stops
from kg.facts.reading import Reading
from kg.lexicon import words
from kg.model import EntityKind, Span

# A name is at most about ten words long; brackets with a short form do not count.
_NAME_WORDS = 12
# Words in small letters after the head: beyond these a phrase has turned into a clause.
_SMALL_WORDS = 6
_SMALL_AFTER_LINK = 3
# A name with this many words before its "di …" says enough without the place.
_ENOUGH = 3
# Between an office and its holder stand at most this many words.
_HOLDER = 8

# Kinds of happenings that nobody has with somebody: "kebakaran *dengan*" tells how, not which.
_ALONE = frozenset({"disaster", "accident", "crime"})

# Nouns inside a name that a person completes: "Syukuran Satu Tahun Pemerintahan Sari Dewi".
_OF_A_PERSON = frozenset({"pemerintahan", "kepemimpinan", "kabinet", "era", "tahun"})

_SHORT = re.compile(r"[A-Z][A-Za-z0-9/-]*[A-Za-z0-9]$|[A-Z]+$")
_YEAR = re.compile(r"(?:19|20)\d\d(?:[/-](?:\d{2}|\d{4}))?$")
_OPEN, _CLOSE = "\"“‘'”’", "\"“‘'”’"


@dataclass(frozen=True, slots=True)
class Extent:
    """Where a phrase ends (offset), where its name ends, where its proper part begins (offset or None).

    ``short``, ``pointer`` and ``called`` are as in Phrase.
    """

    end: int
    name_end: int
    proper: int | None
    short: str | None
    pointer: bool
    called: bool


def extent(reading: Reading, first: int, after: int, last: int, noun: Noun, dated: list[Span], title: bool) -> Extent:
    """The extent of the phrase whose tokens ``first`` to ``after`` (exclusive) are known to belong to it.

    ``last`` is the end of the sentence in tokens, ``dated`` the date expressions in it, ``title`` whether it is the
    article's title, where capitals mean nothing.
    """
    walk = _Walk(reading, first, after, last, noun, dated, title)
    walk.run()
    return walk.result()


class _Walk:
    def __init__(
        self, reading: Reading, first: int, after: int, last: int, noun: Noun, dated: list[Span], title: bool
    ) -> None:
        self.reading, self.text, self.tokens = reading, reading.text, reading.tokens
        self.first, self.after, self.last, self.noun, self.dated, self.title = first, after, last, noun, dated, title
        self.j = after
        self.end = self.tokens[after - 1].end
        self.count = after - first
        self.small = 0
        self.link: int | None = None  # the token of the link word, once there is one
        self.place_at: int | None = None  # where a "di …" complement begins
        self.place_count = 0  # words before it
        self.proper: int | None = None
        self.short: str | None = None
        self.called = False

    def word(self, j: int) -> str:
        return self.tokens[j].of(self.text)

    def run(self) -> None:
        while self.j < self.last and self.count < _NAME_WORDS and self._step():
            pass

    def result(self) -> Extent:
        pointer = self.j < self.last and self.word(self.j).casefold() in stops("pointer")
        end = self.end
        if self.place_at is not None and not any(
            ch.isupper() or ch.isdigit() for ch in self.text[self.place_at : self.end]
        ):
            # "banjir di wilayah": no place is named, so the complement says nothing.
            end = len(self.text[: self.place_at].rstrip())
        name_end = end
        if self.place_at is not None and (self.place_count >= _ENOUGH or self.short or self.called):
            name_end = len(self.text[: self.place_at].rstrip())
        comma = self.text.find(",", self.tokens[self.after - 1].end, name_end)
        if comma >= 0:
            name_end = comma
        return Extent(end, name_end, self.proper, self.short, pointer, self.called)

    def _step(self) -> bool:
        """Takes the token at ``j`` if it belongs to the phrase; False ends the walk."""
        t, word = self.tokens[self.j], self.word(self.j)
        low = word.casefold()
        if any(d.contains(t) for d in self.dated) and not _YEAR.match(word):
            return False
        if word == "(":
            return self._bracket(t)
        if word in _OPEN:
            return self._quoted(t)
        if not word[0].isalnum():
            return self._dash(word)
        if low in stops("call"):
            self.called = True
            return self._take(None)
        small = word[0].islower()
        if (low in stops("function") and (small or self.title)) or low in stops("pointer"):
            return False
        if low in stops("link") and (small or self.title):
            return self._linked(low)
        if low in stops("joint"):
            return self._joined(small)
        if is_verb(low if self.title else word):
            return False
        return self._named(t, low) if self.reading.named_at(t.start) or low in offices() else self._plain(t, small)

    def _take(self, end: int | None) -> bool:
        if end is not None:
            self.end = end
        self.j, self.count = self.j + 1, self.count + 1
        return True

    def _bracket(self, t: Span) -> bool:
        """ "(Rakor)": a short form in brackets."""
        close = next((k for k in range(self.j + 1, min(self.j + 5, self.last)) if self.word(k) == ")"), None)
        inner = self.text[t.end : self.tokens[close].start].strip() if close else ""
        if close is None or not _SHORT.match(inner) or len(inner.split()) > 2:
            return False
        before = self.text[self.tokens[self.first].start : t.start]
        if self.short is None and abbreviates(inner, before, self.text[self.tokens[self.first].start : self.end]):
            self.short = inner
        self.j, self.end = close + 1, self.tokens[close].end
        return True

    def _quoted(self, t: Span) -> bool:
        """A name between quotation marks: "bertajuk ‘Air untuk Semua’"."""
        close = next((k for k in range(self.j + 2, min(self.j + 14, self.last)) if self.word(k) in _CLOSE), None)
        if close is None:
            return False
        self.called = True
        self.proper = self.proper or t.end
        self.end, self.j, self.count = self.tokens[close].end, close + 1, self.count + 3
        return True

    def _dash(self, word: str) -> bool:
        """A dash or colon inside a proper name: "Festival Sari - Edisi Dua"."""
        if word in "-–:" and self.proper is not None and self.j + 1 < self.last and self.word(self.j + 1)[0].isupper():
            self.j += 1
            return True
        return False

    def _linked(self, low: str) -> bool:
        """One link word with its complement: a name, or after "di" a place, or after "dengan" a noun."""
        following = self.j + 1
        if low == "dengan" and self.noun.kind in _ALONE:
            return False
        if self.link is not None or following >= self.last or not self._may_complement(following, low):
            return False
        self.link = self.j
        if low in ("di", "ke"):
            self.place_at, self.place_count = self.tokens[self.j].start, self.count
        return self._take(None)

    def _may_complement(self, j: int, link: str) -> bool:
        word = self.word(j)
        if self.reading.named_at(self.tokens[j].start) is not None or word[0].isupper():
            return True
        low = word.casefold()
        if link in ("di", "ke"):
            return low in words("venues") or low in ("sejumlah", "seluruh", "sekitar", "tengah", "dalam")
        return link != "dari" and not is_verb(low) and low not in stops("function")

    def _joined(self, small: bool) -> bool:
        """ "dan" between capitalised words."""
        if not small or self.j + 1 >= self.last:
            return False
        if not (self.word(self.j + 1)[0].isupper() and self.word(self.j - 1)[0].isupper()):
            return False
        return self._take(None)

    def _named(self, t: Span, low: str) -> bool:
        """A name, taken whole; a person only where the noun takes one or a word before leads to it."""
        named = self.reading.named_at(t.start)
        holder = named is not None and named.kind is EntityKind.PERSON
        if named is None and self.word(self.j)[0].isupper():
            holder = self._holder_follows()
        led = self.link is not None or self.word(self.j - 1).casefold() in _OF_A_PERSON
        if holder and not self.noun.person and not led:
            return False
        if named is None:
            return self._plain(t, self.word(self.j)[0].islower())
        while self.j < self.last and self.tokens[self.j].start < named.end:
            self.j += 1
        self.end = named.end
        self.count += len(named.span.of(self.text).split())
        return True

    def _holder_follows(self) -> bool:
        """Whether an office leads to the person who holds it: "Bupati Mekar Sari Dewi"."""
        for k in range(self.j + 1, min(self.j + _HOLDER, self.last)):
            named = self.reading.named_over(self.tokens[k].start, EntityKind.PERSON)
            if named is not None:
                return True
            word = self.word(k)
            if not (word[0].isupper() or word in ("(", ")", "dan")):
                return False
        return False

    def _plain(self, t: Span, small: bool) -> bool:
        """Any other word."""
        if small:
            self.small += 1
            if self.small > _SMALL_WORDS or (self.link is not None and self.small > _SMALL_AFTER_LINK):
                return False
        elif self.proper is None and not self.title:
            self.proper = t.start
        return self._take(t.end)


def abbreviates(short: str, *phrases: str) -> bool:
    """Whether ``short`` abbreviates one of the phrases from its head on: its letters stand in the phrase in order.

    One letter may be amiss, as short forms are made of sounds: "Mubes", "Musyawarah Besar" → True; "BPD", "sidang Badan
    Permusyawaratan Desa" → False, since the short form is the body's, not the session's.
    """
    want = re.sub(r"\W|\d", "", short).casefold()
    for phrase in phrases:
        letters = re.sub(r"[^\w ]", "", phrase).casefold()
        covers = re.finditer(r"(?:kegiatan|acara|ajang|upacara|agenda)\s+", letters)
        starts = [0, *[m.end() for m in covers][:1]]
        for start in starts:
            rest = letters[start:].lstrip()
            if want[:1] != rest[:1]:
                continue
            at = amiss = 0
            for ch in want:
                found = rest.find(ch, at)
                if found < 0:
                    amiss += 1
                else:
                    at = found + 1
            if amiss <= (len(want) > 4):
                return True
    return False
