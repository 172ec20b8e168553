"""The output folder: many files that change together or not at all.

A build stages its files in a hidden folder inside the output folder, marks the stage complete, and only then moves the
files into place. Whatever interrupts it, the folder is either as it was, or the next command that opens it finishes the
move: a complete stage is rolled forward. An incomplete one may belong to a build that still runs, so only the next one
that holds the lock throws it away.

What is written may be a folder (the store). It then needs a name that was never used before, since a folder cannot be
put in another's place in one step; a small file that says which one counts is replaced with the rest.

One process writes at a time: it holds a lock that the system takes back when the process ends, however it ends.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from kg.errors import DataError

_STAGE = ".staged"
_COMPLETE = "complete.json"
_LOCK = ".lock"

#: What a build writes: the graph as text, what went in, the store, and the file that says which store counts.
GRAPH = "graph.trig"
MANIFEST = "build.json"
STORE = "store"
CURRENT = f"{STORE}/current"


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

    def generation(self) -> int | None:
        """The number of the store that counts, or None when there is none. Raises DataError when it cannot be told."""
        path = self.file(CURRENT)
        try:
            return int(path.read_text(encoding="ascii"))
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, ValueError) as error:
            raise DataError(f"{path}: damaged ({error}); delete {self.path / STORE} and build again") from error

    def store(self, number: int) -> Path:
        """The path of a store by its number."""
        return self.path / store_name(number)

    def stores(self) -> list[int]:
        """The numbers of the stores that are here, in order."""
        folder = self.path / STORE
        return sorted(int(p.name) for p in folder.iterdir() if p.name.isdigit()) if folder.is_dir() else []

    def drop_store(self, number: int) -> None:
        """Remove a store."""
        shutil.rmtree(self.store(number), ignore_errors=True)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Be the only one who writes here; the folder is made if need be.

        Raises DataError at once when another process writes here, or when the folder cannot be written.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            handle = os.open(self.path / _LOCK, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise DataError(f"{self.path}: the output cannot be written: {error.strerror or error}") from error
        try:
            if not _lock(handle):
                holder = os.read(handle, 20).decode("ascii", "replace").strip()
                raise DataError(
                    f"{self.path}: another command is writing here{f' (process {holder})' if holder else ''}; "
                    f"wait until it is done, or name another folder with --out"
                )
            os.ftruncate(handle, 0)
            os.write(handle, f"{os.getpid()}\n".encode())
            self.recover()
            _discard(self.path / _STAGE)
            yield
        finally:
            os.close(handle)

    def replace(self, files: Mapping[str, Callable[[Path], None]]) -> None:
        """Write ``files`` (name → a function that writes the path it is given), all or none, in their order.

        A name may have a folder in front ("store/7"), and what is written at the path may be a folder.

        Raises DataError when the folder cannot be written; whatever else a writer raises passes through, and nothing
        changes.
        """
        self.recover()
        stage = self.path / _STAGE
        try:
            _discard(stage)
            stage.mkdir(parents=True)
            for name, write in files.items():
                (stage / name).parent.mkdir(exist_ok=True)
                write(stage / name)
            for name in files:
                _flush(stage / name)
            # Folders go first: the file that points to one must not be there before it.
            ordered = sorted(files, key=lambda name: ((stage / name).is_file(), name))
            marker = stage / f"{_COMPLETE}.tmp"
            marker.write_text(json.dumps(ordered), encoding="utf-8")
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
            names = json.loads(marker.read_text(encoding="utf-8"))
            for name in names:
                (self.path / name).parent.mkdir(exist_ok=True)
                with contextlib.suppress(FileNotFoundError):  # moved before the interruption, or by another reader
                    (stage / name).replace(self.path / name)
            for folder in {self.path, *((self.path / name).parent for name in names)}:
                _flush_folder(folder)
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


def store_name(number: int) -> str:
    """The name of a store in its output folder."""
    return f"{STORE}/{number:06}"


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> bool:
        """Lock a byte far behind the end, so that the number of the process can still be read."""
        os.lseek(handle, 1 << 20, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(handle, 0, os.SEEK_SET)
        return True

else:
    import fcntl

    def _lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def _flush(path: Path) -> None:
    if path.is_dir():
        for inside in path.iterdir():
            _flush(inside)
        _flush_folder(path)
        return
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
