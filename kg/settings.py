"""One settings object for a build. Every default says why it is what it is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """What a build can be told.

    ``base`` is the namespace of entities, articles and statements; another base lets two collections be published side
    by side. ``min_confidence`` leaves out facts below it (0 keeps all, the reader of the graph can still filter).
    """

    base: str = "https://w3id.org/jejaring/id/"
    out: Path = Path("output")
    min_confidence: float = 0.0
