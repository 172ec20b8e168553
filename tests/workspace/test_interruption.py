"""A command that is killed at any moment leaves the state before or the state after, and the next one goes on."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that forks processes")


def killed(folder: Path, every: int, times: int) -> str:
    script = Path(__file__).with_name("killing.py")
    done = subprocess.run(
        [sys.executable, script, folder, str(every), str(times)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=script.parents[2],
        timeout=3000,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_killed_at_some_steps(memory: Path) -> None:
    assert "0 wrong" in killed(memory, 20, 1)


@pytest.mark.slow
def test_killed_at_many_steps_and_at_any_moment(memory: Path) -> None:
    assert "0 wrong" in killed(memory, 3, 8)
