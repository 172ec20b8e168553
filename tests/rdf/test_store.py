"""Files of quads, and the store through rdflib."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Quad, Store

from kg.errors import DataError
from kg.rdf.iris import article_iri
from kg.rdf.mapping import article_quads
from kg.rdf.provenance import Extraction, provenance_quads, run_turtle
from kg.rdf.reading import article_graphs
from kg.rdf.sparql import execute
from kg.rdf.store import (
    changed_store,
    dataset,
    graph_chunk,
    load,
    merged,
    named,
    new_store,
    open_store,
    write_chunks,
    write_trig,
)
from kg.rdf.vocabulary import DEFAULT_BASE

from .samples import articles_facts, sample

EXTRACTION = Extraction("1.2", "abc")


def quads() -> list[Quad]:
    return [*article_quads(sample("b")), *article_quads(sample("a")), *provenance_quads(EXTRACTION)]


def test_what_is_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "graph.trig"
    write_trig(path, quads())
    assert set(named(load(path))) == set(quads())
    assert [p.name for p in tmp_path.iterdir()] == ["graph.trig"]
    assert article_graphs(load(path)) == [DEFAULT_BASE + "article/a", DEFAULT_BASE + "article/b"]


@settings(max_examples=30, deadline=None)
@given(facts=articles_facts(), data=st.data())
def test_order_does_not_matter(tmp_path_factory: pytest.TempPathFactory, facts: object, data: st.DataObject) -> None:
    folder = tmp_path_factory.mktemp("order")
    made = article_quads(facts)  # type: ignore[arg-type]
    write_trig(folder / "a.trig", made)
    write_trig(folder / "b.trig", data.draw(st.permutations(made)))
    assert (folder / "a.trig").read_bytes() == (folder / "b.trig").read_bytes()
    assert set(named(load(folder / "a.trig"))) == set(made)


def test_chunks_make_the_same_file(tmp_path: Path) -> None:
    write_trig(tmp_path / "a.trig", quads())
    chunks = [graph_chunk(article_quads(sample(i))) for i in ("b", "a")]
    write_chunks(tmp_path / "b.trig", [*chunks, graph_chunk(provenance_quads(EXTRACTION))])
    assert (tmp_path / "a.trig").read_bytes() == (tmp_path / "b.trig").read_bytes()


def test_an_article_twice_is_a_mistake(tmp_path: Path) -> None:
    chunk = graph_chunk(article_quads(sample()))
    with pytest.raises(ValueError, match="comes twice"):
        write_chunks(tmp_path / "graph.trig", [chunk, chunk])


def test_names_are_readable_in_the_file() -> None:
    _, text = graph_chunk(article_quads(sample()))
    assert b"kg:holder person:darmaji-wiryakusuma" in text
    assert b"@prefix" not in text


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no such file"):
        load(tmp_path / "graph.trig")
    with pytest.raises(DataError, match=r"end in \.trig"):
        load(tmp_path / "graph.docx")
    (tmp_path / "graph.trig").write_text("@prefix a: <https://a.example/> .\na:b a:c \n", encoding="utf-8")
    with pytest.raises(DataError, match=r"graph\.trig, line \d+: the file is damaged"):
        load(tmp_path / "graph.trig")
    with pytest.raises(DataError, match="could not be written"):
        write_trig(tmp_path / "nowhere" / "graph.trig", quads())


def test_rdflib_sees_the_same_store() -> None:
    from rdflib import URIRef

    store = Store()
    store.extend(quads())
    view = dataset(store)
    assert len(view) == len({(q.subject, q.predicate, q.object) for q in quads()})
    rows = list(view.query("SELECT ?name { ?role kg:title 'Ketua' ; kg:holder/rdfs:label ?name }"))
    assert {str(r[0]) for r in rows} == {"Darmaji Wiryakusuma"}
    assert URIRef(DEFAULT_BASE + "article/a") in {g.identifier for g in view.graphs()}
    view.remove_graph(URIRef(DEFAULT_BASE + "article/a"))
    assert article_graphs(store) == [DEFAULT_BASE + "article/b"]


def test_the_times_of_a_run_are_apart() -> None:
    turtle = run_turtle(EXTRACTION, datetime(2031, 3, 6, 1, tzinfo=UTC), datetime(2031, 3, 6, 2, tzinfo=UTC)).decode()
    assert '"2031-03-06T01:00:00+00:00"^^xsd:dateTime' in turtle
    assert all("Time" not in str(q.predicate) for q in quads())
    with pytest.raises(ValueError, match="zone"):
        run_turtle(EXTRACTION, datetime(2031, 3, 6), datetime(2031, 3, 6))


def test_the_default_graph_says_once_what_several_graphs_say(tmp_path: Path) -> None:
    """Else a count would count articles: the store gives a row for each graph when it is asked for all together."""
    write_trig(tmp_path / "g.trig", [*article_quads(sample("satu")), *article_quads(sample("dua"))])
    new_store(tmp_path / "a", tmp_path / "g.trig")
    both = open_store(tmp_path / "a")
    question = "SELECT ?x ?label { ?x a kg:Person ; rdfs:label ?label }"
    rows = [str(r) for r in execute(both, question)]  # type: ignore[union-attr]
    assert len(rows) == len(set(rows)) > 0
    changed_store(tmp_path / "a", tmp_path / "b", [article_iri(DEFAULT_BASE, "dua")], [])
    one = open_store(tmp_path / "b")
    write_trig(tmp_path / "h.trig", article_quads(sample("satu")))
    new_store(tmp_path / "c", tmp_path / "h.trig")
    assert sorted(map(str, one)) == sorted(map(str, open_store(tmp_path / "c")))
    assert merged(one)
