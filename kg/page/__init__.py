"""The self-contained HTML page of a network: ``render`` gives its text."""

from kg.page.render import FIRST_VIEW, render

__all__ = ["FIRST_VIEW", "render"]
