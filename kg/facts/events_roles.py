"""What people are at an event: narasumber, moderator, ketua panitia …

The pattern is a title word of ``lexicon/event_roles.tsv`` near a person's name in one sentence (invented examples):

- title before the name: "dengan moderator Sari Dewi", "Ketua Panitia, Budi Laksana, …";
- title after it: "Sari Dewi sebagai narasumber", "Sari Dewi selaku ketua panitia";
- a list after the title: "menghadirkan narasumber, yakni Sari Dewi (Kampus A), Budi Laksana dan Tono";
- a pronoun before it: "Sari Dewi … . Hal itu disampaikannya saat menjadi narasumber …".

The event is one that the sentence names, else the article's likeliest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kg.facts.reading import Named, Reading
from kg.lexicon import table
from kg.model import EntityKind, Event, Role, Span

# Between a title and a name may stand an honorific, an office, a bracket: more characters are another clause.
_GAP = 80
# Between two names of a list stand degrees and affiliations, up to this many characters; and so many names at most.
_LIST_GAP = 120
_LIST = 12

_AFTER = re.compile(
    r"\s*(?:\([^)]*\)\s*)?,?\s*(?:yang\s+)?(?:(?:hadir|bertindak|didapuk|tampil|juga|turut|saat|ketika)\s+)*"
    r"(?:sebagai|selaku|menjadi)\s+(?:salah\s+satu\s+|seorang\s+)?",
    re.IGNORECASE,
)
_BROKEN = re.compile(r"[;!?\"“”]|\b(?:kata|ujar|mengatakan|menyampaikan|menjelaskan|menghadirkan)\b", re.IGNORECASE)
_JOINT = re.compile(r",|\b(?:dan|serta)\b|&")
_PRONOUN = re.compile(r"\b(?:ia|dia|beliau)\b|\w{4,}nya\b", re.IGNORECASE)
_BECOMING = re.compile(r"\b(?:sebagai|selaku|menjadi)\s+(?:salah\s+satu\s+|seorang\s+)?$", re.IGNORECASE)


@cache
def _titles() -> dict[str, str]:
    return {r["word"]: r["title"] for r in table("event_roles")}


@cache
def _title() -> re.Pattern[str]:
    forms = "|".join(re.escape(w) for w in sorted(_titles(), key=lambda w: (-len(w), w)))
    return re.compile(rf"(?<!\w)(?P<title>{forms})(?!\w)", re.IGNORECASE)


def roles_at(reading: Reading, events: Sequence[Event], roles: Sequence[Role] = ()) -> tuple[Role, ...]:
    """The roles at ``events`` that ``roles`` does not hold yet, in text order, keyed "role:event:1" and on."""
    known = {(r.holder, (r.title or "").casefold()) for r in roles if r.event}
    out: list[Role] = []
    for m, n in _held(reading):
        event = _event_near(reading, events, m.start())
        title = _titles()[m["title"].casefold()] or m["title"]
        if event is None or (n.entity.key, title.casefold()) in known:
            continue
        known.add((n.entity.key, title.casefold()))
        evidence = Span(min(m.start("title"), n.start), max(m.end("title"), n.end))
        out.append(
            Role(
                f"role:event:{len(out) + 1}",
                n.entity.key,
                title,
                event=event.key,
                evidence=(evidence,),
                confidence=event.confidence,
                rule="title at an event",
            )
        )
    return tuple(out)


def _held(reading: Reading) -> Iterator[tuple[re.Match[str], Named]]:
    """Every title word with each person it is said of."""
    for sentence in reading.document.sentences:
        for m in _title().finditer(reading.text, sentence.start, sentence.end):
            for n in _holders(reading, m, sentence.span):
                yield m, n


def _event_near(reading: Reading, events: Sequence[Event], offset: int) -> Event | None:
    """The event a title at ``offset`` belongs to: the likeliest of those its sentence names, else of the article."""
    sentence = reading.document.sentence_at(offset)
    if sentence is None or not events:
        return None
    here = [e for e in events if any(sentence.start <= m.start < sentence.end for m in e.mentions)]
    return max(here or events, key=lambda e: (e.confidence, e.key))


def _holders(reading: Reading, m: re.Match[str], sentence: Span) -> Iterator[Named]:
    """The persons a title is said of, by the patterns of this module."""
    before = list(reading.named_in(Span(sentence.start, m.start()), EntityKind.PERSON))
    if before and _AFTER.fullmatch(reading.text, before[-1].end, m.start()):
        yield before[-1]
        return
    lead_in = reading.text[sentence.start : m.start()]
    if not before and _BECOMING.search(lead_in) and _PRONOUN.search(lead_in):
        earlier = [
            n
            for n in reading.named_in(Span(reading.document.article.body, sentence.start), EntityKind.PERSON)
            if reading.document.quotation_at(n.start) is None
        ]
        yield from earlier[-1:]
        return
    yield from _listed(reading, m.end(), sentence.end)


def _listed(reading: Reading, at: int, end: int) -> Iterator[Named]:
    """The names that follow a title, one or a list; another title ends it."""
    taken = 0
    for n in reading.named_in(Span(at, end), EntityKind.PERSON):
        between = reading.text[at : n.start]
        if n.start < at:
            continue
        if _BROKEN.search(between) or (taken and _title().search(between)) or taken >= _LIST:
            return
        if len(between) > (_LIST_GAP if taken else _GAP) or (taken and not _JOINT.search(between)):
            return
        yield n
        at, taken = n.end, taken + 1
