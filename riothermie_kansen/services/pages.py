"""Pages that have come in, kept on disk until all is done: a run that breaks off goes on where it was.

Each page is a file of its own: a line of JSON (what was asked, status, headers, when, check sum) and the body as it
came. It is written under another name and then put in place, so a page is there wholly or not at all.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .transport import Request, Response

_KEPT_HEADERS = frozenset({"content-type", "content-crs", "content-encoding"})
_SUFFIX, _HALF = ".bladzijde", ".deel"


@dataclass
class Store:
    """Pages of one request for a dataset in an area.

    Attributes
    ----------
    folder
        Where they stand; None keeps nothing.
    oldest_s
        Age in seconds from which a page is not used any more.
    taken
        Pages that came from here.
    """

    folder: Path | None
    oldest_s: float
    taken: int = 0

    def take(self, request: Request) -> Response | None:
        """Return the kept answer to a request; None when there is none, it is too old, or damaged."""
        path = self._path(request)
        if path is None or not path.is_file():
            return None
        head, mark, body = path.read_bytes().partition(b"\n")
        known = _head(head)
        age = time.time() - float(known.get("wanneer") or 0.0)
        whole = mark and known.get("som") == _sum(body) and known.get("vraag") == request.url
        if not whole or not 0.0 <= age <= self.oldest_s:
            path.unlink(missing_ok=True)
            return None
        self.taken += 1
        return Response(int(known["status"]), dict(known["headers"]), body, str(known["url"]))

    def put(self, request: Request, response: Response) -> None:
        """Keep the answer to a request."""
        path = self._path(request)
        if path is None:
            return
        head = {
            "vraag": request.url,
            "url": response.url,
            "status": response.status,
            "headers": {k: v for k, v in response.headers.items() if k.lower() in _KEPT_HEADERS},
            "wanneer": time.time(),
            "som": _sum(response.body),
        }
        write(path, json.dumps(head).encode() + b"\n" + response.body)

    def drop(self, request: Request) -> None:
        """Forget the answer to a request."""
        path = self._path(request)
        if path is not None:
            path.unlink(missing_ok=True)

    def clear(self) -> None:
        """Forget all of them; the folder goes too when nothing else is in it."""
        if self.folder is None or not self.folder.is_dir():
            return
        for path in [*self.folder.glob(f"*{_SUFFIX}"), *self.folder.glob(f"*{_HALF}")]:
            path.unlink(missing_ok=True)
        if not any(self.folder.iterdir()):
            self.folder.rmdir()

    def _path(self, request: Request) -> Path | None:
        if self.folder is None:
            return None
        asked = b"\n".join((request.method.encode(), request.url.encode(), request.body or b""))
        return self.folder / f"{hashlib.sha256(asked).hexdigest()[:40]}{_SUFFIX}"


def store(folder: Path | str | None, name: str, oldest_s: float) -> Store:
    """Return the store of a dataset in a folder for pages; half-written files of an earlier run are removed."""
    if folder is None:
        return Store(None, oldest_s)
    place = Path(folder) / name
    if place.is_dir():
        for path in place.glob(f"*{_HALF}"):
            path.unlink(missing_ok=True)
    return Store(place, oldest_s)


def clear(folder: Path | str) -> None:
    """Remove all pages below a folder, and the folder when nothing else is in it; other files stay."""
    root = Path(folder)
    if not root.is_dir():
        return
    for place in sorted(path for path in root.iterdir() if path.is_dir()):
        Store(place, 0.0).clear()
    if not any(root.iterdir()):
        root.rmdir()


def write(path: Path, content: bytes) -> None:
    """Write a file so that it is there wholly or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f"{path.name}.{os.getpid()}{_HALF}")
    half.write_bytes(content)
    half.replace(path)


def _sum(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def _head(line: bytes) -> dict[str, Any]:
    try:
        head = json.loads(line)
    except ValueError:
        return {}
    return head if isinstance(head, dict) else {}
