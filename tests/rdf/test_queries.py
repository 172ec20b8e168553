"""The named questions, and SPARQL from people."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.errors import QueryError, UsageError
from kg.model import Identity
from kg.rdf import queries, sparql
from kg.rdf.identity_graph import identity_quads
from kg.rdf.mapping import article_quads
from kg.rdf.ontology import file
from kg.rdf.queries import Kind, all_named, named, run, run_named
from kg.rdf.store import load, merge
from kg.rdf.vocabulary import DEFAULT_BASE, KG, RDFS
from kg.resolve import Resolution
from kg.resolve.copies import copied_statements

from .samples import sample


@pytest.fixture(scope="module")
def store() -> Store:
    """The example of the ontology, and the same sample article in two graphs."""
    result = load(file("examples/one-article.trig"))
    result.extend([*article_quads(sample("satu")), *article_quads(sample("dua"))])
    merge(result)
    return result


def column(result: queries.Result, name: str) -> list[str]:
    at = result.variables.index(name)
    return [row[at] for row in result.texts()]


@pytest.mark.parametrize(
    ("name", "values", "variable", "expected"),
    [
        ("who-said-what", {"speaker": "sekar"}, "text", {"KRL patut menjadi teladan bagi koperasi lain"}),
        ("who-said-what", {"speaker": "SULASTRI"}, "article", {"satu", "dua"}),
        ("who-said-what", {"speaker": "sekar"}, "role", {"Bupati"}),
        ("who-said-what-about", {"about": "perhutanan"}, "speaker", {"Sulastri Ombakbiru"}),
        ("who-said-what-about", {"about": "MADU AKAN NAIK"}, "mode", {"Indirect"}),
        ("who-said-what-about", {"about": "panen", "speaker": "sekar"}, "text", set()),
        ("who-holds-which-role-where", {"where": "tanjung wulung", "title": "bupati"}, "person", {"Sekar Wirabumi"}),
        ("who-holds-which-role-where", {"title": "narasumber"}, "event", {"Pelatihan Madu 2031"}),
        ("who-holds-which-role-where", {"person": "Darmaji"}, "articles", {"3"}),
        ("who-attended-which-event-with-whom", {"who": "bayu"}, "with", {"Sekar Wirabumi", "Koperasi Rimba Lestari"}),
        ("spokespeople", {"organisation": "krl"}, "person", {"Darmaji Wiryakusuma"}),
        ("spokespeople", {}, "organisation", {"Koperasi Rimba Lestari", "Dinas Perhutanan Tanjung Wulung"}),
        ("events-of-an-organisation", {"organisation": "KRL"}, "date", {"2031-03-05"}),
        ("events-of-an-organisation", {"organisation": "KRL"}, "article", {"satu", "dua", "harian-contoh-1"}),
        ("people-in-two-organisations", {}, "person", set()),
        ("most-quoted", {}, "statements", {"3", "2", "1"}),
        ("most-quoted", {"kind": "organisation"}, "speaker", set()),
        ("statements-at-an-event", {"event": "madu"}, "speaker", {"Darmaji Wiryakusuma"}),
        ("roles-that-changed", {}, "person", set()),
        ("articles-that-mention", {"name": "sekar"}, "times", {"2"}),
        ("articles-that-mention", {"name": "krl"}, "kind", {"Organisation"}),
        ("evidence-of-a-role", {"person": "sekar"}, "quote", {"Bupati Tanjung Wulung Sekar Wirabumi"}),
        ("timeline", {}, "place", {"Balai Desa Sukatirta"}),
        ("timeline", {"from": "2031-03-06"}, "event", set()),
        ("timeline", {"until": "2031-03-05", "type": "training"}, "articles", {"3"}),
        ("organisations-of-a-person", {"person": "darmaji"}, "by", {"role", "event"}),
    ],
)
def test_the_questions_are_answered(
    store: Store, name: str, values: dict[str, str], variable: str, expected: set[str]
) -> None:
    assert set(column(run_named(store, name, values), variable)) == expected


def role(store: Store, name: str, holder: str, title: str, organisation: str) -> None:
    graph = NamedNode(f"{DEFAULT_BASE}article/{name}")
    node, org, person = (NamedNode(DEFAULT_BASE + x.replace(" ", "-")) for x in (f"role/{name}", organisation, holder))
    for s, p, o in [
        (node, KG.HOLDER, person),
        (node, KG.TITLE, Literal(title)),
        (node, KG.ORGANISATION, org),
        (person, RDFS.TYPE, KG.PERSON),
        (person, RDFS.LABEL, Literal(holder)),
        (org, RDFS.TYPE, KG.ORGANISATION_CLASS),
        (org, RDFS.LABEL, Literal(organisation)),
    ]:
        store.add(Quad(s, p, o, graph))


def test_changes_of_roles() -> None:
    store = Store()
    role(store, "1", "Ani", "Ketua", "Klub A")
    role(store, "2", "Budi", "ketua", "Klub A")
    role(store, "3", "Budi", "Bendahara", "Klub B")
    role(store, "4", "Budi", "Ketua", "Klub B")
    role(store, "5", "Citra", "Ketua", "Klub C")
    rows = [row[:4] for row in run_named(store, "roles-that-changed").texts()]
    assert rows == [
        ["holder", "Klub A", "ketua", "Ani"],
        ["holder", "Klub A", "ketua", "Budi"],
        ["title", "Klub B", "bendahara", "Budi"],
        ["title", "Klub B", "ketua", "Budi"],
    ]
    two = run_named(store, "people-in-two-organisations").texts()
    assert [(r[0], r[1], r[3]) for r in two] == [("Budi", "Klub A", "Klub B")]


def test_every_question_runs_on_an_empty_graph() -> None:
    for query in all_named().values():
        assert run(Store(), query.filled({p.name: "x" for p in query.parameters})).remarks == ()
        assert query.question.endswith("?") and query.question_id.endswith("?")


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(codec="utf-8")))
def test_a_value_is_always_a_text(value: str) -> None:
    store = Store()
    store.add(Quad(NamedNode("urn:x"), RDFS.LABEL, Literal(value), NamedNode("urn:g")))
    query = queries.NamedQuery("q", "?", "?", (queries.Parameter("v", "", None),), "SELECT ?x { ?x rdfs:label $v }")
    assert run(store, query.filled({"v": value})).texts() == [["urn:x"]]


def test_a_question_that_is_not_there() -> None:
    with pytest.raises(UsageError, match=r"there is no query 'most-qouted'\. Did you mean most-quoted\?.*timeline"):
        named("most-qouted")


def test_parameters_that_do_not_fit() -> None:
    with pytest.raises(UsageError, match="needs 'person': part of the person's name"):
        named("evidence-of-a-role").filled({})
    with pytest.raises(UsageError, match=r"has no parameter 'who'; it has: speaker \(part of the speaker's name\)"):
        named("who-said-what").filled({"who": "x"})
    with pytest.raises(UsageError, match="not valid Unicode"):
        named("who-said-what").filled({"speaker": "\udcff"})


def test_answers_in_all_formats(store: Store) -> None:
    table = run(
        store, "SELECT ?p ?n { ?p a kg:Person ; rdfs:label ?n OPTIONAL { ?p kg:nothing ?x } } ORDER BY ?n LIMIT 1"
    )
    assert table.kind is Kind.TABLE and table.variables == ("p", "n")
    assert table.texts() == [["person:bayu-antaboga", "Bayu Antaboga"]]
    iri = DEFAULT_BASE + "person/bayu-antaboga"
    assert table.write("csv").decode() == f"p,n\r\n{iri},Bayu Antaboga\r\n"
    assert table.write("tsv").decode() == f'?p\t?n\n<{iri}>\t"Bayu Antaboga"\n'
    assert json.loads(table.write("json")) == {
        "head": {"vars": ["p", "n"]},
        "results": {
            "bindings": [{"p": {"type": "uri", "value": iri}, "n": {"type": "literal", "value": "Bayu Antaboga"}}]
        },
    }
    yes = run(store, "ASK { ?x a kg:Role }")
    assert yes.boolean is True
    assert yes.write("csv") == b"true\n"
    assert json.loads(yes.write("json")) == {"head": {}, "boolean": True}
    graph = run(store, "CONSTRUCT { ?x a kg:Role } WHERE { ?x a kg:Role }")
    assert graph.kind is Kind.TRIPLES
    assert b"a kg:Role" in graph.write("turtle")
    assert graph.write("csv").decode().startswith("subject,predicate,object\r\n")
    assert isinstance(json.loads(graph.write("json")), list)
    about = run(store, f"DESCRIBE <{iri}>")
    assert ("person:bayu-antaboga", "rdfs:label", "Bayu Antaboga") in {tuple(row) for row in about.texts()}


def test_json_of_all_kinds_of_terms() -> None:
    result = run(Store(), 'SELECT ("a"@id AS ?a) (3 AS ?b) (BNODE() AS ?c) ?d {}')
    ((a, b, c),) = [list(r.values()) for r in json.loads(result.write("json"))["results"]["bindings"]]
    assert a == {"type": "literal", "value": "a", "xml:lang": "id"}
    assert b == {"type": "literal", "value": "3", "datatype": "http://www.w3.org/2001/XMLSchema#integer"}
    assert c["type"] == "bnode"


def test_a_format_that_does_not_fit(store: Store) -> None:
    with pytest.raises(UsageError, match="gives a table, which cannot be written as turtle: use one of csv, tsv, json"):
        run(store, "SELECT * { ?s a kg:Role }").write("turtle")
    with pytest.raises(UsageError, match="gives yes or no"):
        run(store, "ASK {}").write("turtle")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is empty"),
        ("# nothing", "is empty"),
        ("SELECT ?p WHRE { ?x rdfs:label ?p }", "line 1, column 16: 'WHRE' is no word of SPARQL; did you mean WHERE"),
        ("SELECT ?p\nWHERE { ?x foo:label ?p }", "line 2, column 21: the prefix 'foo:' is not declared.*data:.*kg:"),
        ("SELECT ?p\nWHERE { ?x rdfs:label ?p ", "a closing '}' is missing"),
        ("SELECT * { ?s ?p ?o }}", "there is a '}' too many"),
        ("SELECT ?q WHERE { ?x rdfs:label ?p } GROUP BY ?p", "neither in GROUP BY"),
        ("SELECT * { ?x rdfs:label ?p FILTER(LOWER(?p) = 'a') }", "'LOWER' is no word of SPARQL"),
        ("SELECT * { ?x rdfs:label }", "expected"),
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", "INSERT would change the graph"),
        ("PREFIX x: <urn:x>\nDROP ALL", "DROP would change the graph"),
        ("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "only this graph can be asked"),
        ("SELECT * { service silent ?x { ?s ?p ?o } }", "only this graph can be asked"),
        ("SELECT * { \\u0053ERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "only this graph can be asked"),
        ("SELECT * { ?s ?p '#' . SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "only this graph can be asked"),
    ],
)
def test_wrong_sparql_is_explained(text: str, message: str) -> None:
    with pytest.raises(QueryError, match=f"(?s){message}"):
        run(Store(), text)


def test_the_place_is_marked() -> None:
    with pytest.raises(QueryError) as caught:
        run(Store(), "SELECT ?p\nWHERE {\t?x foo:label ?p }")
    _, line, mark = str(caught.value).split("\n")
    assert line.strip() == "WHERE {\t?x foo:label ?p }"
    assert mark.endswith("^") and "\t" in mark


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?service a kg:Role }",
        "SELECT * { ?x rdfs:label 'SERVICE <x>' }",
        'SELECT * { ?x rdfs:label """a " SERVICE """ }',
        "SELECT * { ?x a <urn:SERVICE> } # SERVICE <x>",
        "PREFIX service: <urn:s> SELECT * { ?x service:service 1 }",
        "PREFIX kg: <urn:other:> SELECT * { ?x kg:speeker 1 }",
    ],
)
def test_right_sparql_is_left_alone(text: str) -> None:
    assert run(Store(), text).remarks == ()


def test_a_misspelt_term_is_remarked_on(store: Store) -> None:
    result = run(store, "SELECT * { ?s kg:speeker ?o ; kg:zzz ?z . ?s rdfs:label 'kg:nothing' }")
    assert result.remarks == (
        "kg:speeker is not a term of the ontology; did you mean kg:speaker?",
        "kg:zzz is not a term of the ontology",
    )


def test_blanking_keeps_positions() -> None:
    text = "SELECT '''a\n'b''' <urn:x> # c\n?x"
    blank = sparql.without_opaque(text)
    assert len(blank) == len(text) and blank.count("\n") == 2
    assert blank.split() == ["SELECT", "?x"]


def test_a_copy_counts_as_its_original(store: Store) -> None:
    """What two articles say is counted once when one repeats the other."""
    one, two = sample("satu"), sample("dua")
    found = copied_statements([one, two], (), Resolution(Identity(), copies={"satu": "dua"}))
    copied = Store()
    for facts in (one, two):
        copied.extend(article_quads(facts, found.identity))
    copied.extend(identity_quads(found))
    apart = Store()
    apart.extend([*article_quads(one), *article_quads(two)])
    for name, variable, expected in (
        ("most-quoted", "statements", {"1"}),
        ("most-quoted", "articles", {"1"}),
        ("spokespeople", "statements", {"1"}),
        ("timeline", "articles", {"1"}),
        ("who-holds-which-role-where", "articles", {"1"}),
        ("who-said-what", "article", {"dua"}),
        ("statements-at-an-event", "article", {"dua"}),
    ):
        assert set(column(run_named(copied, name, {}), variable)) == expected, name
        assert set(column(run_named(apart, name, {}), variable)) != expected, name
    about = run_named(copied, "who-said-what-about", {"about": "madu"})
    assert column(about, "article") == ["dua"]
    body = run_named(copied, "organisations-of-a-person", {"person": "darmaji"})
    assert set(column(body, "articles")) == {"1"}
