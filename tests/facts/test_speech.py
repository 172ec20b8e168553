"""Statements in invented sentences: what was said, by whom, found how.

A case is a text, and the statements expected of it as (speaker, mode, words). Speakers are the keys of CAST.
"""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.facts import speech
from kg.facts.reading import Reading
from kg.facts.speech_cues import forms
from kg.lexicon import table
from kg.model import Article, Entity, EntityKind, Mention, Role, Span, SpeechMode
from kg.text.document import document

P, O = EntityKind.PERSON, EntityKind.ORGANISATION  # noqa: E741
CAST: dict[str, tuple[EntityKind, tuple[str, ...]]] = {
    "rina": (P, ("Rina Sukmawati", "Rina")),
    "bima": (P, ("Bima Arsana", "Bima")),
    "tirta": (P, ("Tirta Wijaksana", "Tirta")),
    "yayasan": (O, ("Yayasan Selaya Hijau", "Yayasan Selaya", "YSH")),
    "dinas": (O, ("Dinas Kesehatan Kota Tembaya", "Dinkes Tembaya")),
}
ROLES = (
    Role("role:1", "rina", "Ketua", organisation="yayasan", evidence=(Span(0, 1),)),
    Role("role:2", "bima", "Wakil Bupati", evidence=(Span(0, 1),)),
    Role("role:3", "tirta", "saksi", evidence=(Span(0, 1),)),
)
DIRECT, INDIRECT = SpeechMode.DIRECT, SpeechMode.INDIRECT


def reading(text: str, body: int = 0) -> Reading:
    """``text`` with the cast found in it wherever one of their names stands."""
    taken: list[Span] = []
    entities = []
    names = sorted(((n, k) for k, (_, ns) in CAST.items() for n in ns), key=lambda x: -len(x[0]))
    at: dict[str, list[Mention]] = {}
    for name, key in names:
        for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            span = Span(m.start(), m.end())
            if not any(t.overlaps(span) for t in taken):
                taken.append(span)
                at.setdefault(key, []).append(Mention(span.start, span.end))
    for key, mentions in sorted(at.items()):
        kind, forms_ = CAST[key]
        entities.append(Entity(key, kind, forms_[0], forms_[1:], tuple(sorted(mentions))))
    return Reading(document(Article("a", text, body)), (), tuple(entities))


def said(text: str, roles: tuple[Role, ...] = ROLES) -> list[tuple[str | None, SpeechMode, str]]:
    return [(s.speaker, s.mode, s.words.of(text)) for s in speech.find(reading(text), roles)]


def check(text: str, *expected: tuple[str, SpeechMode, str]) -> None:
    assert said(text) == list(expected)


# ---- direct speech ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        '"Air sudah naik ke jalan," kata Rina.',
        '"Air sudah naik ke jalan," ujar Rina kepada wartawan, Senin (4/5).',
        '"Air sudah naik ke jalan," tutur Ketua Yayasan Selaya Hijau, Rina Sukmawati, M.Si., saat ditemui.',
        "“Air sudah naik ke jalan,” jelas Rina.",
        "”Air sudah naik ke jalan,” jelas Rina.",
        "‘’Air sudah naik ke jalan,’’ jelas Rina.",
        "«Air sudah naik ke jalan,» jelas Rina.",
        "'Air sudah naik ke jalan,' jelas Rina.",
        '"Air sudah naik ke jalan", kata Rina.',
        '"Air sudah naik ke jalan," Rina menjelaskan.',
        '"Air sudah naik ke jalan," ujar perempuan yang akrab disapa Rina itu.',
        'Rina mengatakan, "Air sudah naik ke jalan,"',
        'Rina: "Air sudah naik ke jalan,"',
        'Kata Rina, "Air sudah naik ke jalan,"',
        '"Air sudah naik ke jalan," kata terang Rina.',
        '"Air sudah naik ke jalan," Demikian kata Rina.',
        '"Air sudah naik ke jalan," UJAR Rina.',
    ],
)
def test_attribution_beside_a_quotation(text: str) -> None:
    assert [(s, m, w.strip(",")) for s, m, w in said(text)] == [("rina", DIRECT, "Air sudah naik ke jalan")]


def test_a_quotation_split_by_its_attribution_is_two_statements() -> None:
    check(
        '"Air sudah naik," ujar Rina. "Kami menunggu perahu dari kota."',
        ("rina", DIRECT, "Air sudah naik,"),
        ("rina", DIRECT, "Kami menunggu perahu dari kota."),
    )


def test_a_quotation_resumed_after_a_comma_keeps_its_speaker() -> None:
    check(
        '"Air sudah naik," ujar Rina, "dan kami menunggu perahu."',
        ("rina", DIRECT, "Air sudah naik,"),
        ("rina", DIRECT, "dan kami menunggu perahu."),
    )


def test_attribution_in_a_sentence_of_its_own() -> None:
    check("“Semua warga desa sudah mengungsi.” Ujar Rina.", ("rina", DIRECT, "Semua warga desa sudah mengungsi."))


def test_what_follows_an_attribution_is_reported_by_the_same_speaker() -> None:
    check(
        '"Air sudah naik," ujar Rina seraya menambahkan bahwa perahu segera tiba.',
        ("rina", DIRECT, "Air sudah naik,"),
        ("rina", INDIRECT, "perahu segera tiba"),
    )


@pytest.mark.parametrize(
    "text",
    [
        "Rina membuka seminar bertajuk 'Jalan Baru bagi Semua Warga'.",
        'Rina menyebut dirinya "petani" sejak kecil.',
        'Rina membuka pameran "Wajah Kota" di Tembaya.',
        "Slogan “Bersih Itu Indah Sekali” terpampang di kantor Rina.",
    ],
)
def test_titles_and_single_words_between_marks_are_no_statements(text: str) -> None:
    assert not [s for s in said(text) if s[1] is DIRECT]


def test_a_lost_closing_mark_costs_its_own_quotation_only() -> None:
    text = 'Kata Rina, "Air sudah naik. Bima datang kemudian. “Perahu sudah siap di dermaga,” kata Bima.'
    assert ("bima", DIRECT, "Perahu sudah siap di dermaga,") in said(text)


def test_a_lost_opening_mark_gives_the_sentence_before_the_closing_one() -> None:
    text = "Rina tiba pagi itu. Semua warga sudah mengungsi,” ujarnya."
    check(text, ("rina", DIRECT, "Semua warga sudah mengungsi,"))


def test_a_quotation_over_two_paragraphs_with_one_pair_of_marks() -> None:
    check(
        '"Air naik sejak pagi buta.\nKami semua menunggu perahu," ujar Rina.',
        ("rina", DIRECT, "Air naik sejak pagi buta.\nKami semua menunggu perahu,"),
    )


def test_a_quotation_opened_again_in_each_paragraph() -> None:
    check(
        'Rina membuka rapat.\n"Air naik sejak pagi buta.\n"Kami semua menunggu perahu," ujarnya.',
        ("rina", DIRECT, "Air naik sejak pagi buta."),
        ("rina", DIRECT, "Kami semua menunggu perahu,"),
    )


# ---- indirect speech -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Rina mengatakan bahwa jalan itu rusak.", "jalan itu rusak"),
        ("Rina mengatakan jalan itu rusak.", "jalan itu rusak"),
        ("Rina mengatakan, jalan itu rusak.", "jalan itu rusak"),
        ("Rina juga menambahkan, jalan itu rusak.", "jalan itu rusak"),
        ("Rina menyampaikan kepada wartawan bahwa jalan itu rusak.", "jalan itu rusak"),
        ("Rina menyampaikan harapannya agar jalan itu dibuka.", "jalan itu dibuka"),
        ("Rina dalam sambutannya menegaskan jalan itu rusak.", "jalan itu rusak"),
        ("Dalam rapat itu, Rina menegaskan jalan itu rusak.", "jalan itu rusak"),
        ("Sementara itu, Ketua Yayasan Selaya Hijau Rina Sukmawati menilai jalan itu rusak.", "jalan itu rusak"),
        ("Rina Sukmawati, Ketua Yayasan Selaya Hijau, menilai jalan itu rusak.", "jalan itu rusak"),
        ("Rina Sukmawati (41) menilai jalan itu rusak.", "jalan itu rusak"),
        ("Rina saat mendampingi Bima mengatakan jalan itu rusak.", "jalan itu rusak"),
        ("Rina meminta warga untuk bersabar.", "warga untuk bersabar"),
        ("Rina mengimbau agar warga tetap tenang.", "warga tetap tenang"),
        ("Rina menekankan pentingnya air bersih.", "pentingnya air bersih"),
        ("Rina berharap jalan itu segera dibuka.", "jalan itu segera dibuka"),
        ("Rina mengaku belum tahu soal rencana itu.", "belum tahu soal rencana itu"),
        ("Menurut Rina, jalan itu rusak.", "jalan itu rusak"),
        ("Menurut Rina jalan itu rusak.", "jalan itu rusak"),
        ("Menurut keterangan Rina, jalan itu rusak.", "jalan itu rusak"),
        ("Menurut Rina Sukmawati, M.Si, jalan itu rusak.", "jalan itu rusak"),
        ("Jalan itu rusak parah, menurut Rina.", "Jalan itu rusak parah"),
        ("Jalan itu rusak parah, ujar Rina, Senin (4/5).", "Jalan itu rusak parah"),
        ("Selain itu, kata Rina, jembatan desa ikut rusak.", "jembatan desa ikut rusak"),
        ("Jalan itu, kata Rina, akan dibuka pekan depan.", "Jalan itu, kata Rina, akan dibuka pekan depan"),
        ("Namun jalan itu, kata Rina, akan dibuka.", "jalan itu, kata Rina, akan dibuka"),
        ("Dikatakan Rina, jalan itu rusak.", "jalan itu rusak"),
        ("Dijelaskan oleh Rina, jalan itu rusak.", "jalan itu rusak"),
        ("Kata Rina, jalan itu rusak.", "jalan itu rusak"),
    ],
)
def test_reported_clauses(text: str, words: str) -> None:
    check(text, ("rina", INDIRECT, words))


def test_a_verb_after_dan_keeps_the_subject() -> None:
    check(
        "Rina menilai jalan desa itu rusak dan meminta warga untuk bersabar.",
        ("rina", INDIRECT, "jalan desa itu rusak"),
        ("rina", INDIRECT, "warga untuk bersabar"),
    )


def test_verbs_joined_inside_the_clause_do_not_split_it() -> None:
    check(
        "Rina berharap warga dapat menjaga air dan mendorong panen raya.",
        ("rina", INDIRECT, "warga dapat menjaga air dan mendorong panen raya"),
    )


@pytest.mark.parametrize(
    "text",
    [
        "Rina meresmikan jembatan desa.",
        "Rina enggan menyebut nama para penyumbang dana itu.",
        "Hal itu disampaikan Rina kepada wartawan.",
        "Rina membantah kabar tersebut.",
        "Rina mengatakan hal itu saat ditemui.",
        "Rina melaporkan kejadian tersebut ke polisi.",
        "Rina datang untuk menyampaikan bantuan bagi warga.",
        "Kata sandi itu hanya diketahui Rina.",
        "Harga yang akhirnya naik membuat Rina resah.",
        "Warga mengatakan jalan itu rusak.",
        "Seorang warga mengatakan jalan itu rusak.",
        "Momentum ini menegaskan bahwa jalan itu rusak.",
    ],
)
def test_no_statement(text: str) -> None:
    check(text)


# ---- speakers --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "attribution", "speaker"),
    [
        ("Rina menilai jalan itu rusak.", "ujarnya", "rina"),
        ("Rina menilai jalan itu rusak.", "kata dia", "rina"),
        ("Rina menilai jalan itu rusak.", "kata beliau", "rina"),
        ("Rina menilai jalan itu rusak.", "pungkasnya", "rina"),
        ("Rina menilai jalan itu rusak.", "tukasnnya", "rina"),
        ("Rina tiba di balai desa.", "ujarnya", "rina"),
        ("Hal itu disampaikan langsung oleh Rina.", "ujarnya", "rina"),
        ("Menurut Rina, jalan itu rusak. Bima turut hadir di sana.", "ujarnya", "bima"),
        ("Rina menilai jalan itu rusak. YSH menyatakan siap membantu warga.", "ujarnya", "rina"),
        ("Rina hadir. Bima menilai jalan itu rusak.", "kata Ketua Yayasan Selaya Hijau itu", "rina"),
        ("Rina dan Bima hadir.", "kata Wakil Bupati", "bima"),
        ("Rina dan Bima hadir.", "kata Wabup", "bima"),
        ("Rina menilai jalan itu rusak.", "kata politisi itu", "rina"),
        ("Rina tiba. Lebih lanjut mantan lurah itu menyebut jalan rusak.", "ujarnya", "rina"),
        ("Rina menilai jalan itu rusak.", "kata kuasa hukum Bima, Tirta", "tirta"),
        ("Rina menilai jalan itu rusak.", "kata Yayasan Selaya Hijau dalam keterangannya", "yayasan"),
        ("Bima menilai jalan itu rusak.", "kata juru bicara Yayasan Selaya Hijau, Rina Sukmawati", "rina"),
    ],
)
def test_who_speaks(before: str, attribution: str, speaker: str) -> None:
    assert said(f'{before}\n"Perahu segera tiba di sini," {attribution}.')[-1][0] == speaker


@pytest.mark.parametrize("attribution", ["kata seorang warga", "ujar salah satu peserta", "kata Sumarni"])
def test_words_of_the_unnamed_are_nobodys(attribution: str) -> None:
    text = f'Rina tiba di balai desa. "Air sudah naik," {attribution}. "Kami takut sekali," katanya.'
    assert not [s for s in said(text) if s[1] is DIRECT]


def test_who_is_named_in_a_quotation_does_not_speak_it() -> None:
    text = 'Rina menilai jalan itu rusak. Bima menyebut dana sudah ada. "Kemarin Pak Bima menelepon saya," ungkapnya.'
    assert said(text)[-1][0] == "rina"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Rina tiba. Ia mengatakan jalan itu rusak.", "rina"),
        ("YSH menyatakan jalan itu rusak. Mereka meminta warga untuk bersabar.", "yayasan"),
        ("Rina hadir. Pihaknya meminta warga untuk bersabar.", "rina"),
        ("Kepala Dinas Kesehatan Kota Tembaya Bima Arsana mengatakan jalan itu rusak.", "bima"),
        ("Dinkes Tembaya mencatat jalan itu rusak.", "dinas"),
        ("Laporan Yayasan Selaya Hijau menyebutkan jalan itu rusak.", "yayasan"),
        ("Rina yang mengatakan jalan itu rusak.", "rina"),
    ],
)
def test_subjects(text: str, speaker: str) -> None:
    assert said(text)[-1][0] == speaker


def test_the_role_is_the_office_and_not_the_part_in_a_case() -> None:
    text = "Rina menilai jalan itu rusak. Tirta menilai jembatan itu kokoh."
    roles = (Role("role:0", "rina", "saksi", evidence=(Span(900, 901),)), *ROLES)
    roles = tuple(r if r.key == "role:0" else Role(r.key, r.holder, r.title, evidence=(Span(900, 901),)) for r in roles)
    assert [s.role for s in speech.find(reading(text), roles)] == ["role:1", "role:3"]


def test_evidence_cue_mentions_and_confidence() -> None:
    text = 'Rapat usai. "Kami menunggu Bima dari kota," ujar Rina.'
    (s,) = speech.find(reading(text), ())
    assert s.evidence.of(text) == '"Kami menunggu Bima dari kota," ujar Rina.'
    assert (s.cue, s.mentions, s.rule) == ("ujar", ("bima",), "direct-behind")
    assert 0.5 < s.confidence < 1


def test_titles_of_articles_give_no_statement() -> None:
    text = "Rina Sebut Jalan Itu Rusak\n\nWarga menunggu."
    assert speech.find(reading(text, text.index("Warga")), ROLES) == ()


# ---- the lexicon and the whole ---------------------------------------------------------------------------------------


def test_the_lexicon_of_verbs_is_sound() -> None:
    rows = table("speech_verbs")
    kinds = {"say", "judge", "hope", "ask", "promise", "stress", "topic", "direct"}
    assert len(rows) >= 150
    assert {r["kind"] for r in rows} == kinds
    assert len({r["active"] for r in rows}) == len(rows)
    assert {"katanya", "ujarnya", "tegasnya", "tuturnya", "dijelaskannya", "menurut"} <= set(forms())


_PIECES = st.sampled_from(
    ["Rina", "Bima", "YSH", "ia", "mengatakan", "bahwa", "kata", "ujarnya", "menurut", "dan", "yang", ",", ".", ":",
     '"', "“", "”", "'", "(", ")", "jalan itu rusak", "seorang warga", "\n", "Dikatakan", "Ketua", "itu", "M.Si"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(_PIECES, max_size=25))
def test_any_text_gives_sound_statements(pieces: list[str]) -> None:
    text = " ".join(pieces)
    found = speech.find(reading(text), ROLES)
    for s in found:
        assert 0 <= s.words.start < s.words.end <= len(text)
        assert s.speaker in CAST
        assert s.evidence.start <= s.words.start and s.words.end <= s.evidence.end
    assert len({s.key for s in found}) == len(found)
    assert found == speech.find(reading(text), ROLES)
