"""Small invented articles, as facts whose stretches are right, and folders that hold them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

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
from kg.resolve import resolve
from kg.resolve.decisions import Anchor, Decision, Decisions, Ref, sealed
from kg.workspace import Workspace

_KINDS = {"P": EntityKind.PERSON, "O": EntityKind.ORGANISATION, "L": EntityKind.PLACE}


def facts(
    article: str,
    *names: str,
    roles: Sequence[tuple[str, str | None, str | None]] = (),
    events: Sequence[tuple[str, date | None, Sequence[str]]] = (),
    said: Sequence[tuple[str | None, str]] = (),
    day: date | None = None,
) -> ArticleFacts:
    """The facts of an article. ``names`` are "P:Arga Wirayuda" (P person, O organisation, L place), other names after
    "|"; a role is holder, title, organisation or place or event; an event is name, day, participants; what is said is
    speaker and words. Names stand for things.
    """
    text = f"Berita {article}."
    entities: list[Entity] = []
    keys: dict[str, str] = {}

    def put(words: str) -> Span:
        nonlocal text
        start = len(text) + 1
        text += f" {words}"
        return Span(start, len(text))

    for number, given in enumerate(names, 1):
        kind, _, rest = given.partition(":")
        name, *aliases = rest.split("|")
        at = put(name)
        key = f"{_KINDS[kind].value}:{number}"
        keys.setdefault(name, key)
        entities.append(Entity(key, _KINDS[kind], name, tuple(aliases), (Mention(at.start, at.end),)))
        text += "."
    happened = []
    for number, (name, start, participants) in enumerate(events, 1):
        at = put(name)
        keys.setdefault(name, f"event:{number}")
        who = tuple(keys[p] for p in participants)
        mention = (Mention(at.start, at.end),)
        happened.append(Event(f"event:{number}", name, start=start, participants=who, mentions=mention))
    held = []
    for number, (holder, title, where) in enumerate(roles, 1):
        at = put(f"{title or 'dari'} {holder}")
        joined: dict[str, Any] = {}
        if where is not None:
            kind = keys[where].partition(":")[0]
            joined[{"organisation": "organisation", "place": "jurisdiction", "event": "event"}[kind]] = keys[where]
        held.append(Role(f"role:{number}", keys[holder], title, **joined, evidence=(at,)))
    spoken = []
    for number, (speaker, words) in enumerate(said, 1):
        at = put(words)
        key = None if speaker is None else keys[speaker]
        role = next((r.key for r in held if r.holder == key), None)
        spoken.append(Statement(f"statement:{number}", SpeechMode.DIRECT, at, key, at, role=role))
    made = Article(id=article, text=text, published=day, title=None)
    return ArticleFacts(made, tuple(entities), tuple(held), tuple(happened), tuple(spoken))


ARGA = facts(
    "a",
    "P:Arga Wirayuda|Arga",
    "O:Serikat Nelayan Karimba",
    "L:Karimba",
    roles=[("Arga Wirayuda", "Ketua", "Serikat Nelayan Karimba")],
    events=[("Rapat Nelayan", date(2031, 3, 5), ["Arga Wirayuda", "Serikat Nelayan Karimba"])],
    said=[("Arga Wirayuda", "Solar harus turun")],
    day=date(2031, 3, 6),
)
BIMA = facts(
    "b",
    "P:Bima Tunjung",
    "O:Yayasan Air Tunjung",
    roles=[("Bima Tunjung", "Bendahara", "Yayasan Air Tunjung")],
    day=date(2031, 3, 7),
)
AGAIN = facts(
    "c",
    "P:Arga Wirayuda",
    "O:Yayasan Air Tunjung",
    roles=[("Arga Wirayuda", "Penasihat", "Yayasan Air Tunjung")],
    day=date(2031, 3, 8),
)
ALL = (ARGA, BIMA, AGAIN)


def log(*decisions: Decision) -> Decisions:
    """A log of decisions, sealed and in order of time."""
    return Decisions(tuple(sorted((sealed(d) for d in decisions), key=lambda d: d.order)))


def at(number: int) -> str:
    """The time of the decision of that number."""
    return f"2031-04-01T08:{number // 60:02}:{number % 60:02}.000000Z"


def stamp(number: int, who: str = "sinta", note: str = "") -> dict[str, str]:
    return {"time": at(number), "who": who, "note": note}


def ref(name: str, *articles: str, kind: str = "person", local: str = "") -> Ref:
    """A reference to what these articles call by a name."""
    return Ref(local or f"{kind}/gone", name, tuple(Anchor(a, kind, name) for a in articles))  # type: ignore[arg-type]


def folder(path: Path, *articles: ArticleFacts) -> Workspace:
    """An output folder that holds articles with these facts."""
    workspace = Workspace(path)
    put(workspace, articles)
    return workspace


def put(workspace: Workspace, articles: Iterable[ArticleFacts], remove: Iterable[str] = ()) -> None:
    """Bring articles into a folder, and take others out."""
    with workspace.writing():
        entries = workspace.keep(articles, "sample", Extraction("0.0.0", "sample"))
        workspace.apply(entries, remove)


def identity(articles: Sequence[ArticleFacts], decisions: Decisions) -> dict[tuple[str, str], str]:
    """Who is who across articles under decisions."""
    corrected = [decisions.corrected(f) for f in articles]
    return resolve(corrected, decisions.judgements(corrected)).identity.ids
