"""Facts that people rejected are left out, and with them what cannot stand without them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.model import ArticleFacts, Event, Role, Statement
from kg.resolve.decisions.record import (
    Anchor,
    Decision,
    Reject,
    Rejected,
    RejectedRole,
    RejectedStatement,
    RejectedThing,
)


def corrected(facts: ArticleFacts, decisions: Iterable[Decision]) -> ArticleFacts:
    """The facts without those that ``decisions`` reject in this article.

    - Without an entity: its roles go when it held them, else lose organisation or place, and go when nothing is left
      that they say; statements stay, without speaker or mention of it; events stay, without it.
    - Without an event: roles as above; statements stay, without the occasion; sub-events stand alone.
    - Without a role: statements stay, in no role.
    """
    rejected = [f for d in decisions if isinstance(d, Reject) for f in d.facts if f.article == facts.article.id]
    return without(facts, rejected) if rejected else facts


def without(facts: ArticleFacts, rejected: Sequence[Rejected]) -> ArticleFacts:
    """The facts without the rejected ones, which are all of this article."""
    things = [Anchor(r.article, r.kind, r.name, r.at) for r in rejected if isinstance(r, RejectedThing)]
    roles_out = {r for r in rejected if isinstance(r, RejectedRole)}
    said_out = {(r.mode, r.words) for r in rejected if isinstance(r, RejectedStatement)}
    anchors = anchors_of(facts)
    gone = {key for thing in things for key in matching(thing, anchors)}
    roles = tuple(
        kept
        for role in facts.roles
        if rejected_role(facts, role, anchors) not in roles_out and (kept := _role(role, gone)) is not None
    )
    held = {r.key for r in roles}
    text = facts.article.text
    return replace(
        facts,
        entities=tuple(e for e in facts.entities if e.key not in gone),
        roles=roles,
        events=tuple(_event(e, gone) for e in facts.events if e.key not in gone),
        statements=tuple(
            _statement(s, gone, held) for s in facts.statements if (s.mode.value, s.words.of(text)) not in said_out
        ),
    )


def anchors_of(facts: ArticleFacts) -> dict[str, Anchor]:
    """The anchor of each entity and event of an article, by key, in the article's order."""
    article = facts.article.id
    found: dict[str, Anchor] = {}
    for entity in facts.entities:
        at = entity.mentions[0].start if entity.mentions else None
        found[entity.key] = Anchor(article, entity.kind.value, entity.name, at)
    for event in facts.events:
        found[event.key] = Anchor(article, "event", event.name, event.mentions[0].start if event.mentions else None)
    return found


def matching(wanted: Anchor, anchors: dict[str, Anchor]) -> list[str]:
    """The keys of what an anchor names, among the anchors of its article by key: one, as a rule."""
    named = [key for key, has in anchors.items() if (has.kind, has.name) == (wanted.kind, wanted.name)]
    exact = [key for key in named if anchors[key].at == wanted.at]
    return exact if len(named) > 1 and exact else named


def rejected_role(facts: ArticleFacts, role: Role, anchors: dict[str, Anchor]) -> RejectedRole:
    """The role as a rejection would name it; ``anchors`` are those of :func:`anchors_of`."""

    def name(key: str | None) -> str | None:
        anchor = None if key is None else anchors.get(key)
        return None if anchor is None else anchor.name

    joined = (name(role.organisation), name(role.jurisdiction), name(role.event))
    return RejectedRole(facts.article.id, name(role.holder) or "", role.title, *joined)


def rejected_statement(facts: ArticleFacts, statement: Statement) -> RejectedStatement:
    """The statement as a rejection would name it."""
    return RejectedStatement(facts.article.id, statement.mode.value, statement.words.of(facts.article.text))


def rejected_thing(anchor: Anchor) -> RejectedThing:
    """The entity or event as a rejection would name it."""
    return RejectedThing(anchor.article, anchor.kind, anchor.name, anchor.at)


def _kept(key: str | None, gone: set[str]) -> str | None:
    return None if key in gone else key


def _role(role: Role, gone: set[str]) -> Role | None:
    if role.holder in gone:
        return None
    kept = replace(
        role,
        organisation=_kept(role.organisation, gone),
        jurisdiction=_kept(role.jurisdiction, gone),
        event=_kept(role.event, gone),
    )
    says = kept.title or kept.organisation or kept.jurisdiction or kept.event
    return kept if says else None


def _event(event: Event, gone: set[str]) -> Event:
    return replace(
        event,
        place=_kept(event.place, gone),
        part_of=_kept(event.part_of, gone),
        organisers=tuple(k for k in event.organisers if k not in gone),
        participants=tuple(k for k in event.participants if k not in gone),
    )


def _statement(statement: Statement, gone: set[str], held: set[str]) -> Statement:
    speaker = _kept(statement.speaker, gone)
    return replace(
        statement,
        speaker=speaker,
        role=statement.role if statement.role in held and speaker is not None else None,
        event=_kept(statement.event, gone),
        mentions=tuple(k for k in statement.mentions if k not in gone),
    )
