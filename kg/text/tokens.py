"""Tokens: the units the tagger labels and the rules count."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import Span

# A word may hold apostrophes, hyphens, full stops, slashes and ampersands between letters or digits ("Ma'ruf",
# "se-Jawa", "Rp10.000", "S.H", "6/11/2025", "R&D"); a slash in a date stays inside, everything else is one character.
_TOKEN = re.compile(r"\w+(?:[-'’.,/&]\w+)*|[^\w\s]")
# A comma joins digits only: "1,5" is one token, "Batu,Malang" is three.
_COMMA_BETWEEN_LETTERS = re.compile(r"(?<=\D),|,(?=\D)")


def tokens(text: str, span: Span | None = None) -> Iterator[Span]:
    """The tokens of ``text`` (or of one span of it), in order, as spans in the coordinates of ``text``."""
    start, end = (0, len(text)) if span is None else (span.start, span.end)
    for m in _TOKEN.finditer(text, start, end):
        cut = m.start()
        if "," in m.group() and len(m.group()) > 1:
            for c in _COMMA_BETWEEN_LETTERS.finditer(text, m.start(), m.end()):
                if cut < c.start():
                    yield Span(cut, c.start())
                yield Span(c.start(), c.end())
                cut = c.end()
        if cut < m.end():
            yield Span(cut, m.end())
