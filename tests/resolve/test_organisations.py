"""Which bodies of different articles are one: names, places, countries, acronyms."""

from __future__ import annotations

import pytest

from kg.facts.names import parts
from kg.model import Entity, EntityKind
from kg.resolve.bodies import Bodies, explained
from kg.resolve.regions import Region, Regions

from .test_identity import L, O, P, facts, ids, one


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Pemprov Sulsel", "Pemerintah Provinsi Sulawesi Selatan"),
        ("Serikat Nelayan Karimba", "Serikat Nelayan Karimba (SNK)"),
        ("PT Air Bening Tbk", "Air Bening"),
        ("Kementerian Pertanian Republik Indonesia", "Kementan"),
        ("Komisi III DPR", "Komisi III Dewan Perwakilan Rakyat RI"),
        ("DPRD Provinsi Jatim", "Dewan Perwakilan Rakyat Daerah (DPRD) Jawa Timur"),
        ("Polresta Malang Kota", "Kepolisian Resor Kota Malang"),
        ("Kejati Sumsel", "Kejaksaan Tinggi Sumatera Selatan"),
        ("DPW Serikat Nelayan Jawa Timur", "Serikat Nelayan Jatim"),
        ("Pondok Pesantren Al Wirayuda", "Ponpes Al-Wirayuda"),
        ("Badan Keamanan Laut", "Bakamla"),
        ("Kantor ATR/BPN Kota Malang", "Kantor Badan Pertanahan Nasional Kota Malang"),
        ("PT PLN (Persero)", "Perusahaan Listrik Negara"),
        ("Fraksi Partai Golkar DPRD Jatim", "Fraksi Golkar DPRD Jawa Timur"),
        ("Forum Wirayudha Bersatu", "Forum Wirayuda Bersatu"),
        ("Serikat Nellayanraya", "Serikat Nelayanraya"),
        ("Universitas Brawijaya Malang", "Universitas Brawijaya"),
    ],
)
def test_names_of_one_body(name: str, other: str) -> None:
    assert one(facts("a", (O, name)), facts("b", (O, other)))


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Komite Air", "Komite Air Kota Selaya"),
        ("Dinas Pangan Kota Selaya", "Dinas Pangan Kota Karimba"),
        ("Dinas Kesehatan Kota Malang", "Dinas Kesehatan Kabupaten Malang"),
        ("DPRD Surabaya", "DPRD Jatim"),
        ("Serikat Nelayan", "Serikat Buruh"),
        ("Komisi I DPRD Jatim", "Komisi II DPRD Jatim"),
        ("SMAN 1 Karimba", "SMAN 2 Karimba"),
        ("DPR", "DPR AS"),
        ("Fraksi PKB", "PKB"),
        ("Bank Indonesia", "Bank Indonesia Jawa Timur"),
        ("RSUD Wirayuda", "RSUD Wiratama"),
    ],
)
def test_names_of_two_bodies(name: str, other: str) -> None:
    assert not one(facts("a", (O, name)), facts("b", (O, other)))


def test_a_body_is_called_by_another_name() -> None:
    renamed = facts("a", (O, "RSUD dr. Wirayuda Karimba", ("RSUD Kota Karimba",)))
    assert one(renamed, facts("b", (O, "RSUD Kota Karimba")))


def test_branches_are_renamed_with_their_parent() -> None:
    parent = facts("a", (O, "Federasi Nelayan Rakyat Jawa Timur", ("Gabungan Nelayan Kecil Jawa Timur",)))
    before, after = facts("b", (O, "Gabungan Nelayan Kecil Bali")), facts("c", (O, "Federasi Nelayan Rakyat Bali"))
    rows = ids(parent, before, after)
    assert rows[1] == rows[2] != rows[0]


# ---- acronyms ----------------------------------------------------------------------------------------------------


def test_an_acronym_joins_the_one_name_it_stands_for() -> None:
    full = facts("a", (O, "Serikat Nelayan Karimba", ("SNK",)))
    short = facts("b", (O, "SNK"))
    assert ids(full, short)[1] == ["organisation/serikat-nelayan-karimba"]
    other = facts("c", (O, "Sarekat Niaga Kopi", ("SNK",)))
    assert ids(full, short, other)[1] == ["organisation/snk"]


def test_an_acronym_inside_a_name() -> None:
    full = facts("a", (O, "Serikat Nelayan Rakyat (SNR) Karimba"))
    assert one(full, facts("b", (O, "SNR Karimba")))


def test_two_bodies_that_share_an_acronym_are_two() -> None:
    assert not one(facts("a", (O, "Serikat Nelayan Karimba (SNK)")), facts("b", (O, "Sarekat Niaga Kopi (SNK)")))


def test_an_acronym_that_every_town_has_joins_nothing() -> None:
    full = facts("a", (O, "Badan Eksekutif Mahasiswa", ("BEM",)))
    rows = ids(full, facts("b", (O, "BEM")))
    assert rows[0] != rows[1]


def test_what_names_explain() -> None:
    body = Entity("o", EntityKind.ORGANISATION, "Serikat Nelayan (SN) Karimba", ("Serikat Nelayan Karimba", "SNK"))
    assert dict(explained(body)) == {"sn": ("serikat", "nelayan"), "snk": ("serikat", "nelayan", "karimba")}


# ---- places and countries ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["DLH", "Dinas Kesehatan", "Polres"])
def test_bare_units_of_two_towns_stay_two(name: str) -> None:
    (a, _), (b, _) = ids(facts("a", (O, name), (L, "Selaya")), facts("b", (O, name), (L, "Karimba")))
    assert a != b


def test_a_bare_unit_is_that_of_the_town_whose_authorities_the_article_names() -> None:
    bare = facts("a", (O, "Dinas Pangan"), (P, "Arga"), (L, "Karimba"), roles=((1, "Wali Kota", 2),))
    assert one(bare, facts("b", (O, "Dinas Pangan Kota Karimba")))
    assert not one(bare, facts("b", (O, "Dinas Pangan Kabupaten Karimba")))


def test_a_town_without_level_is_the_one_the_article_names() -> None:
    both = facts("x", (O, "Pemkot Karimba"), (O, "Pemkab Karimba"))
    open_ = facts("a", (O, "Dinas Pangan Karimba"), (O, "Pemerintah Kabupaten Karimba"))
    level = facts("b", (O, "Dinas Pangan Kabupaten Karimba"))
    rows = ids(both, open_, level)
    assert rows[1][0] == rows[2][0]


def test_a_report_from_abroad_means_the_bodies_there() -> None:
    abroad = facts(
        "a", (O, "Partai Demokrat"), text="Di Amerika Serikat, kata warga Amerika Serikat, partai itu kalah."
    )
    home = facts("b", (O, "Partai Demokrat"), text="Di Indonesia partai itu menang.")
    named = facts("c", (O, "Partai Demokrat AS"))
    rows = ids(abroad, home, named)
    assert rows[0] == rows[2] != rows[1]


@pytest.mark.parametrize(
    ("name", "head", "region"),
    [
        ("Dinas Pangan Kota Malang", "dinas pangan", Region(("malang",), "kota")),
        ("Dinas Pangan Malang", "dinas pangan", Region(("malang",), "")),
        ("Pemprov DKI", "pemerintah", Region(("jakarta",), "provinsi")),
        ("Polrestabes Surabaya", "kepolisian resor", Region(("surabaya",), "kota")),
        ("Universitas Indonesia", "universitas indonesia", None),
    ],
)
def test_places_in_names(name: str, head: str, region: Region | None) -> None:
    bodies = Bodies([])
    parsed = bodies.parse(name, bodies.meanings)
    assert (parsed.plain, parsed.region) == (head, region)


def test_levels_are_learned_from_articles() -> None:
    regions = Regions([facts("a", (P, "Arga"), (L, "Karimba"), roles=((0, "Bupati", 1),))])
    assert regions.levels(parts("Karimba")) == {"kabupaten"}
    assert regions.split(parts("Dinas Pangan Karimba"))[1] == Region(("karimba",), "kabupaten")
