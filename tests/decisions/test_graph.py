"""Decisions as a graph: what was added, what things are called, who said so; and how network and queries show it."""

from __future__ import annotations

from datetime import date

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.model import ArticleFacts, Identity
from kg.network import build as build_network
from kg.page import render
from kg.rdf import queries
from kg.rdf.checks import check
from kg.rdf.decision_graph import decision_quads
from kg.rdf.mapping import article_quads
from kg.rdf.vocabulary import DCTERMS, DEFAULT_BASE, KG, LINKS, PROV, RDFS
from kg.resolve import resolve
from kg.resolve.decisions import Decision, Decisions, Ref, added_id, sealed
from kg.resolve.decisions.record import (
    Add,
    AddedEvent,
    AddedRole,
    AddedStatement,
    AddedThing,
    Different,
    Link,
    Reject,
    RejectedThing,
    Rename,
    Same,
    Undo,
    Unsure,
)

from .samples import ALL, ARGA, BIMA, log, ref, stamp

GRAPH = NamedNode(f"{DEFAULT_BASE}graph/decisions")
ARGA_A, BIMA_B = ref("Arga Wirayuda", "a"), ref("Bima Tunjung", "b")
BODY = ref("Serikat Nelayan Karimba", "a", kind="organisation")
ADD = sealed(Add(**stamp(30, note="dari kartu nama"), added=AddedThing("person", "Ratna Selaya", ("Bu Ratna",)),
                 source="https://example.org/ratna"))  # fmt: skip
RATNA = Ref(added_id(ADD) or "", "Ratna Selaya")


def node(local: str) -> NamedNode:
    return NamedNode(DEFAULT_BASE + local)


def quads(*decisions: Decision, articles: tuple[ArticleFacts, ...] = ALL) -> set[Quad]:
    whole = log(*decisions)
    corrected = [whole.corrected(f) for f in articles]
    found = decision_quads(whole, corrected, identity(whole, articles))
    assert found == sorted(found, key=lambda q: (str(q.subject), str(q.predicate), str(q.object)))
    assert {q.graph_name for q in found} <= {GRAPH}
    return set(found)


def identity(whole: Decisions, articles: tuple[ArticleFacts, ...] = ALL) -> Identity:
    corrected = [whole.corrected(f) for f in articles]
    return resolve(corrected, whole.judgements(corrected)).identity


def values(found: set[Quad], subject: NamedNode, predicate: NamedNode) -> set[str]:
    return {getattr(q.object, "value", "") for q in found if q.subject == subject and q.predicate == predicate}


def test_no_decisions_no_graph() -> None:
    rename = sealed(Rename(**stamp(1), entity=ARGA_A, name="Pak Arga"))
    assert quads() == set()
    assert quads(Unsure(**stamp(1), left=ARGA_A, right=BIMA_B)) == set()
    assert quads(rename, Undo(**stamp(2), undoes=rename.id)) == set()


def test_who_and_when() -> None:
    rename = sealed(Rename(**stamp(1, "Sinta Dewi", "ejaan resmi"), entity=ARGA_A, name="Pak Arga"))
    found = quads(rename)
    decision = node(f"decision/{rename.id}")
    assert values(found, decision, RDFS.TYPE) == {KG.DECISION.value}
    assert values(found, decision, KG.ACTION) == {"rename"}
    assert values(found, decision, PROV.ENDED_AT_TIME) == {"2031-04-01T08:00:01Z"}
    assert values(found, decision, RDFS.COMMENT) == {"ejaan resmi"}
    assert values(found, decision, PROV.USED) == {node("person/arga-wirayuda").value}
    assert values(found, decision, PROV.WAS_ASSOCIATED_WITH) == {node("user/sinta-dewi").value}
    assert values(found, node("user/sinta-dewi"), RDFS.LABEL) == {"Sinta Dewi"}


def test_the_later_name_is_the_preferred_one() -> None:
    first, second = Rename(**stamp(1), entity=ARGA_A, name="A"), Rename(**stamp(2), entity=ARGA_A, name="B")
    for order in ((first, second), (second, first)):
        assert values(quads(*order), node("person/arga-wirayuda"), RDFS.PREF_LABEL) == {"B"}


def test_a_name_waits_for_its_thing() -> None:
    far = ref("Nobody Here", "z", local="person/nobody-here")
    found = quads(Rename(**stamp(1), entity=far, name="X"))
    assert not [q for q in found if q.predicate == RDFS.PREF_LABEL]
    assert [q for q in found if q.object == KG.DECISION]


def test_same_and_different_say_what_they_are_about() -> None:
    same, different = Same(**stamp(1), entities=(ARGA_A, BIMA_B)), Different(**stamp(1), left=ARGA_A, right=BIMA_B)
    found = quads(same)
    assert len(values(found, node(f"decision/{sealed(same).id}"), PROV.USED)) == 1
    found = quads(different)
    assert len(values(found, node(f"decision/{sealed(different).id}"), PROV.USED)) == 2


def test_links_carry_their_score() -> None:
    link = sealed(Link(**stamp(1), entity=ARGA_A, target="https://example.org/Q7", score=87.5,
                       service="https://example.org/reconcile"))  # fmt: skip
    found = quads(link)
    arga, decision = node("person/arga-wirayuda"), node(f"decision/{link.id}")
    assert values(found, arga, LINKS.SAME_AS) == {"https://example.org/Q7"}
    assert values(found, decision, KG.SCORE) == {"87.5"}
    assert values(found, decision, DCTERMS.SOURCE) == {"https://example.org/reconcile"}
    match = Link(**stamp(1), entity=ARGA_A, target="https://example.org/Q7", relation="exactMatch")
    assert values(quads(match), arga, LINKS.EXACT_MATCH) == {"https://example.org/Q7"}
    for verdict in ("different", "unsure"):
        no = Link(**stamp(1), entity=ARGA_A, target="https://example.org/Q7", verdict=verdict)
        assert not values(quads(no), arga, LINKS.SAME_AS)


def test_a_thing_added_by_hand() -> None:
    found = quads(ADD)
    ratna = node(RATNA.id)
    assert values(found, ratna, RDFS.TYPE) == {KG.PERSON.value}
    assert values(found, ratna, RDFS.LABEL) == {"Ratna Selaya"}
    assert values(found, ratna, RDFS.ALT_LABEL) == {"Bu Ratna"}
    assert values(found, ratna, PROV.WAS_GENERATED_BY) == {node(f"decision/{ADD.id}").value}
    assert values(found, node(f"decision/{ADD.id}"), DCTERMS.SOURCE) == {"https://example.org/ratna"}


def test_an_organisation_with_its_parent_and_place() -> None:
    added = AddedThing("organisation", "Ranting Tunjung", (), BODY, ref("Karimba", "a", kind="place"))
    add = sealed(Add(**stamp(1), added=added))
    found = quads(add)
    branch = node(added_id(add) or "")
    assert values(found, branch, KG.SUB_ORGANISATION_OF) == {node("organisation/serikat-nelayan-karimba").value}
    assert values(found, branch, KG.LOCATED_IN) == {node("place/karimba").value}
    assert values(found, node("place/karimba"), RDFS.TYPE) == {KG.PLACE_CLASS.value}


def test_a_role_that_an_article_states_too_is_one_node() -> None:
    add = Add(**stamp(40), added=AddedRole(ARGA_A, "Ketua", BODY))
    found = quads(add)
    (role,) = (q.subject for q in found if q.object == KG.ROLE)
    stated = {q.subject for q in article_quads(ARGA, identity(log())) if q.object == KG.ROLE}
    assert role in stated


def test_events_and_statements_added_by_hand() -> None:
    where = ref("Karimba", "a", kind="place")
    kongres = AddedEvent("Kongres", "Conference", date(2031, 5, 1), None, where, (BODY,), (RATNA,))
    event = sealed(Add(**stamp(41), added=kongres))
    event_ref = Ref(added_id(event) or "", "Kongres")
    said = Add(**stamp(42), added=AddedStatement(RATNA, "Kami siap", "Direct", event_ref, (BODY,), date(2031, 5, 1)))
    found = quads(ADD, event, said)
    held = node(event_ref.id)
    assert values(found, held, KG.START_DATE) == {"2031-05-01"}
    assert values(found, held, KG.PARTICIPANT) == {node(RATNA.id).value}
    (statement,) = (q.subject for q in found if q.object == KG.STATEMENT)
    assert isinstance(statement, NamedNode)
    assert values(found, statement, KG.SPEAKER) == {node(RATNA.id).value}
    assert values(found, statement, KG.MADE_AT) == {held.value}
    assert values(found, statement, KG.TEXT) == {"Kami siap"}


def test_what_was_added_moves_to_what_it_is_one_with() -> None:
    role = Add(**stamp(41), added=AddedRole(RATNA, "Ketua", BODY))
    same = Same(**stamp(42), entities=(RATNA, BIMA_B))
    found = quads(ADD, role, same)
    bima = node("person/bima-tunjung")
    assert not [q for q in found if q.subject == node(RATNA.id)]
    assert values(found, bima, RDFS.LABEL) == {"Bima Tunjung"}
    assert values(found, bima, RDFS.ALT_LABEL) == {"Ratna Selaya", "Bu Ratna"}
    assert {q.object for q in found if q.predicate == KG.HOLDER} == {bima}


def test_a_fact_about_what_no_article_tells_of_any_more_stays_whole() -> None:
    add = Add(**stamp(41), added=AddedRole(ref("Arga Wirayuda", "a", local="person/arga-wirayuda"), "Ketua", None))
    found = quads(add, articles=(BIMA,))
    arga = node("person/arga-wirayuda")
    assert values(found, arga, RDFS.TYPE) == {KG.PERSON.value}
    assert values(found, arga, RDFS.LABEL) == {"Arga Wirayuda"}


def test_a_rejected_thing_keeps_no_name() -> None:
    reject = Reject(**stamp(1), facts=(RejectedThing("b", "person", "Bima Tunjung"),))
    found = quads(reject, Rename(**stamp(2), entity=BIMA_B, name="Pak Bima"))
    assert not [q for q in found if q.predicate == RDFS.PREF_LABEL]
    assert values(found, node(f"decision/{sealed(reject).id}"), RDFS.LABEL) == {
        "not so: the person 'Bima Tunjung' in b"
    }


# ---- what people see -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def store() -> Store:
    role = Add(**stamp(41), added=AddedRole(RATNA, "Bendahara", BODY))
    said = Add(**stamp(42), added=AddedStatement(RATNA, "Kami siap"))
    whole = log(ADD, role, said, Rename(**stamp(43), entity=ARGA_A, name="Pak Arga"),
                Rename(**stamp(44), entity=BODY, name="SNK"))  # fmt: skip
    found = identity(whole)
    made = Store()
    for facts in ALL:
        made.extend(article_quads(facts, found))
    made.extend(decision_quads(whole, ALL, found))
    return made


def test_the_network_shows_chosen_names_and_who_added_what(store: Store) -> None:
    network = build_network(store)
    arga, ratna = network.nodes["person/arga-wirayuda"], network.nodes[RATNA.id]
    assert arga["label"] == "Pak Arga"
    assert "Arga Wirayuda" in arga["altLabels"]
    assert "addedBy" not in arga
    assert ratna["label"] == "Ratna Selaya"
    assert ratna["articles"] == []
    assert ratna["addedBy"] == [
        {
            "who": "sinta",
            "time": "2031-04-01T08:00:30Z",
            "source": "https://example.org/ratna",
            "note": "dari kartu nama",
        }
    ]
    roles = [n for n, d in network.nodes(data=True) if d["kind"] == "Role" and "addedBy" in d]
    assert len(roles) == 1
    assert network.nodes[roles[0]]["title"] == "Bendahara"


def test_the_page_has_them_too(store: Store) -> None:
    page = render(build_network(store))
    assert '"h":[["sinta","2031-04-01T08:00:30Z","https://example.org/ratna","dari kartu nama"]]' in page
    assert '"l":"Pak Arga"' in page


def answer(store: Store, name: str, /, **params: str) -> list[list[str]]:
    return queries.run_named(store, name, params).texts()


def test_named_questions_show_chosen_names(store: Store) -> None:
    assert answer(store, "who-holds-which-role-where", person="pak")[0][:3] == ["Pak Arga", "Ketua", "SNK"]
    assert answer(store, "who-said-what", speaker="arga wirayuda")[0][1] == "Pak Arga"
    assert answer(store, "articles-that-mention", name="snk")[0][3] == "SNK"
    assert {row[0] for row in answer(store, "spokespeople")} == {"SNK"}
    assert answer(store, "events-of-an-organisation", organisation="snk")[0][3] == "SNK"


def test_named_questions_find_what_was_added(store: Store) -> None:
    assert answer(store, "who-holds-which-role-where", person="ratna") == [
        ["Ratna Selaya", "Bendahara", "SNK", "", "", "1"]
    ]
    assert answer(store, "who-said-what", speaker="ratna") == [
        ["", "Ratna Selaya", "", "Direct", "Kami siap", "decisions"]
    ]


@pytest.mark.parametrize("name", sorted(queries.all_named()))
def test_names_that_nobody_chose_are_those_of_articles(name: str) -> None:
    plain, renamed = Store(), Store()
    whole = log(Rename(**stamp(1), entity=ref("Nobody", "z"), name="X"))
    found = identity(whole)
    for facts in ALL:
        plain.extend(article_quads(facts, found))
        renamed.extend(article_quads(facts, found))
    renamed.extend(decision_quads(whole, ALL, found))
    params = {p.name: "a" for p in queries.named(name).parameters if p.default is None}
    assert answer(plain, name, **params) == answer(renamed, name, **params)


def test_the_graph_passes_its_shapes(store: Store) -> None:
    assert check(store) == []


@pytest.mark.parametrize(
    ("subject", "predicate", "value", "message"),
    [
        (node(RATNA.id), RDFS.LABEL, Literal("Ratna lain"), "one label"),
        (node(RATNA.id), RDFS.TYPE, KG.PLACE_CLASS, "of one class"),
        (node("person/arga-wirayuda"), RDFS.PREF_LABEL, Literal("Lain"), "one preferred name"),
        (node(f"decision/{ADD.id}"), KG.ACTION, Literal("teleport"), "one thing"),
        (node("person/x"), PROV.WAS_GENERATED_BY, node("person/y"), "added by a decision"),
    ],
)
def test_wrong_decisions_do_not_pass(
    store: Store, subject: NamedNode, predicate: NamedNode, value: NamedNode | Literal, message: str
) -> None:
    quad = Quad(subject, predicate, value, GRAPH)
    store.add(quad)
    try:
        assert [p for p in check(store) if message in p.what], check(store)
    finally:
        store.remove(quad)


def test_literals_of_decisions_are_plain(store: Store) -> None:
    held = store.quads_for_pattern(None, RDFS.PREF_LABEL, None, GRAPH)
    assert {q.object for q in held} == {Literal("Pak Arga"), Literal("SNK")}
