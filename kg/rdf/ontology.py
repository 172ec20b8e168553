"""Where the ontology's files are: inside the installed package, or beside ``kg/`` in a checkout.

A wheel carries the folder as ``kg/_ontology``; an editable install leaves it where it is in the checkout. Only this
module knows.
"""

from __future__ import annotations

from pathlib import Path

import kg
from kg.errors import DataError

_PACKAGE = Path(kg.__file__).parent
_PLACES = (_PACKAGE / "_ontology", _PACKAGE.parent / "ontology")


def folder() -> Path:
    """The ontology's folder. Raises DataError, naming the places, if it is in none of them."""
    for place in _PLACES:
        if (place / "core.ttl").is_file():
            return place
    looked = " and ".join(str(p) for p in _PLACES)
    raise DataError(f"the ontology is missing: there is no core.ttl in {looked}. Install the program anew.")


def file(name: str) -> Path:
    """One of its files, such as "shapes.ttl" or "examples/one-article.trig". Raises DataError if there is none."""
    path = folder() / name
    if not path.is_file():
        raise DataError(f"the ontology's {name} is missing from {folder()}. Install the program anew.")
    return path
