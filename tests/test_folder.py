"""The output folder: whatever interrupts a build, the files are the old ones or the new ones, never a mixture."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import folder as module
from kg.errors import DataError
from kg.folder import GRAPH, Folder

OLD = {"graph.trig": "lama 1", "build.json": "lama 2", "graph.html": "lama 3"}
NEW = {"graph.trig": "baru 1", "build.json": "baru 2", "graph.html": "baru 3"}


class Interruption(BaseException):
    """What a test raises at some moment; like KeyboardInterrupt no Exception."""


def writers(files: dict[str, str]) -> dict[str, Callable[[Path], None]]:
    def writer(content: str) -> Callable[[Path], None]:
        return lambda path: path.write_text(content, encoding="utf-8") and None

    return {name: writer(content) for name, content in files.items()}


def files(path: Path) -> dict[str, str]:
    return {p.name: p.read_text(encoding="utf-8") for p in path.iterdir() if p.is_file()}


@pytest.fixture
def old(tmp_path: Path) -> Folder:
    folder = Folder(tmp_path / "hasil")
    folder.replace(writers(OLD))
    return folder


def test_what_is_written_is_there_and_nothing_else(old: Folder) -> None:
    assert files(old.path) == OLD
    old.replace(writers(NEW))
    assert files(old.path) == NEW
    assert not (old.path / ".staged").exists()


def test_folders_are_made(tmp_path: Path) -> None:
    Folder(tmp_path / "a" / "b").replace(writers(NEW))
    assert files(tmp_path / "a" / "b") == NEW


def test_files_of_others_stay(old: Folder) -> None:
    (old.path / "catatan.txt").write_text("milik orang", encoding="utf-8")
    old.replace(writers(NEW))
    assert files(old.path) == {**NEW, "catatan.txt": "milik orang"}


# ---- interruptions -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NEW)
@pytest.mark.parametrize("error", [Interruption, KeyboardInterrupt, ValueError("rusak")])
def test_a_writer_that_fails_changes_nothing(
    old: Folder, name: str, error: BaseException | type[BaseException]
) -> None:
    def fail(path: Path) -> None:
        path.write_text("separuh", encoding="utf-8")
        raise error

    with pytest.raises(error if isinstance(error, type) else type(error)):
        old.replace({**writers(NEW), name: fail})
    assert files(old.path) == OLD
    assert not (old.path / ".staged").exists()


def test_a_disk_that_is_full_is_said_so(old: Folder) -> None:
    def fail(path: Path) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(DataError, match=r"hasil: the output cannot be written: No space left on device"):
        old.replace({**writers(NEW), "graph.html": fail})
    assert files(old.path) == OLD


def test_a_writer_that_writes_nothing_is_an_error(old: Folder) -> None:
    with pytest.raises(DataError):
        old.replace({**writers(NEW), "graph.html": lambda path: None})
    assert files(old.path) == OLD


def _steps(monkeypatch: pytest.MonkeyPatch, stop: int) -> Iterator[None]:
    """Let every change to the disk be one step, and raise before step number ``stop``."""
    count = 0

    def counted(function: Callable[..., object]) -> Callable[..., object]:
        def step(*arguments: object, **named: object) -> object:
            nonlocal count
            count += 1
            if count == stop:
                raise Interruption
            return function(*arguments, **named)

        return step

    for owner, name in ((Path, "mkdir"), (Path, "replace"), (Path, "write_text"), (Path, "unlink"), (os, "fsync")):
        monkeypatch.setattr(owner, name, counted(getattr(owner, name)))
    yield
    monkeypatch.undo()


@pytest.mark.parametrize("stop", range(1, 30))
def test_an_interruption_at_any_step(tmp_path: Path, stop: int) -> None:
    folder = Folder(tmp_path)
    folder.replace(writers(OLD))
    with pytest.MonkeyPatch.context() as patch:
        steps = _steps(patch, stop)
        next(steps)
        with suppress(Interruption):
            folder.replace(writers(NEW))
    assert Folder(tmp_path).graph().read_text(encoding="utf-8") in ("lama 1", "baru 1")
    assert files(tmp_path) in (OLD, NEW)
    folder.replace(writers(NEW))
    assert files(tmp_path) == NEW


@settings(max_examples=60, deadline=None)
@given(
    moved=st.sets(st.sampled_from(sorted(NEW))), complete=st.booleans(), opened_by=st.sampled_from(["read", "build"])
)
def test_a_stage_left_behind(
    tmp_path_factory: pytest.TempPathFactory, moved: set[str], complete: bool, opened_by: str
) -> None:
    """A process killed while staging leaves no marker; killed while moving it leaves the marker and some files."""
    folder = Folder(tmp_path_factory.mktemp("hasil"))
    folder.replace(writers(OLD))
    stage = folder.path / ".staged"
    stage.mkdir()
    for name, write in writers(NEW).items():
        if complete and name in moved:
            write(folder.path / name)
        elif complete or name not in moved:
            write(stage / name)
    if complete:
        (stage / "complete.json").write_text('["build.json", "graph.html", "graph.trig"]', encoding="utf-8")
    if opened_by == "read":
        folder.graph()
        assert files(folder.path) == (NEW if complete else OLD)
        assert stage.exists() is not complete  # an incomplete one may be a build that still runs
    else:
        folder.replace(writers({"graph.trig": "kedua"}))
        assert files(folder.path) == {**(NEW if complete else OLD), "graph.trig": "kedua"}
        assert not stage.exists()


def test_reading_while_a_build_runs_harms_neither(old: Folder) -> None:
    def read_meanwhile(path: Path) -> None:
        assert Folder(old.path).graph().read_text(encoding="utf-8") == "lama 1"
        path.write_text("baru 3", encoding="utf-8")

    old.replace({**writers(NEW), "graph.html": read_meanwhile})
    assert files(old.path) == NEW


def test_two_readers_may_finish_the_same_move(old: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    stage = old.path / ".staged"
    stage.mkdir()
    for name, write in writers(NEW).items():
        write(stage / name)
    (stage / "complete.json").write_text('["build.json", "graph.html", "graph.trig"]', encoding="utf-8")
    flush = module._flush_folder

    def other_first(path: Path) -> None:
        monkeypatch.setattr(module, "_flush_folder", flush)
        Folder(old.path).recover()
        flush(path)

    monkeypatch.setattr(module, "_flush_folder", other_first)
    old.recover()
    assert files(old.path) == NEW
    assert not stage.exists()


# ---- messages ----------------------------------------------------------------------------------------------------


def test_a_folder_without_a_graph(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "tidakada"):
        with pytest.raises(DataError) as caught:
            Folder(path).graph()
        assert str(path) in str(caught.value)
        assert GRAPH in str(caught.value)
        assert "kg build" in str(caught.value)
    assert not (tmp_path / "tidakada").exists()


def test_a_file_in_the_folders_place(tmp_path: Path) -> None:
    (tmp_path / "hasil").write_text("berkas", encoding="utf-8")
    with pytest.raises(DataError, match="cannot be written"):
        Folder(tmp_path / "hasil").replace(writers(NEW))
    with pytest.raises(DataError, match="no graph here"):
        Folder(tmp_path / "hasil").graph()


@pytest.mark.parametrize("marker", ["", "{", '["graph.trig"'])
def test_a_damaged_marker(old: Folder, marker: str) -> None:
    (old.path / ".staged").mkdir()
    (old.path / ".staged" / "complete.json").write_text(marker, encoding="utf-8")
    with pytest.raises(DataError, match="an interrupted build cannot be finished"):
        old.graph()
    shutil.rmtree(old.path / ".staged")  # what the message advises
    assert old.graph().read_text(encoding="utf-8") == "lama 1"
