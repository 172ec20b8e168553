"""Which phrases of an article name the same event: clusters of candidates.

Patterns, with invented examples:

- same head, no detail of its own: "Rapat Kerja Tahunan … rapat itu" is one event;
- same head, details that share a word: "banjir di Desa Mekar … banjir Mekar" is one event;
- same head, details without a common word: "lomba lari … lomba masak" are two;
- a short form introduced in brackets: "Musyawarah Besar (Mubes) … Mubes" is one event;
- the same proper name under another head: "Festival Kali Lestari … acara Kali Lestari" is one event;
- the same thing begun under another head: "peluncuran aplikasi Sapa … peresmian aplikasi Sapa" is one event.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.facts.events_nouns import stops
from kg.facts.events_phrase import Phrase
from kg.facts.reading import Reading
from kg.model import Span

_WORD = re.compile(r"\w+(?:[-'’./&]\w+)*")
# Words that tell no two events of one kind apart.
_EMPTY = frozenset(
    {"acara", "kegiatan", "agenda", "tahun", "hari", "bersama", "besar", "sejumlah", "para", "satu", "dua"}
)
# Types of events that begin a thing, and the share of common words from which on it is the same thing.
_BEGINNINGS = frozenset({"Launch", "Inauguration"})
_MOSTLY = 0.6


@dataclass
class Cluster:
    """The phrases that name one event. ``echoes`` are generic mentions of it ("kegiatan tersebut")."""

    phrases: list[Phrase] = field(default_factory=list)
    echoes: list[Phrase] = field(default_factory=list)
    shorts: list[Span] = field(default_factory=list)
    details: set[str] = field(default_factory=set)

    @property
    def start(self) -> int:
        """Where it is first named."""
        return min(p.start for p in self.phrases)

    def same(self) -> set[str]:
        """The groups of nouns its heads belong to."""
        return {p.noun.same for p in self.phrases if p.noun}

    def short_forms(self) -> set[str]:
        """The short forms introduced in brackets."""
        return {p.short for p in self.phrases if p.short}


def details(reading: Reading, p: Phrase) -> set[str]:
    """The words of a phrase beyond its head that tell it from others of its kind, in small letters."""
    text = reading.text
    outside = text[p.start : p.head.start] + " " + text[p.head.end : p.end]
    skip = _EMPTY | stops("function") | stops("link") | stops("joint") | stops("call")
    found = {w.casefold() for w in _WORD.findall(outside)}
    if p.short:
        found.discard(p.short.casefold())
    return {w for w in found if w not in skip and len(w) > 1}


def is_echo(reading: Reading, p: Phrase) -> bool:
    """Whether a phrase is generic and points back: "kegiatan tersebut", "acara itu", a bare "kegiatan"."""
    return p.noun is not None and p.noun.kind == "generic" and not details(reading, p) and not p.called


def clusters(reading: Reading, phrases: list[Phrase]) -> list[Cluster]:
    """The phrases put together by the patterns of this module, in order of first mention.

    Titles come last: their short wording joins what the body has named, and names an event alone only otherwise.
    """
    sentences = reading.document.sentences
    body = [p for p in phrases if not sentences[p.sentence].title]
    title = [p for p in phrases if sentences[p.sentence].title]
    found: list[Cluster] = []
    echoes: list[Phrase] = []
    for p in [*body, *title]:
        if is_echo(reading, p):
            echoes.append(p)
            continue
        own = details(reading, p)
        home = next((c for c in _homes(found, p) if not own or not c.details or own & c.details), None)
        if home is None:
            home = Cluster()
            found.append(home)
        home.phrases.append(p)
        home.details |= own
    found = _joined(reading, found)
    for c in found:
        _add_shorts(reading, c)
    for p in echoes:
        before = [c for c in found if c.start < p.start and not sentences[c.phrases[0].sentence].title]
        if before:
            # The event named last before it is what "kegiatan tersebut" points to.
            max(before, key=lambda c: max(q.start for q in c.phrases if q.start < p.start)).echoes.append(p)
    return sorted(found, key=lambda c: c.start)


def _homes(found: list[Cluster], p: Phrase) -> Iterator[Cluster]:
    """The clusters a phrase may join, the one named last first."""
    if p.noun is None:
        return
    for c in sorted(found, key=lambda c: -c.phrases[-1].start):
        if p.noun.same in c.same():
            yield c


def _names(reading: Reading, c: Cluster) -> set[str]:
    """Proper names in the cluster: cores with at least two words beyond the head, folded."""
    out = set()
    for p in c.phrases:
        words = [w.casefold() for w in _WORD.findall(p.core.of(reading.text))]
        if p.core != p.span or p.called or p.short:
            out.add(" ".join(words))
    return out


def _joined(reading: Reading, found: list[Cluster]) -> list[Cluster]:
    """Clusters that share a short form or a proper name, or begin the same thing, made one."""
    out: list[Cluster] = []
    for c in found:
        home = next((o for o in out if _share_name(reading, o, c) or _same_beginning(o, c)), None)
        if home is None:
            out.append(c)
        else:
            home.phrases += c.phrases
            home.details |= c.details
    return out


def _share_name(reading: Reading, a: Cluster, b: Cluster) -> bool:
    """Whether one's short form or proper name is the other's, or what the other is headed by."""
    shorts_a, shorts_b = ({s.casefold() for s in c.short_forms()} for c in (a, b))
    forms_a, forms_b = (
        {span.of(reading.text).casefold() for p in c.phrases for span in (p.span, p.head)} for c in (a, b)
    )
    return bool(
        shorts_a & (shorts_b | forms_b) or shorts_b & forms_a or _names(reading, a) & (_names(reading, b) | forms_b)
    )


def _same_beginning(a: Cluster, b: Cluster) -> bool:
    """Whether both begin the same thing: launches, openings, inaugurations whose details are mostly the same words."""
    types = {p.noun.type for c in (a, b) for p in c.phrases if p.noun}
    common = a.details & b.details
    return types <= _BEGINNINGS and len(common) >= 2 and len(common) / len(a.details | b.details) >= _MOSTLY


def _add_shorts(reading: Reading, c: Cluster) -> None:
    """Adds the places where a short form stands alone."""
    for short in sorted(c.short_forms()):
        for m in re.finditer(rf"(?<!\w){re.escape(short)}(?!\w)", reading.text):
            if (
                not any(p.start < m.end() and m.start() < p.end for p in c.phrases)
                and reading.document.sentence_index(m.start()) is not None
            ):
                c.shorts.append(Span(m.start(), m.end()))
    c.shorts.sort()
