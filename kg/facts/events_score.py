"""How likely it is that a cluster of phrases names an event the article tells of.

A logistic model over evidence that can be named: each feature of :func:`features` is a sentence one could say to a
person, its weight stands in ``lexicon/event_weights.tsv``, :func:`explain` lists what counted. To refit, give
:func:`kg.facts.logistic.fit` the features of the clusters of annotated articles, True for those that match an annotated
event, without those that match an optional one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kg.facts.events_group import Cluster
from kg.facts.events_nouns import bare, stops, use
from kg.facts.events_phrase import Phrase
from kg.facts.reading import Reading
from kg.lexicon import table
from kg.model import EntityKind, Span
from kg.text.dates import Dated, dates

#: Clusters at or above this probability are events. Chosen for the best F1 on the training articles under
#: cross-validation; to be chosen anew whenever the weights are.
THRESHOLD = 0.32
# How far around a phrase (characters) a verb or preposition is taken to belong to it.
_NEAR = 45

_QUANTITY = re.compile(r"(?:setiap|berbagai|banyak|sejumlah|para|beberapa|tiap|semua|seluruh|\d+)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Around:
    """What stands in the sentence of a phrase: the tokens before and after it in small letters, nearest first."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    quoted: bool


def around(reading: Reading, p: Span, number: int) -> Around:
    """The surroundings of a phrase in its sentence."""
    sentence = reading.document.sentences[number]
    near = reading.tokens_in(Span(max(sentence.start, p.start - _NEAR), p.start))
    far = reading.tokens_in(Span(p.end, min(sentence.end, p.end + _NEAR)))
    quotation = reading.document.quotation_at(p.start)
    return Around(
        tuple(t.of(reading.text).casefold() for t in reversed(near)),
        tuple(t.of(reading.text).casefold() for t in far),
        quotation is not None,
    )


def features(reading: Reading, c: Cluster, every: list[Cluster]) -> dict[str, float]:
    """What speaks for and against the cluster, as named numbers between 0 and 1 (most are 0 or 1)."""
    document = reading.document
    sentences = document.sentences
    body = [p for p in c.phrases if not sentences[p.sentence].title]
    titles = [p for p in c.phrases if sentences[p.sentence].title]
    noun = next((p.noun for p in c.phrases if p.noun), None)
    kinds = {p.noun.kind for p in c.phrases if p.noun} or {"none"}
    kind = noun.kind if noun else "none"
    if kind == "generic":
        kind = next((k for k in sorted(kinds) if k != "generic"), "generic")
    f: dict[str, float] = {"bias": 1.0, f"kind {kind}": 1.0}

    f["named in the title"] = float(bool(titles))
    f["only in the title"] = float(not body)
    title = " ".join(s.span.of(reading.text) for s in sentences if s.title).casefold()
    stems = {bare(v) for p in c.phrases if p.noun for v in p.noun.verbs}
    f["its verb in the title"] = float(
        any(len(s) > 3 and re.search(rf"\b\w{{0,4}}{re.escape(s[1:])}", title) for s in stems)
    )
    if body:
        first = min(p.sentence for p in body) - sum(s.title for s in sentences)
        f["first in the lead"] = float(first <= 0)
        f["first in sentences 2 or 3"] = float(1 <= first <= 2)
        f["first after sentence 8"] = float(first >= 8)
        f["first event named"] = float(
            c is next((o for o in every if any(not sentences[p.sentence].title for p in o.phrases)), None)
        )
    mentions = len(c.phrases) + len(c.shorts)
    f["named twice"] = float(mentions == 2)
    f["named often"] = float(mentions > 2)
    f["echoed"] = float(bool(c.echoes))
    f["pointed back at"] = float(any(p.pointer for p in c.phrases))
    f["short form"] = float(bool(c.short_forms()))
    f["called by a name"] = float(any(p.called for p in c.phrases))
    length = max(len(p.span.of(reading.text).split()) for p in c.phrases)
    f["one word"] = float(length == 1)
    f["four words or more"] = float(length >= 4)
    f["proper name"] = float(any(_proper(reading, p) for p in body))
    f["ordinal or year"] = float(
        any(re.search(r"\bke-?\d+|\b[IVX]{2,}\b|\b20\d\d\b", p.span.of(reading.text)) for p in body)
    )
    f["place inside"] = float(any(re.search(r"\bdi\b", p.span.of(reading.text)) for p in body))

    surroundings = [around(reading, p.span, p.sentence) for p in body]
    surroundings += [around(reading, p.span, p.sentence) for p in c.echoes]
    f["only in speech"] = float(bool(body) and all(a.quoted for a in surroundings[: len(body)]))
    f["held"] = float(any(set(a.before[:6]) & use("hold") or set(a.after[:6]) & use("held") for a in surroundings))
    f["attended"] = float(
        any(set(a.before[:6]) & use("attend") or set(a.after[:6]) & use("attended") for a in surroundings)
    )
    f["opened"] = float(any(set(a.before[:4]) & use("open") or set(a.after[:5]) & use("opened") for a in surroundings))
    f["at it"] = float(any(a.before and a.before[0] in stops("at") for a in surroundings))
    f["after it"] = float(any(a.before and a.before[0] in stops("aside") for a in surroundings))
    f["abstract before"] = float(any(set(a.before[:2]) & stops("abstract") for a in surroundings[: len(body)]))
    f["a quantity of them"] = float(any(a.before and _QUANTITY.match(a.before[0]) for a in surroundings[: len(body)]))
    f["future or wish"] = float(
        any(set(a.before[:6]) & {"akan", "ingin", "bakal", "rencana", "direncanakan"} for a in surroundings)
    )

    f["day in its sentence"] = f["day right after"] = f["place after"] = f["people in its sentence"] = 0.0
    for p in body:
        sentence = sentences[p.sentence]
        found = [d for d in dated_in(reading, p.sentence) if d.start]
        f["day in its sentence"] = max(f["day in its sentence"], float(bool(found)))
        close = any(0 <= d.begin - p.end <= _NEAR * 2 for d in found)
        f["day right after"] = max(f["day right after"], float(close))
        rest = reading.text[p.end : min(sentence.end, p.end + 2 * _NEAR)]
        f["place after"] = max(
            f["place after"], float(bool(re.match(r"[^.;]*?\b(?:di|bertempat di|ke)\s+(?:[A-Z]|\w+\s+[A-Z])", rest)))
        )
        people = list(reading.named_in(sentence.span, EntityKind.PERSON, EntityKind.ORGANISATION))
        f["people in its sentence"] = max(f["people in its sentence"], float(len(people) >= 1))
    f["tag"] = max((p.tag for p in c.phrases), default=0.0)
    f["one of several of its kind"] = float(sum(bool(o.same() & c.same()) for o in every) > 1 and bool(c.same()))
    return {k: v for k, v in f.items() if v}


def dated_in(reading: Reading, number: int) -> list[Dated]:
    """The date expressions of a sentence."""
    return dates(reading.text, reading.document.sentences[number].span, reading.document.article.published)


def _proper(reading: Reading, p: Phrase) -> bool:
    """Whether most words of the phrase beyond small link words begin with a capital, at least two of them."""
    found = [w for w in p.core.of(reading.text).split() if w.casefold() not in stops("link") | stops("joint")]
    capitals = sum(w[0].isupper() for w in found if w)
    return capitals >= 2 and capitals * 2 > len(found)


@cache
def weights() -> dict[str, float]:
    """The weights by feature."""
    return {r["feature"]: float(r["weight"]) for r in table("event_weights")}


def explain(found: Mapping[str, float]) -> list[tuple[str, float]]:
    """What counted, the strongest first: (feature, its share of the sum)."""
    parts = [(k, weights().get(k, 0.0) * v) for k, v in found.items()]
    return sorted((p for p in parts if p[1]), key=lambda p: (-abs(p[1]), p[0]))
