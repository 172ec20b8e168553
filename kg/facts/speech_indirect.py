"""Reported clauses: indirect speech, found from its cue.

Each rule returns what it found in one narrative segment, a stretch of a sentence that holds no quotation of speech.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.facts.speech_cues import HOLDS_SPEAKER, Cue, Form, cues
from kg.facts.speech_speaker import PERSON, Resolver, Speaker, kind
from kg.model import Span

#: A clause of fewer words says nothing ("Rina mengatakan hal itu").
MIN_WORDS = 3
# "bahwa" this many words behind the verb still opens its clause: "menyampaikan kepada wartawan seusai rapat itu bahwa".
_OPENER_REACH = 12
_ANAPHORA = frozenset({"hal", "itu", "ini", "tersebut", "demikian", "senada", "serupa", "sama", "begitu"})


@dataclass(frozen=True, slots=True)
class Report:
    """One cue with its speaker and the clause it reports; ``words`` is None when it only attributes."""

    cue: Cue
    speaker: Speaker
    words: Span | None
    rule: str


class IndirectRules:
    """Applies the rules to one segment after the other; the resolver's discourse moves along."""

    def __init__(self, resolver: Resolver) -> None:
        self.resolver = resolver
        self.reading = resolver.reading
        self.text = resolver.reading.text

    def reports(self, segment: Span, inherited: Speaker | None = None) -> Iterator[Report]:
        """What the cues of a segment report, in order. ``inherited`` is the subject of a verb that has none of its own."""
        found = list(cues(self.reading, segment))
        position, subject = segment.start, inherited
        for i, cue in enumerate(found):
            if cue.start < position or cue.verb.kind == "direct" and cue.form is Form.ACTIVE:
                continue
            if cue.form is Form.ACTIVE:
                report, position = self.active(cue, found[i + 1 :], Span(position, cue.start), segment, subject)
            else:
                report, position = self.attributed(cue, Span(position, cue.start), segment)
            if report is None:
                continue
            if report.speaker.stated:
                subject = report.speaker
                self.note(report.speaker)
            yield report

    def note(self, speaker: Speaker) -> None:
        """Let the discourse know who spoke."""
        key = speaker.key
        self.resolver.discourse.spoke(speaker, key is None or self.reading.entity(key).kind is PERSON)

    # ---- rules ---------------------------------------------------------------------------------------------------

    def active(
        self, cue: Cue, rest: list[Cue], left: Span, segment: Span, subject: Speaker | None
    ) -> tuple[Report | None, int]:
        """SUBJECT + active verb (+ "bahwa") + CLAUSE.

        "Rina mengatakan bahwa jalan itu rusak"; a second verb after "dan" or "serta" keeps the subject:
        "Rina menilai jalan itu rusak dan meminta warga untuk sabar".
        """
        speaker = self.resolver.before(self._without_joint(left))
        if not speaker.stated and subject is not None:
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
            speaker, after = self.resolver.implied(cue.end), cue.end
        else:
            speaker = self.resolver.after(cue.end, segment.end)
            after = max(cue.end, speaker.span.end)
            if not speaker.stated:
                return None, cue.end
            after = self._end_of_phrase(speaker, after, segment.end)
        lead = self.trim(left)
        tail = self.trim(Span(after, segment.end))
        comma_before = self.text[left.start : cue.start].rstrip().endswith(",")
        passive = cue.form in (Form.PASSIVE, Form.PASSIVE_NYA)
        rule = "indirect-according" if cue.form in (Form.ACCORDING, Form.ACCORDING_NYA) else "indirect-inverted"
        if not len(lead) or self._connects(lead):
            words: Span | None = tail
        elif passive and not comma_before or self._anaphoric(lead):
            words = None
        elif not comma_before and cue.form is not Form.STEM_NYA:
            words = None
        elif not len(tail) or self._adverbial(tail) or len(self.reading.tokens_in(tail)) < 2:
            words = self._without_linkers(lead)
        elif self._adverbial(lead):
            words = tail
        else:
            words = Span(self._without_linkers(lead).start, tail.end)
            rule += "-inside"
        if words is not None:
            words = self.polish(words)
        return Report(cue, speaker, words, rule), segment.end

    # ---- boundaries ----------------------------------------------------------------------------------------------

    def clause(self, cue: Cue, stretch: Span) -> Span | None:
        """The reported clause in the stretch behind an active verb, or None."""
        tokens = list(self.reading.tokens_in(stretch))
        low = [t.of(self.text).lower() for t in tokens]
        opened = False
        for i, w in enumerate(low[:_OPENER_REACH]):
            if w in ("bahwa", "bahwasanya", "bahwasannya") or (w in kind("opener") and cue.verb.kind != "ask" and i < 5 and (i == 0 or "nya" in low[i - 1])):
                tokens, low, opened = tokens[i + 1 :], low[i + 1 :], True
                break
        if not opened:
            if low and low[0] == "," or low and low[0] == ":":
                opened = True
            while low and (low[0] in (",", ":") or low[0] in ("juga", "pula", "kembali", "lagi", "pun")):
                tokens, low = tokens[1:], low[1:]
            if low and low[0] in ("kepada", "dalam", "saat", "usai", "melalui", "seusai", "ketika", "lewat") and "," in low[:_OPENER_REACH] and cue.verb.kind != "ask":
                at = low.index(",")
                tokens, low = tokens[at + 1 :], low[at + 1 :]
        if cue.verb.kind == "topic" and not opened:
            return None
        if not tokens:
            return None
        words = self.polish(Span(tokens[0].start, tokens[-1].end))
        return words if words is not None and not self._anaphoric(words) else None

    def polish(self, words: Span) -> Span | None:
        """``words`` without opener, surrounding marks and final stop; None when too little is left."""
        words = self.trim(words)
        tokens = self.reading.tokens_in(words)
        while tokens and tokens[0].of(self.text).lower() in kind("opener"):
            tokens = tokens[1:]
        if sum(t.of(self.text)[0].isalnum() for t in tokens) < MIN_WORDS:
            return None
        return self.trim(Span(tokens[0].start, words.end))

    def trim(self, s: Span) -> Span:
        """Without surrounding space, commas, stops."""
        start, end = s.start, s.end
        while start < end and (self.text[start].isspace() or self.text[start] in ",.;:–—-"):
            start += 1
        while end > start and (self.text[end - 1].isspace() or self.text[end - 1] in ",.;:–—-"):
            end -= 1
        return Span(start, max(start, end))

    def _joint_before(self, other: Cue, after: int) -> int | None:
        """Where the "dan" stands that joins ``other`` to the verb before it, or None."""
        if other.form is not Form.ACTIVE:
            return None
        tokens = list(self.reading.tokens_in(Span(after, other.start)))
        while tokens and tokens[-1].of(self.text).lower() in kind("adverb") - kind("and"):
            tokens.pop()
        if len(tokens) > MIN_WORDS and tokens[-1].of(self.text).lower() in kind("and"):
            return tokens[-1].start
        return None

    def _without_joint(self, left: Span) -> Span:
        tokens = list(self.reading.tokens_in(left))
        end = left.end
        while tokens and (tokens[-1].of(self.text).lower() in kind("and") or tokens[-1].of(self.text).lower() in kind("adverb")):
            if tokens[-1].of(self.text).lower() in kind("and") and len(tokens) == 1:
                return Span(left.start, left.start)
            tokens.pop()
            end = tokens[-1].end if tokens else left.start
        return Span(left.start, end)

    def _end_of_phrase(self, speaker: Speaker, after: int, end: int) -> int:
        """Where the speaker's phrase ends: behind degrees and an apposition, at the comma."""
        rest = self.text[after:end]
        stripped = rest.lstrip()
        if stripped.startswith("("):
            close = rest.find(")")
            if close >= 0:
                return self._end_of_phrase(speaker, after + close + 1, end)
        if speaker.how in ("pronoun", "name", "organisation"):
            return after
        comma = rest.find(",")
        return after + comma if comma >= 0 else after

    def _connects(self, lead: Span) -> bool:
        low = [t.of(self.text).lower() for t in self.reading.tokens_in(lead)]
        return len(low) <= 5 and all(w in kind("linker") or w == "," for w in low)

    def _without_linkers(self, lead: Span) -> Span:
        tokens = self.reading.tokens_in(lead)
        i = 0
        while i < len(tokens) - 1 and tokens[i].of(self.text).lower() in ("sedangkan", "sementara", "namun", "adapun", "dan", "tetapi", "tapi", ","):
            i += 1
        return Span(tokens[i].start, lead.end) if tokens else lead

    def _adverbial(self, s: Span) -> bool:
        tokens = self.reading.tokens_in(s)
        if not tokens:
            return True
        first = tokens[0].of(self.text).lower()
        return first in kind("adverbial") or first in kind("time") or first == "(" or (len(tokens) <= 4 and first in kind("linker"))

    def _anaphoric(self, s: Span) -> bool:
        tokens = [t.of(self.text).lower() for t in self.reading.tokens_in(s)]
        i = 0
        while i < len(tokens) and tokens[i] in _ANAPHORA:
            i += 1
        return i > 0 and (i == len(tokens) or tokens[i] in kind("adverbial") - {"yang", "untuk"} or tokens[i] in (",", "("))
