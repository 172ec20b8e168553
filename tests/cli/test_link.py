"""kg link as a user meets it: asked on a terminal, by a table, on its own; undone; failing; and never unasked."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import cli, linking
from kg.errors import JejaringError

sys.path.insert(0, str(Path(__file__).parents[1] / "link"))
from service import Authority, Fault, running

STORY = """Title: Rapat Nelayan Karimba
Published: 2025-11-06

KARIMBA - Ketua Serikat Nelayan Karimba, Arga Wirayuda, mengatakan harga solar harus turun. "Kami menunggu janji itu," \
ujar Arga dalam Rapat Nelayan Karimba di Balai Desa Tunjung, Kamis (6/11/2025). Arga lalu pulang.
"""
ARGA, UNION = "http://authority.example/id/A1", "http://authority.example/id/B1"


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("link")
    (folder / "rapat.txt").write_text(STORY, encoding="utf-8")
    done = CliRunner().invoke(cli, ["build", str(folder / "rapat.txt"), "--out", str(folder / "hasil"), "--quiet"])
    assert done.exit_code == 0, done.output
    return folder / "hasil"


@pytest.fixture
def out(once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(once, tmp_path / "hasil"))


@pytest.fixture(params=[["0.2"], ["1.0-draft"]], ids=["0.2", "1.0"])
def authority(request: pytest.FixtureRequest) -> Iterator[Authority]:
    with running(request.param) as service:
        yield service


@pytest.fixture
def usual() -> Iterator[Authority]:
    with running(["0.2"]) as service:
        yield service


def kg(*arguments: object, stdin: str = "") -> Result:
    return CliRunner().invoke(cli, [str(a) for a in arguments], input=stdin, env={"JEJARING_USER": "rini"})


def link(out: Path, authority: Authority, *arguments: object, stdin: str = "") -> Result:
    return kg("link", "--service", authority.url, "--out", out, *arguments, stdin=stdin)


def decisions(out: Path) -> list[dict[str, object]]:
    log = out / "decisions.jsonl"
    return [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()] if log.exists() else []


def links(out: Path) -> set[tuple[str, str, str]]:
    """What the graph has of links: the ends of the addresses."""
    asked = """SELECT ?s ?p ?o { GRAPH ?g { ?s ?p ?o }
               FILTER(?p IN (owl:sameAs, skos:exactMatch, skos:closeMatch)) }"""
    found = kg("query", asked, "--out", out, "--format", "json")
    assert found.exit_code == 0, found.output
    rows = json.loads(found.output)["results"]["bindings"]
    return {(r["s"]["value"].rpartition("/")[2], r["p"]["value"].rpartition("#")[2], r["o"]["value"]) for r in rows}


def content(out: Path) -> dict[str, bytes]:
    """Every file of the folder but the lock, which is not content."""
    return {str(p.relative_to(out)): p.read_bytes() for p in out.rglob("*") if p.is_file() and p.name != ".lock"}


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linking, "_at_terminal", lambda: True)


# ---- on a terminal ---------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("terminal")
def test_somebody_says_which_and_the_graph_follows(out: Path, authority: Authority) -> None:
    done = link(out, authority, "--kind", "person", "--kind", "organisation", stdin="1\nn\n")
    assert done.exit_code == 0, done.output
    for shown in ("Arga Wirayuda", "person/arga-wirayuda", "score 100", "sure", "ketua serikat nelayan", ARGA,
                  "harga solar harus turun", "Ketua, Serikat Nelayan Karimba"):  # fmt: skip
        assert shown in done.output, shown
    assert "2 asked about, 2 with candidates, 2 decided" in done.output
    assert links(out) == {("arga-wirayuda", "sameAs", ARGA)}
    first, second = decisions(out)
    assert (first["action"], first["who"], first["target"], first["score"], first["service"], first["name"]) == (
        "link", "rini", ARGA, 100, authority.url, "Arga Wirayuda",
    )  # fmt: skip
    assert (second["verdict"], second["target"]) == ("different", UNION)


@pytest.mark.usefixtures("terminal")
def test_what_was_answered_is_not_asked_again_until_it_is_undone(out: Path, usual: Authority) -> None:
    assert link(out, usual, "--kind", "person", stdin="1\n").exit_code == 0
    assert link(out, usual, "--kind", "organisation", stdin="u\n").exit_code == 0
    usual.seen.clear()
    again = link(out, usual, "--kind", "person", "--kind", "organisation", stdin="1\n1\n")
    assert usual.asked == []
    assert "0 asked about, 0 with candidates, 0 decided" in again.output
    assert links(out) == {("arga-wirayuda", "sameAs", ARGA)}
    before = decisions(out)[0]["id"]
    assert kg("undo", before, "--out", out).exit_code == 0
    assert links(out) == set()
    link(out, usual, "--kind", "person", "--relation", "exactMatch", stdin="1\n")
    assert links(out) == {("arga-wirayuda", "exactMatch", ARGA)}


@pytest.mark.usefixtures("terminal")
@pytest.mark.parametrize("stop", ["q\n", ""])
def test_to_stop_keeps_what_was_answered(out: Path, usual: Authority, stop: str) -> None:
    done = link(out, usual, "--relation", "closeMatch", stdin=f"7\nperhaps\n1\n{stop}")
    assert done.exit_code == 0, done.output
    assert links(out) == {("arga-wirayuda", "closeMatch", ARGA)}
    assert len(decisions(out)) == 1


@pytest.mark.usefixtures("terminal")
def test_the_summary_for_machines(out: Path, usual: Authority) -> None:
    done = link(out, usual, "--json", "--kind", "person", "--note", "looked it up", stdin="1\n")
    summary = json.loads(done.stdout)
    assert (summary["service"], summary["asked"], summary["proposed"]) == (usual.url, 1, 1)
    assert [(d["action"], d["note"]) for d in summary["decisions"]] == [("link", "looked it up")]
    assert ARGA in done.stderr  # the questions go elsewhere


def test_on_a_real_terminal(out: Path, usual: Authority) -> None:
    main, other = pty.openpty()
    command = [sys.executable, "-c", "from kg.cli import main; main()", "link", "--service", usual.url, "--kind",
               "person", "--out", str(out), "--by", "rini"]  # fmt: skip
    with subprocess.Popen(command, stdin=other, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        os.close(other)
        os.write(main, b"1\n")
        shown, said = process.communicate(timeout=60)
    os.close(main)
    assert process.returncode == 0, said
    assert "2 with" not in shown
    assert "1 with candidates, 1 decided" in shown
    assert links(out) == {("arga-wirayuda", "sameAs", ARGA)}


# ---- without a terminal ----------------------------------------------------------------------------------------------


def test_a_table_is_filled_in_and_comes_back(out: Path, authority: Authority, tmp_path: Path) -> None:
    file = tmp_path / "calon.csv"
    before = content(out)
    done = link(out, authority, "--export", file)
    assert done.exit_code == 0, done.output
    assert content(out) == before
    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
    assert {r["candidate"] for r in rows} >= {ARGA, UNION}
    assert "harga solar harus turun" in rows[0]["sentences"]
    for row in rows:
        row["decision"] = {ARGA: "same", UNION: "different"}.get(row["candidate"], "")
        if row["entity"].startswith("organisation/"):
            row["decision"] = "different"
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    authority.seen.clear()
    taken = kg("link", "--import", file, "--out", out)
    assert taken.exit_code == 0, taken.output
    assert authority.seen == []
    assert links(out) == {("arga-wirayuda", "sameAs", ARGA)}
    assert [d.get("verdict", "same") for d in decisions(out)] == ["same", "different"]
    assert decisions(out)[0]["service"] == authority.url
    again = kg("link", "--import", file, "--out", out)
    assert "nothing was changed" in again.output
    assert len(decisions(out)) == 2


def test_an_answer_against_an_earlier_one_is_named(out: Path, usual: Authority, tmp_path: Path) -> None:
    text = link(out, usual, "--kind", "person", "--candidates", 1, "--export", "-", "--quiet").stdout
    assert kg("link", "--import", "-", "--out", out, stdin=text.replace("\n,,", "\nsame,,")).exit_code == 0
    other = kg("link", "--import", "-", "--out", out, stdin=text.replace("\n,,", "\ndifferent,,"))
    assert "was decided before; 'kg undo" in other.stderr
    assert "nothing was changed" in other.stdout


def test_an_entity_that_is_gone_is_passed_over(out: Path, usual: Authority) -> None:
    text = link(out, usual, "--kind", "person", "--candidates", 1, "--export", "-", "--quiet").stdout
    text = text.replace("\n,,", "\nsame,,").replace("Arga Wirayuda,", "Bima Lasmana,").replace("/arga-w", "/bima-l")
    done = kg("link", "--import", "-", "--out", out, stdin=text)
    assert "'Bima Lasmana' is not in this graph" in done.stderr
    assert decisions(out) == []


def test_sure_matches_are_taken_when_somebody_says_so(out: Path, usual: Authority, tmp_path: Path) -> None:
    file = tmp_path / "rest.csv"
    done = link(out, usual, "--export", file, "--accept-matches", "--kind", "person", "--kind", "organisation")
    assert done.exit_code == 0, done.output
    assert links(out) == {("arga-wirayuda", "sameAs", ARGA), ("serikat-nelayan-karimba", "sameAs", UNION)}
    assert len(file.read_text(encoding="utf-8-sig").splitlines()) == 1
    assert all("--accept-matches" in str(d["note"]) for d in decisions(out))


def test_without_a_terminal_and_without_a_file_nothing_is_asked(out: Path, usual: Authority) -> None:
    done = link(out, usual)
    assert isinstance(done.exception, JejaringError)
    assert "there is no terminal" in str(done.exception)
    assert usual.seen == []


def test_options_reach_the_service(out: Path, usual: Authority) -> None:
    done = link(out, usual, "--export", "-", "--kind", "person", "--type", "person=K9", "--property",
                "organisation=P1", "--candidates", 3)  # fmt: skip
    assert done.exit_code == 0, done.output
    (query,) = usual.seen[-1].queries
    assert query == {
        "query": "Arga Wirayuda",
        "type": "K9",
        "limit": 3,
        "properties": [{"pid": "P1", "v": "Serikat Nelayan Karimba"}],
    }


# ---- what goes wrong -------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("terminal")
@pytest.mark.parametrize(
    "fault", [Fault(404), Fault(200, "<html>"), Fault(200, "{}"), Fault(429, headers={"Retry-After": "3600"})], ids=str
)
def test_a_failure_leaves_the_folder_as_it_was(out: Path, usual: Authority, fault: Fault) -> None:
    before = content(out)
    usual.extra["batchSize"] = 1
    usual.faults += [Fault(200, '{"q0": {"result": [{"id": "A1", "name": "Arga", "score": 1}]}}'), fault]
    done = link(out, usual, "--accept-matches", stdin="1\n1\n")
    assert isinstance(done.exception, JejaringError)
    assert usual.url in str(done.exception)
    assert done.exception.exit_code == 1
    assert content(out) == before


def test_a_folder_without_a_graph_is_told_before_anything_is_sent(tmp_path: Path, usual: Authority) -> None:
    done = link(tmp_path / "nothing", usual, "--export", "-")
    assert isinstance(done.exception, JejaringError)
    assert "no graph here" in str(done.exception)
    assert usual.seen == []
    assert not (tmp_path / "nothing").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "which service"),
        (("--service", "wikidata", "--export", "-"), "cannot be the address of a service"),
        (("--import", "x.csv", "--export", "y.csv"), "give it without"),
        (("--service", "http://127.0.0.1:1/", "--type", "Q5", "--export", "-"), "--type Q5: give it as"),
        (("--import", "no-such-file.csv"), "no-such-file.csv: the answers cannot be read"),
    ],
)
def test_calls_that_make_no_sense(out: Path, arguments: tuple[str, ...], said: str) -> None:
    done = kg("link", *arguments, "--out", out)
    assert isinstance(done.exception, JejaringError)
    assert said in str(done.exception)


# ---- never unasked ---------------------------------------------------------------------------------------------------

WATCHED = """
import socket, sys

def watch(event, arguments):
    if event in {"socket.__new__", "socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "urllib.Request",
                 "http.client.connect"}:
        print("NETWORK:", event, arguments, file=sys.stderr)
        sys.stderr.flush()
        import os
        os._exit(99)

sys.addaudithook(watch)
from kg.cli import main
main()
"""


def watched(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", WATCHED, *(str(a) for a in arguments)]
    return subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", stdin=subprocess.DEVNULL,
        env={**os.environ, "PYTHONUTF8": "1", "JEJARING_USER": "rini"}, timeout=120, check=False,
    )  # fmt: skip


def test_the_watch_sees_a_socket(tmp_path: Path, out: Path) -> None:
    done = watched("link", "--service", "http://127.0.0.1:1/", "--export", "-", "--out", out, cwd=tmp_path)
    assert done.returncode == 99, done.stderr
    assert "NETWORK" in done.stderr


def test_no_command_uses_the_network_unasked(tmp_path: Path) -> None:
    (tmp_path / "rapat.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "empty.csv").write_text(
        "decision,name,kind,candidate_name,candidate,entity,article,named\n", encoding="utf-8"
    )
    for command in (
        ("build", "rapat.txt"),
        ("query", "most-quoted"),
        ("check",),
        ("review", "--export", "-"),
        ("rename", "person/arga-wirayuda", "Arga W."),
        ("decisions",),
        ("link", "--import", "empty.csv"),
        ("build", "rapat.txt"),
    ):
        done = watched(*command, "--out", "hasil", cwd=tmp_path)
        assert done.returncode == 0, (command, done.stderr)
        assert "NETWORK" not in done.stderr
