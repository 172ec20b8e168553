"""The occasion of a statement: the event at which it was made, where the text says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.facts.reading import Reading
from kg.model import Event, Span, Statement

#: What ties speech to an event named right after: "kata X saat Lokakarya Y", "dalam Sidang Z", "di sela kunjungannya".
_AT = re.compile(
    r"""\b(?:saat|dalam|pada|di|ketika|usai|seusai|setelah|di\s+sela(?:-sela)?|di\s+hadapan)\s+
        (?:acara\s+|kegiatan\s+|agenda\s+)?[\"“'‘]?$""",
    re.IGNORECASE | re.VERBOSE,
)
#: Speech that belongs to the event the article is about.
_ADDRESS = re.compile(
    r"\b(?:dalam|pada)\s+(?:sambutan|pidato|arahan|paparan|pemaparan|orasi|amanat)(?:nya)?\b", re.IGNORECASE
)


def placed(reading: Reading, events: Sequence[Event], statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements, each with the event it was made at where its sentence says so.

    Two patterns: a word of time or place right before the event's name in the attribution ("ujar Sekar saat Lokakarya
    Pangan Lokal"), and "dalam sambutannya" when the article tells of exactly one event, or of one the speaker takes
    part in.
    """
    return tuple(replace(s, event=_occasion(reading, events, s)) if s.event is None else s for s in statements)


def _occasion(reading: Reading, events: Sequence[Event], s: Statement) -> str | None:
    around = [p for p in (Span(s.evidence.start, s.words.start), Span(s.words.end, s.evidence.end)) if p.start < p.end]
    for part in around:
        for event in events:
            for m in event.mentions:
                if part.contains(m.span) and _AT.search(reading.text[max(part.start, m.start - 40) : m.start]):
                    return event.key
    if any(_ADDRESS.search(p.of(reading.text)) for p in around):
        fitting = [e for e in events if s.speaker in (*e.participants, *e.organisers)]
        candidates = fitting or (list(events) if len(events) == 1 else [])
        return candidates[0].key if len(candidates) == 1 else None
    return None
