"""Why two are one, or two."""

from __future__ import annotations

import pytest

from kg.resolve import Judgement, explain, resolve

from .test_identity import L, O, P, facts

FULL = facts("a", (P, "Arga Wirayuda", ("Arga",)), (O, "Yayasan Air"), roles=((0, "Ketua", 1),))
AGAIN = facts("b", (P, "Arga Wirayuda"), (O, "Yayasan Air Bening"))
SHORT = facts("c", (P, "Arga"), (O, "Yayasan Air"), roles=((0, "Ketua", 1),))
TOWN = facts("d", (O, "Dinas Pangan Kota Malang"), (L, "Malang"))
REGENCY = facts("e", (O, "Dinas Pangan Kabupaten Malang"))
ALL = [FULL, AGAIN, SHORT, TOWN, REGENCY]


def test_a_chain_of_comparisons() -> None:
    found = explain(ALL, resolve(ALL), ("b", "e:0"), ("c", "e:0"))
    assert found.same
    assert found.stopped is None
    ends = [{c.left, c.right} for c in found.chain]
    assert ("b", "e:0") in ends[0]
    assert ("c", "e:0") in ends[-1]
    assert len(ends) == 2
    features = {f.name: f.value for c in found.chain for f in c.features}
    assert features["same-full-name"] == "arga wirayuda"
    assert features["same-office"] == "ketua, yayasan air"


def test_a_place_stands_between() -> None:
    found = explain(ALL, resolve(ALL), ("d", "e:0"), ("e", "e:0"))
    assert not found.same
    assert found.stopped == "other place: kota malang, kabupaten malang"
    assert found.best is not None


def test_people_stand_between() -> None:
    said = [Judgement(False, (("a", "e:0"),), (("b", "e:0"),))]
    found = explain(ALL, resolve(ALL, said), ("a", "e:0"), ("b", "e:0"), said)
    assert (found.same, found.decided) == (False, said[0])
    assert found.stopped == "people decided that they are two"
    assert found.direct is not None
    assert found.direct.score > 0.5


def test_people_joined_them() -> None:
    said = [Judgement(True, (("d", "e:0"),), (("e", "e:0"),))]
    found = explain(ALL, resolve(ALL, said), ("d", "e:0"), ("e", "e:0"), said)
    assert (found.same, found.chain, found.decided) == (True, (), said[0])


def test_too_little_in_common() -> None:
    found = explain(ALL, resolve(ALL), ("a", "e:1"), ("b", "e:1"))
    assert not found.same
    assert found.stopped is not None
    assert "below" in found.stopped


def test_an_unknown_member() -> None:
    with pytest.raises(KeyError):
        explain(ALL, resolve(ALL), ("a", "e:0"), ("z", "e:0"))
