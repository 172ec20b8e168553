"""The structural conditions that OWL 2 DL sets, as far as Turtle files of axioms can break them.

After "OWL 2 Web Ontology Language: Structural Specification", sections 2.4, 3, 4, 5.8 and 11, and "Mapping to RDF
Graphs", section 3. Of constructs that the ontology does not use (keys, property chains, negative assertions, datatype
definitions) any use is reported, so that whoever adds one also adds its check.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from rdflib import OWL, RDF, RDFS, XSD, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from kg.rdf.vocabulary import FIXED_PREFIXES

ENTITY_KINDS = {
    OWL.Class,
    RDFS.Datatype,
    OWL.ObjectProperty,
    OWL.DatatypeProperty,
    OWL.AnnotationProperty,
    OWL.NamedIndividual,
}
#: The datatypes of the OWL 2 datatype map that can matter here; xsd:date and xsd:time are not among them.
DATATYPES = {
    RDFS.Literal, RDF.langString, XSD.string, XSD.boolean, XSD.decimal, XSD.integer, XSD.nonNegativeInteger,
    XSD.positiveInteger, XSD.int, XSD.long, XSD.double, XSD.float, XSD.dateTime, XSD.dateTimeStamp, XSD.anyURI,
}  # fmt: skip
CHARACTERISTICS = {OWL.FunctionalProperty, OWL.InverseFunctionalProperty, OWL.TransitiveProperty}
#: Every term of the reserved vocabularies that may occur as a predicate, and as an rdf:type or other object.
PREDICATES = {
    RDF.type, RDF.first, RDF.rest, RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, RDFS.label,
    RDFS.comment, RDFS.isDefinedBy, OWL.versionIRI, OWL.versionInfo, OWL.imports, OWL.equivalentClass, OWL.unionOf,
    OWL.oneOf, OWL.onProperty, OWL.someValuesFrom, OWL.members, OWL.distinctMembers, OWL.inverseOf,
}  # fmt: skip
OBJECTS = ENTITY_KINDS | CHARACTERISTICS | DATATYPES | {
    OWL.Ontology, OWL.Restriction, OWL.AllDisjointClasses, OWL.AllDifferent, OWL.Thing, RDF.nil,
}  # fmt: skip
BUILT_IN_ANNOTATIONS = {RDFS.label, RDFS.comment, RDFS.isDefinedBy, OWL.versionInfo}
RESERVED = tuple(FIXED_PREFIXES[p] for p in ("rdf", "rdfs", "owl", "xsd"))


def violations(g: Graph) -> list[str]:
    """What breaks OWL 2 DL in an ontology together with those it imports."""
    return sorted(
        {
            *_reserved(g),
            *_one_kind_each(g),
            *_uses(g),
            *_axioms(g),
            *_non_simple(g),
            *_trees(g),
        }
    )


def _kinds(g: Graph) -> dict[Node, set[Node]]:
    kinds: dict[Node, set[Node]] = defaultdict(set)
    for subject, kind in g.subject_objects(RDF.type):
        if kind in ENTITY_KINDS and isinstance(subject, URIRef):
            kinds[subject].add(kind)
    return kinds


def _reserved(g: Graph) -> Iterator[str]:
    for s, p, o in g:
        if isinstance(s, URIRef) and str(s).startswith(RESERVED):
            yield f"{s} is reserved and is described here"
        if str(p).startswith(RESERVED) and p not in PREDICATES:
            yield f"{p} is reserved, or a construct that is not checked"
        if isinstance(o, URIRef) and str(o).startswith(RESERVED) and o not in OBJECTS:
            yield f"{o} is reserved, or a construct or datatype that is not checked"
        if isinstance(o, Literal) and o.datatype is not None and o.datatype not in DATATYPES:
            yield f"a literal of {o.datatype}, which is no datatype of OWL 2"


def _one_kind_each(g: Graph) -> Iterator[str]:
    """No punning at all, which is stricter than OWL 2 DL but keeps the ontology readable to everyone."""
    for term, kinds in _kinds(g).items():
        if len(kinds) != 1:
            yield f"{term} is declared as {len(kinds)} kinds of thing"


def _uses(g: Graph) -> Iterator[str]:
    """Every name is declared as what it is used as."""
    kinds = _kinds(g)

    def is_a(term: Node, *allowed: Node) -> bool:
        return bool(kinds.get(term, set()) & set(allowed))

    def class_expression(node: Node) -> bool:
        return node == OWL.Thing or is_a(node, OWL.Class) or isinstance(node, BNode)

    properties = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    for s, p, o in g:
        if not str(p).startswith(RESERVED) and not is_a(p, *properties):
            yield f"the property {p} is not declared"
        if is_a(p, OWL.ObjectProperty) and isinstance(o, Literal):
            yield f"the object property {p} has a literal"
        if is_a(p, OWL.DatatypeProperty) and not isinstance(o, Literal):
            yield f"the datatype property {p} has no literal"
        if p == RDF.type and o not in OBJECTS and not class_expression(o):
            yield f"{s} is of the class {o}, which is not declared"
        if p == RDF.type and o in kinds and isinstance(s, URIRef) and not is_a(s, OWL.NamedIndividual):
            yield f"the individual {s} is not declared"
        if p in (RDFS.subClassOf, OWL.equivalentClass, OWL.someValuesFrom) and not class_expression(o):
            yield f"{o} is used as a class and not declared"
        if p in (RDFS.subClassOf, OWL.equivalentClass) and not is_a(s, OWL.Class):
            yield f"{s} is used as a class and not declared"
        if p in (RDFS.domain, RDFS.range, RDFS.subPropertyOf) and not is_a(s, *properties):
            yield f"{s} is used as a property and not declared"
        if p == RDFS.domain and not class_expression(o):
            yield f"the domain {o} of {s} is not declared as a class"
        if p == RDFS.range and is_a(s, OWL.DatatypeProperty) and o not in DATATYPES:
            yield f"the range {o} of {s} is no datatype of OWL 2"
        if p == RDFS.range and is_a(s, OWL.ObjectProperty) and not class_expression(o):
            yield f"the range {o} of {s} is not declared as a class"
        if p == RDFS.subPropertyOf and kinds.get(s) != kinds.get(o):
            yield f"{s} and {o} are properties of different kinds"
        if p in (OWL.onProperty, OWL.inverseOf) and not is_a(o, OWL.ObjectProperty):
            yield f"{o} is used as an object property and not declared as one"
    for kind in CHARACTERISTICS:
        for s in g.subjects(RDF.type, kind):
            if not is_a(s, OWL.ObjectProperty) and not (
                kind == OWL.FunctionalProperty and is_a(s, OWL.DatatypeProperty)
            ):
                yield f"{s} cannot be an {kind}"
    for p in (OWL.unionOf, OWL.members):
        for _, members in g.subject_objects(p):
            for member in Collection(g, members):
                if not class_expression(member):
                    yield f"{member} is listed as a class and not declared"
    for p in (OWL.oneOf, OWL.distinctMembers):
        for _, members in g.subject_objects(p):
            for member in Collection(g, members):
                if not is_a(member, OWL.NamedIndividual):
                    yield f"{member} is listed as an individual and not declared"


def _axioms(g: Graph) -> Iterator[str]:
    """Each class expression is whole: a union or enumeration of two and more, a restriction of one property."""
    for node in {s for s in g.subjects(RDF.type, OWL.Class) if isinstance(s, BNode)}:
        lists = [o for p in (OWL.unionOf, OWL.oneOf) for o in g.objects(node, p)]
        if len(lists) != 1 or len(Collection(g, lists[0])) < 2:
            yield "an anonymous class is not one union or enumeration of two or more"
    for node in g.subjects(RDF.type, OWL.Restriction):
        if len(list(g.objects(node, OWL.onProperty))) != 1 or len(list(g.objects(node, OWL.someValuesFrom))) != 1:
            yield "a restriction does not restrict one property in one way"
    headers = [s for s in g.subjects(RDF.type, OWL.Ontology) if isinstance(s, URIRef)]
    if not headers:
        yield "there is no ontology header with an IRI"


def _non_simple(g: Graph) -> Iterator[str]:
    """A transitive property, and any above it or inverse to it, cannot be functional (section 11.2)."""
    transitive = set(g.subjects(RDF.type, OWL.TransitiveProperty))
    complex_ones = {up for t in transitive for up in g.transitive_objects(t, RDFS.subPropertyOf)}
    complex_ones |= {o for t in complex_ones for o in [*g.objects(t, OWL.inverseOf), *g.subjects(OWL.inverseOf, t)]}
    for kind in (OWL.FunctionalProperty, OWL.InverseFunctionalProperty):
        for s in set(g.subjects(RDF.type, kind)) & complex_ones:
            yield f"{s} is not simple and cannot be an {kind}"


def _trees(g: Graph) -> Iterator[str]:
    """A blank node that stands for an expression is used once, and none is left over."""
    used = Counter(o for o in g.objects() if isinstance(o, BNode))
    roots = {s for kind in (OWL.AllDisjointClasses, OWL.AllDifferent) for s in g.subjects(RDF.type, kind)}
    for node in {s for s in g.subjects() if isinstance(s, BNode)}:
        if used[node] != (0 if node in roots else 1):
            yield "a blank node is shared or belongs to nothing"
