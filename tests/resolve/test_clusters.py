"""Clusters from comparisons: the strongest first, what must stay apart does, people's word before all."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from kg.resolve.clusters import Apart, Clusters, Group, cluster
from kg.resolve.values import Comparison, Judgement, Member


def m(name: str) -> Member:
    return (name, "e:0")


def like(a: str, b: str, score: float, veto: str | None = None) -> Comparison:
    left, right = sorted((m(a), m(b)))
    return Comparison(left, right, score, (), veto)


def made(names: str, *compared: Comparison, said: tuple[Judgement, ...] = ()) -> Clusters:
    return cluster([Group((m(n),)) for n in names], compared, said)


def sets(found: Clusters) -> set[str]:
    return {"".join(x[0] for x in s) for s in found.sets}


def said(same: bool, left: str, right: str) -> Judgement:
    return Judgement(same, tuple(m(x) for x in left), tuple(m(x) for x in right))


def test_joins_from_the_threshold_on() -> None:
    found = made("abcd", like("a", "b", 0.9), like("b", "c", 0.5), like("c", "d", 0.4))
    assert sets(found) == {"abc", "d"}
    assert [c.score for c in found.joins] == [0.9, 0.5]
    assert [c.score for c in found.doubtful] == [0.4]


def test_a_veto_keeps_whole_clusters_apart() -> None:
    found = made("abc", like("a", "b", 0.9), like("b", "c", 0.8), like("a", "c", 0.7, "other place"))
    assert sets(found) == {"ab", "c"}
    assert [c.score for c in found.doubtful] == [0.8]


def test_people_join_across_a_veto_and_part_what_is_alike() -> None:
    assert sets(made("ab", like("a", "b", 0.9, "other place"), said=(said(True, "a", "b"),))) == {"ab"}
    assert sets(made("ab", like("a", "b", 0.9), said=(said(False, "a", "b"),))) == {"a", "b"}


def test_a_decision_parts_a_group() -> None:
    group = Group(tuple(m(x) for x in "abcd"))
    found = cluster([group], [], [said(False, "a", "bc")], lambda member, seeds: 1)
    assert sets(found) == {"a", "b", "c", "d"} or sets(found) == {"a", "bd", "c"}
    assert cluster([group], [], [said(True, "b", "c"), said(False, "a", "b")]).sets[0] == [m("a"), m("d")]


def test_the_later_of_two_decisions_stands() -> None:
    both = said(True, "a", "b"), said(False, "b", "a")
    assert sets(made("ab", said=both)) == {"a", "b"}
    assert sets(made("ab", said=both[::-1])) == {"ab"}


def test_decided_pairs_are_not_doubtful_again() -> None:
    found = made("ab", like("a", "b", 0.45), said=(said(False, "a", "b"),))
    assert found.doubtful == []


def test_the_most_useful_doubts_come_first() -> None:
    groups = [Group((m("a"), m("b"), m("c"))), Group((m("d"), m("e"))), Group((m("f"),)), Group((m("g"),))]
    near, large, vetoed = like("f", "g", 0.3), like("a", "d", 0.3), like("a", "g", 0.9, "other place")
    assert cluster(groups, [near, large, vetoed]).doubtful == [large, near, vetoed]


def test_sets_that_stay_apart_are_carried_along() -> None:
    apart = Apart()
    assert apart.part(1, 2)
    assert apart.join(2, 3)
    assert not apart.join(3, 1)
    assert apart.join(3, 4)
    assert apart.forbidden(4, 1)
    assert not apart.part(3, 4)


PAIR = st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")).filter(lambda p: p[0] != p[1])


@given(
    st.lists(st.tuples(PAIR, st.sampled_from([0.2, 0.5, 0.7, 0.9]), st.booleans()), max_size=12),
    st.lists(st.tuples(st.booleans(), PAIR), max_size=5),
    st.randoms(),
)
def test_order_of_comparisons_is_nothing_and_decisions_hold(
    pairs: list[tuple[tuple[str, str], float, bool]],
    decisions: list[tuple[bool, tuple[str, str]]],
    order: random.Random,
) -> None:
    compared = [like(a, b, s, "no" if v else None) for (a, b), s, v in pairs]
    judged = tuple(said(same, *p) for same, p in decisions)
    found = made("abcdef", *compared, said=judged)
    order.shuffle(compared)
    assert sets(made("abcdef", *compared, said=judged)) == sets(found)
    if judged:
        last = judged[-1]
        together = any(last.left[0] in s and last.right[0] in s for s in found.sets)
        assert together is last.same
