"""What ties people and bodies to an event: who holds it, who attends it, where it only is. All names are invented."""

from __future__ import annotations

import re

import pytest

from kg.facts import events
from kg.facts.events_group import clusters
from kg.facts.events_phrases import Scanner
from kg.facts.events_ties import features
from kg.facts.reading import Reading
from kg.model import Entity, EntityKind, Mention, RawArticle
from kg.text.clean import freeze
from kg.text.document import document

PERSON, ORGANISATION = EntityKind.PERSON, EntityKind.ORGANISATION


def read(text: str, title: str | None = None, **names: EntityKind) -> Reading:
    """A reading whose entities are ``names``, with _ for a space; keys are the names."""
    article = freeze(RawArticle("x", text, "test", title, "2025-11-07"))
    found = []
    for key, kind in names.items():
        name = key.replace("_", " ")
        spans = tuple(Mention(m.start(), m.end()) for m in re.finditer(re.escape(name), article.text))
        found.append(Entity(key, kind, name, (), spans))
    return Reading(document(article), (), tuple(found))


def ties(reading: Reading, key: str) -> set[str]:
    """The patterns that hold between an entity and the first event named, without the entity's kind."""
    c = clusters(reading, Scanner(reading).phrases())[0]
    return {k.split(" ", 1)[1] for k in features(reading, c, reading.entity(key), True, True)}


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("Serikat Tani Mekar menggelar lomba masak kemarin.", True),
        ("Serikat Tani Mekar bersama warga kembali menggelar lomba masak.", True),
        ("Anggota Serikat Tani Mekar, Sari Dewi menggelar lomba masak kemarin.", False),
        ("Serikat Tani Mekar dan Sari Dewi menggelar lomba masak kemarin.", True),
    ],
)
def test_a_body_that_only_says_who_somebody_is_holds_nothing(text: str, holds: bool) -> None:
    reading = read(text, Serikat_Tani_Mekar=ORGANISATION, Sari_Dewi=PERSON)
    assert ("holds it" in ties(reading, "Serikat_Tani_Mekar")) is holds


def test_a_headline_says_who_holds_an_event() -> None:
    reading = read("Lomba masak ramai.", "Serikat Tani Mekar Gelar Lomba Masak", Serikat_Tani_Mekar=ORGANISATION)
    assert "holds it" in ties(reading, "Serikat_Tani_Mekar")


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Lomba masak yang digelar Serikat Tani Mekar ramai.", True),
        ("Lomba masak digelar oleh Serikat Tani Mekar kemarin.", True),
        ("Lomba masak digelar di Serikat Tani Mekar kemarin.", False),
        ("Lomba masak dilakukan oleh Ketua Serikat Tani Mekar kemarin.", False),
        ("Lomba masak disaksikan langsung oleh Serikat Tani Mekar kemarin.", False),
    ],
)
def test_the_agent_of_a_passive_held_the_event(text: str, held: bool) -> None:
    assert ("held it" in ties(read(text, Serikat_Tani_Mekar=ORGANISATION), "Serikat_Tani_Mekar")) is held


def test_the_office_of_a_person_does_not_stand_between_the_passive_and_its_agent() -> None:
    reading = read("Lomba masak dibuka oleh Bupati Sari Dewi kemarin.", Sari_Dewi=PERSON)
    assert "took part in it" in ties(reading, "Sari_Dewi")


def test_an_event_is_no_place_of_the_body_in_its_name() -> None:
    at_event = read("Ia hadir di acara audiensi Serikat Tani Mekar kemarin.", Serikat_Tani_Mekar=ORGANISATION)
    at_body = read("Ia hadir dalam audiensi di kantor Serikat Tani Mekar kemarin.", Serikat_Tani_Mekar=ORGANISATION)
    assert "as a place" not in ties(at_event, "Serikat_Tani_Mekar")
    assert "as a place" in ties(at_body, "Serikat_Tani_Mekar")


def test_the_subject_of_the_verb_that_tells_the_event_does_it() -> None:
    reading = read("Bupati Sari Dewi meresmikan balai. Usai peresmian balai ia pulang.", Sari_Dewi=PERSON)
    assert "is the one who does it" in ties(reading, "Sari_Dewi")


def test_those_named_behind_the_verb_of_presence_attend() -> None:
    text = "Lomba masak ramai. Turut hadir Sari Dewi, Budi Laksana, dan lainnya. Tono Wirya pulang."
    reading = read(text, Sari_Dewi=PERSON, Budi_Laksana=PERSON, Tono_Wirya=PERSON)
    assert "said to attend" in ties(reading, "Budi_Laksana")
    assert "said to attend" not in ties(reading, "Tono_Wirya")


def test_who_is_said_to_have_held_an_event_is_its_organiser() -> None:
    text = "Lomba Masak Kampung 2025 yang digelar Serikat Tani Mekar di Desa Baru pada Kamis (6/11/2025) ramai."
    found = events.find(read(text, Serikat_Tani_Mekar=ORGANISATION)).events
    assert [e.organisers for e in found] == [("Serikat_Tani_Mekar",)]
