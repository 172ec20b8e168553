"""A small authority that speaks the reconciliation protocol over real HTTP, with invented people; it can misbehave."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

PERSON, BODY, PLACE = "K1", "K2", "K3"
TYPE_NAMES = {PERSON: "orang", BODY: "organisasi", PLACE: "tempat"}


@dataclass(frozen=True)
class Record:
    """One entity of the authority."""

    id: str
    name: str
    type: str
    description: str = ""
    values: tuple[tuple[str, str], ...] = ()


RECORDS = (
    Record("A1", "Arga Wirayuda", PERSON, "ketua serikat nelayan", (("P1", "Serikat Nelayan Karimba"),)),
    Record("A2", "Arga Wirayuda Putra", PERSON, "pemain bola"),
    Record("B1", "Serikat Nelayan Karimba", BODY, "serikat pekerja"),
    Record("C1", "Karimba", PLACE, "kabupaten"),
    Record("D1", "Jalan Arga Wirayuda", PLACE, "nama jalan"),
)


@dataclass
class Fault:
    """What goes wrong with a request: a status with headers and a body, or raw text, or time passing before it."""

    status: int = 200
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    drip: float = 0.0
    cut: bool = False


@dataclass
class Seen:
    """One request as it came."""

    method: str
    path: str
    headers: dict[str, str]
    body: str
    queries: list[dict[str, Any]] = field(default_factory=list)


class Authority(ThreadingHTTPServer):
    """The service. ``faults`` are used up by requests for matches in order, ``manifest_faults`` by others."""

    daemon_threads = True

    def __init__(self, versions: list[str] | None, records: tuple[Record, ...] = RECORDS) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.versions, self.records = versions, records
        self.seen: list[Seen] = []
        self.faults: list[Fault] = []
        self.manifest_faults: list[Fault] = []
        self.extra: dict[str, Any] = {}
        self.largest: int | None = None
        self.space = "http://authority.example/id/"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/api"

    @property
    def draft(self) -> bool:
        return self.versions is not None and not {"0.1", "0.2"} & set(self.versions)

    @property
    def asked(self) -> list[str]:
        """The names that were asked about, in order."""
        return [name(q) for s in self.seen for q in s.queries]

    def manifest(self) -> dict[str, Any]:
        said: dict[str, Any] = {
            "name": "Authority of Karimba",
            "defaultTypes": [{"id": i, "name": n} for i, n in TYPE_NAMES.items()],
        }
        if self.versions is not None:
            said["versions"] = self.versions
        if self.draft:
            said["view"] = {"url": self.space + "{id}"}
        else:
            said |= {"identifierSpace": self.space, "schemaSpace": "http://authority.example/schema/",
                     "view": {"url": "http://authority.example/page/{{id}}"}}  # fmt: skip
        return said | self.extra

    def found(self, query: dict[str, Any]) -> list[dict[str, Any]]:
        """Candidates by shared words; a match when name and type are equal and nothing else is."""
        wanted = set(name(query).lower().split())
        properties = dict(values(query))
        scored = []
        for record in self.records:
            words = set(record.name.lower().split())
            share = len(wanted & words) / len(wanted | words)
            if not share or (query.get("type") and query["type"] != record.type):
                continue
            bonus = sum(10 for pid, value in record.values if value in properties.get(pid, ()))
            scored.append((100 * share + bonus, record))
        scored.sort(key=lambda pair: -pair[0])
        exact = [r for s, r in scored if s >= 100]
        return [
            {
                "id": record.id,
                "name": record.name,
                "description": record.description,
                "score": score,
                "match": exact == [record],
                "type": [{"id": record.type, "name": TYPE_NAMES[record.type]}],
            }
            for score, record in scored[: query.get("limit", 10)]
        ]


def name(query: dict[str, Any]) -> str:
    """The name in a query of either form."""
    if "query" in query:
        return str(query["query"])
    return next(str(c["propertyValue"]) for c in query["conditions"] if c["matchType"] == "name")


def values(query: dict[str, Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Properties with their values in a query of either form."""
    for p in query.get("properties", ()):
        yield p["pid"], tuple(p["v"]) if isinstance(p["v"], list) else (p["v"],)
    for c in query.get("conditions", ()):
        if c["matchType"] == "property":
            v = c["propertyValue"]
            yield c["propertyId"], tuple(v) if isinstance(v, list) else (v,)


class Handler(BaseHTTPRequestHandler):
    server: Authority
    protocol_version = "HTTP/1.1"

    def log_message(self, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        self._note("")
        if not self._fault(self.server.manifest_faults):
            if urlsplit(self.path).path != "/api":
                self._send(404, "")
            else:
                self._send(200, json.dumps(self.server.manifest()))

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        seen = self._note(body)
        if self._fault(self.server.faults):
            return
        path, kind = urlsplit(self.path).path, self.headers["Content-Type"]
        if self.server.draft and path == "/api/match" and kind == "application/json":
            queries = json.loads(body)["queries"]
            answer: object = {"results": [{"candidates": self.server.found(q)} for q in queries]}
        elif not self.server.draft and path == "/api" and kind == "application/x-www-form-urlencoded":
            named = json.loads(parse_qs(body)["queries"][0])
            queries = list(named.values())
            answer = {key: {"result": self.server.found(q)} for key, q in named.items()}
        else:
            self._send(404, "no such route")
            return
        if self.server.largest is not None and len(queries) > self.server.largest:
            self._send(413, "")
            return
        seen.queries = queries
        self._send(200, json.dumps(answer))

    def _note(self, body: str) -> Seen:
        seen = Seen(self.command, self.path, dict(self.headers), body)
        self.server.seen.append(seen)
        return seen

    def _fault(self, faults: list[Fault]) -> bool:
        if not faults:
            return False
        fault = faults.pop(0)
        time.sleep(fault.delay)
        self._send(fault.status, fault.body, fault)
        return True

    def _send(self, status: int, text: str, fault: Fault | None = None) -> None:
        content = text.encode()
        self.send_response(status)
        headers = {"Content-Type": "application/json", **(fault.headers if fault else {})}
        for key, value in headers.items():
            self.send_header(key, value)
        self.send_header("Content-Length", str(len(content) + (100 if fault and fault.cut else 0)))
        self.end_headers()
        try:
            for byte in content if fault and fault.drip else ():
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
                time.sleep(fault.drip if fault else 0)
            if not (fault and fault.drip):
                self.wfile.write(content)
        except OSError:
            pass  # the client has hung up
        if fault and fault.cut:
            self.close_connection = True


@contextmanager
def running(versions: list[str] | None = None, records: tuple[Record, ...] = RECORDS) -> Iterator[Authority]:
    """A service that runs; without ``versions`` it is of 0.1, which had no such field."""
    authority = Authority(versions, records)
    thread = threading.Thread(target=authority.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield authority
    finally:
        authority.shutdown()
        authority.server_close()
        thread.join()
