"""Places across articles: which are one, and which lies in which."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Article, ArticleFacts, Entity, EntityKind, Identity, Mention, Role, Span
from kg.resolve import Judgement, Resolution
from kg.resolve.places import is_bare, resolved_places


def article(name: str, text: str, *places: str, roles: tuple[tuple[str, str], ...] = ()) -> ArticleFacts:
    """An article with its places, each found wherever the text names it and no longer one does."""
    taken = [False] * len(text)
    entities = []
    for number, place in sorted(enumerate(places), key=lambda p: -len(p[1])):
        marks, at = [], text.find(place)
        while at >= 0:
            if not any(taken[at : at + len(place)]):
                marks.append(Mention(at, at + len(place)))
                taken[at : at + len(place)] = [True] * len(place)
            at = text.find(place, at + 1)
        entities.append(Entity(f"l:{number}", EntityKind.PLACE, place, (), tuple(marks) or (Mention(0, 1),)))
    entities.sort(key=lambda e: e.key)
    held = tuple(
        Role(f"r:{n}", "p:1", title, jurisdiction=f"l:{places.index(place)}", evidence=(Span(0, 1),))
        for n, (title, place) in enumerate(roles)
    )
    return ArticleFacts(Article(name, text), (Entity("p:1", EntityKind.PERSON, "Arga"), *entities), held)


def found(*articles: ArticleFacts, judgements: tuple[Judgement, ...] = ()) -> Resolution:
    return resolved_places(articles, judgements, Resolution(Identity()))


def ids(*articles: ArticleFacts, judgements: tuple[Judgement, ...] = ()) -> list[list[str]]:
    known = found(*articles, judgements=judgements).identity.ids
    return [[known[f.article.id, e.key] for e in f.entities if e.kind is EntityKind.PLACE] for f in articles]


@pytest.mark.parametrize(
    ("one", "other", "local"),
    [
        ("Sulsel", "Provinsi Sulawesi Selatan", "place/sulawesi-selatan"),
        ("Surabaya", "Kota Surabaya", "place/surabaya"),
        ("Sidoarjo", "Kab. Sidoarjo", "place/sidoarjo"),
        ("Yogyakarta", "Yogyakarta", "place/yogyakarta"),
        ("Balai Desa Wulung", "balai desa Wulung", "place/balai-desa-wulung"),
        ("Hotel Lebah", "Hotel Lebah, Surabaya", "place/hotel-lebah"),
        ("Jepang", "Jepang", "place/jepang"),
    ],
)
def test_names_of_one_place(one: str, other: str, local: str) -> None:
    assert ids(article("a", one, one), article("b", other, other)) == [[local], [local]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kota Malang", "Kabupaten Malang"),
        ("Malang", "Kabupaten Malang"),
        ("Balai Kota", "Balai Kota"),
        ("Gedung DPRD", "Gedung DPRD"),
        ("Desa Wulung", "Kecamatan Wulung"),
        ("Hotel Lebah", "Hotel Madu"),
    ],
)
def test_names_of_two_places(one: str, other: str) -> None:
    (a,), (b,) = ids(article("a", one, one), article("b", other, other))
    assert a != b


def test_the_article_says_which_of_two() -> None:
    regent = article("a", "Bupati Malang", "Malang", roles=(("Bupati", "Malang"),))
    named = article("b", "Kota Malang. Malang", "Kota Malang", "Malang")
    both = article("c", "Kota Malang, Kabupaten Malang, Malang", "Kota Malang", "Kabupaten Malang", "Malang")
    (a,), (b1, b2), (c1, c2, c3) = ids(regent, named, both)
    assert a == c2 == "place/kabupaten-malang"
    assert b1 == b2 == c1 == "place/kota-malang"
    assert c3 == "place/malang"


def test_villages_of_one_name_in_two_regencies_are_two() -> None:
    one = article("a", "Desa Wulung, Kabupaten Sidoarjo", "Desa Wulung", "Kabupaten Sidoarjo")
    same = article("b", "Desa Wulung, Sidoarjo", "Desa Wulung, Sidoarjo")
    other = article("c", "Desa Wulung, Kabupaten Jember", "Desa Wulung", "Kabupaten Jember")
    silent = article("d", "Desa Wulung", "Desa Wulung")
    (a, _), (b,), (c, _), (d,) = ids(one, same, other, silent)
    assert a == b
    assert len({a, c, d}) == 3
    (a, _), (b,), (d,) = ids(one, same, silent)
    assert a == b == d  # nothing says that there are two


def test_people_decide() -> None:
    one, other = article("a", "Hotel Lebah", "Hotel Lebah"), article("b", "Penginapan Lebah", "Penginapan Lebah")
    (a,), (b,) = ids(one, other, judgements=(Judgement(True, (("a", "l:0"),), (("b", "l:0"),)),))
    assert a == b
    again = article("b", "Hotel Lebah", "Hotel Lebah")
    (a,), (b,) = ids(one, again, judgements=(Judgement(False, (("a", "l:0"),), (("b", "l:0"),)),))
    assert a != b


@pytest.mark.parametrize("name", ["Balai Kota", "Gedung DPRD", "aula", "halaman Polres", "Ruang Rapat Kantor Desa"])
def test_bare_kinds_of_place(name: str) -> None:
    assert is_bare(name)
    assert not is_bare(f"{name} Karimba")


# ---- which lies in which -----------------------------------------------------------------------------------------


def chain(*articles: ArticleFacts) -> dict[str, str]:
    return {k.removeprefix("place/"): v.removeprefix("place/") for k, v in found(*articles).located.items()}


def test_a_village_in_its_district_in_its_regency_in_its_province() -> None:
    text = "Di Desa Wulung, Kecamatan Karimba, Kabupaten Malang, Jawa Timur, dan di Balai Desa Wulung (Desa Wulung)."
    places = ("Desa Wulung", "Kecamatan Karimba", "Kabupaten Malang", "Jawa Timur", "Balai Desa Wulung")
    assert chain(article("a", text, *places)) == {
        "balai-desa-wulung": "desa-wulung",
        "desa-wulung": "kecamatan-karimba",
        "kecamatan-karimba": "kabupaten-malang",
        "kabupaten-malang": "jawa-timur",
    }


def test_a_place_named_whole() -> None:
    whole = article("a", "Hotel Lebah, Kecamatan Karimba, Sidoarjo", "Hotel Lebah, Kecamatan Karimba, Sidoarjo")
    assert chain(whole) == {}  # no article names the others as places
    assert chain(whole, article("b", "Sidoarjo", "Sidoarjo")) == {"hotel-lebah": "sidoarjo"}


def test_a_regency_lies_in_its_province_by_the_list() -> None:
    assert chain(article("a", "Sidoarjo", "Sidoarjo"), article("b", "Jatim", "Jatim")) == {"sidoarjo": "jawa-timur"}
    assert chain(article("a", "Malang", "Malang"), article("b", "Jatim", "Jatim")) == {}


@pytest.mark.parametrize(
    "text",
    ["Surabaya, Jawa Barat", "Wulung, Surabaya, dan Sidoarjo", "Wulung, Surabaya dan Sidoarjo", "Surabaya; Jawa Timur"],
)
def test_a_list_of_places_is_no_chain(text: str) -> None:
    names = [n for n in ("Wulung", "Surabaya", "Sidoarjo", "Jawa Barat") if n in text]
    assert chain(article("a", text, *names)) == {}


def test_most_articles_decide() -> None:
    right = [article(n, "Hotel Lebah, Surabaya", "Hotel Lebah", "Surabaya") for n in "ab"]
    wrong = article("c", "Hotel Lebah, Jember", "Hotel Lebah", "Jember")
    assert chain(*right)["hotel-lebah"] == "surabaya"
    links = found(*right, wrong).links
    assert {link.rule for link in links} == {"place named behind place"}


_PLACES = st.sampled_from(
    [
        "Malang",
        "Kota Malang",
        "Jatim",
        "Desa Wulung",
        "Wulung",
        "Wulung, Sidoarjo",
        "Balai Kota",
        "Sidoarjo",
        "東京",
        "RI",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(_PLACES, max_size=4, unique=True), max_size=5), st.randoms())
def test_the_order_of_arrival_does_not_matter(named: list[list[str]], order: random.Random) -> None:
    made = [article(f"a{n}", ", ".join(places) or "Arga", *places) for n, places in enumerate(named)]
    known = found(*made)
    assert all(local.startswith("place/") and len(local) > 6 for local in known.identity.ids.values())
    assert len(known.identity.ids) == sum(map(len, named))
    order.shuffle(made)
    assert found(*made) == known
