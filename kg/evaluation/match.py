"""When a found thing is a gold thing.

Names must be equal once case and punctuation are set aside; event names, titles and places may differ in word order
and inflection (rapidfuzz ratios); words of statements must overlap (token F1).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from rapidfuzz import fuzz

from kg.evaluation.gold import GoldEntity, GoldEvent

#: The thresholds of the annotation guide's scorer, chosen there; changing one makes figures incomparable.
EVENT_NAME, TITLE, PLACE, WHOLE_ROLE = 75.0, 80.0, 80.0, 88.0
DIRECT_WORDS, INDIRECT_WORDS = 0.8, 0.6
#: A name whose words are all in the other's counts a little less than one that is equal but for order.
_SUBSET_WEIGHT = 0.97

_K = TypeVar("_K", bound=Hashable)
_V = TypeVar("_V", bound=Hashable)


def plain(text: str | None) -> str:
    """Words in lower case with single spaces, punctuation dropped."""
    return " ".join(re.findall(r"\w+", (text or "").casefold()))


def word_f1(a: str, b: str) -> float:
    """The F1 of the two texts' words as bags."""
    x, y = Counter(plain(a).split()), Counter(plain(b).split())
    total = x.total() + y.total()
    return 2 * (x & y).total() / total if total else 0.0


def pair_off(ranked: Iterable[tuple[_K, _V]]) -> dict[_K, _V]:
    """Pairs in the given order of preference, each side used once."""
    found: dict[_K, _V] = {}
    used: set[_V] = set()
    for a, b in ranked:
        if a not in found and b not in used:
            found[a] = b
            used.add(b)
    return found


def match_entities(found: Mapping[str, Sequence[str]], gold: Sequence[GoldEntity]) -> dict[str, str]:
    """Node → gold id. A pair needs a name in common; full names first, then most and longest names in common."""
    candidates: list[tuple[tuple[bool, int, int, str], str, str]] = []
    for node, names in found.items():
        have = {plain(n) for n in names} - {""}
        for g in gold:
            common = have & ({plain(n) for n in g.names} - {""})
            if common:
                rank = (plain(g.names[0]) in common, len(common), max(map(len, common)), node)
                candidates.append((rank, node, g.id))
    candidates.sort(key=lambda c: c[0], reverse=True)
    return pair_off((node, ident) for _, node, ident in candidates)


def match_events(found: Mapping[str, Sequence[str]], gold: Sequence[GoldEvent]) -> dict[str, str]:
    """Node → gold id, by the likeness of their most alike names."""
    candidates: list[tuple[tuple[float, str], str, str]] = []
    for node, names in found.items():
        for g in gold:
            best = max((_likeness(plain(a), plain(b)) for a in names for b in g.names), default=0.0)
            if best >= EVENT_NAME:
                candidates.append(((best, node), node, g.id))
    candidates.sort(key=lambda c: c[0], reverse=True)
    return pair_off((node, ident) for _, node, ident in candidates)


def _likeness(a: str, b: str) -> float:
    whole = 100.0 if a == b else fuzz.token_sort_ratio(a, b)
    # One word alone ("rapat") is a subset of too much.
    subset = _SUBSET_WEIGHT * fuzz.token_set_ratio(a, b) if len(a.split()) > 1 else 0.0
    return max(whole, subset)


def like_title(a: str | None, b: str | None) -> bool:
    """Whether two titles are one: "Kepala Biro" and "Kepala  biro"."""
    return plain(a) == plain(b) or fuzz.token_sort_ratio(plain(a), plain(b)) >= TITLE


def like_place(a: str, b: str) -> bool:
    """Whether one place name holds the other's words."""
    return fuzz.token_set_ratio(plain(a), plain(b)) >= PLACE


def like_role(a: str, b: str) -> bool:
    """Whether title, organisation and place taken together say the same: the border between them is often open."""
    return fuzz.token_set_ratio(a, b) >= WHOLE_ROLE
