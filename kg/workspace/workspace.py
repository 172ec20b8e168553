"""An output folder as a dataset that grows and shrinks.

workspace = Workspace("output")
workspace.facts(), workspace.resolution(), workspace.graph()      # reading, at any time
with workspace.writing():                                         # one writer at a time
    append(workspace.log, decisions)
    workspace.rebuild()
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from kg import __version__
from kg.errors import Problem
from kg.folder import GRAPH
from kg.ids import digest
from kg.ledger import Entry, Generation, Ledger, sources_digest
from kg.model import ArticleFacts
from kg.rdf.provenance import Extraction
from kg.settings import Settings
from kg.workspace.exports import NETWORK, Run, manifest_writers
from kg.workspace.reading import LEDGER, Reading, derive, ordered
from kg.workspace.update import Update


@dataclass(frozen=True, slots=True)
class Changes:
    """What a command did to the set of articles: their ids, in order."""

    added: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


class Workspace(Reading):
    """One output folder, to be read and changed. Methods that change something need :meth:`writing` around them."""

    # ---- writing --------------------------------------------------------------------------------------------------

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the only writer. What an interrupted command left behind is tidied up first.

        Raises DataError at once when another command is writing here.
        """
        with self.folder.locked():
            self._ledger = Ledger(self.path / LEDGER)
            try:
                number = self.folder.generation()
                self._ledger.keep_only(number)
                for other in self.folder.stores():
                    if other != number:
                        self.folder.drop_store(other)
                yield
            finally:
                self._ledger.close()
                self._ledger = None

    def has(self, entry: Entry) -> bool:
        """Whether the facts of an entry are in the ledger, so that they need not be extracted."""
        return self._held().has(entry)

    def keep(self, found: Iterable[ArticleFacts], extractor: str, made_by: Extraction) -> list[Entry]:
        """Put facts into the ledger, for :meth:`apply` to bring into the dataset; ``extractor`` is a digest of what
        made them, by which they are found again."""
        return self._held().keep(found, extractor, made_by.version, made_by.extractor)

    def apply(
        self,
        put: Iterable[Entry] = (),
        remove: Iterable[str] = (),
        *,
        settings: Settings | None = None,
        problems: Iterable[Problem] | None = None,
        started: datetime | None = None,
        fresh: bool = False,
    ) -> Changes:
        """Bring articles in and take others out, and let store and exports follow, all or nothing.

        ``put`` are entries whose facts are in the ledger; one with the id of an article that is there takes its place.
        ``remove`` are ids. With ``fresh`` all other articles go. ``settings`` without a value stay as they are.
        ``problems`` are what reading met, for the record. Raises DataError when the folder cannot be written; it is
        then as it was.
        """
        ledger, started = self._held(), started or datetime.now(UTC)
        current = self._current(ledger)
        old = {} if current is None else ledger.members(current.number)
        members = {} if fresh else dict(old)
        for gone in remove:
            members.pop(gone, None)
        given = {entry.id: entry for entry in put}
        members |= given
        kept_to = settings or (
            self.settings() if current is None else Settings(current.base, self.path, current.min_confidence)
        )
        decisions = self.decisions()
        kept = list(ledger.kept(ordered(members)))
        derived = derive(kept, decisions, kept_to.base, kept_to.min_confidence)
        records = manifest_writers(
            self.path,
            Run(started, lambda: datetime.now(UTC), None if problems is None else list(problems)),
            kept_to,
            derived.made_by.values(),
            derived.counts(),
            derived.facts,
            members,
        )
        number = max([*ledger.numbers(), *self.folder.stores(), 0]) + 1
        following = Generation(number, kept_to.base, kept_to.min_confidence, derived.state, _program())
        if current is not None and replace(following, number=current.number) == current and self._complete(current):
            ledger.found(current.number, [m for m in members.values() if m != old.get(m.id)])
            ledger.keep_only(current.number, cache=False)
            if problems is not None:
                self.folder.replace(records)
        else:
            Update(self.folder, ledger, derived, current, following, members).run(records)
            self._derived = (number, decisions.digest()), derived
        gone_ids = tuple(sorted(old.keys() - members.keys()))
        return replace(_changes({} if fresh else old, given), removed=gone_ids)

    def rebuild(self) -> None:
        """Let store and exports follow the decisions, after the log has changed."""
        self._generation(self._held())
        self.apply()

    # ---- parts -----------------------------------------------------------------------------------------------------

    def _held(self) -> Ledger:
        if self._ledger is None:
            raise RuntimeError("a workspace is changed inside 'with workspace.writing()'")
        return self._ledger

    def _complete(self, current: Generation) -> bool:
        """Whether the store and all files of a state are there."""
        return self.folder.store(current.number).is_dir() and all((self.path / n).is_file() for n in (GRAPH, *NETWORK))


def _changes(old: Mapping[str, Entry], given: Mapping[str, Entry]) -> Changes:
    def same(entry: Entry) -> bool:
        before = old.get(entry.id)
        return before is not None and (before.content, before.extractor) == (entry.content, entry.extractor)

    ids = sorted(given)
    return Changes(
        added=tuple(i for i in ids if i not in old),
        replaced=tuple(i for i in ids if i in old and not same(given[i])),
        unchanged=tuple(i for i in ids if same(given[i])),
    )


def _program() -> str:
    """A digest of the program that writes the exports."""
    return digest(__version__, sources_digest())
