"""What resolution takes and gives: plain frozen values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from kg.model import Identity

#: An entity, event or statement of one article: the article's id and the key within it.
Member: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing that speaks for (positive weight) or against (negative weight) two members being one.

    ``name`` says what was compared ("same-office"), ``value`` what was found, for people ("Ketua, DPRD Karimba" on both
    sides). ``weight`` is in log-odds (natural logarithm).
    """

    name: str
    value: str
    weight: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two members compared: the features, and the probability (0 to 1) that they are one thing.

    ``veto`` names what rules a join out whatever the features say ("other place: Kota Malang, Kabupaten Malang").
    """

    left: Member
    right: Member
    score: float
    features: tuple[Feature, ...] = ()
    veto: str | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person decided: all of ``left`` and ``right`` are the same thing, or none of one is any of the other.

    For ``same``, the members of each side are one thing too. Members that the articles at hand do not have are
    passed over.
    """

    same: bool
    left: tuple[Member, ...]
    right: tuple[Member, ...]


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """One thing is part of another or lies in it: ``lower`` and ``upper`` are identifiers.

    ``property`` is "subOrganisationOf" or "locatedIn", ``rule`` names the rule that says so, ``name`` is the name (as
    comparable text) that it was read from.
    """

    lower: str
    upper: str
    property: str
    rule: str
    name: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """Who is who across articles.

    ``identity`` has an identifier ("person/wisnu-alfaristha") for every entity and event of every article, and one
    ("statement/…") for those statements of a copied article that its original has too. ``joins`` are the comparisons
    that brought members together, ``doubtful`` those near the threshold that people should look at, the most useful
    first. ``parents`` maps an organisation's identifier to the one it is a part of, ``located`` an organisation's or
    place's identifier to a place's, and ``links`` says of both which rule found it. ``copies`` maps the id of an
    article that repeats another to the id of that other.
    """

    identity: Identity
    joins: tuple[Comparison, ...] = ()
    doubtful: tuple[Comparison, ...] = ()
    parents: dict[str, str] = field(default_factory=dict)
    located: dict[str, str] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    copies: dict[str, str] = field(default_factory=dict)
