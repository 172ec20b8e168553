"""Entities to ask about, sure matches, and the table that people fill in."""

from __future__ import annotations

import csv
import io

import pytest
from service import running

from kg.errors import InputError
from kg.link import Candidate, Proposal, Service, Subject, subjects
from kg.link.agree import agrees, certain
from kg.link.choose import chosen
from kg.link.propose import proposals
from kg.link.subjects import decided, settled
from kg.link.table import read, written
from kg.link.transport import Transport
from kg.model import Article, ArticleFacts, Entity, EntityKind, Mention, Role
from kg.rdf.catalogue import Catalogue
from kg.rdf.vocabulary import DEFAULT_BASE
from kg.resolve import Resolution, resolve
from kg.resolve.decisions import Decisions, Ref, sealed
from kg.resolve.decisions.record import Link, Undo

TEXT = "Arga Wirayuda dari Serikat Nelayan Karimba datang ke Karimba. Arga pulang."
TIME = "2026-01-01T00:00:00.000000Z"


def entity(key: str, kind: EntityKind, name: str, *mentions: int) -> Entity:
    return Entity(key, kind, name, mentions=tuple(Mention(m, m + len(name)) for m in mentions))


def facts(article: str) -> ArticleFacts:
    return ArticleFacts(
        Article(article, TEXT),
        entities=(
            Entity("p1", EntityKind.PERSON, "Arga Wirayuda", ("Arga",), (Mention(0, 13), Mention(62, 66))),
            entity("o1", EntityKind.ORGANISATION, "Serikat Nelayan Karimba", 19),
            entity("l1", EntityKind.PLACE, "Karimba", 53),
        ),
        roles=(Role("r1", "p1", "Ketua", "o1"), Role("r2", "p1", "Juru Bicara", "o1", "l1")),
    )


def catalogue(*decisions: Link | Undo) -> tuple[Catalogue, Resolution]:
    log = Decisions(tuple(decisions))
    both = [facts("a1"), facts("a2")]
    found = resolve(both, log.judgements(both))
    return Catalogue(both, found.identity, log, DEFAULT_BASE), found


def candidate(name: str = "Arga Wirayuda", score: float | None = 90.0, match: bool = True, id: str = "A1") -> Candidate:
    return Candidate(id, f"http://authority.example/id/{id}", name, score, match)


def subject(*names: str, kind: str = "person") -> Subject:
    return Subject(f"{kind}/x", kind, names[0], names, 1)


# ---- entities --------------------------------------------------------------------------------------------------------


def test_the_most_mentioned_come_first_with_what_is_known_of_them() -> None:
    found = subjects(*catalogue())
    assert [(s.name, s.mentions) for s in found] == [
        ("Arga Wirayuda", 4),
        ("Serikat Nelayan Karimba", 2),
        ("Karimba", 2),
    ]
    assert found[0].names == ("Arga Wirayuda", "Arga")
    assert found[0].context == {
        "title": ("Juru Bicara", "Ketua"),
        "organisation": ("Serikat Nelayan Karimba",),
        "place": ("Karimba",),
    }
    assert [s.kind for s in subjects(*catalogue(), kinds=("place",))] == ["place"]


def test_a_query_tells_what_was_asked_for_only() -> None:
    arga = subjects(*catalogue())[0]
    assert arga.query({}, {}).properties == ()
    assert arga.query({"person": "Q5"}, {"organisation": "P108", "place": ""}).properties == (
        ("P108", ("Serikat Nelayan Karimba",)),
    )
    assert arga.query({"person": "Q5"}, {}).type == "Q5"
    assert subject("Dinas Sosial (Dinsos) Karimba").query({}, {}).name == "Dinas Sosial Karimba"


def test_copies_of_articles_do_not_count() -> None:
    things, resolution = catalogue()
    copied = Resolution(resolution.identity, copies={"a2": "a1"})
    assert [s.mentions for s in subjects(things, copied)] == [2, 1, 1]


def test_asking_goes_on_until_enough_have_candidates_and_not_for_ever() -> None:
    queue = [subject(f"Somebody {n}") for n in range(200)]
    queue.insert(25, subject("Arga Wirayuda"))
    with running(["0.2"]) as authority:
        service = Service(authority.url, transport=Transport(5, 1))
        found, asked = proposals(service, queue, types={}, limit=1)
        assert ([p.subject.name for p in found], asked) == ([], 10)
        found, asked = proposals(service, queue, types={}, limit=3)
        assert ([p.subject.name for p in found], asked) == (["Arga Wirayuda"], 30)
        counted: list[int] = []
        found, asked = proposals(service, queue[25:], types={}, limit=1, candidates=1, progress=counted.append)
        assert (len(found), len(found[0].candidates), asked, counted) == (1, 1, 1, [1])


# ---- sure matches ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ours", "theirs", "kind", "same"),
    [
        ("Arga Wirayuda", "arga wirayuda", "person", True),
        ("Arga Wirayuda", "Dr. H. Arga Wirayuda, M.Si", "person", True),
        ("Arga Wirayuda", "Arga Wirayuda Putra", "person", False),
        ("Arga Wirayuda", "Arga Wirayudha Salim", "person", False),
        ("Moch. Soebagjo Wirayuda", "Muhammad Subagyo Wirayuda", "person", True),
        ("Arga", "Arga", "person", False),
        ("A.W.", "A. W.", "person", False),
        ("Dinas Sosial (Dinsos) Karimba", "Dinas Sosial Karimba", "organisation", True),
        ("Pemkab Karimba", "Pemerintah Kabupaten Karimba", "organisation", True),
        ("Dinas Sosial Karimba", "Dinas Sosial Selaya", "organisation", False),
        ("Dinas Sosial Kota Karimba", "Dinas Sosial Kabupaten Karimba", "organisation", False),
    ],
)
def test_names_agree(ours: str, theirs: str, kind: str, same: bool) -> None:
    assert agrees(subject(ours, kind=kind), candidate(theirs)) is same


@pytest.mark.parametrize(
    ("candidates", "sure"),
    [
        ([candidate()], True),
        ([candidate(), candidate("Arga Wirayuda Putra", 40, False, "A2")], True),
        ([candidate(match=False)], False),
        ([candidate(score=None)], False),
        ([candidate("Another Name")], False),
        ([candidate(), candidate(id="A2", score=50)], False),  # two matches
        ([candidate(), candidate(id="A2", score=50, match=False)], False),  # a namesake
        ([candidate(), candidate("Other", 90, False, "A2")], False),  # as high a score
        ([candidate(), candidate("Other", None, False, "A2")], True),
    ],
)
def test_what_is_taken_without_a_look(candidates: list[Candidate], sure: bool) -> None:
    proposal = Proposal(subject("Arga Wirayuda"), tuple(candidates))
    assert certain(proposal) == (candidates[0] if sure else None)


# ---- what was decided ------------------------------------------------------------------------------------------------


def test_decided_entities_are_known_until_the_decision_is_undone() -> None:
    things, _ = catalogue()
    made = sealed(chosen(things.ref("person/arga-wirayuda"), [candidate(), candidate(id="A2")], candidate(), time=TIME,
                         who="x", service="http://s.example/api"))  # fmt: skip
    assert (made.verdict, made.score, made.name, made.others) == (
        "same", 90, "Arga Wirayuda", ("http://authority.example/id/A2",),
    )  # fmt: skip
    manifest = Service("http://s.example/api")
    with running(["0.2"]) as authority:
        manifest = Service(authority.url).manifest
    then, _ = catalogue(made)
    assert decided(then) == {("person/arga-wirayuda", "http://s.example/api"): made}
    assert settled(then, manifest, "http://s.example/api") == {"person/arga-wirayuda"}
    assert settled(then, manifest, "http://another.example/") == {"person/arga-wirayuda"}  # identifiers of one space
    undo = sealed(Undo(time=TIME, who="x", undoes=made.id))
    assert settled(catalogue(made, undo)[0], manifest, "http://s.example/api") == set()


def test_none_of_them_holds_for_all_of_them() -> None:
    made = chosen(Ref("person/x", "X"), [candidate(), candidate(id="A2")], None, time=TIME, who="x")
    assert (made.verdict, made.target, made.others) == (
        "different", "http://authority.example/id/A1", ("http://authority.example/id/A2",),
    )  # fmt: skip


def test_decisions_in_words_and_in_the_graph() -> None:
    from kg.rdf.decision_graph import decision_quads
    from kg.resolve.decisions.describe import summary

    things, resolution = catalogue()
    said, quads = [], set()
    for choice, relation, verdict in (
        (candidate(), "closeMatch", None), (None, "sameAs", None), (None, "sameAs", "unsure"),
    ):  # fmt: skip
        made = sealed(
            chosen(things.ref("person/arga-wirayuda"), [candidate(), candidate(id="A2")], choice, time=TIME, who="x",
                   relation=relation, verdict=verdict)  # type: ignore[arg-type]
        )  # fmt: skip
        said.append(summary(made))
        quads |= set(decision_quads(Decisions((made,)), [*things.facts.values()], resolution.identity))
    link = "'Arga Wirayuda' <http://authority.example/id/A1>"
    assert said == [
        f"'Arga Wirayuda' is {link}",
        f"'Arga Wirayuda' is not {link}, nor any of 1 more",
        f"'Arga Wirayuda' may be {link}, or one of 1 more",
    ]
    linked = [str(q.predicate) for q in quads if str(q.subject).endswith("person/arga-wirayuda>")]
    assert [p for p in linked if "Match" in p or "sameAs" in p] == ["<http://www.w3.org/2004/02/skos/core#closeMatch>"]


# ---- the table -------------------------------------------------------------------------------------------------------


def table(**decisions: str) -> list[dict[str, str]]:
    """The rows of a table for Arga with two candidates and for the union with one; decisions by candidate."""
    things, resolution = catalogue()
    arga, union, _ = subjects(things, resolution)
    two = (candidate(), Candidate("A2", "http://authority.example/id/A2", "=cmd|calc", None, False, ("orang",), "-x"))
    asked = [Proposal(arga, two), Proposal(union, (candidate("Serikat", 1.5, False, "B1"),))]
    text = written(asked, things, "http://s.example/api", {arga.id: 'a1: "Kata,\nArga"'})
    rows = list(csv.DictReader(io.StringIO(text)))
    for row in rows:
        row["decision"] = decisions.get(row["candidate"][-2:], "")
    return rows


def text_of(rows: list[dict[str, str]], delimiter: str = ",") -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def test_a_row_for_each_candidate_and_no_formula() -> None:
    rows = table()
    assert [(r["name"], r["candidate"][-2:], r["score"], r["match"]) for r in rows] == [
        ("Arga Wirayuda", "A1", "90", "yes"), ("Arga Wirayuda", "A2", "", ""),
        ("Serikat Nelayan Karimba", "B1", "1.5", ""),
    ]  # fmt: skip
    assert (rows[1]["candidate_name"], rows[1]["description"]) == ("'=cmd|calc", "'-x")
    assert rows[0]["sentences"] == 'a1: "Kata,\nArga"'
    assert (rows[0]["article"], rows[0]["named"], rows[0]["at"]) == ("a1", "Arga Wirayuda", "0")


def test_an_empty_table_decides_nothing() -> None:
    assert read(text_of(table()), "f.csv") == []


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_answers_come_back(delimiter: str) -> None:
    first, second = read("\ufeff" + text_of(table(A1="Same", B1="beda"), delimiter), "f.csv")
    assert (first.verdict, first.choice and first.choice.iri, first.entity.id) == (
        "same", "http://authority.example/id/A1", "person/arga-wirayuda",
    )  # fmt: skip
    assert [c.name for c in first.candidates] == ["Arga Wirayuda", "=cmd|calc"]
    assert [c.score for c in first.candidates] == [90, None]
    assert first.entity.anchors[0].name == "Arga Wirayuda"
    assert (second.verdict, second.choice) == ("different", None)


def test_unsure_at_one_is_unsure() -> None:
    (found,) = read(text_of(table(A1="different", A2="u")), "f.csv")
    assert (found.verdict, found.choice) == ("unsure", None)


@pytest.mark.parametrize(
    ("decisions", "said"),
    [
        ({"A1": "perhaps"}, "f.csv, row 2: 'perhaps' is no decision"),
        ({"A1": "s", "A2": "s"}, "row 2: 'Arga Wirayuda' is the same as several"),
        ({"A2": "d"}, "row 2: 'Arga Wirayuda' is different from some candidates"),
    ],
)
def test_answers_that_make_no_sense(decisions: dict[str, str], said: str) -> None:
    with pytest.raises(InputError, match=said):
        read(text_of(table(**decisions)), "f.csv")


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [("candidate", "A1", "is no address"), ("kind", "event", "is no kind that is linked")],
)
def test_columns_that_were_changed(column: str, value: str, said: str) -> None:
    rows = table(A1="same")
    rows[0][column] = value
    with pytest.raises(InputError, match=f"row 2.*{said}"):
        read(text_of(rows), "f.csv")


def test_another_table_is_refused() -> None:
    with pytest.raises(InputError, match=r"the columns decision, name, .* are missing"):
        read("a,b\n1,2\n", "f.csv")
