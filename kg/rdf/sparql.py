"""SPARQL from people: safe to run, understandable when it is wrong.

The union of all graphs is the default graph, the usual prefixes need no declaration, and nothing but the store is
asked: a query that would call another server (``SERVICE``) is refused.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable
from typing import TypeAlias, TypeVar

import pyoxigraph as ox

from kg.errors import QueryError
from kg.rdf import vocabulary
from kg.rdf.store import merged
from kg.rdf.vocabulary import DEFAULT_BASE, KG_NS

_T = TypeVar("_T")
Answer: TypeAlias = "ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples"

#: What a SPARQL reader takes as one piece, in the order in which it tries: addresses, long and short strings, comments.
_OPAQUE = re.compile(
    r"<[^<>\"{}|^`\\\x00-\x20]*>"
    r"|'''(?:(?:'|'')?(?:[^'\\]|\\.))*'''"
    r'|"""(?:(?:"|"")?(?:[^"\\]|\\.))*"""'
    r"|'(?:[^'\\\n\r]|\\.)*'"
    r'|"(?:[^"\\\n\r]|\\.)*"'
    r"|#[^\n\r]*",
    re.DOTALL,
)
_CODEPOINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_SERVICE = re.compile(r"(?<![\w?$:.\-])SERVICE(?![\w:\-])", re.IGNORECASE)
_UPDATE = re.compile(r"^\s*(INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD|WITH)\b", re.IGNORECASE | re.MULTILINE)
_PREFIX_USED = re.compile(r"(?<![\w?$:.\-])([A-Za-z][\w.\-]*|):[\w%\\]")
_PREFIX_DECLARED = re.compile(r"\bPREFIX\s+([A-Za-z][\w.\-]*|):", re.IGNORECASE)
_KG_TERM = re.compile(r"(?<![\w?$:.\-])kg:(\w+)")
_POSITION = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
#: A word on its own: no variable, no prefixed name, no language tag, no number.
_WORD = re.compile(r"(?<![\w?$:.\-@%\\])[A-Za-z]\w*(?![\w:\-])")
_WORDS = frozenset(
    """
    ABS ADD ALL AS ASC ASK AVG BASE BIND BNODE BOUND BY CEIL COALESCE CONCAT CONSTRUCT CONTAINS COUNT DATATYPE DAY DESC
    DESCRIBE DISTINCT ENCODE_FOR_URI EXISTS FALSE FILTER FLOOR FROM GRAPH GROUP GROUP_CONCAT HAVING HOURS IF IN IRI
    ISBLANK ISIRI ISLITERAL ISNUMERIC ISURI LANG LANGMATCHES LATERAL LCASE LIMIT MAX MD5 MIN MINUS MINUTES MONTH NAMED
    NOT NOW OFFSET OPTIONAL ORDER PREFIX RAND REDUCED REGEX REPLACE ROUND SAMETERM SAMPLE SECONDS SELECT SEPARATOR
    SERVICE SHA1 SHA256 SHA384 SHA512 SILENT STR STRAFTER STRBEFORE STRDT STRENDS STRLANG STRLEN STRSTARTS STRUUID
    SUBSTR SUM TIMEZONE TRUE TZ UCASE UNDEF UNION URI UUID VALUES WHERE YEAR
    """.split()
)
_UNKNOWN_CLASS = re.compile(r"\[.*", re.DOTALL)


def execute(store: ox.Store, sparql: str, base: str = DEFAULT_BASE) -> Answer:
    """Run a SELECT, ASK, CONSTRUCT or DESCRIBE over all graphs of ``store``.

    Raises QueryError with line, column and a hint.
    """
    bare = without_opaque(sparql)
    if _SERVICE.search(bare):
        raise QueryError("the query asks another server (SERVICE); only this graph can be asked")
    known = vocabulary.prefixes(base)
    union = not merged(store)
    return guarded(lambda: store.query(sparql, prefixes=known, use_default_graph_as_union=union), sparql, base)


def guarded(call: Callable[[], _T], sparql: str, base: str = DEFAULT_BASE) -> _T:
    """What ``call`` gives; the store's errors, which also come while rows are taken, become QueryError."""
    try:
        return call()
    except SyntaxError as error:
        raise QueryError(_explain(str(error), sparql, base)) from error
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(f"the query cannot be run: {error}") from error


def without_opaque(sparql: str) -> str:
    """The query with addresses, strings and comments blanked, positions unchanged unless characters are escaped."""

    def blank(match: re.Match[str]) -> str:
        return re.sub(r"[^\n]", " ", match.group())

    plain = _CODEPOINT.sub(lambda m: chr(min(int(m.group(1) or m.group(2), 16), 0x10FFFF)), sparql)
    return _OPAQUE.sub(blank, plain)


def unknown_terms(sparql: str) -> list[str]:
    """A remark on each ``kg:`` name of the query that the ontology does not have: it would silently match nothing."""
    bare = without_opaque(sparql)
    declared = re.search(r"\bPREFIX\s+kg:\s*<([^>]*)>", sparql, re.IGNORECASE)
    if declared is not None and declared.group(1) != KG_NS:
        return []
    known = vocabulary.terms()
    remarks = []
    for name in dict.fromkeys(_KG_TERM.findall(bare)):
        if name not in known:
            close = difflib.get_close_matches(name, known, 1, 0.6)
            hint = f"; did you mean kg:{close[0]}?" if close else ""
            remarks.append(f"kg:{name} is not a term of the ontology{hint}")
    return remarks


def _explain(message: str, sparql: str, base: str) -> str:
    """What is wrong with the query, where, with the line and a mark under the place, and what to do."""
    bare = without_opaque(sparql)
    update = _UPDATE.search(bare)
    if not bare.strip():
        return "the query is empty; it starts with SELECT, ASK, CONSTRUCT or DESCRIBE"
    if update is not None and not re.search(r"\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", bare, re.IGNORECASE):
        verb = update.group(1).upper()
        return f"{verb} would change the graph; only SELECT, ASK, CONSTRUCT and DESCRIBE can be run"
    found = _POSITION.match(message)
    if found is None:
        return f"the query cannot be read: {message}"
    number, column, expected = int(found[1]), int(found[2]), found[3]
    lines = sparql.splitlines() or [""]
    line = lines[min(number, len(lines)) - 1]
    hint = _hint(bare, base, expected, at_end=number >= len(lines) and column > len(line.rstrip()))
    # Tabs stay tabs in front of the mark, so that it stands under the place on any terminal.
    lead = re.sub(r"[^\t]", " ", line[: column - 1])
    return f"the query cannot be read at line {number}, column {column}: {hint}\n  {line}\n  {lead}^"


def _hint(bare: str, base: str, expected: str, *, at_end: bool) -> str:
    known = vocabulary.prefixes(base)
    foreign = sorted(set(_PREFIX_USED.findall(bare)) - set(known) - set(_PREFIX_DECLARED.findall(bare)) - {"_"})
    if foreign:
        return (
            f"the prefix '{foreign[0]}:' is not declared; known without a PREFIX line are "
            f"{', '.join(f'{p}:' for p in sorted(known))}"
        )
    missing = bare.count("{") - bare.count("}")
    if missing and (at_end or missing < 0):
        return "a closing '}' is missing" if missing > 0 else "there is a '}' too many"
    for word in _WORD.findall(bare):
        if word.upper() not in _WORDS and word != "a":
            close = difflib.get_close_matches(word.upper(), _WORDS, 1)
            guess = f"; did you mean {close[0]}?" if close else ""
            return f"'{word}' is no word of SPARQL{guess}"
    if "variable that is unbound" in expected:
        return "SELECT names a variable that is neither in GROUP BY nor inside COUNT, MAX or the like"
    return _expected(expected)


def _expected(expected: str) -> str:
    """The parser's list of what could follow, without the classes of characters that only a parser cares about."""
    parts = expected.removeprefix("expected ").removeprefix("one of ").split(", ")
    useful: Iterable[str] = (_UNKNOWN_CLASS.sub("", p).strip() for p in parts)
    listed = list(dict.fromkeys(p for p in useful if p and len(p) < 40))[:8]
    return f"expected {' or '.join(listed)}" if listed else "something here does not belong"
