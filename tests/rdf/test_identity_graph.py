"""The graph of identity: what it holds, and what the check finds wrong in it."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode, Quad, Store

from kg.model import Identity
from kg.rdf import checks
from kg.rdf.identity_graph import identity_quads
from kg.rdf.iris import article_iri, graph_iri, node
from kg.rdf.mapping import article_quads
from kg.rdf.vocabulary import KG
from kg.resolve import Resolution

from .samples import sample

BASE = "https://data.example/id/"
UNION, OFFICE = "organisation/koperasi-rimba-lestari", "organisation/dinas-perhutanan-tanjung-wulung"
HALL = "place/balai-desa-sukatirta"


def resolution(**links: dict[str, str]) -> Resolution:
    return Resolution(Identity(), **links)  # type: ignore[arg-type]


def stored(found: Resolution, *more: Quad) -> Store:
    store = Store()
    for name in ("contoh-1", "contoh/2"):
        store.extend(article_quads(sample(name), base=BASE))
    store.extend([*identity_quads(found, BASE), *more])
    return store


def test_the_links_of_a_resolution() -> None:
    found = resolution(parents={UNION: OFFICE}, located={OFFICE: HALL}, copies={"contoh/2": "contoh-1"})
    graph = NamedNode(graph_iri(BASE, "identity"))
    assert identity_quads(found, BASE) == [
        Quad(NamedNode(BASE + "article/contoh%2F2"), KG.COPY_OF, NamedNode(article_iri(BASE, "contoh-1")), graph),
        Quad(node(BASE, OFFICE), KG.LOCATED_IN, node(BASE, HALL), graph),
        Quad(node(BASE, UNION), KG.SUB_ORGANISATION_OF, node(BASE, OFFICE), graph),
    ]
    assert identity_quads(resolution(), BASE) == []
    assert checks.check(stored(found), BASE) == []


def quad(lower: str, link: NamedNode, upper: str) -> Quad:
    return Quad(node(BASE, lower), link, node(BASE, upper), NamedNode(graph_iri(BASE, "identity")))


@pytest.mark.parametrize(
    ("found", "more", "what"),
    [
        (resolution(parents={UNION: "organisation/tidak-ada"}), (), "subOrganisationOf: it is in no article's graph"),
        (resolution(parents={UNION: HALL}), (), "subOrganisationOf: it is of another class"),
        (resolution(located={UNION: OFFICE}), (), "locatedIn: it is of another class"),
        (resolution(parents={UNION: OFFICE, OFFICE: UNION}), (), "subOrganisationOf: it leads back to itself"),
        (resolution(located={HALL: HALL}), (), "locatedIn: it leads back to itself"),
        (resolution(copies={"contoh-1": "hilang"}), (), "copyOf: it is in no article's graph"),
        (resolution(), (quad(UNION, KG.HOLDER, OFFICE),), "holder is no link between things of several articles"),
        (
            resolution(copies={"contoh-1": "contoh/2"}),
            (Quad(NamedNode(article_iri(BASE, "contoh-1")), KG.COPY_OF, NamedNode(article_iri(BASE, "contoh-1")),
                  NamedNode(graph_iri(BASE, "identity"))),),
            "copyOf: it has two",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_is_found(found: Resolution, more: tuple[Quad, ...], what: str) -> None:
    assert what in {p.what for p in checks.check(stored(found, *more), BASE, shapes=False)}
