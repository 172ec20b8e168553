"""``kg link``: what an entity of the graph is in Wikidata, or in any other authority. Off unless a service is named."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.desk import Desk, by_option, described, note_option, report
from kg.cli.link_sheet import export_candidates, import_answers
from kg.cli.options import json_option, out_option, quiet_option
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.link import Candidate, Proposal, Service
    from kg.resolve.decisions import Decision
    from kg.resolve.decisions.record import Relation
    from kg.review import Portrait

#: What the log says of links that nobody looked at.
_UNSEEN = "taken with --accept-matches: the service's only sure match, of the same full name"
_KINDS = ("person", "organisation", "place")


@dataclass
class _Session:
    """What one call of the command works with, and what it has recorded."""

    desk: Desk
    service: Service
    relation: Relation
    note: str
    quiet: bool
    as_json: bool
    made: list[Decision] = field(default_factory=list)

    def record(self, proposal: Proposal, choice: Candidate | None, *, unsure: bool = False, note: str = "") -> None:
        """Write what was decided to the log, at once. ``note`` is kept where the user gave none."""
        from kg.link.choose import chosen

        stamp = self.desk.stamp(self.note or note, self.made[-1].time if self.made else None)
        decision = chosen(
            self.desk.catalogue.ref(proposal.subject.id),
            proposal.candidates,
            choice,
            **stamp,
            service=self.service.address,
            relation=self.relation,
            verdict="unsure" if unsure else None,
        )
        self.made += self.desk.record(decision)


@click.command("link", short_help="Link entities to Wikidata or another authority.")
@click.option("--service", metavar="URL", help="The service to ask, by its address; nothing is sent without one.")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(_KINDS), help="Only these kinds; repeatable.")
@click.option(
    "--limit", type=click.IntRange(1), default=20, show_default=True, metavar="N", help="Entities to look at, at most."
)
@click.option("--candidates", type=click.IntRange(1, 50), default=5, show_default=True, help="Candidates for each.")
@click.option("--type", "types", multiple=True, metavar="KIND=ID", help="The service's class for a kind: person=Q5.")
@click.option(
    "--property",
    "properties",
    multiple=True,
    metavar="WHAT=ID",
    help="Tell the service titles, organisations or places too: organisation=P108.",
)
@click.option(
    "--relation",
    type=click.Choice(("sameAs", "exactMatch", "closeMatch")),
    default="sameAs",
    show_default=True,
    help="What to write: owl:sameAs, skos:exactMatch or skos:closeMatch.",
)
@click.option("--iri", metavar="PATTERN", help="The address of a candidate, where the service's is not wanted: …/{id}")
@click.option("--accept-matches", is_flag=True, help="Take single sure matches of the same full name without asking.")
@click.option("--export", "export", type=click.Path(path_type=Path), help="Write candidates as CSV (- for stdout).")
@click.option("--import", "import_", type=click.Path(path_type=Path), help="Read such a CSV back (- for stdin).")
@click.option(
    "--timeout", type=click.FloatRange(0.1), default=30.0, show_default=True, help="Seconds to wait for an answer."
)
@by_option
@note_option
@out_option
@quiet_option
@json_option
def link_command(
    service: str | None,
    kinds: tuple[str, ...],
    limit: int,
    candidates: int,
    types: tuple[str, ...],
    properties: tuple[str, ...],
    relation: Relation,
    iri: str | None,
    accept_matches: bool,
    export: Path | None,
    import_: Path | None,
    timeout: float,
    by: str | None,
    note: str,
    out: Path,
    quiet: bool,
    as_json: bool,
) -> None:
    """Say what persons, organisations and places are in Wikidata or another authority, the most mentioned first.

    The service must speak the reconciliation protocol of OpenRefine. It is sent names (with --property more), and
    proposes candidates; nothing is linked before somebody says so, and 'kg undo' takes a link back. An entity somebody
    answered for, with none or unsure too, is not asked about again.

    Without a terminal: --export FILE writes the candidates with an empty column 'decision'; fill in same, different or
    unsure, and --import FILE takes the answers, without the network.
    """
    if import_ is not None:
        if export is not None or service is not None or accept_matches:
            raise UsageError("--import takes the answers in a file: give it without --service, --export and "
                             "--accept-matches")  # fmt: skip
        import_answers(Desk(out, by), import_, relation, note, quiet, as_json)
        return
    if service is None:
        raise UsageError(
            "which service? Name its address with --service URL, such as https://wikidata.reconci.link/id/api"
        )
    if export is None and not accept_matches and not _at_terminal():
        raise UsageError("there is no terminal to ask on: give --export FILE, fill it in, and give it to --import")
    from kg.link import Service
    from kg.link.kinds import CONTEXTS, pairs
    from kg.link.transport import Transport

    given_types, given_properties = pairs(types, _KINDS, "--type"), pairs(properties, CONTEXTS, "--property")
    asked = Service(service, transport=Transport(timeout), iri=iri)
    session = _Session(Desk(out, by), asked, relation, note, quiet, as_json)
    proposals, looked_up = _gathered(session, kinds or _KINDS, limit, candidates, given_types, given_properties)
    with _following(session, len(proposals), looked_up, export):
        rest = _accepted(session, proposals) if accept_matches else proposals
        if export is not None:
            export_candidates(session.desk, asked.address, rest, export, quiet or as_json)
        elif _at_terminal():
            _ask(session, rest)


def _gathered(
    session: _Session,
    kinds: Sequence[str],
    limit: int,
    candidates: int,
    given_types: dict[str, str],
    properties: dict[str, str],
) -> tuple[list[Proposal], int]:
    """All proposals, before anything is asked or written: where the service fails, nothing has happened."""
    from kg.link import subjects
    from kg.link.kinds import types_of
    from kg.link.propose import proposals
    from kg.link.subjects import settled

    desk = session.desk
    queue = subjects(desk.catalogue, desk.resolution, kinds)  # a folder without a graph is told before the network
    manifest = session.service.manifest
    done = settled(desk.catalogue, manifest, session.service.address)
    queue = [s for s in queue if s.id not in done]
    types = types_of(manifest, given_types)
    with _progress(f"Asking {manifest.name}", session.quiet or session.as_json) as advance:
        return proposals(
            session.service,
            queue,
            types=types,
            properties=properties,
            limit=limit,
            candidates=candidates,
            progress=advance,
        )


@contextmanager
def _following(session: _Session, proposed: int, looked_up: int, export: Path | None) -> Iterator[None]:
    """Let the graph follow what was recorded, however the session ends, and say what was done."""
    try:
        yield
    finally:
        if session.made:
            session.desk.follow()
        if session.as_json and str(export) != "-":
            summary = {
                "service": session.service.address,
                "asked": looked_up,
                "proposed": proposed,
                "decisions": [described(d) for d in session.made],
            }
            click.echo(json.dumps(summary, ensure_ascii=False))
        elif not session.quiet and not session.as_json:
            err = str(export) == "-"
            if session.made and not err:
                report(session.made, quiet=False, as_json=False)
            name = session.service.manifest.name
            click.echo(f"{name}: {looked_up} asked about, {proposed} with candidates, {len(session.made)} decided",
                       err=err)  # fmt: skip


def _accepted(session: _Session, proposals: Sequence[Proposal]) -> list[Proposal]:
    """Take the candidates that need nobody to look, and return the other proposals."""
    from kg.link.agree import certain

    rest = []
    for proposal in proposals:
        choice = certain(proposal)
        if choice is None:
            rest.append(proposal)
        else:
            session.record(proposal, choice, note=_UNSEEN)
    return rest


# ---- on a terminal ---------------------------------------------------------------------------------------------------


def _at_terminal() -> bool:
    return sys.stdin.isatty()


def _ask(session: _Session, proposals: Sequence[Proposal]) -> None:
    from kg.review import portrait

    for number, proposal in enumerate(proposals, 1):
        seen = portrait(session.desk.catalogue, proposal.subject.id)
        click.echo("", err=session.as_json)
        click.echo("\n".join(_shown(proposal, seen, f"{number}/{len(proposals)}")), err=session.as_json)
        answer = _answer(len(proposal.candidates), err=session.as_json)
        if answer == "q":
            return
        choice = proposal.candidates[int(answer) - 1] if answer.isdecimal() else None
        session.record(proposal, choice, unsure=answer == "u")


def _answer(count: int, err: bool) -> str:
    """The number of a candidate, "n", "u" or "q"; the end of the input is the last."""
    which = "1" if count == 1 else f"1-{count}"
    while True:
        try:
            given = str(click.prompt(f"[{which}], [n]one, [u]nsure, [q]uit", prompt_suffix=" > ", err=err)).strip()
        except click.exceptions.Abort:
            click.echo("", err=True)
            return "q"
        if given.isascii() and given.isdecimal() and 1 <= int(given) <= count:
            return given
        first = given.lower()[:1]
        if first in {"n", "u", "q"}:
            return first


def _shown(proposal: Proposal, seen: Portrait, place: str) -> list[str]:
    subject = proposal.subject
    also = f"  (also {', '.join(seen.names[1:6])})" if len(seen.names) > 1 else ""
    lines = [f"{place}  {click.style(seen.names[0], bold=True)}{also}"]
    lines.append(f"   {subject.id}, named {subject.mentions} times in {len(seen.articles)} articles")
    lines += [f"   · {role}" for role in seen.roles]
    lines += [f"   “{text}” ({article})" for article, text in seen.sentences]
    for number, c in enumerate(proposal.candidates, 1):
        facts = [", ".join(c.types), "" if c.score is None else f"score {c.score:g}", "sure" if c.match else ""]
        told = "; ".join(filter(None, facts))
        lines.append(f"{number:>2} {click.style(c.name, bold=True)}{f'  ({told})' if told else ''}")
        lines += [f"   {text}" for text in (c.description, c.iri) if text]
    return lines


@contextmanager
def _progress(what: str, hidden: bool) -> Iterator[Callable[[int], None]]:
    from rich.console import Console

    console = Console(stderr=True)
    if hidden or not sys.stderr.isatty():
        yield lambda done: None
        return
    with console.status(f"{what} …") as status:
        yield lambda done: status.update(f"{what} … {done}")
