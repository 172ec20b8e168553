"""From the RDF dataset to NetworkX: the network, who is well connected in it, where it stands when drawn, its files.

``build`` makes the network, ``layout`` gives each node a place, ``write`` and FORMATS make the files.
"""

from kg.network.build import Evidence, build
from kg.network.formats import FORMATS, Format, write
from kg.network.layout import layout
from kg.network.measures import Link, links, rank, selection

__all__ = ["FORMATS", "Evidence", "Format", "Link", "build", "layout", "links", "rank", "selection", "write"]
