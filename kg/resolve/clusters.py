"""From compared pairs and people's decisions to clusters.

The strongest pairs are joined first. A pair that must stay apart keeps whole clusters apart: once A is B and B is not
C, A is not C. What people decided comes before every score. The result depends on no order but that of the decisions.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.resolve.values import Comparison, Judgement, Member

#: A comparison joins from this probability on. The weights are made for it (kg/lexicon/identity_weights.tsv).
THRESHOLD = 0.5
#: Comparisons below this probability are not worth a look.
_DOUBTFUL = 0.1
#: A pair that a rule keeps apart is less often a mistake than one near the threshold: it is looked at only where all
#: else speaks for a join, and counts so much less.
_VETOED = 0.3


class Apart:
    """Disjoint sets with pairs of sets that must not be joined. The smallest element names its set."""

    def __init__(self) -> None:
        self._parent: dict[int, int] = {}
        self._apart: dict[int, set[int]] = defaultdict(set)

    def find(self, x: int) -> int:
        """The set that ``x`` is in."""
        root = x
        while (up := self._parent.get(root, root)) != root:
            root = up
        while (up := self._parent.get(x, x)) != root:
            self._parent[x], x = root, up
        return root

    def forbidden(self, x: int, y: int) -> bool:
        """Whether the sets of ``x`` and ``y`` must stay apart."""
        return self.find(y) in self._apart.get(self.find(x), ())

    def join(self, x: int, y: int) -> bool:
        """Make one set of two; False when they must stay apart."""
        a, b = sorted((self.find(x), self.find(y)))
        if a == b:
            return True
        if b in self._apart.get(a, ()):
            return False
        self._parent[b] = a
        for other in self._apart.pop(b, set()):
            self._apart[other].discard(b)
            self._apart[other].add(a)
            self._apart[a].add(other)
        return True

    def part(self, x: int, y: int) -> bool:
        """Keep two sets apart from now on; False when they are one already."""
        a, b = self.find(x), self.find(y)
        if a == b:
            return False
        self._apart[a].add(b)
        self._apart[b].add(a)
        return True


@dataclass(frozen=True, slots=True)
class Group:
    """Members that are one thing by their names alone. ``inner`` says why; it joins each of the others to the first."""

    members: tuple[Member, ...]
    inner: tuple[Comparison, ...] = ()


@dataclass
class Clusters:
    """Which groups are one. ``sets`` are lists of members, ``joins`` what joined them, ``doubtful`` what nearly did."""

    sets: list[list[Member]] = field(default_factory=list)
    joins: list[Comparison] = field(default_factory=list)
    doubtful: list[Comparison] = field(default_factory=list)


#: Which of some sets of members a member is most like: gives the index.
Nearest = Callable[[Member, Sequence[Sequence[Member]]], int]


def _first(member: Member, seeds: Sequence[Sequence[Member]]) -> int:
    return min(range(len(seeds)), key=lambda i: min(seeds[i]))


def cluster(
    groups: Sequence[Group],
    compared: Iterable[Comparison],
    judgements: Sequence[Judgement] = (),
    nearest: Nearest = _first,
) -> Clusters:
    """Join groups by comparisons of their members, under what people decided.

    ``nearest`` tells where the rest of a group goes when people said that two of its members are two things.
    """
    index = {m: i for i, g in enumerate(groups) for m in g.members}
    pins = _Decided(list(judgements), index)
    parts = _split(groups, pins, nearest)
    node = {m: i for i, p in enumerate(parts) for m in p.members}
    sets = Apart()
    for one, other in pins.different():
        sets.part(node[one], node[other])
    for one, other in pins.same():
        sets.join(node[one], node[other])
    ranked = sorted(compared, key=lambda c: (-c.score, c.left, c.right))
    for c in ranked:
        if c.veto is not None:
            sets.part(node[c.left], node[c.right])
    result = Clusters()
    for p in parts:
        result.joins.extend(p.inner)
    rest: list[Comparison] = []
    inner = [c for g in groups for c in g.inner if node[c.left] != node[c.right]] if pins else []
    for c in [*inner, *ranked]:
        a, b = node[c.left], node[c.right]
        if c.veto is None and c.score >= THRESHOLD and sets.find(a) != sets.find(b) and sets.join(a, b):
            result.joins.append(c)
        elif c.score >= (_DOUBTFUL if c.veto is None else THRESHOLD):
            rest.append(c)
    made: dict[int, list[Member]] = defaultdict(list)
    for i, p in enumerate(parts):
        made[sets.find(i)].extend(p.members)
    result.sets = [sorted(made[k]) for k in sorted(made)]
    size = {k: len({m[0] for m in members}) for k, members in made.items()}
    open_ = [c for c in rest if sets.find(node[c.left]) != sets.find(node[c.right]) and not pins.settled(c)]
    result.doubtful = _ranked(open_, lambda m: size[sets.find(node[m])], lambda m: sets.find(node[m]))
    return result


def _ranked(
    compared: Sequence[Comparison], size: Callable[[Member], int], of: Callable[[Member], int]
) -> list[Comparison]:
    """The comparisons by usefulness, the best of each pair of clusters."""

    def useful(c: Comparison) -> float:
        close = 1 - abs(c.score - THRESHOLD) / THRESHOLD
        hangs = math.log1p(min(size(c.left), size(c.right))) + 0.2 * math.log1p(max(size(c.left), size(c.right)))
        return (_VETOED if c.veto else max(close, 0.02)) * hangs

    best: dict[tuple[int, int], Comparison] = {}
    for c in sorted(compared, key=lambda c: (-useful(c), c.left, c.right)):
        a, b = sorted((of(c.left), of(c.right)))
        best.setdefault((a, b), c)
    return sorted(best.values(), key=lambda c: (-useful(c), c.left, c.right))


class _Decided:
    """What people decided about members at hand, later decisions first, contradictions dropped."""

    def __init__(self, judgements: Sequence[Judgement], index: Mapping[Member, int]) -> None:
        self._number: dict[Member, int] = {}
        self._sets = Apart()
        self._same: list[tuple[Member, Member]] = []
        self._different: list[tuple[Member, Member]] = []
        for j in reversed(judgements):
            left, right = (sorted(m for m in side if m in index) for side in (j.left, j.right))
            for m in (*left, *right):
                self._number.setdefault(m, len(self._number))
            if j.same:
                together = sorted({*left, *right})
                pairs = [(together[0], m) for m in together[1:]]
                self._same += [p for p in pairs if self._sets.join(*(self._number[m] for m in p))]
            else:
                cross = [(a, b) for a in left for b in right]
                self._different += [p for p in cross if self._sets.part(*(self._number[m] for m in p))]

    def __bool__(self) -> bool:
        return bool(self._number)

    def same(self) -> list[tuple[Member, Member]]:
        """Pairs that are one."""
        return self._same

    def different(self) -> list[tuple[Member, Member]]:
        """Pairs that are two."""
        return self._different

    def seeds(self, members: Iterable[Member]) -> list[list[Member]]:
        """The members that some other of them must stay apart from, by what people said is one."""
        found: dict[int, list[Member]] = defaultdict(list)
        for m in members:
            if m in self._number:
                found[self._sets.find(self._number[m])].append(m)
        clash = [k for k in found if any(self._sets.forbidden(k, x) for x in found)]
        return sorted(sorted(found[k]) for k in clash)

    def settled(self, c: Comparison) -> bool:
        """Whether people have decided about just these two members."""
        a, b = self._number.get(c.left), self._number.get(c.right)
        if a is None or b is None:
            return False
        return self._sets.find(a) == self._sets.find(b) or self._sets.forbidden(a, b)


def _split(groups: Sequence[Group], pins: _Decided, nearest: Nearest) -> list[Group]:
    """The groups, those parted in which people told members apart."""
    if not pins:
        return list(groups)
    parts: list[Group] = []
    for g in groups:
        seeds = pins.seeds(g.members)
        if not seeds:
            parts.append(g)
            continue
        made: list[list[Member]] = [list(s) for s in seeds]
        pinned = {m for s in seeds for m in s}
        for m in g.members:
            if m not in pinned:
                made[nearest(m, seeds)].append(m)
        for part in made:
            within = frozenset(part)
            parts.append(Group(tuple(sorted(part)), tuple(c for c in g.inner if {c.left, c.right} <= within)))
    return parts
