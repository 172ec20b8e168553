"""What is part of what among organisations, and where they sit, as their names say.

Each rule looks at one name and says under which other name the body above is to be found; only bodies that some article
names are linked. A name that several bodies bear is the one of the same article, or none.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from kg.facts.names import is_acronym, parts
from kg.lexicon import table, words
from kg.model import ArticleFacts, EntityKind
from kg.resolve.bodies import Bodies, BodyName, is_bare, written_out
from kg.resolve.places import provinces_of, region_ids
from kg.resolve.regions import Region
from kg.resolve.values import Judgement, Link, Resolution

Words = tuple[str, ...]

#: Boards of associations and parties: what they are boards of follows. Their abbreviations count in capitals only.
_BOARDS = tuple(
    tuple(f"{lead} {level}".split())
    for lead in ("dewan pimpinan", "dewan pengurus", "pimpinan", "pengurus", "majelis pimpinan", "dewan")
    for level in ("pusat", "besar", "nasional", "wilayah", "daerah", "cabang", "anak cabang", "ranting", "komisariat")
)
_BOARD_SHORTS = frozenset("DPP DPW DPD DPC DPK DPN DPAC PAC PP PB PW PD PC PK".split())
#: Words that say that a body is a branch, in front of the place.
_BRANCH_WORDS = frozenset("wilayah cabang daerah regional komda korwil korda kota kabupaten provinsi ranting".split())
#: First words of bodies of which there is one wherever its town is named: "Universitas Wulung Karimba" is no branch.
_ONE_SITE = frozenset(
    """universitas institut politeknik akademi sekolah pondok pesantren rumah masjid gereja klinik hotel stadion
    pemerintah sma smk smp sd madrasah klub persatuan pasar perumahan""".split()
)


@dataclass
class _Body:
    """An organisation: the names it goes by, as taken apart, and the articles that name it."""

    names: Counter[tuple[str, BodyName, Words]] = field(default_factory=Counter)
    articles: set[str] = field(default_factory=set)


#: A rule: from a name (as written, taken apart, written out) to the keys of the bodies above, the nearest first.
Rule = Callable[[str, BodyName, Words, Bodies], Iterator[str]]


def placed_bodies(articles: Sequence[ArticleFacts], judgements: Sequence[Judgement], found: Resolution) -> Resolution:
    """The step that says which organisation is part of which, and in which place it sits."""
    bodies = Bodies(articles)
    known, index = _known(articles, bodies, found)
    links = [
        *_parents(known, index, bodies),
        *_located(known, region_ids(articles, bodies.regions, found.identity.ids)),
    ]
    return replace(
        found,
        parents={**found.parents, **{k.lower: k.upper for k in links if k.property == "subOrganisationOf"}},
        located={**found.located, **{k.lower: k.upper for k in links if k.property == "locatedIn"}},
        links=(*found.links, *links),
    )


def _known(
    articles: Sequence[ArticleFacts], bodies: Bodies, found: Resolution
) -> tuple[dict[str, _Body], dict[str, dict[str, set[str]]]]:
    """The organisations by identifier, and key of a name → identifiers → articles that use the name for it."""
    known: dict[str, _Body] = defaultdict(_Body)
    index: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for facts in articles:
        article = facts.article.id
        meanings = bodies.meanings_in(article)
        for entity in facts.entities_of(EntityKind.ORGANISATION):
            local = found.identity.ids[article, entity.key]
            known[local].articles.add(article)
            for name in entity.names:
                taken = bodies.parse(name, meanings)
                index[taken.key][local].add(article)
                if name == entity.name:
                    known[local].names[name, taken, written_out(name, meanings)] += 1
    return known, index


# ---- rules -------------------------------------------------------------------------------------------------------


def unit_of_a_named_body(name: str, taken: BodyName, written: Words, bodies: Bodies) -> Iterator[str]:
    """ "Fakultas Hukum Universitas Wulung" → "Universitas Wulung"; "Fraksi Lebah DPRD Karimba" → "DPRD Karimba"."""
    if not any(written[: len(head)] == head for head in _units()):
        return
    for i in range(1, len(written)):
        head, region = bodies.regions.split(written[i:])
        if written[0] == "fraksi" and "perwakilan" not in head:
            continue  # a faction is named after its party and part of the council
        if len(head) > 1 or is_acronym(name.split()[-1]):
            yield BodyName(head, region).key
        if region is not None and not is_bare(head) and len(head) > 1:
            yield BodyName(head).key


def board_of_a_body(name: str, taken: BodyName, written: Words, bodies: Bodies) -> Iterator[str]:
    """ "DPC Partai Lebah Kota Selaya" → "Partai Lebah"; "Pengurus Besar Serikat Air" → "Serikat Air"."""
    first, *rest = name.split()
    tail = written_out(" ".join(rest), bodies.meanings) if first in _BOARD_SHORTS and rest else ()
    if not tail:
        board = next((b for b in sorted(_BOARDS, key=len, reverse=True) if written[: len(b)] == b), None)
        tail = written[len(board) :] if board else ()
    if tail:
        head, region = bodies.regions.split(tail)
        yield BodyName(head).key
        if region is not None:
            yield BodyName(tail).key


def branch_of_a_body(name: str, taken: BodyName, written: Words, bodies: Bodies) -> Iterator[str]:
    """ "Serikat Air Wilayah Jawa Timur" → "Serikat Air"; a place alone makes a branch of an acronym only."""
    head = taken.head
    if taken.region is None or is_bare(head) or head[0] in _ONE_SITE or _rank(head) is not None:
        return
    said = any(w in _BRANCH_WORDS for w in parts(name)[1:])
    short = is_acronym(name.split()[0])
    if said or short:
        yield BodyName(head).key


def body_above(name: str, taken: BodyName, written: Words, bodies: Bodies) -> Iterator[str]:
    """ "Dinas Kesehatan Kota Selaya" → "Pemerintah Kota Selaya"; "Polres Karimba" → the Polda around it, else Polri."""
    if taken.bare:
        return
    region = taken.region
    kind = _rank(taken.head)
    while kind is not None:
        parent, level = _above()[kind]
        if level == "nation":
            yield bodies.parse(" ".join(parent), bodies.meanings).key
        else:
            region = region if level == "same" else _around(region, level)
            if region is not None:
                yield BodyName(_short(parent), region).key
        kind = parent if parent in _above() else None


def _around(region: Region | None, level: str) -> Region | None:
    """The region of a level that another lies in, where the list of regencies knows."""
    provinces = () if region is None or level != "province" else tuple(provinces_of(region))
    return Region(provinces[0], "provinsi") if len(provinces) == 1 else None


@cache
def _above() -> dict[Words, tuple[Words, str]]:
    """Kind of body → the kind it is part of, and where that one is."""
    return {_plain(r["word"]): (_plain(r["parent"]), r["level"]) for r in table("parent_bodies")}


def _plain(name: str) -> Words:
    """Words as names are written out: without "dan"."""
    return tuple(w for w in parts(name) if w != "dan")


def _short(kind: Words) -> Words:
    """A kind of body as it is left when a place behind it is taken off: "Kepolisian Daerah Jawa Timur"."""
    return kind[:-1] if kind[-1] == "daerah" else kind


def _rank(head: Words) -> Words | None:
    """The kind of public body that a name begins with, the longest that fits."""
    return max((k for k in _above() if head[: len(k)] == k or head == _short(k)), key=len, default=None)


@cache
def _units() -> frozenset[Words]:
    return frozenset(_plain(w) for w in words("unit_heads"))


RULES: tuple[tuple[str, Rule], ...] = (
    ("unit of a named body", unit_of_a_named_body),
    ("body above", body_above),
    ("board of a body", board_of_a_body),
    ("branch of a body", branch_of_a_body),
)


# ---- links -------------------------------------------------------------------------------------------------------


def _parents(known: Mapping[str, _Body], index: Mapping[str, Mapping[str, set[str]]], bodies: Bodies) -> list[Link]:
    links: dict[str, Link] = {}
    for local in sorted(known):
        link = _parent(local, known[local], index, bodies)
        above = link and link.upper
        while above is not None and above != local:
            above = links[above].upper if above in links else None
        if link is not None and above is None:  # else it would lie under itself
            links[local] = link
    return [links[local] for local in sorted(links)]


def _parent(local: str, body: _Body, index: Mapping[str, Mapping[str, set[str]]], bodies: Bodies) -> Link | None:
    """The body above by the names most used, and of these by the first rule that finds one."""
    for (name, taken, written), _ in sorted(body.names.items(), key=lambda n: (-n[1], n[0][0], n[0][1].key)):
        for rule_name, rule in RULES:
            for key in rule(name, taken, written, bodies):
                found = _bearer(index.get(key, {}), body.articles, local, bare=is_bare(tuple(key.split())))
                if found is not None:
                    return Link(local, found, "subOrganisationOf", rule_name, " ".join(written))
    return None


def _bearer(candidates: Mapping[str, set[str]], articles: set[str], local: str, *, bare: bool) -> str | None:
    """The one body that a name means beside another: of the same article, else the only one that bears the name."""
    if local in candidates:
        return None
    here = [c for c, named in candidates.items() if not named.isdisjoint(articles)]
    if not here and not bare:
        here = list(candidates)
    return here[0] if len(here) == 1 else None


def _located(known: Mapping[str, _Body], places: Mapping[Region, str]) -> list[Link]:
    """The place in an organisation's name, where most of its names have it and an article names it as a place."""
    links = []
    for local in sorted(known):
        counted: Counter[Region] = Counter()
        for (_, taken, _), count in known[local].names.items():
            if taken.region is not None and taken.region.level != "negara":
                counted[taken.region] += count
        region = min(counted, key=lambda r: (-counted[r], r), default=None)
        if region is not None and region in places and counted[region] * 2 > sum(counted.values()):
            links.append(Link(local, places[region], "locatedIn", "place in the name", region.text))
    return links
