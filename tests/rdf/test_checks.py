"""Wrong graphs are found wrong, in words that say what and where."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.errors import MissingPartError
from kg.model import ArticleFacts, Event
from kg.rdf.checks import check, evidence_problems
from kg.rdf.mapping import article_quads
from kg.rdf.provenance import Extraction, provenance_quads
from kg.rdf.vocabulary import DCTERMS, DEFAULT_BASE, KG, OA, RDFS, XSD

from .samples import articles_facts, sample

EXTRACTION = Extraction("1.2", "abc")
ARTICLE = NamedNode(DEFAULT_BASE + "article/contoh-1")


def good() -> Store:
    store = Store()
    store.extend([*article_quads(sample(), extraction=EXTRACTION), *provenance_quads(EXTRACTION)])
    return store


def one(store: Store, predicate: NamedNode, start: str = "") -> Quad:
    """The first quad with the predicate (and a subject that starts so), in order."""
    found = [q for q in store.quads_for_pattern(None, predicate, None) if str(q.subject).startswith(f"<{start}")]
    return min(found, key=str)


def without(predicate: NamedNode, start: str = "") -> Callable[[Store], None]:
    return lambda store: store.remove(one(store, predicate, start))


def changed(predicate: NamedNode, value: NamedNode | Literal, start: str = "") -> Callable[[Store], None]:
    def change(store: Store) -> None:
        quad = one(store, predicate, start)
        store.remove(quad)
        store.add(Quad(quad.subject, quad.predicate, value, quad.graph_name))

    return change


def added(predicate: NamedNode, value: NamedNode | Literal, start: str = "") -> Callable[[Store], None]:
    def add(store: Store) -> None:
        quad = one(store, RDFS.TYPE, DEFAULT_BASE + start)
        store.add(Quad(quad.subject, predicate, value, quad.graph_name))

    return add


def without_evidence_of(start: str) -> Callable[[Store], None]:
    def remove(store: Store) -> None:
        for quad in list(store.quads_for_pattern(None, OA.HAS_BODY, None)):
            if str(quad.object).startswith(f"<{DEFAULT_BASE}{start}"):
                for about in list(store.quads_for_pattern(quad.subject, None, None)):
                    store.remove(about)

    return remove


def date(day: str) -> Literal:
    return Literal(day, datatype=XSD.DATE)


def test_a_good_graph_has_no_problems() -> None:
    assert check(good()) == []


def test_two_articles_are_checked_apart() -> None:
    store = good()
    store.extend(article_quads(sample("contoh-2"), extraction=EXTRACTION))
    steps: list[tuple[int, int]] = []
    assert check(store, progress=lambda done, of: steps.append((done, of))) == []
    assert steps == [(1, 3), (2, 3), (3, 3)]


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (without(KG.HOLDER), "a role has one holder"),
        (changed(KG.HOLDER, NamedNode(DEFAULT_BASE + "person/unknown")), "a role has one holder, a person"),
        (changed(KG.HOLDER, Literal("Darmaji")), "a role has one holder"),
        (added(KG.TITLE, Literal("Wakil Ketua"), "role/"), "a role has at most one title"),
        (changed(KG.TITLE, Literal(" ")), "not empty"),
        (without(KG.TEXT), "a statement has one text"),
        (changed(KG.TEXT, Literal("")), "a statement has one text, not empty"),
        (without(KG.SPEECH_MODE), "either kg:Direct or kg:Indirect"),
        (changed(KG.SPEAKER, NamedNode(DEFAULT_BASE + "place/balai-desa-sukatirta")), "a speaker is a person"),
        (changed(KG.IN_ROLE, NamedNode(DEFAULT_BASE + "role/none")), "made in a role of the article"),
        (changed(KG.START_DATE, Literal("2031-03-05")), "a date"),
        (changed(KG.START_DATE, date("5 Maret 2031")), "a date"),
        (added(KG.END_DATE, date("2031-03-04"), "event/"), "an event ends before it starts"),
        (changed(KG.EVENT_TYPE, NamedNode(KG.EVENT_TYPE.value + "s")), "of the scheme of event types"),
        (changed(KG.PARTICIPANT, NamedNode(DEFAULT_BASE + "place/balai-desa-sukatirta")), "a participant is"),
        (changed(KG.CONFIDENCE, Literal("1.2", datatype=XSD.DECIMAL)), "a confidence is"),
        (changed(KG.CONFIDENCE, Literal(0.5)), "a confidence is"),
        (without(RDFS.LABEL, DEFAULT_BASE + "person/"), "a named thing has one label"),
        (added(RDFS.ALT_LABEL, Literal("Pelatihan Madu 2031"), "event/"), "repeats the label"),
        (added(RDFS.TYPE, KG.PLACE_CLASS, "person/"), "a thing is of one class"),
        (without(DCTERMS.IDENTIFIER), "an article has one id"),
        (changed(KG.CONTENT_HASH, Literal("abc")), "64 hexadecimal digits"),
        (changed(DCTERMS.ISSUED, Literal("2031")), "at most one date"),
        (without_evidence_of("role/"), "no annotation gives evidence"),
        (without_evidence_of("event/"), "no annotation gives evidence"),
        (without_evidence_of("statement/"), "no annotation gives evidence"),
        (without_evidence_of("person/"), "no annotation gives evidence"),
        (without_evidence_of("place/"), "no annotation gives evidence"),
        (without(OA.HAS_SELECTOR), "a stretch has two selectors"),
        (without(OA.HAS_SOURCE), "a stretch is of one article"),
        (without(OA.HAS_TARGET), "points to one stretch"),
        (without(OA.EXACT), "a quote has one text"),
        (changed(OA.START, Literal(-1)), "a number from 0"),
        (changed(OA.END, Literal(0), ARTICLE.value + "#position=29,"), "ends where it starts or before"),
        (changed(OA.HAS_BODY, NamedNode(DEFAULT_BASE + "person/unknown")), "about one entity or fact"),
        (without(KG.VERSION), "one version of the program"),
    ],
)
def test_shapes_find(spoil: Callable[[Store], None], message: str) -> None:
    store = good()
    spoil(store)
    problems = check(store)
    assert any(message in p.what for p in problems), problems


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (changed(OA.EXACT, Literal("lain")), "the quote is 'lain'"),
        (changed(OA.START, Literal(3)), "the text reads"),
        (changed(OA.END, Literal(10_000)), "is not inside the text"),
        (changed(OA.START, Literal("awal")), "its position is no number"),
        (without(OA.EXACT), "lacks a position or a quote"),
        (without(OA.HAS_SOURCE), "it has no source"),
        (changed(OA.HAS_SOURCE, NamedNode(DEFAULT_BASE + "article/lain")), "is not in the graph"),
        (without(OA.HAS_TARGET), "points to no text"),
        (changed(DCTERMS.ARTICLE_BODY, Literal("lain")), "not the one that the content hash was made of"),
        (changed(KG.TEXT, Literal("lain")), "no evidence reads like its words"),
    ],
)
def test_the_evidence_check_finds(spoil: Callable[[Store], None], message: str) -> None:
    store = good()
    spoil(store)
    problems = evidence_problems(store)
    assert any(message in p.what for p in problems), problems
    assert {p.article for p in problems} == {"contoh-1"}


def test_a_problem_says_which_article_and_which_thing() -> None:
    store = good()
    spoil = changed(KG.HOLDER, Literal("Darmaji"))
    spoil(store)
    text = "\n".join(map(str, check(store)))
    assert text.startswith("contoh-1: the role ")
    store = good()
    without_evidence_of("event/")(store)
    assert str(check(store)[0]) == "contoh-1: 'Pelatihan Madu 2031': no annotation gives evidence"


def test_an_empty_graph_is_no_good_graph() -> None:
    assert [p.what for p in check(Store())] == ["there is no article in it"]


def test_without_pyshacl_the_command_to_install_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyshacl", None)
    with pytest.raises(MissingPartError, match=r"pip install 'jejaring\[check\]'"):
        check(good())
    assert check(good(), shapes=False) == []


@settings(max_examples=30, deadline=None)
@given(articles_facts())
def test_whatever_is_mapped_has_right_evidence(facts: ArticleFacts) -> None:
    store = Store()
    store.extend(article_quads(facts))
    assert evidence_problems(store) == []


def test_an_event_without_type_or_date_is_good() -> None:
    facts = sample()
    event = Event("event:1", "Pelatihan Madu 2031", mentions=facts.events[0].mentions)
    store = Store()
    store.extend(article_quads(replace(facts, events=(event,))))
    assert check(store) == []
