"""What people added or renamed, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.network import build
from kg.page import render
from kg.rdf.decision_graph import decision_quads
from kg.rdf.ontology import file
from kg.rdf.reading import read_articles
from kg.rdf.store import load
from kg.resolve.decisions import Decisions, Ref, added_id, sealed
from kg.resolve.decisions.record import Add, AddedRole, AddedStatement, AddedThing, Rename

from .browsing import Opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

WHO = "Sinta <b>Dewi</b>"
ADD = sealed(Add(time="2031-04-01T08:00:00.000000Z", who=WHO, note="dari <i>kartu</i> nama",
                 source="https://example.org/ratna", added=AddedThing("person", "Ratna Selaya")))  # fmt: skip
RATNA = Ref(added_id(ADD) or "", "Ratna Selaya")
DARMAJI = Ref("person/darmaji-wiryakusuma", "Darmaji Wiryakusuma")


def _store() -> Store:
    store = load(file("examples/one-article.trig"))
    role = Add(time="2031-04-02T08:00:00.000000Z", who=WHO, added=AddedRole(RATNA, "Bendahara"), source="javascript:x")
    said = Add(time="2031-04-03T08:00:00.000000Z", who=WHO, added=AddedStatement(RATNA, "Kami siap"))
    name = Rename(time="2031-04-04T08:00:00.000000Z", who=WHO, entity=DARMAJI, name="Pak Darmaji")
    ((facts, identity),) = read_articles(store)
    store.extend(decision_quads(Decisions((ADD, sealed(role), sealed(said), sealed(name))), [facts], identity))
    return store


@pytest.fixture
def by_hand(browser: Browser, tmp_path: Path) -> Iterator[Opened]:
    path = tmp_path / "graph.html"
    path.write_text(render(build(_store())), encoding="utf-8")
    opened = Opened(browser, path)
    yield opened
    complaints, foreign = opened.complaints, opened.foreign
    opened.context.close()
    assert complaints == []
    assert foreign == []


def test_facts_added_by_hand_say_who_added_them(by_hand: Opened) -> None:
    page = by_hand.at(f"#{RATNA.id}")
    text = page.locator("#panel").inner_text()
    assert f"Ditambahkan oleh {WHO}, 1 April 2031: dari <i>kartu</i> nama" in text
    assert f"Ditambahkan oleh {WHO}, 2 April 2031 · javascript:x" in text  # words, not an address to follow
    assert "Kami siap" in text
    links = page.locator("#panel .hand a")
    assert [links.nth(i).get_attribute("href") for i in range(links.count())] == ["https://example.org/ratna"]


def test_a_chosen_name_is_shown_and_the_old_one_found(by_hand: Opened) -> None:
    page = by_hand.at("#person/darmaji-wiryakusuma")
    by_hand.heading("Pak Darmaji")
    assert "Darmaji Wiryakusuma" in page.locator("#panel .also").inner_text()
    assert page.locator("#panel .hand").count() == 0
    page.locator("#query").fill("wiryakusuma")
    assert page.locator("#hits li").first.inner_text().startswith("Pak Darmaji")


def test_the_name_needs_only_the_graph_of_decisions() -> None:
    store = load(file("examples/one-article.trig"))
    base = "https://w3id.org/jejaring/id/"
    preferred = NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    graph = NamedNode(f"{base}graph/decisions")
    store.add(Quad(NamedNode(f"{base}{DARMAJI.id}"), preferred, Literal("Pak D."), graph))
    assert build(store).nodes[DARMAJI.id]["label"] == "Pak D."
