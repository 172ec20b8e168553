"""Decisions in words, one line each."""

from __future__ import annotations

from kg.resolve.decisions.record import (
    Add,
    Added,
    AddedEvent,
    AddedRole,
    AddedThing,
    Decision,
    Different,
    Link,
    Ref,
    Reject,
    Rejected,
    RejectedRole,
    RejectedStatement,
    Rename,
    Same,
    Undo,
    Unsure,
)


def action(decision: Decision) -> str:
    """The word that the log has for what a decision does ("same")."""
    return str(decision.__struct_config__.tag)


def summary(decision: Decision) -> str:
    """What a decision says, without who and when.

    >>> from kg.resolve.decisions.record import Ref, Same
    >>> summary(Same(time="", who="", entities=(Ref("person/a", "Ana"), Ref("person/b", "Ani"))))
    "'Ana' and 'Ani' are the same"
    """
    match decision:
        case Same():
            return f"{_listed(decision.entities)} are the same"
        case Different():
            return f"{_listed((decision.left, decision.right))} are different"
        case Unsure():
            return f"{_listed((decision.left, decision.right))}: not sure"
        case Rename():
            return f"'{decision.entity.name}' is called '{decision.name}'"
        case Reject():
            return f"not so: {'; '.join(rejected(fact) for fact in decision.facts)}"
        case Add():
            return f"added: {added(decision.added)}"
        case Link():
            how = {"same": "is", "different": "is not", "unsure": "may be"}[decision.verdict]
            called = f"'{decision.name}' " if decision.name else ""
            more = len(decision.others) if decision.verdict != "same" else 0
            rest = f", nor any of {more} more" if decision.verdict == "different" else f", or one of {more} more"
            return f"'{decision.entity.name}' {how} {called}<{decision.target}>{rest if more else ''}"
        case Undo():
            return f"undone: {decision.undoes}"


def rejected(fact: Rejected) -> str:
    """A rejected fact in words, with its article."""
    if isinstance(fact, RejectedRole):
        return f"{_role(fact.holder, fact.title, fact.organisation, fact.jurisdiction, fact.event)} in {fact.article}"
    if isinstance(fact, RejectedStatement):
        return f"the statement “{clipped(fact.words)}” in {fact.article}"
    return f"the {fact.kind} '{fact.name}' in {fact.article}"


def added(fact: Added) -> str:
    """An added fact in words."""
    if isinstance(fact, AddedThing):
        return f"the {fact.kind} '{fact.name}'"
    if isinstance(fact, AddedEvent):
        return f"the event '{fact.name}'"
    if isinstance(fact, AddedRole):
        names = (None if ref is None else ref.name for ref in (fact.organisation, fact.jurisdiction, fact.event))
        return _role(fact.holder.name, fact.title, *names)
    return f"{fact.speaker.name}: “{clipped(fact.text)}”"


def clipped(text: str, longest: int = 60) -> str:
    """A text on one line, cut off when it is long."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def _role(holder: str, title: str | None, organisation: str | None, jurisdiction: str | None, event: str | None) -> str:
    where = ", ".join(name for name in (organisation, jurisdiction, event) if name)
    return f"{holder}, {title or 'of'}{f' {where}' if not title else f', {where}' if where else ''}"


def _listed(refs: tuple[Ref, ...]) -> str:
    """The names of things; of those that share one, with their articles."""
    shared = len({ref.name for ref in refs}) < len(refs)
    names = [f"'{ref.name}'{_articles(ref) if shared else ''}" for ref in refs]
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)


def _articles(ref: Ref) -> str:
    articles = sorted({a.article for a in ref.anchors})
    return f" ({', '.join(articles) if 0 < len(articles) <= 2 else f'{len(articles)} articles'})"
