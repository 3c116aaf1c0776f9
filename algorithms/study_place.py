"""The folder of a study: everything is made beside it and put in its place at the end, all or nothing."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from qgis.core import QgsProcessingException
from qgis.PyQt.QtCore import QCoreApplication, QLockFile

from .destinations import SIDECARS

translate = QCoreApplication.translate

PREFIX = ".bezig-"
"""Of the folder in which a run works."""

LOCK = ".bezig.slot"
"""File that is there while a run works in a folder; that of a program that is gone does not count."""


def problem(folder: Path) -> str:
    """Return in one sentence why the result cannot be put in a folder, or ""."""
    if folder.exists() and not folder.is_dir():
        return translate("Riothermie", "{folder} is a file: choose a folder for the result.").format(folder=folder)
    nearest = next(found for found in (folder, *folder.parents) if found.exists())
    if not nearest.is_dir() or not os.access(nearest, os.W_OK | os.X_OK):
        return _unwritable(folder)
    return ""


def _unwritable(folder: Path) -> str:
    text = translate("Riothermie", "Nothing can be written in {folder}: choose another folder.")
    return text.format(folder=folder)


@contextlib.contextmanager
def workplace(folder: Path) -> Iterator[Path]:
    """Give a folder to work in, inside `folder`; it is removed at the end, and `folder` too when it stays empty.

    Raises
    ------
    QgsProcessingException
        It cannot be made, or another run works in `folder`.
    """
    fresh = not folder.exists()
    lock = QLockFile(str(folder / LOCK))
    lock.setStaleLockTime(0)  # a run may take hours
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise QgsProcessingException(_unwritable(folder)) from error
    if not lock.tryLock(0):
        if lock.error() != QLockFile.LockError.LockFailedError:
            raise QgsProcessingException(_unwritable(folder))
        text = translate(
            "Riothermie", "Another study is at work in {folder}: wait until it is done, or choose another folder."
        )
        raise QgsProcessingException(text.format(folder=folder))
    try:
        with _work(folder) as work:
            yield work
    finally:
        lock.unlock()
        if fresh:
            with contextlib.suppress(OSError):  # not empty: that is the result
                folder.rmdir()


@contextlib.contextmanager
def _work(folder: Path) -> Iterator[Path]:
    try:
        for left in folder.glob(f"{PREFIX}*"):  # of a run that was broken off, or whose files were still open
            shutil.rmtree(left, ignore_errors=True)
        work = Path(tempfile.mkdtemp(prefix=PREFIX, dir=folder))
    except OSError as error:
        raise QgsProcessingException(_unwritable(folder)) from error
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


def put(work: Path, folder: Path, names: Iterable[str]) -> list[str]:
    """Put the files that were made in their places; return their names.

    Parameters
    ----------
    work
        Where they were made.
    folder
        Where they go.
    names
        Files of a result; one that was not made now is removed from `folder`, so that all that is there belongs
        together.

    Raises
    ------
    QgsProcessingException
        One of them cannot be replaced; then all are as they were.
    """
    listed = list(names)
    aside = work / "vorige"
    aside.mkdir()
    moved: list[tuple[Path, Path]] = []
    made = []
    current = folder
    try:
        for name in listed:
            for old in (folder / name, *(folder / f"{name}{end}" for end in SIDECARS)):
                if old.exists():
                    current = old
                    old.replace(aside / old.name)
                    moved.append((aside / old.name, old))
        for name in listed:
            if (work / name).is_file():
                current = folder / name
                (work / name).replace(current)
                moved.append((current, work / name))
                made.append(name)
    except OSError as error:
        for here, there in reversed(moved):
            with contextlib.suppress(OSError):  # the first error is the one to tell
                here.replace(there)
        text = translate(
            "Riothermie", "{file} cannot be replaced, so the earlier result stays as it was: close it and run again."
        )
        raise QgsProcessingException(text.format(file=current)) from error
    return made
