"""From labels on units to tags on text.

Labels are written ``B-PERSON``, ``I-PERSON``, ``O``: the first unit of a span, a further one, none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kg.model import Span, Tag, TagLabel

OUTSIDE = "O"


def spans_of(labels: Sequence[str]) -> list[tuple[int, int, str]]:
    """The labelled stretches as (first unit, unit after the last, kind); an I without its B opens a span too."""
    out: list[tuple[int, int, str]] = []
    start, kind = 0, ""
    for i, label in enumerate([*labels, OUTSIDE]):
        if kind and (label == OUTSIDE or label[0] == "B" or label[2:] != kind):
            out.append((start, i, kind))
            kind = ""
        if label != OUTSIDE and not kind:
            start, kind = i, label[2:]
    return out


def tags_of(units: Sequence[Span], labels: Sequence[str], scores: Sequence[float]) -> list[Tag]:
    """Tags for the labelled stretches of ``units``; a tag's score is the lowest of its units' ``scores``."""
    return [
        Tag(units[i].start, units[j - 1].end, TagLabel[kind], round(min(scores[i:j]), 4))
        for i, j, kind in spans_of(labels)
    ]


#: Words that cannot end a phrase: what is left when the name after them is cut off.
_LOOSE_END = re.compile(
    r"(?:[\s,(\"“]|\b(?:di|ke|dari|oleh|dengan|untuk|bagi|pada|dan|serta|bersama|antara|terhadap))+$"
)


def merged(text: str, names: Iterable[Tag], events: Iterable[Tag]) -> tuple[Tag, ...]:
    """One ordered layer without overlaps: all names, and the event phrases that share nothing with a name.

    An event phrase that does ("Musyawarah Nasional II Serikat Nelayan") is cut before the first name in it, and left
    out when it begins with one; the layers of a tagger have it whole.
    """
    out = sorted(names)
    for event in events:
        first = min((t.start for t in out if t.span.overlaps(event.span)), default=event.end)
        if first < event.end:
            first = event.start + len(_LOOSE_END.sub("", text[event.start : first]))
        if first > event.start:
            out.append(Tag(event.start, first, event.label, event.score))
    return tuple(sorted(out))
