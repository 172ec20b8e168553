"""The commands that people decide with, over small folders."""

from __future__ import annotations

import csv
import io
import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from kg.cli import cli
from kg.cli.desk import person
from kg.errors import JejaringError, UsageError
from kg.resolve import Comparison, Feature
from kg.resolve.decisions import FILE, Decisions, append, sealed
from kg.resolve.decisions.record import Same
from kg.workspace import Workspace
from kg.workspace.derive import Derived

from .samples import AGAIN, ALL, ARGA, BIMA, facts, folder, put, ref, stamp

#: Two of one name in one trade and town, in articles that share nothing else: a pair for people to look at.
LIKE = (
    facts("x1", "P:Ratna Selaya", "O:Klub Layang", roles=[("Ratna Selaya", "Pelatih", "Klub Layang")]),
    facts("x2", "P:Ratna S.", "O:Bank Tirta", roles=[("Ratna S.", "Teller", "Bank Tirta")]),
    facts("x3", "P:Ratna", "O:Pabrik Garam", roles=[("Ratna", "Mandor", "Pabrik Garam")]),
)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return folder(tmp_path_factory.mktemp("prepared") / "hasil", *ALL, *LIKE).path


@pytest.fixture
def out(prepared: Path, tmp_path: Path) -> Path:
    return shutil.copytree(prepared, tmp_path / "hasil")


def call(out: Path, *arguments: str, stdin: str | bytes = "", by: str | None = "sinta") -> Result:
    env = {"JEJARING_USER": by}
    return CliRunner().invoke(cli, [*arguments, "--out", str(out)], input=stdin, env=env)


def kg(out: Path, *arguments: str, stdin: str | bytes = "") -> str:
    """What a command that goes well prints."""
    done = call(out, *arguments, stdin=stdin)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code == 0, done.output
    return done.stdout


def refused(out: Path, *arguments: str, stdin: str | bytes = "") -> str:
    """What a command says that is refused; it leaves the log as it was."""
    before = (out / FILE).read_bytes() if (out / FILE).exists() else None
    done = call(out, *arguments, stdin=stdin)
    assert ((out / FILE).read_bytes() if (out / FILE).exists() else None) == before
    if isinstance(done.exception, JejaringError):
        return str(done.exception)
    assert done.exit_code == 2, done.output
    return done.output


def asked(out: Path, sparql: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(kg(out, "query", sparql, "--format", "csv"))))[1:]


def held(out: Path, name: str) -> set[str]:
    """The identifiers of things that articles call by a name."""
    rows = asked(out, f'SELECT DISTINCT ?x WHERE {{ GRAPH ?g {{ ?g a kg:Article . ?x rdfs:label "{name}" }} }}')
    return {row[0].partition("/id/")[2] for row in rows}


def in_file(out: Path, name: str) -> str:
    return (out / name).read_text(encoding="utf-8")


def node(out: Path, local: str) -> dict[str, Any]:
    nodes = json.loads(in_file(out, "graph.json"))["nodes"]
    return next((n for n in nodes if n["id"] == local), {})


# ---- merge, split, rename, reject, undo ------------------------------------------------------------------------------


def test_merge_and_undo(out: Path) -> None:
    before = in_file(out, "graph.trig")
    said = kg(out, "merge", "Arga Wirayuda", "person/bima-tunjung", "--note", "orang yang sama")
    assert "'Arga Wirayuda' and 'Bima Tunjung' are the same" in said
    (one,) = held(out, "Bima Tunjung") | held(out, "Arga Wirayuda")
    assert set(node(out, one)["articles"]) == {"a", "b", "c"}
    (decision,) = Decisions.read(out / FILE).all
    assert (decision.who, decision.note) == ("sinta", "orang yang sama")
    assert f"kg undo {decision.id[:8]}" in said
    kg(out, "undo", decision.id[:6])
    assert in_file(out, "graph.trig") == before
    assert "undone already" in refused(out, "undo", decision.id)
    kg(out, "undo", Decisions.read(out / FILE).all[-1].id)
    assert len(held(out, "Bima Tunjung") | held(out, "Arga Wirayuda")) == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("merge", "Arga Wirayuda", "Arga"), "name two entities or more"),
        (("merge", "Arga Wirayuda"), "name two entities or more"),
        (("merge", "Arga Wirayuda", "Karimba"), "person and place cannot be one"),
        (("merge", "Arga Wirayuda", "Nobody"), "nothing in this graph is called 'Nobody'"),
        (("split", "Arga Wirayuda"), "  a  Arga Wirayuda\n  c  Arga Wirayuda"),
        (("split", "Arga Wirayuda", "--articles", "b"), "the article 'b' does not tell of person/arga-wirayuda"),
        (("split", "Arga Wirayuda", "--articles", "a,c"), "nothing is left to part from"),
        (("split", "Arga Wirayuda", "--name", "Bima"), "no article calls person/arga-wirayuda 'Bima'"),
        (("rename", "Arga Wirayuda", " "), "the name is empty"),
        (("reject", "role/0123"), "no article states role/0123"),
        (("reject", "Arga Wirayuda", "--article", "b"), "b does not say that; these do: a, c"),
        (("reject", "Arga Wirayuda", "--article", "z"), "there is no article 'z'"),
        (("undo", "abcd"), "no decision has the id 'abcd'"),
        (("add", "person", "arga wirayuda"), "'arga wirayuda' is in the graph: person/arga-wirayuda"),
        (("add", "role", "--person", "Arga Wirayuda"), "a role needs --title"),
        (("add", "role", "--person", "Karimba", "--title", "Ketua"), "nothing in this graph is called 'Karimba'"),
        (("add", "role", "--person", "place/karimba", "--title", "Ketua"), "is a place; here person is wanted"),
        (("add", "event", "Kongres", "--type", "Party"), "there is no event type 'Party'"),
        (("add", "event", "Kongres", "--date", "2031-05-02", "--until", "2031-05-01"), "not later"),
        (("add", "event", "Kongres", "--date", "1 Mei"), "does not match the format"),
        (("add", "statement", "--speaker", "Arga Wirayuda", "--text", " "), "the text is empty"),
        (("decisions", "--export", "x", "--import", "y"), "either --export or --import"),
        (("decisions", "--import", "nowhere.jsonl"), "there is no such file"),
        (("review", "--import", "nowhere.csv"), "cannot be read"),
        (("why", "Arga Wirayuda@a", "Arga Wirayuda@a"), "nothing to explain"),
        (("why", "Arga Wirayuda@b", "Bima Tunjung"), "the article 'b' has nothing called 'Arga Wirayuda'"),
    ],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(
    arguments: tuple[str, ...], message: str, out: Path
) -> None:
    assert message in refused(out, *arguments)


def test_a_folder_without_a_graph(tmp_path: Path) -> None:
    assert "kg build" in refused(tmp_path / "none", "merge", "A", "B")
    assert "kg build" in refused(tmp_path / "none", "decisions")
    assert not (tmp_path / "none").exists()


def test_split_by_article_and_back_by_merge(out: Path) -> None:
    kg(out, "split", "Arga Wirayuda", "--articles", "c")
    parted = held(out, "Arga Wirayuda")
    assert len(parted) == 2
    assert "several things are called 'Arga Wirayuda'" in refused(out, "rename", "Arga Wirayuda", "X")
    kg(out, "merge", *sorted(parted))
    assert held(out, "Arga Wirayuda") == {"person/arga-wirayuda"}


def test_split_by_name(out: Path) -> None:
    kg(out, "merge", "Arga Wirayuda", "Bima Tunjung", "-q")
    kg(out, "split", "Bima Tunjung", "--name", "Bima Tunjung")
    assert held(out, "Bima Tunjung").isdisjoint(held(out, "Arga Wirayuda"))


def test_rename_shows_in_every_export_and_in_queries(out: Path) -> None:
    kg(out, "rename", "Arga Wirayuda", "Pak Arga")
    assert node(out, "person/arga-wirayuda")["label"] == "Pak Arga"
    assert "Pak Arga" in in_file(out, "graph.html")
    assert "Pak Arga" in in_file(out, "graph.graphml")
    assert 'skos:prefLabel "Pak Arga"' in in_file(out, "graph.trig")
    assert "Pak Arga" in kg(out, "query", "who-holds-which-role-where")
    kg(out, "rename", "Pak Arga", "Arga W.")
    assert node(out, "person/arga-wirayuda")["label"] == "Arga W."


def test_reject_a_role_by_its_identifier(out: Path) -> None:
    ask = 'SELECT ?r WHERE { ?r kg:holder person:arga-wirayuda ; kg:title "Ketua" }'
    ((role,), *_) = asked(out, ask)
    said = kg(out, "reject", role, "--note", "sudah diganti", "--json")
    (told,) = json.loads(said)
    assert told["action"] == "reject"
    assert told["summary"] == "not so: Arga Wirayuda, Ketua, Serikat Nelayan Karimba in a"
    assert asked(out, ask) == []
    assert asked(out, "SELECT ?s WHERE { ?s a kg:Statement ; kg:speaker person:arga-wirayuda }")
    kg(out, "undo", told["id"])
    assert asked(out, ask)


def test_reject_only_what_one_article_says(out: Path) -> None:
    kg(out, "reject", "Arga Wirayuda", "--article", "c")
    assert node(out, "person/arga-wirayuda")["articles"] == ["a"]


# ---- add -------------------------------------------------------------------------------------------------------------


def test_add_a_person_and_what_is_known_of_them(out: Path) -> None:
    kg(out, "add", "person", "Citra Lestari", "--alias", "Bu Citra", "--source", "https://example.org/c")
    kg(out, "add", "organisation", "Ranting Tunjung", "--parent", "Serikat Nelayan Karimba", "--place", "Karimba")
    kg(out, "add", "place", "Balai Tunjung", "--place", "Karimba")
    kg(out, "add", "event", "Kongres", "--type", "Conference", "--date", "2031-05-01", "--until", "2031-05-02",
       "--place", "Balai Tunjung", "--organiser", "Ranting Tunjung", "--participant", "Citra Lestari")  # fmt: skip
    kg(out, "add", "role", "--person", "Bu Citra", "--title", "Ketua", "--organisation", "Ranting Tunjung",
       "--note", "kartu nama")  # fmt: skip
    kg(out, "add", "statement", "--speaker", "Citra Lestari", "--text", "Kami siap", "--event", "Kongres",
       "--about", "Karimba", "--date", "2031-05-01")  # fmt: skip
    nodes = json.loads(in_file(out, "graph.json"))["nodes"]
    (citra,) = (n["id"] for n in nodes if n["label"] == "Citra Lestari")
    assert node(out, citra)["addedBy"][0]["who"] == "sinta"
    roles = kg(out, "query", "who-holds-which-role-where", "-p", "person=citra")
    assert "Ranting Tunjung" in roles
    assert "Kami siap" in kg(out, "query", "who-said-what", "-p", "speaker=citra")
    assert "Kongres" in kg(out, "query", "timeline")
    assert '"sinta"' in in_file(out, "graph.html")
    assert "was added by hand" in refused(out, "reject", citra)
    assert "added by hand" in refused(out, "split", citra, "--articles", "a")


def test_add_another_of_the_same_name(out: Path) -> None:
    kg(out, "add", "person", "Arga Wirayuda", "--new")
    assert "several things are called" in refused(out, "rename", "Arga Wirayuda", "X")


def test_what_was_added_can_be_merged_with_what_articles_tell_later(out: Path) -> None:
    kg(out, "add", "person", "Citra Lestari")
    kg(out, "add", "role", "--person", "Citra Lestari", "--title", "Ketua")
    put(Workspace(out), [facts("d", "P:Citra Lestari")])
    (by_article,) = held(out, "Citra Lestari")
    both = {row[0].partition("/id/")[2] for row in asked(out, 'SELECT ?x WHERE { ?x rdfs:label "Citra Lestari" }')}
    kg(out, "merge", *sorted(both))
    ((holder,),) = asked(
        out, 'SELECT ?h WHERE { ?r kg:title "Ketua" ; kg:holder ?h FILTER(?h != person:arga-wirayuda) }'
    )
    assert holder.endswith(by_article)
    assert "and 'Citra Lestari' (" in kg(out, "decisions")


# ---- the log ---------------------------------------------------------------------------------------------------------


def test_decisions_are_listed(out: Path) -> None:
    assert "No decisions yet" in kg(out, "decisions")
    kg(out, "rename", "Arga Wirayuda", "Pak Arga", "--by", "Dewi  Sari", "--note", "ejaan")
    first = json.loads(kg(out, "decisions", "--json"))[0]["id"]
    kg(out, "undo", first)
    listed = kg(out, "decisions")
    assert "Dewi Sari  'Arga Wirayuda' is called 'Pak Arga' (undone)" in listed
    assert "ejaan" in listed
    assert "Pak Arga" not in kg(out, "decisions", "--active")
    assert [d["undone"] for d in json.loads(kg(out, "decisions", "--json"))] == [True, False]


def test_decisions_survive_removal_and_return_of_their_articles(out: Path) -> None:
    kg(out, "merge", "Arga Wirayuda", "Bima Tunjung")
    kg(out, "rename", "Arga Wirayuda", "Pak Arga")
    kg(out, "reject", asked(out, "SELECT ?s WHERE { ?s a kg:Statement }")[0][0])
    whole = in_file(out, "graph.trig")
    workspace = Workspace(out)
    put(workspace, [], remove=["a", "b"])
    assert in_file(out, "graph.trig") != whole
    put(workspace, [BIMA])
    put(workspace, [ARGA])
    assert in_file(out, "graph.trig") == whole


def test_decisions_are_carried_to_another_folder(out: Path, tmp_path: Path) -> None:
    kg(out, "merge", "Arga Wirayuda", "Bima Tunjung")
    kg(out, "add", "person", "Citra Lestari")
    kg(out, "undo", kg(out, "add", "person", "Dodo", "--json").split('"')[3])
    kg(out, "decisions", "--export", str(tmp_path / "d.jsonl"))
    other = folder(tmp_path / "other", *LIKE, *ALL).path
    kg(other, "rename", "Bima Tunjung", "Bim", "--by", "dewi")
    assert "4 decisions are new, 0 were here already" in kg(other, "decisions", "--import", str(tmp_path / "d.jsonl"))
    assert "0 decisions are new, 4 were here already" in kg(other, "decisions", "--import", str(tmp_path / "d.jsonl"))
    kg(out, "decisions", "--import", "-", stdin=kg(other, "decisions", "--export", "-"))
    assert in_file(out, "graph.trig") == in_file(other, "graph.trig")
    assert Decisions.read(out / FILE) == Decisions.read(other / FILE)


def test_decisions_are_carried_to_a_folder_of_other_articles(out: Path, tmp_path: Path) -> None:
    kg(out, "merge", "Arga Wirayuda", "Bima Tunjung")
    far = folder(tmp_path / "far", facts("y1", "P:Arga Wirayuda"), facts("y2", "P:Bima Tunjung")).path
    kg(far, "decisions", "--import", "-", stdin=kg(out, "decisions", "--export", "-"))
    assert len(held(far, "Arga Wirayuda") | held(far, "Bima Tunjung")) == 1


def test_a_torn_log_is_reported_and_goes_on(out: Path) -> None:
    kg(out, "rename", "Arga Wirayuda", "Pak Arga")
    with (out / FILE).open("ab") as file:
        file.write(b'{"action":"rename","time":"20')
    done = call(out, "decisions")
    assert "broken off" in done.stderr
    kg(out, "rename", "Bima Tunjung", "Bim")
    assert len(Decisions.read(out / FILE).all) == 2
    assert call(out, "decisions").stderr == ""


def test_the_graph_catches_up_with_decisions_of_an_interrupted_command(out: Path) -> None:
    arga, bima = ref("Arga Wirayuda", "a"), ref("Bima Tunjung", "b")
    append(out / FILE, [sealed(Same(**stamp(1), entities=(arga, bima)))])  # and then the power went
    assert len(held(out, "Arga Wirayuda") | held(out, "Bima Tunjung")) == 2
    assert "name two entities or more" in refused(out, "merge", "Arga Wirayuda", "Bima Tunjung")
    assert len(held(out, "Arga Wirayuda") | held(out, "Bima Tunjung")) == 1


def test_a_log_of_a_newer_version_is_left_alone(out: Path) -> None:
    (out / FILE).write_bytes(b'{"action":"teleport","time":"2031-01-01T00:00:00.000000Z","who":"x","id":"y"}\n')
    assert "newer version" in refused(out, "rename", "Arga Wirayuda", "X")
    assert "newer version" in refused(out, "decisions")


def test_who_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JEJARING_USER", "dari lingkungan")
    assert person("Dewi") == "Dewi"
    assert person(None) == "dari lingkungan"
    monkeypatch.delenv("JEJARING_USER")
    monkeypatch.setattr("getpass.getuser", lambda: "masuk")
    assert person(None) == "masuk"

    def nobody() -> str:
        raise KeyError("no user")

    monkeypatch.setattr("getpass.getuser", nobody)
    with pytest.raises(UsageError, match="--by NAME"):
        person(None)


# ---- review ----------------------------------------------------------------------------------------------------------


def pairs(out: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(kg(out, "review", "--export", "-"))))


@pytest.fixture
def doubtful(out: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder with two pairs to ask about, whatever the scores of the day."""
    whole = Derived.resolution.func
    wanted = (
        Comparison(("a", "person:1"), ("b", "person:1"), 0.45, (Feature("like-names", "Arga, Bima", 1.2),)),
        Comparison(("x1", "person:1"), ("x2", "person:1"), 0.4, (Feature("other-office", "Pelatih, Teller", -0.4),)),
    )
    monkeypatch.setattr(Derived, "resolution", property(lambda self: replace(whole(self), doubtful=wanted)))
    return out


def test_review_on_a_terminal(doubtful: Path) -> None:
    said = kg(doubtful, "review", stdin="x\ns\nd\n")
    assert "A  Arga Wirayuda  (also Arga)" in said
    assert "Ketua, Serikat Nelayan Karimba" in said
    assert "probability that they are one: 45%" in said
    assert "+1.20  like-names: Arga, Bima" in said
    assert "in b: 2031-03-07" in said
    assert "No more questions." in said
    assert [d["action"] for d in json.loads(kg(doubtful, "decisions", "--json"))] == ["same", "different"]
    assert len(held(doubtful, "Arga Wirayuda") | held(doubtful, "Bima Tunjung")) == 1
    assert kg(doubtful, "review", stdin="s\n").strip() == "No more questions."


@pytest.mark.parametrize(("stdin", "kept"), [("q\n", 0), ("", 0), ("u\n", 1), ("u\nq\n", 1), ("u\nu\n", 2)])
def test_review_keeps_what_was_answered_before_it_was_left(doubtful: Path, stdin: str, kept: int) -> None:
    kg(doubtful, "review", stdin=stdin)
    assert len(Decisions.read(doubtful / FILE).all) == kept
    assert len(pairs(doubtful)) == 2 - kept


def test_review_with_a_limit_and_for_machines(doubtful: Path) -> None:
    (told,) = json.loads(kg(doubtful, "review", "--limit", "1", "--json", stdin="d\nd\nd\n"))
    assert told["action"] == "different"
    assert len(pairs(doubtful)) == 1


def test_review_by_table(doubtful: Path, tmp_path: Path) -> None:
    table = tmp_path / "pairs.csv"
    kg(doubtful, "review", "--export", str(table))
    text = table.read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {r["decision"] for r in rows} == {""}
    for row, answer in zip(rows, ("same", "perhaps"), strict=True):
        row["decision"], row["note"] = answer, "dari tabel"

    def save() -> None:
        with table.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(rows)

    save()
    assert "row 3: 'perhaps' is no answer" in refused(doubtful, "review", "--import", str(table))
    rows[1]["decision"] = "unsure"
    save()
    kg(doubtful, "review", "--import", str(table), "--by", "dewi")
    told = json.loads(kg(doubtful, "decisions", "--json"))
    assert [(d["action"], d["who"], d["note"]) for d in told] == [
        ("same", "dewi", "dari tabel"),
        ("unsure", "dewi", "dari tabel"),
    ]
    assert "No new answers" in kg(doubtful, "review", "--import", "-", stdin=table.read_text(encoding="utf-8"))
    assert pairs(doubtful) == []


# ---- why -------------------------------------------------------------------------------------------------------------


def test_why_two_are_one_and_who_said_so(out: Path) -> None:
    said = kg(out, "why", "Arga Wirayuda@a", "Arga Wirayuda@c")
    assert "They are one thing in the graph." in said
    kg(out, "merge", "Arga Wirayuda", "Bima Tunjung")
    said = kg(out, "why", "Arga Wirayuda", "Bima Tunjung")
    assert "They are one thing" in said
    assert "Decided by sinta on 20" in said
    assert "Ketua, Serikat Nelayan Karimba" in said


def test_why_two_are_two(out: Path) -> None:
    assert "They are two things" in kg(out, "why", "Arga Wirayuda", "Bima Tunjung")
    kg(out, "split", "Arga Wirayuda", "--articles", "c", "--by", "dewi", "--note", "lain orang")
    one, other = sorted(held(out, "Arga Wirayuda"))
    said = kg(out, "why", one, other)
    assert "Decided by dewi" in said
    assert "lain orang" in said
    told = json.loads(kg(out, "why", one, other, "--json"))
    assert told["same"] is False
    assert [d["action"] for d in told["decided"]] == ["different"]
    assert {told["left"]["article"], told["right"]["article"]} == {"a", "c"}


def test_why_of_what_was_added(out: Path) -> None:
    kg(out, "add", "person", "Citra Lestari")
    said = kg(out, "why", "Citra Lestari", "Arga Wirayuda")
    assert "are two things" in said
    assert "Decided by sinta" in said
    assert json.loads(kg(out, "why", "Citra Lestari", "Arga Wirayuda", "--json"))["same"] is False


def test_articles_that_came_later_are_under_earlier_decisions(out: Path) -> None:
    put(Workspace(out), [], remove=["c"])
    kg(out, "merge", "Arga Wirayuda", "Bima Tunjung")
    put(Workspace(out), [AGAIN])
    (one,) = held(out, "Arga Wirayuda") | held(out, "Bima Tunjung")
    assert node(out, one)["articles"] == ["a", "b", "c"]
