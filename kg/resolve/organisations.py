"""Which organisations of different articles are one.

Bodies whose names are equal once written out (:mod:`kg.resolve.bodies`) and completed by their article
(:mod:`kg.resolve.setting`) are one group. Groups whose names differ are compared where something ties them: another
name that one article gives, an acronym, a place without level, a misprint, a renamed parent. A bare kind of body that
its article does not complete stays alone.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from rapidfuzz.distance import Levenshtein

from kg.facts.names import is_acronym
from kg.lexicon import words
from kg.model import ArticleFacts, Entity, EntityKind
from kg.resolve.bodies import Bodies, BodyName, public_names
from kg.resolve.clusters import Group
from kg.resolve.evidence import Company, Evidence
from kg.resolve.setting import Setting, setting
from kg.resolve.values import Comparison, Member

#: Groups in one block are compared pairwise up to this number; a larger block ties too much to say anything.
BLOCK = 30
#: Articles of a group that are looked at for what they share with another's: enough to say, few enough to stay fast.
ARTICLES = 25
#: Words of fewer letters are other words when a letter differs, not misprints.
_LONG_WORD = 6
#: Kinds of body of which there is one under its proper name wherever it stands, so a place may be left out.
_SITES = frozenset("pondok pesantren ponpes universitas institut politeknik rumah masjid gereja klinik hotel".split())
_VOWELS = re.compile(r"[aeiou]")
_DOUBLED, _ONCE = re.compile(r"(.)\1+"), r"\1"
_NUMBER = re.compile(r"^(?:\d+|[ivx]+)$")


@dataclass
class Body:
    """A group of organisations with one name: what is known of it."""

    name: BodyName
    members: list[Member] = field(default_factory=list)
    forms: Counter[str] = field(default_factory=Counter)
    others: dict[str, tuple[BodyName, Member]] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """What the group is found by: the name, of a bare one with its article."""
        return f"{self.name.key} in {self.members[0][0]}" if self.name.bare else self.name.key

    @property
    def first(self) -> Member:
        """The member that stands for the group."""
        return self.members[0]

    @cached_property
    def articles(self) -> tuple[str, ...]:
        """The first articles that name it."""
        return tuple(sorted({m[0] for m in self.members})[:ARTICLES])


class Organisations:
    """The organisations of a set of articles, grouped by name. ``named`` maps each to its group's key."""

    def __init__(self, articles: Sequence[ArticleFacts], bodies: Bodies) -> None:
        self.bodies = bodies
        self.settings: dict[str, Setting] = {f.article.id: setting(f, bodies) for f in articles}
        self.groups: dict[str, Body] = {}
        self.named: dict[Member, str] = {}
        for facts in articles:
            for body in facts.entities_of(EntityKind.ORGANISATION):
                self._add(facts.article.id, body)

    def _add(self, article: str, body: Entity) -> None:
        here = self.settings[article]
        name = self.bodies.parse(body.name, here.meanings)
        if name.region is None and name.plain not in public_names():
            # "Sekolah X", also called "Sekolah X di Desa Y", is the one at Y.
            placed = (self.bodies.parse(alias, here.meanings) for alias in body.aliases)
            name = next((p for p in placed if p.head == name.head and p.region), name)
        name = here.complete(name)
        key = f"{name.key} in {article}" if name.bare else name.key
        member = (article, body.key)
        group = self.groups.setdefault(key, Body(name))
        group.members.append(member)
        group.forms[body.name] += 1
        self.named[member] = key
        for alias in body.aliases:
            other = self.bodies.parse(alias, here.meanings)
            if other.bare and name.region is not None:
                other = BodyName(other.head, name.region, name.country)
            elif other.region is None and name.region is not None and set(name.head) == set(other.head):
                continue
            else:
                other = here.complete(other)
            if not other.bare and other.key != key and telling(other):
                group.others.setdefault(other.key, (other, member))

    def grouped(self) -> list[Group]:
        """The groups, each with the comparison that their equal names amount to."""
        return [Group(tuple(g.members), tuple(self._inner(g))) for _, g in sorted(self.groups.items())]

    def _inner(self, body: Body) -> Iterator[Comparison]:
        if len(body.members) < 2:
            return
        found = Evidence()
        found.add("same-name", body.name.key)
        like = found.comparison(body.first, body.first)
        for m in body.members[1:]:
            left, right = sorted((body.first, m))
            yield Comparison(left, right, like.score, like.features)

    # ---- pairs worth comparing -----------------------------------------------------------------------------------

    def compared(self, company: Company) -> list[Comparison]:
        """The comparisons of groups that something ties."""
        pairs = sorted(self._candidates())
        return [self.compare(a, b, company) for a, b in pairs]

    def _candidates(self) -> set[tuple[str, str]]:
        blocks: dict[tuple[str, str], set[str]] = defaultdict(set)
        found: set[tuple[str, str]] = set()
        for key, body in self.groups.items():
            if body.name.bare:
                continue
            for label in self._labels(key, body):
                blocks[label].add(key)
            for other in body.others:
                if other in self.groups:
                    found.add((key, other) if key < other else (other, key))
        for block in blocks.values():
            if 2 <= len(block) <= BLOCK:
                ordered = sorted(block)
                found |= {(a, b) for i, a in enumerate(ordered) for b in ordered[i + 1 :]}
        return found

    def _labels(self, key: str, body: Body) -> Iterator[tuple[str, str]]:
        """What a group can be found by: groups that share a label are compared."""
        name = body.name
        place = " ".join(name.region.name) if name.region else ""
        yield "level", f"{name.plain}@{place}"
        yield "letters", f"{_DOUBLED.sub(_ONCE, _VOWELS.sub('', name.plain.replace(' ', '')))}@{place}"
        if name.head[-1] == "indonesia" and len(name.head) > 1:
            yield "level", f"{' '.join(name.head[:-1])}@{place}"
        if len(name.head) > 2:
            yield "ends", f"{name.head[0]} {name.head[-1]}@{place}/{name.country}"
            if name.head[0] in _SITES:
                yield "site", " ".join(name.head[:4])
                yield "site", " ".join(name.head[:3])
        for other in body.others:
            yield "other", other
        if len(name.head) == 1 and any(is_acronym(f) for f in body.forms):
            yield "acronym", name.head[0]
        for form in body.others.values():
            if len(form[0].head) == 1:
                yield "acronym", form[0].head[0]
        for stem in self._renamed.get(name.plain, ()):
            yield "renamed", f"{stem}@{place}"

    @cached_property
    def _renamed(self) -> Mapping[str, frozenset[str]]:
        """Names without place that articles give as two names of one body: its branches were renamed with it."""
        found: dict[str, set[str]] = defaultdict(set)
        for body in self.groups.values():
            for other, _ in body.others.values():
                a, b = body.name, other
                if a.region and a.region == b.region and len(a.head) > 2 < len(b.head) and not _within(a, b):
                    label = min(a.plain, b.plain)
                    found[a.plain].add(label)
                    found[b.plain].add(label)
        return {k: frozenset(v) for k, v in found.items()}

    # ---- a comparison --------------------------------------------------------------------------------------------

    def compare(self, left: str, right: str, company: Company) -> Comparison:
        """Two groups compared, by their keys."""
        return self._compare(self.groups[left], self.groups[right], company)

    def alone(self, left: Member, right: Member, company: Company) -> Comparison:
        """Two organisations compared by what their own articles say of them."""
        pair = []
        for member in (left, right):
            group = self.groups[self.named[member]]
            others = {k: o for k, o in group.others.items() if o[1] == member}
            pair.append(Body(group.name, [member], group.forms, others))
        return self._compare(pair[0], pair[1], company)

    def _compare(self, a: Body, b: Body, company: Company) -> Comparison:
        found = Evidence()
        _rule_out(a.name, b.name, found)
        self._names(a, b, found)
        company.compare(a.articles, b.articles, frozenset({a.key, b.key}), found)
        return found.comparison(a.first, b.first)

    def _names(self, a: Body, b: Body, found: Evidence) -> None:
        x, y = a.name, b.name
        if x.key == y.key and not x.bare:
            found.add("same-name", x.key)
            return
        given = next((o for s, t in ((a, b), (b, a)) for o in (s.others.get(t.name.key),) if o), None)
        if x.plain == y.plain:
            if x.region and y.region and x.region.name == y.region.name:
                found.add("level-left-open", f"{x.region.text}, {y.region.text}")
            elif x.country == y.country and not (x.region and y.region):
                found.add("place-left-out", f"{x.key}, {y.key}")
        if given is not None:
            kind = "short-form" if _within(x, y) and not (_site(x) and _site(y)) else "other-name"
            found.add(kind, f"{given[0].plain} ({given[1][0]})")
        shared = sorted(k for k in set(a.others) & set(b.others) if not _within(a.others[k][0], x))
        if shared:
            found.add("shared-other-name", shared[0])
        if {x.plain, y.plain} == {x.plain.removesuffix(" indonesia"), y.plain.removesuffix(" indonesia")} and (
            x.plain.removesuffix(" indonesia") == y.plain.removesuffix(" indonesia") and x.plain != y.plain
        ):
            found.add("country-left-out", f"{x.plain}, {y.plain}")
        self._forms(x, y, given, found)
        if not found.features:
            found.add("names-differ", f"{x.key}, {y.key}")

    def _forms(self, x: BodyName, y: BodyName, given: object, found: Evidence) -> None:
        if _misprint(x.head, y.head):
            found.add("misprint", f"{x.plain}, {y.plain}")
        short, full = sorted((x.head, y.head), key=lambda h: (len(h), h))
        if given is None and len(short) >= 3 and short != full and set(short) < set(full):
            found.add("word-left-out", f"{' '.join(short)}, {' '.join(full)}")
        labels = self._renamed.get(x.plain, frozenset()) & self._renamed.get(y.plain, frozenset())
        if labels and x.plain != y.plain and x.region == y.region:
            found.add("renamed-parent", f"{x.plain}, {y.plain}")


def telling(name: BodyName) -> bool:
    """Whether a name alone can say which body is meant: a short form like "Dewan" or "Kementerian" cannot."""
    if name.region is not None or len(name.head) > 1:
        return name.plain not in words("not_organisations", kind="bare") or name.region is not None
    word = name.head[0]
    return (
        word not in words("organisation_heads")
        and word.capitalize() not in words("organisation_heads")
        and (name.plain not in words("not_organisations", kind="bare"))
    )


def _within(a: BodyName, b: BodyName) -> bool:
    """Whether one name is a piece of the other: often a unit and what it belongs to."""
    short, full = sorted((a.head, b.head), key=lambda h: (len(h), h))
    return any(full[i : i + len(short)] == short for i in range(len(full) - len(short) + 1))


def _misprint(x: tuple[str, ...], y: tuple[str, ...]) -> bool:
    """Whether one long word differs in a letter or two, and nothing else."""
    if len(x) != len(y):
        return False
    odd = [(a, b) for a, b in zip(x, y, strict=True) if a != b]
    if len(odd) != 1 or min(map(len, odd[0])) < _LONG_WORD:
        return False
    return odd[0][0][0] == odd[0][1][0] and Levenshtein.distance(*odd[0]) <= 1 + (len(odd[0][0]) > 2 * _LONG_WORD)


def _numbers(name: BodyName) -> tuple[str, ...]:
    return tuple(w for w in name.head if _NUMBER.match(w))


def _rule_out(x: BodyName, y: BodyName, found: Evidence) -> None:
    """What keeps two bodies apart, however alike their names are."""
    a, b = x.region, y.region
    if a and b and (a.name != b.name or (a.level and b.level and a.level != b.level)):
        found.rule_out(f"other place: {a.text}, {b.text}")
    if x.country != y.country and ((x.country and y.country) or x.plain == y.plain):
        found.rule_out(f"other country: {x.country or 'indonesia'}, {y.country or 'indonesia'}")
    if _numbers(x) != _numbers(y):
        found.rule_out(f"other number: {' '.join(_numbers(x)) or '-'}, {' '.join(_numbers(y)) or '-'}")
    known = public_names()
    if x.plain != y.plain and x.plain in known and y.plain in known and not (a or b):
        found.rule_out(f"two public bodies: {x.plain}, {y.plain}")
    if x.plain == y.plain and bool(a) != bool(b) and not _site(x):
        found.rule_out(f"branch and parent: {x.key}, {y.key}")


def _site(name: BodyName) -> bool:
    return name.head[0] in _SITES and len(name.head) > 2


def named_in(facts: ArticleFacts, organisations: Organisations) -> frozenset[str]:
    """The groups of the organisations of an article."""
    here = facts.article.id
    return frozenset(organisations.named[here, e.key] for e in facts.entities_of(EntityKind.ORGANISATION))
