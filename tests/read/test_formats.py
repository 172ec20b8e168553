"""Kinds of files: what a row gives, what a bad row costs, and what the message says."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import Problem
from kg.model import RawArticle
from kg.read.fields import ALIASES, article
from kg.read.formats import read_csv, read_jsonl, read_text

LONG = "Arga tiba. " * 20_000


def articles(items: list[RawArticle | Problem]) -> list[RawArticle]:
    assert all(isinstance(i, RawArticle) for i in items), [str(i) for i in items]
    return [i for i in items if isinstance(i, RawArticle)]


def problem(item: RawArticle | Problem) -> Problem:
    assert isinstance(item, Problem), item
    return item


# ---- fields ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("field", "alias"), [(f, a) for f, names in ALIASES.items() for a in names])
def test_each_name_of_a_field(field: str, alias: str) -> None:
    given_ = {"text": "Arga tiba.", f" {alias.upper()} ": "nilai"} if field != "text" else {alias: "nilai"}
    found = article(given_, "uji", "berkas")
    assert isinstance(found, RawArticle)
    assert getattr(found, field) == "nilai"


def test_an_id_is_made_of_file_and_content() -> None:
    first = article({"text": "Arga tiba."}, "uji, row 2", "Berita Selaya")
    again = article({"text": "Arga tiba."}, "uji, row 9", "Berita Selaya")
    other = article({"text": "Sekar tiba."}, "uji, row 2", "Berita Selaya")
    assert isinstance(first, RawArticle)
    assert isinstance(again, RawArticle)
    assert isinstance(other, RawArticle)
    assert first.id == again.id
    assert first.id != other.id
    assert first.id.startswith("berita-selaya-")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "no text"),
        ({"text": ""}, "no text"),
        ({"text": "  \n"}, "no text"),
        ({"text": None}, "no text"),
        ({"text": ["a"]}, "'text' holds list, not text"),
        ({"text": True}, "'text' holds bool"),
        ({"text": "Arga tiba.", "judul": {"a": 1}}, "'judul' holds dict"),
    ],
)
def test_what_cannot_be_an_article(values: dict[str, object], words: str) -> None:
    found = problem(article(values, "uji, row 2", "s"))
    assert words in found.what
    assert found.where == "uji, row 2"
    assert found.fatal


def test_lenient_fields() -> None:
    found = article(
        {"id": 7, "text": "", "isi": "Arga \ud83d tiba.", "author": ["Sekar", "Bima"], "judul": None, "lain": [1]},
        "uji",
        "s",
    )
    assert isinstance(found, RawArticle)
    assert (found.id, found.text, found.creator, found.title) == ("7", "Arga \ufffd tiba.", "Sekar, Bima", None)


# ---- text --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("Title: Air Naik\n\nArga tiba.", "Air Naik", "Arga tiba."),
        (
            "judul : Air Naik\nTanggal: 2025-11-06\n\nArga tiba.\n\nSekar pergi.",
            "Air Naik",
            "Arga tiba.\n\nSekar pergi.",
        ),
        ("\r\n\r\nTitle: Air Naik\r\n \t\r\nArga tiba.", "Air Naik", "Arga tiba."),
        ("Title: Air Naik\r\rArga tiba.", "Air Naik", "Arga tiba."),
        ("Title: Air Naik\nTitle: Lain\n\nArga tiba.", "Lain", "Arga tiba."),
        ("Title:\n\nArga tiba.", None, "Arga tiba."),
        # no header after all
        ("Arga tiba.", None, "Arga tiba."),
        ("Karimba: Arga tiba.\n\nSekar pergi.", None, "Karimba: Arga tiba.\n\nSekar pergi."),
        ("Title: Air Naik\nKarimba: Arga tiba.\n\nSekar.", None, "Title: Air Naik\nKarimba: Arga tiba.\n\nSekar."),
        ("Isi: Arga tiba.\n\nSekar pergi.", None, "Isi: Arga tiba.\n\nSekar pergi."),
        ("Sekar: 'Air naik.'\nArga: 'Ya.'\n\nSelesai.", None, "Sekar: 'Air naik.'\nArga: 'Ya.'\n\nSelesai."),
        ("Tanggal 6 November: Arga tiba.\n\nSekar.", None, "Tanggal 6 November: Arga tiba.\n\nSekar."),
    ],
)
def test_text(text: str, title: str | None, body: str) -> None:
    (found,) = articles(list(read_text(text, "a.txt", "a")))
    assert (found.title, found.text, found.id, found.where) == (title, body, "a", "a.txt")


@pytest.mark.parametrize("name", ["id", "Kode"])
def test_text_with_an_id_of_its_own(name: str) -> None:
    (found,) = articles(list(read_text(f"{name}: k-1\n\nArga tiba.", "a.txt", "a")))
    assert found.id == "k-1"


def test_a_header_without_a_text() -> None:
    (found,) = read_text("Title: Air Naik\nUrl: x", "a.txt", "a")
    assert "no text" in problem(found).what


# ---- JSON Lines --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "not JSON"),
        ('{"text": "a" "b"}', "at column 14"),
        ("Arga tiba.", "each line must be one whole object"),
        ('["a"]', "holds a JSON list"),
        ('"a"', "holds a JSON str"),
        ("5", "holds a JSON int"),
        ("null", "holds a JSON NoneType"),
        ("[" * 100_000, "nested too deep"),
        ('{"text": ' + "9" * 5000 + "}", "number is too long"),
        ('{"id": "x"}', "no text"),
    ],
)
def test_a_bad_line_costs_itself(line: str, words: str) -> None:
    found = list(read_jsonl(f'{{"id": 1, "text": "Satu."}}\n\n{line}\n{{"id": 3, "text": "Tiga."}}\n', "a.jsonl", "a"))
    assert len(found) == 3
    assert problem(found[1]).where == "a.jsonl, line 3"
    assert words in problem(found[1]).what
    assert [a.id for a in articles([found[0], found[2]])] == ["1", "3"]


def test_line_separators_inside_a_string_end_no_line() -> None:
    (found,) = articles(list(read_jsonl('{"id": "a", "text": "satu\u2028dua\x85tiga"}\r\n', "a.jsonl", "a")))
    assert found.text == "satu\u2028dua\x85tiga"


# ---- CSV ---------------------------------------------------------------------------------------------------------


def rows(text: str) -> list[RawArticle | Problem]:
    return list(read_csv(text, "a.csv", "a"))


@pytest.mark.parametrize(
    "text",
    [
        "id,judul,isi\nk1,Air,Arga tiba.\n",
        "id;judul;isi\nk1;Air;Arga tiba.\n",
        "id\tjudul\tisi\nk1\tAir\tArga tiba.\n",
        "Kode , Headline , Teks\r\nk1,Air,Arga tiba.\r\n",
        'id,judul,isi\n"k1","Air","Arga tiba."',
        "id,judul,isi\rk1,Air,Arga tiba.\r",
        "id,judul,isi,lain,\n\nk1,Air,Arga tiba.,x,\n,,,,\n",
    ],
)
def test_csv(text: str) -> None:
    (found,) = articles(rows(text))
    assert (found.id, found.title, found.text) == ("k1", "Air", "Arga tiba.")
    assert found.where.startswith("a.csv, row ")


def test_quoted_cells() -> None:
    (found,) = articles(rows('id,text\nk1,"Arga: ""Air naik,""\nkata Sekar; ya."\n'))
    assert found.text == 'Arga: "Air naik,"\nkata Sekar; ya.'


def test_a_cell_longer_than_the_csv_module_takes_by_itself() -> None:
    assert len(LONG) > 131_072
    (found,) = articles(rows(f'id,text\nk1,"{LONG}"\n'))
    assert found.text == LONG.strip()


def test_of_two_columns_for_one_field_the_first_that_holds_something_counts() -> None:
    found = articles(rows("id,text,isi,text\nk1,Satu.,Dua.,Tiga.\nk2,,Dua.,\nk3,,,Tiga.\n"))
    assert [a.text for a in found] == ["Satu.", "Dua.", "Tiga."]


@pytest.mark.parametrize(
    ("text", "where", "words"),
    [
        ("id,judul\nk1,Air\n", "row 1", "no text column; the columns are id, judul (name one of them 'text')"),
        ("\nid,text\n", "row 1", "no text column; the columns are none"),
        ('"id,text\n', "row 1", "the header row cannot be read"),
        ('"id"x,text\nk1,Arga.\n', "row 1", "the header row cannot be read"),
    ],
)
def test_a_bad_header_costs_the_file(text: str, where: str, words: str) -> None:
    (found,) = rows(text)
    assert problem(found).where == f"a.csv, {where}"
    assert words in problem(found).what


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("k2", "has 1 cells where the header has 2; is a separator or a quotation mark missing?"),
        ("k2,Arga, tiba.", "has 3 cells where the header has 2"),
        ("k2,", "no text"),
        ('k2,"Arga "kata" Sekar."', "cannot be read"),
        ('k2,"Ia berkata "mari" di sana,\nlalu pergi, pulang."', "write a quotation mark inside a cell twice"),
    ],
)
def test_a_bad_row_costs_itself(row: str, words: str) -> None:
    found = rows(f"id,text\nk1,Satu.\n{row}\nk3,Tiga.\nk4,Empat.\n")
    assert problem(found[1]).where == "a.csv, row 3"
    assert words in problem(found[1]).what
    assert [a.id for a in articles([found[0], *found[2:]])] == ["k1", "k3", "k4"]
    assert found[2].where == "a.csv, row 4"


def test_a_mark_that_is_never_closed_costs_what_follows_and_says_so() -> None:
    found = rows('id,text\nk1,Satu.\nk2,"Dua.\nk3,Tiga.\nk4,"Empat."\n')
    assert len(found) == 2
    assert found[0].where == "a.csv, row 2"
    assert problem(found[1]).where == "a.csv, row 3"
    assert "opens on line 3 is never closed, so the rest of the file was left out" in problem(found[1]).what


def test_a_mark_inside_a_cell_without_marks_is_a_letter() -> None:
    assert articles(rows('id,text\nk1,Pipa 5" patah.\nk2,Pipa 3" patah.\n'))[1].text == 'Pipa 3" patah.'


def test_a_header_alone() -> None:
    (found,) = rows("id,text\n\n,\n")
    assert "no article below it" in problem(found).what


# ---- properties --------------------------------------------------------------------------------------------------

CELL = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).map(str.strip).filter(bool)


@given(st.lists(st.tuples(CELL, CELL), min_size=1, max_size=5), st.sampled_from(",;\t"))
def test_what_the_csv_module_writes_is_read(cells: list[tuple[str, str]], separator: str) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows([("id", "text"), *cells])
    found = articles(rows(out.getvalue()))
    assert [(a.id, a.text) for a in found] == cells


@given(st.lists(st.tuples(CELL, CELL), max_size=5))
def test_what_the_json_module_writes_is_read(cells: list[tuple[str, str]]) -> None:
    lines = "".join(json.dumps({"id": i, "text": t}, ensure_ascii=False) + "\n" for i, t in cells)
    assert [(a.id, a.text) for a in articles(list(read_jsonl(lines, "a", "a")))] == cells


@settings(max_examples=300)
@given(
    st.text()
    | st.lists(
        st.sampled_from([*"id,text;\t\"'\n\r{}[]:\\ ", "text", "isi", "Title: ", '{"text": "a"}\n']), max_size=40
    ).map("".join),
    st.sampled_from([read_text, read_jsonl, read_csv]),
)
def test_any_text_gives_articles_and_problems(text: str, reader: object) -> None:
    for item in reader(text, "berkas", "berkas"):  # type: ignore[operator]
        assert isinstance(item, RawArticle | Problem)
        assert item.where.startswith("berkas")
        if isinstance(item, RawArticle):
            assert item.text.strip()
            assert item.id
