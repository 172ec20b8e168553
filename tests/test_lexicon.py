"""The tables of words: well formed, with their origin, and asked for by name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest

from kg import lexicon
from kg.errors import DataError
from kg.lexicon import table, words

FILES = sorted(p.name for p in resources.files("kg.lexicon").iterdir() if p.name.endswith(".tsv"))
NAMES = [f.removesuffix(".tsv") for f in FILES]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder in place of the lexicon's."""
    monkeypatch.setattr(lexicon.resources, "files", lambda package: tmp_path)
    table.cache_clear()
    words.cache_clear()
    yield tmp_path
    table.cache_clear()
    words.cache_clear()


def test_there_are_tables() -> None:
    assert len(NAMES) > 15


@pytest.mark.parametrize("name", NAMES)
def test_a_table_says_what_it_holds_and_where_it_comes_from(name: str) -> None:
    text = (resources.files("kg.lexicon") / f"{name}.tsv").read_text(encoding="utf-8")
    comments = [line for line in text.splitlines() if line.startswith("#")]
    assert text.startswith("# ")
    assert text.endswith("\n")
    said = r"\b(?:origin|source|compiled|fitted|words of role_titles)\b"
    assert re.search(said, "\n".join(comments), re.IGNORECASE), comments


@pytest.mark.parametrize("name", NAMES)
def test_a_table_has_rows_and_none_twice(name: str) -> None:
    rows = table(name)
    assert rows
    assert all(any(r.values()) for r in rows)
    twice = [r for r, n in Counter(tuple(r.items()) for r in rows).items() if n > 1]
    assert twice == []


def test_cells_and_comments(folder: Path) -> None:
    (folder / "uji.tsv").write_text("# apa\n\nword\tkind\tnote\n Arga \tp\n\tq\tx\n# lain\nSekar\n", encoding="utf-8")
    assert table("uji") == (
        {"word": "Arga", "kind": "p", "note": ""},
        {"word": "", "kind": "q", "note": "x"},
        {"word": "Sekar", "kind": "", "note": ""},
    )
    assert words("uji") == {"Arga", "Sekar"}
    assert words("uji", "note") == {"x"}
    assert words("uji", kind="p") == {"Arga"}
    assert words("uji", kind="z") == frozenset()


def test_a_row_that_is_too_long_is_named_with_its_line(folder: Path) -> None:
    (folder / "uji.tsv").write_text("# apa\nword\nArga\tlebih\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"kg/lexicon/uji\.tsv, line 3: 2 cells for 1 columns"):
        table("uji")
