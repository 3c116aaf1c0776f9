"""Do to a plugin zip what the official QGIS plugin site does on upload, with its default rules of 23 July 2026.

Usage: scan.py PLUGIN.zip

Structure and metadata, Bandit, detect-secrets, flake8, suspicious files and file modes. The site only informs about the
last three; here every finding counts, and the exit code is then 1. Not done: asking the addresses in the metadata, the
check for Qt 6 (see enumlint.py). Settings in the zip (``.secrets.baseline``, ``.flake8``) are not looked at.
Source: qgis/QGIS-Plugins-Website, ``validator.py`` and ``security_scanner.py``.
"""

from __future__ import annotations

import configparser
import json
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

MANDATORY = """
B102 B103 B105 B106 B107 B111 B201 B202 B301 B302 B304 B305 B306 B307 B312 B321 B323 B401 B402 B412 B413 B501 B502
B503 B505 B506 B507 B601 B602 B604 B605 B609 B610 B611 B612 B613 B615 B701
""".split()
UNLESS_SWITCHED_OFF = """
B101 B104 B108 B110 B112 B113 B303 B308 B310 B311 B313 B314 B315 B316 B317 B318 B319 B320 B324 B403 B405 B406 B407
B408 B409 B504 B508 B509 B603 B606 B607 B608 B614 B702 B703 B704
""".split()
FLAKE8 = (
    "E101 E711 E712 E713 E714 E721 E722 E731 E741 E742 E743 E901 E902 E999 W605 "
    "F402 F403 F404 F405 F811 F821 F822 F823 F831 F901 C901"
).split()
METADATA = "name description version qgisMinimumVersion author email about tracker repository homepage".split()
REQUIRED = ("__init__.py", "metadata.txt", "LICENSE")
FORBIDDEN_FOLDERS = {"__MACOSX", ".git", "__pycache__"}
SUSPICIOUS = (".exe", ".dll", ".so", ".dylib", ".bat", ".sh", ".ps1", ".cmd")
MAX_BYTES = 25_000_000


def structure(path: Path) -> Iterator[str]:
    """Yield what is wrong with the names, sizes and modes in the zip, and with its metadata."""
    if path.stat().st_size > MAX_BYTES:
        yield f"larger than {MAX_BYTES} bytes"
    with zipfile.ZipFile(path) as archive:
        infos = archive.infolist()
        names = {info.filename for info in infos}
        top = infos[0].filename.split("/")[0]
        metadata = archive.read(f"{top}/metadata.txt").decode() if f"{top}/metadata.txt" in names else ""
    if not top.isidentifier():
        yield f"the top folder {top} is not a Python identifier"
    for info in infos:
        name = info.filename
        if not name.startswith(f"{top}/"):
            yield f"{name}: outside the top folder {top}"
        if ".." in name or "\\" in name or ".pyc" in name or re.match("/|[A-Za-z]:", name):
            yield f"{name}: forbidden name"
        if FORBIDDEN_FOLDERS & set(name.split("/")):
            yield f"{name}: forbidden folder"
        if name.lower().endswith(SUSPICIOUS):
            yield f"{name}: suspicious file"
        if name.endswith(".py") and (info.external_attr >> 16) & 0o111:
            yield f"{name}: executable Python file"
    for name in REQUIRED:
        if f"{top}/{name}" not in names:
            yield f"{name} is missing"
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(metadata or "[general]")
    general = dict(parser.items("general"))
    for key in METADATA:
        if not general.get(key):
            yield f"metadata.txt: no {key}"
    if "supportsQt6" in general:
        yield "metadata.txt: supportsQt6 is deprecated"


def output_of(module: str, *arguments: str, folder: Path) -> str:
    """Return what ``python -m module`` prints in a folder; stop when it is not installed."""
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if "No module named" in done.stderr:
        sys.exit(f"scan.py: {module} is not installed in {sys.executable}.")
    return done.stdout


def bandit(folder: Path) -> Iterator[str]:
    """Yield the findings of Bandit, whatever their severity."""
    report = output_of(
        "bandit", "-r", ".", "-f", "json", "--quiet", "-t", ",".join(MANDATORY + UNLESS_SWITCHED_OFF), folder=folder
    )
    for item in json.loads(report)["results"]:
        yield f"{item['filename']}:{item['line_number']}: {item['test_id']} {item['issue_text']}"


def secrets(folder: Path) -> Iterator[str]:
    """Yield what looks like a password or a key."""
    options = ["--all-files", "--exclude-files", r"metadata\.txt", "--disable-plugin", "IPPublicDetector"]
    report = output_of("detect_secrets", "scan", *options, ".", folder=folder)
    for path, items in sorted(json.loads(report)["results"].items()):
        for item in items:
            yield f"{path}:{item['line_number']}: {item['type']}"


def flake8(folder: Path) -> Iterator[str]:
    """Yield the findings of flake8."""
    options = ["--isolated", "--max-line-length=120", "--select", ",".join(FLAKE8)]
    yield from output_of("flake8", *options, ".", folder=folder).splitlines()


def main(arguments: list[str]) -> int:
    """Scan a zip; return the exit code."""
    if len(arguments) != 1 or not zipfile.is_zipfile(arguments[0]):
        sys.exit(__doc__)
    path = Path(arguments[0]).resolve()
    total = 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        with zipfile.ZipFile(path) as archive:
            archive.extractall(folder)
        for title, findings in (
            ("structure", structure(path)),
            ("bandit", bandit(folder)),
            ("secrets", secrets(folder)),
            ("flake8", flake8(folder)),
        ):
            lines = list(findings)
            total += len(lines)
            print(f"{title}: {len(lines)} findings", *lines, sep="\n   ")
    return int(total > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
