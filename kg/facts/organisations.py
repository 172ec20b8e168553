"""Organisations (and places) of one article: which name tags are one body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.facts.names import abbreviates, expanded, head_kind, is_acronym, parts, shortens, unbracketed
from kg.lexicon import words
from kg.model import Entity, EntityKind, Mention, Tag

_OF_THE_COUNTRY = re.compile(r"(?<=\w)\s+(?:RI|Republik Indonesia)$")
_OPENING = re.compile(r"\s?\(\s?$")
_ACRONYM_AFTER = re.compile(r"\s?\((?P<short>[A-Z][\w./& -]{1,24})\)")


@dataclass(slots=True)
class _Form:
    name: str
    key: tuple[str, ...]
    mentions: list[Mention] = field(default_factory=list)

    @property
    def first(self) -> int:
        return self.mentions[0].start


def organisations(text: str, tags: Sequence[Tag]) -> tuple[Entity, ...]:
    """The organisations that the ORGANISATION tags name, in order of first mention.

    Joined are: forms equal once fixed abbreviations are written out, a name and its bracketed or later abbreviation, a
    name and its form without the legal word ("PT X" and "X"), and a unit's bare form with the one completion the
    article gives ("Dinas Kesehatan" with "Dinas Kesehatan Kota X"). A branch and its parent stay two. What is only ever
    called by a word for its kind ("Pemkot", "panitia") is no named body and left out.
    """
    forms = _forms(text, tags)
    groups: list[list[_Form]] = []
    for form in sorted(forms.values(), key=lambda f: (-len(f.key), f.first)):
        group = _home(form, groups, text)
        if group is None:
            groups.append([form])
        else:
            group.append(form)
    groups = [g for g in groups if not all(_names_nothing(f.name) for f in g)]
    groups.sort(key=lambda g: min(f.first for f in g))
    return tuple(_entity(text, f"organisation:{i}", EntityKind.ORGANISATION, g) for i, g in enumerate(groups, 1))


def _names_nothing(name: str) -> bool:
    """Whether a form is a word for a kind only, alone or with an adjective: "Pemkot", "RSUD besar", "Klub asing"."""
    bare = words("not_organisations", kind="bare")
    first, _, rest = name.partition(" ")
    kind = first.lower() in bare or head_kind(first) != ""
    return name.lower() in bare or (kind and rest.islower() and rest.isalpha())


def places(text: str, tags: Sequence[Tag]) -> tuple[Entity, ...]:
    """The places that the PLACE tags name; forms equal with abbreviations written out are one place."""
    groups: dict[tuple[str, ...], list[_Form]] = {}
    for form in _forms(text, tags).values():
        groups.setdefault(form.key, []).append(form)
    ordered = sorted(groups.values(), key=lambda g: min(f.first for f in g))
    return tuple(_entity(text, f"place:{i}", EntityKind.PLACE, g) for i, g in enumerate(ordered, 1))


def _forms(text: str, tags: Sequence[Tag]) -> dict[str, _Form]:
    forms: dict[str, _Form] = {}
    for tag in tags:
        name = tag.span.of(text)
        key = expanded(_OF_THE_COUNTRY.sub("", unbracketed(name)[0]))
        if not key or not any(c.isalpha() for c in name):
            continue
        form = forms.setdefault(" ".join(parts(name)), _Form(name, key))
        if len(key) > 1 and form.name.isupper():  # a headline in capitals
            form.name = name
        form.mentions.append(Mention(tag.start, tag.end, tag.score))
    for form in forms.values():
        form.mentions.sort()
    return forms


def _shorts(text: str, form: _Form) -> set[str]:
    """The short forms a name carries: in its own bracket, or in a bracket right after it."""
    inside = unbracketed(form.name)[1]
    found = {inside} if inside else set()
    for m in form.mentions:
        if after := _ACRONYM_AFTER.match(text, m.end):
            found.add(after["short"].strip())
    return {x for x in found if len(x) <= 30}


def _home(form: _Form, groups: list[list[_Form]], text: str) -> list[_Form] | None:
    same = [g for g in groups if any(f.key == form.key for f in g)]
    if same:
        return same[0]
    introduced = [
        g for g in groups if any(form.name in _shorts(text, f) or _in_bracket_after(text, form, f) for f in g)
    ]
    if introduced:
        return introduced[0]
    for test in (_acronym_of, _shortened, _without_legal_word, _bare_unit, _prefix_after):
        fitting = [g for g in groups if any(test(text, form, f) for f in g)]
        if len(fitting) == 1:
            return fitting[0]
        if len(fitting) > 1:
            earlier = [g for g in fitting if min(f.first for f in g) < form.first]
            if len(earlier) == 1:
                return earlier[0]
            if test is _acronym_of and earlier:
                return max(earlier, key=lambda g: max(m.start for f in g for m in f.mentions if m.start < form.first))
    return None


def _in_bracket_after(text: str, short: _Form, full: _Form) -> bool:
    """``short`` is mentioned in a bracket right after ``full``: "Dinas Sosial (Dinsos)"."""
    return any(
        _OPENING.fullmatch(text, f.end, s.start) is not None and text[s.end : s.end + 1] == ")"
        for f in full.mentions
        for s in short.mentions
        if f.end < s.start
    ) and abbreviates(short.name.split()[0], full.name)


def _acronym_of(text: str, short: _Form, full: _Form) -> bool:
    """``short`` abbreviates ``full`` (as a whole, or its first word does and the rest is equal): "DLH Kota X"."""
    head, _, rest = short.name.partition(" ")
    base = unbracketed(full.name)[0]
    if any(head == s.split()[0] for s in _shorts(text, full)):
        return not rest or expanded(rest) == full.key[-len(expanded(rest)) :]
    if len(full.key) < 2:
        return False
    if not rest and short.key != parts(head) and len(set(short.key) & set(full.key)) * 2 <= len(set(short.key)):
        return False  # "DPR" is a fixed abbreviation: it stands for no "Ditjen Pengelolaan … Risiko" unsaid
    if rest:
        tail = expanded(rest)
        if full.key[-len(tail) :] != tail:
            return False
        base = " ".join(full.key[: -len(tail)])
    return (is_acronym(head) or head[:1].isupper()) and len(head) <= 14 and abbreviates(head, base)


def _shortened(text: str, short: _Form, full: _Form) -> bool:
    """ "Dinas PU" for "Dinas Pekerjaan Umum", "Kementerian ESDM" for its full name."""
    return shortens(short.name, full.name)


def _without_legal_word(text: str, short: _Form, full: _Form) -> bool:
    """ "Pindar Jaya" for "PT Pindar Jaya Tbk"."""
    key = full.key[:-1] if full.key[-1:] == ("tbk",) else full.key
    return (head_kind(full.name) == "legal" and key[1:] == short.key) or (key == short.key and len(key) > 1)


def _bare_unit(text: str, short: _Form, full: _Form) -> bool:
    """ "Dinas Kesehatan" (or "Dinkes") for the one "Dinas Kesehatan Kota X" of the article."""
    n = len(short.key)
    if n == 0 or n >= len(full.key) or full.key[:n] != short.key:
        return False
    # Bare words like "Komisi" or "Dinas" may stand for it too once it was introduced; names with a place may not.
    return head_kind(short.name) == "unit" and (n > 1 or any(m.start > full.first for m in short.mentions))


def _prefix_after(text: str, short: _Form, full: _Form) -> bool:
    """A longer name cut short later on: "Fakultas Ilmu X" after "Fakultas Ilmu X Universitas Y".

    Not when what is missing is only a place: "Komite Buruh" beside "Komite Buruh Kota Y" is the parent.
    """
    n = len(short.key)
    if n < 2 or n >= len(full.key) or full.key[:n] != short.key or short.first < full.first:
        return False
    return not set(full.key[n:]) <= words("place_words")


def _entity(text: str, key: str, kind: EntityKind, group: list[_Form]) -> Entity:
    forms = sorted(group, key=lambda f: f.first)
    fullest = max(forms, key=lambda f: (len(f.key), len(f.name), -f.first))
    aliases: list[str] = []
    for form in forms:
        if form is not fullest:
            aliases.append(form.name)
        plain, inside = unbracketed(form.name)
        if inside:
            aliases += [plain, inside]
        elif kind is EntityKind.ORGANISATION:
            for m in form.mentions:
                if after := _ACRONYM_AFTER.match(text, m.end):
                    short = after["short"].strip()
                    if abbreviates(short.split()[0], form.name):
                        aliases += [f"{form.name} ({short})", short]
    mentions = tuple(sorted(m for f in forms for m in f.mentions))
    name = fullest.name
    known = dict.fromkeys(a for a in aliases if a != name)
    return Entity(key, kind, name, tuple(known), mentions, round(max(m.score for m in mentions), 3))
