"""From articles, decisions and settings to the graphs of the dataset.

The graph of an article depends on its facts, on who its entities and events are, on the base and on who extracted it.
A digest of these, the article's print, tells whether the graph has to be made anew.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import Quad

from kg import __version__
from kg.facts.confident import confident
from kg.ids import digest
from kg.ledger import facts_digest, sources_digest
from kg.model import ArticleFacts, EntityKind, Identity, SpeechMode
from kg.rdf.decision_graph import decision_quads
from kg.rdf.identity_graph import identity_quads
from kg.rdf.iris import article_iri, statement_id
from kg.rdf.mapping import article_quads
from kg.rdf.provenance import Extraction, provenance_quads
from kg.rdf.store import graph_chunk
from kg.resolve import Resolution, resolve
from kg.resolve.decisions import Decisions


def corrected(found: Iterable[ArticleFacts], decisions: Decisions, least: float) -> tuple[ArticleFacts, ...]:
    """The facts that the graph shows: without those that people rejected, or that are less certain than ``least``."""
    return tuple(confident(decisions.corrected(facts), least) for facts in found)


@dataclass(frozen=True)
class Derived:
    """The dataset in the making. ``facts`` are in the order of article ids, ``made_by`` has an entry for each."""

    facts: tuple[ArticleFacts, ...]
    made_by: Mapping[str, Extraction]
    decisions: Decisions
    base: str

    @cached_property
    def resolution(self) -> Resolution:
        """Who is who across the articles."""
        return resolve(self.facts, self.decisions.judgements(self.facts))

    @cached_property
    def prints(self) -> dict[str, str]:
        """For each article a digest of all that its graph depends on."""
        # What an article's graph is made of is put together here and in kg.rdf; a change there makes all graphs anew.
        program = digest(__version__, sources_digest("rdf", "ids", "model"))
        ids: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for (article, key), local in self.resolution.identity.ids.items():
            ids[article].append((key, local))
        return {
            f.article.id: digest(
                program, self.base, self.made_by[f.article.id].id, facts_digest(f), *sorted(ids[f.article.id])
            )
            for f in self.facts
        }

    def common_quads(self) -> Iterator[list[Quad]]:
        """The graphs that belong to no article, those that are empty left out: provenance, identity, decisions."""
        identity = self.resolution.identity
        described = {q for e in set(self.made_by.values()) for q in provenance_quads(e, self.base)}
        for quads in (
            list(described),
            identity_quads(self.resolution, self.base),
            decision_quads(self.decisions, self.facts, identity, self.base),
        ):
            if quads:
                yield quads

    @cached_property
    def common(self) -> dict[str, bytes]:
        """The graphs that belong to no article as pieces of TriG, by IRI."""
        return dict(graph_chunk(quads, self.base) for quads in self.common_quads())

    @cached_property
    def graphs(self) -> dict[str, str]:
        """Every graph of the dataset: its IRI and a digest of what is in it, in the order of IRIs."""
        found = {article_iri(self.base, article): mark for article, mark in self.prints.items()}
        found |= {name: digest(text.decode()) for name, text in self.common.items()}
        return dict(sorted(found.items()))

    @property
    def state(self) -> str:
        """A digest of the whole dataset."""
        return digest(*self.graphs.items())

    def quads(self, facts: ArticleFacts) -> list[Quad]:
        """The graph of one article."""
        made_by = self.made_by[facts.article.id]
        return article_quads(facts, self.resolution.identity, base=self.base, extraction=made_by)

    def all_quads(self) -> Iterator[list[Quad]]:
        """Every graph."""
        for facts in self.facts:
            yield self.quads(facts)
        yield from self.common_quads()

    def counts(self) -> dict[str, int]:
        """Articles, entities by class (each real thing once), roles, events, statements by mode."""
        return counts(self.facts, self.resolution.identity)


def counts(facts: Sequence[ArticleFacts], identity: Identity) -> dict[str, int]:
    """Articles, entities by class (each real thing once), roles, events, statements by mode."""
    seen: dict[str, set[str]] = {k.value: set() for k in EntityKind}
    for f in facts:
        for e in f.entities:
            seen[e.kind.value].add(identity.ids[f.article.id, e.key])
    events = {identity.ids[f.article.id, e.key] for f in facts for e in f.events}
    # A statement that a copy of an article repeats has the identifier of the original's.
    said = {statement_id(f.article.id, s, identity): s.mode for f in facts for s in f.statements}
    modes = Counter(said.values())
    return {
        "articles": len(facts),
        "persons": len(seen["person"]),
        "organisations": len(seen["organisation"]),
        "places": len(seen["place"]),
        "events": len(events),
        "roles": sum(len(f.roles) for f in facts),
        "direct statements": modes[SpeechMode.DIRECT],
        "indirect statements": modes[SpeechMode.INDIRECT],
    }
