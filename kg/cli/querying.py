"""``kg query``: SPARQL and named questions."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import out_option
from kg.errors import DataError, UsageError

if TYPE_CHECKING:
    from kg.rdf.queries import Result

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@click.command("query", short_help="Ask the graph: SPARQL or a named question.")
@click.argument("question", required=False, metavar="[SPARQL|NAME]")
@click.option("--file", "file", type=click.Path(path_type=Path), help="Read the SPARQL from a file (- for stdin).")
@click.option(
    "--param", "-p", "params", multiple=True, metavar="NAME=VALUE", help="A value for a named question; repeatable."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "tsv", "json", "turtle"]),
    default="table",
    show_default=True,
    help="How to print the answer.",
)
@click.option("--list", "list_", is_flag=True, help="List the named questions and their parameters.")
@out_option
def query_command(
    question: str | None, file: Path | None, params: tuple[str, ...], form: str, list_: bool, out: Path
) -> None:
    """Ask the graph: SPARQL text, a file of it, or a named question.

    \b
    kg query who-said-what -p speaker=Wirastomo
    kg query 'SELECT ?name WHERE { ?p a kg:Person ; rdfs:label ?name }'
    kg query --file mine.rq --format csv > answer.csv

    The usual prefixes (kg, data, rdfs, skos, dcterms, oa, prov, foaf, schema, xsd) need no declaration. The default
    graph is the union of all articles; GRAPH ?article { … } asks within articles.
    """
    from kg.pipeline import open as open_graph
    from kg.rdf import queries

    if list_:
        _list()
        return
    if (question is None) == (file is None):
        raise UsageError("give either SPARQL, the name of a question, or --file; 'kg query --list' shows the questions")
    values = _values(params)
    graph = open_graph(out)
    if file is not None:
        result = queries.run(graph.store, _read(file), graph.base)
    elif question is not None and _NAME.fullmatch(question.strip()):
        result = queries.run_named(graph.store, question.strip(), values, graph.base)
    else:
        if values:
            raise UsageError("--param goes with a named question; in your own SPARQL write the value itself")
        result = queries.run(graph.store, question or "", graph.base)
    _print(result, form)


def _values(params: tuple[str, ...]) -> dict[str, str]:
    values: dict[str, str] = {}
    for p in params:
        name, equals, value = p.partition("=")
        if not equals:
            raise UsageError(f"--param {p!r}: write NAME=VALUE")
        values[name.strip()] = value
    return values


def _read(file: Path) -> str:
    try:
        return sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")
    except OSError as error:
        raise DataError(f"{file}: the query cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise DataError(f"{file}: the query is not UTF-8 (byte {error.start})") from error


def _list() -> None:
    from kg.rdf import queries

    for q in queries.all_named().values():
        click.echo(f"{click.style(q.name, bold=True)}\n    {q.question}\n    {q.question_id}")
        for p in q.parameters:
            default = "" if p.default is None else f" (default: {p.default!r})"
            click.echo(f"    -p {p.name}=…  {p.description}{default}")


def _print(result: Result, form: str) -> None:
    from kg.rdf.queries import Kind

    for remark in result.remarks:
        click.echo(f"note: {remark}", err=True)
    if form != "table":
        sys.stdout.buffer.write(result.write(form))
        sys.stdout.buffer.flush()
        return
    if result.kind is Kind.BOOLEAN:
        click.echo("yes" if result.boolean else "no")
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table

    # Piped output is cut to no width: a table in a file should hold its values whole.
    console = Console(width=None if sys.stdout.isatty() else 10_000, highlight=False, markup=False, emoji=False)
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for name in result.variables:
        table.add_column(name, overflow="fold")
    for row in result.texts():
        table.add_row(*row)
    console.print(table)
    count = len(result.rows)
    click.echo(f"{count} {'row' if count == 1 else 'rows'}", err=True)
