"""Names of people as comparable text: titles and degrees stripped, spellings made one, initials known.

>>> PersonName.of("Dr. H. Moch. Soebagjo, M.Si").tokens
('muhammad', 'subagyo')
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property

from kg.facts.names import is_degree, is_prefix_word, parts
from kg.ids import slug
from kg.lexicon import table, words

#: Old spelling and its present form, in this order: "Soekarno" is "Sukarno", "Djoko" "Joko", "Tjahjo" "Cahyo".
_OLD = (("oe", "u"), ("dj", "j"), ("tj", "c"), ("sj", "sy"), ("ch", "kh"), ("q", "k"), ("v", "f"))
#: The old j is y where the present j does not stand: after h and g ("Tjahjo", "Wahjudi", "Soebagjo").
_OLD_J = re.compile(r"(?<=[hg])j(?=[aou])")
_DOUBLED = re.compile(r"([a-z])\1+")
_VOWELS = re.compile(r"[aeiouyw]")
_BRACKETS = re.compile(r"\([^)]*\)")
#: Letters of a word of capitals that can be initials ("IGN", "AHY"); longer ones are names in capitals.
_INITIALS = 4


@cache
def spell(word: str) -> str:
    """A word of a name in present spelling, lower case, without accents, doubled letters and apostrophes."""
    plain = slug(word).replace("-", "")
    known = _variants().get(plain)
    if known:
        return known
    for old, new in _OLD:
        plain = plain.replace(old, new)
    plain = _DOUBLED.sub(r"\1", _OLD_J.sub("y", plain))
    return _variants().get(plain, plain)


@cache
def _variants() -> dict[str, str]:
    return {r["word"]: r["name"] for r in table("name_variants")}


@cache
def weak_names() -> frozenset[str]:
    """First names that are left out as often as not."""
    return frozenset(r["name"] for r in table("name_variants") if r["weak"])


@cache
def _common() -> frozenset[str]:
    return frozenset(spell(w) for w in words("given_names"))


def is_common(token: str) -> bool:
    """Whether a spelled token is a name that very many people bear."""
    return token in _common() or token in weak_names() or len(token) <= 2


@dataclass(frozen=True)
class PersonName:
    """A name in comparable form. ``tokens`` are spelled words; ``initials`` says that it consists of initials only."""

    tokens: tuple[str, ...]
    initials: bool = False

    @classmethod
    @cache
    def of(cls, name: str) -> PersonName:
        """The name of a person as an article gives it; what would leave nothing is kept."""
        raw = _BRACKETS.sub(" ", name).replace(",", " , ").split()
        kept = _without_titles(raw) or raw
        bare = [w for w in kept if parts(w)]
        joined = "".join(w.replace(".", "") for w in bare)
        initials = joined.isalpha() and (
            (len(bare) == 1 and len(joined) <= _INITIALS and joined.isupper()) or all(len(w) <= 2 for w in bare)
        )
        tokens = tuple(t for i, w in enumerate(bare) for p in parts(w) if (t := _token(p, i == 0)))
        return cls(tokens or (slug(name),), initials and len(joined) <= _INITIALS)

    @property
    def single(self) -> bool:
        """Whether it is one word."""
        return len(self.tokens) == 1

    @cached_property
    def core(self) -> tuple[str, ...]:
        """The tokens without weak first names, as long as one is left."""
        tokens = self.tokens
        while len(tokens) > 1 and tokens[0] in weak_names():
            tokens = tokens[1:]
        return tokens

    @property
    def key(self) -> str:
        """The tokens as one text."""
        return " ".join(self.tokens)

    @property
    def core_key(self) -> str:
        """The core as one text; of a full name all of it, where the core would be one word."""
        return " ".join(self.core if len(self.core) > 1 else self.tokens)

    @cached_property
    def skeleton(self) -> str:
        """The consonants of the core: what misprinted vowels leave."""
        return " ".join(_DOUBLED.sub(r"\1", _VOWELS.sub("", t)) or t for t in self.core)

    @cached_property
    def signature(self) -> str:
        """Initials of all tokens but the last two, and those two: "IGN Jaya Negara" and its long form share it."""
        if len(self.tokens) < 3:
            return ""
        head = "".join(t if len(t) <= 3 and not _VOWELS.search(t[1:]) else t[0] for t in self.tokens[:-2])
        return f"{head} {' '.join(self.tokens[-2:])}"

    @property
    def letters(self) -> str:
        """The initials of the name: "ys" for "Yohan Sastra"; for initials the letters themselves."""
        return "".join(self.tokens) if self.initials else "".join(t[0] for t in self.tokens)

    @property
    def rare(self) -> int:
        """How many tokens of the core are not names that very many people bear."""
        return sum(not is_common(t) for t in self.core)


def _without_titles(raw: list[str]) -> list[str]:
    first = 0
    while first < len(raw) - 1 and (is_prefix_word(raw[first].rstrip(",")) or raw[first] == ","):
        first += 1
    last = len(raw)
    if "," in raw[first:]:
        last = raw.index(",", first)
    while last - 1 > first and is_degree(raw[last - 1]) and ("." in raw[last - 1]):
        last -= 1
    return [w for w in raw[first:last] if w != ","]


def _token(word: str, first: bool) -> str:
    # The first letter before a name ("M. Yusuf") is Muhammad by far most often; other initials stay letters.
    return spell(word) if len(word) > 1 or first else word.lower()
