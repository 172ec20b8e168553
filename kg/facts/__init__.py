"""From a tagged document to the facts of an article: entities, roles, events, statements.

``extract`` runs the extractors in the one order that works: roles need entities, events need both, statements need all
of them to say who "Ketua Komite X" is.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.facts import events, speech
from kg.facts.entities import entities
from kg.facts.entity_score import weighed
from kg.facts.occasions import placed
from kg.facts.reading import Reading
from kg.facts.roles import roles
from kg.model import ArticleFacts, Role, Tag
from kg.text.document import Document

__all__ = ["extract"]


def extract(document: Document, tags: Sequence[Tag]) -> ArticleFacts:
    """The facts of a document, given its tags (names, titles and event phrases; event phrases may hold names)."""
    ordered = tuple(sorted(tags))
    reading = Reading(document, ordered, entities(document, ordered))
    held = roles(reading)
    happened = events.find(reading, held)
    if happened.places:
        reading = Reading(document, ordered, (*reading.entities, *happened.places))
    at_events = events.event_roles(reading, happened.events, held)
    every_role = (*_without_echoes(held, at_events), *at_events)
    said = speech.find(reading, every_role)
    return weighed(
        ArticleFacts(
            document.article,
            reading.entities,
            every_role,
            happened.events,
            placed(reading, happened.events, said),
        )
    )


def _without_echoes(held: Sequence[Role], at_events: Sequence[Role]) -> tuple[Role, ...]:
    """The roles without those that a role at an event repeats: "narasumber" of nothing beside the same at it."""
    there = {(r.holder, (r.title or "").lower()) for r in at_events}
    return tuple(
        r for r in held if r.organisation or r.jurisdiction or (r.holder, (r.title or "").lower()) not in there
    )
