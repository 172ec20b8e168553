"""The output folder as a dataset: what it keeps, what it says, who may write."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import DataError, Problem, UsageError
from kg.model import ArticleFacts
from kg.rdf.provenance import Extraction
from kg.rdf.reading import read_articles
from kg.settings import Settings
from kg.workspace import Changes, Workspace
from kg.workspace.selection import select

from .samples import EXTRACTOR, IDS, MADE_BY, facts

A, B, C = IDS[0], IDS[1], IDS[4]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = Workspace(tmp_path / "hasil")
    put(made, facts(A, 0), facts(B, 0))
    return made


def put(workspace: Workspace, *found: ArticleFacts, made_by: Extraction = MADE_BY, **options: object) -> Changes:
    with workspace.writing():
        entries = workspace.keep(found, options.pop("extractor", EXTRACTOR), made_by)  # type: ignore[arg-type]
        return workspace.apply(entries, **options)  # type: ignore[arg-type]


def remove(workspace: Workspace, *ids: str) -> Changes:
    with workspace.writing():
        return workspace.apply(remove=ids)


def in_graph(workspace: Workspace) -> list[str]:
    return sorted(f.article.id for f, _ in read_articles(workspace.graph().store))


def test_what_is_new_changed_and_the_same(workspace: Workspace) -> None:
    changes = put(workspace, facts(A, 0), facts(B, 1), facts(C, 0))
    assert changes == Changes(added=(C,), replaced=(B,), unchanged=(A,))
    assert in_graph(workspace) == sorted([A, B, C])
    texts = {f.article.id: f.article.text for f, _ in read_articles(workspace.graph().store)}
    assert texts[B] == facts(B, 1).article.text


def test_another_extractor_replaces(workspace: Workspace) -> None:
    newer = Extraction("2", "uji")
    assert put(workspace, facts(A, 0), made_by=newer, extractor="lain").replaced == (A,)
    text = (workspace.path / "graph.trig").read_text(encoding="utf-8")
    assert 'extractor uji" ' in text or "extractor uji" in text
    record = json.loads((workspace.path / "build.json").read_text(encoding="utf-8"))
    assert record["extractors"] == ["uji", "uji"]  # of two versions of the program


def test_nothing_to_do_writes_nothing(workspace: Workspace) -> None:
    before = {p: p.stat().st_mtime_ns for p in workspace.path.rglob("*") if p.is_file() and p.name != ".lock"}
    number = workspace.folder.generation()
    put(workspace, facts(A, 0))
    assert workspace.folder.generation() == number
    assert {p for p, t in before.items() if p.stat().st_mtime_ns != t} <= {workspace.path / "articles.sqlite"}


@pytest.mark.parametrize("name", ["graph.trig", "graph.html", "graph.json", "graph.graphml", "store"])
def test_a_file_that_was_deleted_comes_back(workspace: Workspace, name: str) -> None:
    path = workspace.path / name
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    put(workspace, facts(A, 0), facts(B, 0))
    assert path.exists()
    assert in_graph(workspace) == [A, B]


def test_an_article_that_moved_to_another_file(workspace: Workspace) -> None:
    moved = replace(facts(A, 0), article=replace(facts(A, 0).article, where="arsip.csv, row 2"))
    assert put(workspace, moved, problems=[]).unchanged == (A,)
    assert workspace.articles()[A].where == "arsip.csv, row 2"
    record = json.loads((workspace.path / "build.json").read_text(encoding="utf-8"))
    assert [a["where"] for a in record["articles"]] == ["arsip.csv, row 2", f"berita/{B}.txt"]


def test_removing_the_last_article_leaves_an_empty_dataset(workspace: Workspace) -> None:
    assert remove(workspace, A, B).removed == (A, B)
    assert workspace.articles() == {}
    assert workspace.facts() == ()
    assert len(workspace.graph().store) == 0
    assert len(workspace.graph().network) == 0
    assert "<html" in (workspace.path / "graph.html").read_text(encoding="utf-8")
    assert put(workspace, facts(A, 0)).added == (A,)
    assert in_graph(workspace) == [A]


def test_what_was_removed_is_in_no_file_of_text(workspace: Workspace) -> None:
    remove(workspace, A)
    for path in workspace.path.glob("graph.*"):
        assert A not in path.read_text(encoding="utf-8"), path


def test_fresh_lets_the_others_go(workspace: Workspace) -> None:
    assert put(workspace, facts(C, 0), facts(A, 0), fresh=True) == Changes(added=(A, C), removed=(B,))
    assert in_graph(workspace) == [A, C]


def test_settings_stay_until_others_are_given(workspace: Workspace) -> None:
    other = Settings("https://example.org/koran/", min_confidence=0.7)
    before = sum(len(f.roles) + len(f.events) + len(f.statements) for f in workspace.facts())
    put(workspace, settings=other)
    assert put(workspace, facts(C, 0)).added == (C,)
    kept = Workspace(workspace.path).settings()
    assert (kept.base, kept.min_confidence) == (other.base, 0.7)
    assert workspace.graph().base == other.base
    assert all(str(g.value).startswith(other.base) for g in workspace.graph().store.named_graphs())
    assert all(x.confidence >= 0.7 for f in workspace.facts() for x in (*f.roles, *f.events, *f.statements))
    remove(workspace, C)
    put(workspace, settings=replace(kept, min_confidence=0.0))
    assert sum(len(f.roles) + len(f.events) + len(f.statements) for f in workspace.facts()) == before
    assert any(x.confidence < 0.7 for f in workspace.facts() for x in (*f.roles, *f.events, *f.statements))


def test_the_record_keeps_the_problems_of_the_last_build(workspace: Workspace) -> None:
    put(workspace, facts(C, 0), problems=[Problem("berita/x.txt", "kosong")])
    remove(workspace, A)
    record = json.loads((workspace.path / "build.json").read_text(encoding="utf-8"))
    assert record["problems"] == [{"where": "berita/x.txt", "what": "kosong", "fatal": True}]


# ---- one writer, many readers ------------------------------------------------------------------------------------


def test_a_second_writer_is_told_at_once(workspace: Workspace) -> None:
    code = (
        "import sys; from kg.workspace import Workspace\n"
        "with Workspace(sys.argv[1]).writing(): print('menulis', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, workspace.path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "menulis\n"
        with pytest.raises(DataError, match=rf"another command is writing here \(process {other.pid}\)"):
            put(workspace, facts(C, 0))
        assert in_graph(workspace) == [A, B]  # readers are not kept waiting
        other.kill()
    put(workspace, facts(C, 0))  # a dead process holds nothing
    assert in_graph(workspace) == [A, B, C]


def test_a_reader_keeps_the_state_it_opened(workspace: Workspace) -> None:
    graph = workspace.graph()
    before = str(graph.store)
    put(workspace, facts(C, 0))
    assert str(graph.store) == before
    assert Workspace(workspace.path).facts() != ()
    assert in_graph(workspace) == [A, B, C]


def test_the_graph_at_hand_is_not_changed_by_accident(workspace: Workspace) -> None:
    store = workspace.graph().store
    with pytest.raises(RuntimeError):
        store.clear()
    assert in_graph(workspace) == [A, B]


def test_changing_needs_the_lock(workspace: Workspace) -> None:
    for change in (workspace.rebuild, workspace.apply):
        with pytest.raises(RuntimeError, match="writing"):
            change()


def test_stores_do_not_pile_up(workspace: Workspace) -> None:
    for version in (1, 2, 0, 1):
        put(workspace, facts(A, version))
    assert len(workspace.folder.stores()) <= 2


# ---- folders that are not as they should be ----------------------------------------------------------------------


def test_an_empty_folder_says_what_to_do(tmp_path: Path) -> None:
    empty = Workspace(tmp_path)
    assert empty.is_new()
    for read in (empty.articles, empty.facts, empty.resolution, empty.graph):
        with pytest.raises(DataError, match="kg build"):
            read()
    assert list(tmp_path.iterdir()) == []


def test_without_a_store_the_graph_file_is_read(workspace: Workspace) -> None:
    shutil.rmtree(workspace.path / "store")
    assert in_graph(workspace) == [A, B]


def test_a_folder_of_an_earlier_version(workspace: Workspace) -> None:
    shutil.rmtree(workspace.path / "store")
    (workspace.path / "articles.sqlite").unlink()
    older = Workspace(workspace.path)
    assert older.is_older()
    assert in_graph(older) == [A, B]
    with pytest.raises(DataError, match="takes its articles over"):
        older.facts()
    with pytest.raises(DataError, match="takes its articles over"), older.writing():
        older.rebuild()
    assert in_graph(older) == [A, B]


def test_a_damaged_store_says_so(workspace: Workspace) -> None:
    number = workspace.folder.generation()
    assert number is not None
    for file in workspace.folder.store(number).glob("MANIFEST*"):
        file.write_bytes(b"rusak")
    with pytest.raises(DataError, match="damaged"):
        workspace.graph()
    put(workspace, facts(C, 0))  # and the next build makes it anew
    assert in_graph(workspace) == [A, B, C]


def test_a_damaged_pointer_says_so(workspace: Workspace) -> None:
    (workspace.path / "store" / "current").write_text("x", encoding="ascii")
    with pytest.raises(DataError, match="delete"):
        workspace.graph()


# ---- which articles are meant ------------------------------------------------------------------------------------


def test_ids_and_patterns() -> None:
    ids = ["rapat-1", "rapat-2", "a[1]", "lomba-1"]
    assert select(["rapat-*"], ids) == ("rapat-1", "rapat-2")
    assert select(["lomba-?", "rapat-1"], ids) == ("lomba-1", "rapat-1")
    assert select(["a[1]"], ids) == ("a[1]",)
    assert select([], ids) == ()


def test_unknown_ids_name_what_comes_near() -> None:
    with pytest.raises(UsageError, match=r"'rapt-1' \(did you mean 'rapat-1'") as caught:
        select(["rapt-1", "lomba-*", "xyz*"], ["rapat-1", "rapat-2", "lomba-1"])
    assert "'xyz*'" in str(caught.value)
    assert "Nothing was changed" in str(caught.value)
    with pytest.raises(UsageError, match="and 3 more"):
        select([str(n) for n in range(13)], ["rapat-1"])
