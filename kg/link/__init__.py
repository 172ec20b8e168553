"""Links from the graph's persons, organisations and places to what other authorities have.

An authority is any service that speaks the Reconciliation Service API (OpenRefine's protocol): Wikidata, GND, VIAF, a
register of one's own. Nothing here runs unless somebody names a service; nothing is linked unless somebody says so.
"""

from kg.link.client import Service
from kg.link.manifest import Manifest
from kg.link.subjects import Subject, subjects
from kg.link.values import Candidate, Proposal, Query

__all__ = ["Candidate", "Manifest", "Proposal", "Query", "Service", "Subject", "subjects"]
