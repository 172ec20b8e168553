"""Who made the facts: the activity that articles' facts point to, and the times of runs.

The activity is identified by what it is (version, extractor), so that building twice gives the same bytes. The time of
a run is not the same twice; it is written to a file of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from kg.ids import digest
from kg.rdf.iris import graph_iri, node
from kg.rdf.vocabulary import DEFAULT_BASE, KG, PROV, RDFS, XSD, prefixes


@dataclass(frozen=True, slots=True)
class Extraction:
    """What extracted the facts: the program's version and the extractor's name or digest (rules and tagger)."""

    version: str
    extractor: str

    @property
    def id(self) -> str:
        """The activity's identifier below the base."""
        return f"activity/{digest(self.version, self.extractor)}"


def provenance_quads(extraction: Extraction, base: str = DEFAULT_BASE) -> list[Quad]:
    """The description of the activity and of the program, in the graph ``graph/provenance``."""
    activity, program = node(base, extraction.id), node(base, "software/jejaring")
    graph = NamedNode(graph_iri(base, "provenance"))
    label = f"Jejaring {extraction.version}, extractor {extraction.extractor}"
    triples: list[tuple[NamedNode, NamedNode, NamedNode | Literal]] = [
        (activity, RDFS.TYPE, PROV.ACTIVITY),
        (activity, RDFS.LABEL, Literal(label)),
        (activity, KG.VERSION, Literal(extraction.version)),
        (activity, KG.EXTRACTOR, Literal(extraction.extractor)),
        (activity, PROV.WAS_ASSOCIATED_WITH, program),
        (program, RDFS.TYPE, PROV.SOFTWARE_AGENT),
        (program, RDFS.LABEL, Literal("Jejaring")),
    ]
    return [Quad(s, p, o, graph) for s, p, o in triples]


def run_turtle(extraction: Extraction, started: datetime, ended: datetime, base: str = DEFAULT_BASE) -> bytes:
    """The times of one run as Turtle, for ``provenance.ttl`` beside the graph. The times must know their zone."""
    if started.tzinfo is None or ended.tzinfo is None:
        raise ValueError("the times of a run need a time zone")
    activity = node(base, extraction.id)
    triples = [
        Triple(activity, RDFS.TYPE, PROV.ACTIVITY),
        Triple(activity, PROV.STARTED_AT_TIME, Literal(started.isoformat(), datatype=XSD.DATE_TIME)),
        Triple(activity, PROV.ENDED_AT_TIME, Literal(ended.isoformat(), datatype=XSD.DATE_TIME)),
    ]
    used = {k: v for k, v in prefixes(base).items() if k in ("activity", "prov", "xsd")}
    written = serialize(triples, format=RdfFormat.TURTLE, prefixes=used)
    return written or b""
