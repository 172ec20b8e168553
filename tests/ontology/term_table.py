"""The tables of ontology/README.md, made from the ontology itself.

``python tests/ontology/term_table.py`` writes them anew; a test compares.
"""

from __future__ import annotations

import re
from pathlib import Path

from rdflib import OWL, RDF, RDFS, Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from kg.rdf.ontology import file, folder
from kg.rdf.queries import all_named
from kg.rdf.vocabulary import FIXED_PREFIXES, KG_NS

KG = Namespace(KG_NS)
README = folder() / "README.md"
#: The classes in the order in which a person would explain them.
CLASSES = (
    "Person", "Organisation", "Event", "Role", "Statement", "Article", "Place", "Agent", "SpeechMode", "Decision"
)  # fmt: skip


def graph() -> Graph:
    """Core and alignment in one graph."""
    return Graph().parse(file("core.ttl")).parse(file("alignment.ttl"))


def short(node: Node) -> str:
    """A term as prefix:name."""
    for prefix, iri in FIXED_PREFIXES.items():
        if str(node).startswith(iri):
            return f"{prefix}:{str(node)[len(iri) :]}"
    return str(node)


def text(g: Graph, term: Node, predicate: URIRef, language: str) -> str:
    """The label or comment of a term in one language."""
    (found,) = [str(o) for o in g.objects(term, predicate) if getattr(o, "language", None) == language]
    return found


def reach(g: Graph, term: Node, predicate: URIRef) -> str:
    """The domain or range of a property; a union is listed."""
    node = g.value(term, predicate)
    if node is None:
        return "any"
    union = g.value(node, OWL.unionOf)
    members = [node] if union is None else list(Collection(g, union))
    return " or ".join(short(m).removeprefix("kg:") for m in members)


def also(g: Graph, term: Node, predicate: URIRef) -> str:
    """The terms of others that a term comes under."""
    return ", ".join(sorted(short(o) for o in g.objects(term, predicate) if isinstance(o, URIRef)))


def class_table(g: Graph) -> str:
    rows = ["| class | id | what | comes under |", "|---|---|---|---|"]
    for name in CLASSES:
        term = KG[name]
        rows.append(
            f"| kg:{name} | {text(g, term, RDFS.label, 'id')} | {text(g, term, RDFS.comment, 'en')} "
            f"| {also(g, term, RDFS.subClassOf)} |"
        )
    return "\n".join(rows)


def property_table(g: Graph) -> str:
    rows = ["| property | id | from | to | what | comes under |", "|---|---|---|---|---|---|"]
    kinds = (OWL.ObjectProperty, OWL.DatatypeProperty)
    terms = {t for kind in kinds for t in g.subjects(RDF.type, kind) if str(t).startswith(KG_NS)}
    order = [line.split()[0] for line in file("core.ttl").read_text(encoding="utf-8").splitlines() if " a owl:" in line]
    for term in sorted(terms, key=lambda t: order.index(short(t))):
        rows.append(
            f"| {short(term)} | {text(g, term, RDFS.label, 'id')} | {reach(g, term, RDFS.domain)} "
            f"| {reach(g, term, RDFS.range)} | {text(g, term, RDFS.comment, 'en')} "
            f"| {also(g, term, RDFS.subPropertyOf)} |"
        )
    return "\n".join(rows)


def query_table(_: Graph) -> str:
    rows = ["| query | question | parameters |", "|---|---|---|"]
    for query in all_named().values():
        parameters = ", ".join(p.name if p.default is None else f"[{p.name}]" for p in query.parameters)
        rows.append(f"| {query.name} | {query.question}<br>{query.question_id} | {parameters} |")
    return "\n".join(rows)


TABLES = {"classes": class_table, "properties": property_table, "queries": query_table}


def renewed(readme: str) -> str:
    """The README with its tables made anew, between ``<!-- name -->`` and ``<!-- /name -->``."""
    g = graph()
    for name, table in TABLES.items():
        made = f"<!-- {name} -->\n{table(g)}\n<!-- /{name} -->"
        readme, count = re.subn(rf"<!-- {name} -->.*?<!-- /{name} -->", lambda _, m=made: m, readme, flags=re.DOTALL)
        assert count == 1, f"no place for the table of {name}"
    return readme


if __name__ == "__main__":
    Path(README).write_text(renewed(README.read_text(encoding="utf-8")), encoding="utf-8")
