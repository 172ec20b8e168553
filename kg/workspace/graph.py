"""A graph at hand: its quads, seen as RDF and as a network."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kg.rdf.store import dataset
from kg.rdf.vocabulary import DEFAULT_BASE

if TYPE_CHECKING:
    import networkx as nx
    from pyoxigraph import Store
    from rdflib import Dataset


@dataclass(frozen=True)
class Graph:
    """A graph at hand. That of an output folder can be read only; ``kg build`` and ``kg remove`` change the folder."""

    store: Store
    base: str = DEFAULT_BASE

    @cached_property
    def dataset(self) -> Dataset:
        """The RDF as ``rdflib.Dataset``, one named graph for each article, the default graph their union."""
        return dataset(self.store, self.base)

    @cached_property
    def network(self) -> nx.MultiDiGraph[str]:
        """The NetworkX graph; :func:`kg.network.build` documents its attributes."""
        from kg.network import build as build_network

        return build_network(self.store, base=self.base)
