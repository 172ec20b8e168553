"""Persons as resolution sees them: one of an article, and a group of them with one name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import combinations

from kg.model import ArticleFacts, Entity
from kg.resolve.offices import CASE, Office, conflict
from kg.resolve.organisations import ARTICLES
from kg.resolve.spelling import PersonName
from kg.resolve.values import Member

#: The same office of two places within so many days is held by two people.
TERM = 400
#: A name that is borne with more different offices than this is not told apart: comparing all would cost too much.
UNITS = 60
#: Persons of whom nothing is said go to the bearer of their name who is so many times as often named as the next.
_PROMINENT = 3
#: A line of work in a smaller share of somebody's articles than this says nothing against a join.
_SLIPS = 0.1


@dataclass(frozen=True, slots=True)
class Seen:
    """A person of one article."""

    member: Member
    name: PersonName
    aliases: tuple[PersonName, ...]
    offices: frozenset[Office]
    day: date | None

    @classmethod
    def of(cls, facts: ArticleFacts, person: Entity, held: frozenset[Office]) -> Seen:
        """The person of an article who holds the offices ``held``."""
        name = PersonName.of(person.name)
        aliases = {n: None for a in person.aliases if (n := PersonName.of(a)).core_key != name.core_key}
        return cls((facts.article.id, person.key), name, tuple(aliases), held, facts.article.published)

    @property
    def key(self) -> str:
        """What persons are grouped by: a full name; a single name or initials with the office, else the article."""
        name = self.name
        if not name.single and not name.initials:
            return name.core_key
        tie = min((o.text for o in self.offices if o.one and not o.former), default=None)
        return f"{name.key} as {tie}" if tie else f"{name.key} in {self.member[0]} {self.member[1]}"


@dataclass
class Person:
    """A group of persons with one name: what is known of them."""

    name: PersonName
    members: list[Member] = field(default_factory=list)
    aliases: Counter[PersonName] = field(default_factory=Counter)
    offices: Counter[Office] = field(default_factory=Counter)
    days: list[date] = field(default_factory=list)

    def add(self, seen: Seen) -> None:
        """Count one more bearer in."""
        self.members.append(seen.member)
        self.aliases.update(seen.aliases)
        self.offices.update(seen.offices)
        if seen.day is not None:
            self.days.append(seen.day)

    @property
    def first(self) -> Member:
        """The member that stands for the group."""
        return self.members[0]

    @cached_property
    def articles(self) -> tuple[str, ...]:
        """The first articles that name them."""
        return tuple(sorted({m[0] for m in self.members})[:ARTICLES])

    @cached_property
    def known_as(self) -> Mapping[str, int]:
        """Single names that articles use for them, with the number of articles."""
        return {n.core_key: k for n, k in self.aliases.items() if n.single}

    @cached_property
    def steady(self) -> frozenset[Office]:
        """The offices in lines of work that more than a few of the articles give: one may be a slip of its reader."""
        careers: Counter[str] = Counter()
        for office, count in self.offices.items():
            careers[office.career] += count
        return frozenset(o for o in self.offices if careers[o.career] >= _SLIPS * len(self.members))

    def apart(self, other: Person) -> int:
        """The days between the nearest articles of two groups; 0 when a date is missing."""
        if not self.days or not other.days:
            return 0
        first, last, low, high = min(self.days), max(self.days), min(other.days), max(other.days)
        return max(0, (low - last).days, (first - high).days)


def clash(left: Iterable[Office], right: Iterable[Office], days: int) -> tuple[float, str]:
    """How much the present offices of two persons speak against their being one, and which: 0 or less, in log-odds.

    ``days`` lie between them: after some years people do something else.
    """
    worst, why = 0.0, ""
    for a in sorted(o for o in left if not o.former):
        for b in sorted(o for o in right if not o.former):
            found = conflict(a.career, b.career) / (1 + days / (3 * TERM))
            if a.head and a.title == b.title and a.where and b.where and a.where != b.where and days < TERM:
                found = min(found, -6.0)
            if found < worst:
                worst, why = found, f"{a.text}; {b.text}"
    return worst, why


def units(bearers: Sequence[Seen]) -> list[list[Seen]]:
    """The bearers of one full name, parted where what they are speaks against one person.

    Bearers who share a body, a place with its office, or a line of work that excludes others stay together.
    """
    name = bearers[0].name
    common = name.rare == 0 and len(name.core) <= 2
    held = frozenset(o for s in bearers for o in s.offices if not o.former and o.title not in CASE)
    distinct = {(o.career, o.title if o.head else "", o.where if o.head or common else "") for o in held}
    if len(bearers) == 1 or len(distinct) > UNITS:
        return [list(bearers)]
    pairs = combinations(sorted(distinct), 2)
    if not common and not any(conflict(a[0], b[0]) or (a[1] and a[1] == b[1]) for a, b in pairs):
        return [list(bearers)]
    return _parted(bearers)


def _parted(bearers: Sequence[Seen]) -> list[list[Seen]]:
    owner: dict[str, int] = {}
    parent = list(range(len(bearers)))

    def find(i: int) -> int:
        while parent[i] != i:
            i = parent[i]
        return i

    blank = []
    for i, seen in enumerate(bearers):
        ties = {o.where or o.title for o in seen.offices if o.title not in CASE and (o.where or o.career)}
        if not ties:
            blank.append(i)
        for tie in sorted(ties):
            j = owner.setdefault(tie, i)
            a, b = sorted((find(i), find(j)))
            parent[b] = a
    parts: dict[int, list[Seen]] = defaultdict(list)
    for i, seen in enumerate(bearers):
        if i not in blank:
            parts[find(i)].append(seen)
    ranked = sorted(parts.values(), key=lambda p: (-len(p), p[0].member))
    if ranked and (len(ranked) == 1 or len(ranked[0]) >= _PROMINENT * len(ranked[1])):
        ranked[0].extend(bearers[i] for i in blank)
    else:
        ranked += [[bearers[i]] for i in blank]
    return ranked
