"""What an event is called: the fullest noun phrase of its cluster, and the other forms in use."""

from __future__ import annotations

import re

from kg.facts.events_group import Cluster
from kg.facts.events_phrase import Phrase
from kg.facts.reading import Reading

# Beyond this many words a longer form is no fuller, only longer.
_FULL = 12
_MARKS = "\"“”‘'’"


def fullest(reading: Reading, c: Cluster) -> Phrase:
    """The phrase with the fullest form: the longest in the body, of the title only when the body has none."""
    sentences = reading.document.sentences
    body = [p for p in c.phrases if not sentences[p.sentence].title] or c.phrases
    return max(body, key=lambda p: (min(_FULL, len(form(reading, p).split())), -p.start))


def names(reading: Reading, c: Cluster) -> tuple[str, tuple[str, ...]]:
    """The name of a cluster's event, its fullest form, and its aliases in order of appearance.

    Aliases are every other form, the part before a short form in brackets, the short form, and the head before a
    complement. What merely points back ("kegiatan tersebut") is none.
    """
    name = form(reading, fullest(reading, c))
    forms: list[str] = []
    for p in sorted(c.phrases, key=lambda p: p.start):
        full = form(reading, p)
        forms.append(full)
        if p.short and f"({p.short})" in full:
            forms += [_tidy(full[: full.index(f"({p.short})")]), p.short]
        forms += _bare_head(reading, p)
    forms += [s.of(reading.text) for s in c.shorts]
    seen = {name.casefold()}
    aliases: list[str] = []
    for f in forms:
        if f and f.casefold() not in seen and not _possessed(f):
            seen.add(f.casefold())
            aliases.append(f)
    return name, tuple(aliases)


def form(reading: Reading, p: Phrase) -> str:
    """The phrase as a name: without surrounding quotation marks, on one line."""
    return _tidy(p.core.of(reading.text))


def _bare_head(reading: Reading, p: Phrase) -> list[str]:
    """The head before its complement, a form of its own: "banjir" of "banjir di Desa Mekar"."""
    text = p.core.of(reading.text)
    m = re.search(r"\s+(?:di|ke|dengan|terhadap|bagi|tentang|terkait|soal|kepada|antara)\s", text)
    if m and p.head.end - p.core.start <= m.start():
        return [_tidy(text[: m.start()])]
    return []


def _tidy(text: str) -> str:
    """On one line, without marks at its ends; a quotation mark stays where its partner stands inside the name."""
    text = " ".join(text.split()).strip(" ,;:-–").lstrip(_MARKS)
    return text if any(m in text[:-1] for m in _MARKS) else text.rstrip(_MARKS)


def _possessed(name: str) -> bool:
    """Whether a name is one word with a possessive ending, which is no form of its own: "kunjungannya"."""
    return " " not in name and name.endswith("nya")
