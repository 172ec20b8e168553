"""``kg merge``, ``split``, ``rename``, ``reject`` and ``undo``: people correct the graph for good."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.desk import Desk, by_option, note_option
from kg.cli.options import json_option, out_option, quiet_option
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.rdf.catalogue import Catalogue
    from kg.resolve import Member


@click.command("merge", short_help="Say that several entities are one.")
@click.argument("entities", nargs=-1, required=True, metavar="ENTITY ENTITY…")
@by_option
@note_option
@out_option
@quiet_option
@json_option
def merge_command(entities: tuple[str, ...], by: str | None, note: str, out: Path, quiet: bool, as_json: bool) -> None:
    """Say that several entities are one: persons, organisations, places or events.

    ENTITY is an address, an identifier such as person/wisnu-alfaristha, or a name that only one thing has.
    """
    from kg.resolve.decisions.record import Same

    desk = Desk(out, by)
    things = list(dict.fromkeys(desk.catalogue.find(text) for text in entities))
    if len(things) < 2:
        raise UsageError(f"name two entities or more; {' and '.join(entities)} is one already")
    kinds = {thing.partition("/")[0] for thing in things}
    if len(kinds) > 1:
        raise UsageError(f"{' and '.join(sorted(kinds))} cannot be one: {', '.join(things)}")
    refs = tuple(desk.catalogue.ref(thing) for thing in things)
    desk.decide([Same(**desk.stamp(note), entities=refs)], quiet, as_json)


@click.command("split", short_help="Say that an entity is two.")
@click.argument("entity", metavar="ENTITY")
@click.option(
    "--articles", multiple=True, metavar="ID,…", help="Articles whose entity is another; repeatable, or with commas."
)
@click.option("--name", "names", multiple=True, metavar="NAME", help="The name by which articles call the other one.")
@by_option
@note_option
@out_option
@quiet_option
@json_option
def split_command(
    entity: str,
    articles: tuple[str, ...],
    names: tuple[str, ...],
    by: str | None,
    note: str,
    out: Path,
    quiet: bool,
    as_json: bool,
) -> None:
    """Say that an entity is two: what the named articles tell of it is of another than what the rest tell.

    Without an option, the articles of the entity and its names in them are listed.
    """
    from kg.resolve.decisions.record import Different

    desk = Desk(out, by)
    catalogue = desk.catalogue
    thing = catalogue.find(entity)
    members = catalogue.members.get(thing, [])
    if not members:
        raise UsageError(f"{thing} was added by hand, there is nothing in it to part")
    if not articles and not names:
        listed = "\n".join(f"  {article}  {catalogue.name((article, key))}" for article, key in members)
        raise UsageError(f"which of its articles are of another? Name them with --articles or --name:\n{listed}")
    chosen = _chosen(catalogue, thing, members, articles, names)
    rest = [m for m in members if m not in chosen]
    if not rest:
        raise UsageError(f"that is all there is of {thing}: nothing is left to part from")
    left, right = catalogue.ref(thing, chosen), catalogue.ref(thing, rest)
    desk.decide([Different(**desk.stamp(note), left=left, right=right)], quiet, as_json)


def _chosen(
    catalogue: Catalogue, thing: str, members: list[Member], articles: tuple[str, ...], names: tuple[str, ...]
) -> list[Member]:
    """The members of a thing in the articles, or by the names, that were given."""
    has = catalogue.articles(thing)
    wanted: set[str] = set()
    for given in articles:
        ids = [given] if given in has else [part.strip() for part in given.split(",")]
        for unknown in (i for i in ids if i not in has):
            raise UsageError(f"the article '{unknown}' does not tell of {thing}; these do: {', '.join(has)}")
        wanted.update(ids)
    called = {catalogue.name(m) for m in members}
    for name in names:
        if name not in called:
            raise UsageError(f"no article calls {thing} '{name}'; they call it {', '.join(sorted(called))}")
    return [m for m in members if m[0] in wanted or catalogue.name(m) in names]


@click.command("rename", short_help="Choose the name an entity is shown by.")
@click.argument("entity", metavar="ENTITY")
@click.argument("name", metavar="NAME")
@by_option
@note_option
@out_option
@quiet_option
@json_option
def rename_command(entity: str, name: str, by: str | None, note: str, out: Path, quiet: bool, as_json: bool) -> None:
    """Choose the name that an entity is shown by.

    The names that articles use are kept beside it, and its address stays what it was.
    """
    from kg.resolve.decisions.record import Rename

    name = " ".join(name.split())
    if not name:
        raise UsageError("the name is empty")
    desk = Desk(out, by)
    thing = desk.catalogue.find(entity)
    desk.decide([Rename(**desk.stamp(note), entity=desk.catalogue.ref(thing), name=name)], quiet, as_json)


@click.command("reject", short_help="Say that a fact is wrong.")
@click.argument("facts", nargs=-1, required=True, metavar="FACT…")
@click.option("--article", "articles", multiple=True, metavar="ID", help="Only what this article says; repeatable.")
@by_option
@note_option
@out_option
@quiet_option
@json_option
def reject_command(
    facts: tuple[str, ...],
    articles: tuple[str, ...],
    by: str | None,
    note: str,
    out: Path,
    quiet: bool,
    as_json: bool,
) -> None:
    """Say that facts are wrong: they leave the graph, and with them what cannot stand without them.

    FACT is the address or identifier of a role, a statement or an event (the page shows it behind the #), or a person,
    organisation or place that is none. What an article says of it that comes in later is a new fact.
    """
    from kg.resolve.decisions.record import Reject

    desk = Desk(out, by)
    for unknown in (a for a in articles if a not in desk.catalogue.facts):
        raise UsageError(f"there is no article '{unknown}' in this graph")
    found = [fact for text in facts for fact in desk.catalogue.facts_named(text)]
    chosen = tuple(dict.fromkeys(f for f in found if not articles or f.article in articles))
    if not chosen:
        raise UsageError(f"{' and '.join(articles)} does not say that; these do: "
                         f"{', '.join(sorted({f.article for f in found}))}")  # fmt: skip
    desk.decide([Reject(**desk.stamp(note), facts=chosen)], quiet, as_json)


@click.command("undo", short_help="Take back a decision.")
@click.argument("decision", metavar="ID")
@by_option
@note_option
@out_option
@quiet_option
@json_option
def undo_command(decision: str, by: str | None, note: str, out: Path, quiet: bool, as_json: bool) -> None:
    """Take back a decision, by its id or the beginning of it ('kg decisions' lists them).

    It stays in the log, marked as undone. To undo an undo brings the decision back.
    """
    from kg.resolve.decisions.record import Undo

    desk = Desk(out, by)
    found = desk.decisions.find(decision)
    if found.id in desk.decisions.undone:
        raise UsageError(f"the decision {found.id} is undone already")
    desk.decide([Undo(**desk.stamp(note), undoes=found.id)], quiet, as_json)
