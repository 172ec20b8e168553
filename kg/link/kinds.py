"""Which of a service's classes and properties stand for ours.

A service restricts its candidates to a class when it is told one, so that a question for a person does not bring back a
street named after somebody. For services whose identifiers are widely known the classes stand in a table; of others,
the classes they list are looked at by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from kg.errors import UsageError
from kg.link.manifest import Manifest

#: The kinds of entities that can be linked.
KINDS: Final = ("person", "organisation", "place")
#: What can be told about an entity in a query beside its name.
CONTEXTS: Final = ("title", "organisation", "place")

#: A part of a service's space of identifiers or addresses → its classes. Wikidata: human, organization, geographic
#: entity, the broadest of each whose subclasses its service counts in.
_KNOWN: Final[tuple[tuple[str, dict[str, str]], ...]] = (
    ("wikidata.org/", {"person": "Q5", "organisation": "Q43229", "place": "Q27096213"}),
    (
        "d-nb.info/gnd/",
        {"person": "DifferentiatedPerson", "organisation": "CorporateBody", "place": "PlaceOrGeographicName"},
    ),
    ("lobid.org/gnd/", {"person": "DifferentiatedPerson", "organisation": "CorporateBody",
                        "place": "PlaceOrGeographicName"}),
    ("viaf.org/viaf/", {"person": "/people/person", "organisation": "/organization/organization",
                        "place": "/location/location"}),
)  # fmt: skip
#: Names of classes, in lower case, the better ones first.
_NAMED: Final[dict[str, tuple[str, ...]]] = {
    "person": ("person", "people", "human", "orang", "individual"),
    "organisation": ("organisation", "organization", "organisasi", "corporatebody", "corporate body", "corporate name"),
    "place": ("place", "location", "tempat", "lokasi", "geographic location", "geographic name"),
}


def types_of(manifest: Manifest, given: Mapping[str, str] | None = None) -> dict[str, str]:
    """The service's class for each kind that it has one for. ``given`` goes first; an empty one asks without."""
    found: dict[str, str] = {}
    where = f"{manifest.identifier_space} {manifest.template}"
    known = next((types for part, types in _KNOWN if part in where), None)
    for kind in KINDS:
        by_name = {label: t.id for t in reversed(manifest.types) for label in (_last(t.id), t.name.casefold())}
        listed = next((by_name[n] for n in _NAMED[kind] if n in by_name), None)
        chosen = known[kind] if known else listed
        if given is not None and kind in given:
            chosen = given[kind] or None
        if chosen:
            found[kind] = chosen
    return found


def pairs(values: Iterable[str], keys: Iterable[str], option: str) -> dict[str, str]:
    """Options of the form "person=Q5" as a table. Raises UsageError for others, and for keys that are not known."""
    known = tuple(keys)
    found: dict[str, str] = {}
    for value in values:
        key, sign, rest = (part.strip() for part in value.partition("="))
        if not sign or key not in known:
            raise UsageError(f"{option} {value}: give it as {known[0]}=…; there are {', '.join(known)}")
        found[key] = rest
    return found


def _last(identifier: str) -> str:
    """The last segment of a class's identifier: "Organization" of https://schema.org/Organization."""
    return identifier.rstrip("/").replace("#", "/").rpartition("/")[2].casefold()
