"""The packaged weights do what they are for, on texts of our own."""

from itertools import pairwise

import pytest

from kg.model import RawArticle, TagLabel
from kg.tagger import load
from kg.text.clean import freeze
from kg.text.document import document

TEXT = (
    "Ketua Serikat Nelayan Tembaya, Ratna Wulandari, membuka Musyawarah Besar di Kota Selaya, Senin (3/5/2025). "
    "Menurut Ratna, hasil tangkapan tahun ini membaik."
)


@pytest.fixture(scope="module", params=["fields", "encoder"])
def tagger(request):
    if request.param == "encoder":
        pytest.importorskip("onnxruntime")
    return load(request.param)


def tagged(tagger, text):
    doc = document(freeze(RawArticle("x", text, "test")))
    return doc.text, tagger.tag(doc.text, [s.span for s in doc.sentences])


def test_names_and_titles_are_found(tagger):
    text, tags = tagged(tagger, TEXT)
    found = {(t.label, t.span.of(text)) for t in tags}
    assert (TagLabel.PERSON, "Ratna Wulandari") in found
    assert (TagLabel.PERSON, "Ratna") in found
    assert (TagLabel.TITLE, "Ketua") in found
    assert any(label is TagLabel.ORGANISATION and name.startswith("Serikat Nelayan") for label, name in found)


def test_tags_are_ordered_apart_and_probable(tagger):
    _, tags = tagged(tagger, TEXT)
    assert all(a.end <= b.start for a, b in pairwise(tags))
    assert all(0 < t.score <= 1 for t in tags)


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "...", "語語 🙂 \u200b", "a" * 5000, "Ratna " * 1500])
def test_odd_texts_do_no_harm(tagger, text):
    _, tags = tagged(tagger, text)
    assert isinstance(tags, tuple)


def test_the_same_text_gives_the_same_tags(tagger):
    assert tagged(tagger, TEXT) == tagged(tagger, TEXT + "") == tagged(load(tagger_kind(tagger)), TEXT)


def tagger_kind(tagger):
    return "fields" if tagger.name.endswith("fields") else "encoder"


def test_the_model_names_itself(tagger):
    assert tagger.name.startswith("jejaring-")
    assert len(tagger.version) == 16
