"""What the reader of an article keeps in mind, and what pronouns and descriptions stand for because of it."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass

from kg.facts.reading import Reading
from kg.facts.speech_cues import forms
from kg.facts.speech_words import kind, office_heads, spelled_out, words_of
from kg.model import Entity, EntityKind, Role, Span

# The words of a title stand within so many tokens of the name: "Kepala Bidang … Kabupaten Selaya Rina".
_WINDOW = 14
_APPOSITION_REACH = 90  # characters


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who a phrase stands for. ``key`` is None when it names nobody known.

    ``how`` is name, organisation, pronoun, description, unnamed, or none when there is no phrase at all.
    """

    key: str | None
    how: str
    span: Span

    @property
    def stated(self) -> bool:
        """Whether there is a phrase for a speaker at all."""
        return self.how != "none"


class Discourse:
    """Who spoke last and who was written of last."""

    def __init__(self, reading: Reading, roles: Sequence[Role]) -> None:
        self.reading = reading
        self.roles = roles
        self.voices: list[str] = []  # people, and organisations quoted in their own words, the last one at the end
        self.organisation: str | None = None
        self.last: str | None = None
        self.focus: str | None = None
        self.unnamed = False

    def spoke(self, speaker: Speaker, quoted: bool = False) -> None:
        """Take note of an attribution; ``quoted`` says that it belongs to a quotation."""
        if speaker.key is None:
            self.unnamed = self.unnamed or speaker.how == "unnamed" or (quoted and speaker.how == "description")
            return
        self.last, self.unnamed, self.focus = speaker.key, False, None
        person = self.reading.entity(speaker.key).kind is EntityKind.PERSON
        if person or quoted:
            if speaker.key in self.voices:
                self.voices.remove(speaker.key)
            self.voices.append(speaker.key)
        if not person:
            self.organisation = speaker.key

    def wrote_of(self, subject: str | None, sentence: Span) -> None:
        """Take note of the subject of a sentence in which nobody speaks.

        Someone just introduced, or who spoke before, is whom "ia" will stand for; a third person of whom a speaker
        talks is not.
        """
        if subject is None:
            return
        entity = self.reading.entity(subject)
        if entity.kind is not EntityKind.PERSON:
            self.organisation = subject
        elif not self.voices or subject in self.voices or entity.mentions[0].start >= sentence.start:
            self.focus, self.unnamed = subject, False

    def singular(self, without: Container[str] = ()) -> str | None:
        """Whom "ia", "-nya" or no attribution at all stands for: a person rather than an organisation.

        Never anyone of ``without``: who is named in a quotation is hardly its speaker.
        """
        if self.unnamed:
            return None
        known = [self.focus, *reversed(self.voices), self.last]
        return next((k for k in known if k is not None and k not in without), None)

    def plural(self) -> str | None:
        """Whom "mereka" stands for: the organisation that spoke last."""
        return self.organisation

    def described(self, phrase: Span) -> Speaker:
        """The person a phrase without a name describes.

        Asked in turn: the roles and the words beside each name ("Wakil Bupati"); for a phrase that refers back
        ("politisi itu"), whoever a pronoun would stand for.
        """
        said = words_of(self.reading.text, phrase)
        points = bool(said) and said[-1].low in kind("pointer")
        while points and len(said) > 1 and said[0].low in kind("linker"):
            said.pop(0)  # "Lebih lanjut politisi itu"
        content: list[str] = []
        for w in said:
            if w.low in ("yang", ",", "(") and content:
                break
            if w.low[0].isalnum() and w.low not in kind("pointer"):
                content.append(w.low)
        if not content:
            return Speaker(None, "none", phrase)
        if content[0] in kind("unnamed") and not points:
            return Speaker(None, "plural" if content[0] in kind("plural") else "unnamed", phrase)
        content = spelled_out(content)
        refers = content[0] in kind("describes")
        best: tuple[float, bool, str] | None = None
        for person in (e for e in self.reading.entities if e.kind is EntityKind.PERSON):
            score = self._fits(person, content)
            if refers and len(content) > 1:
                score = max(score, self._fits(person, content[1:]) * 0.9)
            rank = (score, person.key in self.voices[-1:], person.key)
            if score > 0 and (best is None or rank[:2] > best[:2]):
                best = rank
        if best is not None:
            return Speaker(best[2], "description", phrase)
        if refers or (points and content[0] in self._human_heads()):
            return Speaker(self.singular(), "description", phrase)
        return Speaker(None, "description", phrase)

    def _human_heads(self) -> frozenset[str]:
        """First words of offices, and of the titles that people bear in this article."""
        own = [w.split()[0].lower() for r in self.roles if (w := r.title)]
        return frozenset(spelled_out(own)) | kind("describes") | office_heads()

    def _fits(self, person: Entity, content: list[str]) -> float:
        """How well a description fits what the article says of a person; 0 when a word of it is not said."""
        best = 0.0
        for role in self.roles:
            if role.holder != person.key or not role.title:
                continue
            title = spelled_out(_words(role.title))
            where = [w for key in (role.organisation, role.jurisdiction) if key for w in self._names_of(key)]
            if content[0] in title and all(w in title or w in where for w in content):
                best = max(best, 1.0 + 0.1 * len(set(title) & set(content)) - 0.02 * len(set(title) - set(content)))
        if content[0] not in self._human_heads():
            return best
        for m in person.mentions:
            window = self._around(m.start, m.end)
            if all(w in window for w in content):
                best = max(best, 1.0)
        return best

    def _names_of(self, key: str) -> list[str]:
        found = next((e for e in self.reading.entities if e.key == key), None)
        return spelled_out([w for n in found.names for w in _words(n)]) if found else []

    def _around(self, start: int, end: int) -> frozenset[str]:
        """The words of the phrase a name stands in: back to a verb or a stop, and an apposition behind it."""
        sentence = self.reading.document.sentence_at(start)
        if sentence is None:
            return frozenset()
        keep: list[str] = []
        stops = kind("adverbial") - kind("within")
        for w in reversed(words_of(self.reading.text, Span(sentence.start, start))[-_WINDOW:]):
            if w.low in forms() or w.low in '"“”.' or w.low in stops:
                break
            keep.append(w.low)
        right = words_of(self.reading.text, Span(end, min(sentence.end, end + _APPOSITION_REACH)))
        if right and right[0].low in (",", "selaku", "sebagai", "("):
            for w in right[1:]:
                if w.low in forms() or w.low in (",", ")", "."):
                    break
                keep.append(w.low)
        return frozenset(spelled_out(keep))


def _words(phrase: str) -> list[str]:
    return [w.low for w in words_of(phrase, Span(0, len(phrase))) if w.low[0].isalnum()]
