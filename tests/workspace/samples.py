"""Invented articles with their facts, which share people, bodies and events, and what may happen to a set of them."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache

from kg.model import (
    Article,
    ArticleFacts,
    Entity,
    EntityKind,
    Event,
    Mention,
    Role,
    Span,
    SpeechMode,
    Statement,
)
from kg.rdf.provenance import Extraction
from kg.resolve.decisions import Anchor, Decision, Decisions, Ref, sealed
from kg.resolve.decisions.record import (
    Add,
    AddedRole,
    Different,
    Reject,
    RejectedRole,
    RejectedStatement,
    Rename,
    Same,
    Undo,
)

MADE_BY = Extraction("1", "uji")
EXTRACTOR = "uji"

PERSONS = """Darmaji Wiryakusuma|Sulastri Ombakbiru|Darmaji|Sulastri O.|Ranggalawe Tirtayasa|Ranggalawe Tirtajasa|
Mayangsari Kelana|Wiryakusuma|Togar Sibatuara|Made Purnayasa""".replace("\n", "").split("|")
BODIES = (
    "Koperasi Rimba Lestari|KRL|Dinas Perhutanan Kota Wulung|Dinas Perhutanan Kabupaten Wulung|Dinas Perhutanan|"
    "Serikat Pemetik Madu Wulung|Bank Tirta Raya|PT Bank Tirta Raya Tbk"
).split("|")
PLACES = ["Wulung", "Balai Desa Sukatirta", "Kabupaten Wulung", "Karangombak"]
EVENTS = ["Pelatihan Madu", "Rapat Tahunan Rimba", "Lomba Panen Wulung"]
TITLES = ["Ketua", "Kepala Dinas", "Sekretaris", None]
SAID = [
    "panen tahun ini melimpah sampai ke lereng barat",
    "harga madu akan naik bulan depan",
    "jalan ke lereng timur harus segera dibuka",
]
IDS = [f"kabar-{n:02}" for n in range(14)]
VERSIONS = 3


class _Text:
    """A text as it grows, and the stretches that were put into it."""

    def __init__(self) -> None:
        self.text = ""

    def put(self, words: str) -> Span:
        start = len(self.text)
        self.text += words
        return Span(start, len(self.text))


@cache
def facts(article: str, version: int) -> ArticleFacts:
    """A version of an invented article. Some articles tell the same story in the same words."""
    # Every third article is a copy of the one before it, as a wire story is.
    number = IDS.index(article)
    draw = random.Random(f"{number - (number % 3 == 2)} {version}")
    text = _Text()
    entities: dict[tuple[EntityKind, str], tuple[str, list[Mention]]] = {}

    def named(kind: EntityKind, name: str) -> str:
        stretch = text.put(name)
        key, mentions = entities.setdefault((kind, name), (f"{kind.value}:{len(entities) + 1}", []))
        mentions.append(Mention(stretch.start, stretch.end, 0.97))
        return key

    roles: list[Role] = []
    events: list[Event] = []
    statements: list[Statement] = []
    for _ in range(draw.randint(1, 3)):
        begin = len(text.text)
        title = draw.choice(TITLES)
        text.put(f"{title} " if title else "")
        body = named(EntityKind.ORGANISATION, draw.choice(BODIES))
        text.put(", ")
        holder = named(EntityKind.PERSON, draw.choice(PERSONS))
        stated = Span(begin, len(text.text))
        role = Role(
            f"role:{len(roles) + 1}", holder, title, body, evidence=(stated,), confidence=draw.choice([0.6, 0.9, 1.0])
        )
        roles.append(role)
        text.put(", membuka ")
        name = draw.choice(EVENTS)
        stretch = text.put(name)
        text.put(" di ")
        place = named(EntityKind.PLACE, draw.choice(PLACES))
        event = Event(
            f"event:{len(events) + 1}",
            name,
            type=draw.choice(["Training", "Meeting", "Other"]),
            start=draw.choice([date(2031, 3, 5), date(2031, 3, 6), None]),
            place=place,
            participants=(holder,),
            organisers=(body,),
            mentions=(Mention(stretch.start, stretch.end),),
            confidence=draw.choice([0.6, 0.9]),
        )
        events.append(event)
        begin = len(text.text)
        text.put(". Ia mengatakan ")
        words = text.put(draw.choice(SAID))
        statements.append(
            Statement(
                f"statement:{len(statements) + 1}",
                SpeechMode.INDIRECT,
                words,
                holder,
                Span(begin + 2, words.end),
                role=role.key,
                event=event.key,
                mentions=(body,),
                confidence=draw.choice([0.6, 1.0]),
            )
        )
        text.put(". ")
    return ArticleFacts(
        Article(article, text.text, published=date(2031, 3, 1 + number % 9), where=f"berita/{article}.txt"),
        tuple(Entity(key, kind, name, (), tuple(m)) for (kind, name), (key, m) in entities.items()),
        tuple(roles),
        tuple(events),
        tuple(statements),
    )


# ---- what people decide ------------------------------------------------------------------------------------------


def _ref(draw: random.Random, kind: EntityKind) -> Ref:
    found = facts(draw.choice(IDS), draw.randrange(VERSIONS))
    entity = draw.choice([e for e in found.entities if e.kind is kind])
    at = entity.mentions[0].start
    return Ref(f"{kind.value}/x", entity.name, (Anchor(found.article.id, kind.value, entity.name, at),))


def decision(draw: random.Random, before: Decisions) -> Decision:
    """One more decision."""
    stamp = {"time": before.next_time(datetime(2031, 4, 1, tzinfo=UTC)), "who": "penguji"}
    kind = draw.choice([EntityKind.PERSON, EntityKind.ORGANISATION])
    found = facts(draw.choice(IDS), draw.randrange(VERSIONS))
    match draw.randrange(7):
        case 0:
            made: Decision = Same(**stamp, entities=(_ref(draw, kind), _ref(draw, kind)))
        case 1:
            made = Different(**stamp, left=_ref(draw, kind), right=_ref(draw, kind))
        case 2:
            made = Rename(**stamp, entity=_ref(draw, kind), name=f"Nama {draw.randrange(5)}")
        case 3:
            role = draw.choice(found.roles)
            names = {e.key: e.name for e in found.entities}
            body = names[role.organisation or ""]
            made = Reject(**stamp, facts=(RejectedRole(found.article.id, names[role.holder], role.title, body),))
        case 4:
            words = draw.choice(found.statements).words.of(found.article.text)
            made = Reject(**stamp, facts=(RejectedStatement(found.article.id, "Indirect", words),))
        case 5:
            holder, body = _ref(draw, EntityKind.PERSON), _ref(draw, EntityKind.ORGANISATION)
            made = Add(**stamp, added=AddedRole(holder, "Bendahara", body))
        case _ if before.all:
            made = Undo(**stamp, undoes=draw.choice(before.all).id)
        case _:
            made = Rename(**stamp, entity=_ref(draw, kind), name="Nama Lain")
    return sealed(made)


# ---- what happens to a set of articles ---------------------------------------------------------------------------


@dataclass
class Step:
    """What one command does: articles in (with their version), articles out, decisions, other settings."""

    put: dict[str, int] = field(default_factory=dict)
    remove: list[str] = field(default_factory=list)
    decide: int = 0
    min_confidence: float | None = None


def history(draw: random.Random) -> list[Step]:
    """One to five steps."""
    steps = []
    for _ in range(draw.randint(1, 5)):
        step = Step()
        if draw.random() < 0.8:
            chosen = draw.sample(IDS, draw.randint(1, 6))
            step.put = {i: draw.randrange(VERSIONS) for i in chosen}
        if draw.random() < 0.5:
            step.remove = [i for i in draw.sample(IDS, draw.randint(1, 5)) if i not in step.put]
        if draw.random() < 0.4:
            step.decide = draw.randint(1, 2)
        if draw.random() < 0.1:
            step.min_confidence = draw.choice([0.0, 0.7])
        steps.append(step)
    return steps
