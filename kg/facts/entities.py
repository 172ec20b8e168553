"""From tags to entities: persons, organisations and places of an article, each with all its mentions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg.facts.boundaries import bounded
from kg.facts.names import core, parts, unbracketed
from kg.facts.organisations import organisations, places
from kg.facts.persons import persons
from kg.lexicon import table, words
from kg.model import Entity, Span, Tag, TagLabel
from kg.text.document import Document
from kg.text.tokens import tokens

_NAME_LABELS = (TagLabel.PERSON, TagLabel.ORGANISATION, TagLabel.PLACE)
#: A form the tagger saw once is sought in the whole article. Its other occurrences get this share of its score: the
#: tagger passed them over, so they are a little less certain.
_ECHO = 0.9
#: A name the tagger is less sure of than not is left out. Of such names on 234 cross-tagged articles two in three were
#: wrong (counted with the lighter model).
_LEAST = 0.5


def entities(document: Document, tags: Sequence[Tag]) -> tuple[Entity, ...]:
    """The entities of a document, persons first, then organisations, then places, each in order of first mention."""
    text = document.text
    trims = [untitled(text, trimmed(text, t)) for t in tags]
    clean = joined(text, _settled(text, [t for t in trims if t is not None]))
    clean = bounded(text, clean)
    clean = [t for t in clean if t.score >= _LEAST or t.label not in _NAME_LABELS]
    complete = echoed(document, clean)
    by_label = {label: [t for t in complete if t.label is label] for label in _NAME_LABELS}
    return (
        *persons(document.text, by_label[TagLabel.PERSON]),
        *organisations(document.text, by_label[TagLabel.ORGANISATION]),
        *places(document.text, by_label[TagLabel.PLACE]),
    )


def _settled(text: str, tags: Sequence[Tag]) -> list[Tag]:
    """The tags as :func:`settled` has them; with what names nothing goes its abbreviation ("Unit Usaha Desa (UUD)")."""
    after = [(t, settled(text, t)) for t in tags]
    gone = {unbracketed(t.span.of(text))[1] for t, kept in after if kept is None}
    return [kept for _, kept in after if kept is not None and kept.span.of(text) not in gone]


def trimmed(text: str, tag: Tag) -> Tag:
    """The tag without honorifics, ranks and degrees (persons) or stray punctuation at its ends (all)."""
    span = core(text, tag.span) if tag.label is TagLabel.PERSON else tag.span
    first, _, rest = span.of(text).partition(" ")
    if rest and first.lower() in words("sentence_openers"):  # "Adapun Sekar": the head of the sentence is no name
        span = Span(span.start + len(first) + 1, span.end)
    form = span.of(text)
    start = span.start + len(form) - len(form.lstrip(" ,.;:\"“”'‘’-–—)"))
    end = span.end - (len(form) - len(form.rstrip(" ,;:\"“”'‘’-–—(")))
    if form.count("(") > form.count(")") and text[end : end + 1] == ")":
        end += 1
    return Tag(start, end, tag.label, tag.score) if start < end else tag


@cache
def _offices() -> dict[tuple[str, ...], str]:
    """Titles that begin no name of a body, with what completes them. "Pengurus", "Warga" and the like may begin one."""
    starts_names = words("title_like_names")
    return {tuple(r["word"].split()): r["completes"] for r in table("role_titles") if r["word"] not in starts_names}


def untitled(text: str, tag: Tag) -> Tag | None:
    """The tag without an office at its head: "Wasekjen Partai X" tagged as one name is the party.

    A person tag that is an office alone ("Kapolres") names nobody: None. An office that is completed by a place leaves
    a place ("Bupati Karimba" → Karimba).
    """
    if tag.label not in (TagLabel.PERSON, TagLabel.ORGANISATION):
        return tag
    pieces = list(tokens(text, tag.span))
    label: TagLabel = tag.label
    first = 0
    while first < len(pieces):
        n, completes = _office_at(text, pieces, first)
        if n == 0:
            break
        first += n
        if label is TagLabel.ORGANISATION and completes == "place":
            label = TagLabel.PLACE
    if first == 0:
        return tag
    if first == len(pieces):
        return None
    return Tag(pieces[first].start, tag.end, label, tag.score)


_UNIT = re.compile(r"(?:Kantor|Kantor Wilayah|Kanwil|Kantor Cabang|Dinas|Badan|Biro|Cabang|Pengurus|Pimpinan)")


def joined(text: str, tags: Sequence[Tag]) -> list[Tag]:
    """The tags with a bare unit and the body right behind it made one: "Kantor Wilayah" + "Bank Laut Jawa"."""
    out: list[Tag] = []
    for tag in sorted(tags):
        last = out[-1] if out else None
        if (
            last is not None
            and last.label is tag.label is TagLabel.ORGANISATION
            and text[last.end : tag.start] == " "
            and _UNIT.fullmatch(last.span.of(text))
        ):
            out[-1] = Tag(last.start, tag.end, tag.label, min(last.score, tag.score))
        else:
            out.append(tag)
    return out


def settled(text: str, tag: Tag) -> Tag | None:
    """The tag as what the language says it is, whatever the tagger said: known places are places, laws, programmes and
    classes of bodies ("APBD", "LSM") are no organisations (None). Names of persons are left alone unless they are two
    words that name a place.
    """
    form = " ".join(tag.span.of(text).split())
    if tag.label is TagLabel.ORGANISATION:
        plain, inside = unbracketed(form)
        none = words("not_organisations", kind="thing") | words("not_organisations", kind="group")
        bracketed = form.endswith(")") and inside in none
        if form in none or plain in none or bracketed or form.count("(") != form.count(")"):
            return None
        if parts(form)[:1] and parts(form)[0] in _event_heads():
            return Tag(tag.start, tag.end, TagLabel.EVENT, tag.score)
    place = form.lower() in _places() and tag.label in (TagLabel.ORGANISATION, TagLabel.PERSON)
    if place and (tag.label is TagLabel.ORGANISATION or " " in form):
        return Tag(tag.start, tag.end, TagLabel.PLACE, tag.score)
    return tag


@cache
def _event_heads() -> frozenset[str]:
    """Event nouns that begin no name of a body: "Rakorwil X", "Festival Y"; but "Forum", "Majelis", "Operasi" may."""
    kinds = {"meeting", "ceremony", "sport", "visit", "protest"}
    found = {r["word"] for r in table("event_nouns") if r["kind"] in kinds and " " not in r["word"]}
    return frozenset(found) - words("event_like_bodies")


@cache
def _places() -> frozenset[str]:
    return frozenset(w.lower() for w in words("places"))


def _office_at(text: str, pieces: list[Span], first: int) -> tuple[int, str]:
    """How many tokens an office takes at token ``first``, and what completes it; 0 when none stands there."""
    for n in (4, 3, 2, 1):
        key = tuple(p.of(text).lower().rstrip(".") for p in pieces[first : first + n])
        if len(key) == n and key in _offices():
            return n, _offices()[key]
    return 0, ""


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
            seen = (t.label, t.span.of(text))
            best[seen] = max(best.get(seen, 0.0), t.score)
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
