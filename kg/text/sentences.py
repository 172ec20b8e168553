"""Paragraphs and sentences.

A sentence keeps its quotations whole: ``"A. B," kata X.`` is one sentence, since the attribution and the words it
attributes belong together and are shown together as evidence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.lexicon import words
from kg.model import Span
from kg.text.quotes import Quotation

_END = re.compile(r"[.!?…]+[\"”’'»)\]]*")
_START = re.compile(r"\s+[\"“‘„«(\[]*[A-Z0-9]|\s*$")
_GLUED = re.compile(r"[A-Z][a-z]")  # "selesai.Ia": the space was forgotten
_LAST_WORD = re.compile(r"(?P<word>[\w./]+)\.$")
_NEXT_WORD = re.compile(r"\W*(?P<word>\w+)")
_DEGREE = re.compile(r"(?:[A-Z][a-z]{0,3}\.)+[A-Z][a-z]{0,4}$|^[A-Z]$")


@dataclass(frozen=True, slots=True, order=True)
class Sentence:
    """A sentence, the number of its paragraph (0 is the first of the text) and whether it is the article's title."""

    start: int
    end: int
    paragraph: int = 0
    title: bool = False

    @property
    def span(self) -> Span:
        """The stretch alone."""
        return Span(self.start, self.end)


def paragraphs(text: str, noise: tuple[Span, ...] = ()) -> list[Span]:
    """The stretches between line breaks and noise, without surrounding white space, empty ones left out."""
    out: list[Span] = []
    for line in re.finditer(r"[^\n]+", text):
        pieces = [Span(line.start(), line.end())]
        for n in noise:
            pieces = [q for p in pieces for q in _minus(p, n)]
        for p in pieces:
            words_ = p.of(text)
            start, end = p.start + len(words_) - len(words_.lstrip()), p.end - (len(words_) - len(words_.rstrip()))
            if start < end:
                out.append(Span(start, end))
    return out


def _minus(p: Span, n: Span) -> list[Span]:
    if not p.overlaps(n):
        return [p]
    return [s for s in (Span(p.start, n.start), Span(n.end, p.end)) if s.start < s.end]


def sentences(text: str, parts: list[Span], quoted: tuple[Quotation, ...], body: int = 0) -> tuple[Sentence, ...]:
    """The sentences of the paragraphs ``parts``; a full stop inside a quotation of ``quoted`` ends none.

    Sentences that end before ``body`` belong to the title.
    """
    out: list[Sentence] = []
    for number, part in enumerate(parts):
        inside = [q for q in quoted if q.span.overlaps(part)]
        start = part.start
        for m in _END.finditer(text, part.start, part.end):
            if m.end() <= start or _within(m, inside) or not _ends(text, start, m, part):
                continue
            out.append(Sentence(start, m.end(), number, m.end() < body))
            start = m.end() + len(text[m.end() : part.end]) - len(text[m.end() : part.end].lstrip())
        if start < part.end:
            out.append(Sentence(start, part.end, number, part.end < body))
    return tuple(out)


def _within(m: re.Match[str], quoted: list[Quotation]) -> bool:
    """Whether the stop lies inside a quotation and is not the last thing in it."""
    return any(q.start < m.start() and m.end() < q.end for q in quoted)


def _ends(text: str, start: int, m: re.Match[str], part: Span) -> bool:
    rest = text[m.end() : part.end]
    if not _START.match(rest) and not (_GLUED.match(rest) and text[m.start() - 1 : m.start()].islower()):
        return False
    if m.group()[0] != ".":
        return True
    last = _LAST_WORD.search(text, start, m.start() + 1)
    if last is None:
        return True
    word = last["word"]
    following = _NEXT_WORD.match(rest)
    if word in words("abbreviations", kind="number"):
        return following is None or not following["word"][0].isdigit()
    if word in words("abbreviations") or _DEGREE.search(word):
        return following is None or following["word"].lower() in words("sentence_openers")
    return not (word.isdigit() and last.start() == start)  # "1. Mengabulkan …": the number of a list
