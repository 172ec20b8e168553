"""The weak spots that the README tells of, each with what a reader would find.

Expected to fail; one that passes for good should leave the README and become a test of its own. They are not strict,
since the tagger's eight-bit arithmetic may come out otherwise on another processor.
"""

from __future__ import annotations

import pytest

from kg.extraction import extract_articles
from kg.model import ArticleFacts, EntityKind, RawArticle
from kg.text.clean import freeze

PERSON, ORGANISATION, PLACE = EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.PLACE


def facts(text: str) -> ArticleFacts:
    return next(iter(extract_articles([freeze(RawArticle("x", text, "test", published="2025-05-05"))])))


def named(text: str, *kinds: EntityKind) -> set[str]:
    return {e.name for e in facts(text).entities if e.kind in kinds}


@pytest.mark.xfail(reason="a known weak spot", strict=False)
@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        (
            "Kepala Dinas Pemuda, Olahraga, Pariwisata dan Ekonomi Kreatif Kabupaten Wanamukti Taruna Wirajaya membuka "
            "acara itu, Senin (3/5/2025).",
            PERSON,
            {"Taruna Wirajaya"},
        ),
        (
            "Kerja sama itu diteken Serikat Nelayan Selaya dan Ikatan Petani Madu dan Kopi Wanamukti, kata Ratna "
            "Wulandari.",
            ORGANISATION,
            {"Serikat Nelayan Selaya", "Ikatan Petani Madu dan Kopi Wanamukti"},
        ),
        ("Taruna Wirajaya menjuarai Liga Nelayan Selaya, kata pelatih Ratna Wulandari.", ORGANISATION, set()),
        ("Ipda Taruna Wirajaya mengatakan Unit Reskrim sedang bekerja.", ORGANISATION, set()),
        (
            "Wali Kota Temui Buruh, Ratna Wulandari Minta Upah Naik\n\nWali Kota Tembaya Taruna Wirajaya menemui "
            "buruh, Senin (3/5/2025). Ketua Serikat Buruh Selaya Ratna Wulandari hadir.",
            PLACE,
            {"Tembaya"},
        ),
        (
            "Pelabuhan itu dibangun Borealis Dredging bersama Selaya Marine Works. Menurut Borealis, pelabuhan selesai "
            "tahun depan.",
            PERSON,
            set(),
        ),
        (
            "Persatuan Sepak Bola Wanamukti menang 2-0. Pelatih Persewa, Taruna Wirajaya, memuji Laskar Bahari.",
            PERSON,
            {"Taruna Wirajaya"},
        ),
    ],
    ids=["end of a long name", "name with dan", "league", "bare unit", "headline", "foreign company", "nickname"],
)
def test_names(text: str, kind: EntityKind, expected: set[str]) -> None:
    assert named(text, kind) == expected


@pytest.mark.xfail(reason="a known weak spot", strict=False)
def test_a_headline_in_capitals_is_read() -> None:
    text = "KETUA SERIKAT NELAYAN SELAYA RATNA WULANDARI MINTA SOLAR MURAH\n\nNelayan di Selaya meminta solar murah."
    assert named(text, PERSON) == {"RATNA WULANDARI"}


@pytest.mark.xfail(reason="a known weak spot", strict=False)
def test_the_name_of_an_event_ends_before_the_verb() -> None:
    text = "Kongres Nelayan Selaya memilih Ratna Wulandari. Kongres Nelayan Selaya menolak kenaikan iuran."
    assert [e.name for e in facts(text).events] == ["Kongres Nelayan Selaya"]


@pytest.mark.xfail(reason="a known weak spot", strict=False)
def test_a_body_that_sent_people_took_part() -> None:
    text = (
        "Musyawarah Besar Serikat Nelayan Selaya digelar di Balai Kota Tembaya, Senin (3/5/2025). Bank Selaya mengirim "
        "tiga pegawainya. Usai acara, Baso Maliungan menyerahkan bantuan jaring."
    )
    found = facts(text)
    (event,) = found.events
    assert {e.name for e in found.entities if e.key in event.participants} == {"Bank Selaya", "Baso Maliungan"}
