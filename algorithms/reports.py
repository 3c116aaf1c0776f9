"""Reports: files that are there when a run succeeds, and only then."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from qgis.core import QgsProcessingException
from qgis.PyQt.QtCore import QCoreApplication

translate = QCoreApplication.translate


@contextlib.contextmanager
def saved(target: str, text: str):
    """Write a report beside its place, and put it there when what is done meanwhile succeeds; "" writes nothing.

    Raises
    ------
    QgsProcessingException
        The file cannot be written.
    """
    if not target:
        yield
        return
    with placed(Path(target)) as draft:
        try:
            draft.write_text(text, encoding="utf-8")
        except OSError as error:
            raise unwritable(target) from error
        yield


@contextlib.contextmanager
def placed(target: Path, ending: str = ".part") -> Iterator[Path]:
    """Give a place beside a report; what is written there is put in place when what is done meanwhile succeeds.

    Raises
    ------
    QgsProcessingException
        It cannot be put there.
    """
    draft = target.with_name(f"{target.name}{ending}")
    try:
        yield draft
        try:
            draft.replace(target)
        except OSError as error:
            raise unwritable(target) from error
    finally:
        with contextlib.suppress(OSError):  # the first error is the one to tell
            draft.unlink(missing_ok=True)


def unwritable(target: Path | str) -> QgsProcessingException:
    """Return in one sentence that a report cannot be written."""
    text = translate("Riothermie", "The report cannot be written to {file}: choose another place.")
    return QgsProcessingException(text.format(file=target))
