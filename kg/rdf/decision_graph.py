"""What people decided, as the graph ``graph/decisions``.

Each decision that counts is an activity with who and when; facts added by hand point to it as articles' facts point to
their extraction. The graph names class and label of whatever its facts refer to, so that a question that asks within
one graph finds them too, and so that they stay whole when the articles that named a thing are taken back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from pyoxigraph import Literal, NamedNode, Quad

from kg.ids import digest, slug
from kg.model import ArticleFacts, Entity, Event, Identity
from kg.rdf import iris
from kg.rdf.mapping import UNTYPED, quad_order
from kg.rdf.vocabulary import DCTERMS, DEFAULT_BASE, KG, KG_NS, LINKS, PROV, RDFS, XSD, checked_base
from kg.resolve.decisions import Decision, Decisions, Ref, Standing, added_id
from kg.resolve.decisions.describe import action, summary
from kg.resolve.decisions.record import (
    Add,
    AddedEvent,
    AddedRole,
    AddedStatement,
    AddedThing,
    Different,
    Link,
    Rename,
    Same,
    Unsure,
)

#: The name of the graph below the base.
GRAPH = "decisions"

_CLASS = {
    "person": KG.PERSON,
    "organisation": KG.ORGANISATION_CLASS,
    "place": KG.PLACE_CLASS,
    "event": KG.EVENT_CLASS,
}
_RELATION = {"sameAs": LINKS.SAME_AS, "exactMatch": LINKS.EXACT_MATCH, "closeMatch": LINKS.CLOSE_MATCH}
_MODE = {"Direct": KG.DIRECT, "Indirect": KG.INDIRECT}


def decision_quads(
    decisions: Decisions, facts: Sequence[ArticleFacts], identity: Identity, base: str = DEFAULT_BASE
) -> list[Quad]:
    """Facts added by hand, preferred labels, links to other authorities, each with who decided it and when.

    ``facts`` (as corrected) and ``identity`` are those of the graph that the decisions are about. The quads are
    ordered; without decisions that count there are none.
    """
    counting = [d for d in decisions.active if not isinstance(d, Unsure)]
    if not counting:
        return []
    graph = _Graph(decisions.standing(facts), facts, identity, base)
    for decision in counting:
        graph.decision(decision)
    graph.names()
    return sorted(graph.quads, key=quad_order)


def added_node(decision: Add, standing: Standing, identity: Identity) -> str:
    """The identifier of what a decision adds: for a thing that is one with another by decision, that of the other."""
    own, added = added_id(decision), decision.added
    if own is not None:
        return _node(Ref(own, ""), standing, identity)
    if isinstance(added, AddedRole):
        joined = (added.organisation, added.jurisdiction, added.event)
        ids = (None if ref is None else _node(ref, standing, identity) for ref in joined)
        return iris.role_id(_node(added.holder, standing, identity), added.title, *ids)
    return f"statement/{digest(decision.id)}"


def _node(ref: Ref, standing: Standing, identity: Identity) -> str:
    """The identifier a reference leads to; the one it had, where no article at hand tells of it any more."""
    return standing.node(ref, identity) or ref.id


class _Graph:
    """The quads as they come together. Renames and links of a thing that is not at hand wait in the log."""

    def __init__(self, standing: Standing, facts: Sequence[ArticleFacts], identity: Identity, base: str) -> None:
        self.standing, self.identity, self.base = standing, identity, checked_base(base)
        self.facts = facts
        self.graph = NamedNode(iris.graph_iri(base, GRAPH))
        self.quads: set[Quad] = set()
        self.preferred: dict[str, str] = {}
        #: Identifiers that facts refer to, with the name the decision knew them by.
        self.referred: dict[str, str] = {}
        self.labelled: set[str] = set()
        self._add(self.graph, DCTERMS.IDENTIFIER, Literal(GRAPH))

    # ---- decisions ------------------------------------------------------------------------------------------------

    def decision(self, decision: Decision) -> None:
        """Who decided what when, and what follows from it."""
        activity = iris.node(self.base, f"decision/{decision.id}")
        agent = iris.node(self.base, f"user/{slug(decision.who)}")
        self._add(activity, RDFS.TYPE, KG.DECISION)
        self._add(activity, KG.ACTION, Literal(action(decision)))
        self._add(activity, RDFS.LABEL, Literal(summary(decision)))
        self._add(activity, PROV.ENDED_AT_TIME, Literal(_moment(decision.time), datatype=XSD.DATE_TIME))
        self._add(activity, PROV.WAS_ASSOCIATED_WITH, agent)
        self._add(agent, RDFS.TYPE, PROV.AGENT)
        self._add(agent, RDFS.LABEL, Literal(decision.who))
        if decision.note:
            self._add(activity, RDFS.COMMENT, Literal(decision.note))
        match decision:
            case Same():
                self._used(activity, decision.entities)
            case Different():
                self._used(activity, (decision.left, decision.right))
            case Rename():
                self._used(activity, (decision.entity,))
                local = self.standing.node(decision.entity, self.identity)
                if local is not None:
                    self.preferred[local] = decision.name  # the oldest come first: of two the later stands
            case Link():
                self._link(activity, decision)
            case Add():
                self._source(activity, decision.source)
                self._added(decision, activity)
            case _:
                pass  # a rejected fact has left the graph

    def _used(self, activity: NamedNode, refs: Iterable[Ref]) -> None:
        for ref in refs:
            local = self.standing.node(ref, self.identity)
            if local is not None:
                self._add(activity, PROV.USED, iris.node(self.base, local))

    def _link(self, activity: NamedNode, decision: Link) -> None:
        local, target = self.standing.node(decision.entity, self.identity), iris.address(decision.target)
        if local is None or target is None:
            return
        node = iris.node(self.base, local)
        self._add(activity, PROV.USED, node)
        self._add(activity, PROV.USED, target)
        if decision.score is not None:
            self._add(
                activity, KG.SCORE, Literal(f"{decision.score:.4f}".rstrip("0").rstrip("."), datatype=XSD.DECIMAL)
            )
        if decision.service:
            self._source(activity, decision.service)
        if decision.verdict == "same":
            self._add(node, _RELATION[decision.relation], target)

    def _source(self, activity: NamedNode, source: str) -> None:
        if source:
            self._add(activity, DCTERMS.SOURCE, iris.address(source) or Literal(source))

    # ---- facts added by hand --------------------------------------------------------------------------------------

    def _added(self, decision: Add, activity: NamedNode) -> None:
        match decision.added:
            case AddedThing() as thing:
                node = self._named(decision, _CLASS[thing.kind], thing.name, thing.aliases)
                self._to(node, KG.SUB_ORGANISATION_OF, thing.parent)
                self._to(node, KG.LOCATED_IN, thing.place)
            case AddedEvent() as event:
                node = self._named(decision, KG.EVENT_CLASS, event.name, ())
                if event.type != UNTYPED:
                    self._add(node, KG.EVENT_TYPE, NamedNode(KG_NS + event.type))
                self._date(node, KG.START_DATE, event.start)
                self._date(node, KG.END_DATE, event.end)
                self._to(node, KG.PLACE, event.place)
                for ref in event.organisers:
                    self._to(node, KG.ORGANISER, ref)
                for ref in event.participants:
                    self._to(node, KG.PARTICIPANT, ref)
            case AddedRole() as role:
                node = iris.node(self.base, added_node(decision, self.standing, self.identity))
                self._add(node, RDFS.TYPE, KG.ROLE)
                self._to(node, KG.HOLDER, role.holder)
                if role.title is not None:
                    self._add(node, KG.TITLE, Literal(role.title))
                self._to(node, KG.ORGANISATION, role.organisation)
                self._to(node, KG.JURISDICTION, role.jurisdiction)
                self._to(node, KG.EVENT, role.event)
            case AddedStatement() as said:
                node = iris.node(self.base, added_node(decision, self.standing, self.identity))
                self._add(node, RDFS.TYPE, KG.STATEMENT)
                self._add(node, KG.TEXT, Literal(said.text))
                self._add(node, KG.SPEECH_MODE, _MODE[said.mode])
                self._to(node, KG.SPEAKER, said.speaker)
                self._to(node, KG.MADE_AT, said.event)
                self._date(node, DCTERMS.ISSUED, said.said)
                for ref in said.mentions:
                    self._to(node, KG.MENTIONS, ref)
        self._add(node, PROV.WAS_GENERATED_BY, activity)

    def _named(self, decision: Add, kind: NamedNode, name: str, aliases: Iterable[str]) -> NamedNode:
        local = added_node(decision, self.standing, self.identity)
        self.referred.setdefault(local, name)
        node = iris.node(self.base, local)
        self._add(node, RDFS.TYPE, kind)
        for alias in (name, *aliases):
            self._add(node, RDFS.ALT_LABEL, Literal(alias))
        return node

    def _to(self, node: NamedNode, predicate: NamedNode, ref: Ref | None) -> None:
        if ref is not None:
            self._add(node, predicate, iris.node(self.base, self._local(ref)))

    def _local(self, ref: Ref) -> str:
        """The identifier that a fact refers to, whose class and label the graph then gives."""
        local = _node(ref, self.standing, self.identity)
        self.referred.setdefault(local, ref.name)
        return local

    # ---- names ----------------------------------------------------------------------------------------------------

    def names(self) -> None:
        """Preferred labels, and class and label of everything that facts refer to."""
        for local, name in self.preferred.items():
            self._add(iris.node(self.base, local), RDFS.PREF_LABEL, Literal(name))
        labels = _labels(self.facts, self.identity, frozenset(self.referred))
        for local, known in self.referred.items():
            node, kind = iris.node(self.base, local), local.partition("/")[0]
            self._add(node, RDFS.TYPE, _CLASS[kind])
            label = labels.get(local, known)
            self._add(node, RDFS.LABEL, Literal(label))
            self.quads.discard(Quad(node, RDFS.ALT_LABEL, Literal(label), self.graph))

    # ---- small ----------------------------------------------------------------------------------------------------

    def _add(self, subject: NamedNode, predicate: NamedNode, value: NamedNode | Literal) -> None:
        self.quads.add(Quad(subject, predicate, value, self.graph))

    def _date(self, subject: NamedNode, predicate: NamedNode, day: date | None) -> None:
        if day is not None:
            self._add(subject, predicate, Literal(day.isoformat(), datatype=XSD.DATE))


def _moment(time: str) -> str:
    """A time as the store writes it: without zeros at the end of the second's fraction."""
    return f"{time.removesuffix('Z').rstrip('0').rstrip('.')}Z" if "." in time else time


def _labels(facts: Sequence[ArticleFacts], identity: Identity, wanted: frozenset[str]) -> dict[str, str]:
    """The name that most articles give a thing as the fullest, then the longer, then the first in the alphabet."""
    counted: dict[str, Counter[str]] = {}
    for article in facts:
        things: tuple[Entity | Event, ...] = (*article.entities, *article.events)
        for thing in things:
            local = iris.local_id(article.article.id, thing, identity)
            if local in wanted:
                counted.setdefault(local, Counter())[thing.name] += 1
    return {local: min(names, key=lambda n: (-names[n], -len(n), n)) for local, names in counted.items()}
