"""Leaving out what is not certain enough."""

from __future__ import annotations

from dataclasses import replace

from kg.model import ArticleFacts


def confident(facts: ArticleFacts, least: float) -> ArticleFacts:
    """The facts of at least the given confidence; entities stay, since other facts stand on them."""
    if least <= 0:
        return facts
    events = tuple(e for e in facts.events if e.confidence >= least)
    kept = {e.key for e in events}
    roles = tuple(r for r in facts.roles if r.confidence >= least and (r.event is None or r.event in kept))
    held = {r.key for r in roles}
    statements = tuple(s for s in facts.statements if s.confidence >= least)
    return replace(
        facts,
        events=tuple(replace(e, part_of=e.part_of if e.part_of in kept else None) for e in events),
        roles=roles,
        statements=tuple(
            replace(s, role=s.role if s.role in held else None, event=s.event if s.event in kept else None)
            for s in statements
        ),
    )
