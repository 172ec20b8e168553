"""Events across articles: which of them several articles report.

Each event is looked at beside those that share a day, a week of news, or a year with it and a word of its name; the
comparison explains itself. Pairs join from the most certain on, and a group never comes to hold what the comparison
rules out: two events of one article, days apart, another number in the series.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from kg.ids import digest, slug
from kg.model import ArticleFacts, Identity
from kg.resolve.event_comparison import DOUBTFUL, JOIN, compare, veto
from kg.resolve.event_profiles import Profile, profiles
from kg.resolve.grouping import Groups
from kg.resolve.values import Comparison, Judgement, Member, Resolution

#: In a block, names are put in order and each event is compared with so many that follow. Large blocks come from words
#: that are in every other name; whoever has more in common meets in a smaller block.
_WINDOW = 12
#: Undated events are news for about so many days.
_WEEK = 7

_Key = tuple[str, ...]


def resolved_events(articles: Sequence[ArticleFacts], judgements: Sequence[Judgement], found: Resolution) -> Resolution:
    """The step that gives events their identifiers. It comes after persons, organisations and places."""
    known = {p.member: p for facts in articles for p in profiles(facts, found.identity.ids)}
    groups, joins, doubtful = join(known, judgements, found.copies)
    ids = identifiers(groups.all(), known)
    return replace(
        found,
        identity=Identity({**found.identity.ids, **ids}),
        joins=(*found.joins, *joins),
        doubtful=(*found.doubtful, *doubtful),
    )


def join(
    known: Mapping[Member, Profile], judgements: Sequence[Judgement], copies: Mapping[str, str]
) -> tuple[Groups, list[Comparison], list[Comparison]]:
    """The groups of events that are one, the comparisons that joined them, and the doubtful ones, most likely first."""
    groups = Groups(known, judgements)
    within: dict[tuple[str, ...], Member] = {}
    for member in sorted(known):
        groups.join(within.setdefault((member[0], *_own(known[member])), member), member)
    spread = {home: _Spread.of(known[m] for m in groups.members(home)) for home in {groups.of(m) for m in known}}
    joins: list[Comparison] = []
    doubtful: list[Comparison] = []
    compared = [
        compare(known[a], known[b], copies=a[0] != b[0] and copies.get(a[0], a[0]) == copies.get(b[0], b[0]))
        for a, b in _pairs(known)
    ]
    for c in sorted(compared, key=lambda c: (-c.score, c.left, c.right)):
        if c.score < DOUBTFUL:
            break
        one, other = groups.of(c.left), groups.of(c.right)
        if one == other or c.veto is not None or groups.apart(one, other):
            continue
        if c.score < JOIN:
            doubtful.append(c)
        elif spread[one].fits(spread[other]) and groups.join(one, other):
            both = spread.pop(one).with_(spread.pop(other))
            spread[groups.of(one)] = both
            joins.append(c)
    return groups, joins, [c for c in doubtful if groups.of(c.left) != groups.of(c.right)]


# ---- blocking ----------------------------------------------------------------------------------------------------


def _pairs(known: Mapping[Member, Profile]) -> list[tuple[Member, Member]]:
    """The pairs worth comparing, each once, in order."""
    blocks: dict[_Key, list[Profile]] = defaultdict(list)
    for member in sorted(known):
        for key in _keys(known[member]):
            blocks[key].append(known[member])
    found: set[tuple[Member, Member]] = set()
    for block in blocks.values():
        if len(block) > 1:
            block.sort(key=_place_in_block)
            for i, p in enumerate(block):
                for q in block[i + 1 : i + 1 + _WINDOW]:
                    if p.member[0] != q.member[0] or veto(p, q) is None:
                        found.add((min(p.member, q.member), max(p.member, q.member)))
    return sorted(found)


def _place_in_block(p: Profile) -> tuple[tuple[str, ...], date, Member]:
    return tuple(sorted(p.details)), p.when or date.max, p.member


def _keys(p: Profile) -> Iterator[_Key]:
    """What brings events together: a word or kind on one of two neighbouring days, a word in a year, in a week."""
    kinds = [f"kind {h}" for h in p.heads]
    if p.start is not None:
        for day in (p.start, p.start + timedelta(days=1)):
            for word in (*p.details, *kinds):
                yield "day", day.isoformat(), word
    for year in p.years:
        for word in (*p.details, *kinds):
            yield "year", year, word
    if p.when is not None:
        week = p.when.toordinal() // _WEEK
        for number in (week, week + 1):
            for word in p.details:
                yield "week", str(number), word


# ---- what a group spans ------------------------------------------------------------------------------------------


class _Spread:
    """What the events of a group say of themselves, all together, to see at once whether two groups can be one."""

    __slots__ = ("articles", "days", "figures", "series", "years")

    def __init__(self) -> None:
        self.articles: dict[str, set[tuple[str, str]]] = {}
        self.days: tuple[date, date] | None = None
        self.series: frozenset[str] = frozenset()
        self.years: frozenset[str] = frozenset()
        self.figures: frozenset[str] = frozenset()

    @classmethod
    def of(cls, members: Iterable[Profile]) -> _Spread:
        """The spread of some events."""
        spread = cls()
        for p in members:
            spread.articles.setdefault(p.member[0], set()).add(_own(p))
            spread.series |= p.series
            spread.years |= p.years
            spread.figures |= p.figures
            if p.start is not None:
                first, last = spread.days or (p.start, p.start)
                spread.days = min(first, p.start), max(last, p.start)
        return spread

    def fits(self, other: _Spread) -> bool:
        """Whether nothing in one rules out the other."""
        few, many = sorted((self.articles, other.articles), key=len)
        if any(few[a] != many[a] for a in few if a in many):
            return False
        if self.days is not None and other.days is not None:
            first, last = min(self.days[0], other.days[0]), max(self.days[1], other.days[1])
            if (last - first).days > 1:
                return False
        return all(
            not left or not right or left & right
            for left, right in (
                (self.series, other.series),
                (self.years, other.years),
                (self.figures, other.figures),
            )
        )

    def with_(self, other: _Spread) -> _Spread:
        """Both together."""
        for article, own in other.articles.items():
            self.articles.setdefault(article, set()).update(own)
        if other.days is not None:
            first, last = self.days or other.days
            self.days = min(first, other.days[0]), max(last, other.days[1])
        self.series |= other.series
        self.years |= other.years
        self.figures |= other.figures
        return self


def _own(p: Profile) -> tuple[str, str]:
    """What an event is within its article: two of one name and day are one."""
    return slug(p.name), str(p.start)


# ---- identifiers -------------------------------------------------------------------------------------------------


def identifiers(groups: Iterable[Sequence[Member]], known: Mapping[Member, Profile]) -> dict[Member, str]:
    """An identifier for each event: the name and day of its group, with a digest where these are not its own.

    The name is the one that most articles use, then the longest; the day the one that most give, then the earliest.
    An event without a day always carries the digest of its earliest article. Of groups with the same name and day the
    one with the earliest article has no digest. Within an article, events of one name and day are one.
    """
    taken: dict[str, list[tuple[tuple[date, str, str], Sequence[Member]]]] = defaultdict(list)
    for group in groups:
        members = [known[m] for m in group]
        earliest = min((p.published or date.max, *p.member) for p in members)
        taken[_readable(members)].append((earliest, group))
    ids: dict[Member, str] = {}
    for name, owners in taken.items():
        owners.sort(key=lambda owner: owner[0])
        seen: set[str] = set()
        for number, ((_, article, key), group) in enumerate(owners):
            local = f"event/{name}"
            if number or all(known[m].start is None for m in group):
                local = f"{local}-{digest(article)[:8] if article not in seen else digest(article, key)[:8]}"
            seen.add(article)
            ids.update(dict.fromkeys(group, local))
    return ids


def _readable(members: Sequence[Profile]) -> str:
    names = Counter(slug(p.name) for p in members)
    name = min(names, key=lambda n: (-names[n], -len(n), n))
    days = Counter(p.start for p in members if p.start is not None)
    day = min(days, key=lambda d: (-days[d], d), default=None)
    return name if day is None else f"{name}-{day.isoformat()}"
