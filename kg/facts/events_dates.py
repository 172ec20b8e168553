"""When an event was: the date expression that belongs to its name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kg.facts.events_group import Cluster
from kg.facts.events_score import dated_in
from kg.facts.reading import Reading
from kg.lexicon import words
from kg.model import Span

# A date right behind these (characters) is the day of a message, not of the event it speaks of.
REMOTE = re.compile(
    r"\b(?:keterangan\w*|dikonfirmasi\w*|dihubungi\w*|dikutip\w*|dilansir\w*|siaran pers|kepada wartawan|dilihat)\b",
    re.IGNORECASE,
)
_REMOTE_REACH = 60
# A date right behind these is that of a paper or a birth, or the end of something.
_NOT_ITS = re.compile(
    r"\b(?:tertanggal|lahir|kelahiran|berakhir|ditutup|penutupan|hingga|sampai|s/d|sd|batas|tenggat|paling lambat)\b"
    r"(?:\s+(?:dengan|pada|hari|tanggal|di\s+\w+|akhir))*(?:\s+(?-i:[A-Z])\w+)?[\s,:(]*$",
    re.IGNORECASE,
)
_NOT_ITS_REACH = 40
# Kinds of events that nobody speaks at: what is said of them is said later. An attribution reaches this far.
_TOLD = frozenset({"crime", "accident", "disaster"})
_SPEECH_REACH = 110


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
    told = any(p.noun and p.noun.kind in _TOLD for p in c.phrases)
    best: tuple[tuple[int, int, int], When] | None = None
    for rank, number in enumerate(sentence_numbers(reading, c)):
        for d in _days(reading, number):
            for p in (*c.phrases, *c.echoes):
                if p.sentence != number or _of_message(reading, max(p.end, d.begin - _REMOTE_REACH), d.begin):
                    continue
                if told and _of_speech(reading, p.end, d.begin):
                    continue
                after = d.begin >= p.end or p.span.contains(d.when.span)
                key = (0 if after else 1, rank, abs(d.begin - p.end))
                if best is None or key < best[0]:
                    best = key, d.when
    if best or not main:
        return best[1] if best else None
    for number, sentence in enumerate(reading.document.sentences):
        for d in _days(reading, number):
            if (
                d.exact
                and not (told and _of_speech(reading, sentence.start, d.begin))
                and not _of_message(reading, sentence.start, d.begin)
            ):
                return d.when
    return None


@dataclass(frozen=True, slots=True)
class _Day:
    """A day a sentence names: its days, whether they stand there in figures."""

    when: When
    exact: bool

    @property
    def begin(self) -> int:
        """Where it stands."""
        return self.when.span.start


def _of_speech(reading: Reading, start: int, end: int) -> bool:
    """Whether a date closes an attribution: "kata Sari, Kamis (6/11)"."""
    said = words("speech_verbs", "stem") | words("speech_verbs", "passive")
    return any(
        t.of(reading.text).casefold() in said for t in reading.tokens_in(Span(max(start, end - _SPEECH_REACH), end))
    )


def _days(reading: Reading, number: int) -> Iterator[_Day]:
    """The days a sentence names on which something may have happened or begun."""
    start = reading.document.sentences[number].start
    for d in dated_in(reading, number):
        before = reading.text[max(start, d.begin - _NOT_ITS_REACH) : d.begin]
        if d.start is not None and not _NOT_ITS.search(before):
            yield _Day(When(d.start, d.end, d.span), d.exact)


def _of_message(reading: Reading, start: int, end: int) -> bool:
    """Whether the words before a date tell of a message."""
    return start < end and bool(REMOTE.search(reading.text, start, end))
