"""How people name things, and what the log calls them."""

from __future__ import annotations

import pytest

from kg.errors import UsageError
from kg.model import ArticleFacts
from kg.rdf.catalogue import Catalogue
from kg.rdf.mapping import article_quads
from kg.rdf.vocabulary import DEFAULT_BASE, KG
from kg.resolve import resolve
from kg.resolve.decisions import Anchor, Decision, Decisions, Ref, added_id, sealed
from kg.resolve.decisions.record import (
    Add,
    AddedRole,
    AddedThing,
    Different,
    RejectedRole,
    RejectedStatement,
    RejectedThing,
    Rename,
)

from .samples import ALL, ARGA, log, ref, stamp

ADD = sealed(Add(**stamp(30), added=AddedThing("person", "Ratna Selaya", ("Bu Ratna",))))
RATNA = added_id(ADD) or ""


def catalogue(*decisions: Decision, articles: tuple[ArticleFacts, ...] = ALL) -> Catalogue:
    whole: Decisions = log(*decisions)
    return Catalogue(articles, resolve(articles, whole.judgements(articles)).identity, whole, DEFAULT_BASE)


@pytest.mark.parametrize(
    "text",
    [
        "person/arga-wirayuda",
        "person:arga-wirayuda",
        "data:person/arga-wirayuda",
        f"{DEFAULT_BASE}person/arga-wirayuda",
        f"<{DEFAULT_BASE}person/arga-wirayuda>",
        "Arga Wirayuda",
        "  arga   WIRAYUDA ",
        "Arga",
    ],
)
def test_ways_to_name_a_thing(text: str) -> None:
    assert catalogue().find(text) == "person/arga-wirayuda"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("person/nobody", "there is no person/nobody in this graph"),
        ("Nobody", "nothing in this graph is called 'Nobody'"),
        ("Wirayuda", "Names with that in them:\n  person/arga-wirayuda  \\(Arga Wirayuda; a, c\\)"),
        ("role/0123", "there is no role/0123"),
        ("", "nothing in this graph is called ''"),
    ],
)
def test_what_is_not_there_is_said(text: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        catalogue().find(text)


def test_the_kind_must_fit() -> None:
    with pytest.raises(UsageError, match="is a person; here organisation is wanted"):
        catalogue().find("person/arga-wirayuda", ("organisation",))
    with pytest.raises(UsageError, match="nothing in this graph is called"):
        catalogue().find("Arga Wirayuda", ("organisation",))


def test_several_of_one_name_are_listed() -> None:
    parted = Different(**stamp(1), left=ref("Arga Wirayuda", "a"), right=ref("Arga Wirayuda", "c"))
    with pytest.raises(UsageError, match="several things are called 'Arga Wirayuda'") as error:
        catalogue(parted).find("Arga Wirayuda")
    assert "person/arga-wirayuda  (Arga Wirayuda; a)" in str(error.value)
    assert catalogue(parted).find("Arga") == "person/arga-wirayuda"  # only one of them is called that


def test_chosen_names_count() -> None:
    known = catalogue(Rename(**stamp(1), entity=ref("Arga Wirayuda", "a"), name="Pak Arga"))
    assert known.find("pak arga") == known.find("Arga Wirayuda") == "person/arga-wirayuda"
    assert known.names("person/arga-wirayuda") == ["Pak Arga", "Arga", "Arga Wirayuda"]


def test_what_was_added_is_found() -> None:
    known = catalogue(ADD)
    assert known.find("Bu Ratna") == known.find("ratna selaya") == RATNA
    assert known.ref(RATNA) == Ref(RATNA, "Ratna Selaya")
    assert RATNA in known


def test_a_reference_has_an_anchor_for_each_article() -> None:
    at = [ARGA.entities[0].mentions[0].start, ALL[2].entities[0].mentions[0].start]
    anchors = tuple(Anchor(a, "person", "Arga Wirayuda", n) for a, n in zip("ac", at, strict=True))
    assert catalogue().ref("person/arga-wirayuda") == Ref("person/arga-wirayuda", "Arga Wirayuda", anchors)


def iri(kind: object) -> str:
    known = catalogue()
    (found,) = {q.subject for q in article_quads(ARGA, known.identity) if q.object == kind}
    return str(getattr(found, "value", ""))


def test_facts_by_their_identifiers() -> None:
    known = catalogue()
    role = RejectedRole("a", "Arga Wirayuda", "Ketua", "Serikat Nelayan Karimba")
    assert known.facts_named(iri(KG.ROLE)) == [role]
    assert known.facts_named(iri(KG.STATEMENT)) == [RejectedStatement("a", "Direct", "Solar harus turun")]
    assert [f.article for f in known.facts_named("Arga Wirayuda")] == ["a", "c"]
    (event,) = known.facts_named("Rapat Nelayan")
    assert isinstance(event, RejectedThing)
    assert (event.kind, event.name) == ("event", "Rapat Nelayan")
    with pytest.raises(UsageError, match="no article states role/0"):
        known.facts_named("role/0")


def test_facts_added_by_hand_are_undone_not_rejected() -> None:
    role = sealed(Add(**stamp(31), added=AddedRole(Ref(RATNA, "Ratna Selaya"), "Bendahara")))
    known = catalogue(ADD, role)
    with pytest.raises(UsageError, match=f"kg undo {ADD.id}"):
        known.facts_named("Ratna Selaya")
    (local,) = known.made_by(role) - {""}
    with pytest.raises(UsageError, match=f"kg undo {role.id}"):
        known.facts_named(local)
