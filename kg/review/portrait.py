"""A thing of the graph as a person gets to know it: names, roles, articles, and sentences that name it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.model import Article, ArticleFacts, Entity, Event
from kg.network.passages import Passages
from kg.rdf.catalogue import Catalogue
from kg.resolve import Member
from kg.resolve.decisions.describe import added
from kg.resolve.decisions.record import Add, AddedRole
from kg.resolve.decisions.standing import BY_HAND

#: How many roles and sentences are shown: enough to tell two namesakes apart, few enough to be read.
ROLES, SENTENCES = 6, 3


@dataclass(frozen=True, slots=True)
class Portrait:
    """One side of a question. ``local`` is the identifier; ``names`` begins with the one it is shown by.

    ``roles`` are lines such as "Ketua, DPRD Karimba", those of most articles first; of an event they are its day, place
    and people. ``sentences`` pairs an article's id with a sentence of it.
    """

    local: str
    kind: str
    names: tuple[str, ...]
    roles: tuple[str, ...]
    articles: tuple[Article, ...]
    sentences: tuple[tuple[str, str], ...]


def portrait(
    catalogue: Catalogue, local: str, members: Sequence[Member] | None = None, first: Sequence[Member] = ()
) -> Portrait:
    """The portrait of a thing, or of those of its members that are given. Sentences of ``first`` come first."""
    chosen = list(catalogue.members.get(local, ()) if members is None else members)
    chosen = sorted((m for m in chosen if m[0] != BY_HAND), key=lambda m: (m not in first, m))
    counted: dict[str, set[str]] = {}
    sentences: dict[tuple[str, str], None] = {}
    names: dict[str, None] = {catalogue.label(local): None}
    for article, key in chosen:
        facts = catalogue.facts[article]
        thing = _thing(facts, key)
        names |= dict.fromkeys((thing.name, *thing.aliases))
        for line in _roles(facts, thing):
            counted.setdefault(line, set()).add(article)
        if len(sentences) < SENTENCES and thing.mentions:
            sentences[article, sentence(facts, thing.mentions[0].start, thing.mentions[0].end)] = None
    for decision in catalogue.decisions.active:
        if isinstance(decision, Add) and isinstance(decision.added, AddedRole) and decision.added.holder.id == local:
            counted.setdefault(f"{added(decision.added)} (added by {decision.who})", set())
    articles = {m[0]: catalogue.facts[m[0]].article for m in chosen}
    return Portrait(
        local=local,
        kind=local.partition("/")[0],
        names=tuple(names),
        roles=tuple(sorted(counted, key=lambda line: (-len(counted[line]), line))[:ROLES]),
        articles=tuple(articles.values()),
        sentences=tuple(sentences),
    )


def sentence(facts: ArticleFacts, start: int, end: int) -> str:
    """The sentence around a stretch of an article, on one line."""
    left, right = Passages(facts.article.text).around(start, end)
    return " ".join(facts.article.text[left:right].split())


def _thing(facts: ArticleFacts, key: str) -> Entity | Event:
    things: tuple[Entity | Event, ...] = (*facts.entities, *facts.events)
    return next(t for t in things if t.key == key)


def _roles(facts: ArticleFacts, thing: Entity | Event) -> Iterable[str]:
    names = {t.key: t.name for t in facts.entities} | {e.key: e.name for e in facts.events}
    if isinstance(thing, Event):
        if thing.start is not None:
            yield thing.start.isoformat()
        people = sorted({*thing.organisers, *thing.participants})
        yield from (names[key] for key in (thing.place, *people) if key in names)
        return
    for role in facts.roles:
        where = [names[k] for k in (role.organisation, role.jurisdiction, role.event) if k is not None and k in names]
        if role.holder == thing.key:
            yield ", ".join([*([role.title] if role.title else []), *where])
        elif thing.key in (role.organisation, role.jurisdiction):
            yield ": ".join([*([role.title] if role.title else []), names[role.holder]])
