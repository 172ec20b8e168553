"""Jejaring: knowledge graphs from Indonesian news.

>>> from kg import build
>>> result = build("berita/", out="output")          # doctest: +SKIP
>>> result.network.number_of_nodes()                 # doctest: +SKIP

The public surface is what ``__all__`` names. Importing the package loads nothing heavy; ``build`` and ``open`` load
what they need when they are first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from kg.errors import DataError, InputError, JejaringError, MissingPartError, Problem, QueryError, UsageError
from kg.model import Article, ArticleFacts, Entity, EntityKind, Event, Mention, Role, Span, SpeechMode, Statement
from kg.settings import Settings

if TYPE_CHECKING:
    from kg.pipeline import Build, build, open, remove
    from kg.workspace import Graph

__version__ = "0.1.0"

__all__ = [
    "Article",
    "ArticleFacts",
    "Build",
    "DataError",
    "Entity",
    "EntityKind",
    "Event",
    "Graph",
    "InputError",
    "JejaringError",
    "Mention",
    "MissingPartError",
    "Problem",
    "QueryError",
    "Role",
    "Settings",
    "Span",
    "SpeechMode",
    "Statement",
    "UsageError",
    "build",
    "open",
    "remove",
]

_LATE = {
    "Build": "kg.pipeline",
    "Graph": "kg.workspace",
    "build": "kg.pipeline",
    "open": "kg.pipeline",
    "remove": "kg.pipeline",
}


def __getattr__(name: str) -> Any:
    if name in _LATE:
        return getattr(import_module(_LATE[name]), name)
    raise AttributeError(f"module 'kg' has no attribute {name!r}")
