"""Reading an output folder: its articles and facts, who is who, and the graph."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from kg.errors import DataError
from kg.folder import GRAPH, MANIFEST, Folder
from kg.ledger import Entry, Generation, Kept, Ledger
from kg.model import ArticleFacts
from kg.rdf.provenance import Extraction
from kg.rdf.store import load, open_store
from kg.rdf.vocabulary import DEFAULT_BASE
from kg.resolve import Resolution
from kg.resolve.decisions import FILE, Decisions
from kg.settings import Settings
from kg.workspace.derive import Derived, corrected
from kg.workspace.graph import Graph

LEDGER = "articles.sqlite"


class Reading:
    """One output folder, to be read: needs no lock and sees the last finished state.

    Raises DataError for a folder that is damaged, or in which nothing was built where something is needed.
    """

    def __init__(self, out: str | Path = "output") -> None:
        self.folder = Folder(Path(out))
        self._ledger: Ledger | None = None
        self._derived: tuple[tuple[int, str], Derived] | None = None

    @property
    def path(self) -> Path:
        """The folder."""
        return self.folder.path

    @property
    def log(self) -> Path:
        """The log of decisions (:func:`kg.resolve.decisions.append` adds to it; rebuild afterwards)."""
        return self.path / FILE

    # ---- reading --------------------------------------------------------------------------------------------------

    def is_new(self) -> bool:
        """Whether nothing was built here yet, not even by an earlier version of the program."""
        return self.folder.generation() is None and not (self.path / GRAPH).is_file()

    def is_older(self) -> bool:
        """Whether there is a graph here but no ledger of its articles (any more)."""
        if self.is_new():
            return False
        if self._ledger is not None:
            return self._current(self._ledger) is None
        if not (self.path / LEDGER).is_file():
            return True
        with self._reading() as ledger:
            return self._current(ledger) is None

    def settings(self) -> Settings:
        """The base and the least confidence that the folder keeps to; the defaults for a new folder."""
        if self.is_new():
            return Settings(out=self.path)
        if self.is_older():
            return self._manifest()
        with self._reading() as ledger:
            current = self._generation(ledger)
        return Settings(current.base, self.path, current.min_confidence)

    def articles(self) -> dict[str, Entry]:
        """The articles by id, in the order of ids."""
        with self._reading() as ledger:
            return dict(sorted(ledger.members(self._generation(ledger).number).items()))

    def decisions(self) -> Decisions:
        """What people decided."""
        return Decisions.read(self.log)

    def facts(self) -> tuple[ArticleFacts, ...]:
        """The facts of all articles in the order of ids, as the graph shows them: corrected and certain enough."""
        return self.derived().facts

    def resolution(self) -> Resolution:
        """Who is who across :meth:`facts`, by the decisions as they are now."""
        return self.derived().resolution

    def derived(self) -> Derived:
        """Facts, resolution and counts as of the articles and decisions of now."""
        decisions = self.decisions()
        with self._reading() as ledger:
            current = self._generation(ledger)
            key = (current.number, decisions.digest())
            if self._derived is None or self._derived[0] != key:
                kept = list(ledger.kept(ordered(ledger.members(current.number))))
                self._derived = key, derive(kept, decisions, current.base, current.min_confidence)
        return self._derived[1]

    def graph(self) -> Graph:
        """The graph, from the store, or from the file beside it when there is no store."""
        base = self.settings().base
        number = self.folder.generation()
        if number is not None and self.folder.store(number).is_dir():
            return Graph(open_store(self.folder.store(number)), base)
        return Graph(load(self.folder.graph()), base)

    # ---- parts ----------------------------------------------------------------------------------------------------

    @contextmanager
    def _reading(self) -> Iterator[Ledger]:
        """The ledger, all reading of one moment."""
        if self._ledger is not None:
            yield self._ledger
            return
        path = self.path / LEDGER
        if not path.is_file():
            self.folder.graph()  # says so when nothing was built at all
            raise DataError(_older(self.path))
        ledger = Ledger(path)
        try:
            with ledger.snapshot():
                yield ledger
        finally:
            ledger.close()

    def _generation(self, ledger: Ledger) -> Generation:
        """The current state. Raises DataError when there is none."""
        current = self._current(ledger)
        if current is None:
            self.folder.graph()
            raise DataError(_older(self.path))
        return current

    def _current(self, ledger: Ledger) -> Generation | None:
        for _ in range(3):  # a writer may have moved on between two of our steps
            number = self.folder.generation()
            current = None if number is None else ledger.generation(number)
            if current is not None:
                return current
        return None

    def _manifest(self) -> Settings:
        """The settings as the record of a build has them."""
        path = self.path / MANIFEST
        try:
            has = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
            return Settings(str(has.get("base", DEFAULT_BASE)), self.path, float(has.get("min_confidence", 0)))
        except (OSError, ValueError, AttributeError, TypeError) as error:
            raise DataError(f"{path}: the file is damaged ({error}); build the graph again") from error


def ordered(members: Mapping[str, Entry]) -> list[Entry]:
    """The entries in the order of article ids."""
    return [members[i] for i in sorted(members)]


def derive(kept: Sequence[Kept], decisions: Decisions, base: str, least: float) -> Derived:
    """The dataset of facts as the ledger has them, in the order of article ids."""
    made_by = {k.entry.id: Extraction(k.version, k.tagger) for k in kept}
    return Derived(corrected((k.facts for k in kept), decisions, least), made_by, decisions, base)


def _older(path: Path) -> str:
    return (
        f"{path}: built by an earlier version of the program, which kept no ledger of its articles. "
        f"'kg build INPUT… --out {path}' takes its articles over"
    )
