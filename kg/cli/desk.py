"""What the commands that record decisions share: the graph they are about, who decides, and what happens after."""

from __future__ import annotations

import getpass
import json
import os
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar

import click

from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.model import ArticleFacts
    from kg.rdf.catalogue import Catalogue
    from kg.resolve import Resolution
    from kg.resolve.decisions import Decision, Decisions
    from kg.workspace import Workspace

F = TypeVar("F", bound=Callable[..., Any])


class Stamp(TypedDict):
    """What every decision has beside what it decides."""

    time: str
    who: str
    note: str


def by_option(function: F) -> F:
    """``--by NAME``, who decides."""
    return click.option(
        "--by", help="Who decides; without it $JEJARING_USER, else the name you are logged in by.", metavar="NAME"
    )(function)


def note_option(function: F) -> F:
    """``--note TEXT``, why."""
    return click.option("--note", default="", help="A remark to keep with the decision.", metavar="TEXT")(function)


def person(by: str | None) -> str:
    """Who decides. Raises UsageError when that cannot be told."""
    try:
        who = " ".join((by or os.environ.get("JEJARING_USER") or getpass.getuser()).split())
    except (OSError, KeyError):  # KeyError up to Python 3.12: a system without users
        who = ""
    if not who:
        raise UsageError("who decides? Say so with --by NAME, or set JEJARING_USER")
    return who


class Desk:
    """An output folder with its graph at hand, to decide about; or, with ``reads`` set, only to look at."""

    def __init__(self, out: Path, by: str | None = None, *, reads: bool = False) -> None:
        from kg.workspace import Workspace

        self.who = "" if reads else person(by)
        self.workspace: Workspace = Workspace(out)
        if not reads:
            self._catch_up()

    def _catch_up(self) -> None:
        """Let the graph follow decisions that a command recorded and was interrupted before it could.

        A log that is not newer than the store has none. Unsure answers change no graph, so that a log may stay newer;
        to look again is then a matter of what the command reads anyway.
        """
        from kg.folder import CURRENT

        try:
            behind = self.workspace.log.stat().st_mtime_ns > (self.workspace.path / CURRENT).stat().st_mtime_ns
        except FileNotFoundError:
            return
        if behind:
            self.follow()

    @cached_property
    def decisions(self) -> Decisions:
        """The decisions of the folder; what reading them met is printed once."""
        found = self.workspace.decisions()
        for problem in found.problems:
            click.echo(f"warning: {problem}", err=True)
        return found

    @property
    def facts(self) -> tuple[ArticleFacts, ...]:
        """The facts of all articles, as corrected."""
        return self.workspace.facts()

    @property
    def resolution(self) -> Resolution:
        """Who is who."""
        return self.workspace.resolution()

    @cached_property
    def catalogue(self) -> Catalogue:
        """The things of the graph by name."""
        from kg.rdf.catalogue import Catalogue

        base = self.workspace.settings().base
        return Catalogue(self.facts, self.resolution.identity, self.decisions, base)

    def stamp(self, note: str = "", last: str | None = None) -> Stamp:
        """Who and when, for a new decision, just after that of the time ``last`` if one is given."""
        return {"time": self.decisions.next_time(after=last), "who": self.who, "note": note}

    def record(self, *decisions: Decision) -> tuple[Decision, ...]:
        """Write decisions to the log, sealed; the graph is as it was until :meth:`follow`."""
        with self.workspace.writing():
            return self._append(decisions)

    def _append(self, decisions: Sequence[Decision]) -> tuple[Decision, ...]:
        from kg.resolve.decisions import append, sealed

        whole = tuple(sealed(d) for d in decisions)
        _ = self.decisions  # a log that cannot be read is not written to
        append(self.workspace.log, whole)
        return whole

    def follow(self) -> None:
        """Let store and exports follow the log."""
        with self.workspace.writing():
            self.workspace.rebuild()

    def decide(self, decisions: Sequence[Decision], quiet: bool, as_json: bool) -> None:
        """Record decisions, bring the graph up to date, and say what was done."""
        with self.workspace.writing():
            whole = self._append(decisions)
            self.workspace.rebuild()
        report(whole, quiet, as_json)


def report(decisions: Sequence[Decision], quiet: bool, as_json: bool) -> None:
    """Say what was recorded."""
    from kg.resolve.decisions.describe import summary

    if as_json:
        click.echo(json.dumps([described(d) for d in decisions], ensure_ascii=False))
    elif not quiet:
        for d in decisions:
            click.echo(f"{summary(d)}\n  recorded as {d.id}; 'kg undo {d.id[:8]}' takes it back")


def described(decision: Decision) -> dict[str, str]:
    """A decision for machines."""
    from kg.resolve.decisions.describe import action, summary

    return {
        "id": decision.id,
        "time": decision.time,
        "who": decision.who,
        "action": action(decision),
        "summary": summary(decision),
        "note": decision.note,
    }
