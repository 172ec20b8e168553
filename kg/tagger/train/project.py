"""Projection of an article's annotations (names, not positions) onto its text.

The annotation says which persons, organisations, roles, events and places the article has and in which forms; here
every occurrence of every form becomes a labelled span. Longest forms win; a form matches whole units only; a name's
capitals must be there in the text, while the text may have more of them (headlines).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.model import TagLabel
from kg.tagger.bio import spans_of
from kg.tagger.features import HONORIFICS
from kg.tagger.train.corpora import Example, read_articles
from kg.tagger.units import units
from kg.text.document import Document

#: A title written in small letters counts only this near (in units) to a mention of a person in the same sentence:
#: "korban" or "anggota" elsewhere is a common noun.
NEAR = 8

#: A title may stand before the name with this many capitalised words between that nobody annotated (a place).
NEAR_UNKNOWN = 2

_KNOWN = frozenset({TagLabel.PERSON, TagLabel.ORGANISATION, TagLabel.EVENT, TagLabel.TITLE})


@dataclass(frozen=True, slots=True)
class _Form:
    words: tuple[str, ...]
    label: str
    loose: bool = False  # capitals do not matter
    optional: bool = False


def _split(form: str) -> tuple[str, ...]:
    return tuple(form[u.start : u.end] for u in units(form))


def _same(have: str, want: str, loose: bool) -> bool:
    if have == want:
        return True
    if have.casefold() != want.casefold():
        return False
    return loose or all(h == w or h.isupper() for h, w in zip(have, want, strict=False))


def _occurrences(words: list[str], index: dict[str, list[int]], form: _Form) -> Iterator[int]:
    n = len(form.words)
    for i in index.get(form.words[0].casefold(), ()):
        if i + n <= len(words) and all(_same(words[i + k], form.words[k], form.loose) for k in range(n)):
            yield i


def _forms(items: Iterable[dict[str, Any]], label: str, loose: bool = False) -> Iterator[_Form]:
    for item in items:
        for form in [item["name"], *item.get("aliases", [])]:
            if words := _split(form):
                yield _Form(words, label, loose, bool(item.get("optional")))


def _place(layer: list[str], start: int, form: _Form) -> bool:
    stop = start + len(form.words)
    if any(label != "O" for label in layer[start:stop]):
        return False
    layer[start:stop] = [f"B-{form.label}"] + [f"I-{form.label}"] * (len(form.words) - 1)
    return True


def titles_of(golds: Iterable[dict[str, Any]]) -> frozenset[tuple[str, ...]]:
    """The titles of all the articles, in words of small letters."""
    return frozenset(_split(r["title"].casefold()) for g in golds for r in g["roles"] if r.get("title"))


def project(doc: Document, gold: dict[str, Any], titles: frozenset[tuple[str, ...]] = frozenset()) -> Example:
    """The document with the annotation's names, titles, places, event phrases and reported speech on its units.

    ``titles`` are titles of any article: before the name of a person they are one even where the annotation has another
    form of the same office ("Menkeu" beside "Menteri Keuangan").
    """
    text, parts = doc.text, [s.span for s in doc.sentences]
    us = [u for s in parts for u in units(text, s)]
    words = [u.of(text) for u in us]
    index: dict[str, list[int]] = defaultdict(list)
    for i, w in enumerate(words):
        index[w.casefold()].append(i)
    ex = Example(doc.article.id, text, parts, us, ["O"] * len(us), ["O"] * len(us), _KNOWN, source="articles")

    places = {x["place"] for x in [*gold["roles"], *gold["events"]] if x.get("place")}
    names = [
        *_forms(gold["persons"], "PERSON"),
        *_forms(gold["organisations"], "ORGANISATION"),
        *_forms(({"name": p} for p in places), "PLACE"),
    ]
    rank = {"PERSON": 0, "ORGANISATION": 1, "PLACE": 2}
    for form in sorted(set(names), key=lambda f: (-len(f.words), rank[f.label], f.words, f.optional)):
        for i in _occurrences(words, index, form):
            _place(ex.names, i, form)

    _join_short_forms(ex.names, words, gold["organisations"], "ORGANISATION")
    _titles(ex, gold, words, index)
    _other_titles(ex, words, titles)
    phrases = set(_forms(gold["events"], "EVENT", loose=True))
    for form in sorted(phrases, key=lambda f: (-len(f.words), f.words, f.optional)):
        for i in _occurrences(words, index, form):
            stop = i + len(form.words)
            if ex.names[i][0] == "I" and ex.names[i] != "I-TITLE":
                continue  # begins inside a name: not the phrase
            if _place(ex.events, i, form) and form.optional:
                ex.unsure_events.update(range(i, stop))
    _join_short_forms(ex.events, words, gold["events"], "EVENT")
    ex.speech = _speech(ex, gold)
    return ex


def _join_short_forms(layer: list[str], words: list[str], things: Iterable[dict[str, Any]], label: str) -> None:
    """Make "Full Name (FN)" one span where both are forms of one thing: annotators differ in whether they join them."""
    forms = {_split(f): t["id"] for t in things for f in [t["name"], *t.get("aliases", [])]}
    for start, stop, kind in spans_of(layer):
        if kind != label or words[stop : stop + 1] != ["("] or layer[stop + 1 : stop + 2] != [f"B-{label}"]:
            continue
        end = stop + 2
        while end < len(words) and layer[end] == f"I-{label}":
            end += 1
        whole, short = forms.get(tuple(words[start:stop])), forms.get(tuple(words[stop + 1 : end]))
        if words[end : end + 1] == [")"] and whole is not None and whole == short:
            layer[stop : end + 1] = [f"I-{label}"] * (end + 1 - stop)


def _titles(ex: Example, gold: dict[str, Any], words: list[str], index: dict[str, list[int]]) -> None:
    sentence_of = [0] * len(words)
    persons: dict[int, list[int]] = defaultdict(list)
    for n, (a, b) in enumerate(ex.sequences()):
        for i in range(a, b):
            sentence_of[i] = n
            if ex.names[i].endswith("PERSON"):
                persons[n].append(i)
    titles = {r["title"] for r in gold["roles"] if r.get("title")}
    for form in sorted((_Form(_split(t), "TITLE", loose=True) for t in titles), key=lambda f: (-len(f.words), f.words)):
        for i in _occurrences(words, index, form):
            stop = i + len(form.words)
            near = any(i - NEAR <= p <= stop + NEAR for p in persons[sentence_of[i]])
            if near or (words[i][0].isupper() and (len(form.words) > 1 or not words[stop - 1].islower())):
                _place(ex.names, i, form)
            else:
                ex.unsure_names.update(range(i, stop))


def _other_titles(ex: Example, words: list[str], titles: frozenset[tuple[str, ...]]) -> None:
    lower = [w.casefold() for w in words]
    for person, label in enumerate(ex.names):
        if label != "B-PERSON":
            continue
        stop, strange = person, 0  # back over ranks, degrees and the organisation or place that stands between
        while stop:
            here = ex.names[stop - 1]
            between = lower[stop - 1] in HONORIFICS or words[stop - 1] == "." or here[2:] in ("ORGANISATION", "PLACE")
            if here == "O" and not between and words[stop - 1][0].isupper():
                strange += 1
            lengths = range(min(8, stop), 0, -1)
            start = next((stop - n for n in lengths if tuple(lower[stop - n : stop]) in titles), stop)
            if start < stop and all(x == "O" for x in ex.names[start:stop]):
                _place(ex.names, start, _Form(tuple(words[start:stop]), "TITLE"))
            if start < stop or (not between and (here != "O" or strange > NEAR_UNKNOWN or words[stop - 1].islower())):
                break
            stop -= 1


def _speech(ex: Example, gold: dict[str, Any]) -> list[int]:
    marks = [0] * len(ex.units)
    flat = re.sub(r"\s", " ", ex.text)
    for s in gold["statements"]:
        wanted = re.sub(r"\s+", " ", s["text"])
        pattern = re.escape(wanted).replace(r"\ ", r"\s+")
        for m in re.finditer(pattern, flat):
            value = 1 if s["kind"] == "indirect" else 2
            inside = [i for i, u in enumerate(ex.units) if m.start() <= u.start and u.end <= m.end()]
            for k, i in enumerate(inside):
                marks[i] = value if k else value + 2  # 3 and 4 open a statement
    return marks


def annotated(folder: Path) -> list[Example]:
    """The annotated articles of a folder (``ID.article.json`` with ``ID.gold.json`` beside it), by file name."""
    pairs = list(read_articles(folder))
    titles = titles_of(gold for _, gold in pairs)
    return [project(doc, gold, titles) for doc, gold in pairs]
