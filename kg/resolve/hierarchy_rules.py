"""The rules that read from an organisation's name which organisation it is part of.

A rule gives keys of names (:attr:`kg.resolve.bodies.BodyName.key`), the nearest body first; whether a body bears one is
looked up in :mod:`kg.resolve.hierarchy`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from kg.facts.names import is_acronym, parts
from kg.lexicon import table, words
from kg.resolve.bodies import Bodies, BodyName, is_bare, public_names, written_out
from kg.resolve.places import provinces_of
from kg.resolve.regions import LEVELS, Region

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
#: Units that are named after what they do: an acronym behind them is a task ("UPT PKB"), not the body they belong to.
_FOR_A_TASK = frozenset({"upt", "uptd", "balai", "unit", "satuan", "satgas"})
_COUNCIL = ("dewan", "perwakilan", "rakyat")
#: An acronym at the end of a unit's name says whose it is from this many letters on; shorter ones have many meanings.
_TELLING = 3


@dataclass(frozen=True, slots=True)
class Read:
    """A name as it is written, taken apart, and written out; what the articles say of names and regions."""

    name: str
    taken: BodyName
    written: Words
    bodies: Bodies
    #: A district or village → the regency or city that it lies in, by its name.
    regencies: Mapping[Words, Region] = field(default_factory=dict)


Rule = Callable[[Read], Iterator[str]]


def body_above(read: Read) -> Iterator[str]:
    """ "Dinas Kesehatan Kota Selaya" → "Pemerintah Kota Selaya"; "Polres Karimba" → the Polda around it, else Polri."""
    kind = None if read.taken.bare else _rank(read.taken.head)
    region = read.taken.region
    if kind is not None and region is None:
        region = read.regencies.get(read.taken.head[len(kind) :]) if _above()[kind][1] == "regency" else None
        around = region
    else:
        around = read.regencies.get(region.name) if region is not None and not _is_regency(region) else None
    while kind is not None:
        parent, level = _above()[kind]
        if level == "nation":
            yield read.bodies.parse(" ".join(parent), read.bodies.meanings).key
        else:
            if level == "regency":
                region = around
            elif level == "province":
                region = _province(region)
            if region is not None:
                yield BodyName(_short(parent), region).key
                if level == "regency":  # a police force is often named without the level of its town
                    yield BodyName(_short(parent), Region(region.name)).key
        kind = parent if parent in _above() else None


def unit_of_a_named_body(read: Read) -> Iterator[str]:
    """ "Fakultas Hukum Universitas Wulung" → "Universitas Wulung"; "Fraksi Lebah DPRD Karimba" → "DPRD Karimba"."""
    written = read.written
    if not is_unit(written):
        return
    last = read.name.split()[-1]
    for i in range(1, len(written)):
        head, region = read.bodies.regions.split(written[i:])
        if written[0] == "fraksi" and "perwakilan" not in head:
            continue  # a faction is named after its party and part of the council
        if head[0] in LEVELS:
            continue  # what is left is a place
        one = " ".join(head) in public_names() or (is_acronym(last) and len(last) >= _TELLING)
        if len(head) > 1 or (one and written[0] not in _FOR_A_TASK):
            yield BodyName(head, region).key
        if region is not None and not is_bare(head) and len(head) > 1:
            yield BodyName(head).key


def board_of_a_body(read: Read) -> Iterator[str]:
    """ "DPC Partai Lebah Kota Selaya" → "Partai Lebah"; "Pengurus Besar Serikat Air" → "Serikat Air"."""
    first, *rest = read.name.split()
    tail = written_out(" ".join(rest), read.bodies.meanings) if first in _BOARD_SHORTS and rest else ()
    if not tail:
        board = next((b for b in sorted(_BOARDS, key=len, reverse=True) if read.written[: len(b)] == b), None)
        tail = read.written[len(board) :] if board else ()
    if tail:
        head, region = read.bodies.regions.split(tail)
        yield BodyName(head).key
        if region is not None:
            yield BodyName(tail).key


def branch_of_a_body(read: Read) -> Iterator[str]:
    """ "Serikat Air Wilayah Jawa Timur" → "Serikat Air"; a place alone makes a branch of an acronym only."""
    head = read.taken.head
    if read.taken.region is None or is_bare(head) or head[0] in _ONE_SITE or head[:3] == _COUNCIL:
        return
    if _rank(head) is not None or is_unit(head):
        return
    if any(w in _BRANCH_WORDS for w in parts(read.name)[1:]) or is_acronym(read.name.split()[0]):
        yield BodyName(head).key


#: By the name that a link carries. ``own`` rules look for the body's fullest name only, not for another form of it.
RULES: tuple[tuple[str, Rule, bool], ...] = (
    ("body above", body_above, True),
    ("unit of a named body", unit_of_a_named_body, False),
    ("board of a body", board_of_a_body, True),
    ("branch of a body", branch_of_a_body, True),
)


# ---- tables ------------------------------------------------------------------------------------------------------


def _is_regency(region: Region) -> bool:
    return region.level in ("kota", "kabupaten") or bool(provinces_of(region))


def _province(region: Region | None) -> Region | None:
    """The province that a regency or city lies in, where the list of regencies knows."""
    provinces = () if region is None else tuple(provinces_of(region))
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


@cache
def _by_first() -> dict[str, tuple[Words, ...]]:
    found: dict[str, list[Words]] = {}
    for kind in sorted(_above(), key=lambda k: (-len(k), k)):
        found.setdefault(kind[0], []).append(kind)
    return {first: tuple(kinds) for first, kinds in found.items()}


def _rank(head: Words) -> Words | None:
    """The kind of public body that a name begins with, the longest that fits."""
    kinds = _by_first().get(head[0], ())
    return next((k for k in kinds if head[: len(k)] == k or head == _short(k)), None)


@cache
def _unit_heads() -> dict[str, tuple[Words, ...]]:
    found: dict[str, list[Words]] = {}
    for head in sorted(_plain(w) for w in words("unit_heads")):
        found.setdefault(head[0], []).append(head)
    return {first: tuple(heads) for first, heads in found.items()}


def is_unit(name: Words) -> bool:
    """Whether a name begins as those of units that name the body they belong to."""
    return any(name[: len(head)] == head for head in _unit_heads().get(name[0], ()))
