"""Words into the pieces the encoder knows: a unigram model, each unit for itself.

A unit after white space begins with the mark "▁", as in SentencePiece; the division with the highest sum of scores
wins. Dividing units one by one keeps pieces and units aligned, and lets the words of a text collection be divided once
each.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from kg.errors import DataError

MARK = "▁"
#: The ids of the special pieces; the vocabulary file begins with these four.
START, PAD, END, UNKNOWN = range(4)
SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
#: How much worse than the worst piece an unknown character is (SentencePiece's constant).
_UNKNOWN_PENALTY = 10.0


class Pieces:
    """The vocabulary of the encoder. ``scores`` maps a piece to its id and log probability."""

    def __init__(self, scores: Mapping[str, tuple[int, float]]) -> None:
        self._scores = scores
        self._longest = max(map(len, scores))
        self._unknown = min(score for _, score in scores.values()) - _UNKNOWN_PENALTY
        self.divide = lru_cache(maxsize=100_000)(self._divide)

    @classmethod
    def read(cls, path: Path) -> Pieces:
        """Read ``piece<TAB>score`` lines, the line number being the id. Raises DataError when the file is damaged."""
        scores: dict[str, tuple[int, float]] = {}
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n")):
            if not line:
                continue
            piece, _, score = line.partition("\t")
            try:
                scores[piece] = (number, float(score))
            except ValueError as error:
                where = f"{path}, line {number + 1}"
                raise DataError(f"{where}: not a piece and its score; install the package again") from error
        if [scores.get(s, (-1, 0))[0] for s in SPECIAL] != [START, PAD, END, UNKNOWN]:
            raise DataError(f"{path}: does not begin with {' '.join(SPECIAL)}; install the package again")
        return cls({p: s for p, s in scores.items() if p not in SPECIAL})

    def of(self, words: Sequence[str], spaced: Sequence[bool]) -> list[tuple[int, ...]]:
        """The piece ids of each word; ``spaced`` says which words follow white space."""
        return [self.divide(w, s) for w, s in zip(words, spaced, strict=True)]

    def _divide(self, word: str, spaced: bool) -> tuple[int, ...]:
        text = (MARK if spaced else "") + unicodedata.normalize("NFKC", word).replace(" ", "")
        n = len(text)
        best = [0.0] + [float("-inf")] * n
        step: list[tuple[int, int]] = [(0, UNKNOWN)] * (n + 1)
        for i in range(n):
            for j in range(i + 1, min(n, i + self._longest) + 1):
                found = self._scores.get(text[i:j])
                if found is not None and best[i] + found[1] > best[j]:
                    best[j] = best[i] + found[1]
                    step[j] = (i, found[0])
            if best[i] + self._unknown > best[i + 1]:
                best[i + 1] = best[i] + self._unknown
                plain = unicodedata.normalize("NFD", text[i])[0]  # "ǧ" is read as "g" rather than as nothing
                step[i + 1] = (i, self._scores.get(plain, (UNKNOWN, 0.0))[0])
        ids: list[int] = []
        while n:
            n, piece = step[n]
            ids.append(piece)
        return tuple(reversed(ids)) or (UNKNOWN,)
