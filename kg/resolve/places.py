"""Which places of different articles are one, and which place lies in which.

Towns, regencies and provinces are one by name and level ("Jatim" is "Provinsi Jawa Timur"); a name that a city and a
regency bear is either only where the article says which. Villages and halls of one name in two regencies are two. A
bare kind of place ("Balai Kota", "Gedung DPRD") belongs to its article.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from itertools import pairwise

from kg.facts.names import expanded, unbracketed
from kg.ids import digest, slug
from kg.lexicon import table, words
from kg.model import ArticleFacts, Entity, EntityKind, Identity
from kg.resolve.grouping import Groups
from kg.resolve.regions import LEVELS, Region, Regions, office_regions, place_words
from kg.resolve.values import Judgement, Link, Member, Resolution

#: How wide a place is: a place lies in one with a smaller number. What has no level is a hall, a road or a village.
WIDTH = {"negara": 0, "provinsi": 1, "kota": 2, "kabupaten": 2, "kecamatan": 3, "desa": 4, "": 5}
_REGENCIES = frozenset({"kota", "kabupaten"})
#: What stands between a place and the one it lies in: "Wulung, Kabupaten Karimba", "Wulung (Karimba)".
_BETWEEN = re.compile(r"\s*,\s*|\s*\(\s*|\s+di\s+")
#: What shows that places are a list, not a chain: "Wulung, Karimba, dan Selaya".
_LIST = re.compile(r"\s*,?\s*(?:dan|serta|hingga|maupun)\s+(?:\w+ )?[A-Z]")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of one article.

    ``text`` is its name as comparable text, ``region`` the region that it is, if it is one, and ``width`` how wide that
    is; ``bare`` names are a kind of place only. ``within`` are the regions that its name, or the text behind it, says
    it lies in, and ``regency`` is the one of these that tells it from places of the same name in other regencies.
    """

    member: Member
    published: date
    text: str
    region: Region | None
    width: int
    bare: bool
    within: tuple[Region, ...] = ()
    regency: Region | None = None


def resolved_places(articles: Sequence[ArticleFacts], judgements: Sequence[Judgement], found: Resolution) -> Resolution:
    """The step that gives places their identifiers, and says which place lies in which."""
    regions = Regions(articles)
    spots = [s for facts in articles for s in spots_of(facts, regions)]
    ids = _identifiers(spots, judgements)
    links = _links(spots, ids)
    return replace(
        found,
        identity=Identity({**found.identity.ids, **ids}),
        located={**found.located, **{link.lower: link.upper for link in links}},
        links=(*found.links, *links),
    )


def region_ids(articles: Sequence[ArticleFacts], regions: Regions, ids: Mapping[Member, str]) -> dict[Region, str]:
    """Region → the identifier of the place that it is, for the regions that some article names as a place."""
    return _region_ids([s for facts in articles for s in spots_of(facts, regions)], ids)


def _region_ids(spots: Sequence[Spot], ids: Mapping[Member, str]) -> dict[Region, str]:
    named: dict[Region, Counter[str]] = defaultdict(Counter)
    for spot in spots:
        if spot.region is not None and spot.member in ids:
            named[spot.region][ids[spot.member]] += 1
    return {region: min(found, key=lambda i: (-found[i], i)) for region, found in named.items()}


# ---- one article -------------------------------------------------------------------------------------------------


def spots_of(facts: ArticleFacts, regions: Regions) -> Iterator[Spot]:
    """The places of an article."""
    entities = list(facts.entities_of(EntityKind.PLACE))
    if not entities:
        return
    stated: dict[tuple[str, ...], set[Region]] = defaultdict(set)
    named = (regions.named(_first(e.name)) for e in entities)
    for said in (*office_regions(facts), *(n for n in named if n is not None)):
        if said.level:
            stated[said.name].add(said)

    def read(name: str) -> Region | None:
        found = regions.named(name)
        if found is None or not (found.level or regions.known(found.name)):
            return None
        found = regions.settled(found)
        here = stated.get(found.name, set())
        return next(iter(here)) if not found.level and len(here) == 1 else found

    behind = _behind(facts, entities)
    for entity in entities:
        bare = is_bare(entity.name)
        region = None if bare else read(_first(entity.name))
        width = width_of(region, regions)
        around = [read(part) for part in (*_rest(entity.name), *behind.get(entity.key, ()))]
        within = tuple(
            r
            for r in around
            if r is not None and width_of(r, regions) < width and regions.known(r.name) and _fits(region, r)
        )
        regencies = {r for r in within if r.level in _REGENCIES} if width > WIDTH["kota"] else set()
        text = region.text if region else " ".join(expanded(_first(entity.name)))
        yield Spot(
            (facts.article.id, entity.key),
            facts.article.published or date.max,
            text or entity.name.casefold(),
            region,
            width,
            bare,
            within,
            next(iter(regencies)) if len(regencies) == 1 else None,
        )


def width_of(region: Region | None, regions: Regions) -> int:
    """How wide a place is; one whose level is open is as wide as the widest that has the name."""
    if region is None or region.level:
        return WIDTH[region.level if region else ""]
    return min((WIDTH[level] for level in regions.levels(region.name) if level in WIDTH), default=WIDTH[""])


def _first(name: str) -> str:
    return unbracketed(name)[0].split(",")[0].strip() or name


def _rest(name: str) -> list[str]:
    return [part.strip() for part in unbracketed(name)[0].split(",")[1:] if part.strip()]


def _behind(facts: ArticleFacts, entities: Sequence[Entity]) -> dict[str, list[str]]:
    """Key of a place → the names of the places that stand right behind it, with a comma, in brackets or after "di"."""
    text = facts.article.text
    marks = sorted(((m.start, m.end, e) for e in entities for m in e.mentions), key=lambda x: (x[0], x[1], x[2].key))
    found: dict[str, list[str]] = {}
    for (_, end, entity), (start, following_end, following) in pairwise(marks):
        if not _BETWEEN.fullmatch(text, end, max(end, start)) or _LIST.match(text, following_end):
            continue
        parts = text[start:following_end].split(",")
        found.setdefault(entity.key, []).extend(p.strip() for p in (following.name, *parts) if p.strip())
    return found


def _fits(region: Region | None, around: Region) -> bool:
    """Whether a region may lie in another, as far as the list of regencies knows."""
    if region is None or region.level not in ("kota", "kabupaten", ""):
        return True
    provinces = provinces_of(region)
    return not provinces or around.level != "provinsi" or around.name in provinces


@cache
def _provinces() -> dict[Region, frozenset[tuple[str, ...]]]:
    found: dict[Region, set[tuple[str, ...]]] = defaultdict(set)
    for row in table("provinces_of"):
        for level in (row["level"], ""):
            found[Region(place_words(row["word"]), level)].add(place_words(row["province"]))
    return {region: frozenset(names) for region, names in found.items()}


def provinces_of(region: Region) -> frozenset[tuple[str, ...]]:
    """The provinces (by the words of their names) that a regency or city lies in; several for a name without level."""
    return _provinces().get(region, frozenset())


#: What a room or hall of any building is for; such a word names none.
_ROOMS = frozenset("rapat sidang pertemuan serbaguna tunggu kerja tamu utama lantai".split())


@cache
def _kinds_of_place() -> frozenset[str]:
    return frozenset(w.rstrip(".") for w in words("venues")) | (LEVELS.keys() - {"negara"}) | _ROOMS


@lru_cache(maxsize=100_000)
def is_bare(name: str) -> bool:
    """Whether a name is that of a kind of place only, of which every town has one.

    >>> is_bare("Balai Kota"), is_bare("Gedung DPRD"), is_bare("Balai Kota Selaya"), is_bare("Gedung DPR")
    (True, True, False, False)
    """
    rest = list(expanded(unbracketed(name)[0]))
    while rest and rest[0] in _kinds_of_place():
        rest = rest[1:]
    return not rest or (len(rest) < len(expanded(unbracketed(name)[0])) and " ".join(rest) in words("local_bodies"))


# ---- all articles ------------------------------------------------------------------------------------------------


def _identifiers(spots: Sequence[Spot], judgements: Sequence[Judgement]) -> dict[Member, str]:
    """An identifier for each place, readable where one place only has the name."""
    groups = Groups((s.member for s in spots), judgements)
    by_member = {s.member: s for s in spots}
    by_text: dict[str, list[Spot]] = defaultdict(list)
    for spot in spots:
        by_text[spot.text].append(spot)
    for same in by_text.values():
        said = {s.regency for s in same} - {None}
        homes: dict[object, Member] = {}
        for spot in sorted(same, key=lambda s: s.member):
            # Of places of one name in several regencies, one that says not where it is belongs to its article.
            private = spot.bare or (len(said) > 1 and spot.regency is None)
            home: object = spot.member[0] if private else spot.regency if len(said) > 1 else None
            groups.join(homes.setdefault(home, spot.member), spot.member)
    named: dict[str, list[tuple[tuple[date, str, str], list[Member]]]] = defaultdict(list)
    for group in groups.all():
        members = [by_member[m] for m in group]
        texts = Counter(s.text for s in members)
        text = min(texts, key=lambda t: (-texts[t], len(t), t))
        named[_readable(text, members)].append((min((s.published, *s.member) for s in members), group))
    ids: dict[Member, str] = {}
    for name, owners in named.items():
        owners.sort(key=lambda owner: owner[0])
        for number, ((_, article, key), group) in enumerate(owners):
            private = all(by_member[m].bare for m in group)
            local = f"place/{name}" + (f"-{digest(article, key)[:8]}" if number or private else "")
            ids.update(dict.fromkeys(group, local))
    return ids


def _readable(text: str, members: Sequence[Spot]) -> str:
    """The name in an identifier: the level is left out where the lexicon knows but one place of the name."""
    region = next((s.region for s in members if s.region is not None and s.region.text == text), None)
    if region is not None and region.level and len(_listed_levels().get(region.name, ())) == 1:
        return slug(" ".join(region.name))
    return slug(text)


@cache
def _listed_levels() -> dict[tuple[str, ...], frozenset[str]]:
    found: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for row in table("places"):
        found[place_words(row["word"])].add(row["kind"])
    return {name: frozenset(kinds) for name, kinds in found.items()}


def _links(spots: Sequence[Spot], ids: Mapping[Member, str]) -> list[Link]:
    """Which place lies in which: what most articles say, of that the narrowest; a regency in its province."""
    by_region = _region_ids(spots, ids)
    widths: dict[str, int] = {}
    said: dict[str, Counter[Region]] = defaultdict(Counter)
    for spot in spots:
        local = ids[spot.member]
        widths[local] = min(spot.width, widths.get(local, WIDTH[""]))
        said[local].update(set(spot.within))
    links: list[Link] = []
    for local in sorted(widths):
        options = {r: n for r, n in said[local].items() if by_region.get(r, local) != local}
        options = {r: n for r, n in options.items() if widths[by_region[r]] < widths[local]}
        narrowest = max((WIDTH[r.level] for r in options), default=None)
        best = sorted((r for r in options if WIDTH[r.level] == narrowest), key=lambda r: (-options[r], r))
        if best and (len(best) == 1 or options[best[0]] > options[best[1]]):
            links.append(Link(local, by_region[best[0]], "locatedIn", "place named behind place", best[0].text))
    linked = {link.lower for link in links}
    for region, local in sorted(by_region.items()):
        provinces = [by_region.get(Region(p, "provinsi")) for p in provinces_of(region)]
        if local not in linked and region.level and len(provinces) == 1 and provinces[0] not in (None, local):
            links.append(Link(local, str(provinces[0]), "locatedIn", "list of regencies", region.text))
            linked.add(local)
    return links
