"""Who speaks: the phrase before or behind a cue, and the entity it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.facts.reading import Named, Reading
from kg.facts.speech_cues import BEFORE_AGENT, Form, forms
from kg.facts.speech_discourse import Discourse, Speaker
from kg.facts.speech_words import Word, built_like_verb, kind, kinds, office_heads, trim, words_of
from kg.model import EntityKind, Role, Span

PERSON, ORGANISATION = EntityKind.PERSON, EntityKind.ORGANISATION
_CUTS = frozenset({",", ";", ":", ".", "–", "—"})
# Words between the head of a subject and an organisation that speaks itself: "Laporan terbaru dari Yayasan Selaya".
_BEFORE_ORGANISATION = frozenset({"dari", "resmi", "terbaru", "tim", "seperti", "bahwa"})


def _deed(w: Word) -> bool:
    """Whether a verb comes before the subject; verbs of welcoming put their agent there ("disambut Rina")."""
    return built_like_verb(w) and w.low not in kind("welcome")


class Resolver:
    """Finds the speaker in the phrase before or behind a cue."""

    def __init__(self, reading: Reading, roles: Sequence[Role]) -> None:
        self.reading = reading
        self.text = reading.text
        self.discourse = Discourse(reading, roles)

    # ---- before a verb -------------------------------------------------------------------------------------------

    def before(self, zone: Span) -> Speaker:
        """The subject in the stretch between the start of a clause and its verb."""
        said = words_of(self.text, zone)
        while said and said[-1].low in kind("adverb") | {","} and self.reading.named_over(said[-1].start) is None:
            said.pop()
        if not said:
            return Speaker(None, "none", Span(zone.start, zone.start))
        if (found := self._pronoun(said[-1])) is not None:
            own = self.subject(Span(zone.start, said[-1].start)) if said[-1].low in kind("pronoun") else None
            return replace(found, key=own) if own is not None else found
        if said[-1].low == "yang":  # "Rina yang mengatakan": only a name right before it can be meant
            head = trim(self.text, Span(zone.start, said[-1].start))
            named = [n for n in self._names(head) if n.end == head.end]
            return self._named(named[-1]) if named else Speaker(None, "description", zone)
        chunks = self._chunks(Span(zone.start, said[-1].end))
        best: tuple[float, Named] | None = None
        for chunk in chunks:
            for n in self._names(chunk):
                score = self._subject_score(n, chunk)
                if best is None or score >= best[0]:
                    best = (score, n)
        if best is not None and best[0] > 0:
            return self._named(best[1])
        for chunk in reversed(chunks):
            if self._first(chunk) not in kind("adverbial"):
                return self.discourse.described(chunk)
        return Speaker(None, "description", chunks[-1] if chunks else zone)

    def subject(self, stretch: Span) -> str | None:
        """The key of whom a sentence without speech is about: the first name that can be its subject."""
        for chunk in self._chunks(stretch):
            for n in self._names(chunk):
                if self._subject_score(n, chunk) > 0:
                    before = words_of(self.text, Span(stretch.start, n.start))
                    return None if any(_deed(w) for w in before) else n.entity.key
            said = words_of(self.text, chunk)
            verb = next((w for w in said if _deed(w)), None)
            if verb is not None and said[0].low in office_heads():
                return self.discourse.described(Span(chunk.start, verb.start)).key
        return None

    def _subject_score(self, n: Named, chunk: Span) -> float:
        """How well a name can be the subject: positive when nothing speaks against it."""
        before = [w.low for w in words_of(self.text, Span(chunk.start, n.start))]
        opening = self._first(chunk)
        score = 2.0 if n.kind is PERSON else 1.0
        light = kinds("source", "linker") | _BEFORE_ORGANISATION
        if n.kind is ORGANISATION and any(w[0].isalpha() and w not in light for w in before):
            score -= 5  # "Ketua Yayasan Selaya mengatakan": its chair speaks, not the foundation
        if self._possessor(before):
            score -= 3
        if opening in kind("adverbial"):
            # "Dalam rapat itu Rina mengatakan": a name at the very end of a fronted phrase may be the subject
            at_end = n.end == chunk.end and len(before) >= 3 and before[-1] not in kinds("adverbial", "adverb")
            score -= 1.5 if at_end and n.kind is PERSON else 4
        else:
            near = before[-3:] if n.kind is PERSON else []
            fronted = any(w in kind("adverbial") - kind("within") for w in before)
            score -= 4 if fronted or any(w in kind("adverbial") for w in near) else 0
        return score

    # ---- behind a cue --------------------------------------------------------------------------------------------

    def after(self, start: int, end: int, quoted: Span | None = None) -> Speaker:
        """The speaker behind a cue that ends at ``start``; nothing is looked at from ``end`` on.

        ``quoted`` are the words the cue attributes, for pronouns.
        """
        said = words_of(self.text, Span(start, end))
        while said and (said[0].low in BEFORE_AGENT | {",", ":"} or forms().get(said[0].low, (None,))[0] is Form.STEM):
            said.pop(0)  # "kata terang Rina" happens
        if not said:
            return Speaker(None, "none", Span(start, start))
        if (found := self._pronoun(said[0], quoted)) is not None:
            return found
        zone = Span(said[0].start, self._phrase_end(said, end))
        commas = (w for w in words_of(self.text, zone) if w.low == "," and self.reading.named_over(w.start) is None)
        comma = next(commas, None)
        phrase = trim(self.text, Span(zone.start, comma.start if comma else zone.end))
        people = [n for n in self._names(zone) if n.kind is PERSON]
        if comma and (found := self._organisation(phrase)) is not None:
            return found
        for i, n in enumerate(people):
            before = [w.low for w in words_of(self.text, Span(zone.start, n.start))]
            if self._possessor(before):
                if i + 1 < len(people) and self.text[n.end : people[i + 1].start].startswith(","):
                    continue  # "kata kuasa hukum Rina, Bima"
                if before[0] in kinds("relation", "describes"):
                    break  # "kata putra bungsu pasangan Rina dan Bima"
            named = bool(before) and before[-1] in kind("naming")  # "kata perempuan yang akrab disapa Rina"
            if not named and "," not in before and any(w in ("yang", "kepada", "bersama") for w in before):
                break
            return Speaker(n.entity.key, "name", Span(zone.start, n.end))
        return self._organisation(phrase) or self.discourse.described(phrase)

    def _organisation(self, phrase: Span) -> Speaker | None:
        """The organisation that heads a phrase without a person."""
        for n in self._names(phrase):
            before = [w.low for w in words_of(self.text, Span(phrase.start, n.start))]
            if n.kind is PERSON:
                return None
            if all(w in kind("source") | _BEFORE_ORGANISATION for w in before):
                return Speaker(n.entity.key, "organisation", Span(phrase.start, n.end))
        return None

    def _phrase_end(self, said: Sequence[Word], end: int) -> int:
        stops = kinds("adverbial", "time") - kind("within") - {"yang"}
        for i, w in enumerate(said):
            if i and (w.low in stops or w.low == "(") and self.reading.named_over(w.start) is None:
                return max(w.start, said[0].end)
        return end

    # ---- pieces --------------------------------------------------------------------------------------------------

    def implied(self, said: Span) -> Speaker:
        """The speaker of the words ``said`` that -nya, or no attribution at all, stands for."""
        without = {n.entity.key for n in self.reading.named_in(said, PERSON)}
        return Speaker(self.discourse.singular(without), "pronoun", Span(said.end, said.end))

    def _pronoun(self, w: Word, said: Span | None = None) -> Speaker | None:
        span = Span(w.start, w.end)
        if w.low in kind("pronoun"):
            return Speaker(self.implied(said or span).key, "pronoun", span)
        if w.low in kind("self"):
            return Speaker(self.discourse.focus or self.discourse.last, "pronoun", span)
        if w.low in kind("group"):
            return Speaker(self.discourse.plural(), "pronoun", span)
        return None

    def _named(self, n: Named) -> Speaker:
        return Speaker(n.entity.key, "name" if n.kind is PERSON else "organisation", n.span)

    def _names(self, stretch: Span) -> list[Named]:
        """The people and organisations named in a stretch, without those inside longer names."""
        return [n for n in self.reading.named_in(stretch, PERSON, ORGANISATION) if not self._nested(n)]

    def _nested(self, n: Named) -> bool:
        over = self.reading.named_over(n.start, PERSON, ORGANISATION)
        return over is not None and len(over.span) > len(n.span)

    def _possessor(self, before: Sequence[str]) -> bool:
        """Whether the words before a name make it the complement of another person: "istri Rina", "tim dari Rina"."""
        last = [w for w in before[-2:] if w not in ("besar", "dari")]
        return bool(before) and bool(last) and last[-1] in kind("relation")

    def _first(self, s: Span) -> str:
        said = words_of(self.text, s)
        return said[0].low if said else ""

    def _chunks(self, zone: Span) -> list[Span]:
        """The stretches between commas, without what stands in brackets; a mark inside a name cuts nothing."""
        out: list[Span] = []
        start, depth = zone.start, 0
        for w in words_of(self.text, zone):
            if self.reading.named_over(w.start) is not None:
                continue
            if w.low in ("(", "["):
                if depth == 0:
                    out.append(Span(start, w.start))
                depth += 1
            elif w.low in (")", "]"):
                depth = max(0, depth - 1)
                start = w.end
            elif w.low in _CUTS and depth == 0:
                out.append(Span(start, w.start))
                start = w.end
        if depth == 0:
            out.append(Span(start, zone.end))
        return [c for c in (trim(self.text, c) for c in out) if len(c)]
