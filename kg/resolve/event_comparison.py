"""Two events of two articles compared: what speaks for their being one, what against, what rules it out.

The weights are log-odds set by hand to be careful: a wrong join is worse than a missed one. A shared day alone never
joins, nor a shared name without anything that says which of many ("rapat"); two of these with a place or a participant
in common do.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache

from kg.lexicon import table
from kg.resolve.event_profiles import Profile, adjacent, common_words, place_words
from kg.resolve.values import Comparison, Feature

#: From this probability on two events are one; from DOUBTFUL on people should have a look.
JOIN = 0.5
DOUBTFUL = 0.12

#: The odds of two events that blocking brings together, before anything is compared.
_PRIOR = -6.2
_SAME_DAY, _NEXT_DAY = 3.0, 1.0
#: Without a day on one side: how far apart the articles are, at most so many days → weight.
_NEWS_GAPS = ((1, 0.5), (3, 0.0), (7, -1.0), (30, -3.0))
_NEWS_FAR = -5.0
_HEAD, _OTHER_HEAD, _OTHER_TYPE = 1.0, -1.0, -2.5
#: Each shared detail; the third and later ones say less, words of event nouns less still. Words of a place, of which at
#: most two count, are half said by the place.
_DETAIL, _LATER_DETAIL, _PLACE_DETAIL, _COMMON_DETAIL = 1.2, 0.6, 0.8, 0.4
_DETAILS_COUNTED = 5
_EQUAL_NAME = 1.5
#: Details that only one side has, on both sides; and no shared ones at all.
_LEFT_OVER, _LEFT_OVER_PROPER, _NO_DETAIL = -0.6, -1.5, -2.0
#: Neither kind nor words in common: two things that happened on one occasion, such as a launch and a talk.
_NOTHING = -3.0
_SERIES, _YEAR = 2.5, 1.5
_BY_YEAR = 5.0
_PLACE, _PLACE_WITHIN, _OTHER_PLACE = 1.5, 1.0, -1.5
#: What tours from place to place has one name everywhere; only a shared day makes another place a matter of wording.
_ELSEWHERE = -3.0
_ORGANISER, _PERSON, _LATER_PERSON = 1.0, 1.5, 0.7
_PEOPLE_COUNTED = 4
_NO_PERSON = -1.0
_COPY = 3.0
#: Happenings of which the country has one a year: their name and year say all.
_ONCE_A_YEAR = frozenset(
    {"pemilu", "pilpres", "pileg", "pemilu presiden", "pemilihan presiden", "pemilihan legislatif"}
)


def compare(a: Profile, b: Profile, *, copies: bool = False) -> Comparison:
    """The comparison of two events, the smaller member on the left. ``copies``: their articles are one text."""
    if b.member < a.member:
        a, b = b, a
    features = tuple(_features(a, b, copies))
    odds = _PRIOR + sum(f.weight for f in features)
    return Comparison(a.member, b.member, round(1 / (1 + math.exp(-odds)), 4), features, veto(a, b))


def veto(a: Profile, b: Profile) -> str | None:
    """What rules out that two events are one, in words; None when nothing does."""
    if a.member[0] == b.member[0] and not (a.start == b.start and a.names & b.names):
        return "the article tells of them as two"
    if a.days is not None and b.days is not None and adjacent(a.days, b.days) > 1:
        return f"other day: {a.start}, {b.start}"
    for what, left, right in (
        ("number in the series", a.series, b.series),
        ("year", a.years, b.years),
        ("number", a.figures, b.figures),
    ):
        if left and right and not left & right:
            return f"other {what}: {', '.join(sorted(left))}; {', '.join(sorted(right))}"
    towns_a, towns_b = _towns(a), _towns(b)
    if towns_a and towns_b and not towns_a & towns_b and not _within(a, b):
        return f"other place: {', '.join(sorted(towns_a))}; {', '.join(sorted(towns_b))}"
    return None


def _features(a: Profile, b: Profile, copies: bool) -> Iterator[Feature]:
    yield from _time(a, b)
    yield from _name(a, b)
    yield from _place(a, b)
    yield from _people(a, b)
    if copies and a.names & b.names:
        yield Feature("copies of one article", "", _COPY)


def _time(a: Profile, b: Profile) -> Iterator[Feature]:
    if a.days is not None and b.days is not None:
        gap = adjacent(a.days, b.days)
        if gap <= 1:
            name, weight = ("same day", _SAME_DAY) if gap == 0 else ("next day", _NEXT_DAY)
            yield Feature(name, f"{a.start}, {b.start}" if a.start != b.start else str(a.start), weight)
        return
    if a.years & b.years and (a.proper & b.proper or _once_a_year(a, b)):
        return  # its name says when it was, whenever it is told of
    if a.when is None or b.when is None:
        yield Feature("no date", "", _NEWS_FAR)
        return
    apart = abs((a.when - b.when).days)
    weight = next((w for most, w in _NEWS_GAPS if apart <= most), _NEWS_FAR)
    yield Feature("days between the articles", str(apart), weight)


def _once_a_year(a: Profile, b: Profile) -> bool:
    return bool(a.years & b.years and any(n.rstrip("0123456789 ") in _ONCE_A_YEAR for n in a.names & b.names))


def _name(a: Profile, b: Profile) -> Iterator[Feature]:
    heads = a.heads & b.heads
    if heads:
        yield Feature("same kind of event", ", ".join(sorted(heads)), _HEAD)
    elif a.type and b.type and a.type != b.type:
        yield Feature("other type", f"{a.type}, {b.type}", _OTHER_TYPE)
    elif a.heads and b.heads and not a.type:
        yield Feature("other kind of event", f"{', '.join(sorted(a.heads))}; {', '.join(sorted(b.heads))}", _OTHER_HEAD)
    shared = a.details & b.details
    telling = shared - common_words()
    placed = telling & place_words()
    rest = len(telling) - len(placed)
    weight = sum(_DETAIL if n < 2 else _LATER_DETAIL for n in range(min(rest, _DETAILS_COUNTED)))
    weight += min(2, len(placed)) * _PLACE_DETAIL + min(2, len(shared) - len(telling)) * _COMMON_DETAIL
    if shared:
        yield Feature("words in common", ", ".join(sorted(shared)), round(weight, 2))
    equal = {n for n in a.names & b.names if any(word in n for word in telling)}
    if equal:
        yield Feature("same name", max(equal, key=lambda n: (len(n), n)), _EQUAL_NAME)
    if not shared and not heads and not a.names & b.names:
        yield Feature("nothing in common in the names", f"{a.name}; {b.name}", _NOTHING)
    left, right = a.own - b.details, b.own - a.details
    if not shared and left and right:
        yield Feature("no word in common", f"{a.name}; {b.name}", _NO_DETAIL)
    elif left and right and not equal:
        yield Feature("words of one only", f"{', '.join(sorted(left))}; {', '.join(sorted(right))}", _left_over(a, b))
    if a.series & b.series:
        yield Feature("same number in the series", ", ".join(sorted(a.series & b.series)), _SERIES)
    if a.years & b.years:
        yield Feature("same year in the name", ", ".join(sorted(a.years & b.years)), _YEAR)
        if _once_a_year(a, b):
            yield Feature("named by its year", ", ".join(sorted(a.years & b.years)), _BY_YEAR)


def _left_over(a: Profile, b: Profile) -> float:
    left, right = a.own - b.details, b.own - a.details
    weight = _LEFT_OVER * min(len(left), len(right), 3)
    return round(weight + (_LEFT_OVER_PROPER if left & a.proper and right & b.proper else 0), 2)


def _place(a: Profile, b: Profile) -> Iterator[Feature]:
    if a.place is None or b.place is None:
        return
    shown = a.place_names[0] if a.place == b.place and a.place_names else f"{a.place}, {b.place}"
    if a.place == b.place:
        yield Feature("same place", shown, _PLACE)
    elif _within(a, b):
        yield Feature("one place in the other", shown, _PLACE_WITHIN)
    else:
        same_day = a.days is not None and b.days is not None and adjacent(a.days, b.days) == 0
        yield Feature("other place", shown, _OTHER_PLACE if same_day else _ELSEWHERE)


def _within(a: Profile, b: Profile) -> bool:
    """Whether the words of one place are among the other's, or most of the shorter are: a hall and its town."""
    left, right = a.place_words, b.place_words
    return bool(left and right) and 2 * len(left & right) > min(len(left), len(right))


def _towns(p: Profile) -> frozenset[str]:
    """The regencies, cities and provinces that the place is, by name; a hall is none."""
    return frozenset(n.lower() for n in p.place_names) & _regions()


@cache
def _regions() -> frozenset[str]:
    return frozenset(r["word"].lower() for r in table("places") if r["kind"] in ("regency", "city"))


def _people(a: Profile, b: Profile) -> Iterator[Feature]:
    shared = sorted(a.people & b.people)
    if shared:
        counted = min(len(shared), _PEOPLE_COUNTED)
        yield Feature("people in common", ", ".join(shared), round(_PERSON + (counted - 1) * _LATER_PERSON, 2))
    elif len(a.people) >= 3 and len(b.people) >= 3:
        yield Feature("nobody in common", "", _NO_PERSON)
    if a.organisers & b.organisers:
        yield Feature("same organiser", ", ".join(sorted(a.organisers & b.organisers)), _ORGANISER)
