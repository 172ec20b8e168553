"""The units the tagger labels: tokens, cut finer where two names are written as one.

A tag begins and ends at the edges of a unit, so a unit must never hold parts of two names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import Span
from kg.text.tokens import tokens

# Cuts inside a token, each group a separator that becomes a unit of its own (or nothing, for a bare boundary):
# two capitalised words joined by a hyphen, slash or comma ("Malang-Batu"), a full stop without its space
# ("kota.Menurut"), and the clitics written with a hyphen ("PSSI-nya").
_CUT = re.compile(
    r"(?<=\w\w)(?P<sep>[-/,&])(?=[^\W\d_a-z]\w\w)"
    r"|(?<=[^\W\d_A-Z]{2})(?P<stop>[.])(?=[^\W\d_a-z][^\W\d_])"
    r"|(?<=\w)(?P<clitic>-)(?=(?:nya|ku|mu|lah|kah|pun)\b)"
)


def units(text: str, span: Span | None = None) -> Iterator[Span]:
    """The units of ``text`` (or of one span of it), in order, as spans in the coordinates of ``text``."""
    for token in tokens(text, span):
        word = text[token.start : token.end]
        cut = 0
        for m in _CUT.finditer(word):
            # A separator between a lower-case start and a capital is a name of its own ("se-Jawa"): leave it whole.
            if m.group("sep") and not word[cut].isupper():
                continue
            yield Span(token.start + cut, token.start + m.start())
            yield Span(token.start + m.start(), token.start + m.end())
            cut = m.end()
        if cut < len(word):
            yield Span(token.start + cut, token.end)
