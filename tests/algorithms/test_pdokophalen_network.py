"""Requests through the network manager of QGIS, to a real server on this machine that misbehaves."""

import json
import subprocess
import sys
import threading
import time

import pytest
from qgis.core import QgsApplication, QgsNetworkAccessManager
from qgis.PyQt.QtCore import QThread
from qgis.PyQt.QtNetwork import QNetworkProxy
from riothermie_plugin.algorithms import network
from riothermie_plugin.riothermie_kansen.callbacks import never
from riothermie_plugin.riothermie_kansen.errors import CancelledError
from riothermie_plugin.riothermie_kansen.services.addresses import origin
from riothermie_plugin.riothermie_kansen.services.transport import Request, ServiceError

SERVER = """
import gzip, itertools, json, sys, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

count = itertools.count()

class Answer(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/stil":
            time.sleep(20)
        if self.path == "/druppel":
            self.begin(200, length=10_000)
            for _ in range(100):
                self.wfile.write(b"x")
                self.wfile.flush()
                time.sleep(0.2)
            return
        if self.path == "/half":
            self.begin(200, length=100)
            self.wfile.write(b"half")
            self.close_connection = True
            return
        if self.path == "/verder":
            return self.begin(302, length=0, Location="echo?daarna=1")
        if self.path == "/druk":
            self.begin(503, length=4, **{"Retry-After": "7"})
            return self.wfile.write(b"druk")
        if self.path == "/gzip":
            body = gzip.compress(b"hallo " * 1000)
            self.begin(200, length=len(body), **{"Content-Encoding": "gzip"})
            return self.wfile.write(body)
        size = int(self.headers.get("Content-Length") or 0)
        body = json.dumps({
            "path": self.path, "method": self.command, "headers": dict(self.headers), "n": next(count),
            "body": self.rfile.read(size).decode(),
        }).encode()
        self.begin(200, length=len(body), **{"Cache-Control": "max-age=9999"})
        self.wfile.write(body)

    do_POST = do_GET

    def begin(self, status, length, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(length))
        self.end_headers()

    def log_message(self, *_):
        pass

server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
server.handle_error = lambda *_: None
print(server.server_port, flush=True)
server.serve_forever()
"""


@pytest.fixture(scope="module")
def address():
    """Return the address of the server."""
    server = subprocess.Popen([sys.executable, "-c", SERVER], stdout=subprocess.PIPE, text=True)
    try:
        yield f"http://127.0.0.1:{int(server.stdout.readline())}"
    finally:
        server.kill()
        server.wait()
        server.stdout.close()


def get(url, cancelled=never, timeout_s=30.0, **how):
    return network.fetcher()(Request(url, timeout_s=timeout_s, **how), cancelled)


class Other(QThread):
    """Does something in another thread than the main one, as the dialog of an algorithm does."""

    def __init__(self, work):
        super().__init__()
        self.work, self.result, self.error = work, None, None

    def run(self):
        try:
            self.result = self.work()
        except Exception as error:  # noqa: BLE001 (raised again in the main thread)
            self.error = error


def elsewhere(work):
    """Return what work gives in another thread, with the events of the main thread going on."""
    thread = Other(work)
    thread.start()
    while not thread.isFinished():
        QgsApplication.processEvents()
        time.sleep(0.005)
    if thread.error is not None:
        raise thread.error
    return thread.result


@pytest.fixture(params=["main", "other"])
def where(request):
    """Run in the main thread, and in another one."""
    return elsewhere if request.param == "other" else lambda work: work()


def test_what_is_asked_arrives(address, where):
    asked = Request(
        f"{address}/echo?a=%C3%A9&b=1",
        method="POST",
        headers={"Accept": "application/json"},
        body=b'{"x": 1}',
        timeout_s=30.0,
    )
    answer = where(lambda: network.fetcher()(asked, never))
    assert answer.status == 200
    seen = json.loads(answer.body)
    assert seen["method"] == "POST"
    assert seen["path"] == "/echo?a=%C3%A9&b=1"
    assert json.loads(seen["body"]) == {"x": 1}
    assert seen["headers"]["Accept"] == "application/json"
    assert "QGIS" in seen["headers"]["User-Agent"]


def test_nothing_comes_from_a_cache(address, where):
    """The answer may be kept for hours; whoever fetches data wants that of today."""
    first, second = (where(lambda: get(f"{address}/echo?n=1")) for _ in range(2))
    assert json.loads(second.body)["n"] > json.loads(first.body)["n"]


def test_refusals_are_answers(address, where):
    answer = where(lambda: get(f"{address}/druk"))
    assert (answer.status, answer.body, answer.header("Retry-After")) == (503, b"druk", "7")


def test_redirect_to_a_relative_address(address, where):
    answer = where(lambda: get(f"{address}/verder"))
    assert answer.url == f"{address}/echo?daarna=1"
    assert json.loads(answer.body)["path"] == "/echo?daarna=1"


def test_packed_answers_are_unpacked(address, where):
    answer = where(lambda: get(f"{address}/gzip", headers={"Accept-Encoding": "gzip"}))
    assert answer.body == b"hallo " * 1000
    assert answer.content() == answer.body
    assert not answer.header("Content-Encoding")


def test_an_answer_that_breaks_off_is_none(address, where):
    with pytest.raises(ServiceError) as error:
        where(lambda: get(f"{address}/half"))
    assert (error.value.kind, error.value.again) == ("verbinding", True)


def test_nobody_there(where):
    with pytest.raises(ServiceError) as error:
        where(lambda: get("http://127.0.0.1:9/"))
    assert error.value.kind == "verbinding"


def test_no_answer_in_time(address, where):
    with pytest.raises(ServiceError) as error:
        where(lambda: get(f"{address}/stil", timeout_s=0.3))
    assert (error.value.kind, error.value.again) == ("tijd", True)


@pytest.mark.parametrize("path", ["stil", "druppel"])
def test_cancel_while_waiting(address, where, path):
    """A server that says nothing, and one that sends a byte now and then: neither holds up a cancel."""
    stop = threading.Event()
    threading.Timer(0.3, stop.set).start()
    start = time.monotonic()
    with pytest.raises(CancelledError):
        where(lambda: get(f"{address}/{path}", stop.is_set))
    assert stop.is_set()
    assert time.monotonic() - start < 10, "the server takes 20 s"


def test_cancelled_before_it_starts(address):
    with pytest.raises(CancelledError):
        get(f"{address}/echo", lambda: True)


def test_other_threads_go_on_while_waiting(address):
    """Python is not held while a server takes its time: the rest of QGIS goes on."""
    ticks, done = [], threading.Event()

    def tick():
        while not done.wait(0.02):
            ticks.append(1)

    clock = threading.Thread(target=tick)
    clock.start()
    try:
        with pytest.raises(ServiceError):
            get(f"{address}/stil", timeout_s=0.5)
    finally:
        done.set()
        clock.join()
    assert len(ticks) > 5


def test_goes_through_the_proxy_of_qgis(address):
    """A proxy gets the full address of a server that does not exist: only a proxy could have asked it."""
    manager = QgsNetworkAccessManager.instance()
    before, excluded, none = manager.fallbackProxy(), manager.excludeList(), manager.noProxyList()
    host, port = address.removeprefix("http://").split(":")
    manager.setFallbackProxyAndExcludes(QNetworkProxy(QNetworkProxy.ProxyType.HttpProxy, host, int(port)), [], [])
    try:
        answer = get("http://riool.invalid/wfs?x=1")
    finally:
        manager.setFallbackProxyAndExcludes(before, excluded, none)
    assert json.loads(answer.body)["path"] == "http://riool.invalid/wfs?x=1"


def test_authentication_goes_to_its_own_server_only(address, tmp_path):
    from qgis.core import QgsAuthMethodConfig

    manager = QgsApplication.authManager()
    if not manager.setMasterPassword("proef", True):
        pytest.skip("the store for authentication has another master password")
    config = QgsAuthMethodConfig("Basic")
    config.setName("proef")
    config.setConfig("username", "anna")
    config.setConfig("password", "geheim")
    assert manager.storeAuthenticationConfig(config)
    try:
        mine = network.fetcher(config.id(), [origin(address)])
        theirs = network.fetcher(config.id(), ["https://example.nl"])
        asked = Request(f"{address}/echo", timeout_s=30.0)
        seen = [json.loads(fetch(asked, never).body)["headers"] for fetch in (mine, theirs)]
    finally:
        manager.removeAuthenticationConfig(config.id())
    assert seen[0]["Authorization"].startswith("Basic ")
    assert "Authorization" not in seen[1]
