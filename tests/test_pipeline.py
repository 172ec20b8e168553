"""The whole way from Python."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg.corpus import ARTICLES, folder

TEXT = (
    "Bupati Karimba Arga Wirayuda meresmikan Pasar Ikan Tunjung, Kamis (6/11/2025). Ketua Koperasi Nelayan, Sekar "
    'Lestari, menilai harga solar terlalu tinggi. "Kami rugi," ujar Sekar Lestari kepada wartawan.'
)


@pytest.fixture(scope="module")
def demo() -> kg.Build:
    with folder() as corpus:
        return kg.build(corpus / ARTICLES)


def test_build_returns_dataset_network_and_facts(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    result = kg.build(tmp_path)
    assert result.counts["articles"] == 1
    found = {e.name for e in result.facts[0].entities_of(kg.EntityKind.PERSON)}
    assert "Sekar Lestari" in found
    rows = result.dataset.query("SELECT ?n WHERE { ?p a kg:Person ; rdfs:label ?n }")
    assert {str(r[0]) for r in rows} == found
    assert {d["kind"] for _, d in result.network.nodes(data=True)} >= {"Person", "Organisation", "Role", "Statement"}
    assert list(tmp_path.iterdir()) == [tmp_path / "a.txt"]  # nothing is written without out=


def test_open_gives_the_same_graph(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    result = kg.build(tmp_path / "a.txt", out=tmp_path / "out")
    again = kg.open(tmp_path / "out")
    assert {str(q) for q in again.store} == {str(q) for q in result.store}
    assert set(again.network) == set(result.network)


def test_another_base(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    settings = kg.Settings(base="https://example.org/koran/")
    kg.build(tmp_path / "a.txt", out=tmp_path / "out", settings=settings)
    graph = kg.open(tmp_path / "out")
    assert graph.base == "https://example.org/koran/"
    ask = "SELECT ?p WHERE { [] kg:speaker ?p }"
    assert {str(r[0]) for r in graph.dataset.query(ask)} == {"https://example.org/koran/person/sekar-lestari"}


def test_min_confidence_leaves_out_facts_and_nothing_dangles(demo: kg.Build) -> None:
    with folder() as corpus:
        strict = kg.build(corpus / ARTICLES, settings=kg.Settings(min_confidence=0.8))
    assert 0 < strict.counts["roles"] <= demo.counts["roles"]
    assert strict.counts["indirect statements"] < demo.counts["indirect statements"]
    for facts in strict.facts:
        events = {e.key for e in facts.events}
        roles = {r.key for r in facts.roles}
        assert all(r.event is None or r.event in events for r in facts.roles)
        assert all(s.role is None or s.role in roles for s in facts.statements)
        assert all(s.event is None or s.event in events for s in facts.statements)


def test_the_order_of_inputs_does_not_matter(demo: kg.Build) -> None:
    with folder() as corpus:
        files = sorted((corpus / ARTICLES).glob("*.txt"), reverse=True)
        backwards = kg.build(files)
    assert {str(q) for q in backwards.store} == {str(q) for q in demo.store}


def test_every_offset_of_every_fact_is_in_its_text(demo: kg.Build) -> None:
    for facts in demo.facts:
        text = facts.article.text
        for entity in facts.entities:
            forms = {" ".join(n.split()) for n in entity.names}
            assert {" ".join(m.span.of(text).split()) for m in entity.mentions} <= forms
        for statement in facts.statements:
            assert statement.evidence.contains(statement.words)
            assert statement.words.of(text).strip()
        for role in facts.roles:
            assert role.evidence
            assert all(0 <= s.start < s.end <= len(text) for s in role.evidence)


def test_noise_gives_no_fact(demo: kg.Build) -> None:
    for facts in demo.facts:
        for noise in facts.article.noise:
            for entity in facts.entities:
                assert not any(m.span.overlaps(noise) for m in entity.mentions), (facts.article.id, entity.name)
