"""The output folder: many files that change together or not at all.

A build stages its files in a hidden folder inside the output folder, marks the stage complete, and only then moves the
files into place. Whatever interrupts it, the folder is either as it was, or the next command that opens it finishes the
move: a complete stage is rolled forward, an incomplete one is thrown away.
"""

from __future__ import annotations

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
        """The path of a file in the folder, after an interrupted build was finished or thrown away."""
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

        Raises DataError when the folder cannot be written. What a writer raises passes through, and nothing changes.
        """
        self.recover()
        stage = self.path / _STAGE
        try:
            stage.mkdir(parents=True)
            for name, write in files.items():
                write(stage / name)
            for name in files:
                _flush(stage / name)
            marker = stage / f"{_COMPLETE}.tmp"
            marker.write_text(json.dumps(sorted(files)), encoding="utf-8")
            _flush(marker)
            marker.replace(stage / _COMPLETE)
        except OSError as error:
            shutil.rmtree(stage, ignore_errors=True)
            raise DataError(f"{self.path}: the output cannot be written: {error.strerror}") from error
        except BaseException:
            shutil.rmtree(stage, ignore_errors=True)
            raise
        self.recover()

    def recover(self) -> None:
        """Finish a complete stage that was interrupted while moving, throw away an incomplete one."""
        stage = self.path / _STAGE
        if not stage.exists():
            return
        try:
            if (stage / _COMPLETE).exists():
                for name in json.loads((stage / _COMPLETE).read_text(encoding="utf-8")):
                    if (stage / name).exists():  # moved already before the interruption otherwise
                        (stage / name).replace(self.path / name)
            shutil.rmtree(stage)
        except OSError as error:
            raise DataError(f"{self.path}: an interrupted build cannot be finished: {error.strerror}") from error


def _flush(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
