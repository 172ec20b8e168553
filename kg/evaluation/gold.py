"""Gold annotation: one JSON file for each article, as people made it.

The format, with what each kind means, is described in ``kg/corpus/README.md``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import DataError

ENDING = ".gold.json"


@dataclass(frozen=True, slots=True)
class GoldEntity:
    """A person or organisation; ``optional`` ones are right when found and no loss when not."""

    id: str
    names: tuple[str, ...]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class GoldRole:
    """A role; ``organisation`` and ``event`` are ids, ``place`` is a name."""

    person: str
    title: str | None
    organisation: str | None = None
    place: str | None = None
    event: str | None = None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """An event with the ids of those who held it and those who took part."""

    id: str
    names: tuple[str, ...]
    date: str | None = None
    place: str | None = None
    organisers: frozenset[str] = frozenset()
    participants: frozenset[str] = frozenset()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class GoldStatement:
    """A statement; ``speaker`` is None when the article does not name who said it."""

    speaker: str | None
    direct: bool
    text: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Gold:
    """The annotation of one article."""

    id: str
    persons: tuple[GoldEntity, ...] = ()
    organisations: tuple[GoldEntity, ...] = ()
    roles: tuple[GoldRole, ...] = ()
    events: tuple[GoldEvent, ...] = ()
    statements: tuple[GoldStatement, ...] = ()

    def name(self, ident: str | None) -> str:
        """The fullest name behind an id of this article, "" for None or an unknown id."""
        named = [(x.id, x.names[0]) for x in (*self.persons, *self.organisations)]
        named += [(x.id, x.names[0]) for x in self.events]
        return dict(named).get(ident or "", "")


def read_gold(folder: Path) -> list[Gold]:
    """All annotations of a folder, in the order of their file names. Raises DataError with file and reason."""
    files = sorted(folder.glob(f"*{ENDING}"))
    if not files:
        raise DataError(f"{folder}: no gold annotation here (files ending in {ENDING})")
    return [_read(f) for f in files]


def _read(path: Path) -> Gold:
    try:
        value: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return Gold(
            value["id"],
            tuple(_entity(x) for x in value["persons"]),
            tuple(_entity(x) for x in value["organisations"]),
            tuple(
                GoldRole(x["person"], x["title"], x.get("organisation"), x.get("place"), x.get("event"), _optional(x))
                for x in value["roles"]
            ),
            tuple(
                GoldEvent(
                    x["id"],
                    (x["name"], *x.get("aliases", ())),
                    x.get("date"),
                    x.get("place"),
                    frozenset(x.get("organisers", ())),
                    frozenset(x.get("participants", ())),
                    _optional(x),
                )
                for x in value["events"]
            ),
            tuple(
                GoldStatement(x["speaker"], x["kind"] == "direct", x["text"], _optional(x)) for x in value["statements"]
            ),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(f"{path}: not a gold annotation: {type(error).__name__} {error}") from error


def _entity(x: dict[str, Any]) -> GoldEntity:
    return GoldEntity(x["id"], (x["name"], *x.get("aliases", ())), _optional(x))


def _optional(x: dict[str, Any]) -> bool:
    return bool(x.get("optional"))
