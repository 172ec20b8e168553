"""One function for each kind of file: decoded text in, raw articles and problems out."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator

from kg.errors import Problem
from kg.model import RawArticle
from kg.read.fields import FIELD_OF, article

_HEADER = re.compile(r"(?P<name>[A-Za-z_]{2,12})[ \t]*:[ \t]*(?P<value>.*)")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
#: The csv module refuses cells above 128 KiB by default; a long read or a report pasted into a cell is longer.
_CELL_LIMIT = 16 * 1024 * 1024


def read_text(text: str, where: str, stem: str) -> Iterator[RawArticle | Problem]:
    """A text file: one article, with optional header lines (``Title: …``) before the first blank line.

    The header counts as one only when every line of it has a known name, so that a text that merely starts with
    "Jakarta: …" keeps its first line. Without an id line the file's stem is the id.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\n")
    head, *rest = _BLANK_LINE.split(text, maxsplit=1)
    header: dict[str, object] = {}
    body = rest[0] if rest else ""
    for line in head.split("\n"):
        m = _HEADER.fullmatch(line.strip())
        if m is None or FIELD_OF.get(m["name"].lower(), "text") == "text":
            header, body = {}, text
            break
        header[m["name"].lower()] = m["value"]
    yield article({**header, "text": body, "id": header.get("id") or header.get("kode") or stem}, where, stem)


def read_jsonl(text: str, where: str, stem: str) -> Iterator[RawArticle | Problem]:
    """JSON Lines: an object a line. Blank lines are skipped."""
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        row = f"{where}, line {number}"
        try:
            value = json.loads(line)
        except json.JSONDecodeError as error:
            yield Problem(row, f"not JSON: {error.msg} at column {error.colno}; each line must be one whole object")
            continue
        except (ValueError, RecursionError):  # a number of thousands of digits, thousands of brackets
            yield Problem(row, "not the JSON of an article: a number is too long or lists are nested too deep")
            continue
        if not isinstance(value, dict):
            yield Problem(row, f"holds a JSON {type(value).__name__}, not an object with fields like id, title, text")
            continue
        yield article(value, row, stem)


def read_csv(text: str, where: str, stem: str) -> Iterator[RawArticle | Problem]:
    """CSV with a header row; the separator (comma, semicolon or tab) is the one the header row uses most.

    A row whose quotation marks are wrong costs itself; one whose mark is never closed costs what follows it.
    """
    rows = _rows(text)
    header = next(rows, [])
    columns = [] if isinstance(header, str) else [c.strip() for c in header]
    if isinstance(header, str):
        yield Problem(f"{where}, row 1", f"the header row cannot be read: {header}")
        return
    if "text" not in {FIELD_OF.get(c.lower()) for c in columns}:
        named = ", ".join(columns) or "none"
        yield Problem(f"{where}, row 1", f"no text column; the columns are {named} (name one of them 'text')")
        return
    empty = True
    for number, cells in enumerate(rows, 2):
        row = f"{where}, row {number}"
        if isinstance(cells, str):
            empty = False
            yield Problem(row, cells)
        elif any(c.strip() for c in cells):
            empty = False
            if len(cells) == len(columns):
                yield article(_named(columns, cells), row, stem)
            else:
                counts = f"has {len(cells)} cells where the header has {len(columns)}"
                yield Problem(row, f"{counts}; is a separator or a quotation mark missing?")
    if empty:
        yield Problem(where, "holds a header row and no article below it")


def _named(columns: list[str], cells: list[str]) -> dict[str, object]:
    """The cells by column; of two columns with one name the first that holds something."""
    values: dict[str, object] = {}
    for column, cell in zip(columns, cells, strict=True):
        if not values.get(column):
            values[column] = cell
    return values


def _rows(text: str) -> Iterator[list[str] | str]:
    """The rows of a CSV text, each as its cells, or as the words that say what is wrong with it.

    After a row that cannot be read, reading goes on behind the line on which the marks opened in that row are paired
    again: marks inside a cell that should have been doubled come in pairs, so that is where the row ends.
    """
    csv.field_size_limit(_CELL_LIMIT)
    lines = list(io.StringIO(text, newline=""))
    separator = max(",;\t", key=(lines or [""])[0].count)
    at = 0
    while at < len(lines):
        reader = csv.reader((lines[i] for i in range(at, len(lines))), delimiter=separator, strict=True)
        begun = 0
        try:
            for cells in reader:
                yield cells
                begun = reader.line_num
            return
        except csv.Error as error:
            at += begun
            marks = 0
            for stop in range(at, len(lines)):
                marks += lines[stop].count('"')
                if marks % 2 == 0:
                    yield f"cannot be read: {error}; write a quotation mark inside a cell twice"
                    at = stop + 1
                    break
            else:
                yield (
                    f"cannot be read: {error}; a quotation mark that opens on line {at + 1} is never closed, "
                    "so the rest of the file was left out"
                )
                return
