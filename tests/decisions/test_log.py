"""The log: what is written is read again, what is broken is named, what is undone does not count."""

from __future__ import annotations

import itertools
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import DataError, UsageError
from kg.resolve.decisions import Decision, Decisions, Ref, append, merged, sealed
from kg.resolve.decisions.describe import action, summary
from kg.resolve.decisions.record import (
    Add,
    AddedEvent,
    AddedRole,
    AddedStatement,
    AddedThing,
    Different,
    Link,
    Reject,
    RejectedRole,
    RejectedStatement,
    RejectedThing,
    Rename,
    Same,
    Undo,
    Unsure,
    decoded,
    encoded,
)

from .samples import log, ref, stamp

ARGA, ARGO = ref("Arga Wirayuda", "a"), ref("Argo Wirayuda", "b")
BODY = ref("Serikat Nelayan Karimba", "a", kind="organisation")
EXAMPLES: list[tuple[Decision, str, str]] = [
    (Same(**stamp(1), entities=(ARGA, ARGO)), "same", "'Arga Wirayuda' and 'Argo Wirayuda' are the same"),
    (Different(**stamp(2), left=ARGA, right=ARGO), "different",
     "'Arga Wirayuda' and 'Argo Wirayuda' are different"),
    (Unsure(**stamp(3), left=ARGA, right=ARGO), "unsure", "'Arga Wirayuda' and 'Argo Wirayuda': not sure"),
    (Rename(**stamp(4), entity=ARGA, name="Arga W."), "rename", "'Arga Wirayuda' is called 'Arga W.'"),
    (Reject(**stamp(5), facts=(RejectedThing("a", "place", "Karimba", 3),)), "reject",
     "not so: the place 'Karimba' in a"),
    (Reject(**stamp(6), facts=(RejectedRole("a", "Arga Wirayuda", "Ketua", "Serikat Nelayan Karimba"),)), "reject",
     "not so: Arga Wirayuda, Ketua, Serikat Nelayan Karimba in a"),
    (Reject(**stamp(7), facts=(RejectedStatement("a", "Direct", "Solar harus turun"),)), "reject",
     "not so: the statement “Solar harus turun” in a"),
    (Add(**stamp(8), added=AddedThing("person", "Ratna Selaya", ("Ratna",)), source="kartu nama"), "add",
     "added: the person 'Ratna Selaya'"),
    (Add(**stamp(9), added=AddedRole(ARGA, "Ketua", BODY)), "add",
     "added: Arga Wirayuda, Ketua, Serikat Nelayan Karimba"),
    (Add(**stamp(10), added=AddedRole(ARGA, None, BODY)), "add", "added: Arga Wirayuda, of Serikat Nelayan Karimba"),
    (Add(**stamp(11), added=AddedEvent("Kongres", "Conference", date(2031, 5, 1), date(2031, 5, 2))), "add",
     "added: the event 'Kongres'"),
    (Add(**stamp(12), added=AddedStatement(ARGA, "Kami siap")), "add", "added: Arga Wirayuda: “Kami siap”"),
    (Link(**stamp(13), entity=ARGA, target="https://example.org/7", score=87.5), "link",
     "'Arga Wirayuda' is <https://example.org/7>"),
    (Undo(**stamp(14), undoes="0123456789abcdef"), "undo", "undone: 0123456789abcdef"),
]  # fmt: skip


@pytest.mark.parametrize(("decision", "word", "words"), EXAMPLES, ids=lambda v: v if isinstance(v, str) else "")
def test_every_decision_is_read_as_it_was_written(decision: Decision, word: str, words: str, tmp_path: Path) -> None:
    whole = sealed(decision)
    assert action(whole) == word
    assert summary(whole) == words
    assert decoded(encoded(whole), "here") == whole
    append(tmp_path / "log", [whole])
    assert Decisions.read(tmp_path / "log").all == (whole,)


def test_a_missing_log_has_no_decisions(tmp_path: Path) -> None:
    found = Decisions.read(tmp_path / "nothing")
    assert found == Decisions()
    assert found.digest() == Decisions().digest()


def test_the_order_is_that_of_time_and_not_of_lines(tmp_path: Path) -> None:
    whole = [sealed(d) for d, *_ in EXAMPLES]
    append(tmp_path / "log", reversed(whole))
    assert list(Decisions.read(tmp_path / "log").all) == whole


@pytest.mark.parametrize("cut", [1, 5, 40])
def test_a_torn_last_line_is_reported_and_the_next_decision_removes_it(cut: int, tmp_path: Path) -> None:
    first, second, third = (sealed(d) for d, *_ in EXAMPLES[:3])
    path = tmp_path / "log"
    append(path, [first])
    path.write_bytes(path.read_bytes() + encoded(second)[:-cut])
    found = Decisions.read(path)
    assert found.all == (first,)
    (problem,) = found.problems
    assert "broken off" in str(problem)
    assert not problem.fatal
    append(path, [third])
    assert Decisions.read(path) == Decisions((first, third))


def test_a_whole_last_line_without_its_break_counts(tmp_path: Path) -> None:
    first, second = (sealed(d) for d, *_ in EXAMPLES[:2])
    path = tmp_path / "log"
    path.write_bytes(encoded(first))
    assert Decisions.read(path) == Decisions((first,))
    append(path, [second])
    assert Decisions.read(path) == Decisions((first, second))


def changed(**fields: object) -> bytes:
    return json.dumps(json.loads(encoded(sealed(EXAMPLES[3][0]))) | fields).encode()


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (changed(action="teleport"), "newer version"),
        (changed(mood="glad"), "unknown field `mood`"),
        (changed(name="Arga the Great"), "not what it was when it was written"),
        (changed(id=""), "not what it was"),
        (changed(name=3), "newer version"),
        (changed(time="yesterday"), "is not like 2026"),
        (b"{", "is no decision"),
        (b'{"action":"undo","time":"\xff"}', "is no decision"),
    ],
)
def test_a_line_that_is_not_understood_is_refused_with_its_number(line: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / "log"
    path.write_bytes(encoded(sealed(EXAMPLES[0][0])) + b"\n" + line + b"\n")
    with pytest.raises(DataError, match="line 2") as error:
        Decisions.read(path)
    assert message in str(error.value)


def test_a_newer_decision_on_the_last_line_is_refused_and_not_taken_for_torn(tmp_path: Path) -> None:
    path = tmp_path / "log"
    path.write_bytes(changed(action="teleport"))
    with pytest.raises(DataError, match="newer version"):
        Decisions.read(path)


def test_undo_and_undo_of_undo() -> None:
    rename = sealed(EXAMPLES[3][0])
    undo = sealed(Undo(**stamp(20), undoes=rename.id))
    redo = sealed(Undo(**stamp(21), undoes=undo.id))
    assert log(rename).active == (rename,)
    assert log(rename, undo).active == ()
    assert log(rename, undo).undone == {rename.id}
    assert log(rename, undo, redo).active == (rename,)
    assert log(rename, undo, redo, Undo(**stamp(22), undoes=redo.id)).active == ()
    assert log(rename, undo).digest() == log().digest()
    assert log(rename, undo, redo).digest() == log(rename).digest() != log().digest()


def test_a_long_chain_of_undoing_is_no_problem() -> None:
    chain: list[Decision] = [sealed(EXAMPLES[3][0])]
    for number in range(3000):
        chain.append(sealed(Undo(time=f"2032-01-01T00:00:00.{number:06}Z", who="sinta", undoes=chain[-1].id)))
    assert log(*chain).active == (chain[0],)
    assert log(*chain[:-1]).active == ()


def test_unsure_does_not_change_the_graph() -> None:
    assert log(EXAMPLES[2][0]).digest() == log().digest()


def test_finding_a_decision_by_the_beginning_of_its_id() -> None:
    decisions = log(*(d for d, *_ in EXAMPLES))
    wanted = decisions.all[4]
    assert decisions.find(wanted.id) == wanted
    assert decisions.find(wanted.id[:8].upper()) == wanted
    with pytest.raises(UsageError, match="no decision has the id 'zzzz'"):
        decisions.find("zzzz")
    with pytest.raises(UsageError, match="no decision has the id ''"):
        decisions.find("")
    first = next(c for c in "0123456789abcdef" if sum(d.id.startswith(c) for d in decisions.all) > 1)
    with pytest.raises(UsageError, match="begins several decisions"):
        decisions.find(first)


def test_things_of_one_name_are_told_apart_by_their_articles() -> None:
    parted = Different(**stamp(1), left=ref("Arga", "a", "b", "c"), right=ref("Arga", "d"))
    assert summary(parted) == "'Arga' (3 articles) and 'Arga' (d) are different"


def test_merging_logs_is_idempotent_and_does_not_depend_on_the_order(tmp_path: Path) -> None:
    whole = [sealed(d) for d, *_ in EXAMPLES]
    append(tmp_path / "one", whole[:8])
    append(tmp_path / "two", whole[5:])
    ours, theirs = Decisions.read(tmp_path / "one"), Decisions.read(tmp_path / "two")
    assert merged(tmp_path / "one", theirs) == tuple(whole[8:])
    assert merged(tmp_path / "one", theirs) == ()
    merged(tmp_path / "two", ours)
    assert Decisions.read(tmp_path / "one") == Decisions.read(tmp_path / "two") == Decisions(tuple(whole))


def test_times_only_go_forward() -> None:
    decisions = log(EXAMPLES[0][0])
    assert decisions.next_time(datetime(2031, 5, 1, 7, tzinfo=UTC)) == "2031-05-01T07:00:00.000000Z"
    assert decisions.next_time(datetime(2001, 1, 1, tzinfo=UTC)) == "2031-04-01T08:00:01.000001Z"
    assert decisions.next_time(datetime(2001, 1, 1, tzinfo=UTC), after="2031-04-01T09:00:00.000000Z") == (
        "2031-04-01T09:00:00.000001Z"
    )


@given(st.permutations(range(4)), st.integers(1, 4))
def test_a_log_cut_anywhere_loses_no_whole_decision(order: list[int], keep: int) -> None:
    lines = [encoded(sealed(EXAMPLES[n][0])) + b"\n" for n in order]
    ends = list(itertools.accumulate(map(len, lines)))
    content = b"".join(lines)
    for cut in range(ends[keep - 1], len(content)):
        found = Decisions.parsed(content[:cut], "log")
        whole = sum(1 for end in ends if end <= cut or end - 1 == cut)
        assert len(found.all) == whole
        assert len(found.problems) == (0 if cut in ends or cut + 1 in ends else 1)


def test_a_reference_may_have_no_anchors() -> None:
    whole = sealed(Same(**stamp(1), entities=(Ref("person/x", "X"), Ref("person/y", "Y"))))
    assert b"anchors" not in encoded(whole)
    assert decoded(encoded(whole), "") == whole
