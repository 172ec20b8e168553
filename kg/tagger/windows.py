"""A text as the encoder reads it: windows of whole sentences, each a row of piece ids.

Articles repeat names, so a window is as long as the encoder allows; the windows of an article are about equally long,
so that none is a stub without context.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.model import Span
from kg.tagger.pieces import END, START, Pieces
from kg.tagger.units import units

#: Pieces in a window, the two at its ends included; the encoder has positions for 512.
LIMIT = 512


@dataclass(frozen=True, slots=True)
class Window:
    """Piece ids, and for each unit of the window its number in the text and the position of its first piece."""

    ids: tuple[int, ...]
    units: tuple[int, ...]
    first: tuple[int, ...]


def text_units(text: str, sentences: Sequence[Span]) -> list[list[Span]]:
    """The units of each sentence; sentences without any are left out."""
    return [us for s in sentences if (us := list(units(text, s)))]


def windows(text: str, sentences: Sequence[Sequence[Span]], pieces: Pieces, limit: int = LIMIT) -> Iterator[Window]:
    """Windows that hold every unit of ``sentences`` (as ``text_units`` gives them) once, in order.

    A sentence end at a line break is marked by an END piece, a paragraph being a unit of sense.
    """
    rows: list[tuple[list[tuple[int, ...]], bool]] = []
    previous = 0
    for us in sentences:
        spaced = [u.start == 0 or text[u.start - 1].isspace() for u in us]
        rows.append((pieces.of([u.of(text) for u in us], spaced), "\n" in text[previous : us[0].start]))
        previous = us[-1].end
    sizes = [sum(map(len, row)) + breaks for row, breaks in rows]
    target = sum(sizes) / max(1, math.ceil(sum(sizes) / (limit - 2)))
    ids: list[int] = [START]
    where: list[tuple[int, int]] = []
    number = 0
    for (row, breaks), size in zip(rows, sizes, strict=True):
        # Close the window when the sentence would not fit, or when half of it would stand beyond the fair share.
        if where and (len(ids) + size > limit - 1 or len(ids) + size / 2 > target + 1):
            yield _window(ids, where)
            ids, where = [START], []
        if breaks and where:
            ids.append(END)
        for piece in row:
            if where and len(ids) + len(piece) > limit - 1:
                yield _window(ids, where)
                ids, where = [START], []
            where.append((number, len(ids)))
            ids.extend(piece[: limit - 2])
            number += 1
    if where:
        yield _window(ids, where)


def _window(ids: list[int], where: list[tuple[int, int]]) -> Window:
    return Window((*ids, END), tuple(n for n, _ in where), tuple(p for _, p in where))
