"""Questions as a table for a spreadsheet, and the table with its answers back.

Every row carries the two members that were compared as their articles name them, so that answers find their things
though identifiers may have changed meanwhile. What was added by hand has no article, and its identifier for a name.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.errors import InputError
from kg.rdf.catalogue import Catalogue
from kg.resolve import Comparison, Member
from kg.resolve.decisions import Anchor, Ref
from kg.resolve.decisions.record import Different, Same, Verdict
from kg.resolve.decisions.standing import BY_HAND
from kg.review.portrait import Portrait
from kg.review.questions import Question, asking

#: What an answer may be written as; an empty one is none.
ANSWERS: dict[str, Verdict] = {
    "s": "same", "same": "same", "sama": "same",
    "d": "different", "different": "different", "beda": "different",
    "u": "unsure", "unsure": "unsure", "ragu": "unsure",
}  # fmt: skip
_NEEDED = ("decision", "kind", "left_article", "left_named", "left_at", "right_article", "right_named", "right_at")
_SHOWN = ("names", "roles", "articles", "sentences")
COLUMNS = (
    "decision", "note", "score", *(f"{side}_{what}" for what in _SHOWN for side in ("left", "right")),
    "for", "against", "kind", *(f"{side}_{what}" for side in ("left", "right") for what in ("article", "named", "at")),
)  # fmt: skip
#: Cells that a spreadsheet would take for a formula get an apostrophe in front, which it does not show.
_FORMULA = ("=", "+", "-", "@", "\t")
#: Beyond this many faults a person has seen what is wrong.
_FAULTS = 20


@dataclass(frozen=True, slots=True)
class Answer:
    """A row with an answer."""

    question: Question
    verdict: Verdict
    note: str


def write_sheet(asked: Iterable[Question], catalogue: Catalogue) -> str:
    """The questions as CSV with a head, to be written in UTF-8. The column ``decision`` is empty."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for question in asked:
        row: dict[str, object] = {"score": f"{question.comparison.score:.3f}", "kind": question.portraits[0].kind}
        features = question.comparison.features
        row["for"] = "; ".join(f"{f.name}: {f.value}" for f in features if f.weight > 0)
        against = [f"{f.name}: {f.value}" for f in features if f.weight < 0]
        row["against"] = "; ".join([*([question.comparison.veto] if question.comparison.veto else []), *against])
        members = (question.comparison.left, question.comparison.right)
        for side, seen, member in zip(("left", "right"), question.portraits, members, strict=True):
            row |= {f"{side}_{what}": value for what, value in _described(seen).items()}
            named, at = (seen.local, None) if member[0] == BY_HAND else catalogue.anchored(member)
            row |= {f"{side}_article": member[0], f"{side}_named": named, f"{side}_at": at}
        writer.writerow({name: _safe(value) for name, value in row.items()})
    return out.getvalue()


def read_sheet(text: str, where: str, catalogue: Catalogue) -> list[Answer]:
    """The answers in a table, in its order. Rows without one, and those that say what was decided already, are passed
    over. Raises InputError, naming the rows, when any is at fault: then none counts.
    """
    answers: list[Answer] = []
    faults: list[str] = []
    for number, row in _rows(text, where):
        given = (row["decision"] or "").strip().casefold()
        if not given:
            continue
        try:
            verdict = ANSWERS.get(given)
            if verdict is None:
                raise _FaultError(f"'{given}' is no answer: write same, different or unsure, or leave it empty")
            left, right = (_member(row, side, catalogue) for side in ("left", "right"))
            if left == right:
                raise _FaultError("both sides are one mention of one article")
        except _FaultError as fault:
            faults.append(f"row {number}: {fault}")
            continue
        if _verdict(catalogue, left, right) != verdict:
            question = asking(catalogue, Comparison(left, right, _score(row)))
            answers.append(Answer(question, verdict, (row.get("note") or "").strip()))
    if faults:
        more = [f"… and {len(faults) - _FAULTS} more"] if len(faults) > _FAULTS else []
        listed = "\n  ".join([*faults[:_FAULTS], *more])
        raise InputError(f"{where}: nothing was imported, since some rows are at fault:\n  {listed}")
    return answers


class _FaultError(Exception):
    """What is wrong with a row."""


def _rows(text: str, where: str) -> Iterator[tuple[int, dict[str, str | None]]]:
    """Rows by their number, the head being row 1."""
    text = text.removeprefix("\ufeff")
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)  # spreadsheets set to Indonesian write semicolons
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    missing = [name for name in _NEEDED if name not in (reader.fieldnames or ())]
    if missing:
        raise InputError(
            f"{where}: the columns {', '.join(missing)} are missing. Fill in a table that 'kg review --export' wrote"
        )
    try:
        yield from enumerate(reader, 2)
    except csv.Error as error:
        raise InputError(f"{where}, row {reader.line_num}: the table cannot be read: {error}") from error


def _member(row: dict[str, str | None], side: str, catalogue: Catalogue) -> Member:
    article, name, at = (_unsafe(row[f"{side}_{what}"] or "") for what in ("article", "named", "at"))
    kind = _unsafe(row["kind"] or "")
    if kind not in ("person", "organisation", "place", "event"):
        raise _FaultError(f"'{kind}' is no kind: person, organisation, place or event")
    if article == BY_HAND and name in catalogue.standing.added:
        return BY_HAND, name
    if article not in catalogue.facts:
        raise _FaultError(f"there is no article '{article}' in this graph")
    anchor = Anchor(article, kind, name, int(at) if at.isdecimal() else None)  # type: ignore[arg-type]
    found = catalogue.standing.members(Ref("", name, (anchor,)))
    if len(found) != 1:
        raise _FaultError(f"the article '{article}' has {len(found) or 'no'} {kind} '{name}'")
    return found[0]


def _verdict(catalogue: Catalogue, left: Member, right: Member) -> Verdict | None:
    """What was decided of two members already."""
    found = catalogue.standing.judged(left, right)
    if found is None:
        return None
    return "same" if isinstance(found, Same) else "different" if isinstance(found, Different) else "unsure"


def _described(seen: Portrait) -> dict[str, str]:
    articles = (", ".join(filter(None, (a.id, str(a.published or ""), a.publisher, a.title))) for a in seen.articles)
    return {
        "names": "; ".join(seen.names),
        "roles": "; ".join(seen.roles),
        "articles": "; ".join(articles),
        "sentences": "\n".join(f"{article}: {text}" for article, text in seen.sentences),
    }


def _score(row: dict[str, str | None]) -> float:
    try:
        return float(row.get("score") or 0)
    except ValueError:
        return 0.0


def _safe(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith((*_FORMULA, "'")) else value


def _unsafe(value: str) -> str:
    return value[1:] if value.startswith("'") and value[1:2] in (*_FORMULA, "'") else value
