"""The gold annotation: its format, and that every word of it stands in its article."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import pytest

from kg import corpus

IDS = corpus.ids()
Gold = dict[str, Any]

NAMED = ("persons", "organisations", "events")
FIELDS = {
    "persons": {"id", "name", "aliases"},
    "organisations": {"id", "name", "aliases"},
    "roles": {"person", "title", "organisation", "place", "event"},
    "events": {"id", "name", "aliases", "date", "place", "organisers", "participants"},
    "statements": {"speaker", "kind", "text"},
}
PREFIX = {"persons": "p", "organisations": "o", "events": "e"}

#: Words before a name that are no part of it.
TITLES = re.compile(r"(Bapak|Ibu|Prof|Dr|dr|drg|Drs|Ir|Hj?|KH|AKBP|AKP|Letkol|Kolonel)\b\.? |.*, (S\.H|M\.Si|M\.M)\b")

#: A quotation: from an opening mark to the closing one or, if its paragraph ends first, to that end.
QUOTATION = re.compile(r"“([^“”\n]+)(?:”|$)|\"([^\"\n]+)(?:\"|$)", re.MULTILINE)

#: Quoted terms and titles, which are no statements.
TERMS = {"matinya janji", "Suasana Penetapan Hasil Pilwalkot Tembaya", "tidak bisa dilakukan sendiri"}

#: A news item tells of what happened at most this many days before or after its publication.
NEAR = 30


def load(identifier: str) -> Gold:
    gold: Gold = json.loads(corpus.gold(identifier))
    return gold


def haystack(identifier: str) -> str:
    """Title and text of the article, as the names and words of its gold stand in them."""
    head, _, text = corpus.article(identifier).partition("\n\n")
    title = re.search(r"^(?:Title|Judul): (.+)$", head, re.MULTILINE)
    return (title[1] if title else "") + "\n" + text


def published(identifier: str) -> date:
    found = re.search(r"^(?:Published|Tanggal): (\S+)$", corpus.article(identifier), re.MULTILINE)
    assert found
    return date.fromisoformat(found[1])


def stands_in(name: str, text: str) -> bool:
    """Whether the text has ``name`` as whole words."""
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


@pytest.mark.parametrize("identifier", IDS)
def test_format(identifier: str) -> None:
    gold = load(identifier)
    assert gold.keys() == {"id", *FIELDS}
    assert gold["id"] == identifier
    for part, fields in FIELDS.items():
        for item in gold[part]:
            assert item.keys() - {"optional"} == fields, item
            assert item.get("optional", True) is True, item
    for statement in gold["statements"]:
        assert statement["kind"] in ("direct", "indirect")


@pytest.mark.parametrize("identifier", IDS)
def test_identifiers_are_unique_and_resolve(identifier: str) -> None:
    gold = load(identifier)
    known = {part: [item["id"] for item in gold[part]] for part in NAMED}
    for part, found in known.items():
        assert len(set(found)) == len(found)
        assert all(re.fullmatch(PREFIX[part] + r"\d+", i) for i in found)
    agents = {*known["persons"], *known["organisations"]}
    for role in gold["roles"]:
        assert role["person"] in known["persons"]
        assert role["organisation"] in {None, *known["organisations"]}
        assert role["event"] in {None, *known["events"]}
    for event in gold["events"]:
        assert set(event["organisers"]) | set(event["participants"]) <= agents
    for statement in gold["statements"]:
        assert statement["speaker"] in agents or (statement["speaker"] is None and statement["optional"])


@pytest.mark.parametrize("identifier", IDS)
def test_every_name_stands_in_the_article(identifier: str) -> None:
    gold, text = load(identifier), haystack(identifier)
    for part in NAMED:
        for item in gold[part]:
            forms = [item["name"], *item["aliases"]]
            assert len(set(forms)) == len(forms), item
            assert [f for f in forms if not stands_in(f, text)] == [], item["id"]
    for item in [*gold["roles"], *gold["events"]]:
        assert item["place"] is None or stands_in(item["place"], text), item
    for role in gold["roles"]:
        # Affixes may surround a title: "Ketua" in "ketuanya", "moderator" in "dimoderatori".
        assert role["title"] is None or role["title"].casefold() in text.casefold(), role


@pytest.mark.parametrize("identifier", IDS)
def test_every_statement_stands_in_the_article(identifier: str) -> None:
    text = haystack(identifier)
    quoted = {a or b for a, b in QUOTATION.findall(text)}
    for statement in load(identifier)["statements"]:
        words = statement["text"]
        assert words in text
        assert words == words.strip()
        if statement["kind"] == "direct":
            assert words in quoted, words
        else:
            assert not words.endswith("."), words
            assert not words.startswith(("bahwa ", "agar ", "kalau ")), words


@pytest.mark.parametrize("identifier", IDS)
def test_every_quotation_is_a_statement(identifier: str) -> None:
    direct = {s["text"] for s in load(identifier)["statements"] if s["kind"] == "direct"}
    quoted = {a or b for a, b in QUOTATION.findall(haystack(identifier))}
    assert quoted - TERMS == direct


@pytest.mark.parametrize("identifier", IDS)
def test_dates_are_iso_and_near_the_publication(identifier: str) -> None:
    for event in load(identifier)["events"]:
        if event["date"] is not None:
            days = abs((published(identifier) - date.fromisoformat(event["date"])).days)
            assert days <= NEAR, event


@pytest.mark.parametrize("identifier", IDS)
def test_names_of_people_carry_no_titles(identifier: str) -> None:
    for person in load(identifier)["persons"]:
        assert not TITLES.match(person["name"]), person


@pytest.mark.parametrize("identifier", IDS)
def test_nothing_is_said_twice(identifier: str) -> None:
    gold = load(identifier)
    for part in ("roles", "statements"):
        items = [tuple(item[f] for f in sorted(FIELDS[part])) for item in gold[part]]
        assert len(set(items)) == len(items), part
    forms = [(part, form) for part in NAMED for item in gold[part] for form in (item["name"], *item["aliases"])]
    assert len(set(forms)) == len(forms)


@pytest.mark.parametrize("identifier", IDS)
def test_every_article_has_something_required_of_each_kind(identifier: str) -> None:
    gold = load(identifier)
    for part in FIELDS:
        assert [item for item in gold[part] if not item.get("optional")], part
