"""Proposals as a CSV file that people fill in, and back.

A row is a candidate; the rows of an entity stand together. Somebody writes into ``decision``: "same" at the right
candidate, or "different" at every one, or "unsure" at any; entities without a decision stay open. Spreadsheets change
delimiters and add marks at the beginning of files, so both are recognised.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from kg.errors import InputError
from kg.link.kinds import KINDS
from kg.link.values import Candidate, Proposal
from kg.rdf.catalogue import Catalogue
from kg.rdf.iris import address
from kg.resolve.decisions import Anchor, Ref
from kg.resolve.decisions.record import Verdict

COLUMNS: Final = ("decision", "note", "name", "kind", "mentions", "roles", "sentences", "candidate_name", "description",
                  "types", "score", "match", "candidate", "service", "entity", "article", "named", "at")  # fmt: skip
_NEEDED: Final = ("decision", "name", "kind", "candidate_name", "candidate", "entity", "article", "named")
#: What a decision may be written as, in English and Indonesian.
_WORDS: Final[dict[str, Verdict]] = {
    **dict.fromkeys(("s", "same", "sama"), "same"),
    **dict.fromkeys(("d", "different", "beda"), "different"),
    **dict.fromkeys(("u", "unsure", "ragu"), "unsure"),
}
#: Cells that a spreadsheet would take for a formula get an apostrophe in front, which it does not show.
_FORMULA = ("=", "+", "-", "@")


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a file says of one entity: the candidates that were seen, and the one that it is, if any.

    ``where`` names the row of the first candidate, for messages. ``service`` is the service's address.
    """

    entity: Ref
    candidates: tuple[Candidate, ...]
    choice: Candidate | None
    verdict: Verdict
    service: str
    note: str
    where: str


def written(
    proposals: Iterable[Proposal], catalogue: Catalogue, service: str, told: Mapping[str, str] | None = None
) -> str:
    """The CSV for proposals. ``service`` is the service's address, ``told`` has sentences about entities, by id."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for proposal in proposals:
        subject = proposal.subject
        row: dict[str, object] = {
            "name": subject.name,
            "kind": subject.kind,
            "mentions": subject.mentions,
            "roles": "; ".join(value for values in subject.context.values() for value in values),
            "sentences": (told or {}).get(subject.id, ""),
            "service": service,
            "entity": subject.id,
        }
        for anchor in catalogue.ref(subject.id).anchors[:1]:
            row |= {"article": anchor.article, "named": anchor.name, "at": anchor.at}
        for candidate in proposal.candidates:
            seen: dict[str, object] = {
                "candidate_name": candidate.name,
                "description": candidate.description,
                "types": "; ".join(candidate.types),
                "score": "" if candidate.score is None else f"{candidate.score:g}",
                "match": "yes" if candidate.match else "",
                "candidate": candidate.iri,
            }
            writer.writerow({name: _safe(value) for name, value in (row | seen).items()})
    return out.getvalue()


def read(text: str, where: str) -> list[Ruling]:
    """The rulings of a file, in its order; entities without any verdict are left out.

    Raises InputError, with the row, for what cannot be understood: then nothing of the file is to count.
    """
    by_entity: dict[tuple[str, str], list[tuple[int, dict[str, str]]]] = {}
    for number, row in _rows(text.removeprefix("\ufeff"), where):
        by_entity.setdefault((row["entity"], row.get("service", "")), []).append((number, row))
    found = (_ruling(entity, service, rows, where) for (entity, service), rows in by_entity.items())
    return [ruling for ruling in found if ruling is not None]


def _rows(text: str, where: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows by their number, the head being row 1."""
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)  # spreadsheets set to Indonesian write semicolons
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    missing = [c for c in _NEEDED if c not in (reader.fieldnames or ())]
    if missing:
        raise InputError(
            f"{where}: the columns {', '.join(missing)} are missing. Fill in a table that 'kg link --export' wrote"
        )
    try:
        for number, row in enumerate(reader, 2):
            cells = {key: _text(value) for key, value in row.items() if isinstance(key, str)}
            if any(cells.values()):
                yield number, cells
    except csv.Error as error:
        raise InputError(f"{where}, row {reader.line_num}: the table cannot be read: {error}") from error


def _ruling(entity: str, service: str, rows: list[tuple[int, dict[str, str]]], where: str) -> Ruling | None:
    candidates: list[Candidate] = []
    said: dict[Verdict, list[Candidate]] = {}
    for number, row in rows:
        candidate = _candidate(row, f"{where}, row {number}")
        candidates.append(candidate)
        word = row["decision"].casefold()
        if word and word not in _WORDS:
            raise InputError(
                f"{where}, row {number}: '{row['decision']}' is no decision: write same, different or unsure, or leave "
                f"it empty. Nothing was imported"
            )
        if word:
            said.setdefault(_WORDS[word], []).append(candidate)
    number, first = rows[0]
    here = f"{where}, row {number}"
    if not said:
        return None
    verdict: Verdict = next(v for v in ("same", "unsure", "different") if v in said)
    if len(said.get("same", ())) > 1:
        raise InputError(
            f"{here}: '{first['name']}' is the same as several candidates, it says; it can be one of them. "
            f"Nothing was imported"
        )
    if verdict == "different" and len(said["different"]) < len(candidates):
        raise InputError(
            f"{here}: '{first['name']}' is different from some candidates, it says, and nothing of the others; write "
            f"'different' at each of them, or 'same' at one. Nothing was imported"
        )
    choice = said["same"][0] if verdict == "same" else None
    notes = dict.fromkeys(row.get("note", "") for _, row in rows)
    return Ruling(
        _ref(entity, first, here), tuple(candidates), choice, verdict, service, " ".join(filter(None, notes)), here
    )


def _ref(entity: str, row: dict[str, str], here: str) -> Ref:
    kind, at = row["kind"], row.get("at", "")
    if kind not in KINDS:
        raise InputError(f"{here}: '{kind}' is no kind that is linked: {', '.join(KINDS)}. Nothing was imported")
    if not row["article"]:
        return Ref(entity, row["name"])
    anchor = Anchor(row["article"], kind, row["named"], int(at) if at.isdecimal() else None)  # type: ignore[arg-type]
    return Ref(entity, row["name"], (anchor,))


def _candidate(row: dict[str, str], here: str) -> Candidate:
    iri = row["candidate"]
    if address(iri) is None:
        raise InputError(f"{here}: the candidate '{iri}' is no address; keep that column. Nothing was imported")
    score: float | None = None
    if row.get("score"):
        try:
            score = float(row["score"].replace(",", "."))
        except ValueError:
            score = None  # it is for people to see, and some spreadsheets make a date of "9.5"
    return Candidate(id=iri, iri=iri, name=row["candidate_name"], score=score)


def _safe(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith((*_FORMULA, "'")) else value


def _text(value: object) -> str:
    """A cell's text; None stands where a row is short."""
    text = value.strip() if isinstance(value, str) else ""
    return text[1:] if text.startswith("'") and text[1:2] in (*_FORMULA, "'") else text
