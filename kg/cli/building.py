"""``kg build`` and ``kg demo``."""

from __future__ import annotations

import json
import sys
import webbrowser
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import json_option, out_option, quiet_option
from kg.corpus import ids as corpus_ids
from kg.errors import InputError, Problem

if TYPE_CHECKING:
    from kg.pipeline import Build

#: Warnings beyond this many are counted, not printed: a folder of holiday photos should not scroll the summary away.
_SHOWN = 20


@click.command("build", short_help="Read articles and build their graph.")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT…")
@out_option
@click.option("--encoding", default="utf-8", show_default=True, help="The encoding of the input files.")
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    help="Leave out roles, events and statements below this confidence, of all articles in the folder. "
    "The folder keeps to it until another is given (0 at first).",
)
@click.option("--fresh", is_flag=True, help="Let go of the articles in the folder and read all anew; decisions stay.")
@click.option("--open", "open_page", is_flag=True, help="Open the page in the browser when done.")
@quiet_option
@json_option
def build_command(
    inputs: tuple[str, ...],
    out: Path,
    encoding: str,
    min_confidence: float | None,
    fresh: bool,
    open_page: bool,
    quiet: bool,
    as_json: bool,
) -> int:
    """Read articles and bring them into the graph of the output folder.

    INPUT is a file (.txt with optional header lines, .jsonl, .csv), a folder, a glob pattern, or - for standard input.
    Columns and fields: id, title, text, published, url, publisher.

    What is in the folder stays: new articles are added, those whose id is there with other content take its place, and
    those that are the same cost nothing. 'kg remove' takes articles back, --fresh starts anew.

    Writes graph.trig (RDF), graph.graphml and graph.json (NetworkX) and graph.html (the page to browse).
    """
    result, code = _build(inputs, out, encoding, min_confidence, fresh, open_page, quiet, as_json)
    samples = _others(result) & set(corpus_ids())
    if samples and not quiet:
        click.echo(
            f"note: {out}/ also holds {len(samples)} of the invented articles of 'kg demo'; "
            f"'kg build … --fresh' starts without them",
            err=True,
        )
    return code


@click.command("demo", short_help="Build the graph of the packaged articles.")
@out_option
@click.option("--open", "open_page", is_flag=True, help="Open the page in the browser when done.")
@quiet_option
@json_option
def demo_command(out: Path, open_page: bool, quiet: bool, as_json: bool) -> int:
    """Build the graph of the packaged articles, which tell of an invented province, and say where to look."""
    from kg.corpus import ARTICLES, folder

    with folder() as corpus:
        result, code = _build((str(corpus / ARTICLES),), out, "utf-8", None, False, open_page, quiet, as_json)
    own = _others(result)
    if own and not quiet:
        click.echo(f"note: {out}/ also holds {len(own)} other articles; name a new folder with --out", err=True)
    if not quiet and not as_json:
        click.echo(
            f"\nBrowse:  {(out / 'graph.html').resolve()}\n"
            f"Ask:     kg query most-quoted --out {out}\n"
            f"         kg query --list"
        )
    return code


def _build(
    inputs: tuple[str, ...],
    out: Path,
    encoding: str,
    least: float | None,
    fresh: bool,
    open_page: bool,
    quiet: bool,
    as_json: bool,
) -> tuple[Build, int]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from kg.pipeline import build
    from kg.workspace import Workspace

    console = Console(stderr=True)
    settings = None if least is None else replace(Workspace(out).settings(), min_confidence=least)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    hidden = quiet or as_json or not sys.stderr.isatty()
    with Progress(*columns, console=console, disable=hidden, transient=True) as bar:
        task = bar.add_task("Reading articles", total=None)
        result = build(
            list(inputs),
            out=out,
            settings=settings,
            encoding=encoding,
            fresh=fresh,
            progress=lambda done, total: bar.update(task, completed=done, total=total),
        )
    _report(result, out, quiet, as_json)
    if not result.facts:
        raise InputError("no article could be read; nothing was written")
    if open_page:
        webbrowser.open((out / "graph.html").resolve().as_uri())
    return result, InputError.exit_code if result.failed else 0


def _others(result: Build) -> set[str]:
    """The ids of the articles in the folder that were not given now."""
    given = {*result.changes.added, *result.changes.replaced, *result.changes.unchanged}
    return {f.article.id for f in result.facts} - given


def _report(result: Build, out: Path, quiet: bool, as_json: bool) -> None:
    for problem in _shown(result.problems, quiet):
        click.echo(f"{'left out' if problem.fatal else 'warning'}: {problem}", err=True)
    if as_json:
        summary = {
            "out": str(out),
            "counts": result.counts,
            "changes": {
                "added": result.changes.added,
                "replaced": result.changes.replaced,
                "removed": result.changes.removed,
                "unchanged": len(result.changes.unchanged),
            },
            "problems": [{"where": p.where, "what": p.what, "fatal": p.fatal} for p in result.problems],
        }
        click.echo(json.dumps(summary, ensure_ascii=False))
        return
    if quiet or not result.facts:
        return
    width = max(map(len, result.counts))
    for name, count in result.counts.items():
        click.echo(f"{name:<{width}}  {count:>7,}")
    warnings = len(result.problems) - len(result.failed)
    click.echo(f"{'warnings':<{width}}  {warnings:>7,}")
    if result.failed:
        click.echo(f"{'left out':<{width}}  {len(result.failed):>7,}")
    click.echo(f"\nArticles: {_changed(result)}")
    click.echo(f"Written to {out}/: graph.trig, graph.graphml, graph.json, graph.html")


def _changed(result: Build) -> str:
    changes = result.changes
    parts = [f"{len(changes.added):,} added", f"{len(changes.replaced):,} replaced"]
    parts.append(f"{len(changes.unchanged):,} unchanged")
    if changes.removed:
        parts.append(f"{len(changes.removed):,} removed")
    return ", ".join(parts)


def _shown(problems: tuple[Problem, ...], quiet: bool) -> list[Problem]:
    fatal = [p for p in problems if p.fatal]
    mild = [] if quiet else [p for p in problems if not p.fatal]
    if len(mild) > _SHOWN:
        rest = len(mild) - _SHOWN
        mild = [*mild[:_SHOWN], Problem("…", f"and {rest} more warnings; all of them are in build.json", fatal=False)]
    return fatal + mild
