"""The network of a dataset."""

from __future__ import annotations

import pytest

from kg.network import build
from kg.network.measures import rank
from kg.rdf.ontology import file
from kg.rdf.store import dataset, load

from .samples import HEAD, TWO, example, quads, store, two


def test_nodes_are_the_things_of_the_six_classes() -> None:
    assert {(key, data["kind"]) for key, data in two().nodes(data=True)} == {
        ("p/w", "Person"),
        ("p/l", "Organisation"),
        ("p/e", "Event"),
        ("p/r", "Role"),
        ("p/s", "Statement"),
    }


def test_two_properties_between_two_nodes_are_two_edges() -> None:
    assert sorted(two()["p/e"]["p/w"]) == ["organiser", "participant"]


def test_edges_have_names_in_both_languages_and_the_articles_that_say_so() -> None:
    edge = two().edges["p/r", "p/w", "holder"]
    assert edge == {"property": "holder", "labelId": "pemegang", "labelEn": "holder", "articles": ["dua", "satu"]}


def test_a_property_the_ontology_does_not_name_goes_by_its_local_name() -> None:
    edge = build(store(TWO), labels={}).edges["p/r", "p/w", "holder"]
    assert (edge["labelId"], edge["labelEn"]) == ("holder", "holder")


def test_an_edge_to_what_has_no_class_is_left_out() -> None:
    assert list(two().successors("p/s")) == ["p/l", "p/w"]


def test_names_of_all_articles_are_kept() -> None:
    person = two().nodes["p/w"]
    assert (person["label"], person["altLabels"]) == ("Wiranta Gunadi", ["Pak Wir", "Wiranta"])


def test_confidence_is_the_highest_and_silence_is_certainty() -> None:
    nodes = two().nodes
    assert (nodes["p/r"]["confidence"], nodes["p/w"]["confidence"], nodes["p/s"]["confidence"]) == (0.7, 1.0, 1.0)


def test_evidence_comes_with_its_sentence() -> None:
    (evidence,) = two().nodes["p/r"]["evidence"]
    assert (evidence["article"], evidence["exact"]) == ("satu", "Ketua Lebah")
    assert evidence["sentence"] == "Wiranta, Ketua Lebah, hadir."
    start = evidence["start"] - evidence["offset"]
    assert evidence["sentence"][start : start + len(evidence["exact"])] == evidence["exact"]


def test_every_piece_of_evidence_of_the_example_stands_in_its_sentence() -> None:
    found = [e for _, data in example().nodes(data=True) for e in data["evidence"]]
    assert found
    for e in found:
        assert e["sentence"][e["start"] - e["offset"] : e["end"] - e["offset"]] == e["exact"]


def test_without_the_text_the_quoted_words_stand_for_the_sentence() -> None:
    without = [q for q in quads(TWO) if not q.predicate.value.endswith("articleBody")]
    (evidence,) = build(without).nodes["p/r"]["evidence"]
    assert evidence["sentence"] == evidence["exact"] == "Ketua Lebah"


def test_events_have_type_and_dates() -> None:
    (event,) = (data for _, data in example().nodes(data=True) if data["kind"] == "Event")
    assert (event["eventType"], event["startDate"]) == ("Training", "2031-03-05")


def test_the_order_of_quads_makes_no_difference() -> None:
    forward, backward = build(quads(TWO)), build(reversed(quads(TWO)))
    assert list(forward.nodes(data=True)) == list(backward.nodes(data=True))
    assert list(forward.edges(keys=True, data=True)) == list(backward.edges(keys=True, data=True))


def test_rdflib_datasets_are_read_too() -> None:
    pytest.importorskip("oxrdflib")
    loaded = load(file("examples/one-article.trig"))
    assert list(build(dataset(loaded)).edges(keys=True)) == list(example().edges(keys=True))


def test_what_lies_outside_the_base_keeps_its_iri() -> None:
    keys = set(build(store(TWO), base="https://other.example/"))
    assert "https://w3id.org/jejaring/id/p/w" in keys


COPIED = (
    HEAD
    + """
d:a1 { d:a1 a kg:Article ; dcterms:identifier "satu" . d:p a kg:Person . d:o a kg:Organisation . d:q a kg:Person .
  d:r a kg:Role ; kg:holder d:p ; kg:organisation d:o . d:s a kg:Statement ; kg:speaker d:q ; kg:mentions d:o . }
d:a2 { d:a2 a kg:Article ; dcterms:identifier "dua" . d:p a kg:Person . d:o a kg:Organisation .
  d:r a kg:Role ; kg:holder d:p ; kg:organisation d:o . }
d:a3 { d:a3 a kg:Article ; dcterms:identifier "tiga" . d:q a kg:Person . d:o a kg:Organisation . d:l a kg:Place .
  d:r2 a kg:Role ; kg:holder d:q ; kg:organisation d:o . }
<https://w3id.org/jejaring/id/graph/identity> { d:a2 kg:copyOf d:a1 . d:o kg:locatedIn d:l . }
"""
)


def test_what_was_found_across_articles_is_in_the_network() -> None:
    network = build(store(COPIED))
    assert network.graph["articles"]["dua"] == {"copyOf": "satu"}
    assert network.edges["o", "l", "locatedIn"]["articles"] == []


def test_a_copy_makes_nobody_better_connected() -> None:
    network = build(store(COPIED))
    assert rank(network) == ["o", "q", "p"]
    del network.graph["articles"]["dua"]["copyOf"]
    assert rank(network) == ["o", "p", "q"]
