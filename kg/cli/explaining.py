"""``kg why``: what makes two things one, or keeps them apart."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from itertools import islice, product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.desk import Desk, described
from kg.cli.options import json_option, out_option
from kg.cli.reviewing import features, side_lines
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.rdf.catalogue import Catalogue
    from kg.resolve import Comparison, Member, Resolution
    from kg.resolve.explaining import Explanation

#: How many pairs of members are looked through for one that somebody decided about.
_PAIRS = 5000


@click.command("why", short_help="Say why two things are one, or two.")
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@out_option
@json_option
def why_command(one: str, other: str, out: Path, as_json: bool) -> None:
    """Say why two persons, organisations, places or events are one thing in the graph, or are two: what speaks for and
    against, with its weight (in log-odds), the sentences, and what people decided.

    A and B are addresses, identifiers such as person/wisnu-alfaristha, or names; NAME@ARTICLE is what that article
    calls so. Two names of one thing are explained through the articles that use them.
    """
    from kg.resolve.explaining import explain

    desk = Desk(out, reads=True)
    catalogue, resolution = desk.catalogue, desk.resolution
    sides = [_side(catalogue, text) for text in (one, other)]
    (a, ours), (b, theirs) = sides
    if not ours or not theirs:
        _by_hand(catalogue, a, b, as_json)
        return
    left, right = _pair(catalogue, resolution, ours, theirs)
    if left == right:
        raise UsageError(f"{one} and {other} are one mention, in {left[0]}: there is nothing to explain")
    judgements = desk.decisions.judgements(desk.facts)
    found = explain(desk.facts, resolution, left, right, judgements)
    if as_json:
        click.echo(json.dumps(_as_json(catalogue, found, left, right), ensure_ascii=False))
    else:
        _print(catalogue, found, left, right)


# ---- which members ---------------------------------------------------------------------------------------------------


def _side(catalogue: Catalogue, text: str) -> tuple[str, list[Member]]:
    """The identifier that somebody named, and the members that the name is about."""
    name, sign, article = text.rpartition("@")
    if sign and article in catalogue.facts:
        called = [
            (local, m) for local, members in catalogue.members.items() for m in members if _called(catalogue, m, name)
        ]
        here = [(local, m) for local, m in called if m[0] == article] or [
            (local, m) for local, m in _of(catalogue, name) if m[0] == article
        ]
        if len({local for local, _ in here}) != 1:
            raise UsageError(f"the article '{article}' has {'several things' if here else 'nothing'} called '{name}'")
        return here[0][0], [m for _, m in here]
    local = catalogue.find(text)
    members = catalogue.members.get(local, [])
    return local, [m for m in members if _called(catalogue, m, text)] or list(members)


def _of(catalogue: Catalogue, name: str) -> list[tuple[str, Member]]:
    local = catalogue.local(name)
    return [(local, m) for m in catalogue.members.get(local, ())] if local else []


def _called(catalogue: Catalogue, member: Member, name: str) -> bool:
    return catalogue.name(member).casefold() == " ".join(name.split()).casefold()


def _pair(
    catalogue: Catalogue, resolution: Resolution, ours: Sequence[Member], theirs: Sequence[Member]
) -> tuple[Member, Member]:
    """The two members to explain: those that somebody decided about, those that were nearly joined, else the first and
    the last in time."""

    def when(member: Member) -> tuple[date, Member]:
        return catalogue.facts[member[0]].article.published or date.max, member

    for left, right in islice(product(ours, theirs), _PAIRS):
        if left != right and catalogue.standing.judged(left, right) is not None:
            return left, right
    near = (
        (x, y)
        for c in resolution.doubtful
        for x, y in ((c.left, c.right), (c.right, c.left))
        if x in ours and y in theirs
    )
    return next(near, (min(ours, key=when), max(theirs, key=when)))


# ---- what is said ----------------------------------------------------------------------------------------------------


def _print(catalogue: Catalogue, found: Explanation, left: Member, right: Member) -> None:
    from kg.resolve.decisions.describe import action, summary
    from kg.review import portrait

    for letter, member in (("A", left), ("B", right)):
        seen = portrait(catalogue, catalogue.identity.ids[member], [member])
        click.echo("\n".join(side_lines(letter, seen)))
    click.echo(click.style(f"\nThey are {'one thing' if found.same else 'two things'} in the graph.", bold=True))
    decided = catalogue.standing.about([left], [right])
    for number, d in enumerate(reversed(decided)):
        earlier = ", earlier" if number else ""
        click.echo(f"Decided by {d.who} on {d.time[:10]}{earlier} ({action(d)}): {summary(d)}  [{d.id}]")
        if d.note:
            click.echo(f"   {d.note}")
    if found.stopped is not None:
        click.echo(f"What keeps them apart: {found.stopped}")
    if found.same and not found.chain and not decided:
        click.echo("Their names say so.")
    if len(found.chain) > 1:
        click.echo(f"They are joined through {len(found.chain)} comparisons:")
    shown = found.chain or tuple(filter(None, (found.best,)))
    for c in shown:
        if {c.left, c.right} != {left, right}:
            click.echo(f"\n{_named(catalogue, c.left)} and {_named(catalogue, c.right)}:")
        click.echo("\n".join(features(c)))
    if found.direct is not None and found.direct not in shown:
        click.echo("\nThese two alone:")
        click.echo("\n".join(features(found.direct)))


def _named(catalogue: Catalogue, member: Member) -> str:
    return f"'{catalogue.name(member)}' in {member[0]}"


def _by_hand(catalogue: Catalogue, a: str, b: str, as_json: bool) -> None:
    """What there is to say of things that somebody added, which have no names in articles to compare."""
    from kg.resolve.decisions.record import Add, Different, Same

    told = []
    for d in catalogue.decisions.active:
        if isinstance(d, Same):
            about = {ref.id for ref in d.entities}
        elif isinstance(d, Different):
            about = {d.left.id, d.right.id}
        elif isinstance(d, Add):
            about = catalogue.made_by(d)
        else:
            continue
        if about & {a, b}:
            told.append(described(d))
    if as_json:
        click.echo(json.dumps({"same": a == b, "left": a, "right": b, "decided": told}, ensure_ascii=False))
        return
    click.echo(f"{catalogue.label(a)} and {catalogue.label(b)} are {'one thing' if a == b else 'two things'}: what was "
               f"added by hand is one with another only when somebody says so ('kg merge').")  # fmt: skip
    for row in told:
        click.echo(f"Decided by {row['who']} on {row['time'][:10]}: {row['summary']}  [{row['id']}]")


def _as_json(catalogue: Catalogue, found: Explanation, left: Member, right: Member) -> dict[str, Any]:
    def member(m: Member) -> dict[str, str]:
        return {"id": catalogue.identity.ids[m], "article": m[0], "name": catalogue.name(m)}

    def compared(c: Comparison) -> dict[str, Any]:
        told = [{"name": f.name, "value": f.value, "weight": f.weight} for f in c.features]
        sides = {"left": member(c.left), "right": member(c.right)}
        return {**sides, "score": c.score, "veto": c.veto, "features": told}

    return {
        "same": found.same,
        "left": member(left),
        "right": member(right),
        "decided": [described(d) for d in catalogue.standing.about([left], [right])],
        "stopped": found.stopped,
        "chain": [compared(c) for c in found.chain],
        "best": None if found.best is None else compared(found.best),
        "direct": None if found.direct is None else compared(found.direct),
    }
