"""From tags to entities: persons, organisations and places of an article, each with all its mentions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.facts.names import core
from kg.facts.organisations import organisations, places
from kg.facts.persons import persons
from kg.model import Entity, Span, Tag, TagLabel
from kg.text.document import Document

_NAME_LABELS = (TagLabel.PERSON, TagLabel.ORGANISATION, TagLabel.PLACE)
#: A form the tagger saw once is sought in the whole article. Its other occurrences get this share of its score: the
#: tagger passed them over, so they are a little less certain.
_ECHO = 0.9


def entities(document: Document, tags: Sequence[Tag]) -> tuple[Entity, ...]:
    """The entities of a document, persons first, then organisations, then places, each in order of first mention."""
    complete = echoed(document, [trimmed(document.text, t) for t in tags])
    by_label = {label: [t for t in complete if t.label is label] for label in _NAME_LABELS}
    return (
        *persons(document.text, by_label[TagLabel.PERSON]),
        *organisations(document.text, by_label[TagLabel.ORGANISATION]),
        *places(document.text, by_label[TagLabel.PLACE]),
    )


def trimmed(text: str, tag: Tag) -> Tag:
    """The tag without honorifics, ranks and degrees (persons) or stray punctuation at its ends (all)."""
    span = core(text, tag.span) if tag.label is TagLabel.PERSON else tag.span
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip(" ,.;:\"“”'‘’-–—)"))
    end = span.end - (len(words) - len(words.rstrip(" ,;:\"“”'‘’-–—(")))
    if words.count("(") > words.count(")") and text[end : end + 1] == ")":
        end += 1
    return Tag(start, end, tag.label, tag.score) if start < end else tag


def echoed(document: Document, tags: Sequence[Tag]) -> tuple[Tag, ...]:
    """The tags, and every further occurrence of their forms in the document that no name tag covers.

    A name is searched as written and between word boundaries; forms of a single short word only in capitals or with
    an initial capital, since "DPR" is a name wherever it stands and "Indah" at the head of a sentence may not be.
    """
    text = document.text
    kept = sorted(t for t in tags if t.end > t.start)
    taken = [t.span for t in kept if t.label in _NAME_LABELS]
    best: dict[tuple[TagLabel, str], float] = {}
    for t in kept:
        if t.label in (TagLabel.PERSON, TagLabel.ORGANISATION):
            form = (t.label, t.span.of(text))
            best[form] = max(best.get(form, 0.0), t.score)
    starts = {s.start for s in document.sentences}
    extra: list[Tag] = []
    for (label, form), score in sorted(best.items(), key=lambda f: (-len(f[0][1]), f[0])):
        if len(form) < 2 or not form[:1].isupper():
            continue
        single = " " not in form
        for m in re.finditer(rf"(?<![\w-]){re.escape(form)}(?![\w-])", text):
            span = Span(m.start(), m.end())
            risky = single and not form.isupper() and span.start in starts and score < 0.9
            if risky or document.sentence_at(span.start) is None or any(span.overlaps(t) for t in taken):
                continue
            taken.append(span)
            extra.append(Tag(span.start, span.end, label, score * _ECHO))
    return tuple(sorted([*kept, *extra]))
