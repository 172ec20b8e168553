from kg.model import RawArticle
from kg.tagger.bio import spans_of
from kg.tagger.train.corpora import from_columns
from kg.tagger.train.project import project
from kg.text.clean import freeze
from kg.text.document import document

TEXT = (
    "Ketua Serikat Nelayan Tembaya (SNT) Ratna Wulandari membuka Musyawarah Besar SNT di Balai Tirta. "
    "Menurut Ratna, hasil tangkapan membaik. Seorang ketua kelompok hadir."
)
GOLD = {
    "persons": [{"id": "p1", "name": "Ratna Wulandari", "aliases": ["Ratna"]}],
    "organisations": [{"id": "o1", "name": "Serikat Nelayan Tembaya", "aliases": ["SNT"]}],
    "roles": [{"person": "p1", "title": "Ketua", "organisation": "o1", "place": None, "event": None}],
    "events": [{"id": "e1", "name": "Musyawarah Besar SNT", "aliases": [], "place": "Balai Tirta"}],
    "statements": [{"speaker": "p1", "kind": "indirect", "text": "hasil tangkapan membaik"}],
}


def found(example, layer):
    return [(kind, example.text[example.units[a].start : example.units[b - 1].end]) for a, b, kind in spans_of(layer)]


def test_every_form_is_projected_and_short_forms_join():
    example = project(document(freeze(RawArticle("x", TEXT, "test"))), GOLD)
    assert found(example, example.names) == [
        ("TITLE", "Ketua"),
        ("ORGANISATION", "Serikat Nelayan Tembaya (SNT)"),
        ("PERSON", "Ratna Wulandari"),
        ("ORGANISATION", "SNT"),
        ("PLACE", "Balai Tirta"),
        ("PERSON", "Ratna"),
    ]
    assert found(example, example.events) == [("EVENT", "Musyawarah Besar SNT")]
    assert [u.of(TEXT) for u, m in zip(example.units, example.speech, strict=True) if m] == [
        "hasil",
        "tangkapan",
        "membaik",
    ]
    # "ketua" of nobody named: neither a title nor surely none
    assert [example.units[i].of(TEXT) for i in example.unsure_names] == ["ketua"]


def test_columns_become_running_text(tmp_path):
    path = tmp_path / "train.txt"
    rows = ['" X O', "Ratna X B-PER", "- X O", "Budi X B-PER", '" X O', ", X O", "di X O", "Tembaya X B-LOC", ". X O"]
    path.write_text("\n".join(rows) + "\n\n", encoding="utf-8")
    (example,) = from_columns(path, "c")
    assert example.text == '"Ratna - Budi", di Tembaya.'
    assert found(example, example.names) == [("PERSON", "Ratna"), ("PERSON", "Budi"), ("PLACE", "Tembaya")]
