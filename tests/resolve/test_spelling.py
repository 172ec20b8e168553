"""Names of people as comparable text."""

from __future__ import annotations

import pytest

from kg.resolve.spelling import PersonName, is_common, spell


@pytest.mark.parametrize(
    ("word", "spelled"),
    [
        ("Soebagjo", "subagyo"),
        ("Djatmiko", "jatmiko"),
        ("Tjandra", "candra"),
        ("Wahjudi", "wahyudi"),
        ("Achmad", "ahmad"),
        ("Jusuf", "yusuf"),
        ("Affiffuddin", "afifudin"),
        ("Mu'ti", "muti"),
        ("Moch", "muhammad"),
    ],
)
def test_spellings(word: str, spelled: str) -> None:
    assert spell(word) == spelled


@pytest.mark.parametrize(
    ("name", "tokens"),
    [
        ("Dr. H. Arga Wirayuda, M.Si", ("arga", "wirayuda")),
        ("KH Arga Wirayuda", ("arga", "wirayuda")),
        ("AKBP Sekar Tunjung SIK", ("sekar", "tunjung", "sik")),
        ("Gus Bahri", ("bahri",)),
        ("M. Tunjung", ("muhammad", "tunjung")),
        ("Arga M Tunjung", ("arga", "m", "tunjung")),
        ("DS (34)", ("ds",)),
        ("H", ("h",)),
    ],
)
def test_tokens(name: str, tokens: tuple[str, ...]) -> None:
    assert PersonName.of(name).tokens == tokens


@pytest.mark.parametrize(
    ("name", "initials"),
    [("DS", True), ("A.R.", True), ("AHW", True), ("Arga", False), ("SEKAR", False), ("A Tunjung", False)],
)
def test_initials(name: str, initials: bool) -> None:
    assert PersonName.of(name).initials is initials


def test_weak_first_names_are_no_core() -> None:
    assert PersonName.of("Muhammad Arga Wirayuda").core == ("arga", "wirayuda")
    assert PersonName.of("Muhammad Arga").core_key == "muhammad arga"
    assert PersonName.of("Muhammad").core == ("muhammad",)


def test_abbreviated_first_names_leave_a_signature() -> None:
    assert PersonName.of("IGN Jaya Wirayuda").signature == PersonName.of("I Gusti Ngurah Jaya Wirayuda").signature


def test_common_names() -> None:
    assert is_common(spell("Agus"))
    assert not is_common(spell("Tunjungsekar"))
    assert PersonName.of("Budi Santoso").rare == 0
