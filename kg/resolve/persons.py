"""Which persons of different articles are one: who is grouped by name, and who is compared.

Persons with equal full names are one group, unless what they are at the same time says that they are several; then each
line of work is a group. A single name ("Wirayuda") or initials ("DS") belong to their article, or to all articles that
name them with one and the same office. Full names are settled first; then those who have one are compared with the
single names, with all that is known of them by then.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from kg.model import ArticleFacts, EntityKind
from kg.resolve.clusters import Group
from kg.resolve.evidence import Company, Evidence
from kg.resolve.likeness import name_evidence, office_evidence
from kg.resolve.offices import CASE, offices
from kg.resolve.organisations import BLOCK, Organisations
from kg.resolve.people import UNITS, Person, Seen, units
from kg.resolve.spelling import PersonName
from kg.resolve.values import Comparison, Member

#: Full names that a single name is compared with: those that most articles call so.
_KNOWN = 3
#: What stands in fewer articles than one in so many (natural logarithm) ties a single name to another bearer of it.
_RARE = 2.0

Label = tuple[str, ...]


class Persons:
    """The persons of a set of articles, grouped by name. ``named`` maps each to its group's key, ``seen`` to what its
    article says."""

    def __init__(self, articles: Sequence[ArticleFacts], organisations: Organisations) -> None:
        self.groups: dict[str, Person] = {}
        self.named: dict[Member, str] = {}
        self.seen: dict[Member, Seen] = {}
        by_name: dict[str, list[Seen]] = defaultdict(list)
        for facts in articles:
            held = offices(facts, organisations)
            for person in facts.entities_of(EntityKind.PERSON):
                seen = Seen.of(facts, person, held.get(person.key, frozenset()))
                self.seen[seen.member] = seen
                by_name[seen.key].append(seen)
        for key, bearers in sorted(by_name.items()):
            name = bearers[0].name
            parts = [bearers] if _is_short(name) else units(bearers)
            for i, part in enumerate(parts):
                self._add(key if len(parts) == 1 else f"{key} #{i + 1}", part)

    def _add(self, key: str, bearers: Sequence[Seen]) -> None:
        group = self.groups.setdefault(key, Person(bearers[0].name))
        for seen in sorted(bearers, key=lambda s: s.member):
            group.add(seen)
            self.named[seen.member] = key

    def grouped(self, *, short: bool) -> list[Group]:
        """The groups of full or of ``short`` names, each with the comparisons that their equal names amount to."""
        chosen = [g for _, g in sorted(self.groups.items()) if _is_short(g.name) is short]
        return [Group(tuple(g.members), tuple(self._inner(g))) for g in chosen]

    def merge(self, sets: Iterable[Sequence[Member]]) -> None:
        """Make one group of each set of members, which may part groups too."""
        owner: dict[str, Person] = {}
        taken: set[str] = set()
        for members in sets:
            keys = sorted({self.named[m] for m in members})
            key = next((k for k in keys if k not in owner), f"{keys[0]} of {members[0]}")
            whole = set(members) >= {m for k in keys for m in self.groups[k].members}
            merged = self.groups[keys[0]] if whole and len(keys) == 1 else self._merged(keys, members)
            owner[key] = merged
            taken.update(keys)
        for key in taken:
            del self.groups[key]
        self.groups.update(owner)
        for stale in ("known_by", "_fame"):
            self.__dict__.pop(stale, None)
        self.named.update({m: key for key, person in owner.items() for m in person.members})

    def _merged(self, keys: Sequence[str], members: Sequence[Member]) -> Person:
        old = [self.groups[k] for k in keys]
        name = max((p.name for p in old), key=lambda n: (len(n.core), n.key))
        merged = Person(name, sorted(members))
        for p in old:
            merged.aliases.update(p.aliases)
            merged.offices.update(p.offices)
            merged.days.extend(p.days)
            if p.name.core_key != name.core_key:
                merged.aliases[p.name] += len(p.members)
        return merged

    def _inner(self, person: Person) -> Iterator[Comparison]:
        if len(person.members) < 2:
            return
        found = Evidence()
        name_evidence(person, person, 0, found)
        if person.name.single or person.name.initials:
            found.add("same-office", min(o.text for o in person.offices if o.one))
        like = found.comparison(person.first, person.first)
        for m in person.members[1:]:
            left, right = sorted((person.first, m))
            yield Comparison(left, right, like.score, like.features)

    # ---- pairs worth comparing -----------------------------------------------------------------------------------

    @cached_property
    def known_by(self) -> Mapping[str, Mapping[str, int]]:
        """Single name → the full names that go by it, with the number of articles that call them so."""
        found: dict[str, dict[str, int]] = defaultdict(dict)
        for key, person in self.groups.items():
            if not _is_short(person.name):
                for alias, count in person.known_as.items():
                    found[alias][key] = count
        return found

    def compared(self, company: Company, *, short: bool) -> list[Comparison]:
        """The comparisons of groups that something ties: of full names, or of ``short`` names with all."""
        return [self.compare(a, b, company) for a, b in sorted(self._candidates(company, short))]

    def _candidates(self, company: Company, short: bool) -> set[tuple[str, str]]:
        blocks: dict[Label, set[str]] = defaultdict(set)
        found: set[tuple[str, str]] = set()
        shorts = {key for key, person in self.groups.items() if _is_short(person.name)}
        for key, person in self.groups.items():
            if key in shorts:
                labels = self._short(person, company) if short else iter(())
            else:
                labels = self._called(person, company) if short else self._long(person)
            for label in labels:
                blocks[label].add(key)
            if short and key in shorts:
                for word in {person.name.core_key, *person.known_as}:
                    found |= {(key, k) for k in self._best_known(word)}
        for label, block in blocks.items():
            ordered = sorted(block)
            if label[0] == "full" and label[1] in self.groups:
                # Longer and shorter forms are compared with the form itself, not with one another.
                found |= {(a, label[1]) for a in ordered if a != label[1]}
            elif label[0] != "full" and 2 <= len(ordered) <= (UNITS if label[0] == "same" else BLOCK):
                found |= {(a, b) for i, a in enumerate(ordered) for b in ordered[i + 1 :]}
        open_ = {(a, b) if a < b else (b, a) for a, b in found if a != b}
        return {p for p in open_ if not short or shorts & set(p)}

    @cached_property
    def _fame(self) -> Mapping[str, tuple[int, list[str]]]:
        """Single name → in how many articles it means anybody, and those whom it means most often."""
        return {
            word: (sum(known.values()), [k for k, _ in sorted(known.items(), key=lambda x: (-x[1], x[0]))[:_KNOWN]])
            for word, known in self.known_by.items()
        }

    def _best_known(self, word: str) -> list[str]:
        return self._fame.get(word, (0, []))[1]

    def _long(self, person: Person) -> Iterator[Label]:
        """What full names of one person have in common: groups that share a label are compared."""
        name, core = person.name, person.name.core
        base = name.core_key
        yield "same", base
        for n in range(2, len(core)):
            yield "full", " ".join(core[:n])
        for i in range(1, len(core) - 1):
            yield "full", " ".join((*core[:i], *core[i + 1 :]))
        yield "letters", name.skeleton
        if len(core) > 2:
            yield "ends", f"{core[0]} {''.join(t[0] for t in core[1:-1])} {core[-1]}"
        if name.signature:
            yield "signature", name.signature
        for alias in person.aliases:
            if not alias.single and not alias.initials and alias.core_key != base:
                yield "full", alias.core_key
                yield "called", alias.core_key

    def _called(self, person: Person, company: Company) -> Iterator[Label]:
        """What a group with a full name has in common with single names and initials that mean it."""
        name = person.name
        wheres = _wheres(person)
        for word in {*name.core, *person.known_as}:
            yield from (("at", word, w) for w in wheres)
        yield from (("initials", name.letters, w) for w in wheres)
        if any(o.title in CASE for o in person.offices):
            yield from (("initials", name.letters, x) for x in _rare(person, company))

    def _short(self, person: Person, company: Company) -> Iterator[Label]:
        """What a group with a single name or initials can be found by."""
        wheres, rare = _wheres(person), _rare(person, company)
        if person.name.initials:
            yield from (("initials", person.name.letters, w) for w in (*wheres, *rare))
        for word in {person.name.core_key, *person.known_as}:
            yield from (("at", word, w) for w in wheres)
            yield from (("with", word, x) for x in rare)

    # ---- a comparison --------------------------------------------------------------------------------------------

    def compare(self, left: str, right: str, company: Company) -> Comparison:
        """Two groups compared, by their keys."""
        return self._compare(self.groups[left], self.groups[right], self._rivals(left, right), company)

    def alone(self, left: Member, right: Member, company: Company) -> Comparison:
        """Two persons compared by what their own articles say of them."""
        one, other = Person(self.seen[left].name), Person(self.seen[right].name)
        one.add(self.seen[left])
        other.add(self.seen[right])
        return self._compare(one, other, self._rivals(self.named[left], self.named[right]), company)

    def _compare(self, a: Person, b: Person, rivals: float, company: Company) -> Comparison:
        found = Evidence()
        name_evidence(a, b, rivals, found)
        office_evidence(a, b, self._rarity, found)
        own = frozenset({_own(a.name), _own(b.name), *(o.where for o in (*a.offices, *b.offices))})
        company.compare(a.articles, b.articles, own, found)
        return found.comparison(a.first, b.first)

    @cached_property
    def _titles(self) -> Counter[str]:
        """How many groups of persons bear each title."""
        return Counter(t for p in self.groups.values() for t in {o.title for o in p.offices})

    def _rarity(self, title: str) -> float:
        return math.log1p(len(self.groups) / (self._titles[title] or 1))

    def _rivals(self, left: str, right: str) -> float:
        """How often the single name of one means somebody else than the other, as a multiple of how often him."""
        a, b = self.groups[left], self.groups[right]
        if a.name.single == b.name.single:
            return 0.0
        single, full, key = (a, b, right) if a.name.single else (b, a, left)
        word = single.name.core_key
        others = self._fame.get(word, (0, []))[0] - self.known_by.get(word, {}).get(key, 0)
        return others / max(1, full.known_as.get(word, 0))


def _is_short(name: PersonName) -> bool:
    return name.single or name.initials


def _own(name: PersonName) -> str:
    return f"person {name.core_key}"


def in_company(facts: ArticleFacts) -> frozenset[str]:
    """The full names of the persons of an article, as they stand in a :class:`Company`."""
    names = (PersonName.of(e.name) for e in facts.entities_of(EntityKind.PERSON))
    return frozenset(_own(n) for n in names if not n.single and not n.initials)


def _wheres(person: Person) -> list[str]:
    """Bodies and places of a person's offices; the title where they are missing."""
    found = {o.where or o.title for o in person.offices if o.title not in CASE}
    return sorted(w for w in found if len(w) > 3)


def _rare(person: Person, company: Company) -> list[str]:
    named = company.of(person.articles[:3]) - {_own(person.name)}
    return sorted(x for x in named if company.rarity(x) >= _RARE)
