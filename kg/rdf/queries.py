"""Questions to the graph: a reporter's named ones from ``ontology/queries``, and anyone's SPARQL.

A file of a named query starts with comment lines: the question in English, the question in Indonesian, and a line for
each parameter::

    # Who said what?
    # Siapa berkata apa?
    # param speaker: part of the speaker's name (default: "")

In its text ``$speaker`` stands for the value, which is always put in as a text, quoted, whatever it holds. A parameter
without a default has to be given.
"""

from __future__ import annotations

import csv
import difflib
import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import TypeAlias

import pyoxigraph as ox

from kg.errors import DataError, UsageError
from kg.rdf import ontology, sparql, vocabulary
from kg.rdf.vocabulary import DEFAULT_BASE

#: A cell of a table: None where the query leaves a variable unbound.
Cell: TypeAlias = "ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None"

_PARAM = re.compile(r'# param (\w+): (.+?)(?: \(default: (".*")\))?$')
_USE = re.compile(r"\$(\w+)")


class Kind(StrEnum):
    """What a query gives: a table (SELECT), yes or no (ASK), or triples (CONSTRUCT, DESCRIBE)."""

    TABLE = "table"
    BOOLEAN = "boolean"
    TRIPLES = "triples"


#: What each kind can be written as by :meth:`Result.write`.
FORMATS = {
    Kind.TABLE: ("csv", "tsv", "json"),
    Kind.BOOLEAN: ("csv", "json"),
    Kind.TRIPLES: ("turtle", "json", "csv"),
}


@dataclass(frozen=True, slots=True)
class Result:
    """What a query gave, in memory.

    ``variables`` name the columns of ``rows``; triples are rows of subject, predicate and object, ordered. ``boolean``
    is the answer of an ASK. ``remarks`` are for the person who asked, such as a misspelt term.
    """

    kind: Kind
    variables: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    boolean: bool | None = None
    remarks: tuple[str, ...] = ()
    base: str = field(default=DEFAULT_BASE, repr=False)

    def texts(self) -> list[list[str]]:
        """The rows as plain text for a table on a screen; IRIs are shortened with the prefixes, gaps are empty."""
        known = vocabulary.prefixes(self.base)
        return [[_short(cell, known) for cell in row] for row in self.rows]

    def write(self, form: str) -> bytes:
        """The result in one of the :data:`FORMATS` of its kind, as UTF-8.

        Raises UsageError for a format that does not fit.
        """
        if form not in FORMATS[self.kind]:
            given = {Kind.TABLE: "a table", Kind.BOOLEAN: "yes or no", Kind.TRIPLES: "triples"}[self.kind]
            raise UsageError(f"the query gives {given}, which cannot be written as {form}: use one of "
                             f"{', '.join(FORMATS[self.kind])}")  # fmt: skip
        if self.kind is Kind.BOOLEAN:
            answer = json.dumps({"head": {}, "boolean": self.boolean}) if form == "json" else str(self.boolean).lower()
            return f"{answer}\n".encode()
        if self.kind is Kind.TRIPLES and form in ("turtle", "json"):
            kind = ox.RdfFormat.TURTLE if form == "turtle" else ox.RdfFormat.JSON_LD
            triples = [ox.Triple(*row) for row in self.rows]  # type: ignore[arg-type]
            return ox.serialize(triples, format=kind, prefixes=vocabulary.prefixes(self.base)) or b""
        return {"csv": self._csv, "tsv": self._tsv, "json": self._json}[form]().encode()

    def _csv(self) -> str:
        out = io.StringIO()
        writer = csv.writer(out)  # CRLF and quotes as the SPARQL 1.1 CSV format asks
        writer.writerow(self.variables)
        writer.writerows([_plain(cell) for cell in row] for row in self.rows)
        return out.getvalue()

    def _tsv(self) -> str:
        lines = ["\t".join(f"?{v}" for v in self.variables)]
        lines += ["\t".join("" if cell is None else str(cell) for cell in row) for row in self.rows]
        return "\n".join(lines) + "\n"

    def _json(self) -> str:
        bindings = [
            {v: _json_term(cell) for v, cell in zip(self.variables, row, strict=True) if cell is not None}
            for row in self.rows
        ]
        return json.dumps({"head": {"vars": self.variables}, "results": {"bindings": bindings}}, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a named query asks for; ``default`` None means that it has to be given."""

    name: str
    description: str
    default: str | None


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A question with a name: in English, in Indonesian, and in SPARQL."""

    name: str
    question: str
    question_id: str
    parameters: tuple[Parameter, ...]
    text: str

    def filled(self, values: Mapping[str, str]) -> str:
        """The SPARQL with the values put in. Raises UsageError for one that is unknown or missing."""
        known = {p.name: p for p in self.parameters}
        listed = "; ".join(f"{p.name} ({p.description})" for p in self.parameters) or "none"
        for name in values:
            if name not in known:
                raise UsageError(f"the query {self.name} has no parameter '{name}'; it has: {listed}")
        given = {p.name: values.get(p.name, p.default) for p in self.parameters}
        literals: dict[str, str] = {}
        for name, value in given.items():
            if value is None:
                raise UsageError(f"the query {self.name} needs '{name}': {known[name].description}")
            try:
                literals[name] = str(ox.Literal(value))
            except ValueError as error:
                raise UsageError(f"the value of '{name}' is not valid Unicode text") from error
        return _USE.sub(lambda m: literals[m.group(1)], self.text)


def run(store: ox.Store, text: str, base: str = DEFAULT_BASE) -> Result:
    """Run SPARQL over all graphs of ``store``. Raises QueryError if it cannot be read or run."""
    return sparql.guarded(lambda: _collected(store, text, base), text, base)


def _collected(store: ox.Store, text: str, base: str) -> Result:
    answer = sparql.execute(store, text, base)
    remarks = tuple(sparql.unknown_terms(text))
    if isinstance(answer, ox.QueryBoolean):
        return Result(Kind.BOOLEAN, boolean=bool(answer), remarks=remarks, base=base)
    if isinstance(answer, ox.QueryTriples):
        triples = sorted({(t.subject, t.predicate, t.object) for t in answer}, key=lambda t: tuple(map(str, t)))
        return Result(Kind.TRIPLES, ("subject", "predicate", "object"), tuple(triples), remarks=remarks, base=base)
    variables = tuple(v.value for v in answer.variables)
    return Result(Kind.TABLE, variables, tuple(tuple(row) for row in answer), remarks=remarks, base=base)


def run_named(store: ox.Store, name: str, values: Mapping[str, str] | None = None, base: str = DEFAULT_BASE) -> Result:
    """Run the question of that name with values for its parameters."""
    return run(store, named(name).filled(values or {}), base)


def named(name: str) -> NamedQuery:
    """The question of that name. Raises UsageError with the names there are, the closest first."""
    known = all_named()
    if name not in known:
        close = difflib.get_close_matches(name, known, 1)
        guess = f" Did you mean {close[0]}?" if close else ""
        raise UsageError(f"there is no query '{name}'.{guess} There are: {', '.join(known)}")
    return known[name]


@cache
def all_named() -> dict[str, NamedQuery]:
    """All questions by name, in the order of their names."""
    return {
        path.stem: _parsed(path.stem, path.read_text(encoding="utf-8"))
        for path in sorted((ontology.folder() / "queries").glob("*.rq"))
    }


def _parsed(name: str, source: str) -> NamedQuery:
    lines = source.splitlines()
    head = [line for line in lines if line.startswith("# ")]
    parameters = []
    for line in head[2:]:
        match = _PARAM.match(line)
        if match is None:
            raise DataError(f"ontology/queries/{name}.rq: '{line}' is not of the form '# param name: description'")
        parameters.append(Parameter(match[1], match[2], None if match[3] is None else json.loads(match[3])))
    text = "\n".join(line for line in lines if not line.startswith("#")) + "\n"
    if len(head) < 2 or set(_USE.findall(text)) != {p.name for p in parameters}:
        raise DataError(f"ontology/queries/{name}.rq: it needs two questions, and '# param' lines for its $names")
    return NamedQuery(name, head[0][2:], head[1][2:], tuple(parameters), text)


def _plain(cell: Cell) -> str:
    return "" if cell is None else str(cell) if isinstance(cell, ox.Triple | ox.BlankNode) else cell.value


def _short(cell: Cell, known: Mapping[str, str]) -> str:
    if isinstance(cell, ox.NamedNode):
        fitting = [(iri, prefix) for prefix, iri in known.items() if cell.value.startswith(iri)]
        if fitting:
            iri, prefix = max(fitting, key=lambda f: len(f[0]))
            return f"{prefix}:{cell.value[len(iri) :]}"
    return _plain(cell)


def _json_term(cell: Cell) -> dict[str, object]:
    if isinstance(cell, ox.NamedNode):
        return {"type": "uri", "value": cell.value}
    if isinstance(cell, ox.BlankNode):
        return {"type": "bnode", "value": cell.value}
    if isinstance(cell, ox.Triple):
        parts = {"subject": cell.subject, "predicate": cell.predicate, "object": cell.object}
        return {"type": "triple", "value": {k: _json_term(v) for k, v in parts.items()}}
    assert isinstance(cell, ox.Literal)
    term: dict[str, object] = {"type": "literal", "value": cell.value}
    if cell.language:
        term["xml:lang"] = cell.language
    elif cell.datatype != vocabulary.XSD.STRING:
        term["datatype"] = cell.datatype.value
    return term
