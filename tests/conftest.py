"""What tests of several folders share."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from kg.model import Tag, TagLabel

Marked = Callable[[str], tuple[str, tuple[Tag, ...]]]

_LABELS = {"P": TagLabel.PERSON, "O": TagLabel.ORGANISATION, "L": TagLabel.PLACE, "T": TagLabel.TITLE}


@pytest.fixture(scope="session")
def marked() -> Marked:
    """Takes a text with marks, "<P Arga> dari <O Dinas X>" (L is a place, T a title), to the text and its tags."""

    def parse(source: str) -> tuple[str, tuple[Tag, ...]]:
        text, tags, at = "", [], 0
        for m in re.finditer(r"<([POLT]) ([^<>]+)>", source):
            text += source[at : m.start()]
            tags.append(Tag(len(text), len(text) + len(m[2]), _LABELS[m[1]]))
            text += m[2]
            at = m.end()
        return text + source[at:], tuple(tags)

    return parse
