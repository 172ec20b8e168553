"""Which program wrote a row: a digest of the source files that make it.

A version number tells releases apart. Between releases rules and word lists change too, and what was extracted by the
old ones must not pass for the work of the new.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

_ENDINGS = (".py", ".tsv", ".txt", ".json", ".js", ".css", ".html")
#: Not part of what the program does with an article: tools, samples, and caches. A tagger digests its weights itself.
_APART = ("train", "weights", "corpus", "__pycache__", "_ontology")


@cache
def sources_digest(*parts: str) -> str:
    """A digest of the source and data files of ``parts``: names of modules and packages below ``kg`` ("ids", "text").

    Without parts it is that of the whole program.
    """
    found = hashlib.sha256()
    root = files("kg")
    tops = [root] if not parts else [t for p in sorted(parts) for t in (root / p, root / f"{p}.py")]
    for top in tops:
        for name, content in _sources(top, top.name):
            found.update(f"{name}\0{len(content)}\0".encode())
            found.update(content)
    return found.hexdigest()[:16]


def _sources(at: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    if at.is_dir():
        for entry in sorted(at.iterdir(), key=lambda e: e.name):
            if entry.name not in _APART:
                yield from _sources(entry, f"{name}/{entry.name}")
    elif at.is_file() and at.name.endswith(_ENDINGS):
        yield name, at.read_bytes()
