"""Who held an event and who took part in it.

Two logistic models over the surroundings an entity shares with an event: one for organisers, one for participants.
Their features are patterns of the language, their weights stand in ``lexicon/event_people_weights.tsv``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from kg.facts.events_dates import REMOTE, sentence_numbers
from kg.facts.events_group import Cluster
from kg.facts.events_nouns import bare, offices, use
from kg.facts.events_phrase import Phrase
from kg.facts.logistic import probability
from kg.facts.reading import Reading
from kg.lexicon import table, words
from kg.model import Entity, EntityKind, Span

#: At or above these an entity is an organiser or participant. F1 on the training articles under cross-validation is
#: flat from 0.3 to 0.5; of equals the stricter, since a wrong participant is worse than a missing one. To be chosen
#: anew whenever the weights are.
ORGANISER, PARTICIPANT = 0.35, 0.42

# How far from a name (characters) an attribution's verb may stand: an office and an organisation fit in between.
_VERB_BEFORE, _VERB_AFTER = 110, 60

# Words that may stand between a name and a verb, or a verb and an event, beside the verb itself.
_SLACK = 3
_JOINTS = frozenset(
    {"dan", "bersama", "serta", "melalui", "dengan", "juga", ",", "(", ")", "&", "/", "resmi", "kembali"}
)

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
            self.say("present nearby", bool(_PRESENT.search(before)))
            last = before.split()[-1:] or [""]
            self.say("in an office", last[0].casefold() in offices())
            self.say("in a list", bool(re.search(r",\s*$", before)))
            after = self.words(Span(p.span.end, min(self.sentences[p.number].end, p.span.end + _VERB_AFTER)))
            self.say("attends something", bool(after & use("attend", "open")))
            self.say("holds something", bool(after & use("hold")))
            self.say("does it", bool(after & self.stems))
            self.say(f"does it at {self.kind}", bool(after & self.stems))

    def _before(self, p: _Place, reach: int) -> str:
        return self.text[max(self.sentences[p.number].start, p.span.start - reach) : p.span.start]

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
            if not p.shared:
                continue
            for phrase in (*self.c.phrases, *self.c.echoes):
                if phrase.sentence == p.number:
                    self._toward(p, phrase)
            lead_in = self._before(p, 40).casefold()
            self.say("by", bool(re.search(r"\boleh\b[^,;]*$", lead_in)))
            self.say("with", bool(re.search(r"\b(?:bersama|dengan|didampingi|hadir|dihadiri)\b[^;]*$", lead_in)))
            placed = bool(re.search(r"\bdi\s+(?:\w+\s+){0,3}$", lead_in))
            self.say("as a place", placed)
            self.say(f"as a place at {self.kind}", placed)

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
            self.say("holds it", self._subject_of(p.span.end, phrase.start, use("hold")))
            self.say("takes part in it", self._subject_of(p.span.end, phrase.start, use("attend", "open")))
        elif phrase.end <= p.span.start:
            self.say("held it", self._agent_of(phrase.end, p.span.start, use("held") | {"oleh"}))
            self.say("took part in it", self._agent_of(phrase.end, p.span.start, use("attended", "opened")))

    def _between(self, start: int, end: int) -> list[str]:
        """The words of a stretch in small letters, without the names in it and what joins names."""
        text = self.text[start:end]
        for n in sorted(self.reading.named_in(Span(start, end)), key=lambda n: -n.start):
            text = text[: n.start - start] + " " + text[max(n.end - start, 0) :]
        return [w for w in re.findall(r"\w+|[^\w\s]", text.casefold()) if w not in _JOINTS]

    def _subject_of(self, start: int, end: int, verbs: frozenset[str]) -> bool:
        """Whether a verb between a name and an event has the name for its subject and the event for its object.

        "X dan Y (kembali) menggelar (kegiatan) E": at most _SLACK words on either side of the verb.
        """
        found = self._between(start, end)
        at = next((i for i, w in enumerate(found) if w in verbs), None)
        return at is not None and at <= _SLACK and len(found) - at - 1 <= _SLACK

    def _agent_of(self, start: int, end: int, verbs: frozenset[str]) -> bool:
        """Whether a passive between an event and a name has the name for its agent: "E (yang) digelar (oleh) X dan Y".

        "oleh" alone does too: "penertiban oleh X".
        """
        found = self._between(start, end)
        at = next((i for i, w in enumerate(found) if w in verbs), None)
        return at is not None and at <= _SLACK and len([w for w in found[at + 1 :] if w != "oleh"]) <= 1


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


#: What the grammar says and too few articles show: the weights that :func:`logistic.fit` starts from.
PRIORS: Mapping[str, Mapping[str, float]] = {
    "organiser": {
        **{f"{who} {what}": 2.0 for who in ("organisation", "person") for what in ("holds it", "held it")},
        **{f"organisation inside the name of {kind}": 1.0 for kind in ("police", "meeting", "press", "court")},
        "organisation as a place at court": 1.0,
    },
    "participant": {
        f"{who} {what}": 1.5 for who in ("organisation", "person") for what in ("takes part in it", "took part in it")
    },
}


@cache
def weights(model: str) -> Mapping[str, float]:
    """The weights of the model "organiser" or "participant" by feature."""
    return {r["feature"]: float(r[model]) for r in table("event_people_weights") if r[model]}


def people(reading: Reading, c: Cluster, main: bool, alone: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The keys of an event's organisers and of its participants, each in order of first mention."""
    organisers: list[str] = []
    participants: list[str] = []
    for e in _agents(reading):
        f = features(reading, c, e, main, alone)
        if not f:
            continue
        holds, joins = (probability(f, weights(m)) for m in ("organiser", "participant"))
        if holds >= ORGANISER and holds >= joins:
            organisers.append(e.key)
        elif joins >= PARTICIPANT:
            participants.append(e.key)
    return tuple(organisers), tuple(participants)


def _agents(reading: Reading) -> Iterator[Entity]:
    """Persons and organisations in order of first mention."""
    found = (e for e in reading.entities if e.kind is not EntityKind.PLACE and e.mentions)
    return iter(sorted(found, key=lambda e: (e.mentions[0].start, e.key)))
