"""The log of decisions: reading, what counts, appending, and merging with another log.

The file is only ever appended to: each decision is one line, written whole and flushed to the disk before anything is
rebuilt. What a crash left of a last line is set aside in reading, named as a problem, and cut off by the next append.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path

from kg.errors import DataError, Problem, UsageError
from kg.ids import digest
from kg.model import ArticleFacts
from kg.resolve.decisions import correct
from kg.resolve.decisions.record import Decision, Undo, Unsure, decoded, encoded, is_json
from kg.resolve.decisions.standing import Standing
from kg.resolve.values import Judgement

#: The name of the log in an output folder.
FILE = "decisions.jsonl"


@dataclass(frozen=True)
class Decisions:
    """The decisions of a log, by time and then by id. ``problems`` are what reading it met and set aside."""

    all: tuple[Decision, ...] = ()
    problems: tuple[Problem, ...] = ()

    @classmethod
    def read(cls, path: Path) -> Decisions:
        """The decisions of a file; a missing file has none.

        Raises DataError, with the line, for a line that is damaged or of a newer version. A last line that was broken
        off is a problem of the result, since no more than an interruption of its writing makes one.
        """
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            return cls()
        except OSError as error:
            raise DataError(f"{path}: the decisions cannot be read: {error.strerror}") from error
        return cls.parsed(content, str(path))

    @classmethod
    def parsed(cls, content: bytes, where: str) -> Decisions:
        """The decisions of the bytes of a log; ``where`` names it in messages."""
        whole, torn = _parted(content)
        found = {
            decision.id: decision
            for number, line in enumerate(whole.split(b"\n"), 1)
            if line.strip()
            for decision in (decoded(line, f"{where}, line {number}"),)
        }
        problems: tuple[Problem, ...] = ()
        if torn:
            problems = (
                Problem(
                    f"{where}, last line",
                    f"the line was broken off while it was written and does not count ({len(torn)} bytes: "
                    f"{torn[:60].decode(errors='replace')}…); decide again. It is removed with the next decision",
                    fatal=False,
                ),
            )
        return cls(tuple(sorted(found.values(), key=lambda d: d.order)), problems)

    # ---- what counts ----------------------------------------------------------------------------------------------

    @cached_property
    def undone(self) -> frozenset[str]:
        """The ids of decisions that do not count since an undo of them does."""
        undoing: dict[str, list[str]] = {}
        for decision in self.all:
            if isinstance(decision, Undo):
                undoing.setdefault(decision.undoes, []).append(decision.id)
        counts: dict[str, bool] = {}

        # An undo holds the id of what it undoes, and an id is a digest of the content: there is no circle. The chain of
        # undoing may be long, hence the stack.
        stack = [d.id for d in self.all]
        while stack:
            at = stack[-1]
            open_ = [u for u in undoing.get(at, ()) if u not in counts]
            if open_:
                stack += open_
            else:
                counts[at] = not any(counts[u] for u in undoing.get(at, ()))
                stack.pop()
        return frozenset(d for d, yes in counts.items() if not yes)

    @cached_property
    def active(self) -> tuple[Decision, ...]:
        """The decisions that count, the oldest first; those that undo others have done their work and are left out."""
        return tuple(d for d in self.all if d.id not in self.undone and not isinstance(d, Undo))

    def digest(self) -> str:
        """A digest of what the decisions do to a graph: equal digests, equal effect. "Unsure" has none."""
        return digest(*(d.id for d in self.active if not isinstance(d, Unsure)))

    def judgements(self, articles: Sequence[ArticleFacts]) -> tuple[Judgement, ...]:
        """What :func:`kg.resolve.resolve` is to keep to, the oldest first, in the members of ``articles``."""
        return self.standing(articles).judgements

    def standing(self, articles: Sequence[ArticleFacts]) -> Standing:
        """The decisions that count, over the facts of ``articles``, as corrected."""
        return Standing(self.active, articles)

    def corrected(self, facts: ArticleFacts) -> ArticleFacts:
        """The facts of an article without those that were rejected, nor what cannot stand without them."""
        return correct.corrected(facts, self.active)

    def find(self, prefix: str) -> Decision:
        """The decision whose id starts with ``prefix``. Raises UsageError when there is none or several."""
        found = [d for d in self.all if prefix and d.id.startswith(prefix.lower())]
        if len(found) == 1:
            return found[0]
        if not found:
            raise UsageError(f"no decision has the id '{prefix}'; 'kg decisions' lists them")
        listed = ", ".join(d.id for d in found[:5])
        raise UsageError(f"the id '{prefix}' begins several decisions: {listed}. Give more of it")

    def next_time(self, now: datetime | None = None, after: str | None = None) -> str:
        """The time for a new decision: now, or just after the last one (or that of ``after``) should the clock lag."""
        moment = (now or datetime.now(UTC)).astimezone(UTC)
        for last in (self.all[-1].time if self.all else None, after):
            if last is not None:
                moment = max(moment, datetime.fromisoformat(last) + timedelta(microseconds=1))
        return moment.strftime("%Y-%m-%dT%H:%M:%S.%f") + "Z"


def append(path: Path, decisions: Iterable[Decision]) -> None:
    """Add decisions to the log, in one write, flushed to the disk. Raises DataError when it cannot be written.

    What an interruption left of a last line is cut off first.
    """
    lines = b"".join(encoded(d) + b"\n" for d in decisions)
    if not lines:
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
        try:
            content = path.read_bytes()
            _, torn = _parted(content)
            if torn:
                os.ftruncate(handle, len(content) - len(torn))
            elif content and not content.endswith(b"\n"):
                lines = b"\n" + lines
            if os.write(handle, lines) != len(lines):
                raise DataError(f"{path}: the decision could not be written whole: is the disk full?")
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        raise DataError(f"{path}: the decision cannot be written: {error.strerror or error}") from error


def merged(path: Path, other: Decisions) -> tuple[Decision, ...]:
    """Add to the log what ``other`` has and it has not; what was added is returned. Doing so twice adds nothing."""
    known = {d.id for d in Decisions.read(path).all}
    new = tuple(d for d in other.all if d.id not in known)
    append(path, new)
    return new


def _parted(content: bytes) -> tuple[bytes, bytes]:
    """The whole lines of a log, and what is left of a line that was broken off (nothing, as a rule)."""
    end = content.rfind(b"\n") + 1
    rest = content[end:]
    if not rest.strip():
        return content, b""
    return (content, b"") if is_json(rest) else (content[:end], rest)  # whole: only the line break is missing
