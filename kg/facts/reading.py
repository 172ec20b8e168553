"""What the fact rules share: a document with its tags and entities, and quick ways to ask what stands where."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from kg.model import Entity, EntityKind, Mention, Span, Tag, TagLabel
from kg.text.document import Document
from kg.text.tokens import tokens


@dataclass(frozen=True)
class Named:
    """A mention together with the entity it names."""

    start: int
    end: int
    entity: Entity

    @property
    def span(self) -> Span:
        """The stretch of the name."""
        return Span(self.start, self.end)

    @property
    def kind(self) -> EntityKind:
        """The entity's kind."""
        return self.entity.kind


@dataclass(frozen=True)
class Reading:
    """A document on its way to facts. Frozen; the look-ups are computed once."""

    document: Document
    tags: tuple[Tag, ...] = ()
    entities: tuple[Entity, ...] = ()
    _by_key: dict[str, Entity] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_key", {e.key: e for e in self.entities})

    @property
    def text(self) -> str:
        """The frozen text all offsets refer to."""
        return self.document.text

    def entity(self, key: str) -> Entity:
        """The entity with this key; KeyError when there is none (a programming error)."""
        return self._by_key[key]

    @cached_property
    def named(self) -> tuple[Named, ...]:
        """Every mention of every entity in text order. Mentions may nest (a place inside an organisation's name)."""
        every = [Named(m.start, m.end, e) for e in self.entities for m in e.mentions]
        return tuple(sorted(every, key=lambda n: (n.start, -n.end, n.entity.key)))

    @cached_property
    def _starts(self) -> list[int]:
        return [n.start for n in self.named]

    def named_in(self, span: Span, *kinds: EntityKind) -> Iterator[Named]:
        """The mentions that lie wholly inside ``span``, of the given kinds (all without any), in text order."""
        first = bisect_left(self._starts, span.start)
        last = bisect_right(self._starts, span.end)
        return (n for n in self.named[first:last] if n.end <= span.end and (not kinds or n.kind in kinds))

    def named_at(self, offset: int, *kinds: EntityKind) -> Named | None:
        """The longest mention that starts exactly at ``offset``."""
        i = bisect_left(self._starts, offset)
        while i < len(self.named) and self.named[i].start == offset:
            if not kinds or self.named[i].kind in kinds:
                return self.named[i]
            i += 1
        return None

    def named_over(self, offset: int, *kinds: EntityKind) -> Named | None:
        """The longest mention that covers the character at ``offset``."""
        found = [n for n in self.named if n.start <= offset < n.end and (not kinds or n.kind in kinds)]
        return max(found, key=lambda n: n.end - n.start, default=None)

    def tags_in(self, span: Span, *labels: TagLabel) -> Iterator[Tag]:
        """The tags wholly inside ``span``, of the given labels (all without any), in text order."""
        return (t for t in self.tags if span.contains(t.span) and (not labels or t.label in labels))

    @cached_property
    def tokens(self) -> tuple[Span, ...]:
        """The tokens of the whole text."""
        return tuple(tokens(self.text))

    def tokens_in(self, span: Span) -> tuple[Span, ...]:
        """The tokens that start inside ``span``."""
        first = bisect_left(self.tokens, Span(span.start, 0))
        last = bisect_left(self.tokens, Span(span.end, 0))
        return self.tokens[first:last]


def mention(tag: Tag) -> Mention:
    """The mention a name tag stands for."""
    return Mention(tag.start, tag.end, tag.score)
