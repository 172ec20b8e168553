"""The README is true: its blocks are what its commands print, its commands exist, its links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import refresh

TEXT = refresh.README.read_text(encoding="utf-8")


@pytest.mark.slow
def test_outputs_and_tables_are_what_the_commands_print(tmp_path: Path) -> None:
    refresh.kg("demo", "--out", str(tmp_path / "demo"), "--quiet")
    assert refresh.refreshed(TEXT, tmp_path / "demo", tmp_path) == TEXT, "run python tests/docs/refresh.py"


def test_every_local_link_exists() -> None:
    links = re.findall(r"\]\((?!http|#)([^)]+)\)", TEXT)
    assert links
    missing = [link for link in links if not (refresh.ROOT / link.split("#")[0]).exists()]
    assert missing == []


def test_the_two_commands_are_marked_for_ci() -> None:
    for name in ("demo", "tests"):
        assert re.search(rf"<!-- ci: {name} -->\n```sh\n.+\n```", TEXT), name


def test_shown_queries_are_the_ones_whose_output_is_shown() -> None:
    shown = [" ".join(m.split()) for m in re.findall(r"```sh\n(kg query .*?)\n```", TEXT, re.DOTALL)]
    run = [" ".join(m["what"].split()) for m in refresh._BLOCK.finditer(TEXT) if m["what"].startswith("kg query")]
    assert [q for q in shown if q != "kg query --list"] == run
    assert len(run) >= 5
