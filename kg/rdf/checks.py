"""Is a graph what it should be? Two checks, each article's graph alone, since it holds all that its facts refer to.

* The evidence check: every annotation points to an article that is there, and the text reads there as it is quoted.
* The shape check (SHACL): cardinalities, kinds of nodes, datatypes, as ``ontology/shapes.ttl`` asks.

The graph of identity is checked over all others: what it links is there and of the right class, and nothing is part of
itself by any number of steps.

One article after the other keeps the memory at that of one article; SHACL takes about a sixth of a second for each.
"""

from __future__ import annotations

import hashlib
import logging
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from pyoxigraph import NamedNode, RdfFormat, Store

from kg.errors import MissingPartError
from kg.rdf import ontology
from kg.rdf.decision_graph import GRAPH as DECISIONS
from kg.rdf.identity_graph import GRAPH as IDENTITY
from kg.rdf.iris import graph_iri
from kg.rdf.reading import article_graphs
from kg.rdf.vocabulary import DCTERMS, DEFAULT_BASE, KG, OA, RDFS

if TYPE_CHECKING:
    from rdflib import Graph

#: Called with the number of graphs done and of all.
Progress: TypeAlias = Callable[[int, int], None]
_Values: TypeAlias = "dict[str, dict[str, list[str]]]"


@dataclass(frozen=True, slots=True, order=True)
class GraphProblem:
    """Something wrong in a graph: in which article (its id, or the IRI of another graph), with which node, and what.

    ``label`` is what a person would call the node: its name, the words of a statement, or its IRI.
    """

    article: str
    node: str
    label: str
    what: str

    def __str__(self) -> str:
        return f"{self.article}: {self.label}: {self.what}"


def check(
    store: Store, base: str = DEFAULT_BASE, *, shapes: bool = True, progress: Progress | None = None
) -> list[GraphProblem]:
    """All problems of a graph, ordered by article and node; an empty list is a good graph.

    ``shapes=False`` leaves out SHACL. Raises MissingPartError if SHACL is wanted and pyshacl is not installed.
    """
    validate = _validator("shapes.ttl") if shapes else None
    articles = article_graphs(store)
    provenance = graph_iri(base, "provenance")
    others = [provenance] if any(store.quads_for_pattern(None, None, None, NamedNode(provenance))) else []
    problems: list[GraphProblem] = []
    if not articles:
        problems.append(GraphProblem("the whole graph", "", "articles", "there is no article in it"))
    for done, graph in enumerate([*articles, *others], 1):
        found: list[GraphProblem] = []
        values = _values(store, graph)
        if graph not in others:
            found += _evidence_problems(graph, values)
        if validate is not None:
            found += _shape_problems(store, graph, values, validate)
        problems += sorted(set(found))
        if progress is not None:
            progress(done, len(articles) + len(others))
    decisions = graph_iri(base, DECISIONS)
    if shapes and any(store.quads_for_pattern(None, None, None, NamedNode(decisions))):
        by_hand = _shape_problems(store, decisions, _values(store, decisions), _validator("decision-shapes.ttl"))
        problems += sorted(set(by_hand))
    return problems + sorted(set(_link_problems(store, graph_iri(base, IDENTITY))))


def evidence_problems(store: Store) -> list[GraphProblem]:
    """What is wrong with the evidence of any article of the store."""
    return check(store, shapes=False)


# ---- evidence --------------------------------------------------------------------------------------------------------


def _values(store: Store, graph: str) -> _Values:
    """The graph as subject → predicate → texts of the objects."""
    values: _Values = defaultdict(lambda: defaultdict(list))
    for quad in store.quads_for_pattern(None, None, None, NamedNode(graph)):
        subject = getattr(quad.subject, "value", "")
        values[subject][quad.predicate.value].append(getattr(quad.object, "value", ""))
    return values


def _evidence_problems(graph: str, values: _Values) -> Iterator[GraphProblem]:
    article = _article_id(graph, values)
    has = values[graph]
    text = next(iter(has[DCTERMS.ARTICLE_BODY.value]), "")
    stored = next(iter(has[KG.CONTENT_HASH.value]), None)
    if stored is not None and stored != hashlib.sha256(text.encode()).hexdigest():
        yield GraphProblem(article, graph, article, "the text is not the one that the content hash was made of")
    quoted: dict[str, set[str]] = defaultdict(set)
    bodies: dict[str, str] = {}
    for subject in list(values):
        if OA.ANNOTATION.value in values[subject][RDFS.TYPE.value]:
            bodies[subject] = next(iter(values[subject][OA.HAS_BODY.value]), subject)
    for annotation, body in bodies.items():
        label = _label(body, values)
        targets = values[annotation][OA.HAS_TARGET.value]
        if not targets:
            yield GraphProblem(article, annotation, label, "an annotation points to no text")
        for target in targets:
            for source in values[target][OA.HAS_SOURCE.value] or [""]:
                if KG.ARTICLE.value not in values[source][RDFS.TYPE.value]:
                    what = f"its source {source} is not in the graph" if source else "it has no source"
                    yield GraphProblem(article, target, label, f"evidence: {what}")
            wrong = _stretch_problem(values, target, text, quoted[body])
            if wrong is not None:
                yield GraphProblem(article, target, label, f"evidence: {wrong}")
    for subject in list(values):
        if KG.STATEMENT.value in values[subject][RDFS.TYPE.value] and subject in quoted:
            for words in values[subject][KG.TEXT.value]:
                if words not in quoted[subject]:
                    yield GraphProblem(article, subject, _label(subject, values), "no evidence reads like its words")


def _stretch_problem(values: _Values, target: str, text: str, quoted: set[str]) -> str | None:
    """What is wrong with a stretch, or None; what it quotes is added to ``quoted``."""
    selectors = [values[s] for s in values[target][OA.HAS_SELECTOR.value]]
    starts, ends, quotes = (
        [v for s in selectors for v in s[p.value]] for p in (OA.START, OA.END, OA.EXACT)
    )  # fmt: skip
    if not (starts and ends and quotes):
        return "it lacks a position or a quote"
    quoted.update(quotes)
    try:
        start, end = int(starts[0]), int(ends[0])
    except ValueError:
        return f"its position is no number: {starts[0]} to {ends[0]}"
    if not 0 <= start < end <= len(text):
        return f"[{start}:{end}] is not inside the text of {len(text)} characters"
    if text[start:end] != quotes[0]:
        return f"the text reads '{_clipped(text[start:end])}' at [{start}:{end}], the quote is '{_clipped(quotes[0])}'"
    return None


# ---- links -----------------------------------------------------------------------------------------------------------

_CLASSES = {
    KG.SUB_ORGANISATION_OF.value: ({KG.ORGANISATION_CLASS.value}, {KG.ORGANISATION_CLASS.value}),
    KG.LOCATED_IN.value: ({KG.ORGANISATION_CLASS.value, KG.PLACE_CLASS.value}, {KG.PLACE_CLASS.value}),
    KG.COPY_OF.value: ({KG.ARTICLE.value}, {KG.ARTICLE.value}),
}


def _link_problems(store: Store, graph: str) -> Iterator[GraphProblem]:
    """What is wrong in the graph of identity."""
    up: dict[str, dict[str, str]] = defaultdict(dict)
    for quad in store.quads_for_pattern(None, None, None, NamedNode(graph)):
        lower, link, upper = (getattr(x, "value", "") for x in (quad.subject, quad.predicate, quad.object))
        name = link.rpartition("#")[2]
        if link not in _CLASSES:
            yield GraphProblem(graph, lower, lower, f"{name} is no link between things of several articles")
            continue
        for node, wanted in zip((lower, upper), _CLASSES[link], strict=True):
            classes = {
                getattr(q.object, "value", "") for q in store.quads_for_pattern(NamedNode(node), RDFS.TYPE, None)
            }
            if not classes & wanted:
                what = "is in no article's graph" if not classes else "is of another class"
                yield GraphProblem(graph, node, node, f"{name}: it {what}")
        if lower in up[link]:
            yield GraphProblem(graph, lower, lower, f"{name}: it has two")
        up[link][lower] = upper
    for link, above in up.items():
        for lower in above:
            node, steps = above[lower], 0
            while node != lower and node in above and steps < len(above):
                node, steps = above[node], steps + 1
            if node == lower:
                yield GraphProblem(graph, lower, lower, f"{link.rpartition('#')[2]}: it leads back to itself")


# ---- shapes ----------------------------------------------------------------------------------------------------------


def _validator(name: str) -> Callable[[Graph], Graph]:
    """A function from a graph to SHACL's report on it by the shapes of a file of the ontology."""
    try:
        import pyshacl
    except ImportError as error:
        raise MissingPartError(
            "the shape check needs pyshacl, which is not installed: pip install 'jejaring[check]'"
        ) from error
    from rdflib import Graph

    shapes = Graph().parse(ontology.file(name), format="turtle")

    def validate(data: Graph) -> Graph:
        _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none", inplace=True)
        assert isinstance(report, Graph), report
        return report

    return validate


def _shape_problems(
    store: Store, graph: str, values: _Values, validate: Callable[[Graph], Graph]
) -> Iterator[GraphProblem]:
    from rdflib import RDF, SH, Graph

    written = store.dump(format=RdfFormat.N_TRIPLES, from_graph=NamedNode(graph)) or b""
    data = Graph()
    with _quiet("rdflib.term"):
        data.parse(data=written, format="nt")
        report = validate(data)
    article = _article_id(graph, values)
    for result in report.subjects(RDF.type, SH.ValidationResult):
        node = str(report.value(result, SH.focusNode))
        message = str(report.value(result, SH.resultMessage))
        path: Any = report.value(result, SH.resultPath)
        value = report.value(result, SH.value)
        at = f" ({str(path).rpartition('#')[2].rpartition('/')[2]})" if path is not None and "#" in str(path) else ""
        found = f": '{_clipped(str(value))}'" if value is not None and str(value) != node else ""
        yield GraphProblem(article, node, _label(node, values), f"{message}{at}{found}")


@contextmanager
def _quiet(name: str) -> Iterator[None]:
    """Silence a logger for a while: rdflib logs a traceback for each ill-formed date, which SHACL then reports."""
    logger = logging.getLogger(name)
    before, logger.disabled = logger.disabled, True
    try:
        yield
    finally:
        logger.disabled = before


# ---- names -----------------------------------------------------------------------------------------------------------


def _article_id(graph: str, values: _Values) -> str:
    return next(iter(values[graph][DCTERMS.IDENTIFIER.value]), graph)


def _label(node: str, values: _Values) -> str:
    """What a person would call the node; a role is called after its title and holder."""
    has = values[node]
    for predicate in (RDFS.LABEL, KG.TEXT, DCTERMS.TITLE):
        if has[predicate.value]:
            return f"'{_clipped(min(has[predicate.value]))}'"
    holder = next(iter(has[KG.HOLDER.value]), None)
    if holder is not None:
        title = next(iter(has[KG.TITLE.value]), "without a title")
        return f"the role {title} of {next(iter(values[holder][RDFS.LABEL.value]), holder)}"
    return node


def _clipped(text: str, longest: int = 60) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"
