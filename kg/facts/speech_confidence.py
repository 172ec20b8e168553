"""How far a statement can be trusted, by the rule that found it and by how its speaker was resolved."""

from __future__ import annotations

_RULES: dict[str, float] = {}
_SPEAKERS: dict[str, float] = {}


def confidence(rule: str, how: str) -> float:
    """The product of the two precisions, rounded to two places."""
    return round(_RULES.get(rule, 0.8) * _SPEAKERS.get(how, 0.8), 2)
