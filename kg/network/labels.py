"""The names of the ontology's terms in Indonesian and English, from the ontology itself."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from types import MappingProxyType
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kg.rdf import ontology
from kg.rdf.vocabulary import FIXED_PREFIXES, KG_NS

#: Language ("id", "en") → name.
Labels: TypeAlias = dict[str, str]

_FILES = ("core.ttl", "event-types.ttl")
_NAMES = (FIXED_PREFIXES["rdfs"] + "label", FIXED_PREFIXES["skos"] + "prefLabel")


@cache
def term_labels() -> MappingProxyType[str, Labels]:
    """Local name of a class, property or event type → its names by language.

    A term the ontology does not name is absent; whoever shows it falls back to the local name. Raises DataError if the
    ontology is not installed.
    """
    found: dict[str, Labels] = defaultdict(dict)
    for name in _FILES:
        for triple in parse(path=ontology.file(name), format=RdfFormat.TURTLE):
            subject, value = triple.subject, triple.object
            if (
                triple.predicate.value in _NAMES
                and isinstance(subject, NamedNode)
                and subject.value.startswith(KG_NS)
                and isinstance(value, Literal)
                and value.language in ("id", "en")
            ):
                found[subject.value.removeprefix(KG_NS)][value.language] = value.value
    return MappingProxyType(dict(sorted(found.items())))
