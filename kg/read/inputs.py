"""Finding and opening what the user named."""

from __future__ import annotations

import glob
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from kg.errors import Problem, UsageError
from kg.model import RawArticle
from kg.read.formats import read_csv, read_jsonl, read_text

Reader = Callable[[str, str, str], Iterator[RawArticle | Problem]]

#: A reader for each file ending. Takes the decoded text, the name for messages, and the file's stem.
READERS: Mapping[str, Reader] = {".txt": read_text, ".jsonl": read_jsonl, ".ndjson": read_jsonl, ".csv": read_csv, ".tsv": read_csv}

_STDIN = "-"


def read(inputs: Sequence[str | Path], encoding: str = "utf-8") -> Iterator[RawArticle | Problem]:
    """Every article of the inputs, with a Problem for each file or row that could not be read.

    ``inputs`` are files, folders (searched through, in name order), glob patterns, or ``-`` for standard input (JSON
    Lines when its first character is an opening brace, otherwise one article as text). ``encoding`` is that of all
    files; a byte order mark is skipped. Ids are unique in what is yielded: the second of two equal ids is a Problem.
    An article of the same file path named twice is read once. Raises UsageError for an unknown encoding.
    """
    try:
        "".encode(encoding)
    except LookupError as error:
        raise UsageError(f"unknown encoding {encoding!r}; try utf-8, cp1252 or latin-1") from error
    seen: dict[str, str] = {}
    for item in _items(inputs, encoding):
        if isinstance(item, RawArticle):
            if item.id in seen:
                yield Problem(item.where, f"the id {item.id!r} was already used by {seen[item.id]}; ids must be unique, this one was left out")
                continue
            seen[item.id] = item.where
        yield item


def _items(inputs: Sequence[str | Path], encoding: str) -> Iterator[RawArticle | Problem]:
    done: set[Path] = set()
    for given in inputs:
        if str(given) == _STDIN:
            yield from _stdin(encoding)
            continue
        for path in _files(given):
            if isinstance(path, Problem):
                yield path
            elif path.resolve() not in done:
                done.add(path.resolve())
                yield from _file(path, encoding)


def _files(given: str | Path) -> Iterator[Path | Problem]:
    path = Path(given)
    if path.is_dir():
        found = sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith("."))
        known = [p for p in found if p.suffix.lower() in READERS]
        if not known:
            yield Problem(str(path), f"the folder holds no file ending in {', '.join(READERS)}")
        for p in found:
            if p in known:
                yield p
            else:
                yield Problem(str(p), f"left out: no reader for {p.suffix or 'files without ending'}", fatal=False)
    elif path.exists():
        yield path
    elif any(c in str(given) for c in "*?["):
        matches = sorted(Path(p) for p in glob.glob(str(given), recursive=True))
        if not matches:
            yield Problem(str(given), "the pattern matches no file")
        for p in matches:
            yield from _files(p)
    else:
        yield Problem(str(given), "no such file or folder")


def _file(path: Path, encoding: str) -> Iterator[RawArticle | Problem]:
    where = str(path)
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        yield Problem(where, f"no reader for {path.suffix or 'a file without ending'}; known are {', '.join(READERS)}")
        return
    try:
        raw = path.read_bytes()
    except OSError as error:
        yield Problem(where, f"cannot be opened: {error.strerror}")
        return
    yield from _decoded(raw, encoding, where, path.stem, reader)


def _stdin(encoding: str) -> Iterator[RawArticle | Problem]:
    raw = sys.stdin.buffer.read()
    reader = read_jsonl if raw.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") else read_text
    yield from _decoded(raw, encoding, "standard input", "stdin", reader)


def _decoded(raw: bytes, encoding: str, where: str, stem: str, reader: Reader) -> Iterator[RawArticle | Problem]:
    if not raw.strip():
        yield Problem(where, "the file is empty")
        return
    try:
        text = raw.decode("utf-8-sig" if encoding.lower().replace("_", "-") in ("utf-8", "utf8") else encoding)
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        yield Problem(
            where,
            f"not {encoding}: the byte 0x{raw[error.start]:02x} at position {error.start} (line {line}) does not belong there; "
            "name the file's encoding with --encoding (often cp1252) or save it as UTF-8",
        )
        return
    if "\x00" in text:
        yield Problem(where, "holds NUL characters: this is no text file (or it is UTF-16: try --encoding utf-16)")
        return
    yield from reader(text, where, stem)
