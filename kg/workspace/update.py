"""From one state of an output folder to the next: the store and all files beside it, all or nothing.

The new state is written to the ledger under a new number, the files are staged, and the number becomes the current one
in the same move that puts the files in place. Until then the old state stands; a state that never became current is
forgotten by the next command.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.folder import CURRENT, GRAPH, Folder, store_name
from kg.ledger import Entry, Generation, Ledger
from kg.rdf.iris import article_iri, graph_iri
from kg.rdf.store import changed_store, graph_chunk, new_store, write_ordered
from kg.workspace.derive import Derived
from kg.workspace.exports import Writer, network_writers

#: Graphs that are mapped before they are written to the ledger in one commit.
_BATCH = 64
#: Above this part of changed graphs a store is loaded anew, which is faster by then and packs it.
_MOSTLY = 0.3
#: The graphs that may be there beside those of articles.
_COMMON = ("decisions", "identity", "provenance")


@dataclass(frozen=True)
class Update:
    """One step of an output folder, from ``current`` (None: nothing yet) to ``following``."""

    folder: Folder
    ledger: Ledger
    derived: Derived
    current: Generation | None
    following: Generation
    members: Mapping[str, Entry]

    def run(self, records: Mapping[str, Writer]) -> None:
        """Do it. ``records`` write what is said of the run. Raises DataError when the folder cannot be written."""
        number = self.following.number
        self.ledger.record(self.following, self.members.values(), self.derived.prints)
        self.folder.replace(
            {
                GRAPH: lambda path: write_ordered(path, self._all_chunks(), self.derived.base),
                store_name(number): self._store,
                **network_writers(self.derived.base),
                **records,
                CURRENT: lambda path: _number(path, number),
            }
        )
        self.ledger.keep_only(number, cache=False)

    # ---- the graph as text ----------------------------------------------------------------------------------------

    def _all_chunks(self) -> Iterator[tuple[str, bytes]]:
        """Every graph in the order of IRIs, mapped where the ledger does not have it."""
        facts = {article_iri(self.derived.base, f.article.id): f for f in self.derived.facts}
        new: list[tuple[str, bytes]] = []
        for name, mark in self.derived.graphs.items():
            text = self.derived.common.get(name) or self.ledger.chunk(mark)
            if text is None:
                _, text = graph_chunk(self.derived.quads(facts[name]), self.derived.base)
                new.append((mark, text))
                if len(new) == _BATCH:
                    self.ledger.keep_chunks(new)
                    new = []
            yield name, text
        self.ledger.keep_chunks(new)

    # ---- the store ------------------------------------------------------------------------------------------------

    def _store(self, path: Path) -> None:
        graph = path.parent.with_name(GRAPH)
        old = None if self.current is None else self.folder.store(self.current.number)
        if old is not None and old.is_dir() and self.current is not None and self.current.base == self.derived.base:
            dropped, changed = self._difference(self.current)
            if len(dropped) + len(changed) <= _MOSTLY * len(self.derived.graphs):
                try:
                    changed_store(old, path, dropped, self._chunks(changed), self.derived.base)
                    return
                except OSError:  # the old store is damaged: all that it held is in the ledger
                    shutil.rmtree(path, ignore_errors=True)
        new_store(path, graph)

    def _difference(self, current: Generation) -> tuple[list[str], list[str]]:
        """The graphs of the current state that have to go, and those that are new or not the same."""
        base, graphs = self.derived.base, self.derived.graphs
        old = {article_iri(base, a): mark for a, mark in self.ledger.prints(current.number).items()}
        common = {graph_iri(base, name) for name in _COMMON}
        dropped = sorted((old.keys() | common) - graphs.keys())
        changed = [name for name, mark in graphs.items() if name in common or old.get(name) != mark]
        return dropped, changed

    def _chunks(self, names: list[str]) -> Iterator[tuple[str, bytes]]:
        for name in names:
            text = self.derived.common.get(name) or self.ledger.chunk(self.derived.graphs[name])
            if text is None:  # cannot be: the graph file was written first
                raise KeyError(name)
            yield name, text


def _number(path: Path, number: int) -> None:
    path.write_text(f"{number}\n", encoding="ascii")
