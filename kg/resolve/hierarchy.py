"""What is part of what among organisations, and where they sit, as their names say.

Only bodies and places that some article names are linked, and each link is named by the rule that found it
(:mod:`kg.resolve.hierarchy_rules`). A name that several bodies bear is the one of the same article, or none.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from kg.facts.names import expanded
from kg.lexicon import words
from kg.model import ArticleFacts, EntityKind
from kg.resolve.bodies import Bodies, BodyName, is_bare, public_names, written_out
from kg.resolve.hierarchy_rules import RULES, Read, Words
from kg.resolve.places import region_ids
from kg.resolve.regions import Region
from kg.resolve.values import Judgement, Link, Resolution

#: A name that is used this much less often than the most used one may be a mistake: nothing is read from it.
_SELDOM = 3


@dataclass
class _Body:
    """An organisation: the names it goes by, as taken apart, and the articles that name it."""

    names: Counter[tuple[str, BodyName, Words]] = field(default_factory=Counter)
    articles: set[str] = field(default_factory=set)


@dataclass
class _Bearers:
    """Key of a name → the identifiers of those who bear it → the articles that use it for them.

    ``own`` has the fullest names only, ``any`` every form.
    """

    own: dict[str, dict[str, set[str]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(set)))
    any: dict[str, dict[str, set[str]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(set)))


def placed_bodies(articles: Sequence[ArticleFacts], judgements: Sequence[Judgement], found: Resolution) -> Resolution:
    """The step that says which organisation is part of which, and in which place it sits."""
    bodies = Bodies(articles)
    known, bearers = _known(articles, bodies, found)
    places = region_ids(articles, bodies.regions, found.identity.ids)
    links = [*_parents(known, bearers, bodies, _regencies(places, found.located)), *_located(known, places)]
    return replace(
        found,
        parents={**found.parents, **{k.lower: k.upper for k in links if k.property == "subOrganisationOf"}},
        located={**found.located, **{k.lower: k.upper for k in links if k.property == "locatedIn"}},
        links=(*found.links, *links),
    )


def _known(articles: Sequence[ArticleFacts], bodies: Bodies, found: Resolution) -> tuple[dict[str, _Body], _Bearers]:
    """The organisations by identifier, and who bears which name."""
    known: dict[str, _Body] = defaultdict(_Body)
    bearers = _Bearers()
    written: dict[str, Words] = {}
    for facts in articles:
        article = facts.article.id
        meanings = bodies.meanings_in(article)
        for entity in facts.entities_of(EntityKind.ORGANISATION):
            local = found.identity.ids[article, entity.key]
            known[local].articles.add(article)
            for name in entity.names:
                taken = bodies.parse(name, meanings)
                bearers.any[taken.key][local].add(article)
                if name == entity.name:
                    bearers.own[taken.key][local].add(article)
                    if meanings is not bodies.meanings or name not in written:
                        written[name] = written_out(name, meanings)
                    known[local].names[name, taken, written[name]] += 1
    return known, bearers


def _regencies(places: Mapping[Region, str], located: Mapping[str, str]) -> dict[Words, Region]:
    """The name of a district or village → the regency or city that it lies in, where that is but one."""
    regions = {local: region for region, local in places.items() if region.level in ("kota", "kabupaten")}
    found: dict[Words, set[Region]] = defaultdict(set)
    for region, local in places.items():
        above, steps = located.get(local), 0
        while above is not None and above not in regions and steps < len(_LEVELS_UP):
            above, steps = located.get(above), steps + 1
        if above in regions:
            found[region.name].add(regions[above])
    return {name: next(iter(around)) for name, around in found.items() if len(around) == 1}


_LEVELS_UP = ("desa", "kecamatan", "kabupaten")


# ---- parents -----------------------------------------------------------------------------------------------------


def _parents(
    known: Mapping[str, _Body], bearers: _Bearers, bodies: Bodies, regencies: Mapping[Words, Region]
) -> list[Link]:
    links: dict[str, Link] = {}
    for local in sorted(known):
        link = _parent(local, known, bearers, bodies, regencies)
        above = link and link.upper
        while above is not None and above != local:
            above = links[above].upper if above in links else None
        if link is not None and above is None:  # else it would lie under itself
            links[local] = link
    return [links[local] for local in sorted(links)]


def _parent(
    local: str, known: Mapping[str, _Body], bearers: _Bearers, bodies: Bodies, regencies: Mapping[Words, Region]
) -> Link | None:
    """The body above by the names most used, and of these by the first rule that finds one."""
    body = known[local]
    ranked = sorted(body.names.items(), key=lambda n: (-n[1], n[0][0], n[0][1].key))
    for (name, taken, written), count in ranked:
        if count * _SELDOM < ranked[0][1]:
            break
        read = Read(name, taken, written, bodies, regencies)
        for rule_name, rule, own in RULES:
            for key in rule(read):
                candidates = (bearers.own if own else bearers.any).get(key, {})
                if local in candidates:
                    continue
                elsewhere = bearers.own.get(key, {})
                bare = " @ " not in key and is_bare(tuple(key.split()))
                found = _bearer(candidates, elsewhere, body.articles, bare=bare)
                if found is not None and not (rule_name == "branch of a body" and _unexplained(key, known[found])):
                    return Link(local, found, "subOrganisationOf", rule_name, " ".join(written))
    return None


def _bearer(
    candidates: Mapping[str, set[str]], elsewhere: Mapping[str, set[str]], articles: set[str], *, bare: bool
) -> str | None:
    """The one body that a name means beside another: of the same article, else the only one of that fullest name."""
    here = [c for c, named in candidates.items() if not named.isdisjoint(articles)]
    if not here and not bare:
        here = list(elsewhere)
    return here[0] if len(here) == 1 else None


def _unexplained(key: str, body: _Body) -> bool:
    """Whether a name is one word that no article writes out: "RPH" is a kind of body, or who knows what."""
    if " " in key or key in public_names():
        return False
    return all(len(written) == 1 for _, _, written in body.names)


# ---- places ------------------------------------------------------------------------------------------------------


def _located(known: Mapping[str, _Body], places: Mapping[Region, str]) -> list[Link]:
    """The place in an organisation's name, where most of its names have it and an article names it as a place."""
    links = []
    for local in sorted(known):
        counted: Counter[Region] = Counter()
        for (_, taken, _), count in known[local].names.items():
            if taken.region is not None and taken.region.level != "negara":
                counted[taken.region] += count
        region = min(counted, key=lambda r: (-counted[r], r), default=None)
        if region is None or region not in places or region.name[0] in _building_words():
            continue
        if counted[region] * 2 > sum(known[local].names.values()):
            links.append(Link(local, places[region], "locatedIn", "place in the name", region.text))
    return links


@cache
def _building_words() -> frozenset[str]:
    """First words of names of buildings and bodies that articles use as places: they say not where a body sits."""
    buildings = {w for name in words("venues", kind="building") for w in expanded(name)[:1]}
    return frozenset(buildings | {w for name in words("organisation_heads") for w in expanded(name)[:1]})
