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
from kg.facts.role_edges import before_honorifics, left_edge, right_edge
from kg.facts.title_checks import is_headline, is_kinship
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
                if title is not None and (is_kinship(title) or is_headline(reading, phrase.title, title)):
                    continue
                evidence = Span(min(phrase.whole.start, person.start), max(phrase.whole.end, person.end))
                if len(evidence) > _EVIDENCE_REACH:  # the office was stated away from the name
                    evidence = phrase.whole
                found.append(_Found(person.entity.key, title, phrase.organisation, phrase.place, evidence, name))
    return tuple(replace(r, key=f"role:{i}") for i, r in enumerate(_merged(found), 1))


def _merged(found: list[_Found]) -> list[Role]:
    out: list[Role] = []
    # The most detailed first, so that a bare "Ketua" joins the "Ketua" of an organisation it is an echo of.
    for f in sorted(found, key=lambda f: (f.title is None, not f.organisation, not f.place, f.evidence)):
        for i, r in enumerate(out):
            if r.holder == f.holder and _echoes(f, r):
                out[i] = replace(r, evidence=tuple(sorted({*r.evidence, f.evidence})))
                break
        else:
            role = Role("", f.holder, f.title, f.organisation, f.place, None, (f.evidence,), PRECISION[f.rule], f.rule)
            out.append(role)
    return sorted(out, key=lambda r: r.evidence[0])


def _echoes(f: _Found, r: Role) -> bool:
    """Whether a finding says no more than a role already known."""
    if f.title is None:
        return f.organisation is not None and f.organisation == r.organisation
    if r.title is None or not (same_office(f.title, r.title) or f.title.lower() == r.title.lower().rsplit(" ", 1)[0]):
        return False
    return f.organisation in (None, r.organisation) and f.place in (None, r.jurisdiction)


# ---- the rules ---------------------------------------------------------------------------------------------------


def title_before_name(reading: Reading, person: Named, sentence: Span) -> Iterator[TitlePhrase]:
    """TITLE [ORG|PLACE][,] [honorifics] NAME: "Ketua Komite Sungai Bersih, Bapak Arga Wirayuda"."""
    stretch = left_edge(reading, person, sentence)
    found = tuple(_to_the_end(reading, stretch))
    # "Menteri Dalam Negeri (Mendagri)": what stands in the bracket behind an office is the same office.
    found = tuple(p for i, p in enumerate(found) if not i or reading.text[p.title.start - 1] != "(")
    if found and _serves_a_client(reading, found[-1], person, sentence):
        found = found[:-1]
    for phrase in found:
        # "Arga selaku Ketua Komite X, Sekar selaku …": the title behind "selaku" is the earlier person's
        if not _BEHIND_COPULA.search(reading.text[max(sentence.start, phrase.title.start - 30) : phrase.title.start]):
            yield phrase


#: Titles whose next name is the one served: "kuasa hukum Arga, Sekar Tunjung" is Sekar, counsel of Arga.
_SERVING = re.compile(r"\b(?:kuasa hukum|penasihat hukum|pengacara|advokat|ajudan|sekretaris pribadi)$", re.IGNORECASE)
_NEXT_NAME = re.compile(r"\s*(?:\([^()]{1,20}\))?\s*,?\s*")


def _serves_a_client(reading: Reading, phrase: TitlePhrase, person: Named, sentence: Span) -> bool:
    """Whether ``person`` is only whom the office serves: the holder is named right behind."""
    return (
        _SERVING.search(phrase.title.of(reading.text)) is not None
        and _next_named(reading, person, sentence) is not None
    )


def _next_named(reading: Reading, person: Named, sentence: Span) -> Named | None:
    """The person whose name follows ``person``'s with no more than a comma, a bracket and honorifics between."""
    rest = [n for n in reading.named_in(Span(person.end, sentence.end), EntityKind.PERSON) if n.entity != person.entity]
    if not rest:
        return None
    before = Span(person.end, rest[0].start)
    gap = reading.text[person.end : max(person.end, before_honorifics(reading, before))]
    return rest[0] if _NEXT_NAME.fullmatch(gap) else None


def counsel_of(reading: Reading, person: Named, sentence: Span) -> Iterator[TitlePhrase]:
    """kuasa hukum CLIENT[,] NAME: "kuasa hukum Arga Wirayuda, Sekar Tunjung"."""
    for client in reading.named_in(Span(sentence.start, person.start), EntityKind.PERSON):
        following = _next_named(reading, client, sentence)
        if following is None or following.start != person.start:
            continue
        found = tuple(_to_the_end(reading, left_edge(reading, client, sentence)))
        if found and _SERVING.search(found[-1].title.of(reading.text)):
            yield found[-1]


def _to_the_end(reading: Reading, stretch: Span) -> Iterator[TitlePhrase]:
    """Title phrases of a stretch, provided the last reaches its end."""
    found = phrases(reading, stretch)
    if found and not re.search(r"\w", reading.text[found[-1].whole.end : stretch.end]):
        yield from found


_COPULA = re.compile(
    r"""\)?\s*,?\s*(?:
        selaku | sebagai
      | yang\s+juga(?:\s+(?:sebagai|menjabat(?:\s+sebagai)?|merupakan))?
      | ,?\s*yang\s+(?:kini\s+|saat\s+ini\s+|sebelumnya\s+|sehari-hari\s+|pernah\s+|masih\s+|telah\s+)*
        (?:menjabat|merupakan|berprofesi|bekerja|duduk|bertugas|menjadi)(?:\s+sebagai)?
      | (?:kini\s+|saat\s+ini\s+|resmi\s+|pernah\s+|juga\s+)*
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


_BEHIND_COPULA = re.compile(r"\b(?:selaku|sebagai|menjabat|merupakan|yang juga)\s+$", re.IGNORECASE)


def name_then_office(reading: Reading, person: Named, sentence: Span) -> Iterator[TitlePhrase]:
    """NAME selaku|sebagai|yang juga|menjabat … TITLE [ORG|PLACE]: "Sekar Tunjung selaku Kepala Dinas Pangan Kota X"."""
    stretch = right_edge(reading, person, sentence)
    if m := _COPULA.match(reading.text, stretch.start, stretch.end):
        yield from _from_the_start(reading, Span(m.end(), stretch.end))


def name_comma_office(reading: Reading, person: Named, sentence: Span) -> Iterator[TitlePhrase]:
    """NAME[,] TITLE ORG[,.] and NAME (TITLE ORG): "Ni Luh Cempaka, Direktur Yayasan Lontar,"."""
    stretch = right_edge(reading, person, sentence)
    if m := re.match(rf"\s*[,(]?\s*{_ONE_OF}", reading.text[stretch.start : stretch.end]):
        inner = Span(stretch.start + m.end(), stretch.end)
        for phrase in _from_the_start(reading, inner):
            # After a comma a list may go on with the next person's title: only with what completes it, and not
            # when the phrase runs up to another name.
            if not re.search(r"[,(]", m.group()) and not reading.text[phrase.title.start].isupper():
                continue  # without a comma only an office in capitals is an apposition
            runs_on = phrase.whole.end >= stretch.end - 2 and stretch.end < sentence.end
            close = reading.text[phrase.whole.end : phrase.whole.end + 2].lstrip()[:1]
            completed = phrase.organisation or phrase.place or "(" in m.group()
            if completed and not runs_on and close in ("", ",", ".", ")", ";"):
                yield phrase


def _from_the_start(reading: Reading, stretch: Span) -> Iterator[TitlePhrase]:
    """The title phrases that begin exactly at the start of a stretch, up to the first clause boundary."""
    text = reading.text[stretch.start : stretch.end]
    for cut in range(len(text), 0, -1):
        if cut != len(text) and not re.match(r"[,.;)]|\s[a-z]", text[cut:]):
            continue
        found = phrases(reading, Span(stretch.start, stretch.start + cut))
        filled = stretch.start + len(text[:cut].rstrip(" ,."))
        if found and found[0].title.start <= stretch.start + 1 and found[-1].whole.end >= filled:
            yield from found
            return


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


_POINTER = re.compile(r"\s+(?:ini|itu|tersebut)\b")


def office_of_the_one_named(reading: Reading, person: Named, sentence: Span) -> Iterator[TitlePhrase]:
    """NAME … . TITLE ORG ini|itu|tersebut: an office for the person named last: "Ketua Komite X itu menilai …".

    Looked for in the person's own sentence and the two after it, as long as nobody else is named in between.
    """
    number = reading.document.sentence_index(person.start)
    if number is None:
        return
    last = reading.document.sentences[min(number + 2, len(reading.document.sentences) - 1)]
    stretch = Span(person.end, last.end)
    others = [n.start for n in reading.named_in(stretch, EntityKind.PERSON)]
    stretch = Span(stretch.start, min([*others, stretch.end]))
    for m in _POINTER.finditer(reading.text, stretch.start, stretch.end):
        left = max(stretch.start, m.start() - REACH // 2)
        before = reading.document.sentence_at(m.start())
        if before is None:
            continue
        for phrase in _to_the_end(reading, Span(max(left, before.start), m.start())):
            if (phrase.organisation or phrase.place) and _stands_alone(reading, phrase.title.start, before.start):
                yield phrase


@cache
def _speech_stems() -> frozenset[str]:
    return frozenset(r["stem"] for r in table("speech_verbs") if r["stem"])


def _stands_alone(reading: Reading, offset: int, sentence_start: int) -> bool:
    """Whether an office at ``offset`` stands for a speaker: at the head of its sentence, or right behind "ujar"."""
    if reading.document.quotation_at(offset) is not None:
        return False
    before = re.findall(r"\w+", reading.text[max(sentence_start, offset - 24) : offset])
    return not before or before[-1].lower() in _speech_stems() or reading.text[sentence_start:offset].strip() == ""


#: How often each rule is right: (right + 1) / (found + 2), the rule of succession, counted on 234 annotated articles
#: with entities as the tagger finds them. Count again when a rule changes or the tagger is trained anew.
PRECISION = {
    "title before name": 0.81,
    "counsel of": 0.67,
    "name then office": 0.78,
    "name, office": 0.60,
    "name from organisation": 0.67,
    "organisation then name": 0.25,
    "office of the one named": 0.83,
}

#: The rules in the order they are tried; a new pattern is one more entry.
ROLE_RULES: dict[str, Rule] = {
    "title before name": title_before_name,
    "counsel of": counsel_of,
    "name then office": name_then_office,
    "name, office": name_comma_office,
    "name from organisation": name_from_organisation,
    "organisation then name": organisation_then_name,
    "office of the one named": office_of_the_one_named,
}
