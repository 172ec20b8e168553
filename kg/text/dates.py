"""Indonesian dates: written out, in figures, and relative to the day of publication."""

from __future__ import annotations

import re
from datetime import date

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?$")
_FIGURES = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?:[ ,].*)?$")


def parse_published(value: str) -> date | None:
    """The day of a publication field: ISO 8601 (with or without time) or day/month/year; None when it is neither."""
    value = value.strip()
    try:
        if m := _ISO.match(value):
            return date(int(m[1]), int(m[2]), int(m[3]))
        if m := _FIGURES.match(value):
            return date(int(m[3]), int(m[2]), int(m[1]))
    except ValueError:  # "2025-02-30": no such day
        return None
    return None
