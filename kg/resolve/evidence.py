"""Features with their weights, and the probability they come to."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

from kg.lexicon import table
from kg.resolve.values import Comparison, Feature, Member

#: What two articles share is worth at most this much, whatever it is (log-odds).
_SHARED_AT_MOST = 2.5
#: For each unit of rarity of what is shared (natural logarithm of one in how many articles).
_SHARED_RARITY = 0.22
#: Names of shared things that a feature shows.
_SHOWN = 3


@cache
def weights() -> Mapping[str, float]:
    """The table of weights: feature → log-odds."""
    return {r["feature"]: float(r["weight"]) for r in table("identity_weights")}


class Evidence:
    """What speaks for and against two members being one, as it is found."""

    def __init__(self) -> None:
        self.features: list[Feature] = []
        self.veto: str | None = None

    def add(self, name: str, value: str, times: float = 1.0) -> None:
        """Add a feature with its weight from the table, ``times`` as much."""
        self.features.append(Feature(name, value, round(weights()[name] * times, 3)))

    def amount(self, name: str, value: str, weight: float) -> None:
        """Add a feature whose weight was computed."""
        self.features.append(Feature(name, value, round(weight, 3)))

    def rule_out(self, why: str) -> None:
        """Say what rules a join out; the first reason stays."""
        self.veto = self.veto or why

    @property
    def total(self) -> float:
        """The sum of the weights."""
        return sum(f.weight for f in self.features)

    def comparison(self, left: Member, right: Member) -> Comparison:
        """The comparison of two members; the smaller one is on the left."""
        a, b = (left, right) if left <= right else (right, left)
        score = round(1 / (1 + math.exp(-max(-30.0, min(30.0, self.total)))), 6)
        return Comparison(a, b, score, tuple(self.features), self.veto)


class Company:
    """Who and what stands in which article: two bearers of like names are more likely one in the same company."""

    def __init__(self, named: Mapping[str, frozenset[str]]) -> None:
        self._named = named
        self._count = Counter(x for names in named.values() for x in names)
        self._articles = len(named)

    def of(self, articles: Iterable[str]) -> frozenset[str]:
        """All that the articles name."""
        return frozenset(x for a in articles for x in self._named.get(a, ()))

    def rarity(self, name: str) -> float:
        """How little it says to find ``name`` in an article: the natural logarithm of one in how many have it."""
        return math.log1p(self._articles / (self._count[name] or 1))

    def compare(self, left: Iterable[str], right: Iterable[str], but: frozenset[str], found: Evidence) -> None:
        """Add what the articles of two members share, without the members' own names (``but``)."""
        a, b = set(left), set(right)
        if a & b:
            return
        shared = sorted((self.of(a) & self.of(b)) - but, key=lambda x: (-self.rarity(x), x))
        if shared:
            total = sum(self.rarity(x) for x in shared) * _SHARED_RARITY
            found.amount("same-company", ", ".join(shared[:_SHOWN]), min(_SHARED_AT_MOST, total))
