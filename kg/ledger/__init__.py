"""The ledger: every article as it was frozen, with the facts extracted from it, before anything is joined."""

from kg.ledger.codec import content_digest, facts_digest
from kg.ledger.database import Entry, Generation, Kept, Ledger
from kg.ledger.sources import sources_digest

__all__ = ["Entry", "Generation", "Kept", "Ledger", "content_digest", "facts_digest", "sources_digest"]
