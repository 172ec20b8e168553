"""The tables of the ablation: what is printed, what is measured, with taggers that need no training."""

import json
from pathlib import Path

import pytest

pytest.importorskip("pycrfsuite")

import kg.tagger
from kg.evaluation import ablation
from kg.evaluation.ablation import Result, Variant, measured, table
from kg.model import RawArticle, Tag, TagLabel
from kg.tagger.train.project import project
from kg.text.clean import freeze
from kg.text.document import document

TEXT = "Pak Taruna Wirajaya tiba. Menurut Taruna, harga beras turun."
GOLD = {
    "id": "a",
    "persons": [{"id": "p1", "name": "Taruna Wirajaya", "aliases": ["Taruna"]}],
    "organisations": [],
    "roles": [],
    "events": [],
    "statements": [{"speaker": "p1", "kind": "indirect", "text": "harga beras turun"}],
}


@pytest.fixture
def dev(tmp_path):
    article = {"id": "a", "title": "", "text": TEXT, "published": "2025-05-03"}
    (tmp_path / "a.article.json").write_text(json.dumps(article), encoding="utf-8")
    (tmp_path / "a.gold.json").write_text(json.dumps(GOLD), encoding="utf-8")
    return tmp_path


def persons(text, sentences):
    names = ("Taruna Wirajaya", "Taruna")
    starts = (text.index(names[0]), text.index("Menurut") + len("Menurut "))
    tags = tuple(Tag(at, at + len(n), TagLabel.PERSON) for at, n in zip(starts, names, strict=True))
    return tags, ()


def nothing(text, sentences):
    return (), ()


def test_a_variant_is_scored_on_the_facts_made_of_its_tags(dev):
    all_found = measured(Variant("all", persons, 12), dev)
    none_found = measured(Variant("none", nothing, 0), dev)
    assert all_found.figures["person"] == 1
    assert all_found.figures["statement"] == 1
    assert none_found.figures["person"] == 0
    assert list(all_found.figures) == ["person", "organisation", "role", "event", "event facts", "statement", "mean"]
    assert all_found.figures["mean"] == pytest.approx(2 / 6)
    assert all_found.speed > 0


def test_the_table_is_markdown_with_the_best_figures_in_bold():
    rows = [
        Result("rules alone", {"person": 0.6612, "mean": 0.5}, 240.4, 0),
        Result("encoder ¹", {"person": 0.94, "mean": 0.5}, 6.6, 34_670_000),
    ]
    assert table(rows).splitlines() == [
        "| tagger | person | mean | articles a second | size |",
        "|---|---:|---:|---:|---:|",
        "| rules alone | 0.661 | **0.500** | 240 | — |",
        "| encoder ¹ | **0.940** | **0.500** | 7 | 34.7 MB |",
    ]
    assert table(rows, "fields").startswith("| fields |")


def test_progress_stays_apart_from_the_tables(capsys):
    ablation.say("half done")
    out, err = capsys.readouterr()
    assert (out, err) == ("", "half done\n")


def test_weights_that_are_not_there_are_named_and_left_out(tmp_path, capsys):
    shipped = Path(kg.tagger.__file__).parent / "weights"
    found = ablation.encoder_variants(tmp_path, tmp_path, shipped)
    assert [v.name for v in found] == ["encoder, articles, public corpora: packaged"]
    told = capsys.readouterr().err
    assert "no corpora.pt; encoder --alone corpora makes it" in told
    assert "no articles.pt" in told


def test_what_was_never_taught_is_not_tagged():
    tags = (Tag(0, 5, TagLabel.TITLE), Tag(6, 9, TagLabel.PERSON))
    only = ablation._names_only(lambda text, sentences: (tags, (Tag(0, 9, TagLabel.EVENT),)))
    assert only("", []) == ((tags[1],), ())


def test_fields_are_fitted_on_growing_shares(tmp_path):
    docs = [document(freeze(RawArticle(f"a{n}", TEXT, "test", published="2025-05-03"))) for n in range(8)]
    articles = [project(doc, GOLD) for doc in docs]
    found = list(ablation.curve(articles, articles, {}, tmp_path))
    assert [v.name for v in found] == ["2", "4", "8"]
    names, events = found[-1].tag(articles[0].text, articles[0].sentences)
    assert [t.span.of(articles[0].text) for t in names] == ["Taruna Wirajaya", "Taruna"]
    assert events == ()
