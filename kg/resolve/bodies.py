"""Names of organisations as comparable text: what the body is, of which place, of which country.

Abbreviations are written out (fixed ones from the lexicon, others as the articles themselves explain them), legal forms
and the country's name dropped, the place at the end set apart with its level.
"""

from __future__ import annotations

import re
from collections import ChainMap, defaultdict
from collections.abc import Iterable, MutableMapping
from dataclasses import dataclass
from functools import cache

from kg.facts.names import abbreviates, expanded, is_acronym, parts
from kg.lexicon import table, words
from kg.model import ArticleFacts, Entity, EntityKind
from kg.resolve.regions import Region, Regions

Words = tuple[str, ...]
#: Acronym in lower case → the words it stands for.
Meanings = MutableMapping[str, Words]

_BRACKET = re.compile(r"\(([^()]*)\)")
_LEGAL = frozenset("pt cv tbk persero partai ud perseroan".split())
_SMALL = frozenset("dan and atau the of & serta".split())
_BRANCH = re.compile(r"^(?:(?:dewan )?(?:pimpinan|pengurus) (?:wilayah|daerah|cabang)) (?=\S)")
_REPUBLIC = ("republik", "indonesia")
#: What may stand before any name of a body of the kind.
_TITLE_OF = {"company": "pt", "party": "partai"}
#: Kinds whose one-word names stand inside longer names too; of the others ("Antara") they are everyday words.
_INSIDE = frozenset("ministry agency court council force party campus".split())


@dataclass(frozen=True, slots=True)
class BodyName:
    """A body's name taken apart. ``head`` are its words without place and country; ``bare``: the kind of body only."""

    head: Words
    region: Region | None = None
    country: str = ""
    bare: bool = False

    @property
    def key(self) -> str:
        """The name as one text; bodies with equal keys have one name."""
        place = f" @ {self.region.text}" if self.region else ""
        return " ".join(self.head) + place + (f" / {self.country}" if self.country else "")

    @property
    def plain(self) -> str:
        """What the body is, without place and country."""
        return " ".join(self.head)


@cache
def _public() -> tuple[dict[Words, Words], dict[Words, Words]]:
    """Other names of public bodies → their name; those that stand for it inside longer names too, and all."""
    inside: dict[Words, Words] = {}
    whole: dict[Words, Words] = {}
    for row in table("public_bodies"):
        name, title = parts(row["name"]), _TITLE_OF.get(row["kind"])
        inside[name] = name
        for key in (name, *(parts(f) for f in row["forms"].split("|") if f)):
            for form in (key, (title, *key)) if title else (key,):
                whole.setdefault(form, name)
                if row["kind"] in _INSIDE:
                    inside.setdefault(form, name)
    return inside, whole


@cache
def _longest() -> int:
    return max(map(len, _public()[0]))


@cache
def public_names() -> frozenset[str]:
    """The names of public bodies as :attr:`BodyName.plain` has them."""
    return frozenset(" ".join(_trimmed(parts(r["name"]))) for r in table("public_bodies"))


@cache
def _campuses() -> frozenset[str]:
    """Names of universities that need no place: there is one of the name."""
    return frozenset(" ".join(_trimmed(parts(r["name"]))) for r in table("public_bodies") if r["kind"] == "campus")


def _replaced(name: Words) -> Words:
    """The words with other names of public bodies replaced by their name, the longest run first.

    Two names of one body side by side, as in "Kementerian ATR/BPN", are its name once.
    """
    inside, whole = _public()
    if name in whole:
        return whole[name]
    out: list[str] = []
    last: Words = ()
    i = 0
    while i < len(name):
        run = next((n for n in range(min(_longest(), len(name) - i), 0, -1) if name[i : i + n] in inside), 0)
        found = inside[name[i : i + run]] if run else name[i : i + 1]
        if not run or found != last:
            out.extend(found)
        last = found if run else ()
        i += run or 1
    return tuple(out)


def _trimmed(name: Words) -> Words:
    """The words without "Republik Indonesia" at the end, legal forms and small words, as long as one is left."""
    if name[-2:] == _REPUBLIC:
        name = name[:-2] if len(name) > 3 else (*name[:-2], "indonesia")
    return tuple(w for w in name if w not in _LEGAL and w not in _SMALL) or name


def written_out(name: str, meanings: Meanings) -> Words:
    """The words of a name with abbreviations written out, brackets left out, legal forms and the republic dropped."""
    raw = parts(_BRACKET.sub(" ", name)) or parts(name)
    full = _replaced(raw)
    if full == raw or len(full) > 1:
        full = tuple(x for w in full for x in meanings.get(w, (w,)))
        full = _replaced(tuple(x for w in full for x in (expanded(w) if w not in meanings else (w,))))
    return _trimmed(full) or raw


# ---- what acronyms stand for -------------------------------------------------------------------------------------


def explained(entity: Entity) -> Iterable[tuple[str, Words]]:
    """The acronyms that a body's names explain, in lower case, with what they stand for.

    >>> from kg.model import EntityKind
    >>> list(explained(Entity("o", EntityKind.ORGANISATION, "Serikat Nelayan Karimba (SNK) Kota Selaya")))
    [('snk', ('serikat', 'nelayan', 'karimba'))]
    """
    known = _public()[1]
    for name in entity.names:
        for found in _BRACKET.finditer(name):
            short, before = found[1].strip(), name[: found.start()].split()
            if not _short(short) or parts(short) in known:
                continue
            run = next((r for r in (before[-n:] for n in range(2, len(before) + 1)) if _stands(short, r)), None)
            if run:
                yield short.lower(), _replaced(expanded(" ".join(run)))
    full = _BRACKET.sub(" ", entity.name)
    if len(parts(full)) > 1:
        for alias in entity.aliases:
            if _short(alias) and parts(alias) not in known and abbreviates(alias, full, whole=True):
                yield alias.lower(), _replaced(expanded(full))


def _short(form: str) -> bool:
    return " " not in form and len(parts(form)) == 1 and (is_acronym(form) or form[:1].isupper()) and len(form) <= 16


def _stands(short: str, run: list[str]) -> bool:
    return abbreviates(short, " ".join(run), whole=True)


class Bodies:
    """What the articles at hand say about names of bodies: places, and acronyms with one meaning."""

    def __init__(self, articles: Iterable[ArticleFacts]) -> None:
        ordered = list(articles)
        self.regions = Regions(ordered)
        senses: dict[str, set[Words]] = defaultdict(set)
        known: dict[tuple[str, ...], tuple[tuple[str, Words], ...]] = {}
        self.local: dict[str, dict[str, Words]] = {}
        for facts in ordered:
            here: dict[str, set[Words]] = defaultdict(set)
            for body in facts.entities_of(EntityKind.ORGANISATION):
                if body.names not in known:
                    known[body.names] = tuple(explained(body))
                for short, full in known[body.names]:
                    here[short].add(full)
            for short, fulls in here.items():
                senses[short] |= fulls
            if here:
                self.local[facts.article.id] = {s: next(iter(f)) for s, f in here.items() if len(f) == 1}
        self.meanings: dict[str, Words] = {s: next(iter(f)) for s, f in senses.items() if len(f) == 1}
        self.ambiguous = frozenset(s for s, f in senses.items() if len(f) > 1)
        self._cache: dict[str, BodyName] = {}

    def meanings_in(self, article: str) -> Meanings:
        """What acronyms stand for in an article: as it explains them, else as all articles do."""
        local = {s: full for s, full in self.local.get(article, {}).items() if s in self.ambiguous}
        return ChainMap(local, self.meanings) if local else self.meanings

    def parse(self, name: str, meanings: Meanings) -> BodyName:
        """A name taken apart, without what its article adds (:mod:`kg.resolve.setting`)."""
        if isinstance(meanings, ChainMap) and any(w in meanings.maps[0] for w in parts(name)):
            return self._parsed(name, meanings)
        found = self._cache.get(name)
        if found is None:
            found = self._cache[name] = self._parsed(name, self.meanings)
        return found

    def _parsed(self, name: str, meanings: Meanings) -> BodyName:
        full = written_out(name, meanings)
        if " ".join(full) in public_names():
            return BodyName(full)
        head, region = self.regions.split(full)
        if region is not None and region.level == "negara":
            return BodyName(head, None, " ".join(region.name))
        if region is not None and " ".join(head) in _campuses():
            return BodyName(head)
        if region is not None:
            head = tuple(_BRANCH.sub("", " ".join(head)).split())
        return BodyName(head, region, bare=region is None and is_bare(head))


@cache
def _kinds() -> tuple[Words, ...]:
    return tuple(sorted((parts(k) for k in words("local_bodies")), key=lambda k: (-len(k), k)))


#: Words that show that a name of a local kind says itself which body it is.
_OWN = frozenset("rekan hukum nasional pusat".split())
#: Kinds whose name goes on with a field of work ("Dinas Kesehatan"); what follows the others names a place or a body.
_WITH_FIELD = frozenset(
    """dinas satuan kantor fraksi fakultas bidang bagian biro seksi panitia jurusan badan upt komisi program
    dewan pimpinan pengurus""".split()
)


def is_bare(head: Words) -> bool:
    """Whether a name without place is that of a kind of body that every town has ("Dinas Kesehatan").

    A number, or a public body it belongs to ("Komisi III DPR"), says which one it is.
    """
    kind = next((k for k in _kinds() if head[: len(k)] == k), None)
    if kind is None or " ".join(head) in public_names():
        return False
    rest = head[len(kind) :]
    if rest and kind[0] not in _WITH_FIELD:
        return False
    if any(w.isdigit() for w in rest) or (rest and rest[0] in _OWN):
        return False
    return not any(" ".join(rest[i:j]) in public_names() for i in range(len(rest)) for j in range(i + 1, len(rest) + 1))
