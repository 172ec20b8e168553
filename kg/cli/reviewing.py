"""``kg review``: people decide on doubtful pairs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.desk import Desk, by_option, described, report
from kg.cli.options import json_option, out_option, quiet_option
from kg.errors import DataError, InputError, UsageError

if TYPE_CHECKING:
    from kg.resolve import Comparison
    from kg.resolve.decisions import Decision
    from kg.resolve.decisions.record import Verdict
    from kg.review import Portrait, Question

_ANSWERS: dict[str, Verdict] = {"s": "same", "d": "different", "u": "unsure"}


@click.command("review", short_help="Decide on doubtful pairs.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Ask about N pairs at most.")
@click.option("--export", "export", type=click.Path(path_type=Path), help="Write the questions as CSV (- for stdout).")
@click.option(
    "--import", "import_", type=click.Path(path_type=Path), help="Read the answers from such a CSV (- for stdin)."
)
@by_option
@out_option
@quiet_option
@json_option
def review_command(
    limit: int | None,
    export: Path | None,
    import_: Path | None,
    by: str | None,
    out: Path,
    quiet: bool,
    as_json: bool,
) -> None:
    """Decide on pairs that may be one thing or two, the most useful first.

    Both sides are shown with their roles, articles and sentences. Every answer is kept at once; the graph follows at
    the end. A pair somebody answered for, with unsure too, is not asked about again.

    Without a terminal: --export FILE writes the questions with an empty column 'decision'; fill in same, different or
    unsure, and --import FILE takes the answers.
    """
    if export is not None and import_ is not None:
        raise UsageError("give either --export or --import")
    desk = Desk(out, by)
    if export is not None:
        _export(desk, export, limit, quiet)
    elif import_ is not None:
        _import(desk, import_, quiet, as_json)
    else:
        _ask(desk, limit, quiet, as_json)


def _questions(desk: Desk, limit: int | None) -> Iterator[Question]:
    from kg.review import questions

    return islice(questions(desk.catalogue, desk.resolution), limit)


# ---- without a terminal ----------------------------------------------------------------------------------------------


def _export(desk: Desk, file: Path, limit: int | None, quiet: bool) -> None:
    from kg.review import write_sheet

    asked = list(_questions(desk, limit))
    table = write_sheet(asked, desk.catalogue)
    if str(file) == "-":
        click.echo(table, nl=False)
        return
    try:
        file.write_text(table, encoding="utf-8-sig", newline="")  # the mark tells spreadsheets that it is UTF-8
    except OSError as error:
        raise DataError(f"{file}: the questions cannot be written: {error.strerror}") from error
    if not quiet:
        click.echo(f"{len(asked)} questions written to {file}. Fill in the column 'decision', then kg review --import")


def _import(desk: Desk, file: Path, quiet: bool, as_json: bool) -> None:
    from kg.review import decision, read_sheet

    try:
        content = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        text = content.decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"{file}: the answers cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{file}: the table is not UTF-8 (byte {error.start}); save it as CSV in UTF-8") from error
    where = "standard input" if str(file) == "-" else str(file)
    made: list[Decision] = []
    time = None
    for answer in read_sheet(text, where, desk.catalogue):
        stamp = desk.stamp(last=time)
        time = stamp["time"]
        made.append(decision(answer.question, answer.verdict, time, stamp["who"], answer.note))
    if made:
        desk.decide(made, quiet, as_json)
    elif as_json:
        click.echo("[]")
    elif not quiet:
        click.echo("No new answers in the table; nothing was changed.")


# ---- on a terminal ---------------------------------------------------------------------------------------------------


def _ask(desk: Desk, limit: int | None, quiet: bool, as_json: bool) -> None:
    from kg.review import decision

    one = _Joined()
    made: list[Decision] = []
    last = None
    try:
        for question in _questions(desk, limit):
            if one.joined(question.left.id, question.right.id) and question.left.id != question.right.id:
                continue  # an answer of this session says so already
            _show(question, err=as_json)
            answer = _answer(err=as_json)
            if answer is None:
                break
            stamp = desk.stamp(last=last)
            last = stamp["time"]
            made += desk.record(decision(question, answer, last, stamp["who"]))
            if answer == "same":
                one.join(question.left.id, question.right.id)
        else:
            if not quiet and not as_json:
                click.echo("No more questions.")
    finally:
        if made:
            desk.follow()
            report(made, quiet, as_json)
        elif as_json:
            click.echo(json.dumps([described(d) for d in made]))


def _answer(err: bool) -> Verdict | None:
    """The answer to a question; None to stop, as at the end of the input."""
    while True:
        try:
            given = click.prompt("[s]ame, [d]ifferent, [u]nsure, [q]uit", prompt_suffix=" > ", err=err)
        except click.exceptions.Abort:
            click.echo("", err=True)
            return None
        first = str(given).strip().lower()[:1]
        if first == "q":
            return None
        if first in _ANSWERS:
            return _ANSWERS[first]


def _show(question: Question, err: bool) -> None:
    click.echo("", err=err)
    for side, seen in zip("AB", question.portraits, strict=True):
        click.echo("\n".join(side_lines(side, seen)), err=err)
    click.echo("\n".join(features(question.comparison)), err=err)


def side_lines(side: str, seen: Portrait) -> list[str]:
    """A side of a question for a screen: names, roles, articles, sentences."""
    also = f"  (also {', '.join(seen.names[1:6])})" if len(seen.names) > 1 else ""
    lines = [click.style(f"{side}  {seen.names[0]}", bold=True) + also, f"   {seen.local}"]
    lines += [f"   · {role}" for role in seen.roles]
    for article in seen.articles[:3]:
        told = ", ".join(filter(None, (article.title, article.publisher, str(article.published or ""))))
        lines.append(f"   in {article.id}{f': {told}' if told else ''}")
    if len(seen.articles) > 3:
        lines.append(f"   and {len(seen.articles) - 3} more articles")
    return [*lines, *(f"   “{text}” ({article})" for article, text in seen.sentences)]


def features(comparison: Comparison) -> list[str]:
    """What speaks for and against two members being one, as lines; the strongest first."""
    lines = [f"probability that they are one: {comparison.score:.0%}"]
    if comparison.veto:
        lines.append(f"   ruled out: {comparison.veto}")
    for feature in sorted(comparison.features, key=lambda f: (-abs(f.weight), f.name)):
        lines.append(f"   {feature.weight:+6.2f}  {feature.name}: {feature.value}")
    return lines


class _Joined:
    """What the answers of a session join, directly or through others."""

    def __init__(self) -> None:
        self._group: dict[str, set[str]] = {}

    def join(self, *things: str) -> None:
        """Say that things are one."""
        together: set[str] = set().union(*(self._group.get(t, {t}) for t in things))
        self._group |= dict.fromkeys(together, together)

    def joined(self, left: str, right: str) -> bool:
        """Whether two things are one by now."""
        return right in self._group.get(left, {left})
