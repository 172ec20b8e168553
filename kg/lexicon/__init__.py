"""Indonesian words as data.

Each ``.tsv`` file here is a table: comment lines start with ``#`` and say what the table holds and where it comes from,
the first other line names the columns, and the rest are rows. Code asks for a table by its file name without ending.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

from kg.errors import DataError


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of ``name``.tsv, each a dict from column to text; absent trailing cells are empty.

    Raises DataError with file and line when a row has more cells than there are columns.
    """
    source = resources.files(__package__) / f"{name}.tsv"
    rows: list[dict[str, str]] = []
    columns: list[str] | None = None
    for number, line in enumerate(source.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [c.strip() for c in line.split("\t")]
        if columns is None:
            columns = cells
            continue
        if len(cells) > len(columns):
            raise DataError(f"kg/lexicon/{name}.tsv, line {number}: {len(cells)} cells for {len(columns)} columns")
        rows.append(dict(zip(columns, cells + [""] * (len(columns) - len(cells)), strict=True)))
    return tuple(rows)


@cache
def words(name: str, column: str = "word", **where: str) -> frozenset[str]:
    """The values of one column, where the other columns are as given: ``words("honorifics", kind="rank")``.

    Empty cells are left out.
    """
    return frozenset(r[column] for r in table(name) if r[column] and all(r.get(k) == v for k, v in where.items()))
