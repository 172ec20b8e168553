"""Identifiers as text: slugs for things with names, hashes for things without.

No identifier is random or counted: the same content gives the same identifier in every build, on every machine.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

#: Long enough that two of ten million facts collide with probability below 1e-5 (birthday bound, 16 hex digits).
DIGEST_LENGTH = 16

#: Dashes and slashes of typography part words as the hyphen does; left to the ASCII filter they would glue them.
_DASHES = re.compile("[\u2010-\u2015\u2212\u2044]")
_NOT_WORD = re.compile(r"[^a-z0-9]+")


def slug(name: str) -> str:
    """A readable identifier: lower-case ASCII letters, digits and single hyphens.

    >>> slug("Serikat Pekerja BPJS Ketenagakerjaan")
    'serikat-pekerja-bpjs-ketenagakerjaan'
    >>> slug("Ma'ruf Amin")
    'maruf-amin'

    A name without any ASCII-representable letter gets its digest, so that no two such names share a slug.
    """
    plain = unicodedata.normalize("NFKD", _DASHES.sub("-", name)).encode("ascii", "ignore").decode().lower()
    plain = plain.replace("'", "").replace("`", "")
    return _NOT_WORD.sub("-", plain).strip("-") or digest(name)


def digest(*parts: object) -> str:
    """A short stable hash of the parts in order; None and the empty string differ."""
    joined = "\x1f".join("\x00" if p is None else str(p) for p in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:DIGEST_LENGTH]


def statement_id(article: str, mode: str, start: int, end: int) -> str:
    """The identifier of a statement by itself: from its article, the mode of speech and where its words stand."""
    return f"statement/{digest(article, mode, start, end)}"
