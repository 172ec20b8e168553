"""The shape of the program: which way imports go, how large modules are, what the public surface is."""

from __future__ import annotations

import ast
import doctest
import importlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import kg

ROOT = Path(__file__).parents[1]
MODULES = sorted(p for p in (ROOT / "kg").rglob("*.py"))
NAMES = [str(p.relative_to(ROOT)) for p in MODULES]

#: A module above this many lines does more than one thing.
LONGEST = 300

SURFACE = [
    "Article",
    "ArticleFacts",
    "Build",
    "DataError",
    "Entity",
    "EntityKind",
    "Event",
    "Graph",
    "InputError",
    "JejaringError",
    "Mention",
    "MissingPartError",
    "Problem",
    "QueryError",
    "Role",
    "Settings",
    "Span",
    "SpeechMode",
    "Statement",
    "UsageError",
    "build",
    "open",
    "remove",
]

TOP = {
    ".ci",
    ".gitignore",
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "kg",
    "ontology",
    "output",
    "pyproject.toml",
    "tests",
}


def test_imports_go_downward() -> None:
    """The contracts stand in pyproject.toml under tool.importlinter."""
    command = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [command, "--no-cache", "--no-logo"], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout
    assert "2 kept" in done.stdout  # a check without contracts would pass too


def test_there_are_modules() -> None:
    assert len(MODULES) > 50


@pytest.mark.parametrize("name", NAMES)
def test_a_module_is_of_readable_length_and_says_what_it_is(name: str) -> None:
    source = (ROOT / name).read_text(encoding="utf-8")
    assert source.count("\n") <= LONGEST, f"{name} has {source.count(chr(10))} lines; move a part of it to a module"
    tree = ast.parse(source)
    assert ast.get_docstring(tree), f"{name} has no docstring"


@pytest.mark.parametrize("name", [n for n in NAMES if "/train/" not in n and not n.endswith("__main__.py")])
def test_every_public_function_and_class_has_a_docstring(name: str) -> None:
    tree = ast.parse((ROOT / name).read_text(encoding="utf-8"))
    bare = [
        n.name
        for n in tree.body
        if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and not n.name.startswith("_")
        and not ast.get_docstring(n)
    ]
    assert bare == []


@pytest.mark.parametrize("name", [n for n in NAMES if ">>> " in (ROOT / n).read_text(encoding="utf-8")])
def test_examples_in_docstrings_are_true(name: str) -> None:
    module = importlib.import_module(name.removesuffix(".py").replace("/", ".").removesuffix(".__init__"))
    assert doctest.testmod(module).failed == 0


def test_the_public_surface() -> None:
    assert kg.__all__ == SURFACE
    for name in SURFACE:
        assert getattr(kg, name) is not None
    with pytest.raises(AttributeError, match="module 'kg' has no attribute 'tidakada'"):
        kg.tidakada  # noqa: B018


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = "import json, sys, kg; json.dump(sorted(m.partition('.')[0] for m in sys.modules), sys.stdout)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(json.loads(done.stdout))
    assert "kg" in loaded
    assert not loaded & {"rdflib", "networkx", "numpy", "scipy", "pyvis", "pycrfsuite", "pyoxigraph", "click", "rich"}


def test_the_top_level_holds_only_what_was_agreed() -> None:
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run([git, "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    names = {f.partition("/")[0] for f in listed.split("\0") if f}
    assert names <= TOP, f"unexpected: {sorted(names - TOP)}"
    assert names >= {"README.md", "kg", "ontology", "pyproject.toml", "tests"}
