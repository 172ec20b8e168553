"""Who speaks: from the phrase beside a cue to an entity.

A speaker is named, or stands as a pronoun, as a description ("Ketua Serikat Tani itu") or as an organisation. Pronouns and
descriptions are resolved from what the article said before (:class:`Discourse`) and from the roles.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.facts.reading import Named, Reading
from kg.facts.speech_cues import forms
from kg.lexicon import words
from kg.model import Entity, EntityKind, Role, Span
from kg.text.sentences import Sentence

PERSON, ORGANISATION = EntityKind.PERSON, EntityKind.ORGANISATION


def kind(name: str) -> frozenset[str]:
    """The small words of one kind."""
    return words("speech_words", kind=name)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who a phrase stands for. ``key`` is None when the phrase names nobody known; ``how`` says how it was resolved."""

    key: str | None
    how: str
    span: Span

    @property
    def stated(self) -> bool:
        """Whether there is a phrase for a speaker at all."""
        return self.how != "none"


@dataclass
class Discourse:
    """What the reader of an article keeps in mind: who spoke last and who was written of last."""

    last: str | None = None
    unnamed: bool = False
    focus: str | None = None
    organisation: str | None = None
    recent: list[str] = field(default_factory=list)

    def spoke(self, speaker: Speaker, is_person: bool) -> None:
        """Take note of an attribution."""
        if speaker.key is None:
            self.unnamed = speaker.how in ("unnamed", "description")
            return
        self.last, self.unnamed = speaker.key, False
        self.focus = speaker.key
        if not is_person:
            self.organisation = speaker.key


class Resolver:
    """Finds the speaker in the phrase before or behind a cue."""

    def __init__(self, reading: Reading, roles: Sequence[Role]) -> None:
        self.reading = reading
        self.roles = roles
        self.discourse = Discourse()

    # ---- phrases -------------------------------------------------------------------------------------------------

    def before(self, zone: Span) -> Speaker:
        """The subject in the stretch between the start of a clause and its verb."""
        text = self.reading.text
        tokens = list(self.reading.tokens_in(zone))
        while tokens and (tokens[-1].of(text).lower() in kind("adverb") or tokens[-1].of(text) == ","):
            if self.reading.named_over(tokens[-1].start) is not None:
                break
            tokens.pop()
        if not tokens:
            return Speaker(None, "none", Span(zone.start, zone.start))
        last = tokens[-1].of(text).lower()
        if (found := self._pronoun(last, tokens[-1])) is not None:
            return found
        zone = Span(zone.start, tokens[-1].end)
        chunks = self._chunks(zone)
        best: tuple[float, Named] | None = None
        for chunk in chunks:
            for n in self.reading.named_in(chunk, PERSON, ORGANISATION):
                if self._nested(n):
                    continue
                score = self._subject_score(n, chunk)
                if best is None or score >= best[0]:
                    best = (score, n)
        if best is not None and best[0] > 0:
            return Speaker(best[1].entity.key, "name" if best[1].kind is PERSON else "organisation", best[1].span)
        for chunk in reversed(chunks):
            if self._first_word(chunk) in kind("adverbial"):
                inner = [t for t in self.reading.tokens_in(chunk)]
                for t in reversed(inner):
                    if (found := self._pronoun(t.of(text).lower(), t)) is not None and t is inner[-1]:
                        return found
                continue
            return self.described(chunk)
        if best is not None and len(chunks) == 1 and best[1].end == zone.end and best[1].kind is PERSON:
            return Speaker(best[1].entity.key, "name", best[1].span)  # "Dalam rapat itu Rina mengatakan"
        return self.described(chunks[-1]) if chunks else Speaker(None, "none", Span(zone.start, zone.start))

    def _subject_score(self, n: Named, chunk: Span) -> float:
        """How well a name can be the subject: positive when nothing speaks against it."""
        text = self.reading.text
        left = Span(chunk.start, n.start)
        before = [t.of(text).lower() for t in self.reading.tokens_in(left)]
        opening = self._first_word(chunk)
        score = 2.0 if n.kind is PERSON else 1.0
        if n.kind is ORGANISATION:
            # an organisation speaks only as the head of its phrase
            heads = [w for w in before if w.isalpha() and w not in kind("source") | kind("linker") | {"dari", "seperti", "resmi", "terbaru"}]
            if heads:
                score -= 5
        if before and before[-1] in kind("relation") or len(before) > 1 and before[-2] in kind("relation") and before[-1] not in (",",):
            score -= 3
        if opening in kind("adverbial") and not (n.kind is ORGANISATION and opening == "dari"):
            # "Dalam rapat itu Rina mengatakan": a name at the very end of a fronted phrase may be the subject
            score -= 1.5 if n.end == chunk.end and len(before) >= 3 and before[-1] not in kind("adverbial") and n.kind is PERSON else 4
        elif any(w in kind("adverbial") for w in before[-3:]) and n.kind is PERSON:
            score -= 4
        elif any(w in kind("adverbial") - {"di", "dari", "pada", "untuk", "dengan", "bersama"} for w in before):
            score -= 4
        return score

    def _nested(self, n: Named) -> bool:
        over = self.reading.named_over(n.start, PERSON, ORGANISATION)
        return over is not None and len(over.span) > len(n.span)

    def _chunks(self, zone: Span) -> list[Span]:
        """The stretches between commas and brackets, the brackets left out; a comma inside a name cuts nothing."""
        text, out, start, depth = self.reading.text, [], zone.start, 0
        for t in self.reading.tokens_in(zone):
            mark = t.of(text)
            if mark in "([":
                if depth == 0 and start < t.start:
                    out.append(Span(start, t.start))
                depth += 1
            elif mark in ")]":
                depth = max(0, depth - 1)
                start = t.end
            elif mark in (",", ";", ":", "–", "—") and depth == 0 and self.reading.named_over(t.start) is None:
                out.append(Span(start, t.start))
                start = t.end
        if depth == 0 and start < zone.end:
            out.append(Span(start, zone.end))
        return [c for c in (self._trim(c) for c in out) if len(c)]

    def _trim(self, s: Span) -> Span:
        words_ = s.of(self.reading.text)
        return Span(s.start + len(words_) - len(words_.lstrip()), s.end - (len(words_) - len(words_.rstrip())))

    def _first_word(self, s: Span) -> str:
        tokens = self.reading.tokens_in(s)
        return tokens[0].of(self.reading.text).lower() if tokens else ""

    def after(self, start: int, end: int) -> Speaker:
        """The speaker behind a cue that ends at ``start``; nothing is looked at from ``end`` on."""
        text = self.reading.text
        tokens = list(self.reading.tokens_in(Span(start, end)))
        while tokens and tokens[0].of(text).lower() in ("oleh", "lagi", "pula", "juga", ",", ":"):
            tokens.pop(0)
        if not tokens:
            return Speaker(None, "none", Span(start, start))
        head = tokens[0].of(text).lower()
        if (found := self._pronoun(head, tokens[0])) is not None:
            return found
        phrase_end = end
        for i, t in enumerate(tokens):
            w = t.of(text).lower()
            if self.reading.named_over(t.start, PERSON, ORGANISATION) is not None:
                continue
            if i and (w in kind("adverbial") - {"di", "dari", "bersama", "untuk", "dengan", "yang", "pada"} or w in kind("time") or w in "(." or w == "saat"):
                phrase_end = t.start
                break
        zone = Span(tokens[0].start, max(tokens[0].end, phrase_end))
        people = [n for n in self.reading.named_in(zone, PERSON) if not self._nested(n)]
        for i, n in enumerate(people):
            before = [t.of(text).lower() for t in self.reading.tokens_in(Span(zone.start, n.start))]
            if before and (before[-1] in kind("relation") or len(before) > 1 and before[-2] in kind("relation") and before[-1] != ",") and i + 1 < len(people):
                continue
            if i == 0 and any(w in ("yang", "kepada", "bersama") for w in before) and "," not in before:
                break
            return Speaker(n.entity.key, "name", Span(zone.start, n.end))
        comma = next((t for t in self.reading.tokens_in(zone) if t.of(text) == "," and self.reading.named_over(t.start) is None), None)
        phrase = Span(zone.start, comma.start) if comma else zone
        for n in self.reading.named_in(phrase, ORGANISATION):
            before = [t.of(text).lower() for t in self.reading.tokens_in(Span(zone.start, n.start))]
            if not self._nested(n) and all(w in kind("source") | {"dari", "resmi", "terbaru"} for w in before):
                return Speaker(n.entity.key, "organisation", Span(zone.start, n.end))
        return self.described(self._trim(phrase))

    # ---- pronouns and descriptions -------------------------------------------------------------------------------

    def _pronoun(self, word: str, at: Span) -> Speaker | None:
        if word in kind("pronoun") or word in kind("self"):
            return Speaker(self.pronoun(), "pronoun", at)
        if word in kind("group"):
            return Speaker(self.group(), "pronoun", at)
        return None

    def implied(self, at: int) -> Speaker:
        """The speaker that -nya, or no attribution at all, stands for."""
        return Speaker(self.pronoun(), "pronoun", Span(at, at))

    def pronoun(self) -> str | None:
        """Whom "ia" stands for here."""
        d = self.discourse
        if d.unnamed:
            return None
        return d.last or d.focus

    def group(self) -> str | None:
        """Whom "mereka" stands for here: an organisation that spoke last."""
        d = self.discourse
        return d.last if d.last is not None and d.last == d.organisation else None

    def described(self, phrase: Span) -> Speaker:
        """The person a phrase without a name describes: by the roles, by the words beside the names, by what was said last."""
        text = self.reading.text
        spoken = [t.of(text).lower() for t in self.reading.tokens_in(phrase)]
        points = bool(spoken) and spoken[-1] in ("itu", "ini", "tersebut")
        content = [w for w in spoken if w not in ("itu", "ini", "tersebut", "yang", ",") and w[0].isalnum()]
        if not content:
            return Speaker(None, "none", phrase)
        if content[0] in kind("unnamed") and not points:
            return Speaker(None, "unnamed", phrase)
        best: tuple[float, int, str] | None = None
        for order, entity in enumerate(e for e in self.reading.entities if e.kind is PERSON):
            score = self._fits(entity, content)
            if score >= 1 and (best is None or (score, entity.key == self.discourse.last, -order) > (best[0], best[1], 0)):
                best = (score, entity.key == self.discourse.last, entity.key)
        if best is not None:
            return Speaker(best[2], "description", phrase)
        if points or content[0] in kind("describes"):
            return Speaker(self.pronoun(), "description", phrase)
        return Speaker(None, "description", phrase)

    def _fits(self, person: Entity, content: list[str]) -> float:
        """How much of a description the article says of a person: 1 when all of it does."""
        best = 0.0
        for role in self.roles:
            if role.holder != person.key or not role.title:
                continue
            said = _words(role.title)
            title = set(said)
            if role.organisation:
                said += [w for n in self.reading.entity(role.organisation).names for w in _words(n)] if self._known(role.organisation) else []
            if role.jurisdiction and self._known(role.jurisdiction):
                said += [w for n in self.reading.entity(role.jurisdiction).names for w in _words(n)]
            if content[0] in title and all(w in said for w in content):
                best = max(best, 1.0 + 0.1 * len(title & set(content)))
        for m in person.mentions:
            window = self._around(m.start, m.end)
            if all(w in window for w in content):
                best = max(best, 1.0)
        return best

    def _known(self, key: str) -> bool:
        return any(e.key == key for e in self.reading.entities)

    def _around(self, start: int, end: int) -> set[str]:
        """The words of the phrase a name stands in: those before it back to a verb or a stop, and an apposition behind it."""
        text = self.reading.text
        sentence: Sentence | None = self.reading.document.sentence_at(start)
        if sentence is None:
            return set()
        left = [t.of(text).lower() for t in self.reading.tokens_in(Span(sentence.start, start))][-14:]
        keep: list[str] = []
        for w in reversed(left):
            if w in forms() or w in "\"“”." or w in kind("adverbial") - {"dari", "di", "pada", "untuk", "dengan", "bersama"}:
                break
            keep.append(w)
        right = [t.of(text).lower() for t in self.reading.tokens_in(Span(end, min(sentence.end, end + 90)))]
        if right and right[0] in (",", "selaku", "sebagai", "("):
            for w in right[1:]:
                if w in forms() or w in (",", ")", "."):
                    break
                keep.append(w)
        return set(keep)


_WORD = re.compile(r"\w+(?:[-'’]\w+)*")


def _words(phrase: str) -> list[str]:
    return [w.lower() for w in _WORD.findall(phrase)]
