"""Who is joined to whom, directly: roles folded into links between people, organisations and events; and how much.

In the network a person and an organisation are two steps apart, with the role between them. To see who is well
connected, and to draw many of them at once, each role becomes a direct link that carries the title.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt
from typing import Any

import networkx as nx

#: What stands by itself in a first view. Places join everything to everything and say little; they come with detail.
ACTORS = ("Person", "Organisation", "Event")
#: What the world is made of; roles and statements say how these hang together.
ENTITIES = (*ACTORS, "Place")

#: So many nodes there should be in a first view, linked or not.
FEW = 20

#: Properties between two entities that are links as they stand.
_DIRECT = ("organiser", "participant", "partOf", "subOrganisationOf", "place", "locatedIn")
#: What stands between two entities: the property to the one it belongs to, and those to what that one is linked with.
_THROUGH = {
    "Role": ("holder", ("organisation", "event", "jurisdiction")),
    "Statement": ("speaker", ("mentions", "madeAt")),
}


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """A direct link between two entities.

    ``source`` and ``target`` are node keys; ``property`` is the property it stands for: "organisation" for a person's
    role in an organisation, "mentions" for one who speaks of another, "madeAt" for one who speaks at an event.
    ``titles`` are the roles' titles; ``articles`` the ids of the articles that say so.
    """

    source: str
    target: str
    property: str
    titles: tuple[str, ...]
    articles: tuple[str, ...]


def links(network: nx.MultiDiGraph[str]) -> list[Link]:
    """The direct links, one for each pair and property, in order."""
    titles: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    articles: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for source, target, name, data in network.edges(keys=True, data=True):
        if name in _DIRECT:
            articles[source, target, name].update(data["articles"])
    for node, data in network.nodes(data=True):
        if data["kind"] not in _THROUGH:
            continue
        owner, folded = _THROUGH[data["kind"]]
        ends = [(name, end) for _, end, name in network.out_edges(node, keys=True)]
        for source in (end for name, end in ends if name == owner):
            for name, end in ends:
                if name in folded:
                    articles[source, end, name].update(data["articles"])
                    titles[source, end, name].update([data["title"]] if "title" in data else [])
    nodes: Any = network.nodes
    return [
        Link(source, target, name, tuple(sorted(titles[source, target, name])), tuple(sorted(said)))
        for (source, target, name), said in sorted(articles.items())
        if source != target and nodes[source]["kind"] in ENTITIES and nodes[target]["kind"] in ENTITIES
    ]


def rank(network: nx.MultiDiGraph[str], among: Iterable[Link] | None = None) -> list[str]:
    """The persons, organisations and events, the best connected first.

    Each article counts with the square root of the number of others of these that it links a node with, plus one: one
    article with a long list of guests weighs less than several that each tell of one meeting. A copy of an article is
    that article again. The key settles ties. ``among`` are the links if they are known already.
    """
    nodes: Any = network.nodes
    described: dict[str, dict[str, str]] = network.graph.get("articles", {})

    def originals(articles: Iterable[str]) -> list[str]:
        return sorted({described.get(a, {}).get("copyOf", a) for a in articles})

    neighbours: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for link in links(network) if among is None else among:
        if nodes[link.source]["kind"] in ACTORS and nodes[link.target]["kind"] in ACTORS:
            for article in originals(link.articles):
                neighbours[link.source][article].add(link.target)
                neighbours[link.target][article].add(link.source)
    scores = {
        key: round(sum(sqrt(len(neighbours[key][article]) + 1) for article in originals(data["articles"])), 6)
        for key, data in nodes(data=True)
        if data["kind"] in ACTORS
    }
    return sorted(scores, key=lambda key: (-scores[key], key))


def selection(ranked: list[str], among: Iterable[Link], size: int) -> list[str]:
    """At most ``size`` of the ``ranked``, in their order, none alone among the others where that can be helped.

    One that is linked with none of those before it brings along the best of those it is linked with. Those without any
    link follow only where less than FEW are linked: they add nothing to a drawing of who is linked with whom.
    """
    place = {key: number for number, key in enumerate(ranked)}
    joined: dict[str, set[str]] = defaultdict(set)
    for link in among:
        if link.source in place and link.target in place:
            joined[link.source].add(link.target)
            joined[link.target].add(link.source)
    chosen: set[str] = set()
    for key in ranked:
        if key in chosen or not joined[key]:
            continue
        companion = set() if joined[key] & chosen else {min(joined[key], key=place.__getitem__)}
        if len(chosen) + 1 + len(companion) <= size:
            chosen |= {key, *companion}
    for key in ranked:
        if len(chosen) < min(size, FEW):
            chosen.add(key)
    return [key for key in ranked if key in chosen]
