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
#: The csv module refuses cells above 128 KiB by default; a long read or a report pasted into a cell is longer.
_CELL_LIMIT = 16 * 1024 * 1024


def read_text(text: str, where: str, stem: str) -> Iterator[RawArticle | Problem]:
    """A text file: one article, with optional header lines (``Title: …``, ``Published: …``) before the first blank line.

    The header counts as one only when every line of it has a known name, so that a text that merely starts with
    "Jakarta: …" keeps its first line.
    """
    head, _, rest = text.lstrip("\n").replace("\r\n", "\n").partition("\n\n")
    header: dict[str, object] = {}
    for line in head.split("\n"):
        m = _HEADER.fullmatch(line.strip())
        if m is None or m["name"].lower() not in FIELD_OF or FIELD_OF[m["name"].lower()] == "text":
            header, rest = {}, text
            break
        header[m["name"]] = m["value"]
    yield article({"id": stem, **{k.lower(): v for k, v in header.items()}, "text": rest}, where, stem)


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
        if not isinstance(value, dict):
            yield Problem(row, f"holds a JSON {type(value).__name__}, not an object with fields like id, title, text")
            continue
        yield article(value, row, stem)


def read_csv(text: str, where: str, stem: str) -> Iterator[RawArticle | Problem]:
    """CSV with a header row; the separator (comma, semicolon or tab) is the one the header row uses most."""
    csv.field_size_limit(_CELL_LIMIT)
    first = text.split("\n", 1)[0]
    separator = max(",;\t", key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        columns = [c.strip() for c in next(rows, [])]
    except csv.Error as error:
        yield Problem(f"{where}, row 1", f"the header row cannot be read: {error}")
        return
    if "text" not in {FIELD_OF.get(c.lower()) for c in columns}:
        yield Problem(f"{where}, row 1", f"no text column; the columns are {', '.join(columns) or 'none'} (name one of them 'text')")
        return
    number = 1
    while True:
        number += 1
        row = f"{where}, row {number}"
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            # Only the end of the file raises here (a quotation mark that is never closed): nothing can follow.
            yield Problem(row, f"cannot be read: {error} (a quotation mark that is not closed?)")
            return
        if not any(c.strip() for c in cells):
            continue
        if len(cells) != len(columns):
            yield Problem(row, f"has {len(cells)} cells where the header has {len(columns)}; is a separator or a quotation mark missing?")
            continue
        yield article(dict(zip(columns, cells, strict=True)), row, stem)
