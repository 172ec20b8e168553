"""What people do, as comparable values: title, body or place, line of work, and whether it is over."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kg.facts.names import expanded, parts
from kg.lexicon import table
from kg.model import ArticleFacts, Entity, Role
from kg.resolve.bodies import written_out
from kg.resolve.organisations import Organisations
from kg.resolve.regions import HOME, office_regions, place_words

_BRACKET = re.compile(r"\([^()]*\)")
_FORMER = frozenset("mantan eks bekas ex".split())
_ACTING: tuple[tuple[str, ...], ...] = (
    ("pelaksana", "tugas"),
    ("pelaksana", "harian"),
    ("penjabat", "sementara"),
    ("penjabat",),
    ("pejabat",),
)
_ACTING += (("plt",), ("plh",), ("pj",), ("pjs",), ("pgs",))
_IDLE = frozenset("bidang para sang selaku".split())
#: Offices of which a place has one: two people who hold it for two places at one time are two.
_HEADS = frozenset(
    """presiden|wakil presiden|gubernur|wakil gubernur|bupati|wakil bupati|wali kota|wakil wali kota|sekretaris daerah
    |camat|lurah|kepala desa""".replace("\n", "")
    .replace("    ", "")
    .split("|")
)
#: First words of offices that one person holds at a time in one body or place.
_ONE = frozenset(
    """ketua kepala direktur direktris sekretaris bendahara menteri presiden gubernur bupati wali wakil rektor dekan
    camat lurah komandan panglima koordinator ceo pemimpin jubir juru jaksa kapolres kapolsek dandim pengasuh inspektur
    deputi komisaris kasat kasi kabid kabag kapolri kapolda kajari kajati rais""".split()
)
_STATE = ("presiden", "wakil presiden", "perdana menteri")
#: Parts in a case, which are no office and tell nothing of what somebody does.
CASE = frozenset("tersangka terdakwa terpidana pelaku korban saksi pelapor terlapor buronan teradu pengadu".split())


@dataclass(frozen=True, slots=True, order=True)
class Office:
    """``title`` and ``where`` are comparable text, "" when unknown; ``region`` the place behind ``where``."""

    title: str
    where: str
    region: str = ""
    career: str = ""
    former: bool = False

    @property
    def head(self) -> bool:
        """Whether it is an office of which each place has one."""
        return self.title in _HEADS

    @property
    def one(self) -> bool:
        """Whether one person holds it at a time, so that its holders of like names are most likely one."""
        return bool(self.where) and self.title.split(" ")[0] in _ONE

    @property
    def text(self) -> str:
        """The office for people to read."""
        return ", ".join(x for x in (self.title, self.where) if x)


def offices(facts: ArticleFacts, organisations: Organisations) -> Mapping[str, frozenset[Office]]:
    """What each person of an article is, by the person's key. Roles at events are left out."""
    found: dict[str, set[Office]] = {}
    entities = {e.key: e for e in facts.entities}
    for role in facts.roles:
        if role.event is None or role.organisation or role.jurisdiction:
            office = _office(facts, role, entities, organisations)
            if office is not None:
                found.setdefault(role.holder, set()).add(office)
    return {k: frozenset(v) for k, v in found.items()}


def _office(
    facts: ArticleFacts, role: Role, entities: Mapping[str, Entity], organisations: Organisations
) -> Office | None:
    title, former = normal_title(role.title or "")
    article = facts.article.id
    where = organisations.named.get((article, role.organisation or ""), "")
    body = organisations.groups.get(where)
    region = body.name.region.text if body and body.name.region else ""
    place = entities.get(role.jurisdiction or "")
    if place is not None:
        region = region or _region(facts, place, title, organisations)
        where = where or region
    here = organisations.settings[article]
    if not where and title.startswith(("menteri ", "wakil menteri ")):
        office, _, rest = title.partition("menteri ")
        ministry = " ".join(written_out(f"Kementerian {rest}", here.meanings))
        where = f"{ministry} / {here.country}" if here.country else ministry
        return Office(f"{office}menteri", where, "", "politics", former)
    if not where and title in _STATE:
        where = here.country
    if not title and not where:
        return None
    if title in CASE:
        return Office(title, "", "", "", former)
    return Office(title, where, region, career(title, body.name.plain if body else ""), former)


def _region(facts: ArticleFacts, place: Entity, title: str, organisations: Organisations) -> str:
    regions = organisations.bodies.regions
    named = _BRACKET.sub(" ", place.name).strip() or place.name
    words = place_words(named)
    if expanded(named) in (("republik", "indonesia"), HOME):
        return HOME[0]
    for region in office_regions(facts):
        if region.name == words or region.name == words[1:]:
            return regions.settled(region).text
    found = regions.named(named)
    return regions.settled(found).text if found else " ".join(words)


@cache
def normal_title(title: str) -> tuple[str, bool]:
    """A title with short forms written out, acting and former set aside, and whether it was former.

    >>> normal_title("mantan Plt Wabup")
    ('wakil bupati', True)
    """
    words = parts(_BRACKET.sub(" ", title))
    former = bool(words) and words[0] in _FORMER
    if former:
        words = words[1:]
    for acting in _ACTING:
        if words[: len(acting)] == acting and len(words) > len(acting):
            words = words[len(acting) :]
            break
    long = tuple(x for w in words for x in _long().get(w, (w,)))
    return " ".join(w for w in long if w not in _IDLE), former


@cache
def _long() -> dict[str, tuple[str, ...]]:
    return {r["short"]: tuple(r["long"].split()) for r in table("speech_offices")} | {
        "walikota": ("wali", "kota"),
        "pres": ("presiden",),
        "wapres": ("wakil", "presiden"),
    }


@cache
def career(title: str, body: str) -> str:
    """The line of work of an office, "" when it is not known; the title says more than the body."""
    for use, text in (("title", title), ("body", body)):
        rows = [r for r in _careers(use) if f"{text} ".startswith(f"{r[0]} ")]
        if text and rows:
            return max(rows, key=lambda r: len(r[0]))[1]
    return ""


@cache
def _careers(use: str) -> tuple[tuple[str, str], ...]:
    return tuple((r["word"], r["field"]) for r in table("careers") if r["use"] == use)


@cache
def conflict(one: str, other: str) -> float:
    """How much two lines of work at one time speak against one person: 0 or less, in log-odds."""
    if not one or not other or one == other:
        return 0.0
    rows = {frozenset((r["one"], r["other"])): float(r["weight"]) for r in table("career_conflicts")}
    exact = rows.get(frozenset((one, other)))
    if exact is not None:
        return exact
    return min(rows.get(frozenset((one, "*")), 0.0), rows.get(frozenset((other, "*")), 0.0))
