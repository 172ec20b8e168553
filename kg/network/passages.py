"""The sentence around an offset, found from the text alone.

The graph holds stretches and the text they refer to, not sentences; what a person reads beside a fact is the sentence
it stands in. The cut is made to be read, no fact depends on it: where in doubt it takes more, not less.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

#: The end of a sentence: its mark, closing quotation marks and brackets, space, and what a sentence starts with.
_END = re.compile(r"[.!?…][\"'”’»)\]]*(?=\s+[\"'“‘«(\[]*[A-Z0-9À-Þ])")
#: What comes before a full stop that ends no sentence: an initial or a short title ("Dr.", "Jl.", "S.H.").
_ABBREVIATED = re.compile(r"(?:^|[\s(.])(?:[A-Z][a-z]{0,2}|No|dr|hlm|dsb|dll|tgl)\.$")
_BREAK = re.compile(r"\s*\n\s*")
#: A longer stretch is no sentence but a list or a text without full stops; it is cut at words around the evidence.
LONGEST = 700


class Passages:
    """The sentences of one text, as ``(start, end)`` in characters, end exclusive.

    >>> text = "Rapat dibuka Dr. Sari. Ia menutupnya sore hari."
    >>> text[slice(*Passages(text).around(25, 27))]
    'Ia menutupnya sore hari.'
    """

    def __init__(self, text: str) -> None:
        self._text = text
        bounds = {0, len(text)}
        for found in _BREAK.finditer(text):
            bounds.update((found.start(), found.end()))
        for found in _END.finditer(text):
            # Ten characters hold the longest abbreviation above.
            if not _ABBREVIATED.search(text[max(0, found.start() - 10) : found.start() + 1]):
                bounds.add(found.end())
        self._bounds = sorted(bounds)

    def around(self, start: int, end: int) -> tuple[int, int]:
        """The sentence or sentences that hold ``start`` to ``end``, without the white space at their ends."""
        left = self._bounds[max(0, bisect_right(self._bounds, start) - 1)]
        right = self._bounds[min(len(self._bounds) - 1, bisect_left(self._bounds, end))]
        if right - left > LONGEST:
            margin = max(0, LONGEST - (end - start)) // 2
            left = self._at_word(max(left, start - margin), start, left)
            right = max(end, self._text.rfind(" ", end, min(right, end + margin)))
        while left < start and self._text[left].isspace():
            left += 1
        while right > end and self._text[right - 1].isspace():
            right -= 1
        return left, right

    def _at_word(self, wanted: int, start: int, left: int) -> int:
        if wanted == left:
            return left
        space = self._text.find(" ", wanted, start)
        return start if space < 0 else space + 1
