"""Statements: who is reported to have said what.

The rules walk through the article once, sentence by sentence, and keep in mind who spoke last. What they need to know
of the language stands in the lexicon (``speech_verbs``, ``speech_words``, ``speech_offices``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.facts.reading import Reading
from kg.facts.speech_confidence import confidence
from kg.facts.speech_direct import Attribution, DirectRules
from kg.facts.speech_discourse import Speaker
from kg.facts.speech_indirect import IndirectRules
from kg.facts.speech_speaker import Resolver
from kg.model import Role, Span, SpeechMode, Statement
from kg.text.quotes import Quotation
from kg.text.sentences import Sentence

#: Titles that tell how somebody is involved in a case, not in which office they speak.
_CASE_TITLES = ("mantan", "eks", "calon", "tersangka", "terdakwa", "saksi", "korban", "pelapor")


def find(reading: Reading, roles: Sequence[Role]) -> tuple[Statement, ...]:
    """The statements of an article, in text order.

    Only statements with a known speaker are returned: words that "a resident" said are nobody's in the graph.
    ``roles`` are those found in the article; they resolve "ujar Ketua Serikat Tani" and give each statement its role.
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
    """One pass over an article."""

    def __init__(self, reading: Reading, roles: Sequence[Role]) -> None:
        self.reading = reading
        self.resolver = Resolver(reading, roles)
        self.direct = DirectRules(self.resolver)
        self.indirect = IndirectRules(self.resolver)
        self.open: _Draft | None = None  # a quotation whose end stands in the next paragraph
        self.sentences = [s for s in reading.document.sentences if not s.title]

    def drafts(self) -> Iterator[_Draft]:
        for number in range(len(self.sentences)):
            yield from (d for d in self._sentence(number) if d.speaker.key is not None)

    def _sentence(self, number: int) -> list[_Draft]:
        sentence = self.sentences[number]
        inside = [q for q in self.reading.document.quotations if sentence.start <= q.inner.start < sentence.end]
        quoted = [q for q in inside if self.direct.is_speech(q, sentence)]
        out: list[_Draft] = []
        spoken, last = False, None
        position = sentence.start
        for i, q in enumerate(quoted):
            waiting, drafts, cued = self._segment(sentence, Span(position, max(position, q.start)), last)
            out += drafts
            following = quoted[i + 1].start if i + 1 < len(quoted) else sentence.end
            behind = self.direct.behind(q, following) or self.direct.subject_behind(q, following)
            if behind is None and i + 1 == len(quoted) and not self.reading.text[q.end : sentence.end].strip(" .,"):
                behind = self._ahead(number, q)
            given = behind or waiting or self.direct.label_before(q, Span(position, q.start)) or last
            given = given or Attribution(None, self.resolver.implied(q.inner), "direct-continued", q.span)
            self.resolver.discourse.spoke(given.speaker, quoted=True)
            last, spoken = given, True
            evidence = Span(min(sentence.start, q.start), max(sentence.end, q.end, given.span.end))
            cue = given.cue.word if given.cue else None
            draft = _Draft(SpeechMode.DIRECT, q.inner, given.speaker, evidence, cue, given.rule)
            if q.continues and self.open is not None:  # no mark opens here: one quotation over two paragraphs
                words = Span(self.open.words.start, q.inner.end)
                draft = replace(draft, words=words, evidence=Span(self.open.evidence.start, evidence.end))
            self.open = draft if q.continued and not self._reopened(q) else None
            if self.open is None:
                out.append(draft)
            position = max(q.end, min(behind.span.end, sentence.end)) if behind else q.end
        _, drafts, cued = self._segment(sentence, Span(position, max(position, sentence.end)), last)
        if not spoken and not cued and not drafts:
            self.resolver.discourse.wrote_of(self.resolver.subject(sentence.span), sentence.span)
        return out + drafts

    def _reopened(self, q: Quotation) -> bool:
        """Whether the quotation that ``q`` leaves open is opened again by a mark in the next paragraph."""
        following = next((n for n in self.reading.document.quotations if n.start >= q.end), None)
        return following is None or not following.continues

    def _ahead(self, number: int, q: Quotation) -> Attribution | None:
        """An attribution in the next sentence of the same paragraph."""
        here, following = self.sentences[number], next(iter(self.sentences[number + 1 : number + 2]), None)
        if following is None or following.paragraph != here.paragraph:
            return None
        return self.direct.next_sentence(q, following)

    def _segment(
        self, sentence: Sentence, segment: Span, last: Attribution | None
    ) -> tuple[Attribution | None, list[_Draft], bool]:
        """What a narrative segment reports, and the attribution that waits for the quotation behind it.

        The third value says whether anybody known spoke in it.
        """
        waiting: Attribution | None = None
        drafts: list[_Draft] = []
        cued = False
        for report in self.indirect.reports(segment, last.speaker if last else None):
            cued = cued or report.speaker.key is not None
            if report.words is None:
                waiting = Attribution(report.cue, report.speaker, "direct-before", report.cue.span)
                continue
            waiting = None
            drafts.append(
                _Draft(SpeechMode.INDIRECT, report.words, report.speaker, sentence.span, report.cue.word, report.rule)
            )
        return waiting, drafts, cued


def _statement(reading: Reading, roles: Sequence[Role], number: int, d: _Draft) -> Statement:
    assert d.speaker.key is not None
    mentions = dict.fromkeys(n.entity.key for n in reading.named_in(d.words))
    return Statement(
        key=f"statement:{number}",
        mode=d.mode,
        words=d.words,
        speaker=d.speaker.key,
        evidence=d.evidence,
        role=_role(roles, d.speaker.key, d.evidence),
        mentions=tuple(mentions),
        cue=d.cue,
        confidence=confidence(d.rule, d.speaker.how),
        rule=d.rule,
    )


def _role(roles: Sequence[Role], speaker: str, evidence: Span) -> str | None:
    """The role a speaker is quoted in: the one the same sentence states, else the first office the article gives."""
    own = [r for r in roles if r.holder == speaker]
    stated = [r for r in own if any(s.overlaps(evidence) for s in r.evidence)]
    offices = [r for r in own if r.title and r.title.split()[0].lower() not in _CASE_TITLES]
    best = next(iter(stated or offices or own), None)
    return best.key if best else None
