"""Candidates as a file for people to fill in, and their answers back."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.desk import Desk
from kg.errors import DataError, InputError

if TYPE_CHECKING:
    from kg.link import Proposal
    from kg.resolve.decisions import Decision
    from kg.resolve.decisions.record import Relation


def export_candidates(desk: Desk, service: str, proposals: Sequence[Proposal], file: Path, quiet: bool) -> None:
    """Write proposals of the service at the address ``service`` to a file, "-" for standard output."""
    from kg.link.table import written
    from kg.review import portrait

    catalogue = desk.catalogue
    told = {
        p.subject.id: "\n".join(f"{article}: {text}" for article, text in portrait(catalogue, p.subject.id).sentences)
        for p in proposals
    }
    table = written(proposals, catalogue, service, told)
    if str(file) == "-":
        click.echo(table, nl=False)
        return
    try:
        file.write_text(table, encoding="utf-8-sig", newline="")  # the mark tells spreadsheets that it is UTF-8
    except OSError as error:
        raise DataError(f"{file}: the candidates cannot be written: {error.strerror}") from error
    if not quiet:
        click.echo(f"{len(proposals)} entities written to {file}. Fill in 'decision', then kg link --import {file}")


def import_answers(desk: Desk, file: Path, relation: Relation, note: str, quiet: bool, as_json: bool) -> None:
    """Record the answers of a file, "-" for standard input. What was decided before is passed over."""
    from kg.link.choose import chosen
    from kg.link.subjects import decided
    from kg.link.table import read

    where = "standard input" if str(file) == "-" else str(file)
    try:
        content = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        rulings = read(content.decode("utf-8-sig"), where)
    except OSError as error:
        raise InputError(f"{file}: the answers cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{file}: the table is not UTF-8 (byte {error.start}); save it as CSV in UTF-8") from error
    known = decided(desk.catalogue)
    made: list[Decision] = []
    for ruling in rulings:
        node = desk.catalogue.standing.node(ruling.entity, desk.catalogue.identity)
        if node is None:
            click.echo(f"passed over: {ruling.where}: '{ruling.entity.name}' is not in this graph", err=True)
            continue
        before = known.get((node, ruling.service))
        decision = chosen(
            desk.catalogue.ref(node),
            ruling.candidates,
            ruling.choice,
            **desk.stamp(ruling.note or note, made[-1].time if made else None),
            service=ruling.service,
            relation=relation,
            verdict=ruling.verdict,
        )
        if before is None:
            made.append(decision)
        elif (before.verdict, before.target if ruling.choice else "") != (
            ruling.verdict,
            decision.target if ruling.choice else "",
        ):
            click.echo(
                f"passed over: {ruling.where}: '{ruling.entity.name}' was decided before; 'kg undo {before.id[:8]}' "
                f"takes that back",
                err=True,
            )
    if made:
        desk.decide(made, quiet, as_json)
    elif as_json:
        click.echo("[]")
    elif not quiet:
        click.echo("No new answers in the table; nothing was changed.")
