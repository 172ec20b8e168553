"""Events that are part of another: "final Piala Mekar" of "Piala Mekar", "pembukaan Festival Sari" of the festival."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.facts.reading import Reading
from kg.model import Event

# Heads that name a stage of something larger, when the larger event's name follows.
_STAGE = re.compile(
    r"(?:pembukaan|penutupan|puncak|final|semifinal|babak|laga|sesi|rangkaian|upacara pembukaan|malam puncak)\b",
    re.IGNORECASE,
)
_WITHIN = re.compile(
    r"(?:rangkaian|bagian|sela-sela|agenda)\s+(?:dari\s+|kegiatan\s+|acara\s+|peringatan\s+)*$", re.IGNORECASE
)


def whole_of(reading: Reading, event: Event, every: Sequence[Event]) -> str | None:
    """The key of the event that ``event`` is stated to be part of, or None.

    Two patterns: a stage word before the other's name ("final Piala Mekar"), and "(rangkaian | bagian) (dari)" between
    the two in one sentence ("lomba lari dalam rangkaian Festival Sari").
    """
    for other in every:
        if other.key == event.key:
            continue
        folded = event.name.casefold()
        if _STAGE.match(event.name) and any(
            len(n.split()) > 1 and n.casefold() in folded for n in (other.name, *other.aliases)
        ):
            return other.key
        for m in other.mentions:
            sentence = reading.document.sentence_at(m.start)
            if sentence is None or not _WITHIN.search(reading.text[sentence.start : m.start]):
                continue
            if any(sentence.start <= own.start < m.start for own in event.mentions):
                return other.key
    return None
