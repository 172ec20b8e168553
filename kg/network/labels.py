"""The names of the ontology's terms in Indonesian and English, from the ontology itself."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

import kg
from kg.rdf.vocabulary import FIXED_PREFIXES, KG_NS

#: Language ("id", "en") → name.
Labels: TypeAlias = dict[str, str]

_FILES = ("core.ttl", "event-types.ttl")
_NAMES = (FIXED_PREFIXES["rdfs"] + "label", FIXED_PREFIXES["skos"] + "prefLabel")


@cache
def term_labels() -> MappingProxyType[str, Labels]:
    """Local name of a class, property or event type → its names by language.

    A term the ontology does not name, or every term where the ontology is not installed, is absent; whoever shows it
    falls back to the local name.
    """
    found: dict[str, Labels] = defaultdict(dict)
    package = Path(kg.__file__).parent
    for name in _FILES:
        path = next((f for f in (package / "_ontology" / name, package.parent / "ontology" / name) if f.is_file()), None)
        if path is None:
            continue
        for triple in parse(path=path, format=RdfFormat.TURTLE):
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
