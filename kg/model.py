"""The frozen values that pass between stages.

Nothing here computes; nothing here knows a library. Offsets are positions in :attr:`Article.text`, counted in Unicode
characters (Python string indices), end exclusive.

The way of the data::

    RawArticle → Article → Tag… → ArticleFacts → (resolution) → RDF
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a text: ``text[start:end]``."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The words of the span in ``text``."""
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class RawArticle:
    """An article as a reader found it: nothing cleaned, nothing interpreted.

    ``where`` is the file and row it came from, for messages. Fields the input does not have are None.
    """

    id: str
    text: str
    where: str
    title: str | None = None
    published: str | None = None
    url: str | None = None
    publisher: str | None = None
    creator: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """An article with its text frozen.

    ``text`` is the title (if any), a blank line, and the body; ``body`` is the offset at which the body starts (0
    without a title). ``noise`` are the stretches that are furniture of the outlet and never give a fact (links to other
    stories, advertisements, photo credits), in order and not overlapping. ``dateline`` is the place and outlet line at
    the head ("Surabaya, Bhirawa"), ``creator`` the byline or reporter's code, both also marked as noise.
    """

    id: str
    text: str
    body: int = 0
    title: str | None = None
    published: date | None = None
    url: str | None = None
    publisher: str | None = None
    creator: str | None = None
    dateline: str | None = None
    noise: tuple[Span, ...] = ()
    where: str = ""


class TagLabel(StrEnum):
    """What the tagger can say of a stretch of text."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    EVENT = "event"
    TITLE = "title"  # an office or function: "Ketua", "Kepala Dinas", "narasumber"


@dataclass(frozen=True, slots=True, order=True)
class Tag:
    """A labelled stretch. Tags of one article are ordered and do not overlap. ``score`` is the model's probability."""

    start: int
    end: int
    label: TagLabel
    score: float = 1.0

    @property
    def span(self) -> Span:
        """The stretch without its label."""
        return Span(self.start, self.end)


class EntityKind(StrEnum):
    """The kinds of named things. The values are the path segments of their IRIs."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A place in the text where an entity is named. The name is ``text[start:end]``, titles and honorifics left out."""

    start: int
    end: int
    score: float = 1.0

    @property
    def span(self) -> Span:
        """The stretch without its score."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, organisation or place as one article knows it.

    ``key`` is unique in the article ("person:1"). ``name`` is its longest name there, ``aliases`` are the further ones,
    in order of appearance. ``mentions`` are in text order and never empty.
    """

    key: str
    kind: EntityKind
    name: str
    aliases: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    confidence: float = 1.0

    @property
    def names(self) -> tuple[str, ...]:
        """All forms, the fullest first."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class Role:
    """An office or part that somebody holds, in a body, over a place or at an event.

    ``holder``, ``organisation``, ``jurisdiction`` are entity keys, ``event`` an event key. ``title`` is None for a bare
    affiliation ("X dari BPJS Watch"). ``evidence`` are the stretches that say so, at least one.
    """

    key: str
    holder: str
    title: str | None
    organisation: str | None = None
    jurisdiction: str | None = None
    event: str | None = None
    evidence: tuple[Span, ...] = ()
    confidence: float = 1.0
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened at some time, which the article names.

    ``type`` is the local name of a concept of the event-type scheme ("Meeting"). ``place`` is an entity key,
    ``organisers`` and ``participants`` are entity keys, ``part_of`` an event key. ``mentions`` are where it is named.
    """

    key: str
    name: str
    aliases: tuple[str, ...] = ()
    type: str = "Other"
    start: date | None = None
    end: date | None = None
    place: str | None = None
    organisers: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()
    part_of: str | None = None
    mentions: tuple[Mention, ...] = ()
    confidence: float = 1.0
    rule: str = ""


class SpeechMode(StrEnum):
    """Direct speech stands between quotation marks; indirect speech is a reported clause."""

    DIRECT = "Direct"
    INDIRECT = "Indirect"


@dataclass(frozen=True, slots=True)
class Statement:
    """Words of somebody, quoted or reported.

    ``words`` is the stretch of the words themselves (for direct speech without the marks), ``evidence`` the stretch
    that also holds the attribution. ``speaker`` is an entity key, ``role`` a role key, ``event`` an event key;
    ``mentions`` are keys of entities and events that the words name. ``cue`` is the speech verb ("ujar").
    """

    key: str
    mode: SpeechMode
    words: Span
    speaker: str | None
    evidence: Span
    role: str | None = None
    event: str | None = None
    mentions: tuple[str, ...] = ()
    cue: str | None = None
    confidence: float = 1.0
    rule: str = ""


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """Everything one article says, in keys that are unique within it."""

    article: Article
    entities: tuple[Entity, ...] = ()
    roles: tuple[Role, ...] = ()
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()

    def entities_of(self, kind: EntityKind) -> Iterator[Entity]:
        """The entities of one kind, in order of first mention."""
        return (e for e in self.entities if e.kind is kind)


@dataclass(frozen=True, slots=True)
class Identity:
    """Who is who across articles: a stable identifier for each article's entities and events.

    ``ids`` maps (article id, entity or event key) to an identifier of the form "person/wisnu-alfaristha".
    """

    ids: dict[tuple[str, str], str] = field(default_factory=dict)
