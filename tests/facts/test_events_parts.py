"""Which event is part of which. All names are invented."""

from __future__ import annotations

import pytest

from kg.facts.events_parts import whole_of
from kg.facts.reading import Reading
from kg.model import Event, Mention, RawArticle
from kg.text.clean import freeze
from kg.text.document import document


def event(text: str, name: str, key: str) -> Event:
    at = text.index(name)
    return Event(key, name, mentions=(Mention(at, at + len(name)),))


@pytest.mark.parametrize(
    ("text", "part", "whole", "stated"),
    [
        ("Warga menonton final Piala Mekar. Piala Mekar usai.", "final Piala Mekar", "Piala Mekar usai", False),
        ("Ada lomba lari dalam rangkaian Festival Sari kemarin.", "lomba lari", "Festival Sari", True),
        ("Ada lomba lari sebelum Festival Sari kemarin.", "lomba lari", "Festival Sari", False),
        ("Ada pembukaan Festival Sari.", "pembukaan Festival Sari", "Festival Sari", True),
    ],
)
def test_part_of(text: str, part: str, whole: str, stated: bool) -> None:
    reading = Reading(document(freeze(RawArticle("x", text, "test"))))
    every = [event(text, part, "event:1"), event(text, whole, "event:2")]
    assert whole_of(reading, every[0], every) == ("event:2" if stated else None)
