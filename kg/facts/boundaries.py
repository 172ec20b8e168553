"""Where the name of an organisation begins and ends: tags that are too short, too long, or hold two bodies.

The tagger sees a window of words; these rules see the language: a list of subject matters goes on with a comma, two
bodies joined by a word are two, the name of a person is no part of the body before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kg.facts.names import head_kind, is_acronym
from kg.lexicon import words
from kg.model import Span, Tag, TagLabel

_NAMES = (TagLabel.PERSON, TagLabel.ORGANISATION, TagLabel.PLACE)
_LIST = re.compile(r",? dan |, serta | serta |, |/")
#: What comes between two parts of a name that lists its subjects: "X, Y dan Z", "X dan Y".
_GOES_ON = re.compile(r"(?P<mark>, |,? dan | serta )(?P<word>[A-Z][\w-]+)(?P<rest>(?: [A-Z][\w-]+)*)")
_BRACKET = re.compile(r" \([A-Z][\w-]*\)")
_PLACE_AFTER = re.compile(r" (?:(?:Kabupaten|Kota|Provinsi|Kab\.?) )?(?P<name>[A-Z]\w+(?: [A-Z]\w+){0,2})")


@cache
def _subjects() -> frozenset[str]:
    return words("subject_matters")


def bounded(text: str, tags: Sequence[Tag]) -> list[Tag]:
    """The tags with the ends of organisations set right, in order."""
    out: list[Tag] = []
    for tag in tags:
        out += divided(text, tag) if tag.label is TagLabel.ORGANISATION else [tag]
    return listed(text, without_persons(text, sorted(out)))


def divided(text: str, tag: Tag) -> Iterator[Tag]:
    """The bodies in one tag: "Polres A/Polda B" and "Dinas C, serta Arsip D" are two each.

    A part counts as a body when it begins with a word that begins names of bodies, or is an acronym of three letters or
    more at the end; "Kementerian PPN/Bappenas" and "Dinas Pemuda dan Olahraga" stay whole, and so does a
    ministry that is a board too ("Kementerian X/Badan X").
    """
    form = tag.span.of(text)
    start = 0
    for m in _LIST.finditer(form):
        left, right = form[start : m.start()], form[m.end() :]
        if "(" in left and left.count("(") != left.count(")"):
            continue
        if _two_bodies(left, m.group(), right):
            yield Tag(tag.start + start, tag.start + m.start(), tag.label, tag.score)
            start = m.end()
    yield Tag(tag.start + start, tag.end, tag.label, tag.score)


def _two_bodies(left: str, mark: str, right: str) -> bool:
    if not left or not right:
        return False
    first = right.split()[0].strip(",")
    begins = head_kind(right) in ("unit", "legal", "body") and first[:1].isupper()
    whole = head_kind(left) != "" and " " in left
    if mark == "/":
        return begins and whole and not (left.startswith("Kementerian ") and right.startswith("Badan "))
    if mark.endswith("serta ") and mark.startswith(","):
        return right[:1].isupper() and whole
    if begins and first.lower() not in _subjects():
        return whole or is_acronym(left)
    acronym = is_acronym(right) and right.isalpha() and len(right) > 2
    return acronym and whole and mark.endswith("dan ")


def without_persons(text: str, tags: Sequence[Tag]) -> list[Tag]:
    """The tags, organisations cut before the full name of a person whom the article names elsewhere.

    "Badan Pangan Karimba Sekar Wulandari" is the body, when "Sekar Wulandari" is a person's tag too.
    """
    people = {t.span.of(text) for t in tags if t.label is TagLabel.PERSON and " " in t.span.of(text)}
    out = []
    for tag in tags:
        form = tag.span.of(text)
        name = next((p for p in sorted(people, key=len, reverse=True) if form.endswith(f" {p}")), None)
        if tag.label is TagLabel.ORGANISATION and name is not None and head_kind(form) == "unit":
            cut = tag.end - len(name)
            out += [
                Tag(tag.start, cut - 1, tag.label, tag.score),
                Tag(cut, tag.end, TagLabel.PERSON, tag.score),
            ]
        else:
            out.append(tag)
    return out


def listed(text: str, tags: Sequence[Tag]) -> list[Tag]:
    """The tags, a body's name carried on over the subjects that follow: "Dinas Pemuda" + ", Olahraga dan Pariwisata".

    Each further part must begin with a word for a subject matter, and the list must end in "dan"; parts the tagger
    took for bodies of their own without a word that begins one are taken in.
    """
    ordered = sorted(tags)
    longer = {
        t: end for t in ordered if t.label is TagLabel.ORGANISATION and (end := _list_end(text, t, ordered)) > t.end
    }
    grown = [Span(t.start, end) for t, end in longer.items()]
    return [
        Tag(t.start, longer.get(t, t.end), t.label, t.score)
        for t in ordered
        if t in longer or t.label not in _NAMES or not any(t.span.overlaps(g) for g in grown)
    ]


def _list_end(text: str, tag: Tag, tags: Sequence[Tag]) -> int:
    form = tag.span.of(text)
    if " " not in form or head_kind(form) not in ("unit", "body") or not _ends_in_subject(form):
        return tag.end
    end, closed = tag.end, False
    at = tag.end
    while (m := _GOES_ON.match(text, at)) and m["word"].lower() in _subjects():
        part = Span(m.start("word"), _subject_run(m))
        others = [t for t in tags if t.span.overlaps(part) and t.label in _NAMES]
        if any(t.start < part.start or _of_its_own(text, t) for t in others):
            break
        at = part.end
        if "dan" in m["mark"] or "serta" in m["mark"]:
            end, closed = _where(text, at), True
            break
    return end if closed else tag.end


def _ends_in_subject(form: str) -> bool:
    """Whether subjects may follow a name: its last word is one, or stands for some ("Kementerian PAN")."""
    last = form.split()[-1]
    return last.lower() in _subjects() or (is_acronym(last) and form.startswith("Kementerian "))


def _of_its_own(text: str, tag: Tag) -> bool:
    """Whether a tag in the list stands for something else: a person, a known place, a body with a head of its own."""
    form = tag.span.of(text)
    if tag.label is TagLabel.PLACE:
        return form.lower() in _known_places()
    return tag.label is not TagLabel.ORGANISATION or head_kind(form) != ""


def _where(text: str, at: int) -> int:
    """The end of what a list of subjects ends in: its abbreviation in brackets, and the place the body is of."""
    if m := _BRACKET.match(text, at):
        at = m.end()
    if m := _PLACE_AFTER.match(text, at):
        name = m["name"].split()
        for n in range(len(name), 0, -1):
            if " ".join(name[:n]).lower() in _known_places():
                return m.start("name") + len(" ".join(name[:n]))
    return at


@cache
def _known_places() -> frozenset[str]:
    return frozenset(w.lower() for w in words("places"))


def _subject_run(m: re.Match[str]) -> int:
    """The end of the words for subjects that follow each other: "Pelayanan Terpadu Satu" and what they begin."""
    end = m.end("word")
    for piece in re.finditer(r"[\w-]+", m["rest"]):
        if piece.group().lower() not in _subjects() and piece.group().lower() != "pintu":
            break
        end = m.start("rest") + piece.end()
    return end
