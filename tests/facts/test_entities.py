"""From tags to entities: trimmed, without offices, found again wherever the tagger passed them over."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.facts.entities import echoed, entities, trimmed, untitled
from kg.model import Article, Span, Tag, TagLabel
from kg.text.document import Document, document

Marked = Callable[[str], tuple[str, tuple[Tag, ...]]]
P, O, L = TagLabel.PERSON, TagLabel.ORGANISATION, TagLabel.PLACE  # noqa: E741


def doc(text: str, noise: tuple[Span, ...] = ()) -> Document:
    return document(Article(id="a", text=text, noise=noise))


@pytest.mark.parametrize(
    ("words", "label", "expected"),
    [
        ("Dr. Arga Wirayuda, S.H.", P, "Arga Wirayuda"),
        ("“Yayasan Air”", O, "Yayasan Air"),
        ("Serikat Nelayan (SNK", O, "Serikat Nelayan (SNK)"),
        ("Yayasan Air (", O, "Yayasan Air"),
        ("Selaya,", L, "Selaya"),
        ("PT Air Bening Tbk.", O, "PT Air Bening Tbk."),
        ("--", O, "--"),
    ],
)
def test_trimmed(words: str, label: TagLabel, expected: str) -> None:
    text = f"Kata {words}) kemarin"
    assert trimmed(text, Tag(5, 5 + len(words), label)).span.of(text) == expected


@pytest.mark.parametrize(
    ("words", "label", "expected"),
    [
        ("Ketua Yayasan Air", O, ("Yayasan Air", O)),
        ("Wakil Ketua Yayasan Air", O, ("Yayasan Air", O)),
        ("Bupati Karimba", O, ("Karimba", L)),
        ("Bupati", P, None),
        ("Ketua Arga Wirayuda", P, ("Arga Wirayuda", P)),
        ("Arga Wirayuda", P, ("Arga Wirayuda", P)),
        ("Yayasan Ketua", O, ("Yayasan Ketua", O)),
        ("Bupati Karimba", L, ("Bupati Karimba", L)),
    ],
)
def test_untitled(words: str, label: TagLabel, expected: tuple[str, TagLabel] | None) -> None:
    found = untitled(words, Tag(0, len(words), label))
    assert (found and (found.span.of(words), found.label)) == expected


def test_entities_come_by_kind_and_in_order(marked: Marked) -> None:
    text, tags = marked("Di <L Selaya>, <O Yayasan Air> mengundang <P Sekar Tunjung> dan <P Bapak Arga Wirayuda>.")
    assert [(e.key, e.name) for e in entities(doc(text), tags)] == [
        ("person:1", "Sekar Tunjung"),
        ("person:2", "Arga Wirayuda"),
        ("organisation:1", "Yayasan Air"),
        ("place:1", "Selaya"),
    ]


def echoes(text: str, *tags: Tag, noise: tuple[Span, ...] = ()) -> list[str]:
    found = set(echoed(doc(text, noise), tags)) - set(tags)
    return [f"{t.start} {t.span.of(text)} {t.score:.2f}" for t in sorted(found)]


def test_other_occurrences_are_found() -> None:
    assert echoes("Arga tiba. Kata Arga, Wirayuda Arga.", Tag(0, 4, P, 0.5)) == ["16 Arga 0.45", "31 Arga 0.45"]


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("Arga tiba. Kata Argawan dan Arga-Sekar.", Tag(0, 4, P)),  # inside other words
        ("arga tiba. Kata arga.", Tag(0, 4, P)),  # written small
        ("Air surut. Air naik.", Tag(0, 3, P, 0.5)),  # an unsure word at the head of a sentence may be no name
        ("Selaya banjir. Di Selaya hujan.", Tag(0, 6, L)),  # places are left to the tagger
    ],
)
def test_what_is_no_other_occurrence(text: str, tag: Tag) -> None:
    assert echoes(text, tag) == []


def test_longer_names_go_first_and_nothing_is_taken_twice() -> None:
    text = "Arga Wirayuda tiba. Arga pulang. Kata Arga Wirayuda."
    assert echoes(text, Tag(0, 13, P), Tag(20, 24, P)) == ["38 Arga Wirayuda 0.90"]


def test_noise_names_nobody() -> None:
    text = "Kata Arga. IKLAN Arga"
    assert echoes(text, Tag(5, 9, P), noise=(Span(11, 21),)) == []
