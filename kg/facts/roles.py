"""Roles: which person holds which office where.

Each rule is a function from a person's mention to title phrases; ROLE_RULES is their table. The examples name invented
people.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from kg.facts.names import is_prefix_word
from kg.facts.reading import Named, Reading
from kg.facts.role_counsel import counsel_behind, counsel_of, serves_a_client
from kg.facts.role_edges import before_honorifics, from_the_start, left_edge, right_edge, to_the_end
from kg.facts.role_lists import (
    affiliation_in_brackets,
    office_handed_over,
    office_pair,
    paired_office,
    shared_office,
)
from kg.facts.title_checks import holds_a_name, is_aside, is_body, is_headline, is_kinship
from kg.facts.titles import REACH, TitlePhrase, clean_title, phrases, same_office
from kg.lexicon import table
from kg.model import EntityKind, Role, Span

#: An office and a name this far apart (characters) are not quoted in one stretch.
_EVIDENCE_REACH = 200

Rule = Callable[[Reading, Named, Span], Iterator[TitlePhrase]]


@dataclass(frozen=True, slots=True)
class _Found:
    holder: str
    title: str | None
    organisation: str | None
    place: str | None
    evidence: Span
    rule: str


def roles(reading: Reading) -> tuple[Role, ...]:
    """The roles that the persons of the reading hold in organisations and places, each stated role once.

    A role stated twice, once with more detail, is one role with both stretches as evidence.
    """
    found: list[_Found] = []
    for person in (n for n in reading.named if n.kind is EntityKind.PERSON):
        sentence = reading.document.sentence_at(person.start)
        if sentence is None:
            continue
        for name, rule in ROLE_RULES.items():
            for phrase in rule(reading, person, sentence.span):
                title = clean_title(reading.text, phrase.title) or None
                if title is not None and _is_none(reading, phrase, title):
                    continue
                evidence = Span(min(phrase.whole.start, person.start), max(phrase.whole.end, person.end))
                if len(evidence) > _EVIDENCE_REACH:  # the office was stated away from the name
                    evidence = phrase.whole
                for body in (phrase.organisation, *phrase.also):
                    found.append(_Found(person.entity.key, title, body, phrase.place, evidence, name))
    return tuple(replace(r, key=f"role:{i}") for i, r in enumerate(_merged(found), 1))


def _is_none(reading: Reading, phrase: TitlePhrase, title: str) -> bool:
    return is_kinship(title) or is_body(title) or is_headline(reading, phrase.title, title)


def _merged(found: list[_Found]) -> list[Role]:
    out: list[Role] = []
    # The most detailed first, so that a bare "Ketua" joins the "Ketua" of an organisation it is an echo of.
    for f in sorted(found, key=lambda f: (f.title is None, not f.organisation, not f.place, f.evidence)):
        for i, r in enumerate(out):
            if r.holder == f.holder and _echoes(f, r):
                title = _fuller(r.title, f.title)
                out[i] = replace(r, title=title, evidence=tuple(sorted({*r.evidence, f.evidence})))
                break
        else:
            role = Role("", f.holder, f.title, f.organisation, f.place, None, (f.evidence,), PRECISION[f.rule], f.rule)
            out.append(role)
    return sorted(out, key=lambda r: r.evidence[0])


def _fuller(known: str | None, said: str | None) -> str | None:
    """The title of a role said twice: written out rather than abbreviated ("Menteri Sosial", not "Mensos")."""
    if known and said and "(" not in said and len(said.split()) > len(known.split()) and same_office(known, said):
        return said
    return known


def _echoes(f: _Found, r: Role) -> bool:
    """Whether a finding says no more than a role already known."""
    if f.title is None:
        return f.organisation is not None and f.organisation == r.organisation
    if r.title is None or not (same_office(f.title, r.title) or f.title.lower() == r.title.lower().rsplit(" ", 1)[0]):
        return False
    return f.organisation in (None, r.organisation) and f.place in (None, r.jurisdiction)


# ---- the rules ---------------------------------------------------------------------------------------------------


_AS_THIS = re.compile(r"\s+(?:ini|itu|tersebut)\b")


def title_before_name(reading: Reading, person: Named, sentence: Span) -> Iterator[TitlePhrase]:
    """TITLE [ORG|PLACE][,] [honorifics] NAME: "Ketua Komite Sungai Bersih, Bapak Arga Wirayuda"."""
    near = reading.text[max(sentence.start, person.start - 12) : person.start]
    if " " not in person.span.of(reading.text) and "inisial" not in near and _AS_THIS.match(reading.text, person.end):
        return  # "Ketum X ini menilai": X is a body, nobody says that of a person
    if pair := office_pair(reading, person, sentence):
        yield pair[0]
        return
    stretch = left_edge(reading, person, sentence)
    found = tuple(to_the_end(reading, stretch))
    # "Menteri Dalam Negeri (Mendagri)": what stands in the bracket behind an office is the same office.
    found = tuple(p for i, p in enumerate(found) if not i or reading.text[p.title.start - 1] != "(")
    if found and serves_a_client(reading, found[-1], person, sentence):
        found = found[:-1]
    named = [i for i, p in enumerate(found[:-1]) if holds_a_name(p.title.of(reading.text))]
    for phrase in found[named[-1] + 1 :] if named else found:  # an earlier office is that of a name nobody tagged
        if not phrase.organisation and not phrase.place and is_aside(reading, phrase.whole, person, sentence):
            continue
        # "Arga selaku Ketua Komite X, Sekar selaku …": the title behind "selaku" is the earlier person's
        lead = Span(sentence.start, phrase.title.start)
        if not _BEHIND_COPULA.search(lead.of(reading.text)) or not any(reading.named_in(lead, EntityKind.PERSON)):
            yield phrase


_COPULA = re.compile(
    r"""\)?\s*,?\s*(?:
        selaku | sebagai
      | yang\s+juga(?:\s+(?:sebagai|menjabat(?:\s+sebagai)?|merupakan))?
      | ,?\s*yang\s+
        (?:(?:kini|saat\s+ini|sebelumnya|sehari-hari|pernah|sempat|dulu|dulunya|masih|telah)\s+)*
        (?:menjabat|merupakan|berprofesi|bekerja|duduk|bertugas|menjadi)(?:\s+sebagai)?
      | (?:(?:kini|saat\s+ini|resmi|pernah|sempat|dulu|dulunya|juga)\s+)*
        (?:menjabat|merupakan|adalah|jadi|menjadi|jabat)(?:\s+sebagai)?
      | (?:resmi\s+|telah\s+|kembali\s+)*
        (?:terpilih|dilantik|dikukuhkan|ditunjuk|diangkat|dipercaya|ditetapkan|didapuk|dinobatkan
          |mengemban\s+tugas(?:\s+baru)?)
        \s+(?:sebagai|menjadi|jadi)
      | (?:diangkat|ditetapkan)
    )\s+(?:salah\s+(?:satu|seorang)\s+|seorang\s+|para\s+)?""",
    re.VERBOSE | re.IGNORECASE,
)
_ONE_OF = r"(?:salah\s+(?:satu|seorang)\s+|seorang\s+)?"


_BEHIND_COPULA = re.compile(
    rf"\b(?:selaku|sebagai|menjabat|merupakan|yang juga)\s+(?:pihak\s+|{_ONE_OF})?$", re.IGNORECASE
)


def name_then_office(reading: Reading, person: Named, sentence: Span) -> Iterator[TitlePhrase]:
    """NAME selaku|sebagai|yang juga|menjabat … TITLE [ORG|PLACE]: "Sekar Tunjung selaku Kepala Dinas Pangan Kota X"."""
    stretch = right_edge(reading, person, sentence)
    if m := _COPULA.match(reading.text, stretch.start, stretch.end):
        yield from from_the_start(reading, Span(m.end(), stretch.end))


def name_comma_office(reading: Reading, person: Named, sentence: Span) -> Iterator[TitlePhrase]:
    """NAME[,] TITLE ORG[,.] and NAME (TITLE ORG): "Ni Luh Cempaka, Direktur Yayasan Lontar,"."""
    stretch = right_edge(reading, person, sentence)
    if m := re.match(rf"\s*[,(]?\s*{_ONE_OF}", reading.text[stretch.start : stretch.end]):
        inner = Span(stretch.start + m.end(), stretch.end)
        for phrase in from_the_start(reading, inner):
            # After a comma a list may go on with the next person's title: only with what completes it, and not
            # when the phrase runs up to another name.
            if m.group().isspace() and not reading.text[phrase.title.start].isupper():
                continue  # without a comma only an office in capitals, or "salah satu", is an apposition
            runs_on = phrase.whole.end >= stretch.end - 2 and stretch.end < sentence.end
            close = reading.text[phrase.whole.end : phrase.whole.end + 2].lstrip()[:1]
            completed = phrase.organisation or phrase.place or "(" in m.group()
            # "NAME, Ketua X mengatakan": the comma that should close is often left out
            goes_on = re.match(r"\s+(?!dan\b|serta\b|bersama\b)[a-z]", reading.text[phrase.whole.end : sentence.end])
            closed = close in ("", ",", ".", ")", ";") or (phrase.organisation and "," in m.group() and goes_on)
            if completed and not runs_on and closed:
                yield phrase


def name_from_organisation(reading: Reading, person: Named, sentence: Span) -> Iterator[TitlePhrase]:
    """NAME dari ORG, a bare affiliation: "Timur Laksmana dari Serikat Guru"."""
    stretch = right_edge(reading, person, sentence)
    if m := re.match(r"\s*,?\s*(?:dari|asal|perwakilan|mewakili)\s+", reading.text[stretch.start : stretch.end]):
        named = reading.named_at(stretch.start + m.end(), EntityKind.ORGANISATION)
        if named is not None:
            yield TitlePhrase(Span(named.start, named.start), named.span, named.entity.key)


#: What announces a list of guests; without it a body before a name is seldom the person's own.
_GUESTS = re.compile(
    r"\b(?:hadir|dihadiri|menghadirkan|narasumber|pembicara|pemateri|undangan|yakni|yaitu|antara lain|di antaranya)\b",
    re.IGNORECASE,
)


def organisation_then_name(reading: Reading, person: Named, sentence: Span) -> Iterator[TitlePhrase]:
    """ORG Bapak|Ibu NAME, and dari ORG[,] NAME, in lists of guests: "dari Dinas Pangan Ibu Sekar Tunjung"."""
    stretch = Span(max(sentence.start, person.start - REACH), person.start)
    before = before_honorifics(reading, stretch)
    orgs = [n for n in reading.named_in(stretch, EntityKind.ORGANISATION) if n.end == before]
    if not orgs:
        return
    named = min(orgs, key=lambda n: n.start)
    lead = reading.text[max(sentence.start, named.start - 12) : named.start]
    gap = reading.text[before : person.start]
    addressed = any(is_prefix_word(w) for w in re.findall(r"[\w.]+", gap))
    from_it = re.search(r"\b(?:dari|perwakilan|mewakili)\s+$", lead) is not None
    # "…, FKIP, dr. Sekar": behind a comma the name begins anew, and what is before it belongs to somebody else.
    listed = addressed and "," not in gap and _GUESTS.search(sentence.of(reading.text)) is not None
    if from_it or (listed and not _title_ends_at(reading, named.start, sentence)):
        yield TitlePhrase(Span(named.start, named.start), named.span, named.entity.key)


def _title_ends_at(reading: Reading, offset: int, sentence: Span) -> bool:
    """Whether a title stands right before ``offset``, so that the organisation there completes it."""
    stretch = Span(max(sentence.start, offset - 60), offset)
    found = phrases(reading, stretch)
    return bool(found) and not re.search(r"\w", reading.text[found[-1].whole.end : offset])


#: An office with "itu" stands for the one named at most this many sentences before.
_POINTER_REACH = 2
_POINTER = re.compile(r"\s+(?:ini|itu|tersebut)\b")


def office_of_the_one_named(reading: Reading, person: Named, sentence: Span) -> Iterator[TitlePhrase]:
    """NAME … . TITLE ORG ini|itu|tersebut: an office for the person named last: "Ketua Komite X itu menilai …".

    Looked for in the person's own sentence and those after it, as long as nobody else is named in between.
    """
    number = reading.document.sentence_index(person.start)
    if number is None:
        return
    last = reading.document.sentences[min(number + _POINTER_REACH, len(reading.document.sentences) - 1)]
    stretch = Span(person.end, last.end)
    others = [n.start for n in reading.named_in(stretch, EntityKind.PERSON)]
    stretch = Span(stretch.start, min([*others, stretch.end]))
    for m in _POINTER.finditer(reading.text, stretch.start, stretch.end):
        left = max(stretch.start, m.start() - REACH // 2)
        before = reading.document.sentence_at(m.start())
        if before is None:
            continue
        for phrase in to_the_end(reading, Span(max(left, before.start), m.start())):
            if (phrase.organisation or phrase.place) and _stands_alone(reading, phrase.title.start, before.start):
                yield phrase


@cache
def _speech_stems() -> frozenset[str]:
    return frozenset(r["stem"] for r in table("speech_verbs") if r["stem"])


def _stands_alone(reading: Reading, offset: int, sentence_start: int) -> bool:
    """Whether an office at ``offset`` stands for a speaker: at the head of its sentence, or right behind "ujar"."""
    if reading.document.quotation_at(offset) is not None:
        return False
    if reading.text[sentence_start:offset].rstrip().endswith(('"', "”", "’’")):
        return True  # right behind a quotation
    before = re.findall(r"\w+", reading.text[max(sentence_start, offset - 24) : offset])
    return not before or before[-1].lower() in _speech_stems() or reading.text[sentence_start:offset].strip() == ""


#: How often each rule is right: (right + 1) / (found + 2), the rule of succession, counted on 234 annotated articles
#: with entities as the tagger finds them. Count again when a rule changes or the tagger is trained anew.
PRECISION = {
    "title before name": 0.87,
    "counsel of": 0.67,
    "counsel behind": 0.50,
    "name then office": 0.78,
    "name, office": 0.73,
    "name from organisation": 0.83,
    "affiliation in brackets": 0.67,
    "paired office": 0.50,
    "shared office": 0.67,
    "office handed over": 0.75,
    "organisation then name": 0.25,
    "office of the one named": 0.83,
}

#: The rules in the order they are tried; a new pattern is one more entry.
ROLE_RULES: dict[str, Rule] = {
    "title before name": title_before_name,
    "counsel of": counsel_of,
    "counsel behind": counsel_behind,
    "name then office": name_then_office,
    "name, office": name_comma_office,
    "name from organisation": name_from_organisation,
    "affiliation in brackets": affiliation_in_brackets,
    "paired office": paired_office,
    "shared office": shared_office,
    "office handed over": office_handed_over,
    "organisation then name": organisation_then_name,
    "office of the one named": office_of_the_one_named,
}
