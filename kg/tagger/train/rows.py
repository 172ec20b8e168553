"""Examples as rows of numbers: piece ids, and for each unit which labels its annotation allows.

A source that does not annotate a label says nothing about it: there "O" allows that label too, and the loss is the
probability of all that is allowed together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from kg.model import TagLabel
from kg.tagger.labels import HEADS, head_slices
from kg.tagger.pieces import Pieces
from kg.tagger.train.corpora import Example
from kg.tagger.windows import text_units, windows

_NAMES = HEADS["names"]
_SPEECH = {0: 0, 1: 2, 2: 0, 3: 1, 4: 0}  # marks of an example to labels: only indirect speech is learned
_WIDTH = sum(map(len, HEADS.values()))


@dataclass(slots=True)
class Row:
    """One window: piece ids, positions of the units' first pieces, allowed labels (units, labels of all heads).

    ``begins`` are the units at which sentences begin, counted within the window; the first is 0.
    """

    ids: tuple[int, ...]
    first: tuple[int, ...]
    begins: tuple[int, ...]
    allowed: NDArray[np.bool_]


def allowed_labels(ex: Example) -> NDArray[np.bool_]:
    """For each unit of the example and each label of each head, whether the annotation allows it."""
    out = np.zeros((len(ex.units), _WIDTH), bool)
    part = head_slices()
    names, events, speech = (out[:, part[h]] for h in ("names", "events", "speech"))
    open_labels = [i for i, label in enumerate(_NAMES) if label != "O" and TagLabel[label[2:]] not in ex.known]
    for i, label in enumerate(ex.names):
        word = ex.units[i].of(ex.text)
        names[i, _NAMES.index(label)] = True
        if label == "O":
            capital = word[0].isupper()
            for k in open_labels:  # a place has a capital; a title need not
                names[i, k] = capital or _NAMES[k].endswith("TITLE")
            if ex.source != "articles" and capital:  # the corpora's organisations are narrower than ours
                names[i, [_NAMES.index("B-ORGANISATION"), _NAMES.index("I-ORGANISATION")]] = True
        if label.endswith("PLACE") and ex.source != "articles" and i and ex.names[i - 1].endswith("ORGANISATION"):
            names[i, _NAMES.index("I-ORGANISATION")] = True
    names[list(ex.unsure_names)] = True
    if ex.speech is None:
        events[:] = speech[:] = True
        return out
    for i, label in enumerate(ex.events):
        events[i, HEADS["events"].index(label)] = True
        if i in ex.unsure_events:
            events[i, 0] = True
    for i, mark in enumerate(ex.speech):
        speech[i, _SPEECH[mark]] = True
    return out


def _open(unit: NDArray[np.bool_]) -> None:
    """Allow the first unit of a sentence to open what it, by the annotation, goes on with (a name cut by the end)."""
    for head, part in head_slices().items():
        for i, label in enumerate(HEADS[head]):
            if label[0] == "I" and unit[part][i]:
                unit[part][i - 1] = True


def rows(
    examples: Iterable[Example],
    pieces: Pieces,
    limit: int,
    refine: Callable[[Example, NDArray[np.bool_]], None] | None = None,
) -> list[Row]:
    """The windows of the examples; ``refine`` may change an example's allowed labels in place."""
    out = []
    for ex in examples:
        allowed = allowed_labels(ex)
        if refine is not None:
            refine(ex, allowed)
        sentences = text_units(ex.text, ex.sentences)
        starts = {0, *accumulate(map(len, sentences))}
        for w in windows(ex.text, sentences, pieces, limit):
            begins = tuple(i for i, u in enumerate(w.units) if i == 0 or u in starts)
            here = allowed[list(w.units)]
            for i in begins:
                _open(here[i])
            out.append(Row(w.ids, w.first, begins, here))
    return out
