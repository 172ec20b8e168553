"""What looks like the title of a role and is none."""

from __future__ import annotations

import re
from functools import cache

from kg.facts.reading import Reading
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


def is_headline(reading: Reading, span: Span, title: str) -> bool:
    """Whether a title of several words in the headline holds one that no office has: "Akademisi Puji" has a verb."""
    if span.start >= reading.document.article.body:
        return False
    return not {w.lower() for w in re.findall(r"[^\W\d]+", title)} <= _office_words()


@cache
def _office_words() -> frozenset[str]:
    """Words that offices are made of."""
    heads = {w for r in table("role_titles") for w in r["word"].split()}
    roman = {"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi"}
    small = {"dan", "di", "bidang", "bagian", "urusan", "untuk", "ri", "ham", "esdm", "pu"}
    return frozenset(heads) | words("subject_matters") | words("place_words") | roman | small
