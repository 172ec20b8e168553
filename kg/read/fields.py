"""The fields of an article as inputs call them, in English and in Indonesian."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kg.errors import Problem
from kg.ids import digest, slug
from kg.model import RawArticle

#: Names of columns, keys and header lines, lower case, for each field.
ALIASES: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "kode"),
    "title": ("title", "judul", "headline"),
    "text": ("text", "teks", "isi", "content", "body"),
    "published": ("published", "tanggal", "date", "terbit"),
    "url": ("url", "link", "tautan", "source_url"),
    "publisher": ("publisher", "media", "outlet", "penerbit"),
    "creator": ("creator", "author", "penulis", "reporter"),
}
#: The field that each name stands for.
FIELD_OF: Mapping[str, str] = {alias: field for field, aliases in ALIASES.items() for alias in aliases}

# Half of a pair, as a cut-off emoji leaves it in JSON. No file can hold one, so it becomes the sign of a lost letter.
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def article(values: Mapping[str, object], where: str, stem: str) -> RawArticle | Problem:
    """The raw article of a row, or the Problem that it has no text.

    ``values`` maps the input's own names to values; unknown names are ignored, and of two names for one field the
    first that holds something counts. ``stem`` is the file's name without ending: a row without an id gets one made of
    it and a digest of the text, so it does not depend on the row's place. A list of creators is joined by commas.
    """
    fields: dict[str, str] = {}
    for name, value in values.items():
        field = FIELD_OF.get(str(name).strip().lower())
        if field is None or value is None or fields.get(field):
            continue
        if field == "creator" and isinstance(value, list) and all(isinstance(v, str) for v in value):
            value = ", ".join(value)
        if not isinstance(value, str | int | float) or isinstance(value, bool):
            return Problem(where, f"the field {name!r} holds {type(value).__name__}, not text; write it as a string")
        fields[field] = _LONE_SURROGATE.sub("\ufffd", str(value)).strip()
    text = fields.get("text", "")
    if not text:
        known = ", ".join(ALIASES["text"])
        return Problem(where, f"no text: the article's words are missing or empty (looked for a field named {known})")
    ident = fields.get("id") or f"{slug(stem)}-{digest(fields.get('title'), text)[:8]}"
    return RawArticle(
        id=ident,
        text=text,
        where=where,
        title=fields.get("title") or None,
        published=fields.get("published") or None,
        url=fields.get("url") or None,
        publisher=fields.get("publisher") or None,
        creator=fields.get("creator") or None,
    )
