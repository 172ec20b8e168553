"""JSON over HTTP, politely: one request at a time, a name to be known by, patience with a service that is busy.

urllib of the standard library does all of it. Linking is the program's only use of the network and sends some dozens of
requests in a row, so what a HTTP library would add (pools of connections, HTTP/2, asynchronous calls) has no use here,
while every installation would have to carry it.
"""

from __future__ import annotations

import http.client
import json
import platform
import socket
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from http.client import HTTPMessage
from typing import IO, NoReturn
from urllib.parse import urlsplit, urlunsplit

from kg import __version__
from kg.errors import ServiceError, UsageError
from kg.link.values import plain

#: What a service's operator sees in the log.
USER_AGENT = f"Jejaring/{__version__} (reconciliation client; Python-urllib/{platform.python_version()})"
#: The server is busy or was, not wrong for good.
_TRANSIENT = frozenset({429, 500, 502, 503, 504})
#: Seconds before the second try; doubled before each further one.
_FIRST_PAUSE = 1.0
#: Seconds somebody at a terminal waits for a service that says when it will be back; beyond, they are told.
_LONGEST_PAUSE = 60.0
#: Bytes of an answer: a batch of ten queries has some dozens of kilobytes, more than this is a mistake or an attack.
_LARGEST = 16 << 20
_CHUNK = 1 << 16


class Transport:
    """Sends requests and reads JSON. ``timeout`` is in seconds, for each answer as a whole; ``tries`` counts all."""

    def __init__(self, timeout: float = 30.0, tries: int = 4, sleep: Callable[[float], None] = time.sleep) -> None:
        self.timeout, self.tries, self._sleep = timeout, tries, sleep
        # Put together by hand: urllib's ready-made opener would also open ftp:, file: and data: addresses, which a
        # service could send us to.
        self._opener = urllib.request.OpenerDirector()
        for handler in (
            urllib.request.ProxyHandler(),
            urllib.request.HTTPHandler(),
            urllib.request.HTTPSHandler(),
            urllib.request.HTTPDefaultErrorHandler(),
            urllib.request.HTTPErrorProcessor(),
            urllib.request.UnknownHandler(),
            _Redirects(),
        ):
            self._opener.add_handler(handler)

    def json(self, url: str, body: bytes | None = None, content_type: str = "") -> tuple[str, object]:
        """The address that answered (after redirects) and its JSON. With ``body`` the request is a POST.

        Raises ServiceError, which names the service, when there is no such answer after all tries. ``status`` of the
        error is that of the last answer, None without one.
        """
        pause = _FIRST_PAUSE
        for left in range(self.tries - 1, -1, -1):
            try:
                return self._once(url, body, content_type)
            except RefusalError as refusal:
                wait = max(pause, refusal.wait)
                if not refusal.again or not left or wait > _LONGEST_PAUSE:
                    raise
            self._sleep(wait)
            pause *= 2
        raise AssertionError("unreachable: the last try returns or raises")

    def _once(self, url: str, body: bytes | None, content_type: str) -> tuple[str, object]:
        headers = {"User-Agent": USER_AGENT, "Accept": "application/json", "Accept-Language": "id, en;q=0.7, *;q=0.5"}
        if content_type:
            headers["Content-Type"] = content_type
        name = public(url)
        started = time.monotonic()
        try:
            request = urllib.request.Request(url, data=body, headers=headers)
            with self._opener.open(request, timeout=self.timeout) as answer:
                final = str(answer.geturl())
                content = self._read(answer, name, started + self.timeout)
        except urllib.error.HTTPError as error:
            with error:
                raise _refusal(error, name) from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise _unreachable(error, name, self.timeout) from error
        try:
            return final, json.loads(content, parse_constant=_no_number)
        except (ValueError, RecursionError) as error:
            shown = plain(content[:200].decode("utf-8", "replace"), 80)
            raise RefusalError(
                f"{name}: the answer is not JSON ({shown!r}); is this the address of a reconciliation service?"
            ) from error

    @staticmethod
    def _read(answer: IO[bytes], name: str, end: float) -> bytes:
        """The whole answer; a service that drips byte after byte would pass the socket's own timeout."""
        content = bytearray()
        while chunk := answer.read1(_CHUNK) if isinstance(answer, http.client.HTTPResponse) else answer.read(_CHUNK):
            content += chunk
            if len(content) > _LARGEST:
                raise RefusalError(f"{name}: the answer is larger than {_LARGEST >> 20} MB: no reconciliation service")
            if time.monotonic() > end:
                raise TimeoutError
        if isinstance(answer, http.client.HTTPResponse) and answer.length:
            raise http.client.IncompleteRead(bytes(content), answer.length)
        return bytes(content)


class RefusalError(ServiceError):
    """A request that gave no answer. ``again`` says whether another try may help, ``wait`` seconds before it."""

    def __init__(self, message: str, *, status: int | None = None, again: bool = False, wait: float = 0.0) -> None:
        super().__init__(message)
        self.status, self.again, self.wait = status, again, wait


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows a GET; a POST would be followed by a GET without its body, and is an error that says where to."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        if req.data is not None:
            raise urllib.error.HTTPError(newurl, code, msg, headers, fp)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def checked(url: str) -> str:
    """``url`` if a service can be there. Raises UsageError for anything but an http or https address."""
    try:
        parts = urlsplit(url)
        fits = parts.scheme in {"http", "https"} and bool(parts.hostname) and not set(url) & set(" \t\r\n")
        _ = parts.port
    except ValueError:
        fits = False
    if not fits:
        raise UsageError(
            f"'{url}' cannot be the address of a service: give one that starts with https://, such as "
            f"https://wikidata.reconci.link/id/api"
        )
    return url


def public(url: str) -> str:
    """An address without what may be secret: user, password and query (some services take their key there)."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


def _refusal(error: urllib.error.HTTPError, name: str) -> RefusalError:
    code = error.code
    said = _said(error)
    if 300 <= code < 400:
        return RefusalError(
            f"{name} has moved to {public(error.url or '')}; give that address with --service", status=code
        )
    if code in {401, 403}:
        return RefusalError(
            f"{name} refuses (HTTP {code}{said}); does it want a key? Put it into the address as the service documents",
            status=code,
        )
    if code in {404, 410}:
        return RefusalError(f"{name}: there is nothing here (HTTP {code}{said}); check the address", status=code)
    wait = _retry_after(error.headers.get("Retry-After"))
    if code in _TRANSIENT:
        busy = "has had too many requests" if code == 429 else "has trouble"
        when = f"in {wait:.0f} seconds" if wait > _LONGEST_PAUSE else "later"
        return RefusalError(
            f"{name} {busy} (HTTP {code}{said}); nothing was changed, try again {when}, or with a smaller --limit",
            status=code,
            again=True,
            wait=wait,
        )
    return RefusalError(f"{name} cannot answer (HTTP {code}{said})", status=code)


def _said(error: urllib.error.HTTPError) -> str:
    """What the service says of its error, when that is text for people."""
    kind = error.headers.get_content_type()
    if kind not in {"text/plain", "application/json"}:
        return ""
    try:
        text = plain(error.read(2000).decode("utf-8", "replace"), 120)
    except (OSError, http.client.HTTPException):
        return ""
    return f": {text}" if text else ""


def _unreachable(error: Exception, name: str, timeout: float) -> RefusalError:
    reason = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(reason, TimeoutError):
        return RefusalError(
            f"{name} gave no answer within {timeout:g} seconds; try later or with --timeout", again=True
        )
    final = isinstance(reason, (socket.gaierror, ConnectionRefusedError, ssl.SSLCertVerificationError, ValueError))
    what = plain(
        (reason.strerror if isinstance(reason, OSError) else None) or str(reason) or type(reason).__name__, 160
    )
    return RefusalError(f"{name} cannot be reached ({what}); check the address and the network", again=not final)


def _retry_after(value: str | None) -> float:
    """Seconds that a service asks to wait: a number, or a moment; 0 when it says nothing that can be read."""
    if value is None:
        return 0.0
    if value.strip().isdecimal():
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except (ValueError, OverflowError):
        return 0.0


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")
