"""What ties a person or an organisation to an event: patterns of the language, as named features.

The features feed the two models of ``events_people``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.facts.events_clauses import acts, agent_of, subject_of
from kg.facts.events_dates import REMOTE, sentence_numbers
from kg.facts.events_group import Cluster
from kg.facts.events_nouns import bare, offices, use
from kg.facts.events_phrase import Phrase
from kg.facts.reading import Reading
from kg.lexicon import words
from kg.model import Entity, EntityKind, Span

# How far from a name (characters) an attribution's verb may stand: an office and an organisation fit in between.
_VERB_BEFORE, _VERB_AFTER = 110, 60

# Kinds of events at which people speak as those who take part.
_FAMILIES = {
    **dict.fromkeys(("meeting", "ceremony", "visit", "press", "generic", "act"), "gathering"),
    **dict.fromkeys(("crime", "accident", "disaster"), "incident"),
}

_SPOKE_AT = re.compile(
    r"\b(?:sambutan\w*|arahan\w*|pidato\w*|sela(?:-sela)?|usai|seusai|saat|ketika|dalam acara|pada acara|materi\w*)\b",
    re.IGNORECASE,
)
_PRESENT = re.compile(
    r"\b(?:hadir|dihadiri|menghadiri|didampingi|disaksikan|diikuti|mendampingi|terlibat|melibatkan|bersama)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\W*(?:sementara itu|terpisah|sebelumnya|diketahui|sebagai informasi|untuk diketahui|di sisi lain|adapun)\b",
    re.IGNORECASE,
)
_OWNED = re.compile(
    r"\b(?:pemerintahan|program|arahan|era|kepemimpinan|instruksi|visi|perintah|keluarga|milik|kasus|terhadap|nama|"
    r"pasangan|menjerat|masa|dukungan|mantan|pengganti|rumah|kediaman|makam|putra|putri|istri)\s+"
    r"(?:\w+\s+){0,4}$",
    re.IGNORECASE,
)
# Presence told of a list: "hadir pula A, B, dan C", "dihadiri oleh A dan B".
_ATTENDING = re.compile(
    r"\b(?:(?:turut|ikut|tampak|juga|yang)\s+hadir|hadir\s+(?:pula|juga|dalam|pada|di|mendampingi)|dihadiri|"
    r"(?:turut|ikut)\s+(?:mendampingi|menyaksikan|serta)|kehadiran)\b|^\W*hadir\b",
    re.IGNORECASE,
)
_SPOKESMAN = re.compile(r"\b(?:humas|juru bicara|jubir|komunikasi|penerangan)\b[^.;]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Place:
    """A mention of an entity: its span, the number of its sentence, whether the sentence names the event."""

    span: Span
    number: int
    shared: bool


class _Tie:
    """Collects what ties one entity to one event; each method is a family of patterns."""

    def __init__(self, reading: Reading, c: Cluster, e: Entity) -> None:
        self.reading, self.text, self.c, self.e = reading, reading.text, c, e
        self.sentences = reading.document.sentences
        self.numbers = sentence_numbers(reading, c)
        self.who = "person" if e.kind is EntityKind.PERSON else "organisation"
        noun = next((p.noun for p in c.phrases if p.noun), None)
        self.kind = noun.kind if noun else "none"
        verbs = noun.verbs if noun else ()
        self.stems = frozenset(verbs) | {bare(v) for v in verbs if len(bare(v)) > 3}
        self.found: dict[str, float] = {}
        self.places = [
            _Place(m.span, n, n in self.numbers and not self.sentences[n].title)
            for m in e.mentions
            if (n := reading.document.sentence_index(m.start)) is not None
        ]

    def say(self, what: str, holds: bool = True) -> None:
        """Notes that a pattern holds."""
        if holds:
            self.found[f"{self.who} {what}"] = 1.0

    def words(self, span: Span) -> set[str]:
        """The tokens of a span in small letters."""
        return {t.of(self.text).casefold() for t in self.reading.tokens_in(span)}

    # ---- where it is named

    def standing(self, main: bool, alone: bool) -> None:
        """Nearness to the event, prominence in the article."""
        self.found[f"bias {self.who}"] = 1.0
        self.say(f"at {self.kind}")
        apart = min(abs(p.number - k) for p in self.places for k in self.numbers)
        self.say("in its sentence", any(p.shared for p in self.places))
        self.say("in the next sentence", apart == 1)
        self.say("within three sentences", 1 < apart <= 3)
        self.say("of the main event", main)
        self.say("of the only event", alone)
        self.say("in the title", any(self.sentences[p.number].title for p in self.places))
        self.say("in the lead", any(p.number <= 1 and not self.sentences[p.number].title for p in self.places))
        self.say("named often", len(self.places) >= 3)
        body = self.reading.document.article.body
        first = next((n for n in self.reading.named if n.kind is self.e.kind and n.start >= body), None)
        self.say("first of its kind", first is not None and first.entity.key == self.e.key)

    # ---- what it does and is

    def manner(self, main: bool) -> None:
        """How the entity is spoken of: as a speaker, among those present, as an owner, as part of an office."""
        body = [p for p in self.places if not self.sentences[p.number].title]
        spoken = [p for p in body if self._speaks(p)]
        self.say("speaks", bool(spoken))
        self.say("speaks, main event", bool(spoken) and main)
        self.say(f"speaks at {_FAMILIES.get(self.kind, self.kind)}", bool(spoken) and main)
        self.say("speaks often", len(spoken) > 2)
        for p in spoken:
            sentence = self.sentences[p.number].span.of(self.text)
            self.say("speaks at something", bool(_SPOKE_AT.search(sentence)))
            self.say("speaks from afar", bool(REMOTE.search(sentence)))
        quoted = [p for p in body if self.reading.document.quotation_at(p.span.start)]
        self.say("only in speech", bool(body) and len(quoted) == len(body))
        self.say("only in asides", bool(body) and all(self._aside(p) for p in body))
        for p in body:
            before = self._before(p, 60)
            self.say("owns something", bool(_OWNED.search(before)))
            self.say("a spokesman", bool(_SPOKESMAN.search(before)))
            self.say("present", bool(_PRESENT.search(self.text[self.sentences[p.number].start : p.span.start])))
            self.say("said to attend", self._attends(p))
            self.say("present nearby", bool(_PRESENT.search(before)))
            last = before.split()[-1:] or [""]
            self.say("in an office", last[0].casefold() in offices())
            self.say("in a list", bool(re.search(r",\s*$", before)))
            after = self.words(Span(p.span.end, self._reach(p)))
            self.say("attends something", bool(after & use("attend", "open")))
            self.say("holds something", bool(after & use("hold")))
            done = bool(after & self.stems)
            self.say("does it", done)
            self.say(
                "is the one who does it", done and acts(self.reading, self.e, p.span.end, self._reach(p), self.stems)
            )
            self.say(f"does it at {self.kind}", done)

    def _before(self, p: _Place, reach: int) -> str:
        return self.text[max(self.sentences[p.number].start, p.span.start - reach) : p.span.start]

    def _reach(self, p: _Place) -> int:
        """How far behind the name a verb is looked for."""
        return min(self.sentences[p.number].end, p.span.end + _VERB_AFTER)

    def _attends(self, p: _Place) -> bool:
        """Whether the clause the name stands in tells who attended: its verb stands before the list of names."""
        if self.reading.document.quotation_at(p.span.start):
            return False
        before = self.text[self.sentences[p.number].start : p.span.start]
        found = list(_ATTENDING.finditer(before))
        return bool(found) and not self.words(Span(p.span.start - len(before) + found[-1].end(), p.span.start)) & (
            _verbs_before() | _verbs_after()
        )

    def _aside(self, p: _Place) -> bool:
        return bool(_ASIDE.match(self.text, self.sentences[p.number].start, self.sentences[p.number].end))

    def _speaks(self, p: _Place) -> bool:
        """Whether a speech verb has the entity for its subject: "kata Bupati Mekar, X", "X (…) mengatakan".

        No other person stands between the verb and the name.
        """
        if self.reading.document.quotation_at(p.span.start):
            return False
        sentence = self.sentences[p.number]
        before = Span(max(sentence.start, p.span.start - _VERB_BEFORE), p.span.start)
        after = Span(p.span.end, min(sentence.end, p.span.end + _VERB_AFTER))
        between = list(self.reading.named_in(before, EntityKind.PERSON))
        if self.words(Span(between[-1].end if between else before.start, before.end)) & _verbs_before():
            return True
        between = list(self.reading.named_in(after, EntityKind.PERSON))
        return bool(self.words(Span(after.start, between[0].start if between else after.end)) & _verbs_after())

    # ---- how it stands to the event's name

    def beside(self) -> None:
        """The patterns within the sentences that name the event."""
        for p in self.places:
            if self.sentences[p.number].title:
                self._headline(p)
            if not p.shared:
                continue
            for phrase in (*self.c.phrases, *self.c.echoes):
                if phrase.sentence == p.number:
                    self._toward(p, phrase)
            lead_in = self._before(p, 40).casefold()
            self.say("by", bool(re.search(r"\boleh\b[^,;]*$", lead_in)))
            self.say("with", bool(re.search(r"\b(?:bersama|dengan|didampingi|hadir|dihadiri)\b[^;]*$", lead_in)))
            placed = self._placed(p)
            self.say("as a place", placed)
            self.say(f"as a place at {self.kind}", placed)

    def _headline(self, p: _Place) -> None:
        """The same in a headline: "X Gelar E", "X dan Y Ikuti E"."""
        for phrase in self.c.phrases:
            if phrase.sentence == p.number and p.span.end <= phrase.start:
                self.say("holds it", subject_of(self.reading, self.e, p.span.end, phrase.start, use("hold")))
                self.say(
                    "takes part in it",
                    subject_of(self.reading, self.e, p.span.end, phrase.start, use("attend", "open")),
                )

    def _subject(self, p: _Place, phrase: Phrase) -> None:
        """What the entity does with the event named behind it."""
        gap = p.span.end, phrase.start
        self.say("holds it", subject_of(self.reading, self.e, *gap, use("hold")))
        self.say("takes part in it", subject_of(self.reading, self.e, *gap, use("attend", "open")))

    def _placed(self, p: _Place) -> bool:
        """Whether the name tells where: "di (Aula) X"; in "di acara Lomba X" it is the event that tells where."""
        m = re.search(r"\bdi\s+(?:\w+\s+){0,3}$", self._before(p, 40), re.IGNORECASE)
        if m is None:
            return False
        at = p.span.start - len(m.group())
        return not any(at <= q.start < p.span.start for q in self.c.phrases)

    def _toward(self, p: _Place, phrase: Phrase) -> None:
        between = self.words(Span(min(p.span.end, phrase.end), max(p.span.start, phrase.start)))
        if phrase.span.contains(p.span):
            self.say("inside the name")
            self.say(f"inside the name of {self.kind}")
            self.say("right after the head", p.span.start - phrase.head.end <= 2)
        elif p.span.start < phrase.start:
            self.say("before it")
            for u in ("hold", "attend", "open"):
                self.say(f"before it with {u}", bool(between & use(u)))
            before = self.text[self.sentences[p.number].start : p.span.start]
            self.say("begins its sentence", len(before.split()) <= 6 and not re.search(r"[,.]", before))
        else:
            self.say("after it")
            for u in ("held", "attended", "opened"):
                self.say(f"after it with {u}", bool(between & use(u)))
            self.say("close after it", 0 <= p.span.start - phrase.end <= 25)
        self.say("with its verb", bool(between & self.stems))
        if p.span.end <= phrase.start:
            self.say("holds it", subject_of(self.reading, self.e, p.span.end, phrase.start, use("hold")))
            self.say(
                "takes part in it", subject_of(self.reading, self.e, p.span.end, phrase.start, use("attend", "open"))
            )
        elif phrase.end <= p.span.start:
            self.say("held it", agent_of(self.reading, self.e, phrase.end, p.span.start, use("held")))
            self.say(
                "took part in it", agent_of(self.reading, self.e, phrase.end, p.span.start, use("attended", "opened"))
            )


@cache
def _verbs_before() -> frozenset[str]:
    return words("speech_verbs", "stem") | words("speech_verbs", "passive") | {"menurut"}


@cache
def _verbs_after() -> frozenset[str]:
    return words("speech_verbs", "active")


def features(reading: Reading, c: Cluster, e: Entity, main: bool, alone: bool) -> dict[str, float]:
    """What ties an entity to an event, as named numbers (1 where a pattern holds); empty when it is nowhere named.

    ``main`` says that the event is the article's likeliest, ``alone`` that it is the only one found.
    """
    tie = _Tie(reading, c, e)
    if not tie.places:
        return {}
    tie.standing(main, alone)
    tie.manner(main)
    tie.beside()
    return tie.found
