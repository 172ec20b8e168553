"""Questions, and answers by table."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from kg.errors import InputError
from kg.rdf.catalogue import Catalogue
from kg.rdf.vocabulary import DEFAULT_BASE
from kg.resolve import Comparison, Feature, Resolution, resolve
from kg.resolve.decisions import Decision, Ref, added_id, sealed
from kg.resolve.decisions.record import Add, AddedRole, AddedThing, Different, Same, Unsure
from kg.review import Question, decision, portrait, questions, read_sheet, write_sheet

from .samples import ALL, facts, log, ref, stamp

A, B, C = ("a", "person:1"), ("b", "person:1"), ("c", "person:1")
EVIL = facts("=cmd", "P:=Satu+Dua", said=[("=Satu+Dua", "Baik")])
PEOPLE = (*ALL, EVIL)
E = ("=cmd", "person:1")
AB = Comparison(
    A, B, 0.4, (Feature("like-names", "Arga, Bima", 1.5), Feature("other-office", "Ketua, Bendahara", -0.7))
)
BC = Comparison(B, C, 0.3, (), "other place: Karimba, Tunjung")
BE = Comparison(B, E, 0.2)
AC = Comparison(A, C, 0.45)


def desk(doubtful: tuple[Comparison, ...], *decisions: Decision) -> tuple[Catalogue, Resolution]:
    whole = log(*decisions)
    found = replace(resolve(PEOPLE, whole.judgements(PEOPLE)), doubtful=doubtful)
    return Catalogue(PEOPLE, found.identity, whole, DEFAULT_BASE), found


def asked(doubtful: tuple[Comparison, ...], *decisions: Decision) -> list[Question]:
    return list(questions(*desk(doubtful, *decisions)))


def test_questions_come_in_order_each_pair_of_things_once() -> None:
    found = asked((AB, BC, BE))
    assert [q.comparison for q in found] == [AB, BE]  # A and C are one person: B and C is the same question
    assert [len(q.left.anchors) for q in found] == [2, 1]
    assert found[0].left.anchors[0].article == "a"


@pytest.mark.parametrize("kind", ["same", "different", "unsure"])
def test_what_was_answered_is_not_asked_again(kind: str) -> None:
    question = asked((AB, BE))[0]
    answer = decision(question, kind, **stamp(1))  # type: ignore[arg-type]
    assert [q.comparison for q in asked((AB, BC, BE), sealed(answer))] == [BE]


def test_a_member_that_is_gone_is_not_asked_about() -> None:
    assert asked((Comparison(A, ("z", "person:1"), 0.5),)) == []


def test_two_members_that_are_one_now_are_asked_about_alone() -> None:
    (question,) = asked((AC,))
    assert [len(r.anchors) for r in (question.left, question.right)] == [1, 1]
    answer = decision(question, "different", **stamp(1))
    catalogue, _ = desk((), answer)
    assert catalogue.identity.ids[A] != catalogue.identity.ids[C]


def test_a_portrait_has_what_tells_a_thing_apart() -> None:
    catalogue, _ = desk(())
    seen = portrait(catalogue, "person/arga-wirayuda", first=[C])
    assert seen.names == ("Arga Wirayuda", "Arga")
    assert seen.roles == ("Ketua, Serikat Nelayan Karimba", "Penasihat, Yayasan Air Tunjung")
    assert [a.id for a in seen.articles] == ["c", "a"]
    assert seen.sentences[0][0] == "c"
    assert "Arga Wirayuda" in seen.sentences[0][1]
    body = portrait(catalogue, "organisation/serikat-nelayan-karimba")
    assert body.roles == ("Ketua: Arga Wirayuda",)
    event = portrait(catalogue, catalogue.find("Rapat Nelayan"))
    assert event.roles == ("2031-03-05", "Arga Wirayuda", "Serikat Nelayan Karimba")


# ---- the table -------------------------------------------------------------------------------------------------------


def sheet(*answers: str) -> str:
    """The table of three questions with answers in it."""
    catalogue, found = desk((AB, BE))
    rows = list(csv.DictReader(io.StringIO(write_sheet(questions(catalogue, found), catalogue))))
    for row, answer in zip(rows, answers, strict=False):
        row["decision"] = answer
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def test_the_table_shows_both_sides() -> None:
    first, second = csv.DictReader(io.StringIO(sheet()))
    assert first["decision"] == first["note"] == ""
    assert first["left_names"] == "Arga Wirayuda; Arga"
    assert first["right_roles"] == "Bendahara, Yayasan Air Tunjung"
    assert first["for"] == "like-names: Arga, Bima"
    assert first["against"] == "other-office: Ketua, Bendahara"
    assert "Bima Tunjung" in first["right_sentences"]
    assert second["right_named"] == "'=Satu+Dua"  # no formula for a spreadsheet


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_answers_come_back_whatever_the_spreadsheet_made_of_the_table(delimiter: str) -> None:
    text = "\ufeff" + sheet(" Same ", "beda").replace("\r\n", "\r\n")
    if delimiter != ",":
        out = io.StringIO()
        csv.writer(out, delimiter=delimiter).writerows(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
        text = out.getvalue()
    catalogue, _ = desk(())
    first, second = read_sheet(text, "answers.csv", catalogue)
    assert (first.verdict, second.verdict) == ("same", "different")
    made = decision(second.question, second.verdict, **stamp(1))
    assert isinstance(made, Different)
    assert [a.name for a in made.right.anchors] == ["=Satu+Dua"]
    assert isinstance(decision(first.question, first.verdict, **stamp(1)), Same)


def test_rows_without_an_answer_and_known_answers_are_passed_over() -> None:
    unsure = Unsure(**stamp(1), left=ref("Arga Wirayuda", "a", "c"), right=ref("Bima Tunjung", "b"))
    catalogue, _ = desk((), unsure)
    assert read_sheet(sheet("unsure", ""), "x", catalogue) == []
    (changed,) = read_sheet(sheet("same", ""), "x", catalogue)
    assert changed.verdict == "same"


def test_nothing_is_read_when_a_row_is_at_fault() -> None:
    text = sheet("same", "perhaps").replace(",b,Bima Tunjung,", ",y,Bima Tunjung,", 1)
    catalogue, _ = desk(())
    with pytest.raises(InputError, match=r"answers\.csv: nothing was imported") as error:
        read_sheet(text, "answers.csv", catalogue)
    assert "row 2: there is no article 'y' in this graph" in str(error.value)
    assert "row 3: 'perhaps' is no answer" in str(error.value)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (",b,Bima Tunjung,", ",b,Somebody,", "the article 'b' has no person 'Somebody'"),
        (",person,", ",robot,", "'robot' is no kind"),
        (",b,Bima Tunjung,", ",a,Arga Wirayuda,", "both sides are one mention"),
    ],
)
def test_faults_are_named(old: str, new: str, message: str) -> None:
    text = sheet("same", "")
    assert old in text
    with pytest.raises(InputError, match=message):
        read_sheet(text.replace(old, new, 1), "x", desk(())[0])


ADD = sealed(Add(**stamp(60), added=AddedThing("person", "Bima Tunjung")))
HAND = added_id(ADD) or ""
ROLE = Add(**stamp(61), added=AddedRole(Ref(HAND, "Bima Tunjung"), "Penasihat"))


def test_what_was_added_is_asked_about_with_what_articles_call_so() -> None:
    first, *rest = asked((AB,), ADD, ROLE)
    assert [q.comparison for q in rest] == [AB]
    assert {first.left.id, first.right.id} == {HAND, "person/bima-tunjung"}
    hand, told = first.portraits
    assert hand.names == ("Bima Tunjung",)
    assert hand.roles == ("Bima Tunjung, Penasihat (added by sinta)",)
    assert hand.articles == ()
    assert [a.id for a in told.articles] == ["b"]


@pytest.mark.parametrize(("word", "one"), [("same", True), ("different", False), ("unsure", False)])
def test_the_answer_about_what_was_added_comes_back_by_table(word: str, one: bool) -> None:
    catalogue, found = desk((), ADD)
    (row,) = csv.DictReader(io.StringIO(write_sheet(questions(catalogue, found), catalogue)))
    assert (row["left_article"], row["left_named"]) == ("", HAND)
    row["decision"] = word
    out = io.StringIO()
    writer = csv.DictWriter(out, row)
    writer.writeheader()
    writer.writerow(row)
    (answer,) = read_sheet(out.getvalue(), "x", catalogue)
    made = sealed(decision(answer.question, answer.verdict, **stamp(70)))
    again, resolution = desk((), ADD, made)
    assert list(questions(again, resolution)) == []
    assert read_sheet(out.getvalue(), "x", again) == []
    assert again.standing.node(Ref(HAND, ""), resolution.identity) == ("person/bima-tunjung" if one else HAND)


def test_another_table_is_refused() -> None:
    with pytest.raises(InputError, match="the columns decision, kind, left_article"):
        read_sheet("nama,jabatan\na,b\n", "x", desk(())[0])
    with pytest.raises(InputError, match="columns"):
        read_sheet("", "x", desk(())[0])
