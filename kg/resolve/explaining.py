"""Why two things are one, or are not."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass

from kg.model import ArticleFacts, EntityKind
from kg.resolve.clusters import THRESHOLD
from kg.resolve.entities import Compared
from kg.resolve.values import Comparison, Judgement, Member, Resolution


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why two members are one thing or two.

    ``chain`` are the comparisons that lead from one to the other, in order, when they are one (empty when people alone
    joined them). ``best`` is the closest comparison of their clusters when they are two; ``direct`` compares just the
    two (None when they are of different kinds, or neither persons nor organisations). ``stopped`` says what kept them
    apart, None when they are one. ``decided`` is what people decided about them, the latest, if anything.
    """

    same: bool
    chain: tuple[Comparison, ...] = ()
    best: Comparison | None = None
    direct: Comparison | None = None
    stopped: str | None = None
    decided: Judgement | None = None


def explain(
    articles: Sequence[ArticleFacts],
    resolution: Resolution,
    left: Member,
    right: Member,
    judgements: Sequence[Judgement] = (),
) -> Explanation:
    """Why ``left`` and ``right`` are one thing or two in a resolution of ``articles`` under ``judgements``.

    Raises KeyError when the resolution does not have one of them.
    """
    ids = resolution.identity.ids
    same = ids[left] == ids[right]
    decided = next((j for j in reversed(judgements) if _about(j, left, right)), None)
    alone = _Alone(articles)
    direct = alone.compare(left, right)
    if same:
        chain = tuple(alone.fuller(c) for c in _chain(resolution.joins, left, right))
        return Explanation(True, chain, None, direct, None, decided)
    clusters = {ids[left], ids[right]}
    near = [c for c in resolution.doubtful if {ids[c.left], ids[c.right]} == clusters]
    best = max([*near, *([direct] if direct else [])], key=lambda c: (c.score, c.left, c.right), default=None)
    return Explanation(False, (), best, direct, _stopped(best, decided, left, right), decided)


def _about(judgement: Judgement, left: Member, right: Member) -> bool:
    sides = judgement.left, judgement.right
    if judgement.same:
        return {left, right} <= {*sides[0], *sides[1]}
    return any(left in a and right in b for a, b in (sides, sides[::-1]))


def _stopped(best: Comparison | None, decided: Judgement | None, left: Member, right: Member) -> str:
    if decided is not None and not decided.same:
        return "people decided that they are two"
    if best is None:
        return f"nothing ties them: {left[1]} of {left[0]}, {right[1]} of {right[0]}"
    if best.veto is not None:
        return best.veto
    if best.score < THRESHOLD:
        return f"the probability of {best.score:.2f} is below {THRESHOLD}"
    return "another member of one is kept apart from a member of the other"


def _chain(joins: Sequence[Comparison], left: Member, right: Member) -> tuple[Comparison, ...]:
    """The shortest way through the joins from one member to the other; the strongest of equally short ones."""
    ties: dict[Member, list[Comparison]] = defaultdict(list)
    for c in sorted(joins, key=lambda c: (-c.score, c.left, c.right)):
        ties[c.left].append(c)
        ties[c.right].append(c)
    came: dict[Member, Comparison | None] = {left: None}
    queue = deque([left])
    while queue and right not in came:
        here = queue.popleft()
        for c in ties[here]:
            there = c.right if c.left == here else c.left
            if there not in came:
                came[there] = c
                queue.append(there)
    if right not in came:
        return ()
    way: list[Comparison] = []
    at = right
    while (c_ := came[at]) is not None:
        way.append(c_)
        at = c_.right if c_.left == at else c_.left
    return tuple(reversed(way))


class _Alone:
    """Compares two members by what their own articles say of them."""

    def __init__(self, articles: Sequence[ArticleFacts]) -> None:
        self._kinds = {(f.article.id, e.key): e.kind for f in articles for e in f.entities}
        self._compared = Compared(sorted(articles, key=lambda f: f.article.id))

    def compare(self, left: Member, right: Member) -> Comparison | None:
        """The comparison; None for one member, different kinds, or other things than persons and organisations."""
        kind = self._kinds.get(left)
        if kind is None or kind is not self._kinds.get(right) or left == right:
            return None
        if kind is EntityKind.PERSON:
            return self._compared.persons.alone(left, right, self._compared.company)
        if kind is EntityKind.ORGANISATION:
            return self._compared.organisations.alone(left, right, self._compared.company)
        return None

    def fuller(self, c: Comparison) -> Comparison:
        """A comparison by name alone with all that speaks for it; another as it is."""
        found = self.compare(c.left, c.right)
        if found is None or found.veto or found.score < c.score or len(c.features) > len(found.features):
            return c
        return found
