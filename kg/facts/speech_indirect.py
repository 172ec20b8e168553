"""Reported clauses: indirect speech, found from its cue.

Rules work on a segment: a stretch of a sentence that holds no quotation of speech.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.facts.speech_cues import HOLDS_SPEAKER, Cue, Form, cues
from kg.facts.speech_discourse import Speaker
from kg.facts.speech_speaker import Resolver
from kg.facts.speech_words import Word, built_like_verb, kind, kinds, trim, words_of
from kg.lexicon import words as lexicon
from kg.model import Span

#: A clause of fewer words says nothing ("Rina mengatakan hal itu").
MIN_WORDS = 3
# "bahwa" this many words behind the verb still opens its clause: "menyampaikan kepada wartawan seusai rapat itu bahwa".
_OPENER_REACH = 12
# "menyampaikan harapannya agar …": other openers are looked for in the first words only, they also join clauses.
_AGAR_REACH = 5
_BAHWA = frozenset({"bahwa", "bahwasanya", "bahwasannya"})
_ANAPHORA = frozenset({"hal", "itu", "ini", "tersebut", "demikian", "senada", "serupa", "sama", "begitu"})
# Verbs that join two clauses of one speaker; a topic verb after "dan" mostly belongs to the reported clause.
_JOINED = frozenset({"say", "judge", "hope", "ask", "promise", "stress"})
_DEGREE = re.compile(r"\s*,?\s*(?P<word>[A-Z][A-Za-z]*(?:\.[A-Za-z]+)*\.?)")
# "Kabar tersebut", "pernyataan pejabat itu": so short a phrase only points back.
_POINTING_WORDS = 4
# "untuk menjaga air dan mendorong panen": such verbs are deeds as often as speech, and go with the verb before them.
_PURPOSE = frozenset({"dalam", "untuk", "guna", "dapat", "mampu", "bisa", "akan", "harus"})
_ALSO_DEEDS = frozenset({"mendorong", "memastikan", "menjamin", "mengajak", "mencatat", "mengingatkan", "menunjukkan"})
_INTERVIEW = frozenset({"ditemui", "ditanya", "dikonfirmasi", "dihubungi", "diwawancarai", "dimintai", "membuka"})
_OCCASION = frozenset({"keterangan", "sambutan", "siaran", "jumpa", "konferensi", "rilis", "pidato", "rapat"})


@dataclass(frozen=True, slots=True)
class Report:
    """One cue with its speaker and the clause it reports; ``words`` is None when it only attributes."""

    cue: Cue
    speaker: Speaker
    words: Span | None
    rule: str


def _sets_the_scene(low: list[str]) -> bool:
    """Whether a phrase before a comma tells where and to whom somebody spoke: "dalam sambutannya", "saat ditemui"."""
    if len(low) < 2 or low[0] == "kepada":
        return low[:1] == ["kepada"]
    if low[0] in ("saat", "usai", "seusai", "ketika"):
        return low[1] in _INTERVIEW
    return low[0] in ("dalam", "pada", "melalui", "lewat") and (low[1].endswith("nya") or low[1] in _OCCASION)


class IndirectRules:
    """Applies the rules to one segment after the other; the resolver's discourse moves along."""

    def __init__(self, resolver: Resolver) -> None:
        self.resolver = resolver
        self.reading = resolver.reading
        self.text = resolver.reading.text

    def reports(self, segment: Span, inherited: Speaker | None = None) -> Iterator[Report]:
        """What the cues of a segment report, in order.

        ``inherited`` is the subject of a verb that has none of its own.
        """
        found = list(cues(self.reading, segment))
        position, subject = segment.start, inherited
        for i, cue in enumerate(found):
            if cue.start < position or (cue.verb.kind == "direct" and cue.form is Form.ACTIVE):
                continue
            left = Span(position, cue.start)
            if cue.form is Form.ACTIVE:
                report, position = self.active(cue, found[i + 1 :], left, segment, subject)
            else:
                report, position = self.attributed(cue, left, segment)
            if report is None:
                continue
            if report.speaker.stated:
                subject = report.speaker
                self.resolver.discourse.spoke(report.speaker)
            yield report

    # ---- rules ---------------------------------------------------------------------------------------------------

    def active(
        self, cue: Cue, rest: list[Cue], left: Span, segment: Span, subject: Speaker | None
    ) -> tuple[Report | None, int]:
        """SUBJECT + active verb (+ "bahwa") + CLAUSE.

        "Rina mengatakan bahwa jalan itu rusak"; a second verb after "dan" or "serta" keeps the subject:
        "Rina menilai jalan itu rusak dan meminta warga untuk sabar".
        """
        zone = self._without_joint(left)
        speaker = self.resolver.before(zone)
        joined = zone.end < trim(self.text, left).end
        if subject is not None and (not speaker.stated or (speaker.key is None and joined)):
            speaker = subject
        end = segment.end
        for other in rest:
            joint = self._joint_before(other, cue.end)
            if joint is not None:
                end = joint
                break
        words = self.clause(cue, Span(cue.end, end))
        return Report(cue, speaker, words, f"indirect-{cue.verb.kind}"), (end if words else cue.end)

    def attributed(self, cue: Cue, left: Span, segment: Span) -> tuple[Report | None, int]:
        """CLAUSE with "menurut X", "kata X", "dijelaskan X" before it, inside it or behind it.

        "Menurut Rina, jalan itu rusak"; "Jalan itu, kata Rina, akan dibangun"; "Jalan itu rusak, ujarnya";
        "Hal itu disampaikan Rina" only attributes.
        """
        if cue.form in HOLDS_SPEAKER:
            speaker, after = self.resolver.implied(cue.span), cue.end
        else:
            speaker = self.resolver.after(cue.end, segment.end)
            if not speaker.stated:
                return None, cue.end
            after = self._end_of_phrase(speaker, max(cue.end, speaker.span.end), segment.end)
        lead = Span(cue.start, cue.start) if cue.capital else trim(self.text, left)
        tail = trim(self.text, Span(after, segment.end))
        paused = self.text[after : segment.end].lstrip()[:1] in (",", ":")
        first = self._first(tail)
        if first is not None and (first.low in kind("circumstance") or first.low in _BAHWA | {"yang"}):
            for w in words_of(self.text, tail)[:_OPENER_REACH]:
                if w.low in _BAHWA:  # "menurut Rina kepada wartawan bahwa jalan itu rusak"
                    tail, paused = trim(self.text, Span(w.end, tail.end)), True
        rule = "indirect-according" if cue.form in (Form.ACCORDING, Form.ACCORDING_NYA) else "indirect-inverted"
        words: Span | None
        if not len(lead) or self._connects(lead):
            words = None if not paused and self._circumstance(tail) and rule == "indirect-inverted" else tail
        elif not self._pauses(left, cue) or (self._anaphoric(lead) and self._circumstance(tail)):
            words = None  # "Keterangan itu disampaikan Rina": the passive has its own subject
        elif not len(tail) or (self._circumstance(tail) if paused else self._adverbial(tail)):
            words = self._without_contrast(lead)
        elif self._adverbial(lead) or len(words_of(self.text, lead)) == 1:
            words = tail
        else:
            words = Span(self._without_contrast(lead).start, tail.end)
            rule += "-inside"
        return Report(cue, speaker, self.polish(words) if words is not None else None, rule), segment.end

    def _pauses(self, left: Span, cue: Cue) -> bool:
        """Whether what stands before a cue belongs to the report: a comma, or "menurut" inside a clause."""
        before = self.text[left.start : cue.start].split()
        if cue.form in (Form.ACCORDING, Form.ACCORDING_NYA):
            return before[-1].lower() not in ("yang", "dan")
        return before[-1].endswith(",")

    # ---- boundaries ----------------------------------------------------------------------------------------------

    def clause(self, cue: Cue, stretch: Span) -> Span | None:
        """The reported clause in the stretch behind an active verb, or None."""
        said = words_of(self.text, stretch)
        opened = False
        for i, w in enumerate(said[:_OPENER_REACH]):
            agar = w.low in kind("opener") and i < _AGAR_REACH and (i == 0 or said[i - 1].low.endswith("nya"))
            if w.low in _BAHWA or (agar and cue.verb.kind != "ask"):
                said, opened = said[i + 1 :], True
                break
        if not opened:
            opened = bool(said) and said[0].low in (",", ":")
            while said and (said[0].low in (",", ":", "juga", "pula", "kembali", "lagi", "pun")):
                said = said[1:]
            low = [w.low for w in said[:_OPENER_REACH]]
            if "," in low and _sets_the_scene(low) and cue.verb.kind != "ask":
                said = said[low.index(",") + 1 :]  # "menyampaikan kepada warga, jalan itu rusak"
            if cue.verb.kind == "ask" and low[:1] == ["kepada"] and "," not in low:
                said = said[1:]  # "mengimbau kepada warga untuk tenang"
            if cue.verb.kind == "promise" and low[:1] == ["untuk"]:
                said = said[1:]
            if low[:1] and low[0] in kind("about"):
                said = said[1:]
        if not said or (cue.verb.kind == "topic" and not opened):
            return None
        words = self.polish(Span(said[0].start, said[-1].end))
        return None if words is None or self._anaphoric(words) or self._points(words) else words

    def polish(self, words: Span) -> Span | None:
        """``words`` without opener, surrounding marks and final stop; None when too little is left."""
        words = trim(self.text, words)
        said = words_of(self.text, words)
        while said and said[0].low in kind("opener"):
            said = said[1:]
        if sum(w.low[0].isalnum() for w in said) < MIN_WORDS:
            return None
        return trim(self.text, Span(said[0].start, words.end))

    def _joint_before(self, other: Cue, after: int) -> int | None:
        """Where the "dan" stands that joins ``other`` to the verb before it, or None.

        "harus mengkaji dan menilai ulang": a verb right before "dan" is joined inside the reported clause.
        """
        if other.form is not Form.ACTIVE or other.verb.kind not in _JOINED:
            return None
        said = words_of(self.text, Span(after, other.start))
        while said and said[-1].low in kind("adverb") - kind("and"):
            said.pop()
        if len(said) <= MIN_WORDS or said[-1].low not in kind("and"):
            return None
        if said[-2].low.startswith("me"):
            return None
        inner = next((i for i in range(len(said) - 2, 0, -1) if built_like_verb(said[i])), None)
        if inner is not None and said[inner - 1].low in _PURPOSE and other.verb.active in _ALSO_DEEDS:
            return None
        return said[-1].start

    def _without_joint(self, left: Span) -> Span:
        """The zone of a subject without a "dan" at its end; empty when nothing else is there."""
        said = words_of(self.text, left)
        while said and said[-1].low in kinds("and", "adverb"):
            said.pop()
        while said and said[0].low in (",", "dan", "serta"):
            said.pop(0)
        return Span(said[0].start, said[-1].end) if said else Span(left.start, left.start)

    def _end_of_phrase(self, speaker: Speaker, after: int, end: int) -> int:
        """Where the speaker's phrase ends: behind brackets, degrees and an apposition."""
        degree = _DEGREE.match(self.text, after, end)
        if degree and degree["word"].replace(".", "").lower() in lexicon("honorifics", kind="degree"):
            return self._end_of_phrase(speaker, degree.end(), end)
        rest = self.text[after:end]
        if rest.lstrip().startswith("(") and ")" in rest:
            return self._end_of_phrase(speaker, after + rest.index(")") + 1, end)
        if speaker.how in ("pronoun", "name", "organisation"):
            return after
        comma = rest.find(",")
        return after + comma if comma >= 0 else after

    def _connects(self, lead: Span) -> bool:
        """Whether what stands before the cue only links to the sentence before: "Tak hanya itu", "Di sisi lain"."""
        said = words_of(self.text, lead)
        return len(said) <= 5 and all(w.low in kind("linker") or w.low == "," for w in said)

    def _without_contrast(self, lead: Span) -> Span:
        said = words_of(self.text, lead)
        while len(said) > 1 and (said[0].low in kind("contrast") or said[0].low == ","):
            said.pop(0)
        return Span(said[0].start, lead.end) if said else lead

    def _first(self, s: Span) -> Word | None:
        return next(iter(words_of(self.text, s)), None)

    def _adverbial(self, s: Span) -> bool:
        first = self._first(s)
        return first is None or first.low in kinds("adverbial", "time") or first.low == "("

    def _circumstance(self, s: Span) -> bool:
        """Whether a stretch tells when, where and to whom somebody spoke."""
        first = self._first(s)
        return first is None or first.low in kinds("circumstance", "time") or first.low == "("

    def _points(self, s: Span) -> bool:
        """Whether an object only points back: "membantah kabar tersebut"."""
        said = words_of(self.text, s)
        # "melaporkan kejadian itu ke polisi": whom it was told says nothing more
        end = next((i for i, w in enumerate(said) if i and w.low in ("ke", "kepada")), len(said))
        said = said[:end]
        verb = said[0].low.startswith(("me", "ber", "di", "ti", "ta", "akan"))
        return len(said) <= _POINTING_WORDS and said[-1].low in kind("pointer") and not verb

    def _anaphoric(self, s: Span) -> bool:
        """Whether a stretch only points at what was said: "hal itu", "hal tersebut kepada wartawan"."""
        said = words_of(self.text, s)
        i = 0
        while i < len(said) and said[i].low in _ANAPHORA:
            i += 1
        ends = kind("adverbial") - {"yang", "untuk"} | {",", "("}
        return i > 0 and (i == len(said) or said[i].low in ends)
