"""Places inside names of bodies: "Dinas Kesehatan Kota Karimba" is a health office, and a town says which one.

A place name is known from the lexicon, or because an article uses it with a level ("Kota Karimba", "Wali Kota Karimba")
or names it as a place. A name that both a city and a regency bear says not which, unless a level stands with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from kg.facts.names import expanded, parts
from kg.lexicon import table
from kg.model import ArticleFacts, EntityKind

_LEVEL_OF_KIND = {"province": "provinsi", "city": "kota", "regency": "kabupaten", "country": "negara"}
#: Words before a place that say its level; the others only lead to it.
LEVELS = {"kota": "kota", "kabupaten": "kabupaten", "provinsi": "provinsi", "kecamatan": "kecamatan", "desa": "desa"}
LEVELS |= {"kelurahan": "desa", "negara": "negara"}
_LEADING = frozenset("wilayah daerah cabang di regional se metro tingkat".split())
#: Offices that say the level of the place they are for.
_OFFICES = {"wali kota": "kota", "walikota": "kota", "bupati": "kabupaten", "gubernur": "provinsi"}
_OFFICES |= {"camat": "kecamatan", "kepala desa": "desa", "kades": "desa", "lurah": "desa", "presiden": "negara"}
_LONGEST = 4
#: Parts of official names that everyday names of the same place leave out.
_STATUS = (("daerah", "khusus", "ibukota"), ("daerah", "istimewa"), ("daerah", "khusus"))
#: What "DKI" alone means.
_CAPITAL = ("jakarta",)
#: The home country is no place that tells bodies apart.
HOME = ("indonesia",)


@dataclass(frozen=True, slots=True, order=True)
class Region:
    """A place with its level: "kota", "kabupaten", "provinsi", "kecamatan", "desa", "negara", "" for an open one."""

    name: tuple[str, ...]
    level: str = ""

    @property
    def text(self) -> str:
        """The place as words: "kota karimba"."""
        return " ".join((self.level, *self.name) if self.level not in ("", "negara") else self.name)


def place_words(name: str) -> tuple[str, ...]:
    """The words of a place name, abbreviations and parts of official names set aside: "DKI Jakarta" → jakarta."""
    words = expanded(name)
    for status in _STATUS:
        if words[: len(status)] == status:
            words = words[len(status) :] or _CAPITAL
    return _short_forms().get(words, words)


@cache
def _short_forms() -> dict[tuple[str, ...], tuple[str, ...]]:
    found = {}
    for row in table("places"):
        if row["of"]:
            full = expanded(row["of"])
            for status in _STATUS:
                if full[: len(status)] == status:
                    full = full[len(status) :]
            found[expanded(row["word"])] = full
    return found


@cache
def _listed() -> dict[tuple[str, ...], frozenset[str]]:
    levels: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for row in table("places"):
        levels[place_words(row["word"])].add(_LEVEL_OF_KIND[row["kind"]])
    levels.pop(HOME, None)
    return {name: frozenset(x) for name, x in levels.items()}


class Regions:
    """The places known: those of the lexicon and those that articles name."""

    def __init__(self, articles: Iterable[ArticleFacts] = ()) -> None:
        learned: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for facts in articles:
            for region in self._stated(facts):
                learned[region.name] |= {region.level} - {""}
        self._learned: Mapping[tuple[str, ...], frozenset[str]] = {n: frozenset(x) for n, x in learned.items()}

    def _stated(self, facts: ArticleFacts) -> Iterable[Region]:
        """What an article says of places: its place entities, and the places of its offices."""
        for entity in facts.entities_of(EntityKind.PLACE):
            region = self.named(entity.name)
            if region and len(region.name) <= _LONGEST - 1:
                yield region
        for entity in facts.entities_of(EntityKind.ORGANISATION):
            words = expanded(entity.name)
            at = max((i for i, w in enumerate(words) if w in ("kota", "kabupaten", "provinsi")), default=0)
            if 0 < at < len(words) - 1 and len(words) - at <= _LONGEST - 1:
                yield Region(words[at + 1 :], words[at])
        yield from office_regions(facts)

    def levels(self, name: tuple[str, ...]) -> frozenset[str]:
        """The levels at which a place of this name is known; empty for unknown names."""
        return _listed().get(name, frozenset()) | self._learned.get(name, frozenset())

    def known(self, name: tuple[str, ...]) -> bool:
        """Whether the words are a place's name."""
        return name in _listed() or name in self._learned

    def named(self, name: str) -> Region | None:
        """The place that ``name`` is, with the level it states: "Kabupaten Karimba"."""
        words = expanded(name)
        level = LEVELS.get(words[0], "") if len(words) > 1 else ""
        words = place_words(" ".join(words[1:] if level else words))
        return Region(words, level) if words and words != HOME and not any(w.isdigit() for w in words) else None

    def split(self, words: tuple[str, ...]) -> tuple[tuple[str, ...], Region | None]:
        """A body's name without the place at its end, and that place; None when no place is seen."""
        level = ""
        if len(words) > 2 and words[-1] == "kota" and self.known(place_words(words[-2])):
            words, level = words[:-1], "kota"
        for n in range(min(_LONGEST + 2, len(words) - 1), 0, -1):
            place = place_words(" ".join(words[-n:]))
            if self.known(place) and place != HOME:
                head, stated = _level(words[:-n])
                if head:
                    return head, self.settled(Region(place, level or stated))
        if words[-2:] == ("kota", "besar"):
            return words[:-2] or words, None
        for i in range(len(words) - 2, 0, -1):
            if words[i] in ("kota", "kabupaten", "provinsi", "kecamatan", "desa", "kelurahan"):
                return _level(words[: i + 1])[0] or words[:i], Region(words[i + 1 :], LEVELS[words[i]])
        return words, None

    def settled(self, region: Region) -> Region:
        """The place with its level, where only one place bears the name."""
        levels = self.levels(region.name)
        if (region.level and region.level in levels) or not levels:
            return region
        return Region(region.name, next(iter(levels))) if len(levels) == 1 else region


def _level(head: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """What stands before a place without the words that lead to it, and the level they state."""
    level = ""
    while head and (head[-1] in LEVELS or head[-1] in _LEADING or head[-2:] == ("kota", "besar")):
        if head[-2:] == ("kota", "besar"):
            head, level = head[:-2], "kota"
        else:
            level = level or LEVELS.get(head[-1], "")
            head = head[:-1]
    return head, level


def office_regions(facts: ArticleFacts) -> Iterable[Region]:
    """The places that the offices in an article are for, with the level that the office implies."""
    names = {e.key: e for e in facts.entities}
    for role in facts.roles:
        place = names.get(role.jurisdiction or "")
        if place is None or not role.title:
            continue
        title = " ".join(parts(role.title))
        level = next((x for office, x in _OFFICES.items() if title.endswith(office)), "")
        words = expanded(place.name)
        stated = LEVELS.get(words[0], "") if len(words) > 1 else ""
        words = place_words(" ".join(words[1:] if stated else words))
        if words and words != HOME and len(words) <= _LONGEST and (stated or level):
            yield Region(words, stated or level)
