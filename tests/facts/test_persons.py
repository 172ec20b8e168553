"""Which name tags are one human being."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.facts.names import parts
from kg.facts.persons import persons
from kg.model import EntityKind, Tag, TagLabel

Marked = Callable[[str], tuple[str, tuple[Tag, ...]]]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        # a part of a name in the same order
        ("<P Arga Wirayuda> tiba. <P Arga> bicara, <P Wirayuda> pulang.", [("Arga Wirayuda", "Arga", "Wirayuda")]),
        ("<P Arga> tiba. <P Arga Wirayuda Tunjung> bicara.", [("Arga Wirayuda Tunjung", "Arga")]),
        ("<P A. Wirayuda> tiba. <P Arga Wirayuda> bicara.", [("Arga Wirayuda", "A. Wirayuda")]),
        ("<P Arga Wirayuda> tiba. <P Wirayuda Arga> bicara.", [("Arga Wirayuda",), ("Wirayuda Arga",)]),
        ("<P Arga Wirayuda> tiba. <P Sekar Tunjung> bicara.", [("Arga Wirayuda",), ("Sekar Tunjung",)]),
        # of two that fit, the one named last
        (
            "<P Arga Wirayuda> tiba. <P Arga Tunjung> tiba. <P Arga> bicara.",
            [("Arga Wirayuda",), ("Arga Tunjung", "Arga")],
        ),
        # initials, misprints, nicknames
        ("<P Arga Wira Danu> tiba. <P AWD> bicara.", [("Arga Wira Danu", "AWD")]),
        ("<P DS> ditahan. <P AR> lari.", [("DS",), ("AR",)]),
        ("<P Arga Prasetya> tiba. <P Arga Prastya> bicara.", [("Arga Prasetya", "Arga Prastya")]),
        ("<P Arga Wirayuda> yang akrab disapa <P Yudi> tiba.", [("Arga Wirayuda", "Yudi")]),
        ("<P Arga Wirayuda>, biasa dipanggil Cak <P Yudi>, tiba.", [("Arga Wirayuda", "Yudi", "Cak Yudi")]),
        ("<P Arga Wirayuda> (Gus <P Yudi>) tiba.", [("Arga Wirayuda", "Yudi", "Gus Yudi")]),
        ("<P Arga Wirayuda> atau <P Yudi> tiba.", [("Arga Wirayuda", "Yudi")]),
        ("<P Zulkarnaen Wirayuda> tiba. <P Zul> bicara.", [("Zulkarnaen Wirayuda", "Zul")]),
        # titles are no part of a name, and a title alone is nobody
        ("<P Dr. H. Arga Wirayuda, M.Si> tiba. <P Bapak Arga> bicara.", [("Arga Wirayuda", "Arga")]),
        ("<P Bapak> tiba.", []),
        ("<P 34> tiba.", []),
        # a ticket of two
        ("<P Wirayuda-Sekar> menang.", [("Wirayuda",), ("Sekar",)]),
        ("<P Al-Amin> menang.", [("Al-Amin",)]),
        # a headline in capitals gives no name its form
        ("<P ARGA WIRAYUDA> TIBA\n\n<P Arga Wirayuda> tiba.", [("Arga Wirayuda",)]),
        ("<P ARGA WIRAYUDA> TIBA", [("ARGA WIRAYUDA",)]),
        ("", []),
    ],
)
def test_persons(marked: Marked, source: str, expected: list[tuple[str, ...]]) -> None:
    found = persons(*marked(source))
    assert [e.names for e in found] == expected
    assert [e.key for e in found] == [f"person:{i}" for i in range(1, len(found) + 1)]
    assert {e.kind for e in found} <= {EntityKind.PERSON}


def test_a_name_is_sure_as_its_surest_mention() -> None:
    tags = [Tag(0, 4, TagLabel.PERSON, 0.4), Tag(5, 9, TagLabel.PERSON, 0.81239)]
    (found,) = persons("Arga Arga", tags)
    assert found.confidence == 0.812
    assert [m.score for m in found.mentions] == [0.4, 0.81239]


WORDS = st.sampled_from(
    ["Arga", "Wirayuda", "Sekar", "Tunjung", "A.", "AW", "Dr.", "H.", "yang akrab disapa", "tiba", "-", "S.H."]
)


@given(st.lists(st.tuples(st.lists(WORDS, min_size=1, max_size=3).map(" ".join), st.booleans()), max_size=8))
def test_every_mention_belongs_to_one_person(pieces: list[tuple[str, bool]]) -> None:
    text, tags = "", []
    for words, tagged in pieces:
        if tagged:
            tags.append(Tag(len(text), len(text) + len(words), TagLabel.PERSON))
        text += words + " "
    found = persons(text, tags)
    mentions = sorted(m for e in found for m in e.mentions)
    assert all(a.end <= b.start for a, b in pairwise(mentions))
    for e in found:
        assert list(e.mentions) == sorted(e.mentions)
        assert len(set(e.names)) == len(e.names)
        for m in e.mentions:
            assert any(t.start <= m.start < m.end <= t.end for t in tags)
            assert parts(text[m.start : m.end]) in map(parts, e.names) or e.name.istitle()
    assert [e.mentions[0].start for e in found] == sorted(e.mentions[0].start for e in found)
