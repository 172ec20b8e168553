"""A network whose every text tries to break out of the page."""

from __future__ import annotations

from functools import cache

import networkx as nx
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from kg.network import build
from kg.rdf.ontology import file
from kg.rdf.store import load
from kg.rdf.vocabulary import DCTERMS, DEFAULT_BASE, KG, OA, RDFS

EVIL = '</script><img src=x onerror="window.broken=1"><!--<script>window.broken=1</script>{{data}}\'&amp;\u2028'


@cache
def example() -> nx.MultiDiGraph[str]:
    """The ontology's example of one article."""
    return build(load(file("examples/one-article.trig")))


def hostile() -> nx.MultiDiGraph[str]:
    """A person, an organisation, an event, a role and a statement, all of them named EVIL, in an article full of it."""

    def data(local: str) -> NamedNode:
        return NamedNode(DEFAULT_BASE + local)

    article = data("article/x")
    text = f"{EVIL}\n\n🐝🐝 {EVIL} kata {EVIL}."
    start = text.index("kata")
    triples: list[tuple[NamedNode, NamedNode, NamedNode | Literal]] = [
        (article, RDFS.TYPE, KG.ARTICLE),
        (article, DCTERMS.IDENTIFIER, Literal(EVIL)),
        (article, DCTERMS.ARTICLE_BODY, Literal(text)),
        (article, DCTERMS.TITLE, Literal(EVIL)),
        (article, DCTERMS.PUBLISHER, Literal(EVIL)),
        (article, DCTERMS.ISSUED, Literal(EVIL)),
        (article, DCTERMS.SOURCE, NamedNode("javascript:window.broken=1")),
        (data("person/p"), RDFS.TYPE, KG.PERSON),
        (data("organisation/o"), RDFS.TYPE, KG.ORGANISATION_CLASS),
        (data("event/e"), RDFS.TYPE, KG.EVENT_CLASS),
        (data("event/e"), KG.PARTICIPANT, data("person/p")),
        (data("event/e"), KG.ORGANISER, data("person/p")),
        (data("event/e"), KG.START_DATE, Literal(EVIL)),
        (data("role/r"), RDFS.TYPE, KG.ROLE),
        (data("role/r"), KG.HOLDER, data("person/p")),
        (data("role/r"), KG.ORGANISATION, data("organisation/o")),
        (data("role/r"), KG.TITLE, Literal(EVIL)),
        (data("statement/s"), RDFS.TYPE, KG.STATEMENT),
        (data("statement/s"), KG.SPEAKER, data("person/p")),
        (data("statement/s"), KG.TEXT, Literal(EVIL)),
        (data("statement/s"), KG.MENTIONS, data("organisation/o")),
    ]
    for local in ("person/p", "organisation/o", "event/e"):
        triples.append((data(local), RDFS.LABEL, Literal(EVIL)))
    for local in ("person/p", "organisation/o", "event/e", "role/r", "statement/s"):
        note, target = data(f"evidence/{local}"), data(f"target/{local}")
        triples += [
            (note, OA.HAS_BODY, data(local)),
            (note, OA.HAS_TARGET, target),
            (target, OA.HAS_SOURCE, article),
            (target, OA.START, Literal(start)),
            (target, OA.END, Literal(start + 4)),
            (target, OA.EXACT, Literal("kata")),
        ]
    return build(
        [Quad(s, p, o, article) for s, p, o in triples] + [Quad(article, KG.CUE, Literal("x"), DefaultGraph())]
    )


#: Names that have broken pages elsewhere.
NAMES = [
    "</script><img src=x onerror=alert(1)>",
    "\"Tanda\" & 'petik' <b>tebal</b>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "محمد بن سالم",
    "\u202eterbalik\u202c Santika",
    "🐝🌾 Lebah 👩‍🌾",
    "Panjangsekali" * 30,
    "Nama panjang berkata banyak " * 15 + "tamat",
    "__proto__",
    "#person/p@x%2F%",
]


def named(name: str) -> nx.MultiDiGraph[str]:
    """A person of that name who leads an organisation of that name."""
    article, person, body, role = (
        NamedNode(DEFAULT_BASE + local) for local in ("article/x", "person/p", "organisation/o", "role/r")
    )
    triples: list[tuple[NamedNode, NamedNode, NamedNode | Literal]] = [
        (article, RDFS.TYPE, KG.ARTICLE),
        (article, DCTERMS.IDENTIFIER, Literal("x")),
        (person, RDFS.TYPE, KG.PERSON),
        (person, RDFS.LABEL, Literal(name)),
        (body, RDFS.TYPE, KG.ORGANISATION_CLASS),
        (body, RDFS.LABEL, Literal(name)),
        (role, RDFS.TYPE, KG.ROLE),
        (role, KG.HOLDER, person),
        (role, KG.ORGANISATION, body),
        (role, KG.TITLE, Literal(name)),
    ]
    return build([Quad(s, p, o, article) for s, p, o in triples])
