"""Groups of members that are one thing, under what people decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from kg.resolve.values import Judgement, Member


class Groups:
    """Members put together one join at a time; what people decided to be different never comes together.

    Of judgements that contradict each other the later one stands, so they are taken in from the latest to the earliest.
    Members that are not among ``members`` are passed over.
    """

    def __init__(self, members: Iterable[Member], judgements: Sequence[Judgement] = ()) -> None:
        self._home = {m: m for m in members}
        self._in: dict[Member, list[Member]] = {m: [m] for m in self._home}
        self._apart: dict[Member, set[Member]] = defaultdict(set)
        for judgement in reversed(judgements):
            left, right = (sorted(m for m in side if m in self._home) for side in (judgement.left, judgement.right))
            if judgement.same:
                both = [*left, *right]
                for other in both[1:]:
                    self.join(both[0], other)
            else:
                for a in left:
                    for b in right:
                        if self.of(a) != self.of(b):
                            self._apart[self.of(a)].add(self.of(b))
                            self._apart[self.of(b)].add(self.of(a))

    def of(self, member: Member) -> Member:
        """The member that stands for the group of ``member``."""
        home = member
        while self._home[home] != home:
            home = self._home[home]
        while self._home[member] != home:
            self._home[member], member = home, self._home[member]
        return home

    def members(self, member: Member) -> Sequence[Member]:
        """The members of the group of ``member``, itself among them."""
        return self._in[self.of(member)]

    def apart(self, a: Member, b: Member) -> bool:
        """Whether people decided that the two groups are different things."""
        return self.of(b) in self._apart.get(self.of(a), ())

    def join(self, a: Member, b: Member) -> bool:
        """Make one group of two; False, and nothing changes, when people decided otherwise."""
        a, b = self.of(a), self.of(b)
        if a == b:
            return True
        if b in self._apart.get(a, ()):
            return False
        if (len(self._in[a]), b) < (len(self._in[b]), a):
            a, b = b, a
        self._home[b] = a
        self._in[a] += self._in.pop(b)
        for other in self._apart.pop(b, ()):
            self._apart[other].discard(b)
            self._apart[other].add(a)
            self._apart[a].add(other)
        return True

    def all(self) -> list[list[Member]]:
        """Every group, its members in order, the groups in the order of their first members."""
        return sorted(sorted(group) for group in self._in.values())
