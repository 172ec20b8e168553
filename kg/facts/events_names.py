"""What an event is called: the fullest noun phrase of its cluster, and the other forms in use."""

from __future__ import annotations

import re

from kg.facts.events_group import Cluster
from kg.facts.events_phrase import Phrase
from kg.facts.reading import Reading

# The fullest noun phrase up to about this many words is the name.
_FULL = 12


def names(reading: Reading, c: Cluster) -> tuple[str, tuple[str, ...]]:
    """The name of a cluster's event and its aliases in order of appearance.

    The name is the longest form in the body (the title only when the body has none); the aliases are every other form,
    the part before a short form in brackets, and the short form.
    """
    sentences = reading.document.sentences
    body = [p for p in c.phrases if not sentences[p.sentence].title] or c.phrases
    best = max(body, key=lambda p: (min(_FULL, len(form(reading, p).split())), -p.start))
    name = form(reading, best)
    forms: list[str] = []
    for p in sorted(c.phrases, key=lambda p: p.start):
        full = form(reading, p)
        forms.append(full)
        if p.core != p.span:
            forms.append(_tidy(p.span.of(reading.text)))
        if p.short and f"({p.short})" in full:
            forms += [_tidy(full[: full.index(f"({p.short})")]), p.short]
        forms += _bare_head(reading, p)
    forms += [s.of(reading.text) for s in c.shorts]
    seen = {name.casefold()}
    aliases: list[str] = []
    for f in forms:
        if f and f.casefold() not in seen:
            seen.add(f.casefold())
            aliases.append(f)
    return name, tuple(aliases)


def form(reading: Reading, p: Phrase) -> str:
    """The phrase as a name: without surrounding quotation marks, on one line."""
    return _tidy(p.core.of(reading.text))


def _bare_head(reading: Reading, p: Phrase) -> list[str]:
    """The head before its complement, a form of its own: "banjir" of "banjir di Desa Mekar"."""
    text = p.span.of(reading.text)
    m = re.search(r"\s+(?:di|ke|dengan|terhadap|bagi|tentang|terkait|soal|kepada|antara)\s", text)
    if m and p.head.end - p.start <= m.start():
        return [_tidy(text[: m.start()])]
    return []


def _tidy(text: str) -> str:
    return " ".join(text.split()).strip(" ,;:\"“”'‘’-–")
