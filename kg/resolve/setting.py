"""Where an article plays: what completes the names that need a place or a country to say which body they mean.

"Dinas Kesehatan" in an article whose offices and authorities are all of Kota Karimba is that town's; "Kementerian
Pertahanan" in an article about nothing but a foreign country is that country's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from kg.facts.names import expanded
from kg.lexicon import table, words
from kg.model import ArticleFacts, EntityKind
from kg.resolve.bodies import Bodies, BodyName, Meanings, Words
from kg.resolve.regions import HOME, Region, office_regions, place_words

_WORD = re.compile(r"\w+")
#: So often at least a foreign country must be named, and so many times as often as the home country and its places.
_FOREIGN, _MORE = 2, 2
#: Units of a parliament: they are completed with the parliament of the article.
_OF_PARLIAMENT = ("komisi", "fraksi", "badan legislasi", "badan anggaran", "badan musyawarah", "pimpinan")
_PARLIAMENT = ("dewan", "perwakilan", "rakyat")
#: Kinds of place that have governments, so bodies of their own.
_GOVERNED = frozenset({"kota", "kabupaten", "provinsi"})


@dataclass(frozen=True)
class Setting:
    """What an article adds to the names of its bodies."""

    homes: Mapping[Region, int]
    country: str
    parliaments: tuple[BodyName, ...]
    meanings: Meanings

    @property
    def home(self) -> Region | None:
        """The one place whose authorities the article names; None when there are none or several."""
        return next(iter(self.homes)) if len(self.homes) == 1 else None

    def complete(self, name: BodyName) -> BodyName:
        """A name with the place or country that it leaves to the article."""
        if name.bare and (self.parliaments or not self.home) and name.plain.startswith(_OF_PARLIAMENT):
            if len(self.parliaments) != 1:
                return name
            parent = self.parliaments[0]
            return BodyName((*name.head, *parent.head), parent.region, parent.country)
        if name.bare and self.home is not None:
            return replace(name, region=self.home, bare=False)
        if name.region is not None and not name.region.level:
            same = [r for r in self.homes if r.name == name.region.name]
            if len(same) == 1:
                return replace(name, region=same[0])
        if self.country and not name.country and name.region is None and is_national(name.head):
            return replace(name, country=self.country)
        return name


@cache
def _national() -> tuple[Words, ...]:
    return tuple(sorted(tuple(w.split()) for w in words("national_bodies")))


def is_national(head: Words) -> bool:
    """Whether a body in any country can bear the name."""
    if "indonesia" in head:
        return False
    return any(head[: len(k)] == k for k in _national())


def setting(facts: ArticleFacts, bodies: Bodies) -> Setting:
    """The setting of an article."""
    meanings = bodies.meanings_in(facts.article.id)
    homes: Counter[Region] = Counter()
    parliaments: dict[str, BodyName] = {}
    national = False
    for body in facts.entities_of(EntityKind.ORGANISATION):
        name = bodies.parse(body.name, meanings)
        if name.region and name.region.level in _GOVERNED:
            homes[name.region] += 1
        at = next((i for i in range(len(name.head) - 2) if name.head[i : i + 3] == _PARLIAMENT), None)
        if at is not None and not name.bare:
            parent = BodyName(name.head[at:], name.region, name.country)
            parliaments[parent.key] = parent
        national = national or (not name.country and name.region is None and is_national(name.head))
    for region in office_regions(facts):
        settled = bodies.regions.settled(region)
        if settled.level in _GOVERNED:
            homes[settled] += 1
    country = _country(facts.article.text) if national else ""
    return Setting(homes, country, tuple(parliaments[k] for k in sorted(parliaments)), meanings)


@cache
def _geography() -> dict[Words, str]:
    """The words of names of places → the country they stand for; "" for the home country and its places."""
    found: dict[Words, str] = {("indonesia",): "", ("ri",): ""}
    for row in table("places"):
        name = " ".join(place_words(row["word"]))
        home = row["kind"] != "country" or tuple(name.split()) == HOME
        found[tuple(row["word"].lower().split())] = "" if home else name
        if row["kind"] == "regency":
            found.pop(expanded(row["word"]), None)
    return found


def _country(text: str) -> str:
    """The foreign country an article is about, "" when it is about the home country or no country stands out."""
    raw = _WORD.findall(text)
    low = [w.lower() for w in raw]
    known = _geography()
    counts: Counter[str] = Counter()
    i = 0
    while i < len(raw):
        step = 1
        if raw[i][0].isupper():
            for n in (2, 1):
                where = known.get(tuple(low[i : i + n]))
                if where is not None:
                    counts[where] += 1
                    step = n
                    break
        i += step
    home = counts.pop("", 0)
    ranked = sorted(counts.items(), key=lambda c: (-c[1], c[0]))
    if not ranked or ranked[0][1] < max(_FOREIGN, _MORE * home):
        return ""
    return ranked[0][0]
