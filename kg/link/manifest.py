"""What a service says of itself: its name, the versions of the protocol, how identifiers become addresses.

Two forms of the protocol are in use. Versions 0.1 and 0.2 take queries as a form field at the service's own address;
the draft of 1.0 takes JSON at ``/match`` below it. Where a service offers both, 0.2 is spoken, since it is final: the
draft has changed the names of its fields several times.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from kg.errors import ServiceError
from kg.link.values import plain
from kg.rdf.iris import address

#: Queries in one request where the service names no limit: what OpenRefine sends, so every service bears it.
_BATCH = 10
#: "{id}" and "{+id}" of RFC 6570, and "{{id}}" of the versions before it.
_SLOT: Final = re.compile(r"\$?\{\{\s*id\s*\}\}|\{(\+?)id\}")
#: What need not be encoded in an identifier that is put into an address as it is.
_AS_IS = "%:/?#[]@!$&'()*+,;=~"
#: A space of identifiers that ends so makes an address with what follows; others only name the space.
_JOINS = ("/", "#", ":", "=", "_")
#: Pages about a thing, and the thing: linking means the thing.
_PAGES: Final = (
    ("https://www.wikidata.org/wiki/", "http://www.wikidata.org/entity/"),
    ("http://www.wikidata.org/wiki/", "http://www.wikidata.org/entity/"),
    ("https://lobid.org/gnd/", "https://d-nb.info/gnd/"),
)
_FINAL = ("0.1", "0.2")


@dataclass(frozen=True, slots=True)
class Type:
    """A class of a service: its identifier and its name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """A service's own description, as far as linking needs it.

    ``template`` is an address with a slot for the identifier, empty when the service gives none. ``draft`` says that
    the service speaks 1.0 and nothing older.
    """

    name: str
    versions: tuple[str, ...] = ("0.1",)
    identifier_space: str = ""
    template: str = ""
    types: tuple[Type, ...] = ()
    batch: int = _BATCH
    draft: bool = False

    @classmethod
    def parsed(cls, data: object, where: str) -> Manifest:
        """The manifest in a service's answer. Raises ServiceError, which names ``where``, when it is none."""
        if not isinstance(data, dict) or not isinstance(data.get("name"), str):
            raise ServiceError(
                f"{where}: what is here does not describe a reconciliation service; check the address "
                f"(it often ends in /api or /reconcile)"
            )
        given = data.get("versions")
        # Version 0.1 had no such field.
        versions = tuple(v for v in given if isinstance(v, str)) if isinstance(given, list) and given else ("0.1",)
        final = any(v in _FINAL for v in versions)
        if not final and not any(v.startswith("1.0") for v in versions):
            raise ServiceError(
                f"{where} speaks version {', '.join(map(plain, versions))} of the reconciliation protocol; "
                f"this program speaks 0.1, 0.2 and 1.0"
            )
        view = data.get("view")
        batch = data.get("batchSize")
        return cls(
            plain(data["name"], 80),
            versions,
            _text(data.get("identifierSpace")),
            _text(view.get("url")) if isinstance(view, dict) else "",
            _types(data.get("defaultTypes")),
            min(batch, 100) if isinstance(batch, int) and batch > 0 else _BATCH,
            not final,
        )

    def iri(self, identifier: str, template: str | None = None) -> str | None:
        """The address of what the service calls ``identifier``; None when the service does not say how it is made.

        ``template`` is one that somebody prefers to the service's own.
        """
        for made in self._addresses(identifier, template):
            if address(made) is not None:
                return made
        return None

    def _addresses(self, identifier: str, template: str | None) -> list[str]:
        if template:
            return [_filled(template, identifier)]
        if identifier.startswith(("http://", "https://")):
            return [identifier]
        found = []
        if self.identifier_space.endswith(_JOINS):
            found.append(self.identifier_space + quote(identifier, safe=_AS_IS))
        if _SLOT.search(self.template):
            page = _filled(self.template, identifier)
            found.append(next((thing + page[len(p) :] for p, thing in _PAGES if page.startswith(p)), page))
        return found


def has_slot(template: str) -> bool:
    """Whether an address has a slot for the identifier."""
    return _SLOT.search(template) is not None


def _filled(template: str, identifier: str) -> str:
    # Only "{id}" encodes what has a meaning in addresses; the other forms take identifiers with slashes.
    return _SLOT.sub(lambda m: quote(identifier, safe="~" if m[1] == "" else _AS_IS), template)


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _types(value: object) -> tuple[Type, ...]:
    found = []
    for item in value if isinstance(value, list) else ():
        identifier = item.get("id") if isinstance(item, dict) else item
        if isinstance(identifier, str) and identifier:
            name = item.get("name") if isinstance(item, dict) else None
            found.append(Type(identifier, plain(name) if isinstance(name, str) else identifier))
    return tuple(found)
