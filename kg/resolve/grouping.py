"""Groups of members that are one thing, under what people decided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.resolve.clusters import Apart
from kg.resolve.values import Judgement, Member


class Groups:
    """Members put together one join at a time; what people decided to be different never comes together.

    Of judgements that contradict each other the later one stands, so they are taken in from the latest to the earliest.
    Members that are not among ``members`` are passed over. The smallest member stands for its group.
    """

    def __init__(self, members: Iterable[Member], judgements: Sequence[Judgement] = ()) -> None:
        self._members = sorted(members)
        self._number = {m: n for n, m in enumerate(self._members)}
        self._sets = Apart()
        self._in = {n: [m] for n, m in enumerate(self._members)}
        for judgement in reversed(judgements):
            left, right = (sorted(m for m in side if m in self._number) for side in (judgement.left, judgement.right))
            if judgement.same:
                both = [*left, *right]
                for other in both[1:]:
                    self.join(both[0], other)
            else:
                for a in left:
                    for b in right:
                        self._sets.part(self._number[a], self._number[b])

    def of(self, member: Member) -> Member:
        """The member that stands for the group of ``member``."""
        return self._members[self._sets.find(self._number[member])]

    def members(self, member: Member) -> Sequence[Member]:
        """The members of the group of ``member``, itself among them."""
        return self._in[self._sets.find(self._number[member])]

    def apart(self, a: Member, b: Member) -> bool:
        """Whether people decided that the two groups are different things."""
        return self._sets.forbidden(self._number[a], self._number[b])

    def join(self, a: Member, b: Member) -> bool:
        """Make one group of two; False, and nothing changes, when people decided otherwise."""
        one, other = (self._sets.find(self._number[m]) for m in (a, b))
        if not self._sets.join(one, other):
            return False
        if one != other:
            home = self._sets.find(one)
            self._in[home] += self._in.pop(other if home == one else one)
        return True

    def all(self) -> list[list[Member]]:
        """Every group, its members in order, the groups in the order of their first members."""
        return sorted(sorted(group) for group in self._in.values())
