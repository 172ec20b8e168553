"""A reconciliation service, asked in batches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from kg.errors import UsageError
from kg.link.manifest import Manifest, has_slot
from kg.link.protocol import answers, request
from kg.link.transport import RefusalError, Transport, checked, public
from kg.link.values import Candidate, Query
from kg.rdf.iris import address


class Service:
    """A service at an address. Nothing is sent before something is asked.

    ``iri`` is a pattern for the addresses of candidates ("https://example.org/{id}") that goes before the service's
    own. Raises UsageError for what cannot be an address or a pattern.
    """

    def __init__(self, url: str, *, transport: Transport | None = None, iri: str | None = None) -> None:
        self.url = checked(url)
        self.transport = transport or Transport()
        self.template = iri
        if iri is not None and not (has_slot(iri) and address(iri.replace("{", "").replace("}", "")) is not None):
            raise UsageError(f"'{iri}' is no pattern of addresses: it starts with http and has {{id}} in it")
        self._endpoint = url
        self._batch: int | None = None

    @property
    def address(self) -> str:
        """The address without anything that may be secret: what messages and decisions name the service by."""
        return public(self.url)

    @cached_property
    def manifest(self) -> Manifest:
        """What the service says of itself; asked once. Raises ServiceError."""
        self._endpoint, data = self.transport.json(self.url)
        return Manifest.parsed(data, self.address)

    def match(self, queries: Sequence[Query], limit: int = 5) -> Iterator[tuple[Candidate, ...]]:
        """The candidates for each query in order, at most ``limit`` each, the best first.

        Requests are sent as their answers are taken: whoever stops early sends no more. Raises ServiceError.
        """
        manifest = self.manifest
        at = 0
        while at < len(queries):
            batch = queries[at : at + (self._batch or manifest.batch)]
            url, body, content_type = request(self._endpoint, manifest, batch, limit)
            try:
                _, data = self.transport.json(url, body, content_type)
            except RefusalError as refusal:
                if refusal.status == 413 and len(batch) > 1:  # too large a batch
                    self._batch = len(batch) // 2
                    continue
                raise
            for found in answers(data, len(batch), manifest, self.address, self.template):
                yield found[:limit]
            at += len(batch)
