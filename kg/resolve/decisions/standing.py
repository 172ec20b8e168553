"""Decisions as they stand over the articles at hand: anchors become members, and members judgements."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import TypeAlias

from kg.ids import slug
from kg.model import ArticleFacts, Entity, Event, Identity
from kg.resolve.decisions.correct import anchors_of, matching
from kg.resolve.decisions.record import Add, AddedEvent, AddedThing, Anchor, Decision, Different, Ref, Same, Unsure
from kg.resolve.values import Judgement, Member

#: What was added by hand is a member of no article: of this, under its identifier.
BY_HAND = ""
#: What an identifier that is shared ends with; it then says whose of several.
_SHARED = re.compile(r"-[0-9a-f]{8}$")

_Added: TypeAlias = dict[str, Add]


def added_id(decision: Add) -> str | None:
    """The identifier of a thing or event that was added by hand; None for roles and statements, which have no name."""
    added = decision.added
    if isinstance(added, AddedThing):
        return f"{added.kind}/{slug(added.name)}-{decision.id[:8]}"
    if isinstance(added, AddedEvent):
        return f"event/{slug(added.name)}-{decision.id[:8]}"
    return None


class Standing:
    """Decisions that count, the oldest first, over the facts of some articles (as corrected).

    Nothing here depends on the order of the articles.
    """

    def __init__(self, active: Sequence[Decision], articles: Sequence[ArticleFacts]) -> None:
        self._active = active
        self._articles = {f.article.id: f for f in articles}
        self._anchors: dict[str, dict[str, Anchor]] = {}
        #: What was added by hand, by its identifier.
        self.added: _Added = {local: d for d in active if isinstance(d, Add) and (local := added_id(d)) is not None}
        #: What a hand-added thing was said to be one with, by its identifier: members of articles and by hand.
        self._one: dict[str, set[Member]] = {local: {(BY_HAND, local)} for local in self.added}
        self.judgements: tuple[Judgement, ...] = tuple(self._judged())

    # ---- anchors to members ---------------------------------------------------------------------------------------

    def members(self, ref: Ref) -> tuple[Member, ...]:
        """The members of articles that a reference is to, in order; empty when it is to nothing that is here.

        Without any of its anchors' articles at hand, it is to the earliest thing that has the identifier's name (the
        one that keeps a readable identifier), unless somebody said that just this one is another.
        """
        here = [a for a in ref.anchors if a.article in self._articles]
        if here:
            return tuple(sorted({(a.article, key) for a in here for key in self._keys(a)}))
        if ref.id in self.added:
            return ()
        kind, _, name = ref.id.partition("/")
        earliest = self._by_name.get((kind, name))
        if earliest is None and not _SHARED.search(ref.id):
            earliest = self._by_name.get((kind, slug(ref.name)))
        return () if earliest is None or self._another(ref, earliest) else (earliest,)

    def _another(self, ref: Ref, member: Member) -> bool:
        """Whether somebody parted what a reference is to from what an article names."""
        anchor = anchors_of(self._articles[member[0]])[member[1]]
        for decision in self._active:
            if isinstance(decision, Different):
                for one, other in ((decision.left, decision.right), (decision.right, decision.left)):
                    if _overlap(ref.anchors, one.anchors) and _overlap((anchor,), other.anchors):
                        return True
        return False

    def node(self, ref: Ref, identity: Identity) -> str | None:
        """The identifier that a reference leads to in a resolution; None when what it is to is not here.

        Where the members of a reference no longer are one thing, it is what most of them are.
        """
        local = self._most([m for m in self._everyone(ref) if m[0] != BY_HAND], identity)
        if local is not None or ref.id not in self.added:
            return local
        return min(local for article, local in self._one[ref.id] if article == BY_HAND)

    def _everyone(self, ref: Ref) -> set[Member]:
        """The members of a reference, with what is one with it when it was added by hand."""
        return {*self.members(ref), *self._one.get(ref.id, ())}

    @staticmethod
    def _most(members: Iterable[Member], identity: Identity) -> str | None:
        counted = Counter(identity.ids[m] for m in members if m in identity.ids)
        return min(counted, key=lambda local: (-counted[local], local), default=None)

    def _keys(self, anchor: Anchor) -> list[str]:
        """The keys that an anchor names in its article; a name that is no longer the fullest there still counts."""
        facts = self._articles[anchor.article]
        if anchor.article not in self._anchors:
            self._anchors[anchor.article] = anchors_of(facts)
        found = matching(anchor, self._anchors[anchor.article])
        if found:
            return found
        things = facts.events if anchor.kind == "event" else facts.entities
        return [
            thing.key
            for thing in things
            if anchor.name in thing.aliases and self._anchors[anchor.article][thing.key].kind == anchor.kind
        ]

    @cached_property
    def _by_name(self) -> dict[tuple[str, str], Member]:
        """Kind and readable identifier → the earliest member of that name."""
        found: dict[tuple[str, str], Member] = {}
        for facts in sorted(self._articles.values(), key=lambda f: (f.article.published or date.max, f.article.id)):
            things: tuple[Entity | Event, ...] = (*facts.entities, *facts.events)
            for thing in things:
                kind = thing.kind.value if isinstance(thing, Entity) else "event"
                name = slug(thing.name)
                if isinstance(thing, Event):
                    if thing.start is None:
                        continue  # a meeting without a day is that of its article alone
                    name = f"{name}-{thing.start.isoformat()}"
                found.setdefault((kind, name), (facts.article.id, thing.key))
        return found

    def judged(self, left: Member, right: Member) -> Same | Different | Unsure | None:
        """The last decision that was about these two members, from either side."""
        return next(reversed(self.about((left,), (right,))), None)

    def about(self, left: Iterable[Member], right: Iterable[Member]) -> list[Same | Different | Unsure]:
        """The decisions about any member of one side with any of the other, the oldest first."""
        found: dict[int, Same | Different | Unsure] = {}
        ours, theirs = ([n for m in side for n in self._about.get(m, ())] for side in (left, right))
        for number, at, decision in ours:
            for other, there, _ in theirs:
                # Of what was said to be the same any two count, of what was parted one from each side.
                if number == other and (isinstance(decision, Same) or at != there):
                    found[number] = decision
        return [decision for _, decision in sorted(found.items())]

    @cached_property
    def _about(self) -> dict[Member, list[tuple[int, int, Same | Different | Unsure]]]:
        """Member → the decisions that name it, by their place in the log, and the side on which."""
        found: dict[Member, list[tuple[int, int, Same | Different | Unsure]]] = defaultdict(list)
        for number, decision in enumerate(self._active):
            if isinstance(decision, Same | Different | Unsure):
                refs = decision.entities if isinstance(decision, Same) else (decision.left, decision.right)
                for side, ref in enumerate(refs):
                    for member in (*self.members(ref), *self._self(ref)):
                        found[member].append((number, side, decision))
        return found

    # ---- members to judgements ------------------------------------------------------------------------------------

    def _judged(self) -> Iterable[Judgement]:
        for decision in self._active:
            if isinstance(decision, Same):
                yield from self._joined(decision)
            elif isinstance(decision, Different):
                yield from self._parted(decision)

    def _joined(self, decision: Same) -> Iterable[Judgement]:
        sides = [self._everyone(ref) for ref in decision.entities]
        everyone = set().union(*sides)
        for article, local in sorted(everyone):
            if article == BY_HAND:
                self._one[local] = everyone
        first, *others = [side for side in map(self._real, sides) if side] or [()]
        rest = self._real({m for side in others for m in side})
        if len({*first, *rest}) > 1:
            yield Judgement(True, first, rest)

    def _parted(self, decision: Different) -> Iterable[Judgement]:
        left, right = self._everyone(decision.left), self._everyone(decision.right)
        both = left & right
        if both:  # joined through something added by hand: what each side is by itself decides
            own_left = {*self.members(decision.left), *self._self(decision.left)}
            own_right = {*self.members(decision.right), *self._self(decision.right)}
            left, right = (left - own_right, own_right) if not own_left & own_right else (own_left, set())
        for side in (left, right):
            for article, local in side:
                if article == BY_HAND:
                    self._one[local] = side
        if self._real(left) and self._real(right):
            yield Judgement(False, self._real(left), self._real(right))

    def _self(self, ref: Ref) -> set[Member]:
        return {(BY_HAND, ref.id)} if ref.id in self.added else set()

    @staticmethod
    def _real(members: Iterable[Member]) -> tuple[Member, ...]:
        return tuple(sorted(m for m in members if m[0] != BY_HAND))


def _overlap(left: Sequence[Anchor], right: Sequence[Anchor]) -> bool:
    """Whether two references have an article's thing in common."""
    named = {(a.article, a.kind, a.name) for a in left}
    return any((a.article, a.kind, a.name) in named for a in right)
