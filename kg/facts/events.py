"""The events of an article: from a reading to named happenings with date, place, organisers and participants.

The way: phrases headed by an event noun (``events_phrases``) → clusters that name one event (``events_group``) → those
that the article tells of (``events_score``) → name, date, place, people (``events_names``, ``events_dates``,
``events_places``, ``events_people``) → values of the model.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.facts import events_score as score
from kg.facts.events_dates import when as date_of
from kg.facts.events_group import Cluster, clusters
from kg.facts.events_names import fullest, names
from kg.facts.events_parts import whole_of
from kg.facts.events_people import people
from kg.facts.events_phrases import Scanner
from kg.facts.events_places import where as place_of
from kg.facts.events_roles import roles_at
from kg.facts.logistic import probability
from kg.facts.reading import Reading
from kg.model import Entity, EntityKind, Event, Mention, Role, Span


@dataclass(frozen=True, slots=True)
class Events:
    """What was found: the events in order of first mention, and the places that no tag had found."""

    events: tuple[Event, ...] = ()
    places: tuple[Entity, ...] = ()


def find(reading: Reading, roles: Sequence[Role] = ()) -> Events:
    """The events that the article tells of.

    ``roles`` are the roles found so far; a role at an event ("narasumber") makes its holder a participant. Event keys
    are "event:1" and on, keys of new places "place:venue:1" and on, both in order of first mention.
    """
    kept = told(reading)
    if not kept:
        return Events()
    main = max(kept, key=lambda x: (x[1], -x[0].start))[0]
    places = _Places(reading)
    found = [
        _event(reading, f"event:{n}", c, p, main=c is main, alone=len(kept) == 1, places=places)
        for n, (c, p) in enumerate(kept, 1)
    ]
    at = roles_at(reading, found, roles)
    found = [replace(e, part_of=whole_of(reading, e, found), participants=_with_holders(e, at)) for e in found]
    return Events(tuple(found), tuple(places.new))


def told(reading: Reading) -> list[tuple[Cluster, float]]:
    """The clusters of phrases that name events the article tells of, each with its probability, by first mention."""
    every = clusters(reading, Scanner(reading).phrases())
    weighed = [(c, probability(score.features(reading, c, every), score.weights())) for c in every]
    return [(c, p) for c, p in weighed if p >= score.THRESHOLD]


def _with_holders(event: Event, roles: Sequence[Role]) -> tuple[str, ...]:
    """The participants of an event and those who have a role at it."""
    known = {*event.organisers, *event.participants}
    holders = dict.fromkeys(r.holder for r in roles if r.event == event.key)
    return (*event.participants, *(h for h in holders if h not in known))


def event_roles(reading: Reading, events: Sequence[Event], roles: Sequence[Role]) -> tuple[Role, ...]:
    """The roles that people have at the events: "narasumber", "moderator", "ketua panitia".

    ``roles`` are those found without regard to events; what they already say is not said again.
    """
    return roles_at(reading, events, roles)


def _event(
    reading: Reading, key: str, c: Cluster, probability: float, *, main: bool, alone: bool, places: _Places
) -> Event:
    name, aliases = names(reading, c)
    when = date_of(reading, c, main)
    where = place_of(reading, c, main)
    organisers, participants = people(reading, c, main, alone)
    mentions = [Mention(p.core.start, p.core.end, round(probability, 3)) for p in c.phrases]
    mentions += [Mention(s.start, s.end, round(probability, 3)) for s in c.shorts]
    return Event(
        key=key,
        name=name,
        aliases=aliases,
        type=kind(reading, c),
        start=when.start if when else None,
        end=when.end if when else None,
        place=places.key(where) if where else None,
        organisers=organisers,
        participants=participants,
        mentions=tuple(sorted(mentions)),
        confidence=round(probability, 3),
        rule="event noun" if any(p.noun for p in c.phrases) else "event tag",
    )


def kind(reading: Reading, c: Cluster) -> str:
    """The event's type: that of the noun in its fullest form, else of the first noun that has one, else "Other"."""
    types = [p.noun.type for p in (fullest(reading, c), *c.phrases) if p.noun]
    return next((t for t in types if t != "Other"), "Other")


class _Places:
    """The place entities of the events: those of the reading where they fit, new ones where not."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._by_name = {
            n.casefold(): e.key for e in reversed(reading.entities) if e.kind is EntityKind.PLACE for n in e.names
        }
        self.new: list[Entity] = []

    def key(self, span: Span) -> str:
        """The key of the place named by ``span``; the entity is made when no place of the article has that name."""
        name = " ".join(span.of(self._reading.text).split())
        known = self._by_name.get(name.casefold())
        if known is None:
            known = f"place:venue:{len(self.new) + 1}"
            self._by_name[name.casefold()] = known
            self.new.append(Entity(known, EntityKind.PLACE, name, (), (Mention(span.start, span.end),)))
        return known
