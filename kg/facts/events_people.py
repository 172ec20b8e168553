"""Who held an event and who took part in it.

Two logistic models over the surroundings an entity shares with an event: one for organisers, one for participants. Their
features are patterns of the language, their weights stand in ``lexicon/event_people_weights.tsv``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from kg.facts.events_details import sentence_numbers
from kg.facts.events_group import Cluster
from kg.facts.events_score import bare, probability, use
from kg.facts.reading import Named, Reading
from kg.lexicon import table
from kg.model import Entity, EntityKind, Span

#: At or above these an entity is an organiser or participant. Chosen for the best F1 on the training articles under
#: cross-validation; to be chosen anew whenever the weights are.
ORGANISER, PARTICIPANT = 0.33, 0.42

_SPEECH = re.compile(
    r"\b(?:kata|ujar|ucap|tutur|jelas|ungkap|tegas|imbuh|papar|terang|sebut|lanjut|tambah|pungkas|menurut|mengatakan|"
    r"menyampaikan|menyebut|menegaskan|menjelaskan|mengungkapkan|menuturkan|berharap|menambahkan|memaparkan|menyatakan)"
    r"(?:nya)?\b",
    re.IGNORECASE,
)
_AT_EVENT = re.compile(
    r"\b(?:sambutan\w*|arahan\w*|pidato\w*|di sela|di sela-sela|usai|seusai|saat|ketika|dalam acara|pada acara|materi\w*)\b",
    re.IGNORECASE,
)
_REMOTE = re.compile(
    r"\b(?:keterangan\w*|dikonfirmasi|dihubungi|dikutip|dilansir|siaran pers|rilis\w*|laporan|data|menurut data)\b",
    re.IGNORECASE,
)
_SPEAKER_ROLES = frozenset(
    {"narasumber", "pembicara", "pemateri", "moderator", "ketua panitia", "peserta", "keynote speaker", "panelis"}
)


def features(reading: Reading, c: Cluster, e: Entity, main: bool, alone: bool) -> dict[str, float]:
    """What ties an entity to an event, as named numbers (0 or 1); empty when nothing does.

    ``main`` says that the event is the article's likeliest, ``alone`` that it is the only one found.
    """
    text, sentences = reading.text, reading.document.sentences
    numbers = sentence_numbers(reading, c)
    mine = [(m, reading.document.sentence_index(m.start)) for m in e.mentions]
    placed = [(m.span, n) for m, n in mine if n is not None]
    if not placed:
        return {}
    noun = next((p.noun for p in c.phrases if p.noun), None)
    kind = noun.kind if noun else "none"
    person = e.kind is EntityKind.PERSON
    who = "person" if person else "organisation"
    f: dict[str, float] = {f"bias {who}": 1.0, f"{who}, {kind}": 1.0}
    shared = [(s, n) for s, n in placed if n in numbers and not sentences[n].title]
    apart = min(abs(n - k) for _, n in placed for k in numbers)
    f[f"{who} in its sentence"] = float(bool(shared))
    f[f"{who} in the next sentence"] = float(apart == 1)
    f[f"{who} within three sentences"] = float(1 < apart <= 3)
    f[f"{who}, main event"] = float(main)
    f[f"{who}, only event"] = float(alone)
    f[f"{who} named in the title"] = float(any(sentences[n].title for _, n in placed))
    f[f"{who} named in the lead"] = float(any(n <= 1 and not sentences[n].title for _, n in placed))
    f[f"{who} named often"] = float(len(placed) >= 3)
    f[f"{who} first named"] = float(_first_of_kind(reading, e))
    spoken = [n for s, n in placed if _speaks(text, sentences[n].span, s)]
    f[f"{who} speaks"] = float(bool(spoken))
    f[f"{who} speaks of a main event"] = float(bool(spoken) and main)
    f[f"{who} speaks at it"] = float(any(_AT_EVENT.search(sentences[n].span.of(text)) for n in spoken))
    f[f"{who} speaks from afar"] = float(any(_REMOTE.search(sentences[n].span.of(text)) for n in spoken))
    for span, n in shared:
        sentence = sentences[n].span
        for p in (*c.phrases, *c.echoes):
            if p.sentence != n:
                continue
            before, between = text[sentence.start : span.start], Span(min(span.end, p.end), max(span.start, p.start))
            words = {t.of(text).casefold() for t in reading.tokens_in(between)}
            stems = set(noun.verbs) | {bare(v) for v in noun.verbs} if noun else set()
            if p.span.contains(span):
                f[f"{who} inside the name"] = 1.0
                f[f"{who} inside the name, {kind}"] = 1.0
                f[f"{who} right after the head"] = float(span.start - p.head.end <= 2)
            elif span.start < p.start:
                f[f"{who} before it"] = 1.0
                for u in ("hold", "attend", "open"):
                    if words & use(u):
                        f[f"{who} {u} it"] = 1.0
                if not before.strip() or (len(before.split()) <= 6 and not re.search(r"[,.]", before)):
                    f[f"{who} begins its sentence"] = 1.0
            else:
                f[f"{who} after it"] = 1.0
                for u in ("held", "attended", "opened"):
                    if words & use(u):
                        f[f"{who} {u} it"] = 1.0
                if 0 <= span.start - p.end <= 25:
                    f[f"{who} close after it"] = 1.0
            if words & stems:
                f[f"{who} its own verb"] = 1.0
        lead_in = text[max(sentence.start, span.start - 40) : span.start].casefold()
        if re.search(r"\boleh\b[^,;]*$", lead_in):
            f[f"{who} by"] = 1.0
        if re.search(r"\b(?:bersama|dengan|didampingi|hadir|dihadiri)\b[^;]*$", lead_in):
            f[f"{who} with"] = 1.0
        if re.search(r"\bdi\s+(?:\w+\s+){0,3}$", lead_in):
            f[f"{who} as a place"] = 1.0
        if re.match(r"\s*(?:\w+\s+){0,2}(?:" + "|".join(sorted(use("hold"))) + r")\b", text[span.end : sentence.end]):
            f[f"{who} holds something"] = 1.0
        if re.match(
            r"\s*(?:\([^)]*\)\s*)?,?\s*(?:\w+\s+){0,2}(?:" + "|".join(sorted(use("attend", "open"))) + r")\b",
            text[span.end : sentence.end],
        ):
            f[f"{who} attends something"] = 1.0
    stems = set(noun.verbs) | {bare(v) for v in noun.verbs if len(bare(v)) > 3} if noun else set()
    for span, n in placed:
        if n in numbers and not sentences[n].title:
            continue
        after = {t.of(text).casefold() for t in reading.tokens_in(Span(span.end, min(sentences[n].end, span.end + 60)))}
        if after & stems:
            f[f"{who} with its verb elsewhere"] = 1.0
        if after & use("attend", "open"):
            f[f"{who} attends something elsewhere"] = 1.0
        if after & use("hold"):
            f[f"{who} holds something elsewhere"] = 1.0
    return {k: v for k, v in f.items() if v}


def _speaks(text: str, sentence: Span, span: Span) -> bool:
    """Whether a speech verb stands near the name, in its sentence."""
    near = text[max(sentence.start, span.start - 90) : min(sentence.end, span.end + 60)]
    return bool(_SPEECH.search(near))


def _first_of_kind(reading: Reading, e: Entity) -> bool:
    first: Named | None = next(
        (n for n in reading.named if n.kind is e.kind and n.start >= reading.document.article.body), None
    )
    return first is not None and first.entity.key == e.key


@cache
def weights(model: str) -> Mapping[str, float]:
    """The weights of the model "organiser" or "participant" by feature."""
    return {r["feature"]: float(r[model]) for r in table("event_people_weights") if r[model]}


def people(reading: Reading, c: Cluster, main: bool, alone: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The keys of an event's organisers and of its participants, each in order of first mention."""
    organisers: list[str] = []
    participants: list[str] = []
    for e in sorted(reading.entities, key=lambda e: (e.mentions[0].start, e.key)):
        if e.kind is EntityKind.PLACE:
            continue
        f = features(reading, c, e, main, alone)
        if not f:
            continue
        holds, joins = (probability(f, weights(m)) for m in ("organiser", "participant"))
        if holds >= ORGANISER and holds >= joins:
            organisers.append(e.key)
        elif joins >= PARTICIPANT:
            participants.append(e.key)
    return tuple(organisers), tuple(participants)
