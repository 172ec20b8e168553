"""Events across articles: a small gold of invented pairs, what rules a join out, judgements, identifiers."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Article, ArticleFacts, Entity, EntityKind, Event, Identity, Mention, Role, Span
from kg.resolve import Judgement, Resolution, resolve
from kg.resolve.event_comparison import compare
from kg.resolve.event_profiles import Profile, head_and_details, profiles
from kg.resolve.events import resolved_events
from kg.resolve.grouping import Groups

DAY = date(2031, 5, 6)
HERE = (Mention(0, 4),)
_KINDS = {"p": EntityKind.PERSON, "o": EntityKind.ORGANISATION}


def happening(
    name: str,
    *aliases: str,
    day: int | None = 0,
    place: str | None = None,
    who: str = "",
    by: str = "",
    told: int | None = 1,
    kind: str = "Other",
) -> dict[str, object]:
    """An event as one article tells of it.

    ``day`` counts from DAY, ``told`` is the day of the article; ``who`` and ``by`` name people and bodies, "p Arga, o
    Serikat Air".
    """
    return {
        "name": name,
        "aliases": aliases,
        "day": day,
        "place": place,
        "who": who,
        "by": by,
        "told": told,
        "kind": kind,
    }


def article(name: str, *events: dict[str, object]) -> ArticleFacts:
    """An article that tells of events."""
    entities: dict[tuple[EntityKind, str], Entity] = {}

    def key(kind: EntityKind, called: str) -> str:
        number = f"{kind.value}:{len(entities) + 1}"
        return entities.setdefault((kind, called), Entity(number, kind, called, (), HERE)).key

    def keys(listed: object) -> tuple[str, ...]:
        return tuple(key(_KINDS[x.strip()[0]], x.strip()[2:]) for x in str(listed).split(",") if x.strip())

    made = tuple(
        Event(
            f"event:{number}",
            str(e["name"]),
            e["aliases"],  # type: ignore[arg-type]
            str(e["kind"]),
            None if e["day"] is None else DAY + timedelta(int(e["day"])),  # type: ignore[call-overload]
            place=None if e["place"] is None else key(EntityKind.PLACE, str(e["place"])),
            organisers=keys(e["by"]),
            participants=keys(e["who"]),
            mentions=HERE,
        )
        for number, e in enumerate(events, 1)
    )
    told = events[0]["told"] if events else 0
    published = None if told is None else DAY + timedelta(int(told))  # type: ignore[call-overload]
    return ArticleFacts(Article(name, "Arga tiba.", published=published), tuple(entities.values()), (), made)


def ids(*articles: ArticleFacts, judgements: tuple[Judgement, ...] = ()) -> list[list[str]]:
    found = resolve(articles, judgements).identity.ids
    return [[found[f.article.id, e.key] for e in f.events] for f in articles]


E = happening

SAME = [
    (E("Rapat Nelayan"), E("rapat nelayan")),
    (E("Musyawarah Wilayah (Muswil) V Serikat Air", "Muswil"), E("Muswil V Serikat Air", day=None, told=2)),
    (E("pelatihan budidaya madu", place="Balai Desa Wulung"), E("pelatihan madu", place="Wulung", told=2)),
    (
        E("aksi unjuk rasa di depan Kantor Air", place="Kantor Air", who="p Arga Wirayuda"),
        E("demonstrasi buruh", place="depan Kantor Air", who="p Arga Wirayuda"),
    ),
    (E("rapat", place="Hotel Lebah", who="p Arga Wirayuda"), E("rapat", place="Hotel Lebah", who="p Arga Wirayuda")),
    (E("Pemilu 2034", day=None), E("Pemilu 2034", day=None, told=300)),
    (E("Festival Kali Lestari 2031", day=None), E("Festival Kali Lestari 2031", day=None, told=40)),
    (E("Gema Dayung Karimba", day=0, who="p Arga Wirayuda"), E("Gema Dayung Karimba", day=1, who="p Arga Wirayuda")),
    (
        E("kecelakaan bus di Tanjakan Wulung", place="Tanjakan Wulung"),
        E("kecelakaan maut", "kecelakaan bus", place="Tanjakan Wulung", told=1),
    ),
    (
        E("Peluncuran Aplikasi Sapa Warga", by="o Pemerintah Kota Selaya"),
        E("peluncuran Sapa Warga", by="o Pemerintah Kota Selaya", told=3),
    ),
]

DIFFERENT = [
    (E("Munas ke-5 Serikat Air"), E("Munas ke-6 Serikat Air")),
    (E("Munas V Serikat Air"), E("Munas VI Serikat Air")),
    (E("Festival Kali Lestari 2030", day=None), E("Festival Kali Lestari 2031", day=None)),
    (E("sidang perdana kasus alkes"), E("sidang kedua kasus alkes", day=1)),
    (E("Rapat Nelayan"), E("Rapat Nelayan", day=3)),
    (E("rapat"), E("rapat")),
    (E("jumpa pers", place="Kantor Air"), E("jumpa pers", place="Kantor Madu")),
    (E("rapat", day=None), E("rapat", day=None)),
    (E("Munas Serikat Air"), E("Munas Serikat Madu")),
    (E("banjir", place="Kota Surabaya"), E("banjir", place="Sidoarjo")),
    (E("banjir Surabaya", place="Surabaya"), E("banjir Sidoarjo", place="Sidoarjo")),
    (E("kunjungan ke Desa Wulung", who="p Arga Wirayuda"), E("kunjungan ke Desa Karimba", who="p Arga Wirayuda")),
    (E("Pemilihan OSIS SMAN 1 Wulung"), E("Pemilihan OSIS SMAN 2 Wulung")),
    (E("pilkada 2029", day=None), E("pilkada 2029", day=None)),
    (E("Hari Air", day=None, told=1), E("Hari Air", day=None, told=200)),
    (
        E("peluncuran Sapa Warga", place="Balai Kota Selaya", who="p Arga Wirayuda, p Tara Lingga"),
        E("gelar wicara", place="Balai Kota Selaya", who="p Arga Wirayuda, p Tara Lingga"),
    ),
    (E("penggeledahan rumah Arga", kind="Raid"), E("sidang Arga", kind="Hearing")),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_event(one: dict[str, object], other: dict[str, object]) -> None:
    (a,), (b,) = ids(article("a", one), article("b", other))
    assert a == b


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_two_events(one: dict[str, object], other: dict[str, object]) -> None:
    (a,), (b,) = ids(article("a", one), article("b", other))
    assert a != b


def test_two_events_of_one_article_stay_two_whoever_else_tells_of_them() -> None:
    both = article("a", E("lomba dayung Karimba putra"), E("lomba dayung Karimba"))
    one = article("b", E("lomba dayung Karimba"))
    (first, second), (third,) = ids(both, one)
    assert first != second == third


def test_two_names_of_one_day_in_one_article_are_one_if_they_are_equal() -> None:
    ((a, b, c),) = ids(article("a", E("Rapat"), E("rapat"), E("rapat", day=None)))
    assert a == b != c


def test_a_group_never_spans_more_than_two_days() -> None:
    days = [
        article(n, E("Gema Dayung Karimba", day=d, who="p Arga Wirayuda")) for n, d in (("a", 0), ("b", 1), ("c", 2))
    ]
    (a,), (b,), (c,) = ids(*days)
    assert (a == b) != (b == c)


# ---- why, and what people should look at -------------------------------------------------------------------------


def profile(told: dict[str, object], name: str = "a") -> Profile:
    return next(profiles(article(name, told), {}))


def test_a_join_says_why() -> None:
    found = resolve(
        [
            article("a", E("Rapat Nelayan", who="p Arga Wirayuda")),
            article("b", E("rapat nelayan", who="p Arga Wirayuda")),
        ]
    )
    join = next(c for c in found.joins if c.left == ("a", "event:1"))
    assert join.right == ("b", "event:1")
    assert {f.name for f in join.features} >= {"same day", "same name", "people in common"}
    assert join.score >= 0.5
    assert not join.veto


def test_a_veto_is_named() -> None:
    one, other = profile(E("Munas ke-5")), profile(E("Munas VI", day=4), "b")
    assert compare(one, other).veto == "other day: 2031-05-06, 2031-05-10"
    assert compare(one, replace(other, start=None)).veto == "other number in the series: 5; 6"


def test_what_is_likely_but_not_sure_is_doubtful() -> None:
    found = resolve([article("a", E("rapat", place="Hotel Lebah")), article("b", E("rapat", place="Hotel Lebah"))])
    (doubt,) = [c for c in found.doubtful if c.left[1] == "event:1"]
    assert 0.1 < doubt.score < 0.5


@pytest.mark.parametrize(
    ("name", "head", "details"),
    [
        ("acara peluncuran Sapa Warga", "peluncuran", {"sapa", "warga"}),
        ("rapat kerja Komisi Madu", "rapat kerja", {"kerja", "komisi", "madu"}),
        ("Gema Dayung 2031", None, {"gema", "dayung"}),
        ("Munas ke-5 dan VI", "munas", set()),
    ],
)
def test_heads_and_details(name: str, head: str | None, details: set[str]) -> None:
    noun, found = head_and_details(tuple(name.lower().replace("-", " ").split()))
    assert (noun and noun.word) == head
    assert found == details


def test_the_numbers_of_a_name() -> None:
    read = profile(E("Munas ke-5 Serikat Air 2031", "Munas Kelima", "Munas V", "Lari 10 Kilometer 1447 H"))
    assert (read.series, read.years, read.figures) == ({"5"}, {"2031", "1447"}, {"10"})


def test_roles_at_an_event_are_people_of_it() -> None:
    facts = article("a", E("Rapat Nelayan", who="p Tara Lingga"))
    facts = replace(facts, roles=(Role("r:1", "person:1", "moderator", event="event:1", evidence=(Span(0, 1),)),))
    assert next(profiles(replace(facts, events=(replace(facts.events[0], participants=()),)), {})).people == {
        "person:1"
    }


# ---- judgements --------------------------------------------------------------------------------------------------


def test_people_join_and_part() -> None:
    one, other = article("a", E("rapat", day=None)), article("b", E("Munas Madu"))
    joined = Judgement(True, (("a", "event:1"),), (("b", "event:1"),))
    parted = replace(joined, same=False)
    for judgements, same in (((joined,), True), ((joined, parted), False), ((parted, joined), True)):
        (a,), (b,) = ids(one, other, judgements=judgements)
        assert (a == b) is same
    twins = article("a", E("Rapat Nelayan")), article("b", E("Rapat Nelayan"))
    (a,), (b,) = ids(*twins, judgements=(parted,))
    assert a != b
    (a, b) = ids(
        article("a", E("rapat"), E("rapat")), judgements=(Judgement(False, (("a", "event:1"),), (("a", "event:2"),)),)
    )[0]
    assert a != b


def test_groups() -> None:
    a, b, c, d = (("x", k) for k in "abcd")
    groups = Groups([a, b, c, d], [Judgement(True, (a,), (b, ("gone", "z"))), Judgement(False, (b,), (c,))])
    assert groups.apart(a, c)
    assert groups.join(c, d)
    assert not groups.join(d, a)
    assert groups.all() == [[a, b], [c, d]]
    assert list(groups.members(b)) == [a, b]


# ---- identifiers -------------------------------------------------------------------------------------------------


def test_identifiers_read_well() -> None:
    (a,), (b,), (c,), (d,) = ids(
        article("a", E("Munas ke-5 Serikat Air")),
        article("b", E("Munas ke-5 Serikat Air", told=2)),
        article("c", E("rapat", day=None)),
        article("d", E("rapat", day=None, told=9)),
    )
    assert a == b == "event/munas-ke-5-serikat-air-2031-05-06"
    assert c.startswith("event/rapat-")
    assert d.startswith("event/rapat-")
    assert c != d


def test_the_earliest_keeps_the_plain_identifier() -> None:
    (a,), (b,) = ids(article("a", E("rapat", told=5)), article("b", E("rapat", told=1)))
    assert b == "event/rapat-2031-05-06"
    assert a.startswith("event/rapat-2031-05-06-")


_NAMES = st.sampled_from(
    ["rapat", "Rapat Nelayan", "rapat nelayan Karimba", "Munas ke-5", "Munas ke-6 Serikat Air", "Pemilu 2034", "banjir"]
)
_EVENTS = st.builds(
    happening,
    _NAMES,
    day=st.none() | st.integers(0, 3),
    place=st.none() | st.sampled_from(["Hotel Lebah", "Surabaya", "Sidoarjo"]),
    who=st.sampled_from(["", "p Arga Wirayuda", "p Arga Wirayuda, p Tara Lingga"]),
    told=st.none() | st.integers(0, 40),
)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.lists(_EVENTS, min_size=1, max_size=3), max_size=6), st.randoms())
def test_the_order_of_arrival_does_not_matter(told: list[list[dict[str, object]]], order: random.Random) -> None:
    articles = [article(f"artikel-{n}", *events) for n, events in enumerate(told)]
    found = resolved_events(articles, (), Resolution(Identity()))
    assert set(found.identity.ids) == {(f.article.id, e.key) for f in articles for e in f.events}
    assert all(local.startswith("event/") for local in found.identity.ids.values())
    order.shuffle(articles)
    assert resolved_events(articles, (), Resolution(Identity())) == found
