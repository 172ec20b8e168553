"""Whether a verb has somebody for its subject or agent: "X menggelar E", "E yang digelar X".

No parser is at hand; few words between a name, a verb and an event say the same as a tree would.
"""

from __future__ import annotations

import re

from kg.facts.events_nouns import offices
from kg.facts.reading import Reading
from kg.model import Entity, EntityKind, Span

# Words that may stand between a name and a verb, or a verb and an event, beside the verb itself.
_SLACK = 3
_JOINTS = frozenset(
    {"dan", "bersama", "serta", "melalui", "dengan", "juga", ",", "(", ")", "&", "/", "resmi", "kembali"}
)
_JOINED = re.compile(r"\b(?:dan|bersama|serta|dengan)\b", re.IGNORECASE)
# Words that lead to where or when something was, not to who did it: "digelar di Balai Mekar".
_WHERE = frozenset({"di", "ke", "pada", "untuk", "dalam", "dari", "selama", "sejak", "hingga"})


def subject_of(reading: Reading, e: Entity, start: int, end: int, verbs: frozenset[str]) -> bool:
    """Whether a verb between ``e`` (its name ends at ``start``) and an event (it begins at ``end``) has ``e`` for its
    subject and the event for its object.

    "X dan Y (kembali) menggelar (kegiatan) E": at most _SLACK words on either side of the verb.
    """
    found = _between(reading, start, end)
    at = next((i for i, w in enumerate(found) if w in verbs), None)
    return at is not None and max(at, len(found) - at - 1) <= _SLACK and not _describes(reading, e, start, end)


def acts(reading: Reading, e: Entity, start: int, end: int, verbs: frozenset[str]) -> bool:
    """Whether one of the verbs stands right behind a name that ends at ``start``: "X (dan Y) (resmi) meresmikan …"."""
    found = _between(reading, start, end)
    at = next((i for i, w in enumerate(found) if w in verbs), None)
    return at is not None and at <= _SLACK and not _describes(reading, e, start, end)


def agent_of(reading: Reading, e: Entity, start: int, end: int, verbs: frozenset[str]) -> bool:
    """Whether a passive between an event (it ends at ``start``) and ``e`` (its name begins at ``end``) has ``e`` for
    its agent: "E (yang) digelar (oleh) X dan Y".

    "oleh" alone does too: "penertiban oleh X". In "digelar Ketua X" it is the person who held it, not the body.
    """
    found = _between(reading, start, end)
    at = 0 if found[:1] == ["oleh"] else next((i for i, w in enumerate(found) if w in verbs), None)
    if at is None or at > _SLACK:
        return False
    led = [w for w in found[at + 1 :] if w != "oleh"]
    other = _WHERE if e.kind is EntityKind.PERSON else _WHERE | offices()
    return len(led) <= 1 and not set(led) & other


def _describes(reading: Reading, e: Entity, start: int, end: int) -> bool:
    """Whether the organisation whose name ends at ``start`` only says who the person named right after it is.

    "Anggota Serikat Tani Sari Dewi menggelar …": the subject is the person.
    """
    if e.kind is EntityKind.PERSON:
        return False
    person = next(reading.named_in(Span(start, end), EntityKind.PERSON), None)
    return person is not None and not _JOINED.search(reading.text, start, person.start)


def _between(reading: Reading, start: int, end: int) -> list[str]:
    """The words of a stretch in small letters, without the names in it and what joins names."""
    text = reading.text[start:end]
    for n in sorted(reading.named_in(Span(start, end)), key=lambda n: -n.start):
        text = text[: n.start - start] + " " + text[max(n.end - start, 0) :]
    return [w for w in re.findall(r"\w+|[^\w\s]", text.casefold()) if w not in _JOINTS]
