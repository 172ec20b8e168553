"""What looks like the title of a role and is none."""

from __future__ import annotations

import re
from functools import cache

from kg.facts.reading import Named, Reading
from kg.facts.role_edges import right_edge
from kg.facts.speech_cues import Form, forms
from kg.facts.titles import is_case_title
from kg.lexicon import table, words
from kg.model import Span

_KIN = re.compile(
    r"(?:(?:mantan|eks|calon)\s+)?(?:istri|suami|anak|ayah|ibu|adik|kakak|menantu|mertua|sepupu|keponakan|paman|bibi)"
    r"(?:nya)?(?:\s+(?:kandung|tiri|angkat|sulung|bungsu|pertama|kedua|ketiga))?",
    re.IGNORECASE,
)


def is_kinship(title: str) -> bool:
    """Whether a title says whose relative somebody is, which is no role: "mantan istri", "anak sulung"."""
    return _KIN.fullmatch(title) is not None


def is_body(title: str) -> bool:
    """Whether a title is a bare word for a body or a side, which no person is: "Lapas", "Kubu"."""
    bodies = words("organisation_heads") | {"Kubu", "Pihak"}
    return title in bodies and title.lower() not in words("role_titles")


def is_headline(reading: Reading, span: Span, title: str) -> bool:
    """Whether a title of several words in the headline holds one that no office has: "Akademisi Puji" has a verb."""
    if span.start >= reading.document.article.body:
        return False
    return not {w.lower() for w in re.findall(r"[^\W\d]+", title)} <= _office_words()


def holds_a_name(title: str) -> bool:
    """Whether a title ends in a word that no office has and that may be a name: "Menteri Pangan Arga"."""
    said = re.findall(r"[^\W\d]+", title)
    return len(said) > 1 and said[-1].istitle() and said[-1].lower() not in _office_words()


#: Words before a common noun for somebody that tie it to the name: "salah satu warga, Arga", "oleh hakim, Arga".
_INTRODUCES = frozenset("oleh satu seorang sebagai selaku adalah yakni yaitu".split())
#: Words before an office that make it that of several people, or of a side.
_MANY = frozenset("para sejumlah beberapa pihak kubu kursi".split())


def is_aside(reading: Reading, office: Span, person: Named, sentence: Span) -> bool:
    """Whether a bare office before a name is somebody else's, spoken of before a comma or as a group.

    "Menurut jaksa, Arga menolak", "Kepada wartawan, Arga mengaku", "para pejabat Arga".
    """
    text = reading.text
    if text[office.start].isupper():
        return False
    gap = text[office.end : person.start]
    if is_case_title(office.of(text)) and "inisial" in gap:
        return True  # initials hide a victim or suspect: no office
    before = re.findall(r"\w+|[^\w\s]", text[max(sentence.start, office.start - 30) : office.start])
    word = before[-1].lower() if before else ""
    if "," not in gap:
        return word in _MANY
    if not word[:1].isalpha() or word in _INTRODUCES or _reports(word):
        return False
    behind = right_edge(reading, person, sentence).of(text)
    return re.match(r"\s*[,(]", behind) is None and text[person.end : person.end + 1] != ","


def _reports(word: str) -> bool:
    """Whether a word has its speaker behind it: "ujar", "dikatakan", not "menurut"."""
    return forms().get(word, (None,))[0] in (Form.STEM, Form.PASSIVE)


@cache
def _office_words() -> frozenset[str]:
    """Words that offices are made of."""
    heads = {w for r in table("role_titles") for w in r["word"].split()}
    roman = {"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi"}
    small = {"dan", "di", "bidang", "bagian", "urusan", "untuk", "ri", "ham", "esdm", "pu"}
    return frozenset(heads) | words("subject_matters") | words("place_words") | roman | small
