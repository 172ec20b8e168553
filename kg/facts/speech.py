"""Statements: who is reported to have said what.

The rules walk through the article once, sentence by sentence, and keep in mind who spoke last. What they need to know of
the language stands in the lexicon (``speech_verbs``, ``speech_words``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.facts.reading import Reading
from kg.facts.speech_direct import Attribution, DirectRules
from kg.facts.speech_indirect import IndirectRules
from kg.facts.speech_speaker import Resolver, Speaker
from kg.model import Role, Span, SpeechMode, Statement
from kg.text.quotes import Quotation
from kg.text.sentences import Sentence


def find(reading: Reading, roles: Sequence[Role]) -> tuple[Statement, ...]:
    """The statements of an article, in text order.

    Only statements with a known speaker are returned: words that "a resident" said are nobody's in the graph.
    """
    drafts = sorted(_Walk(reading, roles).drafts(), key=lambda d: (d.words, d.mode))
    return tuple(_statement(reading, roles, i, d) for i, d in enumerate(drafts, 1))


@dataclass(frozen=True, slots=True)
class _Draft:
    mode: SpeechMode
    words: Span
    speaker: Speaker
    evidence: Span
    cue: str | None
    rule: str


class _Walk:
    def __init__(self, reading: Reading, roles: Sequence[Role]) -> None:
        self.reading = reading
        self.resolver = Resolver(reading, roles)
        self.direct = DirectRules(self.resolver)
        self.indirect = IndirectRules(self.resolver)

    def drafts(self) -> Iterator[_Draft]:
        for sentence in self.reading.document.sentences:
            if not sentence.title:
                yield from (d for d in self._sentence(sentence) if d.speaker.key is not None)

    def _sentence(self, sentence: Sentence) -> Iterator[_Draft]:
        quoted = [q for q in self.reading.document.quotations if sentence.span.overlaps(q.span) and self.direct.is_speech(q, sentence)]
        pending: Attribution | None = None  # an attribution that waits for the quotation behind it
        last: Attribution | None = None
        position = sentence.start
        for i, q in enumerate([*quoted, None]):
            segment = Span(position, max(position, q.start if q else sentence.end))
            waiting, drafts = self._segment(sentence, segment, q)
            yield from drafts
            if q is None:
                break
            pending = waiting or self.direct.label_before(q, segment)
            following = quoted[i + 1].start if i + 1 < len(quoted) else sentence.end
            behind = self.direct.behind(q, sentence, following) or self.direct.subject_behind(q, Span(q.end, following))
            given = behind or pending or last or Attribution(None, self.resolver.implied(q.start), "direct-continued", q.span)
            self.indirect.note(given.speaker)
            last = given
            yield _Draft(SpeechMode.DIRECT, q.inner, given.speaker, Span(min(sentence.start, q.start), max(sentence.end, q.end)),
                         given.cue.word if given.cue else None, given.rule)
            position = max(q.end, behind.span.end) if behind else q.end

    def _segment(self, sentence: Sentence, segment: Span, q: Quotation | None) -> tuple[Attribution | None, list[_Draft]]:
        waiting: Attribution | None = None
        drafts: list[_Draft] = []
        for report in self.indirect.reports(segment):
            if report.words is None:
                waiting = Attribution(report.cue, report.speaker, "direct-before", report.cue.span)
                continue
            waiting = None
            drafts.append(_Draft(SpeechMode.INDIRECT, report.words, report.speaker, sentence.span, report.cue.word, report.rule))
        return waiting, drafts


def _statement(reading: Reading, roles: Sequence[Role], number: int, d: _Draft) -> Statement:
    mentions = tuple(dict.fromkeys(n.entity.key for n in reading.named_in(d.words)))
    return Statement(f"statement:{number}", d.mode, d.words, d.speaker.key, d.evidence, mentions=mentions, cue=d.cue, rule=d.rule)
