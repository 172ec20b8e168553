"""The value the steps of event finding pass on: a place in the text where an event may be named."""

from __future__ import annotations

from dataclasses import dataclass

from kg.facts.events_nouns import Noun
from kg.model import Span


@dataclass(frozen=True, slots=True)
class Phrase:
    """A place where an event may be named.

    ``start``/``end`` bound the whole noun phrase, ``head`` its event noun(s). ``noun`` is the most telling noun of the
    head, None when only a tag found the phrase. ``core`` is the stretch that makes the name (a generic noun before it
    and a place behind it are left out). ``short`` is a short form in brackets inside it. ``pointer`` says that a
    demonstrative follows ("itu"), ``tag`` is the tagger's probability, 0 without a tag, ``called`` that a naming verb
    or quotation marks give the name ("bertajuk").
    """

    start: int
    end: int
    head: Span
    noun: Noun | None
    sentence: int
    core: Span
    short: str | None = None
    pointer: bool = False
    tag: float = 0.0
    called: bool = False

    @property
    def span(self) -> Span:
        """The whole noun phrase."""
        return Span(self.start, self.end)
