"""What is part of what, and where it sits: rules by their names, bodies that are there, no body under itself."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Article, ArticleFacts, Entity, EntityKind, Mention
from kg.resolve import Resolution, resolve

HERE = (Mention(0, 4),)


def article(name: str, *bodies: str | tuple[str, ...], places: tuple[str, ...] = ()) -> ArticleFacts:
    """An article that names bodies (each with its other names) and places."""
    entities = [
        Entity(f"o:{n}", EntityKind.ORGANISATION, *((b, ()) if isinstance(b, str) else (b[0], b[1:])), HERE)
        for n, b in enumerate(bodies)
    ]
    entities += [Entity(f"l:{n}", EntityKind.PLACE, p, (), HERE) for n, p in enumerate(places)]
    return ArticleFacts(Article(name, "Arga tiba."), tuple(entities))


def above(*articles: ArticleFacts) -> dict[str, str]:
    """Name of a body → the name of the one it is part of."""
    found = resolve(articles)
    names = {found.identity.ids[f.article.id, e.key]: e.name for f in reversed(articles) for e in reversed(f.entities)}
    return {names[lower]: names[upper] for lower, upper in found.parents.items()}


@pytest.mark.parametrize(
    ("lower", "upper", "rule"),
    [
        ("Serikat Pekerja Garam Wilayah Jawa Timur", "Serikat Pekerja Garam", "branch of a body"),
        ("Bawaslu Kota Surabaya", "Bawaslu", "branch of a body"),
        ("DPC Partai Lebah Kota Surabaya", "Partai Lebah", "board of a body"),
        ("DPP Partai Lebah", "Partai Lebah", "board of a body"),
        ("Pengurus Besar Ikatan Nelayan", "Ikatan Nelayan", "board of a body"),
        ("Dinas Kesehatan Kota Surabaya", "Pemerintah Kota Surabaya", "body above"),
        ("Dinkes Kota Surabaya", "Pemkot Surabaya", "body above"),
        ("Badan Keuangan dan Aset Daerah Kota Surabaya", "Pemkot Surabaya", "body above"),
        ("Polres Sidoarjo", "Polda Jawa Timur", "body above"),
        ("Polres Sidoarjo", "Polri", "body above"),
        ("Polda Jawa Timur", "Polri", "body above"),
        ("Kejari Sidoarjo", "Kejati Jatim", "body above"),
        ("Fakultas Hukum Universitas Wulung", "Universitas Wulung", "unit of a named body"),
        ("BEM Universitas Wulung", "Universitas Wulung", "unit of a named body"),
        ("Fraksi Lebah DPRD Kota Surabaya", "DPRD Kota Surabaya", "unit of a named body"),
        ("Komisi IX DPR RI", "DPR", "unit of a named body"),
        ("Satreskrim Polres Sidoarjo", "Polres Sidoarjo", "unit of a named body"),
        ("Bareskrim Polri", "Polri", "unit of a named body"),
    ],
)
def test_a_part_of_a_body(lower: str, upper: str, rule: str) -> None:
    one, other = article("a", lower), article("b", upper)
    assert above(one, other) == {lower: upper}
    (link,) = resolve([one, other]).links
    assert (link.property, link.rule) == ("subOrganisationOf", rule)
    assert above(one) == {}  # nothing is made up


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dinas Kesehatan Kota Surabaya", "Dinas Kesehatan"),
        ("Dinas Kesehatan Kota Surabaya", "Pemerintah Kabupaten Sidoarjo"),
        ("DPRD Kota Surabaya", "Pemerintah Kota Surabaya"),
        ("Serikat Pekerja PT Garam Wulung", "PT Garam Wulung"),
        ("Ikatan Alumni Universitas Wulung", "Universitas Wulung"),
        ("Fraksi Lebah DPRD Kota Surabaya", "Partai Lebah"),
        ("Universitas Wulung Surabaya", "Universitas Wulung Sidoarjo"),
        ("Serikat Nelayan Surabaya", "Serikat Nelayan Sidoarjo"),
        ("Polres Sidoarjo", "Polda Jawa Barat"),
        ("RS Lebah Surabaya", "RS Lebah"),
    ],
)
def test_no_part_of_a_body(one: str, other: str) -> None:
    assert above(article("a", one), article("b", other)) == {}


def test_a_force_of_a_district_lies_under_that_of_its_regency() -> None:
    text = article("b", "Polres Malang", places=("Kecamatan Wulung, Kabupaten Malang", "Kabupaten Malang"))
    assert above(article("a", "Polsek Wulung"), text)["Polsek Wulung"] == "Polres Malang"


def test_an_acronym_that_nobody_explains_has_no_branches() -> None:
    assert above(article("a", "RPH Surabaya"), article("b", "RPH")) == {}
    assert above(article("a", "RPW Surabaya"), article("b", ("Rukun Petani Wulung", "RPW")))


def test_another_form_of_a_name_is_not_the_body_above() -> None:
    """What an article calls "KPA" in short is its branch, not the body that the branch is of."""
    branch = article("a", ("Komite Pemuda Air Kota Surabaya", "Komite Pemuda Air"))
    assert above(branch, article("b", "Komite Pemuda Air Kota Bandung")) == {}


def test_the_nearest_body_above_counts() -> None:
    assert above(article("a", "Polres Sidoarjo", "Polda Jatim", "Polri")) == {
        "Polres Sidoarjo": "Polda Jatim",
        "Polda Jatim": "Polri",
    }


def test_a_name_of_two_bodies_is_that_of_the_same_article() -> None:
    here = article("a", "Satreskrim Polres Sidoarjo", ("Polres Sidoarjo", "Polres"))
    there = article("b", ("Polres Surabaya", "Polres"), "Satreskrim Polres")
    assert above(here, there) == {
        "Satreskrim Polres Sidoarjo": "Polres Sidoarjo",
        "Satreskrim Polres": "Polres Surabaya",
    }


# ---- where a body sits -------------------------------------------------------------------------------------------


def located(*articles: ArticleFacts) -> dict[str, str]:
    return {lower: upper for lower, upper in resolve(articles).located.items() if lower.startswith("organisation/")}


@pytest.mark.parametrize(
    ("body", "place", "local"),
    [
        ("Dinas Kesehatan Kota Surabaya", "Surabaya", "place/surabaya"),
        ("Polda Jatim", "Provinsi Jawa Timur", "place/jawa-timur"),
        ("DPRD Kabupaten Malang", "Kabupaten Malang", "place/kabupaten-malang"),
        ("Koperasi Air Desa Wulung", "Desa Wulung", "place/desa-wulung"),
    ],
)
def test_the_place_in_a_name(body: str, place: str, local: str) -> None:
    assert list(located(article("a", body), article("b", places=(place,))).values()) == [local]
    assert located(article("a", body)) == {}


def test_another_level_is_another_place() -> None:
    assert located(article("a", "DPRD Kabupaten Malang"), article("b", places=("Kota Malang",))) == {}


# ---- properties --------------------------------------------------------------------------------------------------

_NAMES = st.sampled_from(
    """Polri;Polda Jatim;Polres Sidoarjo;Satreskrim Polres Sidoarjo;Pemkot Surabaya;Dinkes Kota Surabaya;Partai Lebah;
    DPC Partai Lebah Kota Surabaya;Serikat Air;Serikat Air Wilayah Jawa Timur;SA;Universitas Wulung;
    BEM Universitas Wulung;Fakultas Hukum Universitas Wulung;Komisi III DPR;DPR;Bareskrim Polri""".replace(
        "\n   ", ""
    ).split(";")
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(st.tuples(_NAMES, _NAMES), max_size=4), max_size=4),
    st.lists(
        st.sampled_from(["Surabaya", "Sidoarjo", "Jawa Timur", "Kecamatan Wulung", "Wulung, Sidoarjo"]), max_size=3
    ),
    st.randoms(),
)
def test_links_are_of_things_that_are_there_and_never_go_round(
    named: list[list[tuple[str, str]]], places: list[str], order: random.Random
) -> None:
    made = [article(f"a{n}", *bodies, places=tuple(places)) for n, bodies in enumerate(named)]
    found: Resolution = resolve(made)
    there = set(found.identity.ids.values())
    for links in (found.parents, found.located):
        for lower, upper in links.items():
            assert {lower, upper} <= there
            seen = {lower}
            while upper is not None:
                assert upper not in seen
                seen.add(upper)
                upper = links.get(upper)  # type: ignore[assignment]
    assert {(link.lower, link.upper) for link in found.links} == {*found.parents.items(), *found.located.items()}
    order.shuffle(made)
    assert resolve(made).links == found.links
