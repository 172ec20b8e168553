"""The algebra of names: what is part of a name, what abbreviates what, which forms can be one thing."""

from __future__ import annotations

import re
from functools import cache

from kg.lexicon import table, words
from kg.model import Span
from kg.text.tokens import tokens

_SMALL = frozenset("dan di ke dari untuk yang of the and for serta & atau pada".split())
_WORD = re.compile(r"\w+(?:['’]\w+)*")
# Prefixes that a syllable word leaves out: "bud" stands for "Kebudayaan", "dag" for "Perdagangan".
_PREFIX = re.compile(r"(?:peng|pem|pen|per|pe|ke|ber)(?=\w{4})")
#: A syllable must have this many letters to stand for a word without its prefix or without its inner letters.
_ROOT_LETTERS = 3
_BRACKET = re.compile(r"\s*\((?P<inside>[^()]{2,60})\)\s*")


def parts(name: str) -> tuple[str, ...]:
    """The words of a name in lower case, punctuation dropped: "Ma'ruf" is one word, "Koperasi Desa/Kelurahan" three."""
    return tuple(w.replace("'", "").replace("’", "").lower() for w in _WORD.findall(name))


@cache
def _expansions() -> dict[str, tuple[str, ...]]:
    return {r["word"].lower(): parts(r["expansion"]) for r in table("name_abbreviations")}


def expanded(name: str) -> tuple[str, ...]:
    """The words of a name with fixed abbreviations written out: "Pemprov Sulsel" and its long form are equal."""
    return tuple(x for w in parts(name) for x in _expansions().get(w, (w,)))


def unbracketed(name: str) -> tuple[str, str | None]:
    """A name without its first bracket, and what the bracket held: "Dinas Sosial (Dinsos) Kota" → both parts."""
    m = _BRACKET.search(name)
    if m is None:
        return name, None
    return f"{name[: m.start()]} {name[m.end() :]}".strip(), m["inside"].strip()


#: Words that a short form of a body's name leaves out: the level of its town, the country, the legal status.
_LEFT_OUT = frozenset(
    "kabupaten kota provinsi wilayah cabang desa kecamatan republik indonesia ri tbk persero di".split()
)


def shortens(short: str, full: str) -> bool:
    """Whether ``short`` is ``full`` with runs of words abbreviated and words for level or country left out.

    >>> shortens("Dinas PU Karimba", "Dinas Pekerjaan Umum Kabupaten Karimba"), shortens("Dinas PU", "Dinas Pangan")
    (True, False)

    Each word of the short form is a word of the full one or abbreviates a run of two or more; the first words must
    agree, and nothing else may be left over.
    """
    a, b = _WORD.findall(unbracketed(short)[0]), _WORD.findall(unbracketed(full)[0])
    a, b = _written_out(a), _written_out(b)
    if not 2 <= len(a) < len(b):
        return False

    @cache
    def fits(i: int, j: int) -> bool:
        if i == len(a):
            return all(w.lower() in _LEFT_OUT for w in b[j:])
        if j >= len(b):
            return False
        if a[i].lower() == b[j].lower() and fits(i + 1, j + 1):
            return True
        if i > 0 and (b[j].lower() in _LEFT_OUT or b[j].lower() in _SMALL) and fits(i, j + 1):
            return True
        return any(
            fits(i + 1, j + n) and abbreviates(a[i], " ".join(b[j : j + n]), whole=True)
            for n in range(2, len(b) - j + 1)
            if a[i][:1].isupper()
        )

    return fits(0, 0)


def _written_out(name_words: list[str]) -> list[str]:
    """The words with fixed abbreviations written out, case kept where nothing was."""
    return [x for w in name_words for x in _expansions().get(w.lower(), (w,))]


def abbreviates(short: str, full: str, *, whole: bool = False) -> bool:
    """Whether ``short`` (one word) can be made of beginnings of successive words of ``full``.

    Takes initials ("KPU"), syllable words ("Kemenkeu", "Disparbud") and mixtures ("Bappeda"); small words ("dan") may
    be skipped, at most every other word otherwise, and the first word never. A syllable may begin behind a word's
    prefix, and "Dis" stands for "Dinas". Two words at least must contribute; with ``whole`` every word that is not
    small.

    >>> abbreviates("Kemenkeu", "Kementerian Keuangan"), abbreviates("DLH", "Dinas Kesehatan")
    (True, False)
    """
    letters = "".join(parts(short))
    full_words = parts(full)
    if not 2 <= len(letters) <= 16 or len(full_words) < 2 or letters[0] != full_words[0][0]:
        return False
    upper = short.isupper()

    @cache
    def fits(i: int, w: int, used: int, skipped: bool) -> bool:
        if i == len(letters):
            if whole:
                return used >= 2 and all(x in _SMALL for x in full_words[w:])
            # What is left over may only be a completion (a place after the name), so most words must have been used.
            return used >= 2 and used * 2 >= min(w, len(full_words))
        if w == len(full_words):
            return False
        word = full_words[w]
        if w > 0 and (word in _SMALL or not (skipped or whole)) and fits(i, w + 1, used, word not in _SMALL):
            return True
        # Capitals stand for one letter of a word, sometimes two ("PERADI"); syllables for up to six ("Kementerian").
        longest = 2 if upper else 6
        return any(
            _begins(word, letters[i : i + n]) and fits(i + n, w + 1, used + 1, False)
            for n in range(1, min(longest, len(letters) - i, len(word)) + 1)
        )

    return fits(0, 0, 0, False)


def _begins(word: str, syllable: str) -> bool:
    """Whether a syllable of a short word can stand for ``word``."""
    if word.startswith(syllable) or (word == "dinas" and syllable == "dis"):
        return True
    prefix = _PREFIX.match(word) if len(syllable) >= _ROOT_LETTERS else None
    return prefix is not None and word.startswith(syllable, prefix.end())


def is_acronym(form: str) -> bool:
    """Whether a form is one short word of capitals: "DPR", "PWI", "BPJS-TK"; digits alone are none."""
    return " " not in form and 2 <= len(form) <= 12 and form.upper() == form and any(c.isalpha() for c in form)


def head_kind(name: str) -> str:
    """What the first word of an organisation's name is: "unit", "legal", "body", or "" when it is not listed."""
    first = name.split()[0].rstrip(".,") if name.split() else ""
    return _heads().get(first.lower(), "")


@cache
def _heads() -> dict[str, str]:
    return {r["word"].lower(): r["kind"] for r in table("organisation_heads")}


@cache
def prefix_words() -> frozenset[str]:
    """Words that stand before a person's name and are no part of it, without full stops, as written."""
    kinds = ("address", "religious", "academic", "rank", "corps")
    return frozenset(w for k in kinds for w in words("honorifics", kind=k))


def is_prefix_word(token: str) -> bool:
    """Whether a token is a form of address, rank or degree before a name: "Bapak", "dr", "KH", "AKBP", "H."."""
    bare = token.replace(".", "")
    return bare in prefix_words() or (bare.isupper() and len(bare) > 3 and bare.capitalize() in prefix_words())


def is_degree(token: str) -> bool:
    """Whether a token is a degree after a name: "S.H", "M.Si", "SE", "Ph.D"."""
    bare = token.replace(".", "").lower()
    return bare in words("honorifics", kind="degree") and (token[:1].isupper() or "." in token)


def core(text: str, span: Span) -> Span:
    """The span of a person's name without honorifics, ranks and degrees at its ends.

    "Dr. H. Ahmad Zulkifli, M.Si" → "Ahmad Zulkifli". A name that would vanish stays as it is; an initial that is the
    first part of a name ("H" in "H Wirayuda") is a title, as annotators read it.
    """
    pieces = list(tokens(text, span))
    first, last = 0, len(pieces)
    while first < last - 1 and (is_prefix_word(pieces[first].of(text)) or pieces[first].of(text) in ".,()"):
        first += 1
    while last - 1 > first:
        word = pieces[last - 1].of(text)
        # A degree is set off by a comma, holds a stop, or alone is in capitals; "Ma" at the end of a name is none.
        before = pieces[last - 2].of(text)
        set_off = (last - 2 > first and before == ",") or (word.isupper() and not pieces[first].of(text).isupper())
        if word in ".,()" or (is_degree(word) and (set_off or "." in word)):
            last -= 1
        else:
            break
    return Span(pieces[first].start, pieces[last - 1].end) if pieces else span
