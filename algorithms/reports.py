"""Reports: files that are there when a run succeeds, and only then."""

from __future__ import annotations

import contextlib
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
    draft = Path(f"{target}.part")
    failed = QgsProcessingException(
        translate("Riothermie", "The report cannot be written to {file}: choose another place.").format(file=target)
    )
    try:
        try:
            draft.write_text(text, encoding="utf-8")
        except OSError as error:
            raise failed from error
        yield
        try:
            draft.replace(target)
        except OSError as error:
            raise failed from error
    finally:
        with contextlib.suppress(OSError):  # the first error is the one to tell
            draft.unlink(missing_ok=True)
