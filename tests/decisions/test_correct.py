"""Rejected facts leave, and with them what cannot stand without them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import ArticleFacts, Event, Mention
from kg.rdf.mapping import article_quads
from kg.resolve.decisions.correct import anchors_of, rejected_role, rejected_statement, rejected_thing, without
from kg.resolve.decisions.record import Reject, Rejected, RejectedRole, RejectedStatement, RejectedThing

from .samples import ALL, ARGA, log, stamp

ROLE = RejectedRole("a", "Arga Wirayuda", "Ketua", "Serikat Nelayan Karimba")
SAID = RejectedStatement("a", "Direct", "Solar harus turun")


def names(facts: ArticleFacts) -> list[str]:
    return [e.name for e in facts.entities] + [e.name for e in facts.events]


def test_nothing_rejected_is_nothing_changed() -> None:
    assert log().corrected(ARGA) is ARGA
    assert log(Reject(**stamp(1), facts=(RejectedThing("b", "person", "Arga Wirayuda"),))).corrected(ARGA) is ARGA


def test_a_role_leaves_and_its_statement_stays_in_no_role() -> None:
    found = without(ARGA, [ROLE])
    assert found.roles == ()
    assert [s.role for s in found.statements] == [None]
    assert found.statements[0].speaker is not None
    assert names(found) == names(ARGA)


@pytest.mark.parametrize(
    "other",
    [
        RejectedRole("a", "Arga Wirayuda", "Wakil Ketua", "Serikat Nelayan Karimba"),
        RejectedRole("a", "Arga Wirayuda", "Ketua"),
        RejectedRole("a", "Argo Wirayuda", "Ketua", "Serikat Nelayan Karimba"),
        RejectedStatement("a", "Indirect", "Solar harus turun"),
        RejectedStatement("a", "Direct", "Solar harus"),
        RejectedThing("a", "person", "Arga"),  # a name that the article uses, not the fullest
        RejectedThing("a", "place", "Arga Wirayuda"),
        RejectedThing("a", "event", "Rapat"),
    ],
)
def test_a_fact_that_differs_is_another(other: Rejected) -> None:
    assert without(ARGA, [other]) == ARGA


def test_a_statement_leaves() -> None:
    found = without(ARGA, [SAID])
    assert found.statements == ()
    assert found.roles == ARGA.roles


def test_an_event_leaves_and_roles_at_it_that_say_nothing_else() -> None:
    event = RejectedThing("a", "event", "Rapat Nelayan")
    at = replace(ARGA.roles[0], key="role:2", title=None, organisation=None, event="event:1")
    both = replace(ARGA.roles[0], key="role:3", event="event:1")
    said = replace(ARGA.statements[0], event="event:1", mentions=("event:1", "place:3"))
    part = Event("event:2", "Sidang Pleno", part_of="event:1", mentions=(Mention(0, 1),))
    source = replace(ARGA, roles=(*ARGA.roles, at, both), statements=(said,), events=(*ARGA.events, part))
    found = without(source, [event])
    assert [e.name for e in found.events] == ["Sidang Pleno"]
    assert found.events[0].part_of is None
    assert [(r.key, r.event) for r in found.roles] == [("role:1", None), ("role:3", None)]
    assert found.statements[0].event is None
    assert found.statements[0].mentions == ("place:3",)


def test_a_person_leaves_with_roles_and_the_rest_goes_on_without_them() -> None:
    found = without(ARGA, [RejectedThing("a", "person", "Arga Wirayuda")])
    assert names(found) == ["Serikat Nelayan Karimba", "Karimba", "Rapat Nelayan"]
    assert found.roles == ()
    assert [(s.speaker, s.role) for s in found.statements] == [(None, None)]
    assert found.events[0].participants == ("organisation:2",)


def test_a_role_whose_organisation_leaves_keeps_its_title_and_goes_without_one() -> None:
    body = RejectedThing("a", "organisation", "Serikat Nelayan Karimba")
    (role,) = without(ARGA, [body]).roles
    assert (role.title, role.organisation) == ("Ketua", None)
    bare = replace(ARGA, roles=(replace(ARGA.roles[0], title=None),))
    assert without(bare, [body]).roles == ()


def test_of_two_of_one_name_the_position_tells_which() -> None:
    twin = replace(ARGA.events[0], key="event:2", mentions=(Mention(2, 5),))
    source = replace(ARGA, events=(*ARGA.events, twin))
    where = ARGA.events[0].mentions[0].start
    assert [e.key for e in without(source, [RejectedThing("a", "event", "Rapat Nelayan", where)]).events] == ["event:2"]
    assert [e.key for e in without(source, [RejectedThing("a", "event", "Rapat Nelayan", 2)]).events] == ["event:1"]
    assert without(source, [RejectedThing("a", "event", "Rapat Nelayan", 99)]).events == ()
    assert without(ARGA, [RejectedThing("a", "event", "Rapat Nelayan", 99)]).events == ()


def everything(facts: ArticleFacts) -> list[Rejected]:
    anchors = anchors_of(facts)
    things: list[Rejected] = [rejected_thing(a) for a in anchors.values()]
    things += [rejected_role(facts, r, anchors) for r in facts.roles]
    return things + [rejected_statement(facts, s) for s in facts.statements]


@given(st.sampled_from(ALL), st.sets(st.integers(0, 20)))
def test_whatever_is_rejected_what_is_left_hangs_together(facts: ArticleFacts, chosen: set[int]) -> None:
    rejected = [r for i, r in enumerate(everything(facts)) if i in chosen]
    found = without(facts, rejected)
    article_quads(found)  # raises for a fact that refers to what is not there
    assert not {str(r) for r in everything(found)} & {str(r) for r in rejected}
    assert without(found, rejected) == found
    assert without(facts, rejected[::-1]) == found
