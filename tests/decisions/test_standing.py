"""Decisions over articles: they win over scores, later ones over earlier, and they follow their articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import ArticleFacts
from kg.resolve import Judgement, resolve
from kg.resolve.decisions import Anchor, Decision, Ref, Standing, sealed
from kg.resolve.decisions.record import (
    Add,
    AddedRole,
    AddedThing,
    Different,
    Kind,
    Reject,
    RejectedThing,
    Rename,
    Same,
    Undo,
    Unsure,
)
from kg.resolve.decisions.standing import added_id

from .samples import AGAIN, ALL, ARGA, BIMA, facts, identity, log, ref, stamp

A, B, C = ("a", "person:1"), ("b", "person:1"), ("c", "person:1")
ARGA_A = ref("Arga Wirayuda", "a")
ARGA_C = ref("Arga Wirayuda", "c")
BIMA_B = ref("Bima Tunjung", "b")


def test_without_decisions_the_name_decides() -> None:
    found = identity(ALL, log())
    assert found[A] == found[C] != found[B]


def test_same_joins_what_no_score_would() -> None:
    found = identity(ALL, log(Same(**stamp(1), entities=(ARGA_A, BIMA_B))))
    assert found[A] == found[B] == found[C]


def test_different_parts_what_the_name_joins() -> None:
    found = identity(ALL, log(Different(**stamp(1), left=ARGA_A, right=ARGA_C)))
    assert found[A] != found[C]


def test_the_later_decision_stands() -> None:
    same, different = (
        (lambda n: Same(**stamp(n), entities=(ARGA_A, ARGA_C))),
        (lambda n: Different(**stamp(n), left=ARGA_A, right=ARGA_C)),
    )
    found = identity(ALL, log(same(1), different(2)))
    assert found[A] != found[C]
    found = identity(ALL, log(different(1), same(2)))
    assert found[A] == found[C]


def test_an_undone_decision_does_not_stand() -> None:
    different = sealed(Different(**stamp(1), left=ARGA_A, right=ARGA_C))
    found = identity(ALL, log(different, Undo(**stamp(2), undoes=different.id)))
    assert found[A] == found[C]


def test_unsure_decides_nothing() -> None:
    assert identity(ALL, log(Unsure(**stamp(1), left=ARGA_A, right=ARGA_C))) == identity(ALL, log())


def test_a_decision_waits_for_its_articles_and_comes_back_with_them() -> None:
    far = replace_id(ARGA_A, "person/arga-wirayuda-0123abcd")
    decisions = log(Same(**stamp(1), entities=(far, BIMA_B)))
    assert decisions.judgements([BIMA, AGAIN]) == ()
    assert decisions.judgements(ALL) == (Judgement(True, (A,), (B,)),)
    found = identity([AGAIN, BIMA, ARGA], decisions)
    assert found[A] == found[B]


def test_a_namesake_does_not_step_in_for_who_was_parted_from_it() -> None:
    arga = replace_id(ARGA_A, "person/arga-wirayuda")
    decisions = log(
        Different(**stamp(1), left=arga, right=replace_id(ARGA_C, "person/arga-wirayuda-0123abcd")),
        Same(**stamp(2), entities=(arga, BIMA_B)),
    )
    found = identity([BIMA, AGAIN], decisions)
    assert found[B] != found[C]
    stranger = facts("e", "P:Arga Wirayuda")
    found = identity([BIMA, stranger], decisions)
    assert found[B] == found["e", "person:1"]


def replace_id(old: Ref, local: str) -> Ref:
    return Ref(local, old.name, old.anchors)


def test_an_alias_will_do_where_another_name_is_the_fullest_now() -> None:
    renamed = facts("a", "P:Arga Wirayuda Tunjung|Arga Wirayuda")
    assert log().standing([renamed]).members(ARGA_A) == (("a", "person:1"),)
    assert log().standing([facts("a", "O:Arga Wirayuda")]).members(ARGA_A) == ()


@pytest.mark.parametrize(
    ("local", "name", "expected"),
    [
        ("person/arga-wirayuda", "Arga Wirayuda", A),  # of two the earlier
        ("person/bima-tunjung", "Bima Tunjung", B),
        ("person/arga-wirayuda-0123abcd", "Arga Wirayuda", None),  # one of several of that name: which is not known
        ("organisation/yayasan-air-tunjung-di-karimba", "Yayasan Air Tunjung", ("b", "organisation:2")),
        ("event/rapat-nelayan-2031-03-05", "Rapat Nelayan", ("a", "event:1")),
        ("event/rapat-nelayan-2031-03-06", "Rapat Nelayan", None),
        ("place/arga-wirayuda", "Arga Wirayuda", None),
    ],
)
def test_in_another_folder_the_identifier_finds_its_thing(local: str, name: str, expected: object) -> None:
    far = Ref(local, name, (Anchor("elsewhere", local.partition("/")[0], name),))  # type: ignore[arg-type]
    assert log().standing(ALL).members(far) == (() if expected is None else (expected,))


def test_the_identifier_does_not_count_while_an_article_of_the_anchors_is_there() -> None:
    both = Ref("person/bima-tunjung", "Argo", (Anchor("a", "person", "Nobody"), Anchor("x", "person", "Argo")))
    assert log().standing(ALL).members(both) == ()


def test_the_order_of_articles_does_not_matter() -> None:
    far = Ref("person/arga-wirayuda", "Arga Wirayuda")
    decisions = log(Same(**stamp(1), entities=(far, BIMA_B)))
    assert decisions.judgements(ALL) == decisions.judgements(ALL[::-1])


def test_a_rejected_thing_is_no_member() -> None:
    decisions = log(
        Same(**stamp(1), entities=(ARGA_A, BIMA_B)),
        Reject(**stamp(2), facts=(RejectedThing("b", "person", "Bima Tunjung"),)),
    )
    assert identity(ALL, decisions).keys() == identity(ALL, log()).keys() - {B}


# ---- the name of a reference -----------------------------------------------------------------------------------------


def test_a_reference_leads_to_what_most_of_its_members_are() -> None:
    far = facts("d", "P:Arga Wirayuda", "O:Klub Layang", roles=[("Arga Wirayuda", "Pelatih", "Klub Layang")])
    articles = (*ALL, far)
    three = ref("Arga Wirayuda", "a", "c", "d")
    decisions = log(
        Same(**stamp(1), entities=(ARGA_A, ARGA_C)),
        Different(**stamp(2), left=ref("Arga Wirayuda", "a", "c"), right=ref("Arga Wirayuda", "d")),
        Rename(**stamp(3), entity=three, name="Pak Arga"),
    )
    resolution = resolve(articles, decisions.judgements(articles))
    standing = decisions.standing(articles)
    ids = resolution.identity.ids
    assert ids[A] == ids[C] != ids["d", "person:1"]
    assert standing.node(three, resolution.identity) == ids[A]
    assert standing.node(ref("Nobody", "a"), resolution.identity) is None


# ---- things added by hand --------------------------------------------------------------------------------------------

RATNA = sealed(Add(**stamp(50), added=AddedThing("person", "Ratna Selaya")))
ADDED = Ref(added_id(RATNA) or "", "Ratna Selaya")


def test_roles_have_no_identifier_of_their_own() -> None:
    assert added_id(RATNA) == f"person/ratna-selaya-{RATNA.id[:8]}"
    assert added_id(Add(**stamp(1), added=AddedRole(ARGA_A, "Ketua"))) is None


def node(decisions: tuple[Decision, ...], articles: tuple[ArticleFacts, ...] = ALL) -> str | None:
    whole = log(RATNA, *decisions)
    found = resolve(articles, whole.judgements(articles)).identity
    return whole.standing(articles).node(ADDED, found)


def test_what_was_added_is_itself_until_somebody_says_otherwise() -> None:
    assert node(()) == ADDED.id
    same = Same(**stamp(60), entities=(ADDED, BIMA_B))
    assert node((same,)) == "person/bima-tunjung"
    assert node((same,), (ARGA,)) == ADDED.id  # its other half is not here
    assert node((same, Different(**stamp(61), left=BIMA_B, right=ADDED))) == ADDED.id
    assert node((same, Undo(**stamp(61), undoes=sealed(same).id))) == ADDED.id


def test_two_articles_may_be_joined_through_what_was_added() -> None:
    one, two = Same(**stamp(60), entities=(ADDED, BIMA_B)), Same(**stamp(61), entities=(ARGA_A, ADDED))
    found = identity(ALL, log(RATNA, one, two))
    assert found[A] == found[B]
    parted = log(RATNA, one, two, Different(**stamp(62), left=ADDED, right=BIMA_B))
    found = identity(ALL, parted)
    assert found[A] != found[B]
    assert parted.standing(ALL).node(ADDED, resolve(ALL, parted.judgements(ALL)).identity) == found[A]


def test_two_that_were_added_may_be_one() -> None:
    other = sealed(Add(**stamp(51), added=AddedThing("person", "R. Selaya")))
    other_ref = Ref(added_id(other) or "", "R. Selaya")
    whole = log(RATNA, other, Same(**stamp(60), entities=(other_ref, ADDED)))
    standing, nobody = whole.standing(ALL), resolve(ALL).identity
    assert standing.node(ADDED, nobody) == standing.node(other_ref, nobody) in (ADDED.id, other_ref.id)
    assert whole.judgements(ALL) == ()


# ---- what was asked already ------------------------------------------------------------------------------------------


def test_judged_from_either_side() -> None:
    unsure = Unsure(**stamp(1), left=ARGA_A, right=BIMA_B)
    standing = log(unsure).standing(ALL)
    assert standing.judged(A, B) == standing.judged(B, A) == sealed(unsure)
    assert standing.judged(A, C) is None
    both = Different(**stamp(2), left=ref("Arga Wirayuda", "a", "c"), right=BIMA_B)
    standing = log(unsure, both).standing(ALL)
    assert standing.judged(A, B) == sealed(both)
    assert standing.judged(A, C) is None  # two members of one side
    assert standing.about([A, C], [B]) == [sealed(unsure), sealed(both)]
    joined = Same(**stamp(3), entities=(ref("Arga Wirayuda", "a", "c"), BIMA_B))
    assert log(joined).standing(ALL).judged(A, C) == sealed(joined)


# ---- decisions always win --------------------------------------------------------------------------------------------

#: For each kind, names near enough to tempt a score; articles repeat them.
_NAMES: dict[Kind, tuple[str, ...]] = {
    "person": ("Arga Wirayuda", "Arga Wirayuda", "Argo Wirayuda", "Ratna Selaya", "Arga", "AW", "Citra Lestari"),
    "organisation": ("Serikat Nelayan Karimba", "Serikat Nelayan Karimba", "SNK", "Serikat Nelayan", "Bank Tirta",
                     "PT Bank Tirta", "Dinas Perikanan"),
    "place": ("Karimba", "Karimba", "Kota Karimba", "Kabupaten Karimba", "Tunjung", "Kec. Tunjung", "Selaya"),
    "event": ("Rapat Nelayan", "Rapat Nelayan", "Rapat Nelayan Karimba", "Rapat", "Kongres", "Kongres Garam", "Lomba"),
}  # fmt: skip
_COUNT = 7


@cache
def told(kind: Kind) -> tuple[ArticleFacts, ...]:
    """An article for each name."""
    letter = {"person": "P", "organisation": "O", "place": "L", "event": ""}[kind]
    return tuple(
        facts(
            f"n{number}",
            *([f"{letter}:{name}"] if letter else ["P:Dodo Gunawan"]),
            events=[] if letter else [(name, date(2031, 3, 5), ["Dodo Gunawan"])],
            day=date(2031, 3, 6 + number),
        )
        for number, name in enumerate(_NAMES[kind])
    )


def side(kind: Kind, members: set[int]) -> Ref:
    anchors = tuple(Anchor(f"n{i}", kind, _NAMES[kind][i]) for i in sorted(members))
    return Ref(f"{kind}/x", "x", anchors)


Made = list[tuple[bool, set[int], set[int]]]


@st.composite
def decided(draw: st.DrawFn) -> Made:
    """Decisions about seven things: same or different, left, right."""
    things = st.integers(0, _COUNT - 1)
    made: Made = []
    for _ in range(draw(st.integers(1, 6))):
        left = draw(st.sets(things, min_size=1, max_size=3))
        right = draw(st.sets(things.filter(lambda p, left=left: p not in left), min_size=1, max_size=3))
        made.append((draw(st.booleans()), left, right))
    return made


def as_log(kind: Kind, made: Made) -> list[Decision]:
    return [
        Same(**stamp(n), entities=(side(kind, left), side(kind, right)))
        if same
        else Different(**stamp(n), left=side(kind, left), right=side(kind, right))
        for n, (same, left, right) in enumerate(made)
    ]


def found_by(kind: Kind, articles: Sequence[ArticleFacts], made: Made) -> list[str]:
    found = identity(articles, log(*as_log(kind, made)))
    return [found[f"n{i}", f"{kind}:1"] for i in range(_COUNT)]


KINDS = st.sampled_from(sorted(_NAMES))


@settings(deadline=None)
@given(KINDS, decided(), st.permutations(range(_COUNT)))
def test_the_last_decision_always_holds(kind: Kind, made: Made, order: list[int]) -> None:
    articles = told(kind)
    found = found_by(kind, [articles[i] for i in order], made)
    same, left, right = made[-1]
    lefts, rights = ({found[i] for i in members} for members in (left, right))
    assert len(lefts | rights) == 1 if same else not lefts & rights
    assert found == found_by(kind, articles, made)


@settings(deadline=None)
@given(KINDS, st.lists(st.integers(0, 3), min_size=_COUNT, max_size=_COUNT), st.data())
def test_decisions_that_agree_all_hold(kind: Kind, truth: list[int], data: st.DataObject) -> None:
    """Whatever the scores say: people who know which is which get the graph they describe."""
    pairs = [(i, j) for i in range(_COUNT) for j in range(i)]
    order = data.draw(st.permutations(pairs))
    found = found_by(kind, told(kind), [(truth[i] == truth[j], {i}, {j}) for i, j in order])
    for i, j in pairs:
        assert (found[i] == found[j]) == (truth[i] == truth[j])


def test_standing_needs_no_articles() -> None:
    assert Standing((), ()).judgements == ()
    nothing = replace(ARGA, entities=(), events=(), roles=(), statements=())
    assert log(Same(**stamp(1), entities=(ARGA_A, BIMA_B))).judgements([nothing]) == ()
