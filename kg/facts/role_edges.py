"""Where a person's office can stand: the stretches before and after the name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.facts.names import is_degree, is_prefix_word
from kg.facts.reading import Named, Reading
from kg.facts.titles import REACH, TitlePhrase, phrases
from kg.model import EntityKind, Span

#: Words that lead from an office on to the name: "ketua komite berinisial R", "anggota dewan atas nama Arga".
_LEADING_ON = frozenset("bernama berinisial inisial atas nama yakni yaitu adalah yang".split())

#: Initials of a name that its tag left out: "H.R."
_INITIALS = re.compile(r"[A-Z](?:\.[A-Z])+\.?")


def left_edge(reading: Reading, person: Named, sentence: Span) -> Span:
    """The stretch before the name that can hold its title: to the previous person, quotation mark or sentence start."""
    start = max(sentence.start, person.start - REACH)
    for other in reading.named_in(Span(start, person.start), EntityKind.PERSON):
        start = max(start, other.end)
    start = max([start, *_stops(reading, Span(start, person.start))])
    between = reading.text[start : person.start]
    for m in re.finditer(r"[\"“”;:]|\s[–—]\s", between):
        start += m.end() - (start - (person.start - len(between)))
    return Span(start, before_honorifics(reading, Span(start, person.start)))


_STOP = re.compile(r"(\w{3,})[.!?]\s+(?=[A-Z])")
_NO_STOP = frozenset({"kab", "kec", "kel", "prov", "jln", "tbk"})


def _stops(reading: Reading, stretch: Span) -> list[int]:
    """Where sentences end within a stretch, as they do inside a quotation that is one sentence with its frame."""
    found = _STOP.finditer(reading.text, stretch.start, stretch.end + 1)
    return [m.end() for m in found if not (is_prefix_word(m[1]) or is_degree(m[1]) or m[1].lower() in _NO_STOP)]


def before_honorifics(reading: Reading, stretch: Span) -> int:
    """Where the honorifics, ranks and the comma that lead on to the name begin."""
    end = stretch.end
    for token in reversed(reading.tokens_in(stretch)):
        word = token.of(reading.text)
        if is_prefix_word(word) or word in ",.()" or word.lower() in _LEADING_ON or _INITIALS.fullmatch(word):
            end = token.start
        else:
            return token.end
    return end


def right_edge(reading: Reading, person: Named, sentence: Span) -> Span:
    """The stretch after the name, its degrees and age in brackets left out, to the next person."""
    start = person.end
    for token in reading.tokens_in(Span(person.end, min(sentence.end, person.end + REACH))):
        word = token.of(reading.text)
        if token.start < start:
            continue
        if is_degree(word) or (word == "." and start == token.start):
            start = token.end  # the last stop of "S.H." belongs to the degree
        elif word == "," and (degree := _unknown_degree(reading, token.start, sentence)):
            start = degree
        elif word not in ",.":
            break
    if m := re.match(r",?\s*\(\s*\d{1,3}(?:\s+tahun)?\s*\)", reading.text[start : sentence.end]):
        start += m.end()
    end = min(sentence.end, start + REACH)
    end = min([end, *_stops(reading, Span(start, end))])
    for other in reading.named_in(Span(start, end), EntityKind.PERSON):
        end = min(end, other.start)
    return Span(start, end)


#: Built like a degree: "D.Sc", "Sp.OG(K)", "FCBArb.", "DPH".
_DEGREE = re.compile(
    r",\s*(?:(?:[A-Z][A-Za-z]{0,6}\.)+[A-Za-z]{0,6}|[A-Z]{2,7}[a-z]{0,3})\.?(?:\s?\([A-Z]{1,3}\))?(?=[\s,.;(]|$)"
)


def _unknown_degree(reading: Reading, comma: int, sentence: Span) -> int | None:
    """The end of what is built like a degree behind a comma and names nothing; None without one."""
    m = _DEGREE.match(reading.text, comma, sentence.end)
    if m is None or any(reading.named_in(Span(comma, m.end()))):
        return None
    return m.end()


def to_the_end(reading: Reading, stretch: Span) -> Iterator[TitlePhrase]:
    """Title phrases of a stretch, provided the last reaches its end."""
    found = phrases(reading, stretch)
    if found and not re.search(r"\w", reading.text[found[-1].whole.end : stretch.end]):
        yield from found


def from_the_start(reading: Reading, stretch: Span) -> Iterator[TitlePhrase]:
    """The title phrases that begin exactly at the start of a stretch, up to the first clause boundary."""
    text = reading.text[stretch.start : stretch.end]
    for cut in range(len(text), 0, -1):
        if cut != len(text) and not re.match(r"[,.;)]|\s[a-z]", text[cut:]):
            continue
        found = phrases(reading, Span(stretch.start, stretch.start + cut))
        filled = stretch.start + len(text[:cut].rstrip(" ,."))
        if found and found[0].title.start <= stretch.start + 1 and found[-1].whole.end >= filled:
            yield from found
            return
