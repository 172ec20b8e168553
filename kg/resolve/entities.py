"""The step of resolution that tells persons and organisations: groups, comparisons, clusters, identifiers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from kg.model import ArticleFacts, EntityKind, Identity
from kg.resolve.bodies import Bodies
from kg.resolve.clusters import Clusters, Group, cluster
from kg.resolve.evidence import Company, Evidence
from kg.resolve.naming import by_member, identifiers
from kg.resolve.organisations import Organisations, named_in
from kg.resolve.persons import Persons, in_company
from kg.resolve.values import Comparison, Judgement, Member, Resolution


@dataclass
class Compared:
    """Everything that persons and organisations of some articles are compared by. Built once for a set of articles."""

    articles: Sequence[ArticleFacts]

    @cached_property
    def organisations(self) -> Organisations:
        """The organisations, grouped by name."""
        return Organisations(self.articles, Bodies(self.articles))

    @cached_property
    def persons(self) -> Persons:
        """The persons, grouped by name."""
        return Persons(self.articles, self.organisations)

    @cached_property
    def company(self) -> Company:
        """Who and what stands in which article."""
        return Company({f.article.id: named_in(f, self.organisations) | in_company(f) for f in self.articles})

    def nearest(self, member: Member, seeds: Sequence[Sequence[Member]]) -> int:
        """Which of some sets of members stands in the company most like a member's; the first of equals."""

        def like(i: int) -> tuple[float, Member]:
            found = Evidence()
            self.company.compare([member[0]], [m[0] for m in seeds[i]], frozenset(), found)
            return -found.total, min(seeds[i])

        return min(range(len(seeds)), key=like)


def entities(articles: Sequence[ArticleFacts], judgements: Sequence[Judgement], found: Resolution) -> Resolution:
    """Add identifiers for persons and organisations, what joined them, and what people should look at."""
    compared = Compared(articles)
    repeated = _repeated(articles, found)
    bodies = compared.organisations
    made = {
        EntityKind.ORGANISATION: cluster(
            bodies.grouped(),
            [*bodies.compared(compared.company), *repeated[EntityKind.ORGANISATION]],
            judgements,
            compared.nearest,
        ),
        EntityKind.PERSON: _persons(compared, repeated[EntityKind.PERSON], judgements),
    }
    return _with(articles, compared, made, found)


def _persons(compared: Compared, repeated: Sequence[Comparison], judgements: Sequence[Judgement]) -> Clusters:
    """Persons: full names first, then the single names and initials with all that is known of those."""
    people, company = compared.persons, compared.company
    full = people.compared(company, short=False)
    settled = cluster(people.grouped(short=False), full, judgements, compared.nearest)
    joined: dict[Member, list[Comparison]] = defaultdict(list)
    for c in settled.joins:
        joined[c.left].append(c)
    people.merge(settled.sets)
    groups = [Group(tuple(s), tuple(c for m in s for c in joined[m])) for s in settled.sets]
    groups += people.grouped(short=True)
    return cluster(groups, [*full, *people.compared(company, short=True), *repeated], judgements, compared.nearest)


def _with(
    articles: Sequence[ArticleFacts], compared: Compared, made: dict[EntityKind, Clusters], found: Resolution
) -> Resolution:
    known = {f.article.id: f.article for f in articles}
    ids = dict(found.identity.ids)

    def bare(members: Sequence[Member]) -> bool:
        bodies = compared.organisations
        return all(bodies.groups[bodies.named[m]].name.bare for m in members)

    def initials(members: Sequence[Member]) -> bool:
        people = compared.persons
        return all(people.groups[people.named[m]].name.initials for m in members)

    for kind, nameless in ((EntityKind.ORGANISATION, bare), (EntityKind.PERSON, initials)):
        ids.update(identifiers(kind, made[kind].sets, by_member(articles, kind), known, nameless))
    joins = [c for kind in made for c in made[kind].joins]
    doubtful = _merged([made[kind].doubtful for kind in made])
    return replace(
        found,
        identity=Identity(ids),
        joins=(*found.joins, *joins),
        doubtful=(*found.doubtful, *doubtful),
    )


def _merged(ranked: Sequence[Sequence[Comparison]]) -> list[Comparison]:
    """Lists of doubtful pairs as one, the best of each first in turn."""
    longest = max((len(r) for r in ranked), default=0)
    return [r[i] for i in range(longest) for r in ranked if i < len(r)]


def _repeated(articles: Sequence[ArticleFacts], found: Resolution) -> dict[EntityKind, list[Comparison]]:
    """Entities of a copy that bear the name of one of its original: they are one, whatever the name."""
    at = {f.article.id: f for f in articles}
    out: dict[EntityKind, list[Comparison]] = {EntityKind.ORGANISATION: [], EntityKind.PERSON: []}
    for copy, original in sorted(found.copies.items()):
        if copy not in at or original not in at:
            continue
        names = {(e.kind, e.name): e.key for e in reversed(at[original].entities)}
        for e in at[copy].entities:
            key = names.get((e.kind, e.name))
            if key is not None and e.kind in out:
                same = Evidence()
                same.add("same-text", e.name)
                out[e.kind].append(same.comparison((original, key), (copy, e.key)))
    return out
