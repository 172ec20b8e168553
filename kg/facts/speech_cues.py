"""Cues: the words that say that somebody spoke, each with its form and its place.

The form decides where the speaker stands: before an active verb ("Rina mengatakan"), behind a bare stem, a passive or
"menurut" ("ujar Rina", "dikatakan Rina", "menurut Rina"), inside a word with -nya ("ujarnya").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from kg.facts.reading import Reading
from kg.lexicon import table, words
from kg.model import Span


class Form(StrEnum):
    """How a cue is built, and so on which side its speaker stands."""

    ACTIVE = "active"  # Rina mengatakan
    STEM = "stem"  # kata Rina
    STEM_NYA = "stem-nya"  # katanya
    PASSIVE = "passive"  # dikatakan Rina, dikatakan oleh Rina
    PASSIVE_NYA = "passive-nya"  # dikatakannya
    ACCORDING = "according"  # menurut Rina
    ACCORDING_NYA = "according-nya"  # menurutnya


#: Forms whose speaker stands behind them.
BEFORE_SPEAKER = frozenset({Form.STEM, Form.PASSIVE, Form.ACCORDING})
#: Forms that hold their speaker in themselves.
HOLDS_SPEAKER = frozenset({Form.STEM_NYA, Form.PASSIVE_NYA, Form.ACCORDING_NYA})


@dataclass(frozen=True, slots=True)
class Verb:
    """A row of the lexicon of speech verbs; ``kind`` is explained there."""

    active: str
    kind: str


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue at its place in the text."""

    start: int
    end: int
    word: str
    form: Form
    verb: Verb

    @property
    def span(self) -> Span:
        """The stretch of the word."""
        return Span(self.start, self.end)


_ACCORDING = Verb("menurut", "say")


@cache
def forms() -> dict[str, tuple[Form, Verb]]:
    """Every form in lower case with what it is. A form of two verbs belongs to the one that stands first in the table."""
    out: dict[str, tuple[Form, Verb]] = {"menurut": (Form.ACCORDING, _ACCORDING), "menurutnya": (Form.ACCORDING_NYA, _ACCORDING)}
    for row in table("speech_verbs"):
        verb = Verb(row["active"], row["kind"])
        out.setdefault(verb.active, (Form.ACTIVE, verb))
        if row["stem"]:
            out.setdefault(row["stem"], (Form.STEM, verb))
            out.setdefault(row["stem"] + "nya", (Form.STEM_NYA, verb))
        if row["passive"]:
            out.setdefault(row["passive"], (Form.PASSIVE, verb))
            out.setdefault(row["passive"] + "nya", (Form.PASSIVE_NYA, verb))
    return out


_NAME_LIKE = re.compile(r"[A-Z\"“]")


def cues(reading: Reading, stretch: Span) -> Iterator[Cue]:
    """The cues of a stretch that holds no quotation of speech, in order.

    A bare stem or a passive counts only where a speaker can follow: "kata Rina", "jelas dia", not "sudah jelas".
    """
    tokens = reading.tokens_in(stretch)
    for i, token in enumerate(tokens):
        word = token.of(reading.text).lower()
        known = forms().get(word)
        if known is None:
            continue
        form, verb = known
        if reading.named_over(token.start) is not None:
            continue  # part of a name
        if form in BEFORE_SPEAKER and not _speaker_can_follow(reading, tokens, i, form):
            continue
        if form is Form.ACTIVE and i and tokens[i - 1].of(reading.text).lower() in ("dengan", "untuk", "guna", "dalam", "tidak", "tanpa", "tak"):
            if tokens[i - 1].of(reading.text).lower() != "dengan" or i < 3:
                continue  # "untuk menyampaikan", "tidak menyebut": no report
        yield Cue(token.start, token.end, word, form, verb)


def _speaker_can_follow(reading: Reading, tokens: Sequence[Span], i: int, form: Form) -> bool:
    if i + 1 >= len(tokens):
        return False
    after = tokens[i + 1].of(reading.text)
    if after.lower() in ("oleh", "lagi", "pula") and i + 2 < len(tokens):
        after = tokens[i + 2].of(reading.text)
    low = after.lower()
    if low in words("speech_words", kind="pronoun") | words("speech_words", kind="group"):
        return True
    if form is Form.ACCORDING:
        return low.isalpha()
    if _NAME_LIKE.match(after):
        return form is not Form.STEM or _stands_free(reading, tokens, i)
    if form is Form.STEM:
        return _stands_free(reading, tokens, i) and low.isalpha() and low not in words("speech_words", kind="adverbial")
    return low in words("speech_words", kind="self")


def _stands_free(reading: Reading, tokens: Sequence[Span], i: int) -> bool:
    """Whether a stem is not the noun or adjective of the phrase before it ("kabar terang", "kata")."""
    return i == 0 or not tokens[i - 1].of(reading.text)[-1:].isalpha() or tokens[i - 1].of(reading.text).lower() in ("demikian", "begitu", "namun", "seperti", "sebagaimana", "lebih", "pula", "tambah")
