"""``kg add``: facts that somebody knows and no article says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kg.cli.desk import Desk, by_option, note_option
from kg.cli.options import json_option, out_option, quiet_option
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.resolve.decisions.record import Added, Ref

F = TypeVar("F", bound=Callable[..., Any])

_AGENTS = ("person", "organisation")


@click.group("add", short_help="Add a fact by hand.")
def add_group() -> None:
    """Add a fact by hand. It is kept apart from what articles say, with who added it and when.

    ENTITY is an address, an identifier such as person/wisnu-alfaristha, or a name that only one thing has; what is not
    in the graph yet is added first, by 'kg add person', 'organisation', 'place' or 'event'.
    """


def _common(function: F) -> F:
    source = click.option("--source", default="", help="Where it is from: an address or a few words.", metavar="TEXT")
    for decorate in (json_option, quiet_option, out_option, note_option, by_option, source):
        function = decorate(function)
    return function


def _alias_option(function: F) -> F:
    new = click.option("--new", is_flag=True, help="It is another than those of that name in the graph.")
    return click.option("--alias", "aliases", multiple=True, help="Another name; repeatable.")(new(function))


def _day(_: click.Context, __: click.Parameter, value: datetime | None) -> date | None:
    return None if value is None else value.date()


def _date_option(name: str, help_: str) -> Callable[[F], F]:
    return click.option(name, type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", callback=_day, help=help_)


@add_group.command("person")
@click.argument("name")
@_alias_option
@_common
def add_person(name: str, aliases: tuple[str, ...], new: bool, **common: Any) -> None:
    """Add a person."""
    _thing("person", name, aliases, new, None, None, **common)


@add_group.command("organisation")
@click.argument("name")
@click.option("--parent", metavar="ENTITY", help="The organisation it is a part of.")
@click.option("--place", metavar="ENTITY", help="Where it sits.")
@_alias_option
@_common
def add_organisation(
    name: str, parent: str | None, place: str | None, aliases: tuple[str, ...], new: bool, **common: Any
) -> None:
    """Add an organisation."""
    _thing("organisation", name, aliases, new, parent, place, **common)


@add_group.command("place")
@click.argument("name")
@click.option("--place", metavar="ENTITY", help="The place it lies in.")
@_alias_option
@_common
def add_place(name: str, place: str | None, aliases: tuple[str, ...], new: bool, **common: Any) -> None:
    """Add a place."""
    _thing("place", name, aliases, new, None, place, **common)


@add_group.command("role")
@click.option("--person", required=True, metavar="ENTITY", help="Who has it.")
@click.option("--title", metavar="TEXT", help="The office or function.")
@click.option("--organisation", metavar="ENTITY", help="In which organisation.")
@click.option("--place", metavar="ENTITY", help="Over which place.")
@click.option("--event", metavar="ENTITY", help="At which event.")
@_common
def add_role(
    person: str, title: str | None, organisation: str | None, place: str | None, event: str | None, **common: Any
) -> None:
    """Add a role: what a person is in an organisation, in a place or at an event."""
    from kg.resolve.decisions.record import AddedRole

    title = " ".join((title or "").split()) or None
    if not (title or organisation or place or event):
        raise UsageError("a role needs --title, --organisation, --place or --event")
    desk = _desk(**common)
    role = AddedRole(
        holder=_ref(desk, person, "person"),
        title=title,
        organisation=_maybe(desk, organisation, "organisation"),
        jurisdiction=_maybe(desk, place, "place"),
        event=_maybe(desk, event, "event"),
    )
    _add(desk, role, **common)


@add_group.command("event")
@click.argument("name")
@click.option("--type", "type_", default="Other", metavar="TYPE", help="A type of the ontology, such as Meeting.")
@_date_option("--date", "The first day.")
@_date_option("--until", "The last day, if it is another.")
@click.option("--place", metavar="ENTITY", help="Where.")
@click.option("--organiser", "organisers", multiple=True, metavar="ENTITY", help="Who holds it; repeatable.")
@click.option("--participant", "participants", multiple=True, metavar="ENTITY", help="Who takes part; repeatable.")
@click.option("--new", is_flag=True, help="It is another than those of that name in the graph.")
@_common
def add_event(
    name: str,
    type_: str,
    date: date | None,
    until: date | None,
    place: str | None,
    organisers: tuple[str, ...],
    participants: tuple[str, ...],
    new: bool,
    **common: Any,
) -> None:
    """Add an event."""
    from kg.rdf.vocabulary import EVENT_TYPES
    from kg.resolve.decisions.record import AddedEvent

    if type_ not in EVENT_TYPES:
        raise UsageError(f"there is no event type '{type_}'; there are {', '.join(EVENT_TYPES)}")
    if until is not None and (date is None or until < date):
        raise UsageError("--until needs a --date that is not later")
    desk = _desk(**common)
    event = AddedEvent(
        name=_fresh(desk, "event", name, new),
        type=type_,
        start=date,
        end=until,
        place=_maybe(desk, place, "place"),
        organisers=tuple(_ref(desk, o, *_AGENTS) for o in organisers),
        participants=tuple(_ref(desk, p, *_AGENTS) for p in participants),
    )
    _add(desk, event, **common)


@add_group.command("statement")
@click.option("--speaker", required=True, metavar="ENTITY", help="Who said it.")
@click.option("--text", required=True, help="The words.")
@click.option("--indirect", is_flag=True, help="The words are not verbatim.")
@click.option("--event", metavar="ENTITY", help="At which event.")
@click.option("--about", "about", multiple=True, metavar="ENTITY", help="What the words name; repeatable.")
@_date_option("--date", "When it was said.")
@_common
def add_statement(
    speaker: str,
    text: str,
    indirect: bool,
    event: str | None,
    about: tuple[str, ...],
    date: date | None,
    **common: Any,
) -> None:
    """Add a statement: what somebody said."""
    from kg.resolve.decisions.record import AddedStatement

    if not text.strip():
        raise UsageError("the text is empty")
    desk = _desk(**common)
    said = AddedStatement(
        speaker=_ref(desk, speaker, *_AGENTS),
        text=text.strip(),
        mode="Indirect" if indirect else "Direct",
        event=_maybe(desk, event, "event"),
        mentions=tuple(_ref(desk, name) for name in about),
        said=date,
    )
    _add(desk, said, **common)


# ---- parts -----------------------------------------------------------------------------------------------------------


def _desk(out: Path, by: str | None, **_: Any) -> Desk:
    return Desk(out, by)


def _thing(
    kind: Any, name: str, aliases: Sequence[str], new: bool, parent: str | None, place: str | None, **common: Any
) -> None:
    from kg.resolve.decisions.record import AddedThing

    desk = _desk(**common)
    thing = AddedThing(
        kind=kind,
        name=_fresh(desk, kind, name, new),
        aliases=tuple(dict.fromkeys(" ".join(a.split()) for a in aliases if a.strip())),
        parent=_maybe(desk, parent, "organisation"),
        place=_maybe(desk, place, "place"),
    )
    _add(desk, thing, **common)


def _fresh(desk: Desk, kind: str, name: str, new: bool) -> str:
    """The name for something new. Raises UsageError when something has it, unless it is said to be another."""
    name = " ".join(name.split())
    if not name:
        raise UsageError("the name is empty")
    there = [local for local in desk.catalogue.called(name) if local.startswith(f"{kind}/")]
    if there and not new:
        raise UsageError(
            f"'{name}' is in the graph: {', '.join(there)}. Name it by that, or add another of that name with --new"
        )
    return name


def _maybe(desk: Desk, text: str | None, *kinds: str) -> Ref | None:
    return None if text is None else _ref(desk, text, *kinds)


def _ref(desk: Desk, text: str, *kinds: str) -> Ref:
    from kg.rdf.catalogue import THINGS

    return desk.catalogue.ref(desk.catalogue.find(text, kinds or THINGS))


def _add(desk: Desk, added: Added, source: str, note: str, quiet: bool, as_json: bool, **_: Any) -> None:
    from kg.resolve.decisions.record import Add

    desk.decide([Add(**desk.stamp(note), added=added, source=source.strip())], quiet, as_json)
