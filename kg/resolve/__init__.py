"""Who is who across articles."""

from kg.resolve.identity import identify

__all__ = ["identify"]
