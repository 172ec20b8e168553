"""Facts to quads and back."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from pyoxigraph import Literal, NamedNode, Store

from kg.errors import UsageError
from kg.model import ArticleFacts, Identity, Role, Span
from kg.rdf.iris import address, article_iri, role_id
from kg.rdf.mapping import article_quads, confidence_literal
from kg.rdf.provenance import Extraction
from kg.rdf.reading import read_article, read_articles
from kg.rdf.vocabulary import DCTERMS, KG, OA, PROV, RDFS

from .samples import TEXT, articles_facts, sample, span

BASE = "https://data.example/id/"


def values(facts: ArticleFacts, predicate: NamedNode, **kw: object) -> list[str]:
    return [q.object.value for q in article_quads(facts, base=BASE, **kw) if q.predicate == predicate]  # type: ignore[arg-type, union-attr]


@settings(max_examples=150, deadline=None)
@given(articles_facts())
def test_what_is_read_maps_to_the_same_quads(facts: ArticleFacts) -> None:
    quads = article_quads(facts, base=BASE)
    again, identity = read_article(quads)
    assert article_quads(again, identity, base=BASE) == quads
    assert read_article(article_quads(again, identity, base=BASE)) == (again, identity)


@settings(max_examples=50, deadline=None)
@given(articles_facts())
def test_a_store_changes_nothing(facts: ArticleFacts) -> None:
    quads = article_quads(facts, base=BASE)
    store = Store()
    store.extend(quads)
    assert set(store) == set(quads)


def test_the_sample_comes_back_as_it_was() -> None:
    facts = sample()
    store = Store()
    store.extend(article_quads(facts, base=BASE))
    ((again, identity),) = read_articles(store)
    assert again.article == facts.article
    assert [e.name for e in again.entities] == [e.name for e in facts.entities]
    assert [(r.title, r.rule, r.confidence) for r in again.roles] == [
        (r.title, r.rule, r.confidence) for r in facts.roles
    ]
    assert [(s.words, s.evidence, s.cue, s.mode) for s in again.statements] == [
        (s.words, s.evidence, s.cue, s.mode) for s in facts.statements
    ]
    assert again.events == (replace(facts.events[0], key="event:1"),)
    assert identity.ids["contoh-1", "person:1"] == "person/darmaji-wiryakusuma"


def test_every_stretch_reads_as_it_is_quoted() -> None:
    by_subject: dict[str, dict[str, str]] = {}
    for q in article_quads(sample(), base=BASE):
        by_subject.setdefault(q.subject.value, {})[q.predicate.value] = q.object.value  # type: ignore[union-attr]
    quoted = [s for s in by_subject if "#quote=" in s]
    assert quoted
    for iri in quoted:
        position = by_subject[iri.replace("#quote=", "#position=")]
        stretch = TEXT[int(position[OA.START.value]) : int(position[OA.END.value])]
        assert stretch == by_subject[iri][OA.EXACT.value]


def test_a_role_stated_in_two_articles_is_one_node() -> None:
    one, two = (
        {q.subject for q in article_quads(sample(i), base=BASE) if q.object == KG.ROLE} for i in ("satu", "dua")
    )
    assert one == two
    assert role_id("person/a", "Ketua  Umum", None, None, None) == role_id("person/a", "ketua umum", None, None, None)
    assert role_id("person/a", None, None, None, None) != role_id("person/a", "", None, None, None)


def test_a_statement_belongs_to_its_article() -> None:
    one, two = (
        {q.subject for q in article_quads(sample(i), base=BASE) if q.object == KG.STATEMENT} for i in ("satu", "dua")
    )
    assert not one & two


def test_identity_joins_two_entities_of_one_article() -> None:
    ids = {("contoh-1", k): "person/satu-orang" for k in ("person:1", "person:2")}
    quads = article_quads(sample(), Identity(ids), base=BASE)
    person = NamedNode(BASE + "person/satu-orang")
    assert [q.object for q in quads if q.subject == person and q.predicate == RDFS.LABEL] == [
        Literal("Darmaji Wiryakusuma")
    ]
    assert [q.object for q in quads if q.subject == person and q.predicate == RDFS.ALT_LABEL] == [
        Literal("Sulastri Ombakbiru")
    ]


def test_identity_of_another_kind_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="should start with 'person/'"):
        article_quads(sample(), Identity({("contoh-1", "person:1"): "place/kota"}), base=BASE)


@pytest.mark.parametrize(
    ("role", "message"),
    [
        (Role("role:9", "person:1", "Ketua", evidence=(Span(5, len(TEXT) + 1),)), "the text has"),
        (Role("role:9", "person:1", "Ketua", evidence=(Span(5, 5),)), "the text has"),
        (Role("role:9", "person:1", "Ketua"), "has no evidence"),
        (Role("role:9", "person:7", "Ketua", evidence=(Span(0, 5),)), "refers to 'person:7'"),
    ],
)
def test_wrong_facts_are_not_written(role: Role, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        article_quads(replace(sample(), roles=(role,), statements=()), base=BASE)


def test_who_made_it_is_on_every_fact_and_every_annotation() -> None:
    extraction = Extraction("1.2", "abc")
    quads = article_quads(sample(), base=BASE, extraction=extraction)
    made = {q.subject for q in quads if q.predicate == PROV.WAS_GENERATED_BY}
    facts = {q.subject for q in quads if q.object in (KG.ROLE, KG.EVENT_CLASS, KG.STATEMENT, OA.ANNOTATION)}
    assert made == facts
    assert values(sample(), PROV.WAS_GENERATED_BY) == []


def test_what_is_certain_or_unknown_goes_without_saying() -> None:
    facts = sample()
    assert sorted(values(facts, KG.CONFIDENCE)) == ["0.85", "0.9", "0.9"]
    assert confidence_literal(0.996) is None
    assert values(replace(facts, events=(replace(facts.events[0], type="Other"),)), KG.EVENT_TYPE) == []


def test_an_address_is_an_iri_when_it_can_be() -> None:
    assert values(sample(), DCTERMS.SOURCE) == ["https://harian.example/berita/1?a=b"]
    assert address("https://harian.example/a b|ü") == NamedNode("https://harian.example/a%20b%7C%C3%BC")
    assert address("harian.example/1") is None


def test_article_ids_cannot_break_out_of_their_iri() -> None:
    assert article_iri(BASE, "a/b#c d?é") == BASE + "article/a%2Fb%23c%20d%3F%C3%A9"


@pytest.mark.parametrize("base", ["", "id/", "https://data.example/id", "https://data.example/a b/", "file:/x/"])
def test_a_base_that_cannot_be_one(base: str) -> None:
    with pytest.raises(UsageError, match="cannot be the base"):
        article_quads(sample(), base=base)


def test_the_order_does_not_follow_the_hash_seed() -> None:
    program = (
        f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "from samples import sample\n"
        "from kg.rdf.mapping import article_quads\n"
        "from kg.rdf.store import graph_chunk\n"
        "sys.stdout.buffer.write(graph_chunk(article_quads(sample()))[1])"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program], env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


def test_only_one_evidence_node_for_a_stretch_that_says_two_things() -> None:
    facts = sample()
    role = replace(facts.roles[0], evidence=(span("Darmaji Wiryakusuma"),))
    before, after = (
        sum(q.object == OA.SPECIFIC_RESOURCE for q in article_quads(replace(facts, roles=roles, statements=())))
        for roles in ((), (role,))
    )
    assert before == after
