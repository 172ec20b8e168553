"""Where names of organisations end: lists of subjects, two bodies in one tag, a person behind a body."""

from __future__ import annotations

import pytest

from kg.facts.boundaries import bounded
from kg.model import Tag, TagLabel

O, P, L = TagLabel.ORGANISATION, TagLabel.PERSON, TagLabel.PLACE  # noqa: E741


def tagged(text: str, *forms: tuple[str, TagLabel]) -> list[Tag]:
    out, at = [], 0
    for form, label in forms:
        start = text.index(form, at)
        out.append(Tag(start, start + len(form), label, 0.9))
        at = start + len(form)
    return out


def forms(text: str, tags: list[Tag]) -> list[str]:
    return [t.span.of(text) for t in bounded(text, tags)]


@pytest.mark.parametrize(
    ("text", "given", "found"),
    [
        ("Dinas Pemuda, Olahraga, dan Pariwisata Kabupaten Malang hadir", ["Dinas Pemuda"],
         ["Dinas Pemuda, Olahraga, dan Pariwisata Kabupaten Malang"]),
        ("Kata Kementerian Pendidikan Tinggi, Sains, dan Teknologi kemarin", ["Kementerian Pendidikan Tinggi"],
         ["Kementerian Pendidikan Tinggi, Sains, dan Teknologi"]),
        ("Kementerian PAN dan Reformasi Birokrasi menilai", ["Kementerian PAN", "Reformasi Birokrasi"],
         ["Kementerian PAN dan Reformasi Birokrasi"]),
        ("Dinas Kesehatan, Pendidikan tinggi dibahas", ["Dinas Kesehatan"], ["Dinas Kesehatan"]),
        ("Dinas Sosial dan Polres Karimba hadir", ["Dinas Sosial dan Polres Karimba"],
         ["Dinas Sosial", "Polres Karimba"]),
        ("Dinas Sosial, serta Arsip Karimba hadir", ["Dinas Sosial, serta Arsip Karimba"],
         ["Dinas Sosial", "Arsip Karimba"]),
        ("Dinas Sosial dan TPKS hadir", ["Dinas Sosial dan TPKS"], ["Dinas Sosial", "TPKS"]),
        ("PT Laut/PT Darat menang", ["PT Laut/PT Darat"], ["PT Laut", "PT Darat"]),
        ("Kementerian PPN/Bappenas menilai", ["Kementerian PPN/Bappenas"], ["Kementerian PPN/Bappenas"]),
        ("Dinas Pekerjaan Umum (PU) dan Perumahan hadir", ["Dinas Pekerjaan Umum (PU) dan Perumahan"],
         ["Dinas Pekerjaan Umum (PU) dan Perumahan"]),
    ],
)  # fmt: skip
def test_ends(text: str, given: list[str], found: list[str]) -> None:
    assert forms(text, tagged(text, *((g, O) for g in given))) == found


def test_a_list_stops_at_a_person_a_known_place_and_a_body_of_its_own() -> None:
    for other, label in (("Pertanian", P), ("Malang", L)):
        text = f"Dinas Pangan, {other} dan Perikanan hadir"
        assert "Dinas Pangan" in forms(text, tagged(text, ("Dinas Pangan", O), (other, label)))


def test_a_person_behind_a_body_is_cut_off_when_the_article_names_them_elsewhere() -> None:
    text = "Badan Pangan Karimba Sekar Wulandari hadir. Sekar Wulandari senang."
    tags = tagged(text, ("Badan Pangan Karimba Sekar Wulandari", O), ("Sekar Wulandari", P))
    assert forms(text, tags) == ["Badan Pangan Karimba", "Sekar Wulandari", "Sekar Wulandari"]
    assert forms(text, tags[:1]) == ["Badan Pangan Karimba Sekar Wulandari"]
