"""Quotations: which are speech, and which attribution belongs to them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.facts.speech_cues import HOLDS_SPEAKER, Cue, Form, Verb, cues, forms
from kg.facts.speech_discourse import Speaker
from kg.facts.speech_speaker import ORGANISATION, PERSON, Resolver
from kg.facts.speech_words import kinds, words_of
from kg.model import Span
from kg.text.quotes import Quotation
from kg.text.sentences import Sentence

#: Fewer words between marks are a name or a term, unless an attribution follows them.
MIN_WORDS = 4
# What may stand between the closing mark and the cue: '.." Demikian kata Rina'.
_BEHIND = re.compile(r"""[\s,.;"”'’]*(?:(?:demikian|begitu)(?:lah)?[\s,]*)?(?P<word>[a-z]{3,})\b""", re.IGNORECASE)
_NEW_NYA = re.compile(r"\w+ny(?:a|aa)?$")  # "terangnnya", "pungkasny": slips are common, and so are new verbs
_NYA = Verb("", "direct")
# An active verb behind a quotation has its subject within so many words: '...," Ketua Yayasan Selaya itu menjelaskan.'
_SUBJECT_REACH = 8
_LABEL_WORDS = 6
_ENDS_UTTERANCE = (",", "!", "?", ".", "…")


@dataclass(frozen=True, slots=True)
class Attribution:
    """The cue and speaker of a quotation; ``span`` is where they stand."""

    cue: Cue | None
    speaker: Speaker
    rule: str
    span: Span


class DirectRules:
    """Decides of each quotation whether it is speech, and finds its attribution."""

    def __init__(self, resolver: Resolver) -> None:
        self.resolver = resolver
        self.reading = resolver.reading
        self.text = resolver.reading.text

    def is_speech(self, q: Quotation, sentence: Sentence) -> bool:
        """Whether a quotation reports speech: it has the length of an utterance and is not part of a phrase.

        "bertajuk 'Jalan Baru bagi Semua'" is a title: the word before it needs it and no attribution follows.
        """
        if q.continues or self.cue_behind(q, sentence.end) is not None:
            return len(q.inner) > 0
        if len(q.inner.of(self.text).split()) < MIN_WORDS:
            return False
        before = self.text[sentence.start : q.start].rstrip()
        if not before or before[-1] in '.,:;!?–—"”“)':
            return True
        last = before.split()[-1].lower()
        return last in ("bahwa", "bilang") or forms().get(last, (None,))[0] is Form.ACTIVE

    def cue_behind(self, q: Quotation, limit: int) -> Cue | None:
        """The cue right behind the closing mark: '...," ujar Rina', '...," ujarnya', '..." Demikian kata Rina'.

        An unknown word on -nya counts too when the quotation ends like an utterance.
        """
        m = _BEHIND.match(self.text, q.end, limit)
        if m is None:
            return None
        word = m["word"].lower()
        known = forms().get(word)
        if known is not None and known[0] is not Form.ACTIVE:
            return Cue(m.start("word"), m.end("word"), word, known[0], known[1])
        if known is None and _NEW_NYA.match(word) and q.inner.of(self.text).rstrip().endswith(_ENDS_UTTERANCE):
            return Cue(m.start("word"), m.end("word"), word, Form.STEM_NYA, _NYA)
        return None

    # ---- rules ---------------------------------------------------------------------------------------------------

    def behind(self, q: Quotation, limit: int) -> Attribution | None:
        """'...," CUE SPEAKER': bare stem, -nya, passive or "menurut" behind the quotation: '...," ujar Rina.'"""
        cue = self.cue_behind(q, limit)
        if cue is None:
            return None
        if cue.form in HOLDS_SPEAKER:
            return Attribution(cue, self.resolver.implied(q.inner), "direct-nya", cue.span)
        speaker = self.resolver.after(cue.end, limit, q.inner)
        if not speaker.stated:
            return Attribution(cue, self.resolver.implied(q.inner), "direct-nya", cue.span)
        return Attribution(cue, speaker, "direct-behind", Span(cue.start, max(cue.end, speaker.span.end)))

    def subject_behind(self, q: Quotation, limit: int) -> Attribution | None:
        """'...," SUBJECT VERB.': an active verb with its subject behind the quotation: '...," Rina menjelaskan.'"""
        if not q.inner.of(self.text).rstrip().endswith((",", "!", "?")):
            return None
        cue = next((c for c in cues(self.reading, Span(q.end, limit)) if c.form is Form.ACTIVE), None)
        if cue is None or len(words_of(self.text, Span(q.end, cue.start))) > _SUBJECT_REACH:
            return None
        speaker = self.resolver.before(Span(q.end, cue.start))
        return Attribution(cue, speaker, "direct-subject-behind", Span(q.end, cue.end)) if speaker.stated else None

    def label_before(self, q: Quotation, segment: Span) -> Attribution | None:
        """'NAME: "..."': a name and a colon before the quotation: 'Rina: "Jalan itu rusak."'"""
        head = self.text[segment.start : q.start].rstrip()
        if not head.endswith(":") or len(head.split()) > _LABEL_WORDS:
            return None
        stretch = Span(segment.start, segment.start + len(head) - 1)
        named = next((n for n in self.reading.named_in(stretch, PERSON, ORGANISATION) if n.end == stretch.end), None)
        if named is None:
            return None
        return Attribution(None, Speaker(named.entity.key, "name", named.span), "direct-label", named.span)

    def next_sentence(self, q: Quotation, following: Sentence) -> Attribution | None:
        """'"..." Demikian kata SPEAKER.': the attribution is a sentence of its own: '"Jalan itu rusak." Ujar Rina.'"""
        if q.end > following.start:
            return None
        found = self.behind(q, following.end)
        if found is None or found.cue is None or found.cue.form in HOLDS_SPEAKER:
            return None
        rest = words_of(self.text, Span(found.span.end, following.end))
        if rest and rest[0].low not in kinds("circumstance", "time") | {".", "(", "selaku"}:
            return None  # '"…" Menurut Rina, jalan itu rusak': the next statement
        return Attribution(found.cue, found.speaker, "direct-next-sentence", found.span)
