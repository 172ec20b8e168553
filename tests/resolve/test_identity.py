"""Who is who across articles: what is joined, what stays apart, and that no order matters."""

from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Article, ArticleFacts, Entity, EntityKind, Event, Mention, Role, Span
from kg.resolve import identify

P, O, L = EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.PLACE  # noqa: E741
HERE = (Mention(0, 1),)


def facts(
    article: str,
    *entities: tuple[EntityKind, str] | tuple[EntityKind, str, tuple[str, ...]],
    roles: tuple[tuple[int, str, int], ...] = (),
    events: tuple[tuple[str, date | None], ...] = (),
) -> ArticleFacts:
    """An article whose entities are numbered from 0; a role is (holder, title, organisation or place)."""
    made = tuple(Entity(f"e:{i}", e[0], e[1], e[2] if len(e) == 3 else (), HERE) for i, e in enumerate(entities))
    held = tuple(
        Role(f"r:{i}", f"e:{holder}", title, organisation=f"e:{where}", evidence=(Span(0, 1),))
        for i, (holder, title, where) in enumerate(roles)
    )
    happened = tuple(Event(f"v:{i}", name, start=day, mentions=HERE) for i, (name, day) in enumerate(events))
    return ArticleFacts(Article(id=article, text="Arga tiba."), made, held, happened)


def ids(*articles: ArticleFacts) -> list[list[str]]:
    found = identify(articles).ids
    return [[found[f.article.id, e.key] for e in (*f.entities, *f.events)] for f in articles]


# ---- persons -----------------------------------------------------------------------------------------------------


def test_equal_full_names_are_one_person() -> None:
    assert ids(facts("a", (P, "Arga Wirayuda")), facts("b", (P, "ARGA WIRAYUDA"))) == [["person/arga-wirayuda"]] * 2


def test_full_names_that_differ_are_two() -> None:
    (a,), (b,) = ids(facts("a", (P, "Arga Wirayuda")), facts("b", (P, "Arga Wirayuda Tunjung")))
    assert a != b


def test_a_single_name_joins_the_full_name_that_shares_its_office() -> None:
    full = facts("a", (P, "Arga Wirayuda", ("Arga",)), (O, "Yayasan Air"), roles=((0, "Ketua", 1),))
    same = facts("b", (P, "Arga"), (O, "Yayasan Air"), roles=((0, "Ketua", 1),))
    other = facts("c", (P, "Arga"), (O, "Serikat Nelayan"), roles=((0, "Ketua", 1),))
    nothing = facts("d", (P, "Arga"))
    found = [row[0] for row in ids(full, same, other, nothing)]
    assert found == ["person/arga-wirayuda", "person/arga-wirayuda", "person/arga", "person/arga"]


def test_a_single_name_of_two_people_joins_neither() -> None:
    one = facts("a", (P, "Arga Wirayuda", ("Arga",)), (O, "Yayasan Air"), roles=((0, "Ketua", 1),))
    two = facts("b", (P, "Arga Tunjung", ("Arga",)), (O, "Yayasan Air"), roles=((0, "Ketua", 1),))
    single = facts("c", (P, "Arga"), (O, "Yayasan Air"), roles=((0, "Ketua", 1),))
    assert ids(one, two, single)[2][0] == "person/arga"


def test_initials_belong_to_their_article() -> None:
    (a,), (b,) = ids(facts("a", (P, "DS")), facts("b", (P, "DS")))
    assert a != b
    assert a.startswith("person/ds-")


# ---- organisations, places ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Pemprov Sulsel", "Pemerintah Provinsi Sulawesi Selatan"),
        ("Serikat Nelayan Karimba", "Serikat Nelayan Karimba (SNK)"),
        ("PT Air Bening Tbk", "Air Bening"),
        ("Kementerian Air Republik Indonesia", "Kementerian Air"),
    ],
)
def test_names_of_one_body(one: str, other: str) -> None:
    (a,), (b,) = ids(facts("a", (O, one)), facts("b", (O, other)))
    assert a == b


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Komite Air", "Komite Air Kota Selaya"),
        ("Dinas Pangan Kota Selaya", "Dinas Pangan Kota Karimba"),
        ("Serikat Nelayan", "Serikat Buruh"),
    ],
)
def test_names_of_two_bodies(one: str, other: str) -> None:
    (a,), (b,) = ids(facts("a", (O, one)), facts("b", (O, other)))
    assert a != b


def test_an_acronym_joins_the_one_name_it_stands_for() -> None:
    full = facts("a", (O, "Serikat Nelayan Karimba", ("SNK",)))
    short = facts("b", (O, "SNK"))
    assert ids(full, short)[1] == ["organisation/serikat-nelayan-karimba"]
    other = facts("c", (O, "Sarekat Niaga Kopi", ("SNK",)))
    assert ids(full, short, other)[1] == ["organisation/snk"]


def test_an_acronym_that_every_town_has_joins_nothing() -> None:
    full = facts("a", (O, "Badan Eksekutif Mahasiswa", ("BEM",)))
    assert ids(full, facts("b", (O, "BEM")))[1] == ["organisation/bem"]


@pytest.mark.parametrize("name", ["DLH", "Dinas Kesehatan", "Polres"])
def test_bare_units_of_two_towns_stay_two(name: str) -> None:
    (a, _), (b, _) = ids(facts("a", (O, name), (L, "Selaya")), facts("b", (O, name), (L, "Karimba")))
    assert a != b


def test_places() -> None:
    assert ids(facts("a", (L, "Sulsel")), facts("b", (L, "Sulawesi Selatan"))) == [["place/sulawesi-selatan"]] * 2


# ---- events ------------------------------------------------------------------------------------------------------


def test_events_are_one_by_name_and_day() -> None:
    day, later = date(2025, 11, 6), date(2025, 11, 7)
    a, b, c = ids(
        facts("a", events=(("Rapat Nelayan", day),)),
        facts("b", events=(("rapat nelayan", day),)),
        facts("c", events=(("Rapat Nelayan", later),)),
    )
    assert a == b == ["event/rapat-nelayan-2025-11-06"]
    assert c != a


def test_an_event_without_a_day_belongs_to_its_article() -> None:
    a, b = ids(facts("a", events=(("rapat", None),)), facts("b", events=(("rapat", None),)))
    assert a != b


# ---- properties --------------------------------------------------------------------------------------------------

NAMES = st.sampled_from(
    ["Arga Wirayuda", "Arga", "DS", "SNK", "Serikat Nelayan Karimba", "PT Air Tbk", "Air", "Sulsel", "東京"]
)
ENTITY = st.tuples(st.sampled_from([P, O, L]), NAMES, st.lists(NAMES, max_size=2).map(tuple))
ARTICLES = st.lists(
    st.tuples(st.lists(ENTITY, max_size=4), st.lists(st.tuples(NAMES, st.none() | st.dates()), max_size=2)), max_size=4
)


@given(ARTICLES, st.randoms())
def test_everything_gets_one_identifier_whatever_the_order(
    articles: list[tuple[list, list]], order: random.Random
) -> None:  # type: ignore[type-arg]
    made = [facts(f"artikel-{i}", *e, events=tuple(v)) for i, (e, v) in enumerate(articles)]
    found = identify(made).ids
    assert set(found) == {(f.article.id, x.key) for f in made for x in (*f.entities, *f.events)}
    for f in made:
        for e in f.entities:
            assert found[f.article.id, e.key].startswith(f"{e.kind.value}/")
        for v in f.events:
            assert found[f.article.id, v.key].startswith("event/")
    order.shuffle(made)
    assert identify(made).ids == found
