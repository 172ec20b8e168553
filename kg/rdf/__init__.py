"""Everything RDF: the terms, the mapping and its inverse, the store, the checks, the queries."""
