"""Offices that serve somebody: counsel and adjutants, whose title stands before the name of the one they serve."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.facts.reading import Named, Reading
from kg.facts.role_edges import before_honorifics, left_edge, right_edge, to_the_end
from kg.facts.titles import TitlePhrase
from kg.model import EntityKind, Span

#: Titles whose next name is the one served: "kuasa hukum Arga, Sekar Tunjung" is Sekar, counsel of Arga.
_SERVING = re.compile(r"\b(?:kuasa hukum|penasihat hukum|pengacara|advokat|ajudan|sekretaris pribadi)$", re.IGNORECASE)
_SERVING_BEFORE = re.compile(
    r"\b(?:kuasa hukum|penasihat hukum|pengacara|advokat|ajudan|sekretaris pribadi)\s+(?:\w+\.?\s+){0,2}", re.IGNORECASE
)
_NEXT_NAME = re.compile(r"\s*(?:\([^()]{1,20}\))?\s*,?\s*")


def serves_a_client(reading: Reading, phrase: TitlePhrase, person: Named, sentence: Span) -> bool:
    """Whether ``person`` is only whom the office serves: the holder is named beside it, here or elsewhere."""
    if _SERVING.search(phrase.title.of(reading.text)) is None:
        return False
    if _next_named(reading, person, sentence) or _holder_before(reading, phrase.title.start, sentence):
        return True
    return any(n.entity == person.entity and n != person and _is_client(reading, n) for n in reading.named)


def _is_client(reading: Reading, n: Named) -> bool:
    """Whether a serving office stands before a mention, and its holder beside it."""
    sentence = reading.document.sentence_at(n.start)
    if sentence is None:
        return False
    office = _SERVING_BEFORE.search(reading.text, max(sentence.start, n.start - 40), n.start)
    return office is not None and (
        _next_named(reading, n, sentence.span) is not None
        or _holder_before(reading, office.start(), sentence.span) is not None
    )


def _holder_before(reading: Reading, office: int, sentence: Span) -> Named | None:
    """The person whose name, with its degrees and a comma or bracket, ends where an office begins."""
    before = list(reading.named_in(Span(sentence.start, office), EntityKind.PERSON))
    if not before:
        return None
    behind = right_edge(reading, before[-1], sentence)
    return before[-1] if re.fullmatch(r"\s*[,(]\s*", reading.text[behind.start : max(behind.start, office)]) else None


def _next_named(reading: Reading, person: Named, sentence: Span) -> Named | None:
    """The person whose name follows ``person``'s with no more than a comma, a bracket and honorifics between."""
    rest = [n for n in reading.named_in(Span(person.end, sentence.end), EntityKind.PERSON) if n.entity != person.entity]
    if not rest:
        return None
    before = Span(person.end, rest[0].start)
    gap = reading.text[person.end : max(person.end, before_honorifics(reading, before))]
    return rest[0] if _NEXT_NAME.fullmatch(gap) else None


def counsel_of(reading: Reading, person: Named, sentence: Span) -> Iterator[TitlePhrase]:
    """kuasa hukum CLIENT[,] NAME: "kuasa hukum Arga Wirayuda, Sekar Tunjung"."""
    for client in reading.named_in(Span(sentence.start, person.start), EntityKind.PERSON):
        following = _next_named(reading, client, sentence)
        if following is None or following.start != person.start:
            continue
        found = tuple(to_the_end(reading, left_edge(reading, client, sentence)))
        if found and _SERVING.search(found[-1].title.of(reading.text)):
            yield found[-1]


def counsel_behind(reading: Reading, person: Named, sentence: Span) -> Iterator[TitlePhrase]:
    """NAME, kuasa hukum CLIENT: "Sekar Tunjung, kuasa hukum Arga Wirayuda"."""
    for client in reading.named_in(Span(person.end, sentence.end), EntityKind.PERSON):
        if client.entity == person.entity:
            continue
        found = tuple(to_the_end(reading, left_edge(reading, client, sentence)))
        if found and _SERVING.search(found[-1].title.of(reading.text)):
            holder = _holder_before(reading, found[-1].title.start, sentence)
            if holder is not None and holder.start == person.start:
                yield found[-1]
        return
