"""Cues: the words that say that somebody spoke, each with its form and its place.

The form decides where the speaker stands: before an active verb ("Rina mengatakan"), behind a bare stem, a passive or
"menurut" ("ujar Rina", "dikatakan Rina", "menurut Rina"), inside a word with -nya ("ujarnya").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from kg.facts.reading import Reading
from kg.facts.speech_words import Word, kind, kinds, words_of
from kg.lexicon import table
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


#: Forms that hold their speaker in themselves.
HOLDS_SPEAKER = frozenset({Form.STEM_NYA, Form.PASSIVE_NYA, Form.ACCORDING_NYA})


@dataclass(frozen=True, slots=True)
class Verb:
    """A row of the lexicon of speech verbs; ``kind`` is explained there."""

    active: str
    kind: str


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue at its place in the text. ``capital`` says that it is written with a capital letter."""

    start: int
    end: int
    word: str
    form: Form
    verb: Verb
    capital: bool = False

    @property
    def span(self) -> Span:
        """The stretch of the word."""
        return Span(self.start, self.end)


_ACCORDING = Verb("menurut", "say")
#: What may stand between a cue and the speaker behind it.
BEFORE_AGENT = frozenset({"oleh", "lagi", "pula", "langsung", "juga", "kembali", "sendiri"})
_OPENING_MARKS = frozenset("\"“‘'")
_BEFORE_FREE_STEM = frozenset({"demikian", "begitu", "namun", "seperti", "sebagaimana", "pula", "juga"})


@cache
def forms() -> dict[str, tuple[Form, Verb]]:
    """Every form in lower case with what it is; a form of two verbs belongs to the first of them in the table."""
    out = {"menurut": (Form.ACCORDING, _ACCORDING), "menurutnya": (Form.ACCORDING_NYA, _ACCORDING)}
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


def cues(reading: Reading, stretch: Span) -> Iterator[Cue]:
    """The cues of a stretch that holds no quotation of speech, in order.

    A word counts only where it can report: a stem before a speaker ("jelas Rina", not "sudah jelas"), -nya between
    commas ("…, katanya, …", not "yang akhirnya"), an active verb that is not denied or aimed at ("untuk menyampaikan").
    """
    said = words_of(reading.text, stretch)
    for i, w in enumerate(said):
        known = forms().get(w.low)
        if known is None or reading.named_over(w.start) is not None:
            continue
        form, verb = known
        if _CAN_REPORT[form](reading, said, i):
            yield Cue(w.start, w.end, w.low, form, verb, reading.text[w.start].isupper())


def _active(reading: Reading, said: Sequence[Word], i: int) -> bool:
    before = said[i - 1].low if i else ""
    if before == "dengan":
        return i > 3
    return before not in kind("negation") and not (i > 1 and said[i - 2].low in ("belum", "tidak", "enggan"))


def _stem(reading: Reading, said: Sequence[Word], i: int) -> bool:
    before = said[i - 1].low if i else ","
    after = said[i + 1].low if i + 1 < len(said) else ","
    if before[-1].isalpha() and before not in _BEFORE_FREE_STEM and not _capital(reading, said[i]):
        return False
    if after in kind("pointer") or before in _OPENING_MARKS:
        return False  # "pesan tersebut": a noun; 'Lapor Pak': a name in quotation marks
    return _speaker_follows(reading, said, i, any_word=True)


def _passive(reading: Reading, said: Sequence[Word], i: int) -> bool:
    return _speaker_follows(reading, said, i, any_word=False)


def _according(reading: Reading, said: Sequence[Word], i: int) -> bool:
    return i + 1 < len(said) and (said[i + 1].low[0].isalpha() or said[i + 1].low == ",")


def _held(reading: Reading, said: Sequence[Word], i: int) -> bool:
    """-nya reports at the start of a sentence or of a stretch between commas."""
    before = said[i - 1].low if i else ","
    after = said[i + 1].low if i + 1 < len(said) else ","
    if _capital(reading, said[i]):
        return True
    if before == ",":
        return i == 0 or after in (",", ".") or after in kinds("circumstance", "time", "and", "adverb")
    return before in kind("linker") and after == ","


def _according_nya(reading: Reading, said: Sequence[Word], i: int) -> bool:
    return i == 0 or said[i - 1].low in kind("linker") or not said[i - 1].low[-1].isalpha()


def _capital(reading: Reading, w: Word) -> bool:
    """Whether a word is written with a capital letter."""
    return reading.text[w.start].isupper()


def _speaker_follows(reading: Reading, said: Sequence[Word], i: int, any_word: bool) -> bool:
    j = i + 1
    while j < len(said) and said[j].low in BEFORE_AGENT:
        j += 1
    if j >= len(said):
        return False
    after = said[j]
    if after.low in kinds("pronoun", "group", "self") or _capital(reading, after) or after.low in _OPENING_MARKS:
        return True
    return any_word and after.low.isalpha() and after.low not in kind("adverbial")


_CAN_REPORT = {
    Form.ACTIVE: _active,
    Form.STEM: _stem,
    Form.STEM_NYA: _held,
    Form.PASSIVE: _passive,
    Form.PASSIVE_NYA: _according_nya,
    Form.ACCORDING: _according,
    Form.ACCORDING_NYA: _according_nya,
}
