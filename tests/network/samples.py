"""Small datasets for tests: invented articles as quads, written by hand so that they do not follow the mapping."""

from __future__ import annotations

from functools import cache

import networkx as nx
from pyoxigraph import Dataset, Quad, RdfFormat, Store, parse

from kg.network import build
from kg.rdf.ontology import file
from kg.rdf.store import load

HEAD = """
@prefix kg: <https://w3id.org/jejaring/ontology#> . @prefix d: <https://w3id.org/jejaring/id/> .
@prefix oa: <http://www.w3.org/ns/oa#> . @prefix dcterms: <http://purl.org/dc/terms/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix schema: <https://schema.org/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

#: Two articles that tell of one person under two names, one of them with an emoji before the evidence.
TWO = (
    HEAD
    + """
<d:a1> { <d:a1> a kg:Article ; dcterms:identifier "satu" ; schema:articleBody "🐝 Madu. Wiranta, Ketua Lebah, hadir." .
  <p:w> a kg:Person ; rdfs:label "Wiranta Gunadi" ; kg:confidence 0.4 . <p:l> a kg:Organisation ; rdfs:label "Lebah" .
  <p:e> a kg:Event ; rdfs:label "Pesta Madu" ; kg:organiser <p:w> ; kg:participant <p:w> .
  <p:r> a kg:Role ; kg:holder <p:w> ; kg:organisation <p:l> ; kg:title "Ketua" ; kg:confidence 0.5 .
  <e:1> a oa:Annotation ; oa:hasBody <p:r> ; oa:hasTarget <t:1> .
  <t:1> oa:hasSource <d:a1> ; oa:hasSelector <s:1> , <s:2> .
  <s:1> oa:start 17 ; oa:end 28 . <s:2> oa:exact "Ketua Lebah" . }
<d:a2> { <d:a2> a kg:Article ; dcterms:identifier "dua" .
  <p:w> a kg:Person ; rdfs:label "Wiranta" ; skos:altLabel "Pak Wir" .
  <p:r> a kg:Role ; kg:holder <p:w> ; kg:organisation <p:l> ; kg:title "Ketua" ; kg:confidence 0.7 .
  <p:s> a kg:Statement ; kg:speaker <p:w> , <p:nobody> ; kg:text "Lebah itu rajin" ; kg:mentions <p:l> . }
<d:decisions> { <p:x> rdfs:label "not a node" . }
"""
).replace("<d:", "<https://w3id.org/jejaring/id/")
TWO = TWO.replace("@prefix d: <https://w3id.org/jejaring/id/https://", "@prefix d: <https://")
for short in "pest":
    TWO = TWO.replace(f"<{short}:", f"<https://w3id.org/jejaring/id/{short}/")


def quads(trig: str) -> list[Quad]:
    return list(parse(trig, format=RdfFormat.TRIG))


def store(trig: str) -> Store:
    result = Store()
    result.extend(quads(trig))
    return result


def two() -> nx.MultiDiGraph[str]:
    return build(store(TWO))


@cache
def example() -> nx.MultiDiGraph[str]:
    """The ontology's example of one article."""
    return build(load(file("examples/one-article.trig")))


def crowd(size: int) -> nx.MultiDiGraph[str]:
    """A network of ``size`` persons, one organisation for seven of them, a role and a statement each."""
    lines = []
    for n in range(size):
        kind = [("kg:Organisation", "o"), ("kg:Person", "p")][n % 7 != 0]
        lines.append(f'd:{kind[1]}{n} a {kind[0]} ; rdfs:label "Nama {n}" .')
        if kind[1] == "p":
            lines.append(f"d:r{n} a kg:Role ; kg:holder d:p{n} ; kg:organisation d:o{n - n % 7} .")
            lines.append(f"d:s{n} a kg:Statement ; kg:speaker d:p{n} ; kg:mentions d:o{(n * n) % size // 7 * 7} .")
    body = "\n".join(lines)
    return build(Dataset(quads(f'{HEAD} d:a {{ d:a a kg:Article ; dcterms:identifier "a" .\n{body} }}')))
