"""The output folder as a durable dataset: articles come and go, people decide, and the graph follows.

What is in the folder is a function of the articles in it (with the facts extracted from each), the decisions and the
settings: the order in which they came leaves no trace.
"""

from kg.workspace.graph import Graph
from kg.workspace.workspace import Changes, Workspace

__all__ = ["Changes", "Graph", "Workspace"]
