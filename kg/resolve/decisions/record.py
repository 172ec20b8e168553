"""What one decision looks like in the log: a JSON object a line, and back.

A decision refers to things by what the articles call them (:class:`Anchor`), never by IRI alone, since an IRI may
change when articles come and go. Its id is the digest of everything else in it, so that a log copied to another folder
and back never doubles a decision, and one changed by hand is noticed.

An object with a field or an action that is not described here comes from a newer version and is refused: to pass over
it would undo what somebody decided.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Literal, TypeAlias, TypeVar

import msgspec

from kg.errors import DataError
from kg.ids import digest

#: The kinds of things that decisions name. The values are the path segments of their identifiers.
Kind: TypeAlias = Literal["person", "organisation", "place", "event"]
#: What a person said of a candidate of another authority.
Verdict: TypeAlias = Literal["same", "different", "unsure"]
#: How a thing is linked to the one another authority has.
Relation: TypeAlias = Literal["sameAs", "exactMatch", "closeMatch"]

_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")


class Value(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Base of the frozen values of the log."""


class Anchor(Value, frozen=True, order=True):
    """A thing as one article names it: ``name`` is the fullest form there.

    ``at`` is where it is named first (characters). It tells apart what has one kind and name in one article, such as
    two meetings, and counts only there.
    """

    article: str
    kind: Kind
    name: str
    at: int | None = None


class Ref(Value, frozen=True):
    """A thing of the graph: the identifier and the name it had when the decision was taken, and its anchors.

    The identifier counts only when none of the anchors' articles is at hand, or when there are no anchors because the
    thing was added by hand.
    """

    id: str
    name: str
    anchors: tuple[Anchor, ...] = ()


# ---- facts that are rejected -----------------------------------------------------------------------------------------


class RejectedThing(Anchor, frozen=True, tag_field="fact", tag="thing"):
    """A person, organisation, place or event that is none."""


class RejectedRole(Value, frozen=True, tag_field="fact", tag="role"):
    """A role that an article states wrongly; what it joins is named as the article does."""

    article: str
    holder: str
    title: str | None = None
    organisation: str | None = None
    jurisdiction: str | None = None
    event: str | None = None


class RejectedStatement(Value, frozen=True, tag_field="fact", tag="statement"):
    """A statement that is none, or is not what was said: by its mode ("Direct") and its words in the article."""

    article: str
    mode: Literal["Direct", "Indirect"]
    words: str


Rejected: TypeAlias = RejectedThing | RejectedRole | RejectedStatement

# ---- facts that are added --------------------------------------------------------------------------------------------


class AddedThing(Value, frozen=True, tag_field="fact", tag="thing"):
    """A person, organisation or place. ``parent`` is the organisation it is a part of, ``place`` where it is."""

    kind: Literal["person", "organisation", "place"]
    name: str
    aliases: tuple[str, ...] = ()
    parent: Ref | None = None
    place: Ref | None = None


class AddedRole(Value, frozen=True, tag_field="fact", tag="role"):
    """A role: like :class:`kg.model.Role`."""

    holder: Ref
    title: str | None = None
    organisation: Ref | None = None
    jurisdiction: Ref | None = None
    event: Ref | None = None


class AddedEvent(Value, frozen=True, tag_field="fact", tag="event"):
    """An event: like :class:`kg.model.Event`."""

    name: str
    type: str = "Other"
    start: date | None = None
    end: date | None = None
    place: Ref | None = None
    organisers: tuple[Ref, ...] = ()
    participants: tuple[Ref, ...] = ()


class AddedStatement(Value, frozen=True, tag_field="fact", tag="statement"):
    """A statement: like :class:`kg.model.Statement`, with its words. ``said`` is the day it was made."""

    speaker: Ref
    text: str
    mode: Literal["Direct", "Indirect"] = "Direct"
    event: Ref | None = None
    mentions: tuple[Ref, ...] = ()
    said: date | None = None


Added: TypeAlias = AddedThing | AddedRole | AddedEvent | AddedStatement

# ---- decisions -------------------------------------------------------------------------------------------------------


class Entry(Value, frozen=True, tag_field="action", kw_only=True):
    """What all decisions have: id, time (UTC, ISO 8601 with microseconds and Z), who took it, a note in their words."""

    time: str
    who: str
    id: str = ""
    note: str = ""

    @property
    def order(self) -> tuple[str, str]:
        """The sort key of a log: of two decisions that contradict each other the later stands."""
        return self.time, self.id


class Same(Entry, frozen=True, tag="same", kw_only=True):
    """All of these are one thing."""

    entities: tuple[Ref, ...]


class Different(Entry, frozen=True, tag="different", kw_only=True):
    """These are two things, and nothing of the one belongs to the other."""

    left: Ref
    right: Ref


class Unsure(Entry, frozen=True, tag="unsure", kw_only=True):
    """Somebody looked at these two and could not tell; they are not asked about again."""

    left: Ref
    right: Ref


class Rename(Entry, frozen=True, tag="rename", kw_only=True):
    """The name a thing is to be shown by."""

    entity: Ref
    name: str


class Reject(Entry, frozen=True, tag="reject", kw_only=True):
    """Facts that are wrong, each in one article."""

    facts: tuple[Rejected, ...]


class Add(Entry, frozen=True, tag="add", kw_only=True):
    """A fact that somebody knows; ``source`` is an address or a few words that say from where."""

    added: Added
    source: str = ""


class Link(Entry, frozen=True, tag="link", kw_only=True):
    """What a thing is in another authority: the IRI there, the score it was proposed with and the service's address.

    ``name`` is what the authority calls it. ``others`` are the IRIs of the candidates that were seen beside it: with
    the verdict "different" or "unsure" it holds for them too, with "same" they were passed over.
    """

    entity: Ref
    target: str
    relation: Relation = "sameAs"
    verdict: Verdict = "same"
    score: float | None = None
    service: str = ""
    name: str = ""
    others: tuple[str, ...] = ()


class Undo(Entry, frozen=True, tag="undo", kw_only=True):
    """Another decision, by its id, no longer counts. An undo can be undone."""

    undoes: str


Decision: TypeAlias = Same | Different | Unsure | Rename | Reject | Add | Link | Undo

_D = TypeVar("_D", bound=Entry)
_DECODER = msgspec.json.Decoder(Decision)
_ENCODER = msgspec.json.Encoder(order="deterministic")


def sealed(decision: _D) -> _D:
    """The decision with the id that its content gives."""
    return msgspec.structs.replace(decision, id=_id(decision))


def encoded(decision: Decision) -> bytes:
    """The decision as one line of the log, without the line break."""
    return _ENCODER.encode(decision)


def decoded(line: bytes, where: str) -> Decision:
    """The decision of one line. Raises DataError, which names ``where``, for one that is damaged, changed or newer."""
    try:
        decision: Decision = _DECODER.decode(line)
    except msgspec.ValidationError as error:
        raise DataError(
            f"{where}: this version of the program does not know what the decision says ({error}). "
            f"It may have been written by a newer version: use that one. Nothing was changed"
        ) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise DataError(f"{where}: the line is no decision: {error}. Repair or delete the line") from error
    if not _TIME.fullmatch(decision.time):
        raise DataError(f"{where}: the time {decision.time!r} is not like 2026-01-31T08:15:00.000000Z")
    if decision.id != _id(decision):
        raise DataError(
            f"{where}: the decision {decision.id or 'without an id'} is not what it was when it was written. "
            f"Decisions are not edited: restore the line, or delete it and decide again"
        )
    return decision


def is_json(line: bytes) -> bool:
    """Whether a line is whole JSON, whatever it says; one that was broken off is not."""
    try:
        msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return False
    return True


def _id(decision: Entry) -> str:
    return digest(_ENCODER.encode(msgspec.structs.replace(decision, id="")).decode())
