"""The packaged corpus: invented Indonesian news with gold annotation.

It is what ``kg demo`` builds from and what the tests measure on. README.md in this folder says how it was written and
annotated. The files are reached through :mod:`importlib.resources`, so that an unpacked wheel, a zipped one and a
checkout serve alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path

ARTICLES = "articles"
GOLD = "gold"

#: Endings of the two kinds of file; what stands before them is the article's identifier.
ARTICLE_ENDING = ".txt"
GOLD_ENDING = ".gold.json"

IDENTITY = "identity.json"


@contextmanager
def folder() -> Iterator[Path]:
    """The corpus as a folder on disk, valid while the context is open.

    It holds ``articles/ID.txt``, ``gold/ID.gold.json`` and ``identity.json``.

    >>> with folder() as corpus:
    ...     (corpus / "articles").is_dir()
    True
    """
    with as_file(files(__name__)) as path:
        yield path


def ids() -> tuple[str, ...]:
    """The identifiers of all articles, sorted."""
    names = (entry.name for entry in files(__name__).joinpath(ARTICLES).iterdir())
    return tuple(sorted(n.removesuffix(ARTICLE_ENDING) for n in names if n.endswith(ARTICLE_ENDING)))


def article(identifier: str) -> str:
    """An article's file as text, header lines included. Raises :class:`FileNotFoundError` for an unknown identifier."""
    return _text(ARTICLES, identifier + ARTICLE_ENDING)


def gold(identifier: str) -> str:
    """An article's gold annotation as JSON text. Raises :class:`FileNotFoundError` for an unknown identifier."""
    return _text(GOLD, identifier + GOLD_ENDING)


def identity() -> str:
    """Who is who across the articles, as JSON text: ``clusters``, ``different`` and ``notes``."""
    return _text(IDENTITY)


def _text(*steps: str) -> str:
    return files(__name__).joinpath(*steps).read_text(encoding="utf-8")
