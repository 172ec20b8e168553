"""From the RDF dataset to a NetworkX graph."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypedDict

import networkx as nx

from kg.network.gather import Gathered, Source, gather
from kg.network.labels import Labels, term_labels
from kg.network.passages import Passages
from kg.rdf.vocabulary import DEFAULT_BASE, KG_NS

#: How much of a statement's words makes its label: what fits beside a node on two lines.
STATEMENT_LABEL = 60


class Evidence(TypedDict):
    """Where an article states a fact: ``exact`` stands at ``start`` to ``end`` of its text (characters, end exclusive).

    ``sentence`` is the sentence around it and starts at ``offset``, so that ``sentence[start - offset : end - offset]``
    is ``exact``.
    """

    article: str
    start: int
    end: int
    exact: str
    sentence: str
    offset: int
    confidence: float


def build(
    source: Source, *, base: str = DEFAULT_BASE, labels: Mapping[str, Labels] | None = None
) -> nx.MultiDiGraph[str]:
    """The network of a dataset: a pyoxigraph Store or Dataset, an rdflib Dataset, or pyoxigraph quads.

    Nodes are persons, organisations, events, roles, statements and places. A node's key is its IRI without ``base``
    ("person/wisnu-alfaristha"), whole where it lies elsewhere. Its attributes:

    ``kind`` ("Person"), ``label``, ``altLabels``, ``iri``, ``articles`` (ids of the articles that tell of it),
    ``confidence`` (the highest that any article gives), ``evidence`` (a list of :class:`Evidence`), and of events
    ``eventType``, ``startDate``, ``endDate``, of roles ``title``, of statements ``text``, ``speechMode``, ``cue``. What
    somebody added by hand has ``addedBy``, a list of dicts of ``who``, ``time`` (ISO 8601), ``source`` and ``note``.

    An edge runs from subject to object; its key and ``property`` are the property's local name, ``labelId`` and
    ``labelEn`` its names in Indonesian and English, ``articles`` the ids of the articles that say so. Two nodes joined
    by two properties have two edges. An edge to something the dataset gives no class is left out.

    ``network.graph["articles"]`` maps an article's id to its title, date, publisher, creator and url, and in ``copyOf``
    the id of the article that it repeats;
    ``network.graph["terms"]`` maps local names of classes, properties and event types to their names by language.

    ``labels`` are the names of the ontology's terms; without them the ontology is read. Nodes and edges are in the
    order of their keys, so that the same dataset gives the same bytes in every format.
    """
    found = gather(source)
    terms = term_labels() if labels is None else dict(labels)
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    ids = {iri: described["id"] for iri, described in found.articles.items()}
    network.graph["articles"] = {
        described["id"]: {k: v for k, v in sorted(described.items()) if k not in ("id", "text")}
        for described in sorted(found.articles.values(), key=lambda d: d["id"])
    }
    for described in network.graph["articles"].values():
        if "copyOf" in described:
            described["copyOf"] = ids.get(described["copyOf"], described["copyOf"])
    network.graph["terms"] = {name: terms[name] for name in sorted(terms)}
    evidence = _Sentences(found)
    for iri in sorted(found.kinds):
        network.add_node(iri.removeprefix(base), **_attributes(iri, found, ids, evidence))
    for (subject, name, value), graphs in sorted(found.links.items()):
        if subject in found.kinds and value in found.kinds:
            names = terms.get(name, {})
            network.add_edge(
                subject.removeprefix(base),
                value.removeprefix(base),
                key=name,
                property=name,
                labelId=names.get("id", name),
                labelEn=names.get("en", name),
                articles=_articles(graphs, ids),
            )
    return network


class _Sentences:
    """Evidence with its sentence; each text is cut once."""

    def __init__(self, found: Gathered) -> None:
        self._found = found
        self._passages: dict[str, Passages] = {}

    def of(self, iri: str, ids: Mapping[str, str]) -> list[Evidence]:
        """The evidence of a node in the order of articles and of the text."""
        result: list[Evidence] = []
        for s in self._found.evidence.get(iri, ()):
            text = self._found.articles.get(s.article, {}).get("text", "")
            if text[s.start : s.end] == s.exact and s.exact:
                if s.article not in self._passages:
                    self._passages[s.article] = Passages(text)
                left, right = self._passages[s.article].around(s.start, s.end)
                sentence = text[left:right]
            else:  # the dataset does not hold the text: the quoted words stand alone
                left, sentence = s.start, s.exact
            result.append(
                {
                    "article": ids.get(s.article, s.article),
                    "start": s.start,
                    "end": s.end,
                    "exact": s.exact,
                    "sentence": sentence,
                    "offset": left,
                    "confidence": s.confidence,
                }
            )
        return sorted(result, key=lambda e: (e["article"], e["start"], e["end"]))


def _attributes(iri: str, found: Gathered, ids: Mapping[str, str], sentences: _Sentences) -> dict[str, Any]:
    values, kind = found.values.get(iri, {}), found.kinds[iri]
    labels = values.get("label", {})
    # The name that somebody chose; else the one most articles give as the fullest; then the longer, then the alphabet.
    chosen = sorted(values.get("prefLabel", ()))
    ranked = [*chosen, *sorted(labels, key=lambda name: (-len(labels[name]), -len(name), name))]
    alternatives = sorted({*labels, *values.get("altLabel", {})} - set(ranked[:1]))
    attributes: dict[str, Any] = {
        "kind": kind,
        "label": ranked[0] if ranked else "",
        "altLabels": alternatives,
        "iri": iri,
        "articles": _articles(found.named_in.get(iri, set()), ids),
        "confidence": max((float(c) for c in values.get("confidence", ())), default=1.0),
    }
    # An article that states no confidence is certain; so is who adds a fact by hand.
    if iri in found.added or found.named_in.get(iri, set()) - {
        g for gs in values.get("confidence", {}).values() for g in gs
    }:
        attributes["confidence"] = 1.0
    for name in ("title", "text", "cue", "rule", "startDate", "endDate"):
        if name in values:
            attributes[name] = min(values[name])
    for name in ("eventType", "speechMode"):
        if name in values:
            attributes[name] = _local_name(min(values[name]))
    if not attributes["label"]:
        attributes["label"] = _label(attributes) or iri
    attributes["evidence"] = sentences.of(iri, ids)
    if iri in found.added:
        attributes["addedBy"] = [
            {"who": by.who, "time": by.time, "source": by.source, "note": by.note} for by in found.added[iri]
        ]
    return attributes


def _local_name(iri: str) -> str:
    return iri.removeprefix(KG_NS) if iri.startswith(KG_NS) else re.split(r"[/#]", iri)[-1]


def _label(attributes: Mapping[str, Any]) -> str:
    """The label of what has no name: a role's title, the first words of a statement."""
    if attributes["kind"] == "Role":
        return str(attributes.get("title", "—"))
    words = " ".join(str(attributes.get("text", "")).split())
    if len(words) <= STATEMENT_LABEL:
        return words
    return words[:STATEMENT_LABEL].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def _articles(graphs: set[str], ids: Mapping[str, str]) -> list[str]:
    return sorted(ids[g] for g in graphs if g in ids)
