"""The ontology's files: OWL 2 DL, explained in both languages, in step with the code, the README and each other."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from pyoxigraph import NamedNode
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef

import kg.rdf.ontology
from kg.errors import DataError
from kg.lexicon import words
from kg.rdf import checks, vocabulary
from kg.rdf.mapping import article_quads
from kg.rdf.ontology import file, folder
from kg.rdf.provenance import Extraction
from kg.rdf.reading import read_articles
from kg.rdf.store import load, named

from . import term_table
from .owl_dl import RESERVED, violations

KG = Namespace(vocabulary.KG_NS)
OWL_FILES = ("core.ttl", "alignment.ttl", "event-types.ttl")
JARS = Path("/usr/share/java")


def graph(*names: str) -> Graph:
    g = Graph()
    for name in names:
        g.parse(file(name))
    return g


def own_terms(g: Graph) -> set[URIRef]:
    return {s for s in g.subjects(RDF.type) if isinstance(s, URIRef) and s.startswith(vocabulary.KG_NS)}


@pytest.mark.parametrize("name", OWL_FILES)
def test_owl_2_dl(name: str) -> None:
    assert violations(graph("core.ttl", name)) == []


@pytest.mark.parametrize(
    ("turtle", "violation"),
    [
        ("kg:title rdfs:range xsd:date .", "date"),
        ("kg:Person a owl:NamedIndividual .", "2 kinds"),
        ("kg:holder a owl:DatatypeProperty .", "2 kinds"),
        ("kg:partOf a owl:FunctionalProperty .", "not simple"),
        ("kg:newProperty rdfs:domain kg:Role .", "not declared"),
        ("kg:Role rdfs:subClassOf kg:Nowhere .", "not declared"),
        ("kg:text rdfs:subPropertyOf kg:speaker .", "different kinds"),
        ("kg:Role kg:unheard 'x' .", "not declared"),
        ("rdfs:label rdfs:comment 'mine' .", "reserved"),
        ("kg:Role rdfs:seeAlso 'x' .", "not checked"),
        ("kg:holder owl:propertyChainAxiom () .", "not checked"),
        ("kg:Role rdfs:subClassOf [ a owl:Class ; owl:unionOf ( kg:Person ) ] .", "two or more"),
        ("kg:Role rdfs:subClassOf _:x . kg:Event rdfs:subClassOf _:x . _:x a owl:Restriction ; "
         "owl:onProperty kg:holder ; owl:someValuesFrom kg:Person .", "shared"),
        ("kg:Direct kg:holder 'x' .", "has a literal"),
    ],
)  # fmt: skip
def test_the_check_finds_what_is_wrong(turtle: str, violation: str) -> None:
    g = graph("core.ttl")
    prefixes = "".join(f"@prefix {p}: <{i}> .\n" for p, i in vocabulary.FIXED_PREFIXES.items())
    g.parse(data=prefixes + turtle, format="turtle")
    assert any(violation in v for v in violations(g)), violations(g)


@pytest.mark.slow
@pytest.mark.skipif(
    shutil.which("java") is None or not (JARS / "owlapi-distribution.jar").exists(),
    reason="the OWL API (Debian: libowlapi-java) is not installed; the structural check above always runs",
)
@pytest.mark.parametrize("name", OWL_FILES)
def test_owl_2_dl_by_the_owl_api(name: str) -> None:
    program = Path(__file__).with_name("OwlProfile.java")
    done = subprocess.run(
        ["java", "-cp", f"{JARS}/*", program, file("core.ttl"), file(name)], capture_output=True, text=True, check=True
    )
    assert re.fullmatch(r"checked \d+ axioms\n", done.stdout), done.stdout


def test_every_term_is_explained_in_both_languages() -> None:
    g = graph("core.ttl")
    for term in own_terms(g):
        for predicate in (RDFS.label, RDFS.comment):
            texts = [o for o in g.objects(term, predicate) if isinstance(o, Literal)]
            assert sorted(str(t.language) for t in texts) == ["en", "id"], f"{term} {predicate}"
            assert all(str(t).strip() for t in texts)
        assert (term, RDFS.isDefinedBy, URIRef(vocabulary.KG_NS[:-1])) in g
    types = graph("event-types.ttl")
    for concept in [*types.subjects(RDF.type, SKOS.Concept), KG.EventTypes]:
        for predicate in (SKOS.prefLabel, SKOS.definition):
            assert sorted(str(o.language) for o in types.objects(concept, predicate)) == ["en", "id"]  # type: ignore[attr-defined]


def test_headers() -> None:
    for name in OWL_FILES:
        g = graph(name)
        (header,) = g.subjects(RDF.type, OWL.Ontology)
        assert g.value(header, OWL.versionInfo) == Literal("0.1.0")
        assert str(g.value(header, URIRef("http://purl.org/dc/terms/creator"))) == "The Jejaring developers"
        assert g.value(header, URIRef("http://purl.org/dc/terms/license")) is not None


def test_the_code_and_the_ontology_have_the_same_terms() -> None:
    declared = {str(t).removeprefix(vocabulary.KG_NS) for t in own_terms(graph("core.ttl", "event-types.ttl"))}
    assert declared == vocabulary.terms()


def test_terms_of_others_are_declared() -> None:
    declared = set(graph("core.ttl", "alignment.ttl").subjects(RDF.type))
    for terms in (vocabulary.OA, vocabulary.PROV, vocabulary.DCTERMS, vocabulary.RDFS):
        for term in vars(terms).values():
            if isinstance(term, NamedNode) and not term.value.startswith(RESERVED):
                assert URIRef(term.value) in declared, term


def test_event_types_are_the_same_everywhere() -> None:
    concepts = {
        str(c).removeprefix(vocabulary.KG_NS) for c in graph("event-types.ttl").subjects(RDF.type, SKOS.Concept)
    }
    shapes = file("shapes.ttl").read_text(encoding="utf-8")
    allowed = re.search(r"kg:eventType ;[^(]*\(([^)]*)\)", shapes)
    assert allowed is not None
    assert {n.removeprefix("kg:") for n in allowed[1].split()} == concepts == set(vocabulary.EVENT_TYPES)
    assert words("event_nouns", "type") <= concepts


@pytest.mark.parametrize("name", ["shapes.ttl", "decision-shapes.ttl"])
def test_shapes_are_valid_shacl(name: str) -> None:
    import pyshacl

    conforms, _, text = pyshacl.validate(Graph(), shacl_graph=graph(name), meta_shacl=True)
    assert conforms, text


def test_the_tables_of_the_readme_are_up_to_date() -> None:
    readme = term_table.README.read_text(encoding="utf-8")
    assert term_table.renewed(readme) == readme, "run python tests/ontology/term_table.py"


def test_the_drawing_says_what_the_ontology_says() -> None:
    g = term_table.graph()
    drawn = re.findall(r"^  (\w+) -- (\w+) --> (\w+)$", term_table.README.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(drawn) > 10
    for source, name, target in drawn:
        assert source in term_table.reach(g, KG[name], RDFS.domain).split(" or "), name
        assert target in term_table.reach(g, KG[name], RDFS.range).split(" or "), name


def test_the_example_is_right() -> None:
    store = load(file("examples/one-article.trig"))
    assert checks.check(store) == []
    ((facts, identity),) = read_articles(store)
    again = article_quads(facts, identity, extraction=Extraction("0.1.0", "example"))
    assert set(again) == {q for q in store if q.graph_name == again[0].graph_name}
    assert facts.roles and facts.events and facts.statements


def test_rdflib_reads_the_example_too() -> None:
    from rdflib import Dataset

    read = Dataset()
    read.parse(file("examples/one-article.trig"), format="trig")
    store = load(file("examples/one-article.trig"))
    assert len(list(read.quads())) == sum(1 for _ in named(store))


def test_a_missing_ontology_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"nothing\.ttl is missing"):
        file("nothing.ttl")
    (tmp_path / "second").mkdir()
    (tmp_path / "second" / "core.ttl").touch()
    monkeypatch.setattr(kg.rdf.ontology, "_PLACES", (tmp_path / "first", tmp_path / "second"))
    assert folder() == tmp_path / "second"
    monkeypatch.setattr(kg.rdf.ontology, "_PLACES", (tmp_path / "first",))
    with pytest.raises(DataError, match="Install the program anew"):
        folder()
