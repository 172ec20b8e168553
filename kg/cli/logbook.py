"""``kg decisions``: the log of decisions, listed, carried out of a folder and into another."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.desk import Desk, described
from kg.cli.options import json_option, out_option, quiet_option
from kg.errors import DataError, UsageError

if TYPE_CHECKING:
    from kg.resolve.decisions import Decisions


@click.command("decisions", short_help="List decisions, carry them to another folder.")
@click.option("--export", "export", type=click.Path(path_type=Path), help="Write them to a file (- for stdout).")
@click.option(
    "--import", "import_", type=click.Path(path_type=Path), help="Add those of a file that are not here (- for stdin)."
)
@click.option("--active", is_flag=True, help="List only those that count.")
@out_option
@quiet_option
@json_option
def decisions_command(
    export: Path | None, import_: Path | None, active: bool, out: Path, quiet: bool, as_json: bool
) -> None:
    """List the decisions of the output folder, the oldest first, with those that were undone.

    To carry them to another folder: 'kg decisions --export FILE', then there 'kg decisions --import FILE'. To import
    twice changes nothing. Decisions about articles that are not in the folder wait for them.
    """
    if export is not None and import_ is not None:
        raise UsageError("give either --export or --import")
    desk = Desk(out, reads=True)
    if not desk.workspace.log.exists():
        desk.workspace.folder.graph()  # raises for a folder in which there is nothing at all
    if import_ is not None:
        _import(desk, import_, quiet, as_json)
    elif export is not None:
        _export(desk.decisions, export, quiet)
    else:
        _list(desk.decisions, active, as_json)


def _export(decisions: Decisions, file: Path, quiet: bool) -> None:
    from kg.resolve.decisions.record import encoded

    lines = b"".join(encoded(d) + b"\n" for d in decisions.all)
    if str(file) == "-":
        sys.stdout.buffer.write(lines)
        sys.stdout.buffer.flush()
        return
    try:
        file.write_bytes(lines)
    except OSError as error:
        raise DataError(f"{file}: the decisions cannot be written: {error.strerror}") from error
    if not quiet:
        click.echo(f"{len(decisions.all)} decisions written to {file}")


def _import(desk: Desk, file: Path, quiet: bool, as_json: bool) -> None:
    from kg.resolve.decisions import Decisions, merged

    if str(file) == "-":
        other = Decisions.parsed(sys.stdin.buffer.read(), "standard input")
    else:
        if not file.is_file():
            raise DataError(f"{file}: there is no such file")
        other = Decisions.read(file)
    for problem in other.problems:
        click.echo(f"warning: {problem}", err=True)
    _ = desk.facts  # a folder without a graph is no place for decisions
    with desk.workspace.writing():
        new = merged(desk.workspace.log, other)
        desk.workspace.rebuild()
    if as_json:
        click.echo(json.dumps({"new": [described(d) for d in new], "known": len(other.all) - len(new)}))
    elif not quiet:
        click.echo(f"{len(new)} decisions are new, {len(other.all) - len(new)} were here already")


def _list(decisions: Decisions, active: bool, as_json: bool) -> None:
    from kg.resolve.decisions.describe import summary

    shown = [d for d in decisions.all if not (active and d.id in decisions.undone)]
    if as_json:
        rows = [described(d) | {"undone": d.id in decisions.undone} for d in shown]
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for d in shown:
        undone = click.style(" (undone)", dim=True) if d.id in decisions.undone else ""
        click.echo(f"{d.id}  {d.time[:16].replace('T', ' ')}  {d.who}  {summary(d)}{undone}")
        if d.note:
            click.echo(f"{'':18}{d.note}")
    if not shown:
        click.echo("No decisions yet. 'kg review' proposes some.")
