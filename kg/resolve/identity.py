"""Identity across articles, first version: by name, and only where the name alone is enough.

The rules are few and err on the side of two nodes for one thing, since a wrong merge is worse than a missed one:

- Persons of two names or more are one when their names are equal. A single name is one person within an article;
  across articles it is one when it is more than initials, and joins a fuller name only when exactly one fuller name
  goes by it somewhere and they share an office or an organisation.
- Organisations are one when their names are equal with fixed abbreviations written out; an acronym joins the one name
  it stands for, if all articles agree on one. A bare kind of body ("Dinas Kesehatan") belongs to its article.
- Places are one when their names are equal with abbreviations written out.
- Events are one when name and day are equal. Without a day an event belongs to its article.

The result depends on the set of articles, never on their order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from kg.facts.names import abbreviates, expanded, is_acronym, parts, unbracketed
from kg.ids import digest, slug
from kg.lexicon import words
from kg.model import ArticleFacts, Entity, EntityKind, Event, Identity
from kg.resolve.values import Judgement, Member, Resolution

#: Kinds of body that every town has: their acronym alone names none of them across articles.
_LOCAL_BODIES = frozenset(
    """DPRD DPC DPD DPW DPP DPK PAC PC PW PD PP UPT UPTD BPBD KONI KPUD RSUD DLH DPMPTSP BKD BKPSDM PKK BPD BUMD PN PA
    BUMDES PTUN SMAN SMPN SDN SMKN SMA SMP SD MTS MAN SPPG LSM BEM HMI FISIP FEB FT FH PMI MUI PGRI KAHMI RT
    RW""".split()
)
#: One-word persons of at most this many letters, all capitals, are initials of a suspect: never one across articles.
_INITIALS = 4


def identify(articles: Sequence[ArticleFacts]) -> Identity:
    """Who is who: an identifier for each entity and event of each article."""
    found = Resolution(Identity())
    for step in (entities_by_name, events_by_name):
        found = step(articles, (), found)
    return found.identity


def with_ids(found: Resolution, ids: Mapping[Member, str]) -> Resolution:
    """``found`` with more identifiers."""
    return replace(found, identity=Identity({**found.identity.ids, **ids}))


def entities_by_name(
    articles: Sequence[ArticleFacts], judgements: Sequence[Judgement], found: Resolution
) -> Resolution:
    """The step that gives persons, organisations and places their identifiers."""
    ids: dict[Member, str] = {}
    ids.update(_persons(articles))
    ids.update(_organisations(articles))
    for facts in articles:
        for place in facts.entities_of(EntityKind.PLACE):
            ids[facts.article.id, place.key] = f"place/{slug(' '.join(expanded(unbracketed(place.name)[0])))}"
    return with_ids(found, ids)


def events_by_name(articles: Sequence[ArticleFacts], judgements: Sequence[Judgement], found: Resolution) -> Resolution:
    """The step that gives events their identifiers."""
    return with_ids(found, {(f.article.id, e.key): _event_id(f.article.id, e) for f in articles for e in f.events})


def _event_id(article: str, event: Event) -> str:
    if event.start is not None:
        return f"event/{slug(event.name)}-{event.start.isoformat()}"
    return f"event/{slug(event.name)}-{digest(article)[:8]}"


# ---- persons -----------------------------------------------------------------------------------------------------


def _context(facts: ArticleFacts, person: Entity) -> set[str]:
    """What ties a name to somebody: offices and organisations, as comparable text. A part in a case ties nobody."""
    found: set[str] = set()
    names = {e.key: " ".join(expanded(unbracketed(e.name)[0])) for e in facts.entities}
    for role in facts.roles:
        if role.holder != person.key or role.event:
            continue
        where = names.get(role.organisation or "") or names.get(role.jurisdiction or "")
        if where:
            found.add(f"in {where}")
        if role.title and " " in role.title and not role.title.islower():
            found.add(f"as {' '.join(parts(role.title))}")
    return found


def _persons(articles: Sequence[ArticleFacts]) -> dict[tuple[str, str], str]:
    known_by: dict[str, set[str]] = defaultdict(set)  # a single name → the full names that go by it somewhere
    contexts: dict[str, set[str]] = defaultdict(set)
    singles: list[tuple[ArticleFacts, Entity]] = []
    ids: dict[tuple[str, str], str] = {}
    for facts in articles:
        for person in facts.entities_of(EntityKind.PERSON):
            if len(parts(person.name)) == 1:
                singles.append((facts, person))
                continue
            full = slug(person.name)
            ids[facts.article.id, person.key] = f"person/{full}"
            contexts[full] |= _context(facts, person)
            for alias in person.aliases:
                if len(parts(alias)) == 1:
                    known_by[slug(alias)].add(full)
    for facts, person in singles:
        name = slug(person.name)
        if person.name.isupper() and len(name) <= _INITIALS:
            name = f"{name}-{digest(facts.article.id)[:8]}"
        else:
            candidates = known_by.get(name, set())
            if len(candidates) == 1:
                full = next(iter(candidates))
                name = full if _context(facts, person) & contexts[full] else name
        ids[facts.article.id, person.key] = f"person/{name}"
    return ids


# ---- organisations -----------------------------------------------------------------------------------------------


def _key(name: str) -> str:
    """A name as comparable text: bracket left out, abbreviations written out, without a final "Republik Indonesia"."""
    words = list(expanded(unbracketed(name)[0]))
    while len(words) > 2 and (words[-2:] == ["republik", "indonesia"] or words[-1] == "tbk"):
        words = words[:-2] if words[-1] == "indonesia" else words[:-1]
    if len(words) > 2 and words[0] == "pt":
        words = words[1:]
    return " ".join(words)


def _organisations(articles: Sequence[ArticleFacts]) -> dict[tuple[str, str], str]:
    meanings: dict[str, set[str]] = defaultdict(set)  # an acronym → the keys of the names it stands for
    for facts in articles:
        for body in facts.entities_of(EntityKind.ORGANISATION):
            for short in _acronyms(body):
                meanings[short].add(_key(body.name))
    ids: dict[tuple[str, str], str] = {}
    for facts in articles:
        for body in facts.entities_of(EntityKind.ORGANISATION):
            key = _key(body.name)
            if _bare(key, facts):
                ids[facts.article.id, body.key] = f"organisation/{slug(key)}-{digest(facts.article.id)[:8]}"
                continue
            if is_acronym(body.name) and len(meanings.get(body.name, ())) == 1:
                key = next(iter(meanings[body.name]))
            ids[facts.article.id, body.key] = f"organisation/{slug(key)}"
    return ids


@cache
def _known_places() -> frozenset[str]:
    """The words of the names of provinces, regencies, cities and countries."""
    return frozenset(w for name in words("places") for w in parts(name))


def _bare(key: str, facts: ArticleFacts) -> bool:
    """Whether a name is that of a kind of body only ("Dinas Kesehatan"), without place or number that says which.

    A place is a word of a known one, or of a place that the article itself names.
    """
    kind = max((k for k in words("local_bodies") if f"{key} ".startswith(f"{k} ")), key=len, default=None)
    if kind is None:
        return False
    rest = key[len(kind) :].split()
    here = {w for e in facts.entities_of(EntityKind.PLACE) for n in e.names for w in parts(n)}
    return not any(w.isdigit() or w in _known_places() or w in here for w in rest)


def _acronyms(body: Entity) -> Iterable[str]:
    if is_acronym(body.name) or len(parts(body.name)) < 2:
        return
    for alias in body.aliases:
        if is_acronym(alias) and alias not in _LOCAL_BODIES and abbreviates(alias, unbracketed(body.name)[0]):
            yield alias
