"""What linking passes around: plain frozen values."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.link.subjects import Subject

#: Longest text taken from a service (characters): descriptions are shown on a few lines and stored in a log.
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Query:
    """One question to a service: who is called ``name``?

    ``type`` is the service's identifier of a class, ``properties`` are its identifiers of properties with the values
    that a good candidate has.
    """

    name: str
    type: str | None = None
    properties: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a service proposes for a query.

    ``id`` is the service's identifier and ``iri`` the address made of it. ``score`` is the service's, on its own scale
    and comparable within one answer only. ``match`` says that the service is certain. ``types`` are names of classes.
    ``aliases`` are names under which the service gave the same candidate again.
    """

    id: str
    iri: str
    name: str
    score: float | None = None
    match: bool = False
    types: tuple[str, ...] = ()
    description: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """An entity of the graph and what a service proposes for it, the best first."""

    subject: Subject
    candidates: tuple[Candidate, ...]


def plain(text: str, longest: int = _LONGEST) -> str:
    """Text of a service on one line, without control characters: it is printed on terminals and kept in a log.

    >>> plain("Arga\\x1b[31m  Wirayuda ")
    'Arga [31m Wirayuda'
    """
    shown = "".join(" " if unicodedata.category(c)[0] == "C" else c for c in text)
    line = " ".join(shown.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"
