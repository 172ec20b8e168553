"""The output folder: many files that change together or not at all.

A build stages its files in a hidden folder inside the output folder, marks the stage complete, and only then moves the
files into place. Whatever interrupts it, the folder is either as it was, or the next command that opens it finishes the
move: a complete stage is rolled forward. An incomplete one may belong to a build that still runs, so only the next
build throws it away.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from kg.errors import DataError

_STAGE = ".staged"
_COMPLETE = "complete.json"

#: What a build writes, with what it holds.
GRAPH = "graph.trig"
MANIFEST = "build.json"


class Folder:
    """One output folder."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def file(self, name: str) -> Path:
        """The path of a file in the folder, after an interrupted move was finished."""
        self.recover()
        return self.path / name

    def graph(self) -> Path:
        """The path of the graph. Raises DataError when nothing was built here."""
        path = self.file(GRAPH)
        if not path.is_file():
            raise DataError(
                f"{self.path}: no graph here ({GRAPH} is missing). Build one with 'kg build INPUT… --out {self.path}', "
                f"or name the folder that holds it with --out"
            )
        return path

    def replace(self, files: Mapping[str, Callable[[Path], None]]) -> None:
        """Write ``files`` (name → a function that writes the path it is given), all or none.

        Raises DataError when the folder cannot be written; whatever else a writer raises passes through, and nothing
        changes.
        """
        self.recover()
        stage = self.path / _STAGE
        try:
            _discard(stage)
            stage.mkdir(parents=True)
            for name, write in files.items():
                write(stage / name)
            for name in files:
                _flush(stage / name)
            marker = stage / f"{_COMPLETE}.tmp"
            marker.write_text(json.dumps(sorted(files)), encoding="utf-8")
            _flush(marker)
            marker.replace(stage / _COMPLETE)
            _flush_folder(stage)
        except OSError as error:
            _discard(stage)
            raise DataError(f"{self.path}: the output cannot be written: {error.strerror or error}") from error
        except BaseException:
            _discard(stage)
            raise
        self.recover()

    def recover(self) -> None:
        """Finish a complete stage that was interrupted while moving. Raises DataError when it cannot be finished."""
        stage = self.path / _STAGE
        marker = stage / _COMPLETE
        try:
            if not marker.exists():
                return
            for name in json.loads(marker.read_text(encoding="utf-8")):
                with contextlib.suppress(FileNotFoundError):  # moved before the interruption, or by another reader
                    (stage / name).replace(self.path / name)
            _flush_folder(self.path)
            _discard(stage)
        except FileNotFoundError:
            return  # another process finished the same move between two of our steps
        except (OSError, ValueError) as error:
            raise DataError(
                f"{self.path}: an interrupted build cannot be finished: {error}. "
                f"Make the folder writable, or delete {stage} and build again"
            ) from error


def _discard(stage: Path) -> None:
    """Remove a stage. The marker goes first: what an interruption leaves of the rest then counts for nothing."""
    with contextlib.suppress(OSError):
        (stage / _COMPLETE).unlink()
    shutil.rmtree(stage, ignore_errors=True)


def _flush(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _flush_folder(path: Path) -> None:
    """Make the names in a folder as lasting as the files; only POSIX lets a folder be flushed."""
    if os.name == "posix":
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
