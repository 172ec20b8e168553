"""Persons of one article: which name tags are one human being."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from kg.facts.names import abbreviates, core, is_prefix_word, parts
from kg.model import Entity, EntityKind, Mention, Span, Tag

#: Two spellings of one name in one article ("Prastyo"/"Prasetyo") differ in one word only, and that word by little:
#: at 75 of 100 one letter in four may differ. Applied only when all other words are equal, so it joins no two people.
_MISPRINT = 75.0

_NICKNAME = re.compile(
    r"""[\s,(]*(?:atau\s+)?(?:yang\s+)?(?:juga\s+)?(?:biasa\s+|akrab\s+|kerap\s+|sering\s+|lebih\s+|karib\s+)*
        (?:disapa|dipanggil|dikenal|disebut|alias|panggilan\s+akrab(?:nya)?|sapaan\s+akrab(?:nya)?|nama\s+panggilan)
        (?:\s+(?:akrab|dengan|sebagai|nama|sapaan|panggilan|oleh))*\s*[“"'‘(]*\s*(?:(?:Pak|Bu|Gus|Cak|Kang|Mas|Mbak|Bang|Ning)\s+)?$""",
    re.VERBOSE | re.IGNORECASE,
)
#: Forms of address that become part of a nickname: readers know "Cak Wir", hardly "Wir".
_NICKNAME_ADDRESS = frozenset(
    {"Gus", "Cak", "Kang", "Mas", "Mbak", "Bang", "Ning", "Pak", "Bu", "Mbah", "Abah", "Om", "Buya"}
)


@dataclass(slots=True)
class _Form:
    """One written form with its mentions, in the making."""

    name: str
    words: tuple[str, ...]
    mentions: list[Mention] = field(default_factory=list)

    @property
    def first(self) -> int:
        return self.mentions[0].start


def persons(text: str, tags: Sequence[Tag]) -> tuple[Entity, ...]:
    """The persons that the PERSON tags of ``tags`` name, in order of first mention.

    A form joins a fuller one when its words are a part of it in the same order, when it abbreviates it ("AWD" for Arga
    Wira Danu), when the text says so ("akrab disapa …"), or when it is a misprint of it. When several fuller names
    fit, the one named last before the short form is meant, as a reader takes it.
    """
    forms = _forms(text, tags)
    groups: list[list[_Form]] = []
    for form in sorted(forms.values(), key=lambda f: (-len(f.words), f.first)):
        group = _nicknamed(text, form, groups) or _home(form, groups)
        if group is None:
            groups.append([form])
        else:
            group.append(form)
    groups.sort(key=lambda g: min(f.first for f in g))
    return tuple(_entity(text, f"person:{i}", group) for i, group in enumerate(groups, 1))


def _forms(text: str, tags: Sequence[Tag]) -> dict[tuple[str, ...], _Form]:
    forms: dict[tuple[str, ...], _Form] = {}
    for tag in tags:
        for span in _people(text, tag.span):
            name = span.of(text)
            words = parts(name)
            if not words or not any(c.isalpha() for c in name) or is_prefix_word(name):
                continue
            form = forms.setdefault(words, _Form(name, words))
            if len(words) > 1 and form.name.isupper():  # a headline in capitals; initials stay
                form.name = name
            form.mentions.append(Mention(span.start, span.end, tag.score))
    return forms


def _people(text: str, span: Span) -> list[Span]:
    """The single persons in a tag: "Wirayuda-Sekar" (a ticket of two candidates) is two."""
    inner = core(text, span)
    name = inner.of(text)
    if "-" in name and " " not in name:
        left, _, right = name.partition("-")
        if left[:1].isupper() and right[:1].isupper() and min(len(left), len(right)) > 2 and left.lower() != "al":
            cut = inner.start + len(left)
            return [Span(inner.start, cut), Span(cut + 1, inner.end)]
    return [inner]


def _within(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether the words of ``short`` stand in ``full`` in order; an initial stands for a word that starts with it."""
    i = 0
    for word in full:
        if i < len(short) and (
            short[i] == word or (len(short) > 1 and 1 in (len(short[i]), len(word)) and short[i][0] == word[0])
        ):
            i += 1
    return i == len(short) and len(short) <= len(full)


def _misprint(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    if len(a) != len(b) or len(a) < 2:
        return False
    odd = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    return len(odd) == 1 and min(map(len, odd[0])) > 3 and fuzz.ratio(*odd[0]) >= _MISPRINT


def _home(form: _Form, groups: list[list[_Form]]) -> list[_Form] | None:
    """The group whose person the form names, or None when it is somebody new."""
    fitting = [g for g in groups if any(_within(form.words, f.words) or _misprint(form.words, f.words) for f in g)]
    if not fitting and len(form.words) == 1 and 2 <= len(form.name) <= 8:
        fitting = [g for g in groups if len(g[0].words) > 1 and abbreviates(form.name, g[0].name)]
    if not fitting and len(form.words) == 1:
        fitting = [g for g in groups if len(g[0].words) > 1 and _shortened(form.words[0], g[0].name)]
        if len(fitting) > 1:
            return None
    if not fitting:
        return None

    def nearness(group: list[_Form]) -> tuple[bool, int]:
        earlier = [m.start for f in group for m in f.mentions if m.start < form.first]
        return bool(earlier), max(earlier, default=-group[0].first)

    return max(fitting, key=nearness)


#: A nickname in a bracket right behind the name, or after "atau": "Saiful Arifin (Gus Ipin)".
_BRACKET_OR = re.compile(r"\s*(?:\(|,?\s+atau\s+)\s*(?:(?:Pak|Bu|Gus|Cak|Kang|Mas|Mbak|Bang|Ning|Kak)\s+)?")


def _shortened(nick: str, name: str) -> bool:
    """Whether one word is a name cut short: "Zul" for "Zulkarnaen". Three letters at least, two left out at least."""
    return len(nick) >= 3 and any(w.startswith(nick) and len(w) >= len(nick) + 2 for w in parts(name))


def _nicknamed(text: str, form: _Form, groups: list[list[_Form]]) -> list[_Form] | None:
    """The group whose last mention stands just before "yang akrab disapa" and the form."""
    for mention in form.mentions:
        for group in groups:
            for other in (
                m for f in group for m in f.mentions if m.end <= mention.start and mention.start - m.end < 60
            ):
                if _NICKNAME.fullmatch(text, other.end, mention.start):
                    return group
                if len(form.words) == 1 and _BRACKET_OR.fullmatch(text, other.end, mention.start):
                    return group
    return None


def _entity(text: str, key: str, group: list[_Form]) -> Entity:
    forms = sorted(group, key=lambda f: f.first)
    fullest = max(forms, key=lambda f: (len(f.words), len(f.name), -f.first))
    aliases = [f.name for f in forms if f is not fullest]
    for form in forms:
        for m in form.mentions:
            before = re.search(r"(\w+) $", text[max(0, m.start - 8) : m.start])
            if len(form.words) == 1 and before and before[1] in _NICKNAME_ADDRESS and form is not fullest:
                aliases.append(f"{before[1]} {form.name}")
    mentions = tuple(sorted(m for f in forms for m in f.mentions))
    confidence = max(m.score for m in mentions)
    return Entity(key, EntityKind.PERSON, fullest.name, tuple(dict.fromkeys(aliases)), mentions, round(confidence, 3))
