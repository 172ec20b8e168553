"""Two persons compared: what their names, offices, company and dates say."""

from __future__ import annotations

import math
from collections.abc import Callable

from kg.resolve.evidence import Evidence, weights
from kg.resolve.offices import CASE, Office
from kg.resolve.people import Person, clash
from kg.resolve.regions import HOME
from kg.resolve.spelling import PersonName, is_common

Rarity = Callable[[str], float]

#: From this weight on, offices that nobody holds at once rule a join out.
_EXCLUDED = -5.0
#: A person known by a single name in many articles is the one meant by it: at most so much (log-odds).
_PROMINENT_AT_MOST = 3.0
_YEAR = 365
#: Letters of a word that can be the initials of several names: "IGN".
_INITIALS = 3
#: An equal title without body or place says at most so much (log-odds), however rare it is.
_TITLE_AT_MOST = 2.0
#: Titles that say nothing without body or place.
_PLAIN_TITLES = frozenset("ketua wakil kepala direktur anggota sekretaris staf menteri presiden warga".split())


def name_evidence(a: Person, b: Person, rivals: float, found: Evidence) -> None:
    """Add what two names say. ``rivals`` is the share of articles in which the single name means somebody else."""
    x, y = a.name, b.name
    if x.initials != y.initials or (x.initials and y.initials):
        _initials(a, b, rivals, found)
    elif x.single and y.single:
        _singles(x, y, a, b, found)
    elif x.single or y.single:
        _single(*((a, b) if x.single else (b, a)), rivals, found)
    else:
        _full(a, b, found)


def _initials(a: Person, b: Person, rivals: float, found: Evidence) -> None:
    x, y = a.name, b.name
    if x.initials and y.initials:
        found.add("same-initials", x.letters.upper())
        return
    short, full = (a, b) if x.initials else (b, a)
    if short.name.core_key in full.known_as:
        _single(short, full, rivals, found)
    elif full.name.letters.startswith(short.name.letters) or (full.name.single and not full.name.initials):
        found.add("initials-of", f"{short.name.letters.upper()}, {full.name.key}")
        if full.name.letters != short.name.letters:
            found.rule_out(f"other initials: {short.name.letters.upper()}, {full.name.key}")
    else:
        found.rule_out(f"other initials: {short.name.letters.upper()}, {full.name.key}")


def _singles(x: PersonName, y: PersonName, a: Person, b: Person, found: Evidence) -> None:
    if x.core_key == y.core_key:
        found.add("same-single-name", x.key)
        if is_common(x.core[-1]):
            found.add("common-single-name", x.key)
    elif y.core_key in a.known_as or x.core_key in b.known_as:
        found.add("known-as", f"{x.key}, {y.key}")
    else:
        found.add("names-differ", f"{x.key}, {y.key}")


def _single(single: Person, full: Person, rivals: float, found: Evidence) -> None:
    word = next((w for w in (single.name.core_key, *sorted(single.known_as)) if w in full.known_as), None)
    if word is not None:
        count = full.known_as[word]
        found.add("known-as", f"{word}: {full.name.key}")
        _prominent(count, found)
        if word not in full.name.tokens and len(word) > _INITIALS:
            found.add("nickname", word)
    else:
        word = single.name.core_key
        if word in full.name.core or any(word in n.core for n in full.aliases):
            found.add("part-of-name", f"{word}: {full.name.key}")
        else:
            found.add("names-differ", f"{word}, {full.name.key}")
    if is_common(word):
        found.add("common-single-name", word)
    if rivals > 0:
        found.add("others-of-that-name", word, math.log1p(rivals))


def _prominent(count: int, found: Evidence) -> None:
    if count > 1:
        known = min(_PROMINENT_AT_MOST, weights()["known-in-articles"] * math.log(count))
        found.amount("known-in-articles", f"{count} articles", known)


def _full(a: Person, b: Person, found: Evidence) -> None:
    x, y = a.name, b.name
    short, full = sorted((x.core, y.core), key=lambda t: (len(t), t))
    keys = {x.core_key, y.core_key}
    called = [{n.core_key for n in p.aliases if not n.single and not n.initials} for p in (a, b)]
    shown = f"{x.key}, {y.key}" if x.key != y.key else x.key
    if len(keys) == 1:
        found.add("same-full-name", shown)
        if x.rare and a is not b:
            _prominent(max(len(a.members), len(b.members)) // 2, found)
    elif called[0] & (called[1] | keys) or called[1] & keys:
        found.add("called-so", shown)
    elif full[: len(short)] == short:
        found.add("name-longer", shown)
    elif _initialled(x, y):
        found.add("name-abbreviated", shown)
    elif x.skeleton == y.skeleton:
        found.add("misprint", shown)
    elif full[0] == short[0] and full[-1] == short[-1] and set(short) < set(full):
        found.add("middle-left-out", shown)
    else:
        found.add("names-differ", shown)
    rare = x.rare if len(x.core) <= len(y.core) else y.rare
    if len(short) <= 2 and rare < 2:
        found.add("common-name", shown, 1.0 if rare == 0 else 0.25)
    elif len(short) > 2:
        found.add("long-name", shown)


def _initialled(x: PersonName, y: PersonName) -> bool:
    """Whether two names are equal but for names before the last that one gives as initials."""
    if x.signature and x.signature == y.signature:
        return min(len(t) for t in (*x.tokens[:-2], *y.tokens[:-2])) <= _INITIALS
    if len(x.core) != len(y.core) or x.core[0] != y.core[0] or x.core[-1] != y.core[-1]:
        return False
    pairs = [(a, b) for a, b in zip(x.core, y.core, strict=True) if a != b]
    return all(min(len(a), len(b)) == 1 and a[0] == b[0] for a, b in pairs)


def office_evidence(a: Person, b: Person, rarity: Rarity, found: Evidence) -> None:
    """Add what two persons' offices say, and how far in time they are apart.

    ``rarity`` tells of a title the natural logarithm of one in how many persons have it.
    """
    days = a.apart(b)
    held = {(o.title, o.where) for o in a.offices if o.title not in CASE}
    shared = sorted({o for o in b.offices if (o.title, o.where) in held}, key=lambda o: (not o.one, o))
    telling = [o for o in shared if (o.where and o.title and o.where != HOME[0]) or o.one]
    places = {o.where for o in a.offices if o.where} & {o.where for o in b.offices if o.where} - {HOME[0]}
    if telling:
        found.add("same-office" if telling[0].one else "same-work", telling[0].text)
    elif places:
        found.add("same-body", min(places))
    else:
        _looser(a, b, shared, rarity, found)
    if {o.title for o in a.offices} & CASE and {o.title for o in b.offices} & CASE:
        found.add("both-in-a-case", ", ".join(sorted({o.title for o in a.offices} & CASE)))
    if not telling:
        weight, why = clash(a.steady, b.steady, days)
        if weight:
            found.amount("offices-clash", why, weight)
            if weight <= _EXCLUDED:
                found.rule_out(f"nobody is both at once: {why}")
    if days > 3 * _YEAR:
        found.add("years-apart", f"{days} days")


def _looser(a: Person, b: Person, shared: list[Office], rarity: Rarity, found: Evidence) -> None:
    regions = {o.region for o in a.offices if o.region} & {o.region for o in b.offices if o.region} - {HOME[0]}
    titles = [o.title for o in shared if o.title and o.title not in _PLAIN_TITLES]
    titles += sorted({o.title for o in a.offices} & {o.title for o in b.offices} - _PLAIN_TITLES - CASE - {""})
    if regions:
        found.add("same-place", min(regions))
    if titles:
        rarest = max(titles, key=lambda t: (rarity(t), t))
        found.amount("same-title", rarest, min(_TITLE_AT_MOST, weights()["same-title"] * rarity(rarest)))
    here = {o.region for o in a.offices if o.region} - {HOME[0]}
    there = {o.region for o in b.offices if o.region} - {HOME[0]}
    if here and there and not here & there:
        found.add("other-place", f"{min(here)}; {min(there)}")
    careers = {o.career for o in a.offices if o.career}, {o.career for o in b.offices if o.career}
    if careers[0] & careers[1]:
        found.add("same-line-of-work", min(careers[0] & careers[1]))
    elif careers[0] and careers[1]:
        found.add("other-line-of-work", f"{min(careers[0])}; {min(careers[1])}")
