"""Where an event may be named: noun phrases headed by an event noun, and names given to events.

A phrase is only a candidate; whether it names an event that the article tells of is weighed in ``events_score``. How
far a phrase reaches is the matter of ``events_extent``.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from kg.facts.events_extent import Extent, extent
from kg.facts.events_nouns import Noun, first_words, longest, nouns, offices, stops
from kg.facts.events_phrase import Phrase
from kg.facts.reading import Reading
from kg.model import EntityKind, Span, TagLabel
from kg.text.dates import dates
from kg.text.sentences import Sentence

# An EVENT tag below this is noise as a candidate; above it the score still weighs it.
_TAG_FLOOR = 0.4
# A name that ends in its noun has at most this many words before it.
_BEFORE = 8


def _bare_of_possessive(word: str) -> str:
    return re.sub(r"(?:nya|mu|ku)$", "", word)


class Scanner:
    """Finds the phrases of one reading, sentence by sentence."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = reading.text
        self.tokens = reading.tokens
        self._tags = [t for t in reading.tags if t.label is TagLabel.EVENT and t.score >= _TAG_FLOOR]
        self._titles = [t.span for t in reading.tags if t.label is TagLabel.TITLE]

    def phrases(self) -> list[Phrase]:
        """All candidate phrases in text order."""
        found: list[Phrase] = []
        for number, sentence in enumerate(self.reading.document.sentences):
            found += self._in_sentence(number, sentence)
        return found

    def _in_sentence(self, number: int, sentence: Sentence) -> list[Phrase]:
        published = self.reading.document.article.published
        dated = [d.span for d in dates(self.text, sentence.span, published)]
        i = bisect_left(self.tokens, Span(sentence.start, 0))
        last = bisect_left(self.tokens, Span(sentence.end, 0))
        found: list[Phrase] = []
        while i < last:
            step = self._head(i, last)
            if step is None:
                i += 1
                continue
            length, noun, specific = step
            if noun.kind == "no" or self._is_part(i, sentence):
                i += length
                continue
            first = self._before(i, sentence) if noun.last else i
            reach = extent(self.reading, first, i + length, last, noun, dated, sentence.title)
            found.append(self._phrase(number, first, i, i + length, specific, noun, reach))
            i += length
            while i < last and self.tokens[i].start < reach.end:
                i += 1
        return sorted(self._with_tags(found, number, sentence), key=lambda p: (p.start, p.end))

    # ---- heads

    def _word(self, i: int) -> str:
        return self.tokens[i].of(self.text)

    def _noun_at(self, i: int, last: int) -> tuple[int, Noun] | None:
        """The longest event noun that starts at token ``i``, also with a possessive ending ("kunjungannya")."""
        first = self._word(i).casefold()
        if first not in first_words() and _bare_of_possessive(first) not in first_words():
            return None
        for n in range(min(longest(), last - i), 0, -1):
            key = tuple(self._word(j).casefold() for j in range(i, i + n))
            if key in nouns():
                return n, nouns()[key]
            tail = _bare_of_possessive(key[-1])
            if tail != key[-1] and (*key[:-1], tail) in nouns():
                return n, nouns()[(*key[:-1], tail)]
        return None

    def _head(self, i: int, last: int) -> tuple[int, Noun, int] | None:
        """The chain of event nouns at ``i``: its length, its most telling noun, the token where its name begins.

        "kegiatan *bakti sosial*" is told by "bakti sosial" and named from there; "*upacara* serah terima jabatan" by
        the second noun, but named from the first.
        """
        step = self._noun_at(i, last)
        if step is None:
            return None
        length, noun = step
        specific = i
        while i + length < last and (more := self._noun_at(i + length, last)) and more[1].kind != "no":
            covered = noun.word in stops("cover")
            specific = i + length if covered else specific
            if (
                covered
                or noun.kind == "generic"
                or (more[1].kind not in ("generic", "process") and noun.word == "upacara")
            ):
                noun = more[1]
            length += more[0]
        return length, noun, specific

    def _is_part(self, i: int, sentence: Sentence) -> bool:
        """Whether the noun at ``i`` is part of the name of something else.

        Inside a person's or organisation's name ("Panitia Lomba Sari"), inside an office ("Deputi Bidang Pelatihan",
        "Kepala Seksi Penertiban"), or the name of a room ("ruang sidang").
        """
        t = self.tokens[i]
        if self.reading.named_over(t.start, EntityKind.PERSON, EntityKind.ORGANISATION):
            return True
        if any(s.start <= t.start < s.end for s in self._titles):
            return True
        if i and self.tokens[i - 1].start >= sentence.start and self._word(i - 1).casefold() in stops("room"):
            return True
        if sentence.title or not self._word(i)[0].isupper():
            return False
        for j in range(i - 1, max(i - 8, -1), -1):
            word = self._word(j)
            if self.tokens[j].start < sentence.start or not (word[0].isupper() or word in ("dan", "(", ")")):
                return False
            if word.casefold() in offices():
                return True
        return False

    def _before(self, i: int, sentence: Sentence) -> int:
        """The first token of a name that ends in its noun: "Nusa Digital *Expo*"; only capitalised words.

        In a title every word has a capital, so nothing is taken there.
        """
        if sentence.title or not self._word(i)[0].isupper():
            return i
        j = i
        while j > 0 and i - j < _BEFORE and self.tokens[j - 1].start >= sentence.start:
            word, gap = self._word(j - 1), self.text[self.tokens[j - 1].end : self.tokens[j].start]
            if gap.strip() or not word[0].isupper() or word.casefold() in stops("function") | stops("link"):
                break
            if word.casefold() in stops("cover") or self.reading.named_over(
                self.tokens[j - 1].start, EntityKind.PERSON
            ):
                break
            j -= 1
        return j

    # ---- phrases

    def _phrase(
        self, number: int, first: int, head: int, after: int, specific: int, noun: Noun, reach: Extent
    ) -> Phrase:
        start = self.tokens[first].start
        head_span = Span(self.tokens[head].start, self.tokens[after - 1].end)
        core_start = self.tokens[specific].start if specific != head and first == head else start
        if noun.word in stops("cover") and reach.proper is not None:
            between = self.text[head_span.end : reach.proper].strip(" \"“‘'").casefold()
            if not between or between in stops("call"):
                core_start = reach.proper
        core = self.text[core_start : max(reach.name_end, head_span.end)]
        if reach.called and core_start == reach.proper:
            core = core.rstrip("”\"’'")
        # The tagger says that an event is named here; where its name begins and ends the rules know better (measured
        # on the names of training articles).
        tag = max((t.score for t in self._tags if t.start < reach.end and start < t.end), default=0.0)
        return Phrase(
            start,
            reach.end,
            head_span,
            noun,
            number,
            Span(core_start, core_start + len(core)),
            reach.short,
            reach.pointer,
            tag,
            reach.called,
        )

    def _with_tags(self, found: list[Phrase], number: int, sentence: Sentence) -> list[Phrase]:
        """The phrases and those EVENT tags that none of them touches."""
        for t in self._tags:
            if not sentence.start <= t.start < sentence.end or self._is_somebody(t.span):
                continue
            if not any(p.span.overlaps(t.span) for p in found):
                found.append(Phrase(t.start, t.end, t.span, None, number, t.span, tag=t.score))
        return found

    def _is_somebody(self, span: Span) -> bool:
        """Whether a stretch is a person, with or without the office before the name: "Bupati Mekar Sari Dewi"."""
        person = self.reading.named_over(span.end - 1, EntityKind.PERSON)
        first = self.text[span.start : span.end].split()[0].casefold()
        return person is not None and (person.start <= span.start or first in offices())
