"""Requests through the network manager of QGIS: its proxy, certificates, authentication and time-outs.

`QgsBlockingNetworkRequest` is not used: in the main thread it cannot be cancelled from Python, and it does not follow a
redirect to a relative address. Here the request runs in an event loop of its own, in whatever thread asks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from qgis.core import QgsApplication, QgsNetworkAccessManager
from qgis.PyQt.QtCore import QByteArray, QCoreApplication, QEventLoop, QThread, QTimer, QUrl
from qgis.PyQt.QtNetwork import QNetworkReply, QNetworkRequest

LOOK_MS = 100  # time between two looks at the cancel button
REFUSED = 400  # HTTP statuses from here on tell that a request is refused
DECODED = ("content-encoding", "content-length", "transfer-encoding")
"""Headers of an answer that no longer hold: Qt has unpacked it."""

Attribute, Policy, Error = QNetworkRequest.Attribute, QNetworkRequest.RedirectPolicy, QNetworkReply.NetworkError
TIMED_OUT = (Error.OperationCanceledError, Error.TimeoutError)


def fetcher(authentication: str = "", origins: Iterable[str] = ()) -> Callable[..., Any]:
    """Return a `Fetch` of the engine that asks through QGIS.

    Parameters
    ----------
    authentication
        Id of an authentication configuration of QGIS, "" for none.
    origins
        Who it is meant for (protocol, host and port, see `addresses.origin`): nobody else gets to see it.
    """
    trusted = frozenset(origins)

    def fetch(request, cancelled):
        return _fetch(request, cancelled, authentication, trusted)

    return fetch


def _fetch(asked, cancelled, authentication: str, trusted: frozenset[str]):
    """Return the answer to a request, also one that tells of an error.

    Raises
    ------
    ServiceError
        There is no answer: no connection, a time-out, or an answer that breaks off.
    CancelledError
        The user cancelled.
    """
    from ..riothermie_kansen.callbacks import stop_if
    from ..riothermie_kansen.errors import CancelledError
    from ..riothermie_kansen.services.addresses import origin

    stop_if(cancelled)
    reply = _send(asked, authentication if origin(asked.url) in trusted else "")
    stopped = _wait(reply, cancelled)
    try:
        if stopped:
            raise CancelledError
        return _answer(asked, reply)
    finally:
        reply.deleteLater()


def _send(asked, authentication: str) -> QNetworkReply:
    """Send a request on its way."""
    request = QNetworkRequest(QUrl(asked.url))
    # what QGIS has kept of an earlier answer tells nothing about today
    request.setAttribute(Attribute.CacheLoadControlAttribute, QNetworkRequest.CacheLoadControl.AlwaysNetwork)
    request.setAttribute(Attribute.CacheSaveControlAttribute, False)
    policy = Policy.SameOriginRedirectPolicy if authentication else Policy.NoLessSafeRedirectPolicy
    request.setAttribute(Attribute.RedirectPolicyAttribute, policy)
    request.setTransferTimeout(int(asked.timeout_s * 1000))
    for name, value in (asked.headers or {}).items():
        if name.lower() != "accept-encoding":  # Qt asks for what it can unpack
            request.setRawHeader(name.encode(), value.encode())
    if authentication:
        QgsApplication.authManager().updateNetworkRequest(request, authentication)
    body = QByteArray(asked.body) if asked.body else QByteArray()
    return QgsNetworkAccessManager.instance().sendCustomRequest(request, asked.method.encode(), body)


def _wait(reply: QNetworkReply, cancelled) -> bool:
    """Wait until an answer is there, or broken off; return whether the user cancelled."""
    stopped = False

    def look() -> None:
        nonlocal stopped
        if cancelled() and not stopped:
            stopped = True
            reply.abort()

    loop, timer = QEventLoop(), QTimer()
    timer.setInterval(LOOK_MS)
    timer.timeout.connect(look)
    reply.finished.connect(loop.quit)
    timer.start()
    if not reply.isFinished():
        application = QCoreApplication.instance()
        main = application is not None and QThread.currentThread() == application.thread()
        # in the main thread a click of the user must not start something else meanwhile
        flags = QEventLoop.ProcessEventsFlag
        loop.exec(flags.ExcludeUserInputEvents if main else flags.AllEvents)
    timer.stop()
    return stopped or cancelled()


def _answer(asked, reply: QNetworkReply):
    """Return what came back; see `_fetch`."""
    from ..riothermie_kansen.services.transport import Response, ServiceError

    status, error = reply.attribute(Attribute.HttpStatusCodeAttribute), reply.error()
    if error in TIMED_OUT:
        raise ServiceError("tijd", url=asked.url, seconden=round(asked.timeout_s))
    if status is None or (int(status) < REFUSED and error != Error.NoError):  # what is refused has an error too
        raise ServiceError("verbinding", url=asked.url, reden=" ".join(reply.errorString().split()))
    headers = {
        bytes(name).decode("latin-1").lower(): bytes(reply.rawHeader(name)).decode("latin-1")
        for name in reply.rawHeaderList()
    }
    kept = {name: value for name, value in headers.items() if name not in DECODED}
    return Response(int(status), kept, bytes(reply.readAll()), reply.url().toString())
