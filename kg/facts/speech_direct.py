"""Quotations: which are speech, and which attribution belongs to them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.facts.speech_cues import Cue, Form, Verb, cues, forms
from kg.facts.speech_speaker import Resolver, Speaker
from kg.model import Span
from kg.text.quotes import Quotation
from kg.text.sentences import Sentence

#: Fewer words between marks are a name or a term, unless an attribution follows them.
MIN_WORDS = 4
# "..," kata: what may stand between the closing mark and the cue.
_AFTER_QUOTE = re.compile(r"[\s,.\"”'’]*(?:(?:demikian|begitu|begitulah|demikianlah)[\s,]*)?(?P<word>[a-z]{3,}(?: a)?)\b")
_NYA = Verb("", "direct")


@dataclass(frozen=True, slots=True)
class Attribution:
    """The cue and speaker of a quotation."""

    cue: Cue | None
    speaker: Speaker
    rule: str
    span: Span


class DirectRules:
    """Decides of each quotation of a sentence whether it is speech, and finds its attribution."""

    def __init__(self, resolver: Resolver) -> None:
        self.resolver = resolver
        self.reading = resolver.reading
        self.text = resolver.reading.text

    def is_speech(self, q: Quotation, sentence: Sentence) -> bool:
        """Whether a quotation reports speech: it has the length of an utterance and is not part of a phrase.

        "bertajuk 'Jalan Baru bagi Semua'" is a title: the word before it needs it and no attribution follows.
        """
        size = len(q.inner.of(self.text).split())
        if self.cue_behind(q, sentence) is not None:
            return size >= 1
        if size < MIN_WORDS:
            return False
        before = self.text[sentence.start : q.start].rstrip()
        return not before or before[-1] in ".,:;!?–—\"”“)" or before.split()[-1].lower() in ("bahwa", "bilang") or (
            forms().get(before.split()[-1].lower(), (None, None))[0] is Form.ACTIVE
        )

    def cue_behind(self, q: Quotation, sentence: Sentence) -> Cue | None:
        """The cue right behind the closing mark: '...," ujar Rina', '...," ujarnya', '..." Demikian kata Rina'.

        An unknown word on -nya counts too when the quotation ends in a comma: the language makes new ones freely.
        """
        m = _AFTER_QUOTE.match(self.text, q.end, sentence.end)
        if m is None:
            return None
        start, word = m.start("word"), m["word"].lower()
        known = forms().get(word)
        if known is not None and known[0] is not Form.ACTIVE:
            return Cue(start, m.end("word"), word, known[0], known[1])
        if known is None and q.inner.of(self.text).rstrip().endswith((",", "!", "?", ".")) and re.search(r"nn?y( a|a)?$", word):
            return Cue(start, m.end("word"), word, Form.STEM_NYA, _NYA)
        return None

    def behind(self, q: Quotation, sentence: Sentence, limit: int) -> Attribution | None:
        """'...," CUE SPEAKER': bare stem, -nya, passive or "menurut" behind the quotation."""
        cue = self.cue_behind(q, sentence)
        if cue is None:
            return None
        if cue.form in (Form.STEM_NYA, Form.PASSIVE_NYA, Form.ACCORDING_NYA):
            return Attribution(cue, self.resolver.implied(cue.end), "direct-behind-nya", cue.span)
        speaker = self.resolver.after(cue.end, limit)
        if not speaker.stated:
            speaker = self.resolver.implied(cue.end)
        return Attribution(cue, speaker, "direct-behind", Span(cue.start, max(cue.end, speaker.span.end)))

    def subject_behind(self, q: Quotation, segment: Span) -> Attribution | None:
        """'...," SUBJECT VERB.': an active verb with its subject behind the quotation: '...," Rina menjelaskan.'"""
        if not self.text[q.inner.start : q.inner.end].rstrip().endswith(","):
            return None
        for cue in cues(self.reading, segment):
            if cue.form is Form.ACTIVE and len(self.reading.tokens_in(Span(q.end, cue.start))) <= 8:
                speaker = self.resolver.before(Span(q.end, cue.start))
                if speaker.stated:
                    return Attribution(cue, speaker, "direct-subject-behind", Span(q.end, cue.end))
            break
        return None

    def label_before(self, q: Quotation, segment: Span) -> Attribution | None:
        """'NAME: "..."': a name and a colon before the quotation."""
        head = self.text[segment.start : q.start].rstrip()
        if not head.endswith(":") or len(head.split()) > 6:
            return None
        for n in self.reading.named_in(Span(segment.start, segment.start + len(head))):
            if n.end == segment.start + len(head) - 1:
                speaker = Speaker(n.entity.key, "name", n.span)
                return Attribution(None, speaker, "direct-label", n.span)
        return None
