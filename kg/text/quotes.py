"""Quotations: what stands between quotation marks.

News text mixes every style of mark, opens with one and closes with another, forgets to close. The scanner therefore asks
of each mark what it *can* be at its place (an opening mark has a word on its right and none on its left) and lets a
forgotten mark cost its own quotation only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.model import Span

_DOUBLE = "\"“”„‟«»″"
_SINGLE = "'‘’‚`"
# Two single marks in a row are typed for a double one.
_MARK = re.compile(rf"''|‘‘|’’|``|[{_DOUBLE}]|[{_SINGLE}]")
_OPENS = frozenset("“„«") | {"‘‘", "``"}
_CLOSES = frozenset("”»") | {"’’"}
# Single marks also quote words and titles; only a stretch of this many words is taken for a quotation of speech.
_SINGLE_MIN_WORDS = 4


@dataclass(frozen=True, slots=True, order=True)
class Quotation:
    """A stretch between marks. ``start``/``end`` include the marks, ``inner`` does not.

    ``continued`` says that the next paragraph opens with a mark again and the speech goes on there (the mark at the end
    of this paragraph is missing by convention).
    """

    start: int
    end: int
    inner: Span
    single: bool = False
    continued: bool = False
    continues: bool = False

    @property
    def span(self) -> Span:
        """The stretch with its marks."""
        return Span(self.start, self.end)


def quotations(text: str, paragraphs: list[Span]) -> tuple[Quotation, ...]:
    """The quotations of a text in order, not overlapping; a quotation never crosses a paragraph."""
    found: list[Quotation] = []
    for i, paragraph in enumerate(paragraphs):
        following = paragraphs[i + 1] if i + 1 < len(paragraphs) else None
        found += _in_paragraph(text, paragraph, following)
    return tuple(sorted(found))


def _in_paragraph(text: str, paragraph: Span, following: Span | None) -> list[Quotation]:
    found: list[Quotation] = []
    opened: tuple[int, int] | None = None  # start and end of the opening mark
    singles: list[tuple[int, int, str]] = []
    for m in _MARK.finditer(text, paragraph.start, paragraph.end):
        mark = m.group()
        if len(mark) == 1 and mark in _SINGLE:
            singles.append((m.start(), m.end(), mark))
            continue
        can_open, can_close = _sides(text, m.start(), m.end(), paragraph)
        if opened is None:
            # A closing mark with nothing open is a slip, unless it is used for opening: ”Kami siap”.
            if can_open or (mark in _OPENS and not can_close):
                opened = (m.start(), m.end())
        elif mark in _OPENS and can_open and not can_close:
            opened = (m.start(), m.end())  # the earlier one was never closed: it is lost, this one is not
        elif mark in _CLOSES or can_close or not can_open:
            found.append(Quotation(opened[0], m.end(), Span(opened[1], m.start())))
            opened = None
        else:
            opened = (m.start(), m.end())
    if opened is not None:
        head = text[following.start : following.start + 2].lstrip() if following else ""
        goes_on = bool(head) and head[0] in _DOUBLE
        # Unclosed at the end of its paragraph: speech that goes on in the next one, or a paragraph that is all speech.
        if goes_on or opened[0] == paragraph.start:
            found.append(Quotation(opened[0], paragraph.end, Span(opened[1], paragraph.end), continued=goes_on))
    return found + _singles(text, singles, found, paragraph)


def _sides(text: str, start: int, end: int, paragraph: Span) -> tuple[bool, bool]:
    """Whether a mark can open and can close where it stands."""
    before = text[start - 1] if start > paragraph.start else " "
    after = text[end] if end < paragraph.end else " "
    left_free = before.isspace() or before in "([{/:-–—" or before in _SINGLE
    right_free = after.isspace() or after in ".,;:!?)]}/-–—…" or after in _SINGLE
    can_open = not after.isspace() and (left_free or (before in ".,;!?" and after.isalnum()))
    can_close = not before.isspace() and (right_free or after.isalnum() and before in ".,!?")
    return can_open, can_close


def _singles(text: str, marks: list[tuple[int, int, str]], doubles: list[Quotation], paragraph: Span) -> list[Quotation]:
    found: list[Quotation] = []
    opened: int | None = None
    for start, end, mark in marks:
        if any(q.start < start < q.end for q in doubles):
            continue
        can_open, can_close = _sides(text, start, end, paragraph)
        if opened is not None and can_close and mark != "‘":
            inner = Span(opened + 1, start)
            if len(inner.of(text).split()) >= _SINGLE_MIN_WORDS and not any(q.span.overlaps(inner) for q in doubles):
                found.append(Quotation(opened, end, inner, single=True))
            opened = None
        elif can_open and not can_close:
            opened = start
    return found
