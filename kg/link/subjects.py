"""The entities of a graph that a service is asked about, the most mentioned first, with what people need to judge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field

from kg.facts.names import unbracketed
from kg.link.kinds import KINDS
from kg.link.manifest import Manifest
from kg.link.values import Query
from kg.model import Entity
from kg.rdf.catalogue import Catalogue
from kg.resolve import Resolution
from kg.resolve.decisions.record import Link

#: Values of one property in a query: the most frequent ones say enough.
_VALUES = 3


@dataclass(frozen=True, slots=True)
class Subject:
    """An entity to be linked.

    ``id`` is its identifier ("person/wisnu-alfaristha"), ``name`` what it is called, ``names`` all its names, the full
    ones before short forms. ``mentions`` counts where it is named, copies of articles left out. ``context`` has titles,
    names of organisations and of places that roles and parts tie to it, the most frequent first.
    """

    id: str
    kind: str
    name: str
    names: tuple[str, ...]
    mentions: int
    context: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def query(self, types: dict[str, str], properties: dict[str, str]) -> Query:
        """The question to a service, with its class for the kind and its properties for what is known."""
        known = ((pid, self.context.get(what, ())) for what, pid in properties.items() if pid)
        name = unbracketed(self.name)[0] or self.name  # authorities keep "Dinas Sosial" and "Dinsos" as two names
        return Query(name, types.get(self.kind), tuple((pid, values) for pid, values in known if values))


def subjects(catalogue: Catalogue, resolution: Resolution, kinds: Collection[str] = KINDS) -> list[Subject]:
    """The entities of some kinds, the most mentioned first, then by identifier."""
    mentions: Counter[str] = Counter()
    for local, members in catalogue.members.items():
        if local.partition("/")[0] in kinds:
            counted = [m for m in members if m[0] not in resolution.copies] or members[:1]
            mentions[local] = sum(len(entity.mentions) for m in counted if (entity := _entity(catalogue, *m)))
    context = _contexts(catalogue, resolution)
    return [
        Subject(
            local,
            local.partition("/")[0],
            catalogue.label(local),
            tuple(catalogue.names(local)),
            count,
            {what: tuple(_frequent(found)) for what, found in context.get(local, {}).items()},
        )
        for local, count in sorted(mentions.items(), key=lambda item: (-item[1], item[0]))
    ]


def decided(catalogue: Catalogue) -> dict[tuple[str, str], Link]:
    """What was decided last about an entity's links, by its identifier and the address of the service."""
    found: dict[tuple[str, str], Link] = {}
    for decision in catalogue.decisions.active:
        if isinstance(decision, Link):
            node = catalogue.standing.node(decision.entity, catalogue.identity)
            if node is not None:
                found[node, decision.service] = decision
    return found


def settled(catalogue: Catalogue, manifest: Manifest, service: str) -> set[str]:
    """The identifiers of entities that somebody decided about for this service, or that have its kind of identifier."""
    space = manifest.identifier_space
    return {
        node
        for (node, asked), link in decided(catalogue).items()
        if asked == service or (space and link.target.startswith(space))
    }


def _entity(catalogue: Catalogue, article: str, key: str) -> Entity | None:
    """The entity behind a member; None for an event."""
    return next((e for e in catalogue.facts[article].entities if e.key == key), None)


def _contexts(catalogue: Catalogue, resolution: Resolution) -> dict[str, dict[str, Counter[str]]]:
    found: dict[str, dict[str, Counter[str]]] = {}
    ids = catalogue.identity.ids

    def say(local: str | None, what: str, value: str | None) -> None:
        if local is not None and value:
            found.setdefault(local, {}).setdefault(what, Counter())[value] += 1

    for facts in catalogue.facts.values():
        article = facts.article.id

        def label(key: str | None, article: str = article) -> str | None:
            local = None if key is None else ids.get((article, key))
            return None if local is None else catalogue.label(local)

        for role in facts.roles:
            if role.event is not None:
                continue  # what somebody is at one event says little of who they are
            holder = ids.get((article, role.holder))
            say(holder, "title", role.title)
            say(holder, "organisation", label(role.organisation))
            say(holder, "place", label(role.jurisdiction))
    for local, parent in resolution.parents.items():
        say(local, "organisation", catalogue.label(parent))
    for local, place in resolution.located.items():
        say(local, "place", catalogue.label(place))
    return found


def _frequent(found: Counter[str]) -> list[str]:
    return sorted(found, key=lambda value: (-found[value], value))[:_VALUES]
