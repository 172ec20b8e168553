"""The words of event finding as typed values: event nouns, and the words that end or link a phrase."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.lexicon import table, words

_VERB = re.compile(r"(?:me(?:[mnlrwy]|ng)|di|ber|ter)\w{3,}$")


@dataclass(frozen=True, slots=True)
class Noun:
    """A row of the table of event nouns. ``verbs`` tell the event the noun names.

    ``last`` says that it may end its name as in English, ``person`` that a person may follow it as its object.
    """

    word: str
    type: str
    kind: str
    same: str
    verbs: tuple[str, ...] = ()
    last: bool = False
    person: bool = False


@cache
def nouns() -> dict[tuple[str, ...], Noun]:
    """The event nouns by their words."""
    return {
        tuple(r["word"].split()): Noun(
            r["word"],
            r["type"],
            r["kind"],
            r["same"],
            tuple(r["verbs"].split()),
            r["order"] == "last",
            r["object"] == "person",
        )
        for r in table("event_nouns")
    }


@cache
def longest() -> int:
    """The number of words of the longest event noun."""
    return max(map(len, nouns()))


@cache
def first_words() -> frozenset[str]:
    """The words that an event noun can begin with."""
    return frozenset(key[0] for key in nouns())


@cache
def stops(use: str) -> frozenset[str]:
    """The words of one use in the table of words that end, link or cover a phrase."""
    return words("event_stops", use=use)


@cache
def use(*names: str) -> frozenset[str]:
    """The verbs of the given uses in the table of event verbs."""
    return frozenset().union(*(words("event_verbs", use=n) for n in names))


@cache
def offices() -> frozenset[str]:
    """Single words that begin an office: "kepala", "bupati"."""
    return frozenset(w for w in words("role_titles", kind="office") if " " not in w)


def is_verb(word: str) -> bool:
    """Whether a word has the shape of a verb: "dihadiri", "membuka", "berlangsung". ``word`` is in small letters."""
    return bool(_VERB.match(word)) and word not in stops("noun")


def bare(verb: str) -> str:
    """The stem of a verb as titles use it: "menggeledah" → "geledah"."""
    return re.sub(r"^(?:meng(?=[aiueogkh])|meny|men(?=[cdjtz])|mem|me|di)", "", verb)
