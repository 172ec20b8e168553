"""Where an event may be named: noun phrases headed by an event noun, and names given to events.

A phrase is only a candidate; whether it names an event that the article tells of is weighed in ``events_score``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache

from kg.facts.reading import Reading
from kg.lexicon import table, words
from kg.model import EntityKind, Span, TagLabel
from kg.text.dates import Dated, dates
from kg.text.sentences import Sentence

# A name is at most about ten words long; brackets with a short form do not count.
_NAME_WORDS = 12
# Words in small letters after the head: beyond these a phrase has turned into a clause.
_SMALL_WORDS = 6
# An EVENT tag below this is noise as a candidate; above it the score still weighs it.
_TAG_FLOOR = 0.4

_VERB = re.compile(r"(?:me(?:[mnlrwy]|ng)|di|ber|ter)\w{3,}$")
_ACRONYM = re.compile(r"[A-Z][A-Za-z0-9/-]*[A-Za-z0-9]$|[A-Z]+$")
_YEAR = re.compile(r"(?:19|20)\d\d(?:[/-](?:\d{2}|\d{4}))?$")
_ORDINAL = re.compile(r"(?:ke-?\d+|[IVXL]+|\d+)$")


@dataclass(frozen=True, slots=True)
class Noun:
    """A row of the table of event nouns."""

    word: str
    type: str
    kind: str
    same: str
    verbs: tuple[str, ...]
    last: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """A place where an event may be named.

    ``start``/``end`` bound the whole noun phrase, ``head`` its event noun(s). ``noun`` is the most telling noun of the
    head, None when only a tag or a naming verb found the phrase. ``short`` is a short form in brackets inside it.
    ``core`` is the stretch that makes the name (a generic head before a proper name is left out). ``pointer`` says that
    a demonstrative follows ("itu"), ``tag`` is the tagger's probability, 0 without a tag.
    """

    start: int
    end: int
    head: Span
    noun: Noun | None
    sentence: int
    core: Span
    short: str | None = None
    pointer: bool = False
    tag: float = 0.0
    called: bool = False

    @property
    def span(self) -> Span:
        """The whole noun phrase."""
        return Span(self.start, self.end)


@cache
def nouns() -> dict[tuple[str, ...], Noun]:
    """The event nouns by their words."""
    return {
        tuple(r["word"].split()): Noun(
            r["word"], r["type"], r["kind"], r["same"], tuple(r["verbs"].split()), r["order"] == "last"
        )
        for r in table("event_nouns")
    }


@cache
def _longest() -> int:
    return max(map(len, nouns()))


@cache
def stops(use: str) -> frozenset[str]:
    """The words of one use in the table of words that end a phrase."""
    return words("event_stops", use=use)


def is_verb(word: str) -> bool:
    """Whether a word in small letters has the shape of a verb: "dihadiri", "membuka", "berlangsung"."""
    return word[:1].islower() and bool(_VERB.match(word)) and word not in stops("noun")


class Scanner:
    """Finds the phrases of one reading, sentence by sentence."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = reading.text
        self.tokens = reading.tokens
        self._ends = {t.start: t.end for t in self.tokens}
        self._tags = [t for t in reading.tags if t.label is TagLabel.EVENT and t.score >= _TAG_FLOOR]

    def phrases(self) -> list[Phrase]:
        """All candidate phrases in text order."""
        found: list[Phrase] = []
        for number, sentence in enumerate(self.reading.document.sentences):
            found += self._in_sentence(number, sentence)
        return found

    def _in_sentence(self, number: int, sentence: Sentence) -> list[Phrase]:
        published = self.reading.document.article.published
        dated = dates(self.text, sentence.span, published)
        first = bisect_left(self.tokens, Span(sentence.start, 0))
        last = bisect_left(self.tokens, Span(sentence.end, 0))
        found: list[Phrase] = []
        i = first
        while i < last:
            step = self._head(i, last)
            if step is None or self._inside_name(self.tokens[i].start):
                i += 1
                continue
            length, noun = step
            phrase = self._phrase(number, i, i + length, last, noun, dated, sentence)
            found.append(phrase)
            i += length
            while i < last and self.tokens[i].start < phrase.end:
                i += 1
        found = self._with_tags(found, number, sentence)
        return sorted(found, key=lambda p: (p.start, p.end))

    # ---- heads

    def _word(self, i: int) -> str:
        return self.tokens[i].of(self.text)

    def _noun_at(self, i: int, last: int) -> tuple[int, Noun] | None:
        for n in range(min(_longest(), last - i), 0, -1):
            key = tuple(self._word(j).casefold() for j in range(i, i + n))
            if key in nouns():
                return n, nouns()[key]
            tail = re.sub(r"(?:nya|mu|ku)$", "", key[-1])  # "kunjungannya"
            if tail != key[-1] and (*key[:-1], tail) in nouns():
                return n, nouns()[(*key[:-1], tail)]
        return None

    def _head(self, i: int, last: int) -> tuple[int, Noun] | None:
        """The chain of event nouns at ``i``: "kegiatan bakti sosial", "upacara serah terima jabatan"."""
        step = self._noun_at(i, last)
        if step is None:
            return None
        length, noun = step
        while i + length < last and (more := self._noun_at(i + length, last)):
            length += more[0]
            # The last noun that is not a mere "kegiatan" or "upacara" tells what the event is.
            if noun.kind == "generic" or (
                more[1].kind not in ("generic", "process") and noun.word in ("upacara", "aksi")
            ):
                noun = more[1]
        return length, noun

    def _inside_name(self, offset: int) -> bool:
        """Whether a person's or organisation's name covers the character: "Panitia Festival X" names no festival."""
        n = self.reading.named_over(offset, EntityKind.PERSON, EntityKind.ORGANISATION)
        return n is not None

    # ---- extent

    def _phrase(
        self, number: int, i: int, after: int, last: int, noun: Noun, dated: list[Dated], sentence: Sentence
    ) -> Phrase:
        head_end = self.tokens[after - 1].end
        before = self._before(i, sentence) if noun.last else i
        start = self.tokens[before].start
        end, j = head_end, after
        small = linked = 0
        short: str | None = None
        called = False
        count = after - before
        proper_from = start if before < i else None
        while j < last and count < _NAME_WORDS:
            t = self.tokens[j]
            word = self._word(j)
            low = word.casefold()
            if any(d.span.contains(t) for d in dated) and not _YEAR.match(word):
                break
            if word == "(":
                close = self._bracket(j, last)
                if close is None:
                    break
                inner = self.text[t.end : self.tokens[close].start].strip()
                if not _ACRONYM.match(inner) or len(inner.split()) > 2:
                    break
                short = short or inner
                j, end = close + 1, self.tokens[close].end
                continue
            if word in "\"“‘'”’":
                quoted = self._quoted(j, last)
                if quoted is None:
                    break
                end, called, proper_from = self.tokens[quoted].end, True, proper_from or t.start
                j, count = quoted + 1, count + 3
                continue
            if not word[0].isalnum():
                if word in "-–:" and proper_from is not None and j + 1 < last and self._word(j + 1)[0].isupper():
                    j += 1
                    continue
                break
            named = self.reading.named_at(t.start)
            if low in stops("call"):
                j, count, called = j + 1, count + 1, True
                continue
            if (low in stops("function") and word[0].islower()) or low in stops("pointer"):
                break
            if low in stops("link") and word[0].islower():
                if linked >= 1 or j + 1 >= last or not self._may_complement(j + 1, low):
                    break
                linked += 1
                j, count = j + 1, count + 1
                continue
            if low in stops("joint") and word[0].islower():
                if j + 1 >= last or not (self._word(j + 1)[0].isupper() and self._word(j - 1)[0].isupper()):
                    break
                j, count = j + 1, count + 1
                continue
            if is_verb(word):
                break
            if named is not None:
                while j < last and self.tokens[j].start < named.end:
                    j += 1
                end, count = named.end, count + len(named.span.of(self.text).split())
                continue
            if word[0].islower():
                small += 1
                if small > _SMALL_WORDS or (linked and small > 3):
                    break
            elif proper_from is None and not sentence.title:
                proper_from = t.start
            j, end, count = j + 1, t.end, count + 1
        pointer = j < last and self._word(j).casefold() in stops("pointer")
        core = Span(start, end)
        generic_head = noun.kind == "generic"
        if (
            generic_head
            and proper_from is not None
            and self.text[head_end:proper_from].strip() in ("", "bertajuk", "bertema")
        ):
            core = Span(proper_from, end)
        return Phrase(
            start,
            end,
            Span(self.tokens[i].start, head_end),
            noun,
            number,
            core,
            short,
            pointer,
            self._tag(start, end),
            called,
        )

    def _before(self, i: int, sentence: Sentence) -> int:
        """The first token of a name that ends in its noun: "Nusa Digital *Expo*"; only capitals, at most five words.

        In a title every word has a capital, so nothing is taken there.
        """
        if sentence.title or not self._word(i)[0].isupper():
            return i
        j = i
        while j > 0 and i - j < 5 and self.tokens[j - 1].start >= sentence.start:
            word, gap = self._word(j - 1), self.text[self.tokens[j - 1].end : self.tokens[j].start]
            if gap.strip() or not word[0].isupper() or word.casefold() in stops("function") | stops("link"):
                break
            if self.reading.named_over(self.tokens[j - 1].start, EntityKind.PERSON):
                break
            j -= 1
        return j

    def _may_complement(self, j: int, link: str) -> bool:
        """Whether what follows a link word can complete the name: a name, or a place or person word after "di"."""
        word = self._word(j)
        if self.reading.named_at(self.tokens[j].start) is not None or word[0].isupper():
            return True
        low = word.casefold()
        if link in ("di", "ke"):
            return low in words("venues") or low in ("sejumlah", "seluruh", "sekitar", "kawasan", "tengah", "dalam")
        return (
            link in ("dengan", "terhadap", "bagi", "tentang", "terkait", "soal", "kepada", "mengenai")
            and not is_verb(word)
            and low not in stops("function")
        )

    def _bracket(self, j: int, last: int) -> int | None:
        return next((k for k in range(j + 1, min(j + 5, last)) if self._word(k) == ")"), None)

    def _quoted(self, j: int, last: int) -> int | None:
        return next((k for k in range(j + 2, min(j + 14, last)) if self._word(k) in "\"“‘'”’"), None)

    # ---- tags

    def _tag(self, start: int, end: int) -> float:
        return max((t.score for t in self._tags if t.start < end and start < t.end), default=0.0)

    def _with_tags(self, found: list[Phrase], number: int, sentence: Sentence) -> list[Phrase]:
        """The phrases and those EVENT tags that none of them touches."""
        for t in self._tags:
            if sentence.start <= t.start < sentence.end and not any(p.start < t.end and t.start < p.end for p in found):
                found.append(Phrase(t.start, t.end, t.span, None, number, t.span, tag=t.score))
        return found
