"""From quads to plain records: what the network is built from, free of any RDF library's types.

Everything is gathered in one pass over the quads, in any order. People's decisions give facts too: those added by hand,
and the names that things are to be shown by.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from pyoxigraph import Dataset, Literal, NamedNode, Quad, RdfFormat, Store

from kg.rdf.decision_graph import GRAPH as DECISIONS
from kg.rdf.store import named
from kg.rdf.vocabulary import DCTERMS, KG, KG_NS, OA, PROV, RDFS

if TYPE_CHECKING:
    import rdflib

Source: TypeAlias = "Store | Dataset | rdflib.Dataset | Iterable[Quad]"

#: The classes that become nodes, by IRI.
NODE_CLASSES = {
    KG.PERSON.value: "Person",
    KG.ORGANISATION_CLASS.value: "Organisation",
    KG.EVENT_CLASS.value: "Event",
    KG.ROLE.value: "Role",
    KG.STATEMENT.value: "Statement",
    KG.PLACE_CLASS.value: "Place",
}

#: Properties between nodes: these become edges.
EDGE_PROPERTIES = {
    p.value: p.value.removeprefix(KG_NS)
    for p in (KG.HOLDER, KG.ORGANISATION, KG.JURISDICTION, KG.EVENT, KG.ORGANISER, KG.PARTICIPANT, KG.PLACE, KG.PART_OF,
              KG.SUB_ORGANISATION_OF, KG.LOCATED_IN, KG.SPEAKER, KG.IN_ROLE, KG.MADE_AT, KG.MENTIONS)
}  # fmt: skip

#: Properties whose values become attributes, by the attribute's name.
VALUE_PROPERTIES = {
    RDFS.LABEL.value: "label",
    RDFS.ALT_LABEL.value: "altLabel",
    RDFS.PREF_LABEL.value: "prefLabel",
    KG.TITLE.value: "title",
    KG.TEXT.value: "text",
    KG.SPEECH_MODE.value: "speechMode",
    KG.CUE.value: "cue",
    KG.START_DATE.value: "startDate",
    KG.END_DATE.value: "endDate",
    KG.EVENT_TYPE.value: "eventType",
    KG.CONFIDENCE.value: "confidence",
    KG.RULE.value: "rule",
}

_ARTICLE_PROPERTIES = {
    DCTERMS.IDENTIFIER.value: "id",
    DCTERMS.TITLE.value: "title",
    DCTERMS.ISSUED.value: "date",
    DCTERMS.PUBLISHER.value: "publisher",
    DCTERMS.CREATOR.value: "creator",
    DCTERMS.SOURCE.value: "url",
    DCTERMS.ARTICLE_BODY.value: "text",
    KG.COPY_OF.value: "copyOf",
}


#: How the name of the graph of decisions ends, whatever the base.
_DECISIONS = f"graph/{DECISIONS}"


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """A stretch of an article (by the article's IRI) that states a fact; ``confidence`` is 1 unless stated."""

    article: str
    start: int
    end: int
    exact: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, order=True)
class ByHand:
    """Who added something, when (ISO 8601), from where (an address or words) and with which remark."""

    time: str
    who: str
    source: str = ""
    note: str = ""


@dataclass(slots=True)
class Gathered:
    """What the quads say, by IRI.

    ``kinds`` gives a node's class; ``values`` node → attribute → value → the graphs that say so; ``links`` (subject,
    property, object) → the graphs that say so; ``articles`` an article's description; ``evidence`` node → stretches;
    ``added`` node → the decisions that added it by hand.
    """

    kinds: dict[str, str] = field(default_factory=dict)
    values: dict[str, dict[str, dict[str, set[str]]]] = field(default_factory=dict)
    links: dict[tuple[str, str, str], set[str]] = field(default_factory=dict)
    named_in: dict[str, set[str]] = field(default_factory=dict)
    articles: dict[str, dict[str, str]] = field(default_factory=dict)
    evidence: dict[str, list[Stretch]] = field(default_factory=dict)
    added: dict[str, list[ByHand]] = field(default_factory=dict)


def quads_of(source: Source) -> Iterable[Quad]:
    """The quads of a pyoxigraph store or dataset, of an rdflib dataset, or of anything that gives pyoxigraph quads."""
    if hasattr(source, "serialize"):  # rdflib, which takes a third of a second to import just to be asked about
        loaded = Store()
        loaded.load(source.serialize(format="nquads", encoding="utf-8"), format=RdfFormat.N_QUADS)
        source = loaded
    if isinstance(source, Store):  # where there are named graphs, the default graph only says it all once more
        return named(source) if any(source.named_graphs()) else source
    return source


def gather(source: Source) -> Gathered:
    """Sort the quads of ``source`` into records."""
    found = Gathered()
    described: dict[str, dict[str, str]] = defaultdict(dict)
    values: dict[str, dict[str, dict[str, set[str]]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(set)))
    links: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    named_in: dict[str, set[str]] = defaultdict(set)
    article_iris: set[str] = set()
    annotations, decided = _Annotations(), _Decided()
    type_, article = RDFS.TYPE.value, KG.ARTICLE.value
    for quad in quads_of(source):
        subject, predicate, value = _key(quad.subject), quad.predicate.value, _key(quad.object)
        graph = _key(quad.graph_name)
        if graph.endswith(_DECISIONS):
            decided.take(subject, predicate, value)
        if predicate == type_:
            if value in NODE_CLASSES:
                # A thing of two core classes is a mistake in the data; the alphabet decides, not the order of quads.
                found.kinds[subject] = min(NODE_CLASSES[value], found.kinds.get(subject, "~"))
                if not graph.endswith(_DECISIONS):  # there a class is said again of whatever is referred to
                    named_in[subject].add(graph)
            elif value == article:
                article_iris.add(subject)
        elif predicate in EDGE_PROPERTIES:
            links[subject, EDGE_PROPERTIES[predicate], value].add(graph)
        elif predicate in VALUE_PROPERTIES:
            values[subject][VALUE_PROPERTIES[predicate]][value].add(graph)
        elif predicate in _ARTICLE_PROPERTIES:
            name = _ARTICLE_PROPERTIES[predicate]
            described[subject][name] = min(value, described[subject].get(name, value))
        else:
            annotations.take(subject, predicate, value)
    found.articles = {iri: {"id": iri, **described.get(iri, {})} for iri in article_iris}
    found.values, found.links, found.named_in = values, links, named_in
    found.evidence = annotations.stretches(values)
    found.added = decided.added()
    return found


class _Decided:
    """The graph of decisions: what was added by hand, and who decided what when."""

    def __init__(self) -> None:
        self._by: dict[str, dict[str, str]] = defaultdict(dict)

    def take(self, subject: str, predicate: str, value: str) -> None:
        self._by[subject][predicate] = min(value, self._by[subject].get(predicate, value))

    def added(self) -> dict[str, list[ByHand]]:
        """Node → who added it, the first come first."""
        found: dict[str, list[ByHand]] = {}
        for subject, has in self._by.items():
            decision = self._by.get(has.get(PROV.WAS_GENERATED_BY.value, ""))
            if decision is None:
                continue
            agent = decision.get(PROV.WAS_ASSOCIATED_WITH.value, "")
            one = ByHand(
                time=decision.get(PROV.ENDED_AT_TIME.value, ""),
                who=self._by.get(agent, {}).get(RDFS.LABEL.value, agent),
                source=decision.get(DCTERMS.SOURCE.value, ""),
                note=decision.get(RDFS.COMMENT.value, ""),
            )
            found.setdefault(subject, []).append(one)
        return {node: sorted(by) for node, by in found.items()}


class _Annotations:
    """The evidence as it is written: annotation → target → article and selectors."""

    def __init__(self) -> None:
        names = (OA.HAS_BODY, OA.HAS_TARGET, OA.HAS_SOURCE, OA.HAS_SELECTOR, OA.START, OA.END, OA.EXACT)
        self._by: dict[str, dict[str, list[str]]] = {name.value: defaultdict(list) for name in names}

    def take(self, subject: str, predicate: str, value: str) -> None:
        table = self._by.get(predicate)
        if table is not None:
            table[subject].append(value)

    def stretches(self, values: dict[str, dict[str, dict[str, set[str]]]]) -> dict[str, list[Stretch]]:
        """Node → its stretches in order, each once."""
        bodies, targets, sources, selectors, starts, ends, exacts = self._by.values()
        found: dict[str, set[Stretch]] = defaultdict(set)
        for annotation, facts in bodies.items():
            confidence = min((float(c) for c in values.get(annotation, {}).get("confidence", ())), default=1.0)
            for target in targets.get(annotation, ()):
                parts = [target, *selectors.get(target, ())]
                start = next((int(s) for p in parts for s in starts.get(p, ())), None)
                end = next((int(s) for p in parts for s in ends.get(p, ())), None)
                if start is None or end is None:
                    continue
                exact = next((s for p in parts for s in exacts.get(p, ())), "")
                for article in sources.get(target, ()):
                    for fact in facts:
                        found[fact].add(Stretch(article, start, end, exact, confidence))
        return {fact: sorted(stretches) for fact, stretches in found.items()}


def _key(term: object) -> str:
    """A term as text: an IRI or a literal's value; a blank node with its prefix, so that it is like no IRI."""
    if isinstance(term, NamedNode | Literal):
        return term.value
    return str(term)
