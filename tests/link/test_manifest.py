"""What services say of themselves: addresses of candidates, and classes for our kinds."""

from __future__ import annotations

import pytest

from kg.errors import UsageError
from kg.link import Manifest, Service
from kg.link.kinds import pairs, types_of

WIKIDATA = "http://www.wikidata.org/entity/"


def manifest(**said: object) -> Manifest:
    return Manifest.parsed({"name": "A", **said}, "http://a.example/")


def view(url: str) -> dict[str, object]:
    return {"view": {"url": url}}


@pytest.mark.parametrize(
    ("said", "identifier", "address"),
    [
        # a space of identifiers that makes addresses
        ({"identifierSpace": WIKIDATA, **view("https://www.wikidata.org/wiki/{{id}}")}, "Q5", WIKIDATA + "Q5"),
        ({"identifierSpace": "https://a.example/x#"}, "a b", "https://a.example/x#a%20b"),
        # one that only names the space
        ({"identifierSpace": "http://a.example/doc/#prefixes", **view("https://a.example/{{id}}")}, "ulan/5",
         "https://a.example/ulan/5"),
        # a pattern of 1.0, with and without encoding
        (view("https://a.example/{id}"), "ulan/5", "https://a.example/ulan%2F5"),
        (view("https://a.example/{+id}"), "ulan/5", "https://a.example/ulan/5"),
        (view("{+id}"), "https://a.example/x", "https://a.example/x"),
        # a page about a thing is not the thing
        (view("https://www.wikidata.org/wiki/{id}"), "Q5", WIKIDATA + "Q5"),
        (view("https://lobid.org/gnd/{id}"), "118540238", "https://d-nb.info/gnd/118540238"),
        # an identifier that is an address
        ({"identifierSpace": "http://a.example/id/"}, "https://b.example/7", "https://b.example/7"),
        # nothing to make one of
        ({}, "Q5", None),
        (view("https://a.example/all"), "Q5", None),
        (view("javascript:{id}"), "Q5", None),
        ({"identifierSpace": "urn:", **view(17)}, "Q5", None),
    ],
)  # fmt: skip
def test_addresses(said: dict[str, object], identifier: str, address: str | None) -> None:
    assert manifest(**said).iri(identifier) == address


def test_somebodys_own_pattern_goes_first() -> None:
    assert manifest(identifierSpace=WIKIDATA).iri("Q5", "https://a.example/{id}") == "https://a.example/Q5"
    for bad in ("https://a.example/", "file:///{id}", "{id}"):
        with pytest.raises(UsageError, match="is no pattern of addresses"):
            Service("http://a.example/", iri=bad)


def test_odd_fields_do_no_harm() -> None:
    odd = manifest(versions=[], batchSize="many", defaultTypes={"id": "Q5"}, view=None, identifierSpace=5)
    assert (odd.versions, odd.batch, odd.types, odd.draft) == (("0.1",), 10, (), False)
    assert manifest(batchSize=100_000).batch == 100


def test_classes_of_known_authorities() -> None:
    assert types_of(manifest(identifierSpace=WIKIDATA))["person"] == "Q5"
    assert types_of(manifest(**view("https://www.wikidata.org/wiki/{id}")))["organisation"] == "Q43229"
    assert types_of(manifest(identifierSpace="https://d-nb.info/gnd/"))["organisation"] == "CorporateBody"


def test_classes_of_others_are_known_by_their_names() -> None:
    listed = [
        {"id": "https://schema.org/Organization"},
        {"id": "T7", "name": "Orang"},
        {"id": "T8", "name": "Kapal"},
        {},
    ]
    assert types_of(manifest(defaultTypes=listed)) == {
        "person": "T7",
        "organisation": "https://schema.org/Organization",
    }
    assert types_of(manifest()) == {}


def test_somebodys_own_classes_go_first() -> None:
    given = {"person": "Q215627", "place": ""}
    assert types_of(manifest(identifierSpace=WIKIDATA), given) == {"person": "Q215627", "organisation": "Q43229"}


def test_pairs() -> None:
    assert pairs(["person=Q5", "place = a=b"], ("person", "place"), "--type") == {"person": "Q5", "place": "a=b"}
    for bad in ("Q5", "people=Q5", "=Q5"):
        with pytest.raises(UsageError, match=r"--type .*there are person, place"):
            pairs([bad], ("person", "place"), "--type")
