"""Addresses of requests: parameters added, links resolved, the host told."""

from __future__ import annotations

import re
from collections.abc import Mapping

_PLAIN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_ADDRESS = re.compile(
    r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*):(?P<authority>//[^/?#]*)?(?P<path>[^?#]*)(?P<query>\?[^#]*)?"
)


def quoted(text: str) -> str:
    """Return a text as it stands in an address: what is no letter, digit or one of ``-._~`` as %XX of its UTF-8."""
    return "".join(chr(byte) if byte in _PLAIN else f"%{byte:02X}" for byte in text.encode())


def with_parameters(base: str, parameters: Mapping[str, str]) -> str:
    """Return an address with parameters behind those that it has; one of the same name, in any case, is replaced."""
    plain, _, query = base.partition("#")[0].partition("?")
    names = {name.lower() for name in parameters}
    kept = [piece for piece in query.split("&") if piece and piece.partition("=")[0].lower() not in names]
    made = [f"{quoted(name)}={quoted(value)}" for name, value in parameters.items()]
    return f"{plain}?{'&'.join([*kept, *made])}" if kept or made else plain


def under(base: str, *pieces: str) -> str:
    """Return the address of something below `base`; parameters of `base` go along."""
    plain, mark, query = base.partition("?")
    return "/".join([plain.rstrip("/"), *(quoted(piece) for piece in pieces)]) + mark + query


def resolved(link: str, base: str) -> str:
    """Return the full address of a link in an answer that came from `base`.

    A link may be complete, start at the host (``/items``), at the protocol (``//host/items``), hold parameters only
    (``?page=2``) or be relative to the folder of `base`.
    """
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", link):
        return link
    found = _ADDRESS.match(base)
    if found is None:
        return link
    scheme, authority, path = found["scheme"], found["authority"] or "", found["path"]
    if link.startswith("//"):
        return f"{scheme}:{link}"
    if link.startswith("/"):
        return f"{scheme}:{authority}{link}"
    if link.startswith("?"):
        return f"{scheme}:{authority}{path}{link}"
    folder = path.rpartition("/")[0].split("/")
    target, mark, rest = link.partition("?")
    for piece in target.split("/"):
        if piece == "..":
            folder = folder[:-1] or [""]
        elif piece != ".":
            folder.append(piece)
    return f"{scheme}:{authority}{'/'.join(folder)}{mark}{rest}"


def origin(address: str) -> str:
    """Return protocol, host and port, in lower case: who answers."""
    found = _ADDRESS.match(address)
    return f"{found['scheme']}:{found['authority'] or ''}".lower() if found else ""


def host(address: str) -> str:
    """Return the host (and port) of an address, without a user's name; the address itself when it has none."""
    found = _ADDRESS.match(address)
    return (found["authority"] or "").lstrip("/").rpartition("@")[2] or address if found else address


def named(address: str) -> bool:
    """Return whether an address holds the name of a user, with a password perhaps."""
    found = _ADDRESS.match(address)
    return found is not None and "@" in (found["authority"] or "")


def same_server(link: str, asked: str) -> str | None:
    """Return a full address with the protocol of `asked` when both are on one server; None when they are not."""
    if host(link).lower() != host(asked).lower():
        return None
    return origin(asked) + link[len(origin(link)) :]


def usable(address: str) -> bool:
    """Return whether an address is one of the web with a host: nothing else is ever asked."""
    found = _ADDRESS.match(address)
    return found is not None and found["scheme"].lower() in {"http", "https"} and len(found["authority"] or "") > 2
