"""The commands as a user types them: what they print, what they write, how they end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

STORY = """Title: Rapat Nelayan Karimba
Published: 2025-11-06
Publisher: Suara Karimba

KARIMBA - Ketua Serikat Nelayan Karimba, Arga Wirayuda, mengatakan harga solar harus turun. "Kami menunggu janji itu," \
ujar Arga dalam Rapat Nelayan Karimba di Balai Desa Tunjung, Kamis (6/11/2025).
"""


def kg(*arguments: str, stdin: str = "", cwd: Path | None = None, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from kg.cli import main; main()", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd,
        env={**os.environ, "PYTHONUTF8": "1", **env},
        check=False,
        timeout=120,
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli")
    (folder / "rapat.txt").write_text(STORY, encoding="utf-8")
    done = kg("build", "rapat.txt", "--out", "hasil", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder


def test_build_writes_all_files_and_sums_up(built: Path) -> None:
    names = {p.name for p in (built / "hasil").iterdir()}
    exports = {"graph.trig", "graph.graphml", "graph.json", "graph.html", "provenance.ttl", "build.json"}
    assert names == exports | {"articles.sqlite", "store", ".lock"}
    done = kg("build", "rapat.txt", "--out", "hasil", cwd=built)
    assert "articles" in done.stdout
    assert "persons" in done.stdout
    assert "graph.html" in done.stdout
    assert done.stderr == ""  # no progress bar when piped


def test_building_twice_gives_the_same_bytes_whatever_the_hash_seed(built: Path) -> None:
    files = ("graph.trig", "graph.graphml", "graph.json", "graph.html")
    for seed in ("1", "2"):
        assert kg("build", "rapat.txt", "--out", f"seed{seed}", cwd=built, PYTHONHASHSEED=seed).returncode == 0
    for name in files:
        first, second = (built / f"seed{s}" / name for s in ("1", "2"))
        assert first.read_bytes() == second.read_bytes() == (built / "hasil" / name).read_bytes(), name


def test_json_summary_is_json_alone(built: Path) -> None:
    done = kg("build", "rapat.txt", "--out", "j", "--json", cwd=built)
    summary = json.loads(done.stdout)
    assert summary["counts"]["articles"] == 1
    assert summary["problems"] == []


def test_quiet_prints_nothing(built: Path) -> None:
    done = kg("build", "rapat.txt", "--out", "q", "--quiet", cwd=built)
    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)


def test_standard_input(built: Path) -> None:
    row = json.dumps({"id": "a1", "text": 'Arga Wirayuda mengatakan hujan akan turun. "Siapkan perahu," kata Arga.'})
    done = kg("build", "-", "--out", "s", "--json", stdin=row, cwd=built)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["counts"]["articles"] == 1


def test_one_bad_input_does_not_cost_the_others(built: Path) -> None:
    (built / "rusak.jsonl").write_text('{"id": "x", "text": ""}\nnot json\n', encoding="utf-8")
    done = kg("build", "rapat.txt", "rusak.jsonl", "tiada.csv", "--out", "b", cwd=built)
    assert done.returncode == 3
    assert "rusak.jsonl, line 1" in done.stderr
    assert "rusak.jsonl, line 2" in done.stderr
    assert "tiada.csv" in done.stderr
    assert (built / "b" / "graph.trig").exists()
    assert "Traceback" not in done.stderr


def test_nothing_readable_writes_nothing(built: Path) -> None:
    done = kg("build", "tiada.txt", "--out", "kosong", cwd=built)
    assert done.returncode == 3
    assert not (built / "kosong").exists()


def test_a_failed_build_leaves_the_folder_as_it_was(built: Path) -> None:
    before = (built / "hasil" / "graph.trig").read_bytes()
    assert kg("build", "tiada.txt", "--out", "hasil", cwd=built).returncode == 3
    assert (built / "hasil" / "graph.trig").read_bytes() == before


def test_an_output_folder_that_is_a_file(built: Path) -> None:
    (built / "berkas").write_text("x", encoding="utf-8")
    done = kg("build", "rapat.txt", "--out", "berkas", cwd=built)
    assert done.returncode != 0
    assert "Traceback" not in done.stderr


def test_a_date_that_is_none_is_a_warning(built: Path) -> None:
    (built / "tanggal.txt").write_text(STORY.replace("2025-11-06", "besok lusa", 1), encoding="utf-8")
    done = kg("build", "tanggal.txt", "--out", "t", cwd=built)
    assert done.returncode == 0
    assert "besok lusa" in done.stderr


def test_query_formats(built: Path) -> None:
    sparql = "SELECT ?n WHERE { [] kg:speaker ?p . ?p a kg:Person ; rdfs:label ?n } GROUP BY ?n"
    assert "Arga Wirayuda" in kg("query", sparql, "--out", "hasil", cwd=built).stdout
    csv = kg("query", sparql, "--out", "hasil", "--format", "csv", cwd=built)
    assert csv.stdout.splitlines() == ["n", "Arga Wirayuda"]
    found = json.loads(kg("query", sparql, "--out", "hasil", "--format", "json", cwd=built).stdout)
    assert [b["n"]["value"] for b in found["results"]["bindings"]] == ["Arga Wirayuda"]
    turtle = kg(
        "query",
        "DESCRIBE ?p WHERE { ?p rdfs:label 'Arga Wirayuda' }",
        "--out",
        "hasil",
        "--format",
        "turtle",
        cwd=built,
    )
    assert "Arga Wirayuda" in turtle.stdout
    assert kg("query", "ASK { ?p a kg:Person }", "--out", "hasil", cwd=built).stdout == "yes\n"


def test_query_from_a_file_and_by_name(built: Path) -> None:
    (built / "q.rq").write_text("SELECT (COUNT(*) AS ?n) WHERE { ?s a kg:Statement }", encoding="utf-8")
    assert "2" in kg("query", "--file", "q.rq", "--out", "hasil", cwd=built).stdout
    named = kg("query", "who-said-what", "-p", "speaker=arga", "--out", "hasil", "--format", "csv", cwd=built)
    assert "Kami menunggu janji itu" in named.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["query", "SELECT ?x WHERE {", "--out", "hasil"], 4, "line 1"),
        (["query", "most-quotd", "--out", "hasil"], 2, "most-quoted"),
        (["query", "--out", "hasil"], 2, "--list"),
        (["query", "most-quoted", "-p", "x", "--out", "hasil"], 2, "NAME=VALUE"),
        (["query", "most-quoted", "--out", "tiada"], 4, "kg build"),
        (["query", "--file", "tiada.rq", "--out", "hasil"], 4, "tiada.rq"),
        (["build"], 2, "INPUT"),
        (["build", "rapat.txt", "--encoding", "klingon", "--out", "e"], 2, "klingon"),
    ],
)
def test_errors_are_for_people(built: Path, arguments: list[str], code: int, says: str) -> None:
    done = kg(*arguments, cwd=built)
    assert done.returncode == code
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_every_fact_of_the_story(built: Path) -> None:
    """The one story, end to end: role, event with date and place, statements with their speaker, evidence."""
    ask = """ASK {
      ?person rdfs:label "Arga Wirayuda" .
      ?role kg:holder ?person ; kg:title "Ketua" ; kg:organisation/rdfs:label "Serikat Nelayan Karimba" .
      ?event a kg:Event ; kg:startDate "2025-11-06"^^xsd:date ; kg:place/rdfs:label ?place .
      ?direct kg:speaker ?person ; kg:speechMode kg:Direct ; kg:text "Kami menunggu janji itu," .
      ?indirect kg:speaker ?person ; kg:speechMode kg:Indirect ; kg:text "harga solar harus turun" .
      ?note oa:hasBody ?direct ; oa:hasTarget/oa:hasSelector/oa:exact "Kami menunggu janji itu," .
      FILTER(CONTAINS(?place, "Balai Desa Tunjung"))
    }"""
    assert kg("query", ask, "--out", "hasil", cwd=built).stdout == "yes\n"


def test_check_finds_the_graph_sound(built: Path) -> None:
    pytest.importorskip("pyshacl", reason="kg check needs pyshacl: pip install 'jejaring[check]'")
    done = kg("check", "--out", "hasil", cwd=built)
    assert (done.returncode, done.stdout) == (0, "The graph is sound.\n"), done.stderr


def test_version_and_help() -> None:
    assert "0.1.0" in kg("--version").stdout
    for command in ("build", "remove", "query", "demo", "check", "eval"):
        assert command in kg("--help").stdout
        assert kg(command, "--help").returncode == 0


def test_eval_identity_measures_the_packaged_clusters(tmp_path: Path) -> None:
    assert kg("demo", "--quiet", "--out", "demo", cwd=tmp_path).returncode == 0
    done = kg("eval", "--identity", "--out", "demo", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    rows = [line.split() for line in done.stdout.splitlines()]
    assert rows[0][:3] == ["entities", "kind", "P"]
    figures = {(r[0], r[1]): (float(r[2]), float(r[3])) for r in rows[1:]}
    assert figures["annotated", "both"] >= (0.99, 0.98)
    assert 0.9 < figures["found", "person"][0] <= 1
    wrong = kg("eval", "--identity", "demo/build.json", "--out", "demo", cwd=tmp_path)
    assert (wrong.returncode, "Traceback" in wrong.stderr) == (4, False)
