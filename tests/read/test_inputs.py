"""Finding and opening inputs: files, folders, patterns, standard input, and every way they can be wrong."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import Problem, UsageError
from kg.model import RawArticle
from kg.read import READERS, read
from kg.read.inputs import _decoded

ROW = '{"id": "%s", "text": "Arga tiba."}\n'


def ids(items: list[RawArticle | Problem]) -> list[str]:
    return [i.id if isinstance(i, RawArticle) else "!" for i in items]


def only(inputs: list[str | Path], encoding: str = "utf-8") -> Problem:
    (found,) = read(inputs, encoding)
    assert isinstance(found, Problem)
    return found


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(path: str, content: str | bytes = "Arga tiba.") -> str:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_bytes(content.encode() if isinstance(content, str) else content)
    return path


# ---- what cannot be read -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "the file is empty"),
        (b" \n\t\n", "the file is empty"),
        (b"\xef\xbb\xbf", "the file is empty"),
        ("Arga berkata “air naik”.\n".encode("cp1252"), "the byte 0x93 at position 13 (line 1) does not belong there"),
        ("satu\ndua\ntiga caf\xe9\n".encode("latin-1"), "(line 3)"),
        ("Arga tiba.".encode("utf-16"), "starts as UTF-16 does; try --encoding utf-16"),
        ("Arga tiba.".encode("utf-16-le"), "holds NUL characters"),
        (b"Arga\x00tiba.", "try --encoding utf-16"),
        (b"Arga tiba \xe2\x80", "not utf-8"),
    ],
)
@pytest.mark.parametrize("ending", [".txt", ".jsonl", ".csv"])
def test_bytes_that_are_no_text(here: Path, content: bytes, words: str, ending: str) -> None:
    found = only([put(f"a{ending}", content)])
    assert found.where == f"a{ending}"
    assert words in found.what
    assert found.fatal


def test_the_message_of_a_wrong_encoding_says_what_to_do(here: Path) -> None:
    found = only([put("a.txt", b"caf\xe9")])
    assert "--encoding" in found.what
    assert "cp1252" in found.what


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("Kafé “Selaya”".encode("cp1252"), "cp1252"),
        ("Kafé “Selaya”".encode("utf-16"), "utf-16"),
        ("\ufeffKafé “Selaya”".encode("utf-16-le"), "utf-16-le"),
        ("Kafé “Selaya”".encode(), "UTF8"),
        (b"\xef\xbb\xbf" + "Kafé “Selaya”".encode(), "utf-8"),
        (b"\xef\xbb\xbf" + "Kafé “Selaya”".encode(), "utf_8"),
    ],
)
def test_encodings(here: Path, content: bytes, encoding: str) -> None:
    (found,) = read([put("a.txt", content)], encoding)
    assert isinstance(found, RawArticle)
    assert found.text == "Kafé “Selaya”"


@pytest.mark.parametrize("encoding", ["utf-99", "", "rot13", "hex", "undefined", "utf\x00"])
def test_an_encoding_that_is_none(encoding: str) -> None:
    with pytest.raises(UsageError, match="unknown encoding"):
        list(read([], encoding))


def test_a_byte_order_mark_hides_no_column(here: Path) -> None:
    found = list(read([put("a.csv", b"\xef\xbb\xbfid;isi\nk1;Arga tiba.\n")]))
    assert ids(found) == ["k1"]


@pytest.mark.parametrize(
    ("given_", "words"),
    [
        ("tidakada.txt", "no such file or folder"),
        ("*.txt", "the pattern matches no file"),
        ("a" * 5000, "no such file or folder"),
        ("Arga tiba.\n" * 500, "no such file or folder"),
        ("a\x00b", "no such file or folder"),
    ],
)
def test_names_of_nothing(here: Path, given_: str, words: str) -> None:
    found = only([given_])
    assert words in found.what
    assert len(str(found)) < 300


def test_a_file_of_an_unknown_kind(here: Path) -> None:
    found = only([put("a.pdf")])
    assert "no reader for .pdf" in found.what
    assert ".jsonl" in found.what
    assert "file without ending" in only([put("README")]).what


@pytest.mark.skipif(
    os.name != "posix" or os.geteuid() == 0, reason="only a user without all rights can be refused a file"
)
def test_a_file_that_may_not_be_read(here: Path) -> None:
    put("f/a.txt")
    Path("f/a.txt").chmod(0)
    assert "cannot be opened" in only(["f/a.txt"]).what


def test_a_broken_link_is_named(here: Path) -> None:
    put("f/a.txt")
    Path("f/b.txt").symlink_to("nirgends.txt")
    found = list(read(["f"]))
    assert ids(found) == ["a", "!"]
    assert "cannot be opened" in str(found[1])


# ---- folders, patterns, several inputs ---------------------------------------------------------------------------


def test_a_folder_is_searched_through_in_name_order(here: Path) -> None:
    for name in ("f/b.txt", "f/a.txt", "f/d/c.TXT", "f/.lock.txt", "f/.git/x.txt"):
        put(name)
    put("f/foto.jpg", b"\xff\xd8")
    put("f/CATATAN")
    found = list(read(["f"]))
    assert ids(found) == ["!", "a", "b", "c", "!"]
    warnings = [i for i in found if isinstance(i, Problem)]
    assert [w.where for w in warnings] == [str(Path("f/CATATAN")), str(Path("f/foto.jpg"))]
    assert not any(w.fatal for w in warnings)
    assert "left out: no reader for .jpg" in warnings[1].what


def test_a_folder_without_articles(here: Path) -> None:
    Path("f").mkdir()
    assert "the folder holds no file ending in" in only(["f"]).what


def test_patterns(here: Path) -> None:
    for name in ("a1.txt", "a2.txt", "b.txt", "f/a3.txt"):
        put(name)
    assert ids(list(read(["a*.txt"]))) == ["a1", "a2"]
    assert ids(list(read(["**/a?.txt"]))) == ["a1", "a2", "a3"]
    assert ids(list(read([str(here / "b*")]))) == ["b"]
    assert ids(list(read(["f*"]))) == ["a3"]


def test_a_name_with_brackets_is_that_file(here: Path) -> None:
    put("[a].txt")
    put("a.txt")
    assert ids(list(read(["[a].txt"]))) == ["[a]"]


def test_the_same_file_named_twice_is_read_once(here: Path) -> None:
    put("f/a.txt")
    Path("f/b.txt").symlink_to("a.txt")
    assert ids(list(read(["f/a.txt", "f/a.txt", "f", "./f/../f/*.txt", here / "f" / "a.txt"]))) == ["a"]


def test_inputs_keep_their_order(here: Path) -> None:
    put("z.txt")
    put("a.jsonl", ROW % "k1" + ROW % "k2")
    assert ids(list(read(["z.txt", "a.jsonl"]))) == ["z", "k1", "k2"]


def test_equal_ids_in_a_file_and_across_files(here: Path) -> None:
    put("a.jsonl", ROW % "k1" + ROW % "k1" + ROW % "k2")
    put("b.csv", "id,text\nk2,Sekar tiba.\nk3,Bima tiba.\n")
    found = list(read(["a.jsonl", "b.csv"]))
    assert ids(found) == ["k1", "!", "k2", "!", "k3"]
    assert str(found[1]).startswith("a.jsonl, line 2: the id 'k1' was already used by a.jsonl, line 1")
    assert str(found[3]).startswith("b.csv, row 2: the id 'k2' was already used by a.jsonl, line 3")
    assert "give it an id of its own" in str(found[3])


def test_one_bad_file_costs_no_other(here: Path) -> None:
    put("f/a.txt", b"\xff")
    put("f/b.txt")
    put("f/c.jsonl", "{\n" + ROW % "k1")
    assert ids(list(read(["f"]))) == ["!", "b", "!", "k1"]


# ---- standard input ----------------------------------------------------------------------------------------------


def stdin(monkeypatch: pytest.MonkeyPatch, content: bytes, encoding: str = "utf-8") -> list[RawArticle | Problem]:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    return list(read(["-"], encoding))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_standard_input(monkeypatch: pytest.MonkeyPatch, encoding: str) -> None:
    (story,) = stdin(monkeypatch, "Title: Air\n\nArga tiba.".encode(encoding), encoding)
    assert story == RawArticle(id="stdin", text="Arga tiba.", where="standard input", title="Air")
    lines = ("\n " + ROW % "k1" + "{\n" + ROW % "k2").encode(encoding)
    found = stdin(monkeypatch, lines, encoding)
    assert ids(found) == ["k1", "!", "k2"]
    assert found[1].where == "standard input, line 3"


def test_standard_input_that_is_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    (found,) = stdin(monkeypatch, b"")
    assert str(found) == "standard input: the file is empty"


# ---- properties --------------------------------------------------------------------------------------------------

FRAGMENTS = st.sampled_from(
    [
        b"id,text\n",
        b'{"text": "a"}\n',
        b"Title: a\n\n",
        b'"',
        b",",
        b"\n",
        b"\r",
        b"\x00",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"{",
        b"\xe9",
    ]
)


@settings(max_examples=400)
@given(
    st.binary(max_size=60) | st.lists(FRAGMENTS, max_size=12).map(b"".join),
    st.sampled_from([*READERS.values(), None]),
    st.sampled_from(["utf-8", "cp1252", "utf-16", "utf-7", "idna", "punycode", "unicode_escape", "latin-1", "ascii"]),
)
def test_any_bytes_give_articles_or_problems(raw: bytes, reader: object, encoding: str) -> None:
    found = list(_decoded(raw, encoding, "berkas", "berkas", reader))  # type: ignore[arg-type]
    assert found or reader is not READERS[".csv"]
    for item in found:
        assert isinstance(item, RawArticle | Problem)
        assert item.where.startswith("berkas")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.text(st.characters(exclude_characters="/\\"), max_size=12).filter(lambda n: n not in "-.."), max_size=3)
)
def test_any_names_give_articles_or_problems(here: Path, names: list[str]) -> None:
    for item in read(names):
        assert isinstance(item, RawArticle | Problem)
