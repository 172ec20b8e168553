"""The ledger as a SQLite file.

====================  ================================================================================================
extract               facts by what they were extracted from and what extracted them: a cache, written while a build
                      runs, so that an interrupted build goes on where it stopped
generation, member    the dataset's states: which articles are in it, with which settings. Which state is the current
                      one is said by the output folder (it changes together with the store), not by the ledger
chunk                 the graph of an article as TriG, by a digest of all that it depends on
====================  ================================================================================================
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kg.errors import DataError
from kg.ledger.codec import content_digest, packed, unpacked
from kg.model import Article, ArticleFacts

#: The version of the tables below; a file of another version is not opened.
_SCHEMA = 1
#: How long a reader waits for a writer's commit, in seconds.
_PATIENCE = 20.0
_REMEDY = "if the file is damaged, delete it and build again (articles come back from the graph)"
_TABLES = """
CREATE TABLE extract (
    content TEXT NOT NULL, extractor TEXT NOT NULL, version TEXT NOT NULL, tagger TEXT NOT NULL, facts BLOB NOT NULL,
    PRIMARY KEY (content, extractor)
);
CREATE TABLE generation (
    number INTEGER PRIMARY KEY, base TEXT NOT NULL, min_confidence REAL NOT NULL, state TEXT NOT NULL,
    program TEXT NOT NULL
);
CREATE TABLE member (
    generation INTEGER NOT NULL, article TEXT NOT NULL, content TEXT NOT NULL, extractor TEXT NOT NULL,
    found_at TEXT NOT NULL, print TEXT NOT NULL,
    PRIMARY KEY (generation, article)
) WITHOUT ROWID;
CREATE TABLE chunk (print TEXT PRIMARY KEY, text BLOB NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """An article of the dataset: its id, digests of its content and of what extracted its facts, where it was found."""

    id: str
    content: str
    extractor: str
    where: str = ""

    @classmethod
    def of(cls, article: Article, extractor: str) -> Entry:
        """The entry of an article; ``extractor`` is a digest of what makes its facts."""
        return cls(article.id, content_digest(article), extractor, article.where)


@dataclass(frozen=True, slots=True)
class Kept:
    """Facts as the ledger holds them, with the version of the program and the tagger that they are from."""

    entry: Entry
    facts: ArticleFacts
    version: str
    tagger: str


@dataclass(frozen=True, slots=True)
class Generation:
    """A state of the dataset. ``state`` is a digest of all its quads, ``program`` one of what wrote the exports."""

    number: int
    base: str
    min_confidence: float
    state: str
    program: str


class Ledger:
    """An open ledger. Raises DataError wherever the file is damaged, of another version, or cannot be written."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with self._guarded():
            self._db = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
            self._db.execute("PRAGMA secure_delete = ON")  # what was removed is gone
            version = int(self._db.execute("PRAGMA user_version").fetchone()[0])
            if version == 0 and not self._db.execute("SELECT 1 FROM sqlite_master").fetchone():
                self._db.executescript(f"BEGIN; {_TABLES} PRAGMA user_version = {_SCHEMA}; COMMIT;")
            elif version != _SCHEMA:
                raise DataError(
                    f"{path}: written by another version of the program (format {version}, this one has {_SCHEMA}); "
                    f"delete the file and build the articles again"
                )

    def close(self) -> None:
        """Close the file; what is not committed is given up."""
        self._db.close()

    # ---- facts ----------------------------------------------------------------------------------------------------

    def has(self, entry: Entry) -> bool:
        """Whether the facts of an entry are here."""
        key = (entry.content, entry.extractor)
        with self._guarded():
            return (
                self._db.execute("SELECT 1 FROM extract WHERE content = ? AND extractor = ?", key).fetchone()
                is not None
            )

    def keep(self, found: Iterable[ArticleFacts], extractor: str, version: str, tagger: str) -> list[Entry]:
        """Store facts, all in one commit, over those that are there already."""
        entries: list[Entry] = []
        with self.transaction():
            for facts in found:
                entry = Entry.of(facts.article, extractor)
                row = (entry.content, extractor, version, tagger, packed(facts))
                self._db.execute("INSERT OR REPLACE INTO extract VALUES (?, ?, ?, ?, ?)", row)
                entries.append(entry)
        return entries

    def kept(self, entries: Iterable[Entry]) -> Iterator[Kept]:
        """The facts of entries, in their order."""
        ask = "SELECT facts, version, tagger FROM extract WHERE content = ? AND extractor = ?"
        for entry in entries:
            with self._guarded():
                row = self._db.execute(ask, (entry.content, entry.extractor)).fetchone()
            if row is None:
                raise DataError(f"{self.path}: the facts of the article '{entry.id}' are missing; {_REMEDY}")
            yield Kept(entry, unpacked(row[0], entry.where), row[1], row[2])

    # ---- states ---------------------------------------------------------------------------------------------------

    def numbers(self) -> list[int]:
        """The numbers of the states that are here, in order."""
        with self._guarded():
            return [r[0] for r in self._db.execute("SELECT number FROM generation ORDER BY number")]

    def generation(self, number: int) -> Generation | None:
        """A state by its number."""
        with self._guarded():
            row = self._db.execute("SELECT * FROM generation WHERE number = ?", (number,)).fetchone()
        return None if row is None else Generation(*row)

    def members(self, number: int) -> dict[str, Entry]:
        """The articles of a state by id, in the order of ids."""
        ask = "SELECT article, content, extractor, found_at FROM member WHERE generation = ? ORDER BY article"
        with self._guarded():
            return {r[0]: Entry(*r) for r in self._db.execute(ask, (number,))}

    def prints(self, number: int) -> dict[str, str]:
        """For each article of a state the digest of all that its graph depends on."""
        with self._guarded():
            return dict(self._db.execute("SELECT article, print FROM member WHERE generation = ?", (number,)))

    def record(self, generation: Generation, members: Iterable[Entry], prints: Mapping[str, str]) -> None:
        """Write a state, in one commit."""
        rows = ((generation.number, m.id, m.content, m.extractor, m.where, prints[m.id]) for m in members)
        with self.transaction():
            self._db.execute(
                "INSERT INTO generation VALUES (?, ?, ?, ?, ?)",
                (generation.number, generation.base, generation.min_confidence, generation.state, generation.program),
            )
            self._db.executemany("INSERT INTO member VALUES (?, ?, ?, ?, ?, ?)", rows)

    def found(self, number: int, entries: Iterable[Entry]) -> None:
        """Write where articles of a state were found of late."""
        rows = [(e.where, number, e.id) for e in entries]
        with self.transaction():
            self._db.executemany("UPDATE member SET found_at = ? WHERE generation = ? AND article = ?", rows)

    def keep_only(self, number: int | None, *, cache: bool = True) -> None:
        """Forget all other states. Unless ``cache``, forget facts and graphs that are not of this state either."""
        with self.transaction():
            for table in ("member WHERE generation", "generation WHERE number"):
                self._db.execute(f"DELETE FROM {table} IS NOT ?", (number,))
            if not cache:
                self._db.execute(
                    "DELETE FROM extract WHERE (content, extractor) NOT IN (SELECT content, extractor FROM member)"
                )
                self._db.execute("DELETE FROM chunk WHERE print NOT IN (SELECT print FROM member)")

    # ---- graphs ---------------------------------------------------------------------------------------------------

    def chunk(self, fingerprint: str) -> bytes | None:
        """The graph that was made of what the fingerprint stands for, if it is here."""
        with self._guarded():
            row = self._db.execute("SELECT text FROM chunk WHERE print = ?", (fingerprint,)).fetchone()
        return None if row is None else zlib.decompress(row[0])

    def keep_chunks(self, chunks: Iterable[tuple[str, bytes]]) -> None:
        """Store graphs, each with its fingerprint, in one commit."""
        rows = [(fingerprint, zlib.compress(text, 1)) for fingerprint, text in chunks]
        with self.transaction():
            self._db.executemany("INSERT OR REPLACE INTO chunk VALUES (?, ?)", rows)

    # ---- parts ----------------------------------------------------------------------------------------------------

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """What is read inside is of one moment. It should not take long: a writer waits for its end."""
        with self._guarded():
            self._db.execute("BEGIN")
        try:
            yield
        finally:
            self._db.execute("COMMIT")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is done inside is written together, or not at all."""
        with self._guarded():
            self._db.execute("BEGIN IMMEDIATE")
        try:
            with self._guarded():
                yield
                self._db.execute("COMMIT")
        except BaseException:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise DataError(f"{self.path}: the ledger of articles cannot be used: {error}; {_REMEDY}") from error
