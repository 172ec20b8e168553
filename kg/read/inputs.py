"""Finding and opening what the user named."""

from __future__ import annotations

import codecs
import glob
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from kg.errors import Problem, UsageError
from kg.model import RawArticle
from kg.read.formats import read_csv, read_jsonl, read_text

Reader = Callable[[str, str, str], Iterator[RawArticle | Problem]]

#: A reader for each file ending. Takes the decoded text, the name for messages, and the file's stem.
READERS: Mapping[str, Reader] = {
    ".txt": read_text,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".csv": read_csv,
    ".tsv": read_csv,
}

_STDIN = "-"


def read(inputs: Sequence[str | Path], encoding: str = "utf-8") -> Iterator[RawArticle | Problem]:
    """Every article of the inputs, with a Problem for each file or row that could not be read.

    ``inputs`` are files, folders (searched through, in name order, hidden files left alone), glob patterns, or ``-``
    for standard input (JSON Lines when its first character is an opening brace, otherwise one article as text).
    ``encoding`` is that of all files; a byte order mark is skipped. Ids are unique in what is yielded: the second of
    two equal ids is a Problem. A file named twice is read once. Raises UsageError for an unknown encoding.
    """
    try:
        "".encode(encoding)
    except (LookupError, ValueError) as error:
        raise UsageError(f"unknown encoding {encoding!r}; try utf-8, cp1252 or latin-1") from error
    seen: dict[str, str] = {}
    for item in _items(inputs, encoding):
        if isinstance(item, RawArticle):
            if item.id in seen:
                what = f"the id {item.id!r} was already used by {seen[item.id]}"
                yield Problem(item.where, f"{what}; this article was left out, give it an id of its own")
                continue
            seen[item.id] = item.where
        yield item


def _items(inputs: Sequence[str | Path], encoding: str) -> Iterator[RawArticle | Problem]:
    done: set[str] = set()
    for given in inputs:
        if str(given) == _STDIN:
            yield from _decoded(sys.stdin.buffer.read(), encoding, "standard input", "stdin", None)
            continue
        for path in _files(given):
            if isinstance(path, Problem):
                yield path
            elif (real := os.path.realpath(path)) not in done:
                done.add(real)
                yield from _file(path, encoding)


def _files(given: str | Path) -> Iterator[Path | Problem]:
    """The files that one input stands for. A pattern that is also the name of a file is that file."""
    path = Path(given)
    # os.path answers False where Path raises: for a name too long for the system, or one that holds a NUL.
    if os.path.isdir(path):  # noqa: PTH112
        yield from _in_folder(path)
    elif os.path.exists(path):  # noqa: PTH110
        yield path
    elif any(c in str(given) for c in "*?["):
        # Path.glob takes no absolute pattern
        matches = sorted(Path(p) for p in glob.glob(str(given), recursive=True))  # noqa: PTH207
        if not matches:
            yield Problem(_shortened(str(given)), "the pattern matches no file; check it")
        for p in matches:
            yield from _files(p)
    else:
        yield Problem(_shortened(str(given)), "no such file or folder; check the name")


def _in_folder(folder: Path) -> Iterator[Path | Problem]:
    """The files of a folder and of those below it that a reader takes, with a warning for each that none does."""
    blocked: list[OSError] = []
    found: list[Path] = []
    for at, folders, names in os.walk(folder, onerror=blocked.append):
        folders[:] = [f for f in folders if not f.startswith(".")]
        found += [Path(at, n) for n in names if not n.startswith(".")]
    for error in blocked:
        yield Problem(str(error.filename), f"the folder cannot be opened: {error.strerror}; its files were left out")
    known = {p for p in found if p.suffix.lower() in READERS}
    if not known and not blocked:
        yield Problem(str(folder), f"the folder holds no file ending in {', '.join(READERS)}")
    for p in sorted(found):
        if p not in known:
            yield Problem(str(p), f"left out: no reader for {p.suffix or 'files without ending'}", fatal=False)
        elif p.exists() and not p.is_file():  # a pipe would be waited on for ever
            yield Problem(str(p), "left out: not a regular file", fatal=False)
        else:
            yield p


def _file(path: Path, encoding: str) -> Iterator[RawArticle | Problem]:
    where = str(path)
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        kind = path.suffix or "a file without ending"
        yield Problem(where, f"no reader for {kind}; rename or convert it to one of {', '.join(READERS)}")
        return
    try:
        raw = path.read_bytes()
    except OSError as error:
        yield Problem(where, f"cannot be opened: {error.strerror}")
        return
    yield from _decoded(raw, encoding, where, path.stem, reader)


def _decoded(raw: bytes, encoding: str, where: str, stem: str, reader: Reader | None) -> Iterator[RawArticle | Problem]:
    """The articles in the bytes of a file. Without a reader the text itself shows whether it is JSON Lines."""
    try:
        text = raw.decode(encoding)
    except UnicodeError as error:
        yield Problem(where, _not_decoded(raw, encoding, error))
        return
    text = text.removeprefix("\ufeff")
    if "\x00" in text:
        yield Problem(where, "holds NUL characters: this is no text file (or it is UTF-16: try --encoding utf-16)")
    elif not text.strip():
        yield Problem(where, "the file is empty")
    elif reader is not None:
        yield from reader(text, where, stem)
    else:
        yield from (read_jsonl if text.lstrip().startswith("{") else read_text)(text, where, stem)


def _not_decoded(raw: bytes, encoding: str, error: UnicodeError) -> str:
    """What is wrong with the bytes, and what the user can do."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return f"not {encoding}: it starts as UTF-16 does; try --encoding utf-16"
    advice = "name the file's encoding with --encoding (often cp1252) or save it as UTF-8"
    if not isinstance(error, UnicodeDecodeError):
        return f"not {encoding}: {error}; {advice}"
    line = raw[: error.start].count(b"\n") + 1
    byte = raw[error.start : error.start + 1].hex()
    at = f"the byte 0x{byte} at position {error.start} (line {line})" if byte else "its end"
    return f"not {encoding}: {at} does not belong there; {advice}"


def _shortened(given: str) -> str:
    """A name fit for a message: an article's whole text may have been given in place of a file."""
    return given if len(given) <= 200 else f"{given[:80]}…"
