"""What the tagging rules look at: the word lists in the form they ask for, and a sentence whose words get claimed.

A word belongs to the first rule that claims it; later rules see it as taken.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from functools import cache

from kg.lexicon import table, words
from kg.model import Span, Tag, TagLabel

#: What a rule is worth: a name that something beside it shows, and one that only its capitals show.
SHOWN, GUESSED = 0.9, 0.6
#: A line without a full stop that has more than this share of its words in capitals is a headline: they show nothing.
_HEADLINE = 0.7
_CAPITAL = re.compile(r"[^\W\d_a-z]")
_LEADING_VERB = re.compile(r"(?:me(?:[mnlrwy]|ng)|di|ber|ter)[a-z]{3,}")
_PLACE_LEVELS = frozenset(
    "kota kabupaten kab provinsi kecamatan desa kelurahan republik wilayah daerah area cabang regional".split()
)
_TABLES = """days event_nouns event_stops given_names honorifics months not_organisations organisation_heads places
    role_titles sentence_openers speech_verbs subject_matters venues""".split()
_ENDS = frozenset('.!?"”’')
_PARTICLES = frozenset("bin binti van de al el".split())


@cache
def phrases(name: str) -> dict[tuple[str, ...], dict[str, str]]:
    """The rows of a table by their words in small letters."""
    return {tuple(r["word"].casefold().split()): r for r in table(name)}


@cache
def lower(name: str, column: str = "word") -> frozenset[str]:
    """A column of a table in small letters."""
    return frozenset(w.casefold() for w in words(name, column))


@cache
def speech() -> frozenset[str]:
    """The words beside which a speaker stands: "menurut", "ujar", "mengatakan", "dikatakan"."""
    return frozenset({"menurut"}.union(*(words("speech_verbs", c) for c in ("active", "stem", "passive"))))


@cache
def no_names() -> frozenset[str]:
    """Words that are no part of a name even in capitals: days, months, function words."""
    return lower("days") | lower("months") | lower("event_stops")


@cache
def before_names() -> frozenset[str]:
    """Forms of address, degrees and ranks that stand before names, in small letters."""
    kinds = ("address", "religious", "academic", "rank", "corps")
    return frozenset(w.casefold() for k in kinds for w in words("honorifics", kind=k))


@cache
def digest() -> str:
    """Sixteen hexadecimal digits that change with the word lists."""
    found = [table(name) for name in _TABLES]
    return hashlib.sha256(repr(found).encode()).hexdigest()[:16]


class Sentence:
    """The units of a sentence and what claims them; ``small`` counts the article's words in small letters."""

    def __init__(self, text: str, row: list[Span], small: Counter[str]) -> None:
        self.row, self.small = row, small
        self.words = [u.of(text) for u in row]
        self.lower = [w.casefold() for w in self.words]
        self.capital = [bool(_CAPITAL.match(w)) for w in self.words]
        letters = [w for w in self.words if w[0].isalpha()]
        capitals = sum(w[0].isupper() for w in letters) > _HEADLINE * len(letters)
        self.headline = capitals and len(letters) > 2 and self.words[-1] not in _ENDS
        self.label: list[TagLabel | None] = [None] * len(row)
        self.tags: list[Tag] = []

    def claim(self, i: int, j: int, label: TagLabel, score: float = SHOWN) -> int:
        """Claim units i to j (exclusive) and return j."""
        self.label[i:j] = [label] * (j - i)
        self.tags.append(Tag(self.row[i].start, self.row[j - 1].end, label, score))
        return j

    def longest(self, i: int, phrases: dict[tuple[str, ...], dict[str, str]], most: int = 5) -> int:
        """How many units from i on are the longest of the phrases; 0 when none is."""
        sizes = range(min(most, len(self.row) - i), 0, -1)
        return next((n for n in sizes if tuple(self.lower[i : i + n]) in phrases), 0)

    def free(self, i: int) -> bool:
        """Whether unit i is there, in capitals and not claimed."""
        return 0 <= i < len(self.row) and self.capital[i] and self.label[i] is None

    def common(self, i: int) -> bool:
        """Whether a word in capitals is a common word: it opens the sentence, or is usual in small letters here."""
        low = self.lower[i]
        known = low in lower("sentence_openers") or low in speech() or bool(_LEADING_VERB.fullmatch(low))
        return known or low in no_names() or (low,) in phrases("event_nouns") or self.small[low] > 0

    def place(self, i: int) -> int:
        """How many units from i on name a place: a known one, or a kind of place with its name."""
        if not self.free(i):
            return 0
        n = self.longest(i, phrases("places"))
        if n and all(self.capital[i : i + n]):
            return n
        if self.lower[i] in _PLACE_LEVELS and self.free(i + 1):
            return 1 + max(1, self.place(i + 1))
        return 0

    def run(self, i: int) -> int:
        """Where the capitalised, unclaimed words from unit i on end; an initial's full stop and particles go along."""
        j = i
        while j < len(self.row):
            short = j > i and (len(self.words[j - 1]) <= 2 or self.lower[j - 1] in before_names())
            stop = short and self.words[j] == "." and self.free(j + 1)
            if not (self.free(j) or ((stop or self.words[j] in _PARTICLES) and j > i and self.free(j + 1))):
                break
            j += 1
        return j
