"""Asking a service: one request, tried again with longer waits where that can help.

The engine opens no connection itself. Whoever starts it hands over a `Fetch`: QGIS's own network manager (proxy,
certificates, sign-in), or anything else in tests and scripts.
"""

from __future__ import annotations

import gzip
import time
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar

from ..callbacks import Cancelled, stop_if
from ..errors import InputError
from ..kentallen import Kentallen
from .addresses import host, usable

T = TypeVar("T")

SLICE_S = 0.1
"""How long a wait goes on without looking whether the user cancelled."""

_TEMPORARY = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Statuses that may pass: too busy, broken for a moment, too slow. Others of 500 and up are tried again too."""

_SHOWN = 200


class ServiceError(InputError):
    """A service did not give what was asked.

    Parameters
    ----------
    kind
        What happened; the sentence has the key ``dienst_<kind>``. A `Fetch` raises ``"verbinding"`` (with ``reden``)
        and ``"tijd"`` (with ``seconden``); all others come from the engine.
    url
        What was asked.
    naam
        What was being fetched; the host when not known.
    again
        Whether trying again may help.
    values
        Placeholders of the sentence.
    """

    def __init__(self, kind: str, *, url: str, naam: str = "", again: bool = False, **values: object) -> None:
        self.kind = kind
        self.url = url
        self.naam = naam
        self.again = again or kind in {"verbinding", "tijd"}
        self.details = values
        super().__init__(f"dienst_{kind}", url=url, host=host(url), naam=naam or host(url), **values)

    def of(self, naam: str) -> ServiceError:
        """Return the same error with the name of what was being fetched."""
        return ServiceError(self.kind, url=self.url, naam=naam, again=self.again, **self.details)


@dataclass(frozen=True)
class Request:
    """What is asked.

    Attributes
    ----------
    url
        Full address.
    method
        "GET" or "POST".
    headers
        Headers to send.
    body
        What is posted.
    timeout_s
        Seconds without any answer after which a `Fetch` gives up.
    """

    url: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    timeout_s: float = field(kw_only=True)


@dataclass(frozen=True)
class Response:
    """What came back.

    Attributes
    ----------
    status
        HTTP status, whatever it is: only the absence of any answer is an error of a `Fetch`.
    headers
        Headers; a `Fetch` may leave their case as it is.
    body
        What was sent, as it came or already unpacked.
    url
        Address after redirects.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str

    def header(self, name: str) -> str:
        """Return a header by its name in any case; "" when it is absent."""
        return next((value for key, value in self.headers.items() if key.lower() == name.lower()), "")

    def content(self) -> bytes:
        """Return the body, unpacked when it is still gzip.

        Raises
        ------
        ServiceError
            It is gzip that stops halfway.
        """
        if not self.body.startswith(b"\x1f\x8b"):
            return self.body
        try:
            return gzip.decompress(self.body)
        except (OSError, EOFError, zlib.error) as error:
            raise ServiceError("onvolledig", url=self.url, again=True) from error


Fetch = Callable[[Request, Cancelled], Response]
"""Answers a request.

Raises `ServiceError` of kind "verbinding" or "tijd" when there is no answer, `CancelledError` within a second after the
user cancelled.
"""

Wait = Callable[[float, Cancelled], None]
"""Waits a number of seconds, or raises `CancelledError`."""


def pause(seconds: float, cancelled: Cancelled) -> None:
    """Wait; a cancel is seen within a tenth of a second."""
    end = time.monotonic() + seconds
    while True:
        stop_if(cancelled)
        left = end - time.monotonic()
        if left <= 0:
            return
        time.sleep(min(left, SLICE_S))


@dataclass(frozen=True)
class Patience:
    """How often and how long is tried again.

    Attributes
    ----------
    tries
        Times a request is done at most.
    first_s, factor, longest_s
        First wait in seconds, what it is multiplied with each time, and the longest.
    timeout_s
        Seconds without an answer that count as no answer.
    """

    tries: int
    first_s: float
    factor: float
    longest_s: float
    timeout_s: float

    @classmethod
    def of(cls, kentallen: Kentallen) -> Patience:
        """Return what the kentallen say."""
        return cls(
            int(kentallen.value("dienst.pogingen")),
            kentallen.value("dienst.wachttijd"),
            kentallen.value("dienst.wachtfactor"),
            kentallen.value("dienst.wachttijd_langste"),
            kentallen.value("dienst.tijdslimiet"),
        )

    def wait_s(self, tried: int) -> float:
        """Return the wait after a number of tries: first_s factor^(tried - 1), at most longest_s."""
        return float(min(self.longest_s, self.first_s * self.factor ** (tried - 1)))


def ask(
    fetch: Fetch,
    request: Request,
    read: Callable[[Response], T],
    patience: Patience,
    cancelled: Cancelled,
    *,
    wait: Wait = pause,
) -> T:
    """Return what `read` makes of the answer to a request, tried again where that may help.

    Tried again: no connection, no answer in time, a status of 500 and up, 408, 425 and 429, and an answer that `read`
    calls incomplete. Other statuses of 400 and up are final. A wait that the service names in ``Retry-After`` is
    respected when it is not longer than the longest wait.

    Raises
    ------
    ServiceError
        No usable answer after all tries, a final status, an address that is not of the web, or a wait that is too long.
    CancelledError
        The user cancelled.
    """
    if not usable(request.url):
        raise ServiceError("adres", url=request.url)
    tried = 0
    while True:
        stop_if(cancelled)
        tried += 1
        named = None
        try:
            response = fetch(request, cancelled)
            if 200 <= response.status < 300:
                return read(response)
            named = _retry_after(response)
            error = _refused(response)
        except ServiceError as raised:
            error = raised
        if not error.again or tried >= patience.tries:
            raise error
        if named is not None and named > patience.longest_s:
            raise ServiceError("te_druk", url=request.url, seconden=int(named)) from error
        wait(patience.wait_s(tried) if named is None else named, cancelled)


def _refused(response: Response) -> ServiceError:
    again = response.status in _TEMPORARY or response.status >= 500
    return ServiceError(
        "status", url=response.url, again=again, status=response.status, tekst=shown(response.body) or "-"
    )


def _retry_after(response: Response) -> float | None:
    """Return the seconds a service asks to wait, None when it does not say."""
    text = response.header("Retry-After").strip()
    if text.isdigit():
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    return max(0.0, moment.timestamp() - time.time())


def shown(body: Any) -> str:
    """Return the start of an answer as one line of text without tags: for a sentence."""
    text = body.decode("utf-8", "replace") if isinstance(body, bytes) else str(body)
    kept, depth = [], 0
    for character in text[:5000]:
        if character == "<":
            depth += 1
        elif character == ">" and depth:
            depth -= 1
            kept.append(" ")
        elif not depth:
            kept.append(character if character.isprintable() else " ")
    line = " ".join("".join(kept).split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}..."
