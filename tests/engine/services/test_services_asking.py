"""Addresses, patience and what is kept: the parts below a download."""

import datetime as dt
import email.utils
import gzip
import json
from urllib.parse import parse_qsl, quote, unquote, urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riothermie_kansen import kentallen
from riothermie_kansen.errors import CancelledError, InputError
from riothermie_kansen.services import Patience, Request, Response, ServiceError, ask, pause
from riothermie_kansen.services.addresses import host, quoted, resolved, same_server, under, usable, with_parameters
from riothermie_kansen.services.pages import Store
from riothermie_kansen.services.transport import shown

PATIENT = Patience(tries=5, first_s=1.0, factor=2.0, longest_s=10.0, timeout_s=5.0)
ASKED = Request("http://dienst.nl/x", timeout_s=5.0)


@given(st.text())
def test_quoting_agrees_with_that_of_python(text):
    try:
        text.encode()
    except UnicodeEncodeError:
        return
    assert quoted(text) == quote(text, safe="")
    assert unquote(quoted(text)) == text


@pytest.mark.parametrize("link", ["http://a.nl/x?y=1", "//b.nl/z", "/items?offset=10", "items?offset=10", "../up/x",
                                  "./x", "?page=2", "x/../y", "/"])  # fmt: skip
@pytest.mark.parametrize(
    "base", ["https://api.nl/ogc/v1/collections/a/items?f=json", "http://h:8080/a/b/", "http://h/a"]
)
def test_links_are_resolved_as_browsers_do(link, base):
    assert resolved(link, base) == urljoin(base, link)


def test_parameters_are_added_and_replaced():
    url = with_parameters("http://h/wfs?map=a&REQUEST=oud#hier", {"request": "GetFeature", "bbox": "1,2"})
    assert dict(parse_qsl(urlsplit(url).query)) == {"map": "a", "request": "GetFeature", "bbox": "1,2"}
    assert with_parameters("http://h/wfs?", {}) == "http://h/wfs"
    assert under("http://h/a/?sleutel=1", "laag b", "items") == "http://h/a/laag%20b/items?sleutel=1"


def test_servers_and_addresses_of_the_web():
    assert host("https://naam:geheim@h.nl:81/x") == "h.nl:81"
    assert same_server("http://h.nl/b", "https://h.nl/a") == "https://h.nl/b"
    assert same_server("https://anders.nl/b", "https://h.nl/a") is None
    assert usable("https://h.nl/x")
    assert not any(map(usable, ["file:///etc/passwd", "ftp://h/x", "h.nl/x", "", "http:///x", "javascript:alert(1)"]))


def answering(*answers):
    """Return a fetch that gives these answers in turn, and the list of what was asked."""
    left, asked = list(answers), []

    def fetch(request, cancelled):
        asked.append(request)
        answer = left.pop(0)
        if isinstance(answer, Exception):
            raise answer
        status, *headers = answer if isinstance(answer, tuple) else (answer,)
        return Response(status, dict(headers), b"goed", request.url)

    return fetch, asked


def waits(fetch, patience=PATIENT):
    """Return what came of a request (text or kind of error) and the waits in between."""
    waited = []
    try:
        found = ask(
            fetch, ASKED, lambda r: r.body.decode(), patience, lambda: False, wait=lambda s, _: waited.append(s)
        )
    except ServiceError as error:
        found = error.kind
    return found, waited


def test_waits_double_up_to_the_longest():
    fetch, asked = answering(*[503] * 9)
    assert waits(fetch, Patience(8, 1.0, 2.0, 10.0, 5.0)) == ("status", [1, 2, 4, 8, 10, 10, 10])
    assert len(asked) == 8


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 304])
def test_a_final_status_is_not_tried_again(status):
    fetch, asked = answering(status, 200)
    assert waits(fetch) == ("status", [])
    assert len(asked) == 1


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504, 599])
def test_a_status_that_may_pass_is(status):
    fetch, _ = answering(status, 200)
    assert waits(fetch) == ("goed", [1])


def test_no_connection_and_no_answer_are_tried_again():
    gone = ServiceError("verbinding", url=ASKED.url, reden="weg")
    late = ServiceError("tijd", url=ASKED.url, seconden=5)
    assert waits(answering(gone, late, 200)[0]) == ("goed", [1, 2])
    assert waits(answering(*[late] * 5)[0]) == ("tijd", [1, 2, 4, 8])


def test_a_wait_that_the_service_names_is_respected():
    assert waits(answering((429, ("retry-after", "7")), 200)[0]) == ("goed", [7])
    assert waits(answering((503, ("Retry-After", "11")), 200)[0]) == ("te_druk", [])
    soon = email.utils.format_datetime(dt.datetime.now(dt.UTC) + dt.timedelta(seconds=6), usegmt=True)
    found, (waited,) = waits(answering((503, ("Retry-After", soon)), 200)[0])
    assert found == "goed"
    assert 3 <= waited <= 6
    past = email.utils.format_datetime(dt.datetime.now(dt.UTC) - dt.timedelta(days=1), usegmt=True)
    assert waits(answering((503, ("Retry-After", past)), 200)[0]) == ("goed", [0])
    assert waits(answering((503, ("Retry-After", "binnenkort")), 200)[0]) == ("goed", [1])


def test_an_answer_that_breaks_off_is_tried_again():
    left = [ServiceError("onvolledig", url=ASKED.url, again=True)] * 2

    def read(response):
        if left:
            raise left.pop()
        return "heel"

    fetch, asked = answering(200, 200, 200)
    assert ask(fetch, ASKED, read, PATIENT, lambda: False, wait=lambda *_: None) == "heel"
    assert len(asked) == 3


def test_nothing_but_the_web_is_asked():
    fetch, asked = answering(200)
    with pytest.raises(ServiceError, match="no address of the web"):
        ask(fetch, Request("file:///etc/passwd", timeout_s=5.0), lambda r: r, PATIENT, lambda: False)
    assert asked == []


def test_cancel_ends_a_wait():
    looked = []

    def cancelled():
        looked.append(1)
        return len(looked) > 2

    with pytest.raises(CancelledError):
        pause(3600.0, cancelled)
    assert len(looked) == 3


def test_half_a_packed_answer_is_incomplete():
    whole = gzip.compress(json.dumps({"a": 1}).encode())
    assert Response(200, {}, whole, "http://h/x").content() == b'{"a": 1}'
    with pytest.raises(ServiceError) as caught:
        Response(200, {}, whole[:-9], "http://h/x").content()
    assert caught.value.again


def test_text_of_an_answer_is_one_line_without_tags():
    assert shown(b"<html><script>x</script>\n<b>Meld   u aan</b>\x00</html>") == "x Meld u aan"
    assert len(shown(b"a" * 9000)) < 300


def test_kept_answers_come_back_as_they_were(tmp_path):
    store = Store(tmp_path / "s", 3600.0)
    body = b"regel\nnog een\n\x00\xff"
    store.put(ASKED, Response(201, {"Content-Type": "x", "Set-Cookie": "geheim"}, body, "http://dienst.nl/na"))
    kept = store.take(ASKED)
    assert (kept.status, kept.body, kept.url, dict(kept.headers)) == (
        201,
        body,
        "http://dienst.nl/na",
        {"Content-Type": "x"},
    )
    assert store.take(Request("http://dienst.nl/y", timeout_s=5.0)) is None
    assert store.take(Request(ASKED.url, "POST", body=b"1", timeout_s=5.0)) is None
    for path in (tmp_path / "s").iterdir():
        path.write_bytes(b"geen json\n" + body)
    assert store.take(ASKED) is None
    assert not list((tmp_path / "s").iterdir())


def test_a_kept_answer_of_which_one_letter_changed_is_not_used(tmp_path):
    store = Store(tmp_path / "s", 3600.0)
    store.put(ASKED, Response(200, {}, b'{"features": [1]}', ASKED.url))
    (path,) = (tmp_path / "s").iterdir()
    path.write_bytes(path.read_bytes().replace(b"[1]", b"[2]"))
    assert store.take(ASKED) is None
    assert not path.exists()


def test_without_a_folder_nothing_is_kept(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    store = Store(None, 3600.0)
    store.put(ASKED, Response(200, {}, b"x", ASKED.url))
    assert store.take(ASKED) is None
    store.clear()
    assert list(tmp_path.iterdir()) == []


def test_patience_comes_from_the_kentallen():
    numbers = kentallen.load().replace({"dienst.pogingen": 2.0, "dienst.wachttijd": 3.0})
    patience = Patience.of(numbers)
    assert (patience.tries, patience.wait_s(1), patience.wait_s(2)) == (2, 3.0, 6.0)


def test_every_kind_of_error_has_a_sentence_with_a_source():
    values = {"reden": "r", "tekst": "t", "ander": "a", "veld": "v", "link": "l", "laag": "w", "bestanden": "b"}
    values |= {"gemeente": "g", **dict.fromkeys(("seconden", "status", "genoemd", "gekomen", "n", "minuten", "mb"), 3)}
    kinds = [
        "verbinding",
        "tijd",
        "status",
        "weigert",
        "te_druk",
        "onvolledig",
        "geen_json",
        "geen_objecten",
        "te_weinig",
        "te_vol",
        "te_veel_bladzijden",
        "kring",
        "herhaling",
        "andere_host",
        "geen_nummers",
        "geen_link",
        "opdracht_mislukt",
        "opdracht_lang",
        "geen_bestand",
        "te_groot",
        "rioned_gemeente",
    ]
    for kind in kinds:
        error = ServiceError(kind, url="https://dienst.nl/x", **values).of("Panden")
        assert isinstance(error, InputError)
        for language in ("en", "nl"):
            assert error.text(language).startswith("Panden: ")
            assert error.text(language).endswith(".")
