"""Who is who across articles: what is joined, what stays apart, and that no order matters."""

from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Article, ArticleFacts, Entity, EntityKind, Event, Identity, Mention, Role, Span
from kg.resolve import Judgement, Resolution, identify, resolve
from kg.resolve.entities import entities

P, O, L = EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.PLACE  # noqa: E741
HERE = (Mention(0, 1),)


def facts(
    article: str,
    *entities: tuple[EntityKind, str] | tuple[EntityKind, str, tuple[str, ...]],
    roles: tuple[tuple[int, str, int], ...] = (),
    events: tuple[tuple[str, date | None], ...] = (),
    text: str = "Arga tiba.",
    published: date | None = None,
) -> ArticleFacts:
    """An article whose entities are numbered from 0; a role is (holder, title, organisation or place)."""
    made = tuple(Entity(f"e:{i}", e[0], e[1], e[2] if len(e) == 3 else (), HERE) for i, e in enumerate(entities))
    held = tuple(
        Role(
            f"r:{i}",
            f"e:{holder}",
            title,
            organisation=f"e:{where}" if made[where].kind is O else None,
            jurisdiction=f"e:{where}" if made[where].kind is L else None,
            evidence=(Span(0, 1),),
        )
        for i, (holder, title, where) in enumerate(roles)
    )
    happened = tuple(Event(f"v:{i}", name, start=day, mentions=HERE) for i, (name, day) in enumerate(events))
    return ArticleFacts(Article(id=article, text=text, published=published), made, held, happened)


def ids(*articles: ArticleFacts) -> list[list[str]]:
    found = identify(articles).ids
    return [[found[f.article.id, e.key] for e in f.entities] for f in articles]


def one(*articles: ArticleFacts) -> bool:
    """Whether the first entity of all articles is one."""
    return len({row[0] for row in ids(*articles)}) == 1


# ---- persons -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Arga Wirayuda", "ARGA WIRAYUDA"),
        ("Arga Wirayuda", "Dr. H. Arga Wirayuda, M.Si"),
        ("Moch. Sukarjo Wirayuda", "Muhammad Soekardjo Wirayuda"),
        ("Arga Wirayudda", "Arga Wirayuda"),
        ("I Wayan Tunjungsekar", "Wayan Tunjungsekar"),
        ("IGN Tunjung Wirayuda", "I Gusti Ngurah Tunjung Wirayuda"),
        ("Arga Wirayuda", "Arga Wirayuda Tunjungsekar"),
        ("Arga W. Tunjungsekar", "Arga Wirayuda Tunjungsekar"),
    ],
)
def test_names_of_one_person(name: str, other: str) -> None:
    assert one(facts("a", (P, name)), facts("b", (P, other)))


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Arga Wirayuda", "Sekar Wirayuda"),
        ("Arga Wirayuda", "Putri Arga Wirayuda"),
        ("Agus Setiawan", "Agus Setiawan Wirayuda"),
        ("Arga Wirayuda", "Wirayuda"),
        ("DS", "DS"),
        ("Agus", "Agus"),
        ("DS", "Dewi Sekartaji"),
    ],
)
def test_names_of_two_persons(name: str, other: str) -> None:
    assert not one(facts("a", (P, name)), facts("b", (P, other)))


def test_one_name_is_two_people_whom_nobody_can_be_at_once() -> None:
    judge = facts("a", (P, "Sekar Wirayuda"), (O, "Pengadilan Negeri Karimba"), roles=((0, "Ketua majelis hakim", 1),))
    nurse = facts("b", (P, "Sekar Wirayuda"), (O, "RSUD Selaya"), roles=((0, "Perawat", 1),))
    again = facts("c", (P, "Sekar Wirayuda"), (O, "Pengadilan Negeri Karimba"), roles=((0, "Hakim", 1),))
    found = [row[0] for row in ids(judge, nurse, again)]
    assert found[0] == found[2] == "person/sekar-wirayuda"
    assert found[1].startswith("person/sekar-wirayuda-")


def test_mayors_of_two_towns_are_two() -> None:
    a = facts("a", (P, "Sekar Wirayuda"), (L, "Karimba"), roles=((0, "Wali Kota", 1),))
    b = facts("b", (P, "Sekar Wirayuda"), (L, "Selaya"), roles=((0, "Wali Kota", 1),))
    assert not one(a, b)


def test_a_police_chief_is_moved_to_another_town() -> None:
    a = facts("a", (P, "Sekar Wirayuda"), (L, "Karimba"), roles=((0, "Kapolres", 1),), published=date(2024, 1, 1))
    b = facts("b", (P, "Sekar Wirayuda"), (L, "Selaya"), roles=((0, "Kapolres", 1),), published=date(2026, 1, 1))
    assert one(a, b)


def test_a_very_common_name_joins_only_where_nothing_speaks_against() -> None:
    bare = facts("a", (P, "Budi Santoso")), facts("b", (P, "Budi Santoso"))
    assert one(*bare)
    clerk = facts("a", (P, "Budi Santoso"), (O, "Dinas Pangan Kota Karimba"), roles=((0, "Kepala", 1),))
    cook = facts("b", (P, "Budi Santoso"), (O, "Klub Bola Selaya"), roles=((0, "Pelatih", 1),))
    assert not one(clerk, cook)


def test_a_single_name_joins_the_full_name_that_shares_its_office() -> None:
    full = facts("a", (P, "Arga Wirayuda", ("Arga",)), (O, "Yayasan Air"), roles=((0, "Ketua", 1),))
    same = facts("b", (P, "Arga"), (O, "Yayasan Air"), roles=((0, "Ketua", 1),))
    other = facts("c", (P, "Arga"), (O, "Serikat Nelayan"), roles=((0, "Ketua", 1),))
    nothing = facts("d", (P, "Arga"))
    found = [row[0] for row in ids(full, same, other, nothing)]
    assert found[0] == found[1] == "person/arga-wirayuda"
    assert len(set(found)) == 4 - 1
    assert all(i.startswith("person/arga") for i in found[2:])


def test_a_nickname_behind_a_form_of_address() -> None:
    full = facts("a", (P, "Saifulbahri Wirayuda", ("Gus Bahri",)), (L, "Karimba"), roles=((0, "Bupati", 1),))
    nick = facts("b", (P, "Gus Bahri"), (L, "Karimba"), roles=((0, "Bupati", 1),))
    assert one(full, nick)


def test_a_single_name_means_the_one_whom_many_articles_call_so() -> None:
    many = [facts(f"a{i}", (P, "Wirayuda Tunjung", ("Wirayuda",)), (L, "Karimba")) for i in range(6)]
    many += [facts(f"b{i}", (P, "Sekar Wirayuda")) for i in range(2)]
    assert ids(*many, facts("z", (P, "Wirayuda")))[-1] == ["person/wirayuda-tunjung"]


def test_initials_join_the_name_with_the_same_office_only() -> None:
    suspect = facts("a", (P, "DS"), (O, "PT Air Bening"), roles=((0, "Direktur", 1), (0, "tersangka", 1)))
    named = facts("b", (P, "Dewi Sekartaji"), (O, "PT Air Bening"), roles=((0, "Direktur", 1),))
    other = facts("c", (P, "Rina Sekartaji"), (O, "PT Air Bening"), roles=((0, "Direktur", 1),))
    assert one(suspect, named)
    assert not one(suspect, other)


def test_initials_belong_to_their_article() -> None:
    (a,), (b,) = ids(facts("a", (P, "DS")), facts("b", (P, "DS")))
    assert a != b
    assert a.startswith("person/ds-")


def test_people_are_named_by_the_form_most_articles_use() -> None:
    rows = ids(
        facts("a", (P, "Arga Wirayuda Tunjungsekar")),
        facts("b", (P, "Arga Wirayuda")),
        facts("c", (P, "Arga Wirayuda")),
    )
    assert rows == [["person/arga-wirayuda"]] * 3


def test_initials_in_a_copy_are_those_of_its_original() -> None:
    rows = [facts("a", (P, "DS")), facts("b", (P, "DS"))]
    found = entities(rows, (), Resolution(Identity(), copies={"b": "a"})).identity.ids
    assert found["a", "e:0"] == found["b", "e:0"]


# ---- what people decided -----------------------------------------------------------------------------------------


def decided(same: bool, left: str, right: str) -> Judgement:
    return Judgement(same, ((left, "e:0"),), ((right, "e:0"),))


def test_people_win_over_names() -> None:
    a, b, c = (facts(x, (P, "Arga Wirayuda")) for x in "abc")
    d = facts("d", (P, "Sekar Tunjung"))

    def sets(*said: Judgement) -> list[str]:
        found = resolve([a, b, c, d], said).identity.ids
        return [found[x, "e:0"] for x in "abcd"]

    w, x, y, z = sets(decided(False, "a", "c"))
    assert w != y
    assert x in (w, y)
    assert z == "person/sekar-tunjung"
    w, x, y, z = sets(decided(True, "a", "d"))
    assert w == x == y == z
    assert len(set(sets(decided(False, "a", "b"), decided(True, "a", "b")))) == 2
    assert len(set(sets(decided(True, "a", "b"), decided(False, "a", "b")))) == 3


def test_a_decision_about_an_article_that_is_gone_is_passed_over() -> None:
    a, b = facts("a", (P, "Arga Wirayuda")), facts("b", (P, "Arga Wirayuda"))
    assert len(set(resolve([a, b], [decided(False, "a", "z")]).identity.ids.values())) == 1


def test_one_decided_apart_keeps_the_other_joins() -> None:
    """A is apart from C: B, which is like both, goes to one of them and the others stay."""
    rows = [facts(x, (P, "Arga Wirayuda"), (O, f"Yayasan Air {k}")) for x, k in zip("abcd", "XYXY", strict=True)]
    found = resolve(rows, [decided(False, "a", "b")]).identity.ids
    assert found["a", "e:0"] == found["c", "e:0"] != found["b", "e:0"] == found["d", "e:0"]


# ---- properties --------------------------------------------------------------------------------------------------

NAMES = st.sampled_from(
    [
        "Arga Wirayuda",
        "Arga",
        "DS",
        "SNK",
        "Serikat Nelayan Karimba",
        "PT Air Tbk",
        "Air",
        "Sulsel",
        "東京",
        "Dinas Pangan",
    ]
)
ENTITY = st.tuples(st.sampled_from([P, O, L]), NAMES, st.lists(NAMES, max_size=2).map(tuple))
ARTICLES = st.lists(
    st.tuples(st.lists(ENTITY, max_size=4), st.lists(st.tuples(NAMES, st.none() | st.dates()), max_size=2)), max_size=4
)
SAID = st.lists(st.tuples(st.booleans(), *[st.tuples(st.integers(0, 3), st.integers(0, 3))] * 2), max_size=4)


@given(ARTICLES, SAID, st.randoms())
@settings(deadline=None)
def test_everything_gets_one_identifier_whatever_the_order(
    articles: list[tuple[list, list]],  # type: ignore[type-arg]
    said: list[tuple[bool, tuple[int, int], tuple[int, int]]],
    order: random.Random,
) -> None:
    made = [facts(f"artikel-{i}", *e, events=tuple(v)) for i, (e, v) in enumerate(articles)]
    judged = [
        Judgement(same, ((f"artikel-{a}", f"e:{i}"),), ((f"artikel-{b}", f"e:{j}"),)) for same, (a, i), (b, j) in said
    ]
    first = resolve(made, judged)
    found = first.identity.ids
    assert {(f.article.id, x.key) for f in made for x in (*f.entities, *f.events)} <= set(found)
    for f in made:
        for e in f.entities:
            assert found[f.article.id, e.key].startswith(f"{e.kind.value}/")
    order.shuffle(made)
    assert resolve(made, judged) == first
