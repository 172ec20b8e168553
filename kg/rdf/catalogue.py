"""What people call the things of a graph, and what the log of decisions calls them.

A person names a thing by its IRI, by its identifier ("person/wisnu-alfaristha", or "person:wisnu-alfaristha" as answers
to queries print it), or by a name that only one thing has.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from typing import Final
from urllib.parse import unquote

from kg.errors import UsageError
from kg.model import ArticleFacts, Entity, Event, Identity
from kg.rdf import iris
from kg.rdf.decision_graph import added_node
from kg.resolve import Member
from kg.resolve.decisions import Anchor, Decisions, Ref, added_id
from kg.resolve.decisions.correct import anchors_of, rejected_role, rejected_statement, rejected_thing
from kg.resolve.decisions.record import Add, AddedEvent, AddedThing, Rejected, Rename
from kg.resolve.decisions.standing import BY_HAND

#: The kinds of things with names.
THINGS: Final = ("person", "organisation", "place", "event")
_FACTS: Final = (*THINGS, "role", "statement")
_LISTED = 10


class Catalogue:
    """The things of a graph by identifier and by name.

    ``facts`` (as corrected), ``identity`` and ``base`` are those of the graph.
    """

    def __init__(self, facts: Sequence[ArticleFacts], identity: Identity, decisions: Decisions, base: str) -> None:
        self.facts = {f.article.id: f for f in facts}
        self.identity, self.decisions, self.base = identity, decisions, base
        self.standing = decisions.standing(facts)
        self.members: dict[str, list[Member]] = defaultdict(list)
        self._names: dict[str, Counter[str]] = defaultdict(Counter)
        self._aliases: dict[str, set[str]] = defaultdict(set)
        for article in sorted(facts, key=lambda f: f.article.id):
            things: tuple[Entity | Event, ...] = (*article.entities, *article.events)
            for thing in things:
                local = iris.local_id(article.article.id, thing, identity)
                self.members[local].append((article.article.id, thing.key))
                self._names[local][thing.name] += 1
                self._aliases[local].update(thing.aliases)
        self._preferred = {
            node: d.name
            for d in decisions.active
            if isinstance(d, Rename) and (node := self.standing.node(d.entity, identity)) is not None
        }
        for own, add in self.standing.added.items():
            own_node = self.standing.node(Ref(own, ""), identity) or own
            if isinstance(add.added, AddedThing | AddedEvent):
                self._names[own_node][add.added.name] += 1
            if isinstance(add.added, AddedThing):
                self._aliases[own_node].update(add.added.aliases)

    # ---- names ----------------------------------------------------------------------------------------------------

    def __contains__(self, local: str) -> bool:
        return local in self._names

    def label(self, local: str) -> str:
        """What a thing is called: the name chosen for it, else the one most articles use, else the identifier."""
        names = self._names.get(local)
        if local in self._preferred or not names:
            return self._preferred.get(local, local)
        return min(names, key=lambda n: (-names[n], -len(n), n))

    def names(self, local: str) -> list[str]:
        """All names of a thing, the one it is called by first."""
        label = self.label(local)
        return [label, *sorted({*self._names.get(local, ()), *self._aliases.get(local, ())} - {label})]

    def find(self, text: str, kinds: Collection[str] = THINGS) -> str:
        """The identifier of the thing that somebody named. Raises UsageError, with what there is, for none or several.

        ``kinds`` are those that will do.
        """
        local = self.local(text)
        if local is not None:
            if local not in self._names:
                raise UsageError(f"there is no {local} in this graph; 'kg query' finds what there is")
            self._fits(local, kinds)
            return local
        wanted = _comparable(text)
        found = [i for i in self.called(text) if i.partition("/")[0] in kinds]
        if len(found) == 1:
            return found[0]
        if found:
            raise UsageError(f"several things are called '{text}'; name one by its identifier:\n{self._listed(found)}")
        near = sorted({i for name, of in self._by_name.items() if wanted in name for i in of})
        near = [i for i in near if i.partition("/")[0] in kinds]
        hint = f" Names with that in them:\n{self._listed(near)}" if near and wanted else ""
        raise UsageError(f"nothing in this graph is called '{text}'.{hint}")

    def called(self, name: str) -> list[str]:
        """The identifiers of the things that have a name, whatever its case and spacing."""
        return self._by_name.get(_comparable(name), [])

    def local(self, text: str) -> str | None:
        """The identifier in an IRI, a prefixed name or an identifier; None for what is only a name."""
        text = text.strip().removeprefix("<").removesuffix(">")
        text = unquote(text.removeprefix(self.base)) if text.startswith(self.base) else text.removeprefix("data:")
        kind, _, rest = text.partition("/")
        if not rest:
            kind, _, rest = text.partition(":")
        return f"{kind}/{rest}" if kind in _FACTS and rest and " " not in rest else None

    def _fits(self, local: str, kinds: Collection[str]) -> None:
        kind = local.partition("/")[0]
        if kind not in kinds:
            raise UsageError(f"{local} is a {kind}; here {' or '.join(kinds)} is wanted")

    def _listed(self, locals_: Sequence[str]) -> str:
        lines = [f"  {local}  ({self._where(local)})" for local in locals_[:_LISTED]]
        more = len(locals_) - _LISTED
        return "\n".join([*lines, f"  … and {more} more"] if more > 0 else lines)

    def _where(self, local: str) -> str:
        articles = self.articles(local)
        named = f"{', '.join(articles[:2])}{f' and {len(articles) - 2} more' if len(articles) > 2 else ''}"
        return f"{self.label(local)}; {named or 'added by hand'}"

    def anchored(self, member: Member) -> tuple[str, int | None]:
        """What an article calls a thing, and where it does so first."""
        anchor = self._anchor(member)
        return anchor.name, anchor.at

    def name(self, member: Member) -> str:
        """What an article calls a thing."""
        return self._anchor(member).name

    def articles(self, local: str) -> list[str]:
        """The ids of the articles that tell of a thing."""
        return sorted({article for article, _ in self.members.get(local, ())})

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for local in self._names:
            for name in self.names(local):
                found[_comparable(name)].add(local)
        return {name: sorted(of) for name, of in sorted(found.items())}

    # ---- what the log calls them ----------------------------------------------------------------------------------

    def ref(self, local: str, members: Iterable[Member] | None = None) -> Ref:
        """A reference to a thing, or to those of its members that are given."""
        chosen = self.members.get(local, ()) if members is None else members
        anchors = sorted(self._anchor(m) for m in chosen if m[0] != BY_HAND)
        return Ref(local, self.label(local), tuple(anchors))

    def alone(self) -> list[str]:
        """What was added by hand and is one with nothing that an article tells of."""
        return sorted(local for local in self.standing.added if local in self and local not in self.members)

    def _anchor(self, member: Member) -> Anchor:
        return anchors_of(self.facts[member[0]])[member[1]]

    def facts_named(self, text: str) -> list[Rejected]:
        """The facts, one for each article that states it, that an identifier or a name stands for.

        Raises UsageError when there is none, or when it was added by hand.
        """
        local = self.local(text)
        if local is None or local.partition("/")[0] in THINGS:
            local = self.find(text)
            found: list[Rejected] = [rejected_thing(self._anchor(m)) for m in self.members.get(local, ())]
        else:
            found = self._roles(local) if local.startswith("role/") else self._statements(local)
        if found:
            return found
        by_hand = next((d for d in self.decisions.active if isinstance(d, Add) and local in self.made_by(d)), None)
        if by_hand is not None:
            raise UsageError(f"{local} was added by hand; take it back with 'kg undo {by_hand.id}'")
        raise UsageError(f"no article states {local}")

    def made_by(self, decision: Add) -> set[str]:
        """The identifiers of what a decision added, at the time and now."""
        return {added_node(decision, self.standing, self.identity), added_id(decision) or ""}

    def _roles(self, local: str) -> list[Rejected]:
        found: list[Rejected] = []
        for facts in self.facts.values():
            anchors = anchors_of(facts)
            ids = self.roles(facts)
            found += {rejected_role(facts, r, anchors): None for r in facts.roles if ids[r.key] == local}
        return found

    def roles(self, facts: ArticleFacts) -> dict[str, str]:
        """The identifiers of the roles of an article, by key."""
        things: tuple[Entity | Event, ...] = (*facts.entities, *facts.events)
        ids = {t.key: iris.local_id(facts.article.id, t, self.identity) for t in things}
        return {
            r.key: iris.role_id(
                ids[r.holder],
                r.title,
                *(None if k is None else ids[k] for k in (r.organisation, r.jurisdiction, r.event)),
            )
            for r in facts.roles
        }

    def _statements(self, local: str) -> list[Rejected]:
        return [
            rejected_statement(facts, said)
            for facts in self.facts.values()
            for said in facts.statements
            if iris.statement_id(facts.article.id, said, self.identity) == local
        ]


def _comparable(name: str) -> str:
    return " ".join(name.split()).casefold()
