"""Quotations: what stands between quotation marks.

News text mixes every style of mark, opens with one and closes with another, forgets to close. The scanner therefore
asks of each mark what it *can* be at its place (an opening mark has a word on its right and none on its left) and lets
a forgotten mark cost its own quotation only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.lexicon import table
from kg.model import Span

_DOUBLE = '"“”„‟«»″'
_SINGLE = "'‘’‚`"
# Two single marks in a row, of any kind, are typed for a double one.
_MARK = re.compile(rf"[{_SINGLE}]{{2}}|[{_DOUBLE}]|[{_SINGLE}]")
_OPENS = frozenset("“„«") | {"‘‘", "``"}
_CLOSES = frozenset("”»") | {"’’"}
# Single marks also quote words and titles; only a stretch of this many words is taken for a quotation of speech.
_SINGLE_MIN_WORDS = 4
_SENTENCE_START = re.compile(r"[.!?…][\"”’)\]]*\s+(?=[A-Z])")
_WORD_BEHIND = re.compile(r"\s*(?P<word>[A-Za-z]+)")


@dataclass(frozen=True, slots=True, order=True)
class Quotation:
    """A stretch between marks, inside one paragraph. ``start``/``end`` include the marks, ``inner`` does not.

    ``continued`` says that the mark at the end of the paragraph is missing and the speech goes on in the next one;
    ``continues`` says that this is where it goes on although no mark opens here.
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
    open_before = False
    for i, paragraph in enumerate(paragraphs):
        following = paragraphs[i + 1] if i + 1 < len(paragraphs) else None
        here = _in_paragraph(text, paragraph, following, open_before)
        open_before = any(q.continued for q in here)
        found += here
    return tuple(sorted(found))


def _in_paragraph(text: str, paragraph: Span, following: Span | None, open_before: bool) -> list[Quotation]:
    found: list[Quotation] = []
    opened: tuple[int, int] | None = None  # start and end of the opening mark
    singles: list[tuple[int, int, str]] = []
    free = paragraph.start  # behind the last quotation
    for m in _MARK.finditer(text, paragraph.start, paragraph.end):
        mark = m.group()
        if len(mark) == 1 and mark in _SINGLE:
            singles.append((m.start(), m.end(), mark))
            continue
        can_open, can_close = _sides(text, m.start(), m.end(), paragraph)
        if opened is None:
            if can_open or (mark in _OPENS and not can_close):
                opened = (m.start(), m.end())
            elif open_before and not found:
                found.append(Quotation(paragraph.start, m.end(), Span(paragraph.start, m.start()), continues=True))
            elif can_close and (start := _lost_opening(text, free, m.start(), m.end(), paragraph)) is not None:
                found.append(Quotation(start, m.end(), Span(start, m.start())))
        elif mark in _OPENS and can_open and not can_close:
            opened = (m.start(), m.end())  # the earlier one was never closed: it is lost, this one is not
        elif mark in _CLOSES or can_close or not can_open:
            found.append(Quotation(opened[0], m.end(), Span(opened[1], m.start())))
            opened = None
        else:
            opened = (m.start(), m.end())
        open_before = False
        free = m.end() if opened is None else free
    if opened is not None:
        # Unclosed at the end of its paragraph: speech that goes on in the next one, or a paragraph that is all speech.
        goes_on = following is not None and _goes_on(text, following)
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
    can_close = not before.isspace() and (right_free or (after.isalnum() and before in ".,!?"))
    return can_open, can_close


def _goes_on(text: str, following: Span) -> bool:
    """Whether speech left open goes on in the paragraph ``following``.

    Either a mark opens that paragraph again, or the first mark in it closes what was left open.
    """
    first = next((m for m in _MARK.finditer(text, following.start, following.end) if m.group() not in _SINGLE), None)
    if first is None:
        return False
    can_open, can_close = _sides(text, first.start(), first.end(), following)
    return first.start() == following.start or (can_close and not can_open)


@cache
def _attributing() -> frozenset[str]:
    """Words that stand right behind a quotation: "ujar", "ujarnya"."""
    stems = {r["stem"] for r in table("speech_verbs") if r["stem"]}
    return frozenset(stems | {s + "nya" for s in stems})


def _lost_opening(text: str, free: int, start: int, end: int, paragraph: Span) -> int | None:
    """Where the speech begins that a mark closes and none opened: at the start of its sentence.

    Only a mark behind a comma or a stop and before a word of attribution is taken for the end of speech. A forgotten
    mark costs what stood before that sentence.
    """
    behind = _WORD_BEHIND.match(text, end, paragraph.end)
    if behind is None or behind["word"].lower() not in _attributing() or text[start - 1] not in ",.!?…":
        return None
    begin = free
    for m in _SENTENCE_START.finditer(text, free, start):
        if m.end() < start - 1:
            begin = m.end()
    while begin < start and text[begin].isspace():
        begin += 1
    return begin if begin < start else None


def _singles(
    text: str, marks: list[tuple[int, int, str]], doubles: list[Quotation], paragraph: Span
) -> list[Quotation]:
    """Quotations between single marks, outside those between double ones; an apostrophe inside a word is no mark."""
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
