"""The rules-only tagger: what it can see without anything trained, on texts of our own."""

from itertools import pairwise

import pytest

from kg.model import RawArticle, TagLabel
from kg.tagger import load
from kg.text.clean import freeze
from kg.text.document import document

PERSON, ORGANISATION, PLACE, TITLE = TagLabel.PERSON, TagLabel.ORGANISATION, TagLabel.PLACE, TagLabel.TITLE


def layers(text):
    doc = document(freeze(RawArticle("x", text, "test")))
    names, events = load("rules").layers(doc.text, [s.span for s in doc.sentences])
    return doc.text, names, events


def found(text):
    frozen, names, _ = layers(text)
    return [(t.label, t.span.of(frozen)) for t in names]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kemarin Pak Taruna Wirajaya datang.", (PERSON, "Taruna Wirajaya")),
        ("Hal itu disampaikan AKBP Drs. Taruna Wirajaya, S.H. kemarin.", (PERSON, "Taruna Wirajaya")),
        ("Harga beras turun, ujar Sarpangkoro.", (PERSON, "Sarpangkoro")),
        ("Sarpangkoro mengatakan harga beras turun.", (PERSON, "Sarpangkoro")),
        ("Warga memuji Bupati Sarpangkoro Gandawijaya.", (PERSON, "Sarpangkoro Gandawijaya")),
        ("Sarpangkoro Gandawijaya, Ketua Ikatan Petani Madu, hadir.", (PERSON, "Sarpangkoro Gandawijaya")),
        ("Polisi menahan AR (34) kemarin.", (PERSON, "AR")),
        ("Warga memuji Ketua Ikatan Petani Madu itu.", (ORGANISATION, "Ikatan Petani Madu")),
        ("Sidang Ikatan Petani Madu (IPM) dibuka.", (ORGANISATION, "Ikatan Petani Madu (IPM)")),
        ("Menurut Dinas Pertanian dan Ketahanan Pangan Kota Malang, panen naik.",
         (ORGANISATION, "Dinas Pertanian dan Ketahanan Pangan Kota Malang")),
        ("Surat itu dikirim Kemenwarta kemarin.", (ORGANISATION, "Kemenwarta")),
        ("Menurut LKPM, harga naik.", (ORGANISATION, "LKPM")),
        ("Acara itu digelar di Hotel Wirajaya kemarin.", (PLACE, "Hotel Wirajaya")),
        ("Ia tiba dari Jawa Timur kemarin.", (PLACE, "Jawa Timur")),
        ("Ia bertemu mantan Wakil Ketua Umum Sarpangkoro.", (TITLE, "mantan Wakil Ketua Umum")),
        ("Ia bertemu Kapolsek Wanamukti AKP Taruna.", (PLACE, "Wanamukti")),
    ],
)  # fmt: skip
def test_what_words_and_shapes_show(text, expected):
    assert expected in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Pada Senin itu semua warga pulang.",
        "Namun, harga beras naik lagi.",
        "Menurut APBD, belanja naik.",
        "Kantor itu tutup. Dinas tidak menjawab.",
        "Harga Beras Naik Lagi Menjelang Libur Panjang",
    ],
)
def test_common_words_in_capitals_are_no_names(text):
    assert [x for x in found(text) if x[0] in (PERSON, ORGANISATION)] == []


def test_a_person_shown_once_is_known_by_the_words_of_the_name():
    text = "Pak Taruna Wirajaya datang. Kemudian Wirajaya pulang bersama Taruna."
    assert [name for label, name in found(text) if label is PERSON] == ["Taruna Wirajaya", "Wirajaya", "Taruna"]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Ia membuka Rapat Kerja Daerah (Rakerda) II kemarin.", "Rapat Kerja Daerah (Rakerda)"),
        ("Ia hadir saat peluncuran Kartu Madu 2025 kemarin.", "peluncuran Kartu Madu 2025"),
        ("Rapat itu selesai.", None),
    ],
)
def test_event_nouns_with_capitals_are_events(text, event):
    frozen, _, events = layers(text)
    assert [t.span.of(frozen) for t in events] == ([event] if event else [])


def test_names_lie_apart_and_in_order():
    text = "Kepala Dinas Kesehatan (Kadis) Taruna dan Wakil Bupati Sukamaju, H. M. Sarpangkoro (45), hadir di Aula PKK."
    _, names, _ = layers(text)
    assert len(names) > 4
    assert all(a.end <= b.start for a, b in pairwise(names))


@pytest.mark.parametrize("text", ["", "   ", "...", "( A )", "(", "Rapat Kerja (", "Dinas X (", "語 🙂", "PT " * 900])
def test_odd_texts_do_no_harm(text):
    _, names, events = layers(text)
    assert all(a.end <= b.start for a, b in pairwise(names))
    assert all(a.end <= b.start for a, b in pairwise(events))


def test_it_names_itself_and_one_layer_has_no_overlaps():
    tagger = load("rules")
    assert tagger.name == "jejaring-rules"
    assert len(tagger.version) == 16
    text = "Pak Taruna membuka Rapat Kerja Ikatan Petani Madu."
    doc = document(freeze(RawArticle("x", text, "test")))
    tags = tagger.tag(doc.text, [s.span for s in doc.sentences])
    assert all(a.end <= b.start for a, b in pairwise(tags))
    assert tagger.speech(doc.text, []) == ()
