"""What people are at an event: narasumber, moderator, ketua panitia …

The pattern is a title word of ``lexicon/event_roles.tsv`` next to a person's name, in a sentence that names the event or
follows one that does:

- title before the name: "dengan narasumber Sari Dewi", "dimoderatori Budi", "Ketua Panitia, Budi Laksana";
- title after it: "Sari Dewi sebagai narasumber", "Sari Dewi selaku ketua panitia";
- a list after the title: "menghadirkan narasumber Sari Dewi, Budi Laksana dan Tono".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kg.facts.reading import Named, Reading
from kg.lexicon import table
from kg.model import EntityKind, Event, Role, Span

# Between a title and a name may stand an honorific, an office, a bracket; more than this is another clause.
_GAP = 60
# Names in a list after one title.
_LIST = 6
_AFTER = re.compile(
    r"\s*(?:\([^)]*\)\s*)?,?\s*(?:yang\s+)?(?:hadir\s+|bertindak\s+|didapuk\s+|tampil\s+|juga\s+|menjadi\s+)*(?:sebagai|selaku|menjadi)\s+(?:salah\s+satu\s+|seorang\s+)?",
    re.IGNORECASE,
)
_JOIN = re.compile(r"[^.;!?]{0,120}?(?:,|dan|serta|&)\s*[^.;!?]{0,80}?$")


@cache
def _titles() -> dict[str, str]:
    return {r["word"]: r["title"] for r in table("event_roles")}


@cache
def _title() -> re.Pattern[str]:
    forms = "|".join(re.escape(w) for w in sorted(_titles(), key=lambda w: (-len(w), w)))
    return re.compile(rf"(?<!\w)(?P<title>{forms})(?!\w)", re.IGNORECASE)


def roles_at(reading: Reading, events: Sequence[Event], roles: Sequence[Role]) -> tuple[Role, ...]:
    """The roles at ``events`` that ``roles`` does not hold yet, in text order, keyed "role:event:1" and on."""
    known = {(r.holder, (r.title or "").casefold()) for r in roles if r.event}
    out: list[Role] = []
    for sentence in reading.document.sentences:
        for m in _title().finditer(reading.text, sentence.start, sentence.end):
            event = _event_near(reading, events, m.start())
            if event is None:
                continue
            title = _titles()[m["title"].casefold()] or m["title"]
            for n in _holders(reading, m, sentence.span):
                if (n.entity.key, title.casefold()) in known:
                    continue
                known.add((n.entity.key, title.casefold()))
                evidence = Span(min(m.start("title"), n.start), max(m.end("title"), n.end))
                out.append(
                    Role(f"role:event:{len(out) + 1}", n.entity.key, title, event=event.key, evidence=(evidence,),
                         confidence=event.confidence, rule="title at an event")
                )  # fmt: skip
    return tuple(out)


def _event_near(reading: Reading, events: Sequence[Event], offset: int) -> Event | None:
    """The event a title at ``offset`` belongs to: one named in its sentence, else the one named last before it, else the
    likeliest of the article.
    """
    sentence = reading.document.sentence_at(offset)
    if sentence is None or not events:
        return None
    here = [e for e in events if any(sentence.start <= m.start < sentence.end for m in e.mentions)]
    return max(here or events, key=lambda e: (e.confidence, e.key))


def _holders(reading: Reading, m: re.Match[str], sentence: Span) -> Iterator[Named]:
    """The persons a title is said of."""
    before = list(reading.named_in(Span(sentence.start, m.start()), EntityKind.PERSON))
    if before and _AFTER.fullmatch(reading.text, before[-1].end, m.start()):
        yield before[-1]
        return
    at, taken = m.end(), 0
    for n in reading.named_in(Span(m.end(), sentence.end), EntityKind.PERSON):
        between = reading.text[at : n.start]
        if taken == 0:
            if len(between) > _GAP or re.search(r"[.;!?\"“”]|\b(?:yang|dari)\b.*\b(?:kata|ujar)\b", between):
                return
        elif not _JOIN.fullmatch(between) or taken >= _LIST:
            return
        yield n
        at, taken = n.end, taken + 1
