"""Articles retold with other people: the same sentences and labels, other names.

A few hundred articles name the same few hundred people again and again, and a model trained on them for many rounds
learns the names instead of what stands around them. Each word of a person's name becomes, throughout the article,
another word of the same kind (initials stay, capitals stay).
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.model import Span
from kg.tagger.train.corpora import Example
from kg.tagger.units import units

#: Words of names shorter than this are initials or particles ("M", "de", "bin") and stay.
_SHORT = 4


def name_words(examples: Iterable[Example], lists: Iterable[str] = ()) -> list[str]:
    """The words that names of persons are made of, in the examples and in ``lists`` of names, sorted."""
    found = {w for name in lists for w in name.split()}
    for ex in examples:
        found.update(u.of(ex.text) for u, label in zip(ex.units, ex.names, strict=True) if label.endswith("PERSON"))
    return sorted(w for w in found if len(w) >= _SHORT and w.isalpha() and w.istitle())


def retold(ex: Example, pool: Sequence[str], chance: random.Random) -> Example:
    """The example with every longer word of its persons' names replaced by a word of ``pool``, the same everywhere.

    The number of units, and so the labels, stay; where a new word would change it the example comes back as it was.
    """
    new: dict[str, str] = {}
    parts: list[str] = []
    spans: list[Span] = []
    at = length = 0
    for unit, label in zip(ex.units, ex.names, strict=True):
        parts.append(ex.text[at : unit.start])
        length += unit.start - at
        word = unit.of(ex.text)
        if label.endswith("PERSON") and len(word) >= _SHORT and word.isalpha():
            other = new.setdefault(word.casefold(), chance.choice(pool))
            word = other.upper() if word.isupper() else other
        parts.append(word)
        spans.append(Span(length, length + len(word)))
        length += len(word)
        at = unit.end
    text = "".join([*parts, ex.text[at:]])
    sentences = _moved(ex.sentences, ex.units, spans)
    if [u for s in sentences for u in units(text, s)] != spans:
        return ex
    return replace(ex, text=text, sentences=sentences, units=spans)


def _moved(sentences: Sequence[Span], old: Sequence[Span], new: Sequence[Span]) -> list[Span]:
    """Sentences around the same units at their new places; those without units are dropped."""
    out: list[Span] = []
    i = 0
    for s in sentences:
        j = i
        while j < len(old) and old[j].start < s.end:
            j += 1
        if j > i:
            out.append(Span(new[i].start - (old[i].start - s.start), new[j - 1].end + (s.end - old[j - 1].end)))
        i = j
    return out
