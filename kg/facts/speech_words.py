"""Words of a stretch, and the small words that the rules for statements look at.

The lexicon ``speech_words`` says what each small word does.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from kg.lexicon import table, words
from kg.model import Span
from kg.text.tokens import tokens

#: What may stand at the edges of a clause without belonging to it.
_EDGE = frozenset(" \n\t,.;:–—-")
_SHORT_NOUN = 5  # letters: "media", "dinas", "medan"


class Word(NamedTuple):
    """A token with its place and its lower-case form."""

    start: int
    end: int
    low: str


def words_of(text: str, stretch: Span) -> list[Word]:
    """The tokens of one stretch; unlike those of the whole text they never reach over its edges ("selesai.Ia")."""
    return [Word(t.start, t.end, t.of(text).lower()) for t in tokens(text, stretch)]


def kind(name: str) -> frozenset[str]:
    """The small words of one kind."""
    return words("speech_words", kind=name)


@cache
def kinds(*names: str) -> frozenset[str]:
    """The small words of several kinds."""
    return frozenset().union(*(kind(n) for n in names))


@cache
def offices() -> dict[str, tuple[str, ...]]:
    """Short names of offices with the words they stand for: "wabup" → wakil, bupati."""
    return {r["short"]: tuple(r["long"].split()) for r in table("speech_offices")}


@cache
def office_heads() -> frozenset[str]:
    """Words that open the title of an office: "ketua", "wakil", "kapolres"."""
    return frozenset(w.split()[0] for w in words("role_titles", kind="office")) - kind("unnamed")


def built_like_verb(w: Word) -> bool:
    """Whether a word has the look of a verb of doing: "menilai", "dibuka", not "meja"."""
    return len(w.low) > _SHORT_NOUN and w.low.startswith(("me", "di"))


def spelled_out(said: list[str]) -> list[str]:
    """The words with short names of offices replaced by what they stand for."""
    return [part for w in said for part in offices().get(w, (w,))]


def trim(text: str, s: Span) -> Span:
    """The stretch without surrounding space, commas and stops."""
    start, end = s.start, s.end
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return Span(start, max(start, end))
