"""The browser, and the example opened in it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.page import render

from .browsing import Opened
from .samples import example

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def _absent(what: str) -> None:
    """Skip on somebody's laptop; fail where all tests must run."""
    if os.environ.get("CI") == "true":
        pytest.fail(what)
    pytest.skip(what)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _absent("playwright is missing: pip install 'jejaring[test]'")
    names = ("chromium", "chromium-browser", "google-chrome")
    chromium = next((found for found in map(shutil.which, names) if found), None)
    if chromium is None:
        _absent("no Chromium on this system; on Debian and Ubuntu: apt-get install chromium")
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as p:
        found = p.chromium.launch(executable_path=chromium, args=arguments)
        yield found
        found.close()


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Opened]:
    """The page of the ontology's example, which must neither complain nor ask for anything."""
    path = tmp_path / "graph.html"
    path.write_text(render(example(), title="Jejaring contoh"), encoding="utf-8")
    result = Opened(browser, path)
    yield result
    complaints, foreign = result.complaints, result.foreign
    result.context.close()
    assert complaints == []
    assert foreign == []
