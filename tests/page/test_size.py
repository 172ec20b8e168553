"""The page of a year of a newspaper: how long it takes, how large it is, how soon it opens."""

from __future__ import annotations

import time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx
import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.network import build
from kg.page import render
from kg.rdf.vocabulary import DCTERMS, DEFAULT_BASE, KG, OA, RDFS

from .browsing import Opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.slow

#: As many as some 650 articles give: people, organisations, events and places; each person has a role and statements.
ARTICLES, PEOPLE, ORGANISATIONS, EVENTS, PLACES = 650, 1300, 1800, 500, 1200
STATEMENTS = 4
WORDS = ["panen madu", "rapat warga", "jalan desa", "harga pupuk", "musim hujan", "sekolah baru", "kebun kopi"]


def _quads() -> list[Quad]:
    quads: list[Quad] = []

    def say(article: int, subject: str, property_: NamedNode, value: str | NamedNode | int) -> None:
        object_ = value if isinstance(value, NamedNode) else Literal(value)
        quads.append(Quad(_iri(subject), property_, object_, _iri(f"article/{article}")))

    def show(article: int, about: str, text: str, exact: str) -> None:
        note, target, start = f"evidence/{about}", f"target/{about}", text.index(exact)
        say(article, note, OA.HAS_BODY, _iri(about))
        say(article, note, OA.HAS_TARGET, _iri(target))
        say(article, target, OA.HAS_SOURCE, _iri(f"article/{article}"))
        say(article, target, OA.START, start)
        say(article, target, OA.END, start + len(exact))
        say(article, target, OA.EXACT, exact)

    texts: dict[int, str] = {}
    for person in range(PEOPLE):
        article = person % ARTICLES
        said = [
            f"Soal {WORDS[(person + n) % 7]} nomor {person * STATEMENTS + n} kami bahas." for n in range(STATEMENTS)
        ]
        line = f"Ketua Lembaga {person % ORGANISATIONS} Tokoh {person} hadir. {' '.join(said)}"
        texts[article] = f"{texts.get(article, '')}{line}\n\n"
    for article, text in texts.items():
        name = f"article/{article}"
        say(article, name, RDFS.TYPE, KG.ARTICLE)
        say(article, name, DCTERMS.IDENTIFIER, f"berita-{article:03}")
        say(article, name, DCTERMS.ARTICLE_BODY, text)
        say(article, name, DCTERMS.TITLE, f"Kabar nomor {article}")
        say(article, name, DCTERMS.ISSUED, f"2031-{article % 12 + 1:02}-{article % 28 + 1:02}")
    for kind, class_, count in (
        ("organisation", KG.ORGANISATION_CLASS, ORGANISATIONS),
        ("event", KG.EVENT_CLASS, EVENTS),
        ("place", KG.PLACE_CLASS, PLACES),
    ):
        for n in range(count):
            say(n % ARTICLES, f"{kind}/{n}", RDFS.TYPE, class_)
            say(n % ARTICLES, f"{kind}/{n}", RDFS.LABEL, f"{kind.capitalize()} {n}")
    for person in range(PEOPLE):
        article, key, role = person % ARTICLES, f"person/{person}", f"role/{person}"
        say(article, key, RDFS.TYPE, KG.PERSON)
        say(article, key, RDFS.LABEL, f"Tokoh {person}")
        show(article, key, texts[article], f"Tokoh {person} ")
        say(article, role, RDFS.TYPE, KG.ROLE)
        say(article, role, KG.TITLE, "Ketua")
        say(article, role, KG.HOLDER, _iri(key))
        # A few organisations have many people, most have few.
        say(article, role, KG.ORGANISATION, _iri(f"organisation/{person * person % ORGANISATIONS}"))
        show(article, role, texts[article], f"Ketua Lembaga {person % ORGANISATIONS} Tokoh {person}")
        event = f"event/{person % EVENTS}"
        say(article, event, KG.PARTICIPANT, _iri(key))
        say(article, event, KG.PLACE, _iri(f"place/{person % PLACES}"))
        for n in range(STATEMENTS):
            statement = f"statement/{person}-{n}"
            words = f"Soal {WORDS[(person + n) % 7]} nomor {person * STATEMENTS + n} kami bahas"
            say(article, statement, RDFS.TYPE, KG.STATEMENT)
            say(article, statement, KG.SPEAKER, _iri(key))
            say(article, statement, KG.TEXT, words)
            say(article, statement, KG.MENTIONS, _iri(f"organisation/{(person + n * 7) % ORGANISATIONS}"))
            show(article, statement, texts[article], words)
    return quads


def _iri(local: str) -> NamedNode:
    return NamedNode(DEFAULT_BASE + local)


@cache
def _page() -> tuple[nx.MultiDiGraph[str], str, float]:
    """The network, its page, and the seconds that took."""
    quads = _quads()
    began = time.perf_counter()
    network = build(quads)
    page = render(network)
    return network, page, time.perf_counter() - began


def test_eleven_thousand_nodes_become_a_page_in_half_a_minute() -> None:
    network, page, seconds = _page()
    assert len(network) > 10_000
    assert network.number_of_edges() > 14_000
    assert seconds < 30  # 5 to 10 on two cores that do other things too
    assert len(page.encode()) < 8_000_000  # an attachment that most mail takes


@pytest.mark.browser
def test_it_opens_within_seconds_and_answers_at_once(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "graph.html"
    path.write_text(_page()[1], encoding="utf-8")
    opened = Opened(browser, path)
    began = time.perf_counter()
    page = opened.at()
    assert time.perf_counter() - began < 8
    began = time.perf_counter()
    page.locator("#query").fill("tokoh 1234")
    assert page.locator("#hits li").first.inner_text().startswith("Tokoh 1234")
    page.keyboard.press("Enter")
    opened.heading("Tokoh 1234")
    assert time.perf_counter() - began < 3
    assert page.locator("#panel mark").first.inner_text() == "Ketua Lembaga 1234 Tokoh 1234"
    assert (opened.complaints, opened.foreign) == ([], [])
    opened.context.close()
