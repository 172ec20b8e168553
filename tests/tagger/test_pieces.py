import pytest

from kg.errors import DataError
from kg.model import Span
from kg.tagger.pieces import END, SPECIAL, START, UNKNOWN, Pieces
from kg.tagger.windows import text_units, windows

VOCABULARY = ["▁ra", "tna", "ra", "▁", "a", "g", "n", "r", "t", "▁ketua"]


@pytest.fixture
def pieces(tmp_path):
    path = tmp_path / "pieces.tsv"
    lines = [f"{p}\t0" for p in SPECIAL] + [f"{p}\t{-i / 10 - 1}" for i, p in enumerate(VOCABULARY)]
    path.write_text("\n".join(lines), encoding="utf-8")
    return Pieces.read(path)


def names(ids):
    return ["?" if i == UNKNOWN else VOCABULARY[i - len(SPECIAL)] for i in ids]


def test_the_best_division_wins(pieces):
    assert names(pieces.divide("ratna", True)) == ["▁ra", "tna"]
    assert names(pieces.divide("ratna", False)) == ["ra", "tna"]


def test_an_unknown_letter_is_read_by_its_plain_form_if_known(pieces):
    assert names(pieces.divide("ğ", False)) == ["g"]
    assert names(pieces.divide("語", False)) == ["?"]


def test_a_damaged_vocabulary_is_named(tmp_path):
    path = tmp_path / "pieces.tsv"
    path.write_text("a\t-1\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"pieces\.tsv"):
        Pieces.read(path)


@pytest.mark.parametrize("limit", [6, 10, 40, 512])
def test_windows_hold_every_unit_once_and_keep_to_the_limit(pieces, limit):
    text = "Ketua ratna. ratna ratna!\n\nratna ratna ratna ratna ratna ratna. ratna"
    sentences = [Span(0, 12), Span(13, 25), Span(27, 63), Span(64, len(text))]
    rows = text_units(text, sentences)
    got = list(windows(text, rows, pieces, limit))
    assert [u for w in got for u in w.units] == list(range(sum(map(len, rows))))
    for w in got:
        assert len(w.ids) <= limit
        assert w.ids[0] == START
        assert w.ids[-1] == END
        assert all(0 < p < len(w.ids) - 1 for p in w.first)


def test_a_text_without_words_has_no_windows(pieces):
    assert list(windows("   ", text_units("   ", [Span(0, 3)]), pieces)) == []
