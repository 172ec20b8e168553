"""What resolution found across articles, as the graph ``graph/identity``.

Which organisation is part of which, which place an organisation or place lies in, and which article repeats which. The
graph names no classes and no labels: all that it links is described in the graphs of articles, where it is from, and a
link goes with them when the articles go.
"""

from __future__ import annotations

from pyoxigraph import NamedNode, Quad

from kg.rdf import iris
from kg.rdf.mapping import quad_order
from kg.rdf.vocabulary import DEFAULT_BASE, KG, checked_base
from kg.resolve import Resolution

#: The name of the graph below the base.
GRAPH = "identity"


def identity_quads(resolution: Resolution, base: str = DEFAULT_BASE) -> list[Quad]:
    """The links of a resolution, ordered: kg:subOrganisationOf, kg:locatedIn, kg:copyOf. None, where it found none."""
    graph = NamedNode(iris.graph_iri(checked_base(base), GRAPH))
    links = [
        *((KG.SUB_ORGANISATION_OF, lower, upper) for lower, upper in resolution.parents.items()),
        *((KG.LOCATED_IN, lower, upper) for lower, upper in resolution.located.items()),
    ]
    quads = [Quad(iris.node(base, lower), link, iris.node(base, upper), graph) for link, lower, upper in links]
    for copy, original in resolution.copies.items():
        one, other = (NamedNode(iris.article_iri(base, a)) for a in (copy, original))
        quads.append(Quad(one, KG.COPY_OF, other, graph))
    return sorted(quads, key=quad_order)
