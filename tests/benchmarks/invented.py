"""Facts of any number of invented articles, for measuring: from the lexicon's names, titles, kinds of body and places.

What makes resolution hard is there on purpose: a few people and bodies are in the news all the time, most once (Zipf);
people share names, go by one name or with initials, in older spelling; bodies go by acronyms, by bare names of their
kind, with and without the level of their town; events are told by several articles; articles are copied.
"""

from __future__ import annotations

import bisect
import itertools
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kg.lexicon import table, words
from kg.model import Article, ArticleFacts, Entity, EntityKind, Event, Mention, Role, Span, SpeechMode, Statement

_HERE = (Mention(0, 1),)
_FIRST_DAY = date(2030, 1, 1)
#: Persons, bodies and events in the world for each article; most are in the news once or never.
_PERSONS, _BODIES, _EVENTS = 1.5, 1.0, 0.6
#: Articles that appear in a day.
_A_DAY = 120
_COPIES = 0.02
_SPELLINGS = (("u", "oe"), ("j", "dj"), ("y", "j"), ("c", "tj"))
_SUBJECTS = """Kesehatan Pendidikan Sosial Perhubungan Pertanian Perikanan Kehutanan Pariwisata Perdagangan Kebudayaan
Ketenagakerjaan Perumahan Kependudukan Pangan Perpustakaan""".split()
_TRADES = """Nelayan Petani Garam Tambak Buruh Guru Perawat Pekerja Sopir Pedagang Perajin Peternak Pelaut Pemuda
Mahasiswa Penulis Pengacara Pemandu Penenun Penyiar""".split()
_SYLLABLES = "ba ca da ga ja ka la ma na pa ra sa ta wa ri ru ni su mi ki lo re nu bi to yu".split()


@dataclass(frozen=True)
class _Person:
    name: str
    title: str
    body: int


@dataclass(frozen=True)
class _Body:
    name: str
    aliases: tuple[str, ...]
    town: str


@dataclass(frozen=True)
class _Happening:
    name: str
    day: date | None
    place: str
    body: int
    people: tuple[int, ...]


class _Zipf:
    """Numbers below ``size``, small ones often: the n-th with a weight of 1/n."""

    def __init__(self, size: int) -> None:
        self._sums = list(itertools.accumulate(1 / (n + 1) for n in range(size)))

    def pick(self, chooser: random.Random) -> int:
        return bisect.bisect(self._sums, chooser.random() * self._sums[-1])


def articles(number: int, seed: int = 1) -> Iterator[ArticleFacts]:
    """The facts of ``number`` invented articles, the same for the same seed."""
    world = _World(number, random.Random(seed))
    made: list[ArticleFacts] = []
    for n in range(number):
        if made and world.chooser.random() < _COPIES:
            yield world.copied(world.chooser.choice(made), n)
            continue
        facts = world.article(n)
        if len(made) < 1000:
            made.append(facts)
        else:
            made[n % 1000] = facts
        yield facts


class _World:
    def __init__(self, number: int, chooser: random.Random) -> None:
        self.chooser = chooser
        self.towns = [r["word"] for r in table("places") if r["kind"] in ("regency", "city")]
        self.provinces = sorted({r["word"] for r in table("places") if r["kind"] == "province" and not r["of"]})
        self.given = sorted(w.capitalize() for w in words("given_names"))
        self.titles = sorted(r["word"].title() for r in table("role_titles") if r["kind"] == "office")
        self.kinds = [r["word"].title() for r in table("parent_bodies")]
        self.nouns = sorted(r["word"] for r in table("event_nouns") if r["kind"] in ("meeting", "ceremony", "sport"))
        self.vocabulary = [f"{a}{b}{c}" for a in _SYLLABLES for b in _SYLLABLES for c in _SYLLABLES[:8]]
        self.towns_often, self.given_often = _Zipf(len(self.towns)), _Zipf(len(self.given))
        self.words_often = _Zipf(len(self.vocabulary))
        self.parties = [self._surname() for _ in range(12)]
        self.bodies = [self._body() for _ in range(max(10, int(number * _BODIES)))]
        self.bodies_often = _Zipf(len(self.bodies))
        self.persons = [self._person() for _ in range(max(10, int(number * _PERSONS)))]
        self.persons_often = _Zipf(len(self.persons))
        self.happenings = [self._happening(number) for _ in range(max(10, int(number * _EVENTS)))]

    # ---- the world ------------------------------------------------------------------------------------------------

    def _surname(self) -> str:
        return "".join(self.chooser.choice(_SYLLABLES) for _ in range(self.chooser.choice((2, 3, 3)))).capitalize()

    def _person(self) -> _Person:
        names = [self.given[self.given_often.pick(self.chooser)]]
        for _ in range(self.chooser.choice((0, 1, 1, 1, 2, 2, 3))):
            common = self.chooser.random() < 0.4
            names.append(self.given[self.given_often.pick(self.chooser)] if common else self._surname())
        body = self.chooser.randrange(len(self.bodies))
        return _Person(" ".join(dict.fromkeys(names)), self.chooser.choice(self.titles), body)

    def _body(self) -> _Body:
        pick = self.chooser
        town = self.towns[self.towns_often.pick(pick)]
        level = pick.choice(("Kota ", "Kabupaten ", ""))
        kind = pick.randrange(7)
        if kind == 0:
            return _Body(f"Dinas {pick.choice(_SUBJECTS)} {level}{town}", (), town)
        if kind == 1:
            name = pick.choice(self.kinds)
            return _Body(f"{name} {level}{town}", (name,), town)
        if kind == 2:
            full = f"Serikat {pick.choice(_TRADES)} {self._surname()}"
            short = "".join(w[0] for w in full.split())
            branch = pick.random() < 0.4
            return _Body(f"{full} Wilayah {pick.choice(self.provinces)}" if branch else full, (short,), town)
        if kind == 3:
            return _Body(f"PT {self._surname()} {self._surname()}", (), town)
        if kind == 4:
            return _Body(f"Universitas {self._surname()}", (), town)
        if kind == 5:
            party = f"Partai {pick.choice(self.parties)}"
            return _Body(f"DPC {party} {level}{town}" if pick.random() < 0.8 else party, (), town)
        return _Body(f"{pick.choice(('Yayasan', 'Komunitas', 'Koperasi'))} {self._surname()} {town}", (), town)

    def _happening(self, number: int) -> _Happening:
        pick = self.chooser
        body = self.bodies_often.pick(pick)
        name = pick.choice(self.nouns)
        more = pick.choice((self._surname(), self.bodies[body].name, "", f"ke-{pick.randrange(1, 9)}"))
        day = _FIRST_DAY + timedelta(days=pick.randrange(max(1, number // _A_DAY)))
        people = tuple(self.persons_often.pick(pick) for _ in range(2))
        town = self.bodies[body].town
        place = pick.choice((f"Hotel {self._surname()}", town, f"Desa {self._surname()}", "Balai Kota"))
        return _Happening(f"{name} {more}".strip(), day if pick.random() < 0.7 else None, place, body, people)

    # ---- an article -----------------------------------------------------------------------------------------------

    def article(self, number: int) -> ArticleFacts:
        pick = self.chooser
        found = _Draft()
        day = _FIRST_DAY + timedelta(days=number // _A_DAY)
        roles: list[Role] = []
        statements: list[Statement] = []
        for _ in range(pick.choice((1, 2, 2, 3, 4))):
            person = self.persons[self.persons_often.pick(pick)]
            holder = found.key(EntityKind.PERSON, *self._called(person.name))
            if holder and pick.random() < 0.7:
                body = self.bodies[person.body]
                where = found.key(EntityKind.ORGANISATION, *self._named(body))
                roles.append(Role(f"role:{len(roles)}", holder, person.title, where, evidence=(Span(0, 1),)))
                found.key(EntityKind.PLACE, f"{pick.choice(('', 'Kota ', 'Kabupaten '))}{body.town}", ())
            at = Span(20 * len(statements), 20 * len(statements) + 19)
            statements.append(Statement(f"statement:{len(statements)}", SpeechMode.DIRECT, at, holder, at))
        for _ in range(pick.choice((0, 1, 2, 3))):
            found.key(EntityKind.ORGANISATION, *self._named(self.bodies[self.bodies_often.pick(pick)]))
        events: list[Event] = []
        near = len(self.happenings) * number // max(1, len(self.persons))
        for _ in range(pick.choice((0, 1, 1, 2))):
            told = self.happenings[min(len(self.happenings) - 1, near + pick.randrange(40))]
            events.append(self._told(told, found, len(events)))
        text = " ".join(self.vocabulary[self.words_often.pick(pick)] for _ in range(120))
        return ArticleFacts(
            Article(f"berita-{number:06}", text, published=day),
            tuple(found.entities.values()),
            tuple(roles),
            tuple(events),
            tuple(statements),
        )

    def _told(self, told: _Happening, found: _Draft, number: int) -> Event:
        place = found.key(EntityKind.PLACE, told.place, ())
        by = found.key(EntityKind.ORGANISATION, *self._named(self.bodies[told.body]))
        who = [found.key(EntityKind.PERSON, *self._called(self.persons[p].name)) for p in told.people]
        day = told.day if self.chooser.random() < 0.8 else None
        return Event(
            f"event:{number}",
            told.name,
            start=day,
            place=place,
            organisers=(by,),
            participants=tuple(who),
            mentions=_HERE,
        )

    def _called(self, name: str) -> tuple[str, tuple[str, ...]]:
        """A person's name as an article has it: whole, with an initial, by one name, in older spelling."""
        parts = name.split()
        chance = self.chooser.random()
        if len(parts) > 1 and chance < 0.12:
            return self.chooser.choice(parts), ()
        if len(parts) > 2 and chance < 0.2:
            return " ".join([*parts[:1], *(f"{p[0]}." for p in parts[1:-1]), parts[-1]]), (parts[0],)
        if chance < 0.24:
            new, old = self.chooser.choice(_SPELLINGS)
            return name.replace(new, old), ()
        return name, (self.chooser.choice(parts),) if len(parts) > 1 else ()

    def _named(self, body: _Body) -> tuple[str, tuple[str, ...]]:
        chance = self.chooser.random()
        if body.aliases and chance < 0.25:
            return body.aliases[0], ()
        return body.name, body.aliases if chance < 0.6 else ()

    def copied(self, facts: ArticleFacts, number: int) -> ArticleFacts:
        """A repost on the next day with a word changed."""
        text = facts.article.text.split(" ")
        text[self.chooser.randrange(len(text))] = "sunting"
        article = replace(
            facts.article,
            id=f"berita-{number:06}",
            text=" ".join(text),
            published=(facts.article.published or _FIRST_DAY) + timedelta(days=1),
        )
        return replace(facts, article=article)


class _Draft:
    """The entities of an article as they are named; a name named twice is one."""

    def __init__(self) -> None:
        self.entities: dict[tuple[EntityKind, str], Entity] = {}

    def key(self, kind: EntityKind, name: str, aliases: Sequence[str]) -> str:
        number = f"{kind.value}:{len(self.entities)}"
        return self.entities.setdefault((kind, name), Entity(number, kind, name, tuple(aliases), _HERE)).key
