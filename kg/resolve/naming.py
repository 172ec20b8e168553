"""From clusters to identifiers: readable, and the same for the same set of articles."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from kg.facts.names import is_acronym
from kg.ids import digest, slug
from kg.model import Article, ArticleFacts, Entity, EntityKind
from kg.resolve.spelling import PersonName
from kg.resolve.values import Member

#: Letters of the digest that tells clusters with one name apart.
_SUFFIX = 8
#: Sorts after every date.
_UNDATED = "9999"


def canonical(kind: EntityKind, entities: Iterable[Entity]) -> str:
    """The name of a cluster: the form that most articles use for it among the full ones, the longest of equals."""
    counts = Counter(_unbracketed(e.name) for e in entities)
    full = _full_person if kind is EntityKind.PERSON else _full_body
    forms = [f for f in counts if full(f)] or list(counts)
    return min(forms, key=lambda f: (-counts[f], f.isupper(), -len(f), f))


def _full_person(name: str) -> bool:
    parsed = PersonName.of(name)
    return not parsed.single and not parsed.initials


def _full_body(name: str) -> bool:
    return " " in name and not is_acronym(name.split(" ")[0])


def _unbracketed(name: str) -> str:
    out, depth = [], 0
    for c in name:
        depth += (c == "(") - (c == ")")
        if depth == 0 and c != ")":
            out.append(c)
    return " ".join("".join(out).split()) or name


def identifiers(
    kind: EntityKind,
    clusters: Sequence[Sequence[Member]],
    entities: Mapping[Member, Entity],
    articles: Mapping[str, Article],
    nameless: Callable[[Sequence[Member]], bool],
) -> dict[Member, str]:
    """An identifier for each member, "person/wisnu-alfaristha".

    Of clusters with one name, the one with the earliest member keeps the plain form; the others, and those that are
    ``nameless`` (known by initials or a kind of body only), get a digest of their earliest member behind it.
    """

    def age(member: Member) -> tuple[str, Member]:
        published = articles[member[0]].published
        return (published.isoformat() if published else _UNDATED, member)

    by_slug: dict[str, list[Sequence[Member]]] = defaultdict(list)
    for members in clusters:
        by_slug[slug(canonical(kind, (entities[m] for m in members)))].append(members)
    ids: dict[Member, str] = {}
    for name, found in sorted(by_slug.items()):
        ranked = sorted(found, key=lambda c: (nameless(c), min(age(m) for m in c)))
        for i, members in enumerate(ranked):
            first = min(members, key=age)
            plain = i == 0 and not nameless(members)
            suffix = "" if plain else f"-{digest(*first)[:_SUFFIX]}"
            ids.update(dict.fromkeys(members, f"{kind.value}/{name}{suffix}"))
    return ids


def by_member(articles: Iterable[ArticleFacts], kind: EntityKind) -> dict[Member, Entity]:
    """The entities of one kind, by article and key."""
    return {(f.article.id, e.key): e for f in articles for e in f.entities_of(kind)}
