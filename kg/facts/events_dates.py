"""When an event was: the date expression that belongs to its name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from kg.facts.events_group import Cluster
from kg.facts.events_score import dated_in
from kg.facts.reading import Reading
from kg.model import Span

# A date right behind these (characters) is the day of a message, not of the event it speaks of.
REMOTE = re.compile(
    r"\b(?:keterangan\w*|dikonfirmasi\w*|dihubungi\w*|dikutip\w*|dilansir\w*|siaran pers|kepada wartawan|dilihat)\b",
    re.IGNORECASE,
)
_REMOTE_REACH = 60


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
    in a sentence that names it; for the article's main event the first date that is written in figures anywhere ("ujar
    Sari, Kamis (6/11)"), since speech is dated by the event it is made at. The day of a message ("dalam keterangannya,
    Kamis (6/11)") is no event's day.
    """
    best: tuple[tuple[int, int, int], When] | None = None
    for rank, number in enumerate(sentence_numbers(reading, c)):
        for d in dated_in(reading, number):
            if d.start is None:
                continue
            for p in (*c.phrases, *c.echoes):
                if p.sentence != number or _of_message(reading, max(p.end, d.begin - _REMOTE_REACH), d.begin):
                    continue
                after = d.begin >= p.end or p.span.contains(d.span)
                key = (0 if after else 1, rank, abs(d.begin - p.end))
                if best is None or key < best[0]:
                    best = key, When(d.start, d.end, d.span)
    if best or not main:
        return best[1] if best else None
    for number, sentence in enumerate(reading.document.sentences):
        for d in dated_in(reading, number):
            if d.start is not None and d.exact and not _of_message(reading, sentence.start, d.begin):
                return When(d.start, d.end, d.span)
    return None


def _of_message(reading: Reading, start: int, end: int) -> bool:
    """Whether the words before a date tell of a message."""
    return start < end and bool(REMOTE.search(reading.text, start, end))
