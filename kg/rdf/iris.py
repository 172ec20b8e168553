"""The IRIs of one build: everything is derived from content, nothing is counted or random.

==================  ==================================================================================================
article             base + ``article/`` + id, percent-encoded; also the name of its graph
entity, event       base + the identity ("person/wisnu-alfaristha"), else kind/slug(name)
role                base + ``role/`` + digest of holder, title, organisation, jurisdiction, event: the same role stated
                    in two articles is one node
statement           base + the identity (what a copy repeats is its original's statement), else ``statement/`` + digest
                    of article id, mode, start, end
evidence            base + ``evidence/`` + digest of article id, the fact, start, end
stretch of a text   article + ``#char=start,end`` (the fragment of RFC 5147); its two selectors ``#position=`` and
                    ``#quote=``
==================  ==================================================================================================
"""

from __future__ import annotations

import re
from urllib.parse import quote

from pyoxigraph import NamedNode

from kg import ids
from kg.ids import digest, slug
from kg.model import Entity, Event, Identity, Span, Statement

#: What may stand in an IRI beside letters, digits and "_.-~" (RFC 3987); quote() encodes the rest.
_ADDRESS_SAFE = "%:/?#[]@!$&'()*+,;="
_SPACES = re.compile(r"\s+")


def local_id(article: str, thing: Entity | Event, identity: Identity) -> str:
    """The identifier of an entity or event of ``article`` below the base: what resolution decided, else its name."""
    kind = thing.kind.value if isinstance(thing, Entity) else "event"
    local = identity.ids.get((article, thing.key)) or f"{kind}/{slug(thing.name)}"
    if not local.startswith(f"{kind}/") or len(local) == len(kind) + 1:
        raise ValueError(f"article {article}, {thing.key}: identifier '{local}' should start with '{kind}/'")
    return local


def role_id(
    holder: str, title: str | None, organisation: str | None, jurisdiction: str | None, event: str | None
) -> str:
    """The identifier of a role, from the identifiers of what it joins and its title, case and spacing left out."""
    key = None if title is None else _SPACES.sub(" ", title).strip().casefold()
    return f"role/{digest(holder, key, organisation, jurisdiction, event)}"


def statement_id(article: str, statement: Statement, identity: Identity) -> str:
    """The identifier of a statement below the base: what resolution decided, else from where its words stand."""
    decided = identity.ids.get((article, statement.key))
    if decided is None:
        return ids.statement_id(article, statement.mode, statement.words.start, statement.words.end)
    if not decided.startswith("statement/"):
        raise ValueError(f"article {article}, {statement.key}: identifier '{decided}' should start with 'statement/'")
    return decided


def evidence_id(article: str, fact: str, span: Span) -> str:
    """The identifier of the annotation that says where ``article`` states ``fact`` (an identifier)."""
    return f"evidence/{digest(article, fact, span.start, span.end)}"


def article_iri(base: str, article: str) -> str:
    """The IRI of an article and of its graph.

    >>> article_iri("https://example.org/", "koran 1/2")
    'https://example.org/article/koran%201%2F2'
    """
    return f"{base}article/{quote(article, safe='')}"


def node(base: str, local: str) -> NamedNode:
    """The IRI of an identifier below the base; characters that cannot stand in an IRI are percent-encoded."""
    return NamedNode(base + quote(local, safe="/%"))


def graph_iri(base: str, name: str) -> str:
    """The IRI of a graph that is no article's, such as "provenance" or "identity"."""
    return f"{base}graph/{name}"


def address(url: str) -> NamedNode | None:
    """A web address as an IRI, or None if it is none (no http or https in front)."""
    if not url.startswith(("http://", "https://")):
        return None
    try:
        return NamedNode(quote(url, safe=_ADDRESS_SAFE))
    except ValueError:
        return None
