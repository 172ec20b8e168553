"""Confidences against correctness."""

from __future__ import annotations

import pytest

from kg.evaluation.calibration import bins, expected_error
from kg.evaluation.score import Verdict


def test_bins_count_what_the_gold_decides() -> None:
    verdicts = [
        Verdict("role", 0.92, True),
        Verdict("role", 0.94, False),
        Verdict("role", 0.93, None),
        Verdict("role", 0.5, False),
        Verdict("event", 1.0, True),
    ]
    found = bins(verdicts)
    assert [(b.kind, b.low, b.high, b.facts) for b in found] == [
        ("role", 0.0, 0.5, 1), ("role", 0.9, 0.95, 2), ("event", 0.95, 1.0, 1),
    ]  # fmt: skip
    assert found[1].said == pytest.approx(0.93)
    assert found[1].right == 0.5


def test_the_expected_error_is_the_weighted_distance() -> None:
    sure = [Verdict("role", 1.0, i < 8) for i in range(10)]
    assert expected_error(sure, "role") == pytest.approx(0.2)
    assert expected_error([*sure, *(Verdict("role", 0.4, i < 4) for i in range(10))], "role") == pytest.approx(0.1)
    assert expected_error(sure, "event") == 0
