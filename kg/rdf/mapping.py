"""One article's facts as quads, in the article's own graph and in the terms of the ontology.

Everything is in the graph of the article that says it, so that dropping that graph takes back what the article
contributed. A thing that two keys of the article lead to (two names that resolution joined, a role stated twice) is one
node here, with everything said of it; where only one value fits, the first in the article's order stands.

A fact whose evidence is missing or lies outside the text, or that refers to a key the article does not have, is a
mistake in the program and raises ValueError.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeVar

from pyoxigraph import Literal, NamedNode, Quad

from kg.model import ArticleFacts, Entity, EntityKind, Event, Identity, Mention, Role, Span, SpeechMode, Statement
from kg.rdf import iris
from kg.rdf.provenance import Extraction
from kg.rdf.vocabulary import DCTERMS, DEFAULT_BASE, KG, KG_NS, OA, PROV, RDFS, XSD, checked_base

_CLASS = {
    EntityKind.PERSON: KG.PERSON,
    EntityKind.ORGANISATION: KG.ORGANISATION_CLASS,
    EntityKind.PLACE: KG.PLACE_CLASS,
}
_MODE = {SpeechMode.DIRECT: KG.DIRECT, SpeechMode.INDIRECT: KG.INDIRECT}
#: The event type of an event of which nothing more exact is known; it is not written, since it may well be of a type.
UNTYPED = "Other"

_Thing = TypeVar("_Thing", Entity, Event)


def article_quads(
    facts: ArticleFacts,
    identity: Identity | None = None,
    *,
    base: str = DEFAULT_BASE,
    extraction: Extraction | None = None,
) -> list[Quad]:
    """The graph of one article, each quad once, ordered by subject, predicate and object.

    ``identity`` says which of its entities and events are who; without a word from it the name decides.
    ``extraction`` is who made the facts (absent: not stated).
    """
    mapping = _Mapping(facts, identity or Identity(), base, extraction)
    mapping.article()
    mapping.entities()
    mapping.events()
    mapping.roles()
    mapping.statements()
    return sorted(mapping.quads, key=quad_order)


def quad_order(quad: Quad) -> tuple[str, str, str, str]:
    """The sort key of all output: graph, subject, predicate, object as text (the data has no blank nodes)."""
    return str(quad.graph_name), str(quad.subject), str(quad.predicate), str(quad.object)


def confidence_literal(confidence: float) -> Literal | None:
    """A confidence as a decimal of two digits; None for what rounds to 1, which goes without saying."""
    rounded = round(confidence, 2)
    return None if rounded >= 1 else Literal(f"{max(rounded, 0):.2f}".rstrip("0").rstrip("."), datatype=XSD.DECIMAL)


def _first(values: Iterable[str | None]) -> str | None:
    """The first value that is there and not empty."""
    return next((v for v in values if v), None)


class _Mapping:
    """The quads of one article as they come together."""

    def __init__(self, facts: ArticleFacts, identity: Identity, base: str, extraction: Extraction | None) -> None:
        self.facts, self.base = facts, checked_base(base)
        self.id, self.text = facts.article.id, facts.article.text
        self.graph = NamedNode(iris.article_iri(base, self.id))
        self.activity = None if extraction is None else iris.node(base, extraction.id)
        self.identity = identity
        self.quads: set[Quad] = set()
        #: Keys of entities and events, and identifiers of roles by key.
        things: tuple[Entity | Event, ...] = (*facts.entities, *facts.events)
        self.local = {t.key: iris.local_id(self.id, t, identity) for t in things}
        self.role_ids = {r.key: self._role_id(r) for r in facts.roles}
        self._spans: set[Span] = set()

    # ---- what is written ------------------------------------------------------------------------------------------

    def article(self) -> None:
        """The article's own description and its text."""
        article = self.facts.article
        self._add(self.graph, RDFS.TYPE, KG.ARTICLE)
        self._add(self.graph, DCTERMS.ARTICLE_BODY, Literal(self.text))
        self._add(self.graph, KG.CONTENT_HASH, Literal(hashlib.sha256(self.text.encode()).hexdigest()))
        self._add(self.graph, KG.BODY_OFFSET, Literal(article.body))
        for predicate, value in (
            (DCTERMS.IDENTIFIER, article.id),
            (DCTERMS.TITLE, article.title),
            (DCTERMS.PUBLISHER, article.publisher),
            (DCTERMS.CREATOR, article.creator),
            (KG.DATELINE, article.dateline),
        ):
            if value is not None:
                self._add(self.graph, predicate, Literal(value))
        if article.url is not None:
            self._add(self.graph, DCTERMS.SOURCE, iris.address(article.url) or Literal(article.url))
        self._date(self.graph, DCTERMS.ISSUED, article.published)

    def entities(self) -> None:
        """Each entity's class, the names it goes by here, and its mentions."""
        for local, group in self._grouped(self.facts.entities):
            self._named(local, _CLASS[group[0].kind], group)
            self._confidence(iris.node(self.base, local), max(e.confidence for e in group))

    def events(self) -> None:
        """Events with their names, time, place and the people and organisations in them."""
        for local, group in self._grouped(self.facts.events):
            self._named(local, KG.EVENT_CLASS, group)
            node = self._fact(local, max(e.confidence for e in group), [e.rule for e in group])
            typed = _first(e.type for e in group if e.type != UNTYPED)
            if typed is not None:
                self._add(node, KG.EVENT_TYPE, NamedNode(KG_NS + typed))
            dated = next((e for e in group if e.start is not None), group[0])
            self._date(node, KG.START_DATE, dated.start)
            self._date(node, KG.END_DATE, dated.end)
            self._link(node, KG.PLACE, _first(e.place for e in group))
            self._link(node, KG.PART_OF, _first(e.part_of for e in group if self.local.get(e.part_of or "") != local))
            for event in group:
                for key in event.organisers:
                    self._link(node, KG.ORGANISER, key)
                for key in event.participants:
                    self._link(node, KG.PARTICIPANT, key)

    def roles(self) -> None:
        """Roles with what they join, and where they are stated."""
        grouped: dict[str, list[Role]] = {}
        for role in self.facts.roles:
            grouped.setdefault(self.role_ids[role.key], []).append(role)
        for local, group in grouped.items():
            first = group[0]
            node = self._fact(local, max(r.confidence for r in group), [r.rule for r in group])
            self._add(node, RDFS.TYPE, KG.ROLE)
            self._link(node, KG.HOLDER, first.holder)
            if first.title is not None:
                self._add(node, KG.TITLE, Literal(first.title))
            self._link(node, KG.ORGANISATION, first.organisation)
            self._link(node, KG.JURISDICTION, first.jurisdiction)
            self._link(node, KG.EVENT, first.event)
            self._evidence(local, [Mention(s.start, s.end) for r in group for s in r.evidence])

    def statements(self) -> None:
        """Statements with their words, who says them, and the stretches of the words and of their attribution."""
        grouped: dict[str, list[Statement]] = {}
        for statement in self.facts.statements:
            grouped.setdefault(iris.statement_id(self.id, statement, self.identity), []).append(statement)
        for local, group in grouped.items():
            first = group[0]
            node = self._fact(local, max(s.confidence for s in group), [s.rule for s in group])
            self._add(node, RDFS.TYPE, KG.STATEMENT)
            self._add(node, KG.TEXT, Literal(first.words.of(self.text)))
            self._add(node, KG.SPEECH_MODE, _MODE[first.mode])
            cue = _first(s.cue for s in group)
            if cue is not None:
                self._add(node, KG.CUE, Literal(cue))
            self._link(node, KG.MADE_AT, _first(s.event for s in group))
            for statement in group:
                self._link(node, KG.SPEAKER, statement.speaker)
                if statement.role is not None:
                    self._add(node, KG.IN_ROLE, iris.node(self.base, self._known_role(statement.role)))
                for key in statement.mentions:
                    self._link(node, KG.MENTIONS, key)
            evidence = max((s.evidence for s in group), key=len)
            self._evidence(local, [Mention(s.start, s.end) for s in (first.words, evidence)])

    # ---- parts ----------------------------------------------------------------------------------------------------

    def _named(self, local: str, kind: NamedNode, group: Sequence[Entity] | Sequence[Event]) -> None:
        node = iris.node(self.base, local)
        self._add(node, RDFS.TYPE, kind)
        label = max((t.name for t in group), key=len)
        self._add(node, RDFS.LABEL, Literal(label))
        for name in {n for t in group for n in (t.name, *t.aliases)} - {label}:
            self._add(node, RDFS.ALT_LABEL, Literal(name))
        self._evidence(local, [m for t in group for m in t.mentions])

    def _fact(self, local: str, confidence: float, rules: Iterable[str]) -> NamedNode:
        node = iris.node(self.base, local)
        self._confidence(node, confidence)
        rule = _first(rules)
        if rule is not None:
            self._add(node, KG.RULE, Literal(rule))
        if self.activity is not None:
            self._add(node, PROV.WAS_GENERATED_BY, self.activity)
        return node

    def _evidence(self, local: str, stretches: list[Mention]) -> None:
        """An annotation for each stretch that says so; the most certain counts where one is given twice."""
        if not stretches:
            raise ValueError(f"article {self.id}: {local} has no evidence")
        body = iris.node(self.base, local)
        best = {m.span: m.score for m in sorted(stretches, key=lambda m: m.score)}
        for span, score in best.items():
            annotation = iris.node(self.base, iris.evidence_id(self.id, local, span))
            self._add(annotation, RDFS.TYPE, OA.ANNOTATION)
            self._add(annotation, OA.HAS_BODY, body)
            self._add(annotation, OA.HAS_TARGET, self._target(span, local))
            self._confidence(annotation, score)
            if self.activity is not None:
                self._add(annotation, PROV.WAS_GENERATED_BY, self.activity)

    def _target(self, span: Span, local: str) -> NamedNode:
        """The stretch as a target. It is one node for all facts stated there."""
        at = f"{span.start},{span.end}"
        target = NamedNode(f"{self.graph.value}#char={at}")
        if span not in self._spans:
            if not 0 <= span.start < span.end <= len(self.text):
                raise ValueError(
                    f"article {self.id}: the evidence of {local} is [{span.start}:{span.end}], "
                    f"the text has {len(self.text)} characters"
                )
            self._spans.add(span)
            position = NamedNode(f"{self.graph.value}#position={at}")
            quote = NamedNode(f"{self.graph.value}#quote={at}")
            self._add(target, RDFS.TYPE, OA.SPECIFIC_RESOURCE)
            self._add(target, OA.HAS_SOURCE, self.graph)
            self._add(target, OA.HAS_SELECTOR, position)
            self._add(target, OA.HAS_SELECTOR, quote)
            self._add(position, RDFS.TYPE, OA.TEXT_POSITION_SELECTOR)
            self._add(position, OA.START, Literal(span.start))
            self._add(position, OA.END, Literal(span.end))
            self._add(quote, RDFS.TYPE, OA.TEXT_QUOTE_SELECTOR)
            self._add(quote, OA.EXACT, Literal(span.of(self.text)))
        return target

    # ---- small ----------------------------------------------------------------------------------------------------

    def _add(self, subject: NamedNode, predicate: NamedNode, value: NamedNode | Literal) -> None:
        self.quads.add(Quad(subject, predicate, value, self.graph))

    def _link(self, subject: NamedNode, predicate: NamedNode, key: str | None) -> None:
        if key is not None:
            self._add(subject, predicate, iris.node(self.base, self._known(key)))

    def _date(self, subject: NamedNode, predicate: NamedNode, day: date | None) -> None:
        if day is not None:
            self._add(subject, predicate, Literal(day.isoformat(), datatype=XSD.DATE))

    def _confidence(self, subject: NamedNode, confidence: float) -> None:
        literal = confidence_literal(confidence)
        if literal is not None:
            self._add(subject, KG.CONFIDENCE, literal)

    def _grouped(self, things: Iterable[_Thing]) -> list[tuple[str, list[_Thing]]]:
        grouped: dict[str, list[_Thing]] = {}
        for thing in things:
            grouped.setdefault(self.local[thing.key], []).append(thing)
        return list(grouped.items())

    def _known(self, key: str) -> str:
        local = self.local.get(key)
        if local is None:
            raise ValueError(f"article {self.id}: a fact refers to '{key}', which is no entity or event of the article")
        return local

    def _known_role(self, key: str) -> str:
        local = self.role_ids.get(key)
        if local is None:
            raise ValueError(f"article {self.id}: a statement refers to '{key}', which is no role of the article")
        return local

    def _role_id(self, role: Role) -> str:
        joined = (role.organisation, role.jurisdiction, role.event)
        ids = (None if key is None else self._known(key) for key in joined)
        return iris.role_id(self._known(role.holder), role.title, *ids)
