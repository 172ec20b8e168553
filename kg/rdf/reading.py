"""The inverse of the mapping: the graph of one article as the facts it was made from.

What comes back is in a normal form: keys are numbered and evidence is listed in the order of the text,
confidences have two digits, an event of unknown type is "Other". What the graph does not hold (the article's noise, the
file it came from) comes back empty. Mapping what was read gives the same quads again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.errors import DataError
from kg.model import (
    Article,
    ArticleFacts,
    Entity,
    EntityKind,
    Event,
    Identity,
    Mention,
    Role,
    Span,
    SpeechMode,
    Statement,
)
from kg.rdf.iris import statement_id
from kg.rdf.mapping import UNTYPED
from kg.rdf.vocabulary import DCTERMS, KG, KG_NS, OA, RDFS

_Values: TypeAlias = "dict[str, dict[NamedNode, list[str]]]"

_KIND = {
    KG.PERSON.value: EntityKind.PERSON,
    KG.ORGANISATION_CLASS.value: EntityKind.ORGANISATION,
    KG.PLACE_CLASS.value: EntityKind.PLACE,
}


def article_graphs(store: Store) -> list[str]:
    """The IRIs of the article graphs of a store, in order; graphs of decisions and of provenance are not among them."""
    found = {
        q.graph_name.value
        for q in store.quads_for_pattern(None, RDFS.TYPE, KG.ARTICLE, None)
        if isinstance(q.graph_name, NamedNode) and q.subject == q.graph_name
    }
    return sorted(found)


def read_articles(store: Store) -> Iterator[tuple[ArticleFacts, Identity]]:
    """The facts of every article of a store, in the order of their IRIs."""
    for iri in article_graphs(store):
        yield read_article(store.quads_for_pattern(None, None, None, NamedNode(iri)))


def read_article(quads: Iterable[Quad]) -> tuple[ArticleFacts, Identity]:
    """The facts of one article from the quads of its graph, and the identifiers of its entities and events, and of
    those statements that are named after another article's.

    Raises DataError if the graph does not describe an article or a fact in it is broken off.
    """
    values: _Values = defaultdict(lambda: defaultdict(list))
    article_iri = ""
    for quad in quads:
        if not isinstance(quad.subject, NamedNode) or not isinstance(quad.object, NamedNode | Literal):
            raise DataError("the graph holds a blank node; graphs of articles name everything")
        values[quad.subject.value][quad.predicate].append(quad.object.value)
        if quad.predicate == RDFS.TYPE and quad.object == KG.ARTICLE:
            article_iri = quad.subject.value
    if not article_iri:
        raise DataError("the graph describes no article")
    try:
        return _Reading(values, article_iri).result()
    except (KeyError, IndexError, ValueError) as error:
        raise DataError(f"{article_iri}: the graph is damaged: {error}") from error


class _Reading:
    def __init__(self, values: _Values, article_iri: str) -> None:
        self.values, self.iri = values, article_iri
        self.base = article_iri[: article_iri.rindex("article/")]
        self.text = self._one(article_iri, DCTERMS.ARTICLE_BODY) or ""
        self.evidence: dict[str, list[Mention]] = defaultdict(list)
        self.kinds: dict[str, list[str]] = defaultdict(list)
        for subject, has in values.items():
            for kind in has[RDFS.TYPE]:
                self.kinds[kind].append(subject)
        for annotation in self.kinds[OA.ANNOTATION.value]:
            span, score = self._span(annotation), self._confidence(annotation)
            for body in values[annotation][OA.HAS_BODY]:
                self.evidence[body].append(Mention(span.start, span.end, score))
        for stretches in self.evidence.values():
            stretches.sort()
        self.keys: dict[str, str] = {}

    def result(self) -> tuple[ArticleFacts, Identity]:
        article = self._article()
        entities = [(iri, kind) for name, kind in _KIND.items() for iri in self.kinds[name]]
        for kind in EntityKind:
            self._number(kind.value, [iri for iri, k in entities if k is kind])
        self._number("event", self.kinds[KG.EVENT_CLASS.value])
        ids = {(article.id, key): iri.removeprefix(self.base) for iri, key in self.keys.items()}
        self._number("role", self.kinds[KG.ROLE.value])
        facts = ArticleFacts(
            article=article,
            entities=tuple(self._entity(iri, kind) for iri, kind in sorted(entities, key=lambda e: self._place(e[0]))),
            roles=tuple(self._role(iri) for iri in self._ordered(KG.ROLE)),
            events=tuple(self._event(iri) for iri in self._ordered(KG.EVENT_CLASS)),
            statements=tuple(self._statement(*said, number) for number, said in enumerate(self._said(), 1)),
        )
        for (iri, _), statement in zip(self._said(), facts.statements, strict=True):
            local = iri.removeprefix(self.base)
            if local != statement_id(article.id, statement, Identity()):
                ids[article.id, statement.key] = local
        return facts, Identity(ids)

    # ---- one of each ----------------------------------------------------------------------------------------------

    def _article(self) -> Article:
        has = self.values[self.iri]
        issued = self._one(self.iri, DCTERMS.ISSUED)
        return Article(
            id=has[DCTERMS.IDENTIFIER][0],
            text=self.text,
            body=int(self._one(self.iri, KG.BODY_OFFSET) or 0),
            title=self._one(self.iri, DCTERMS.TITLE),
            published=None if issued is None else date.fromisoformat(issued),
            url=self._one(self.iri, DCTERMS.SOURCE),
            publisher=self._one(self.iri, DCTERMS.PUBLISHER),
            creator=self._one(self.iri, DCTERMS.CREATOR),
            dateline=self._one(self.iri, KG.DATELINE),
        )

    def _entity(self, iri: str, kind: EntityKind) -> Entity:
        return Entity(
            key=self.keys[iri],
            kind=kind,
            name=self._name(iri),
            aliases=self._aliases(iri),
            mentions=tuple(self.evidence[iri]),
            confidence=self._confidence(iri),
        )

    def _event(self, iri: str) -> Event:
        has = self.values[iri]
        start, end = self._one(iri, KG.START_DATE), self._one(iri, KG.END_DATE)
        return Event(
            key=self.keys[iri],
            name=self._name(iri),
            aliases=self._aliases(iri),
            type=(self._one(iri, KG.EVENT_TYPE) or KG_NS + UNTYPED).removeprefix(KG_NS),
            start=None if start is None else date.fromisoformat(start),
            end=None if end is None else date.fromisoformat(end),
            place=self._key(iri, KG.PLACE),
            organisers=tuple(self._ordered_keys(has[KG.ORGANISER])),
            participants=tuple(self._ordered_keys(has[KG.PARTICIPANT])),
            part_of=self._key(iri, KG.PART_OF),
            mentions=tuple(self.evidence[iri]),
            confidence=self._confidence(iri),
            rule=self._one(iri, KG.RULE) or "",
        )

    def _role(self, iri: str) -> Role:
        return Role(
            key=self.keys[iri],
            holder=self.keys[self.values[iri][KG.HOLDER][0]],
            title=self._one(iri, KG.TITLE),
            organisation=self._key(iri, KG.ORGANISATION),
            jurisdiction=self._key(iri, KG.JURISDICTION),
            event=self._key(iri, KG.EVENT),
            evidence=tuple(m.span for m in self.evidence[iri]),
            confidence=self._confidence(iri),
            rule=self._one(iri, KG.RULE) or "",
        )

    def _statement(self, iri: str, speaker: str | None, number: int) -> Statement:
        words, evidence = self._stretches(iri)
        has = self.values[iri]
        roles = [r for r in has[KG.IN_ROLE] if speaker is None or self.keys[self.values[r][KG.HOLDER][0]] == speaker]
        return Statement(
            key=f"statement:{number}",
            mode=SpeechMode((self._one(iri, KG.SPEECH_MODE) or "").removeprefix(KG_NS)),
            words=words,
            speaker=speaker,
            evidence=evidence,
            role=next(iter(self._ordered_keys(roles)), None),
            event=self._key(iri, KG.MADE_AT),
            mentions=tuple(self._ordered_keys(has[KG.MENTIONS])),
            cue=self._one(iri, KG.CUE),
            confidence=self._confidence(iri),
            rule=self._one(iri, KG.RULE) or "",
        )

    # ---- parts ----------------------------------------------------------------------------------------------------

    def _said(self) -> Iterator[tuple[str, str | None]]:
        """Each statement with each of its speakers: what two people are quoted with is one node in the graph."""
        for iri in self._ordered(KG.STATEMENT):
            speakers: list[str | None] = [*self._ordered_keys(self.values[iri][KG.SPEAKER])]
            yield from ((iri, speaker) for speaker in speakers or [None])

    def _stretches(self, iri: str) -> tuple[Span, Span]:
        """The words and the attribution. Of a statement's stretches the words are the one that reads like kg:text."""
        spans = [m.span for m in self.evidence[iri]]
        text = self._one(iri, KG.TEXT)
        words = min((s for s in spans if s.of(self.text) == text), key=lambda s: (len(s), s.start), default=None)
        if words is None:
            raise ValueError(f"no evidence of {iri} reads like its words")
        return words, max(spans, key=lambda s: (s.contains(words), len(s), -s.start))

    def _span(self, annotation: str) -> Span:
        for target in self.values[annotation][OA.HAS_TARGET]:
            for selector in self.values[target][OA.HAS_SELECTOR]:
                has = self.values[selector]
                if has[OA.START]:
                    return Span(int(has[OA.START][0]), int(has[OA.END][0]))
        raise ValueError(f"{annotation} does not say where")

    def _number(self, kind: str, iris: Iterable[str]) -> None:
        for number, iri in enumerate(sorted(iris, key=self._place), 1):
            self.keys[iri] = f"{kind}:{number}"

    def _place(self, iri: str) -> tuple[int, int, str]:
        first = min(self.evidence[iri], default=Mention(len(self.text), len(self.text)))
        return first.start, first.end, iri

    def _ordered(self, kind: NamedNode) -> list[str]:
        return sorted(self.kinds[kind.value], key=self._place)

    def _ordered_keys(self, iris: Iterable[str]) -> list[str]:
        return [self.keys[iri] for iri in sorted(iris, key=self._place)]

    def _name(self, iri: str) -> str:
        return self.values[iri][RDFS.LABEL][0]

    def _aliases(self, iri: str) -> tuple[str, ...]:
        """The other names in the order in which the text uses them, those that no mention uses last."""
        used = [m.span.of(self.text) for m in self.evidence[iri]]
        names = self.values[iri][RDFS.ALT_LABEL]
        return tuple(sorted(names, key=lambda n: (used.index(n) if n in used else len(used), n)))

    def _one(self, iri: str, predicate: NamedNode) -> str | None:
        return min(self.values[iri][predicate], default=None)

    def _key(self, iri: str, predicate: NamedNode) -> str | None:
        return next(iter(self._ordered_keys(self.values[iri][predicate])), None)

    def _confidence(self, iri: str) -> float:
        return float(self._one(iri, KG.CONFIDENCE) or 1)
