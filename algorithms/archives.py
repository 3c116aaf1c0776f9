"""A text file in a zip, as the KNMI and many loggers deliver them."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path, PurePosixPath

from qgis.core import QgsProcessingException
from qgis.PyQt.QtCore import QCoreApplication

from ..riothermie_kansen.callbacks import Cancelled, Progress
from ..riothermie_kansen.errors import CancelledError

translate = QCoreApplication.translate

PART = 1 << 22  # bytes between two looks at the cancel button
MAX_BYTES = 10_000_000_000
"""A larger file is not unpacked: the disk may be too small, and a small zip may pretend anything."""


def unpacked(file: Path, endings: tuple[str, ...], target: Path, cancelled: Cancelled, progress: Progress) -> str:
    """Write the only text file of a zip to `target`, or the only csv among other texts; return its name.

    Parameters
    ----------
    file
        Zip file.
    endings
        Extensions of text files, in lower case.
    target
        File to write.
    cancelled, progress
        Of the run.

    Raises
    ------
    QgsProcessingException
        In one sentence: it is no zip, damaged or locked, or holds no text file or several.
    CancelledError
        The user cancelled.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            found = [item for item in archive.infolist() if _is_text(item, endings)]
            if len(found) > 1:  # an explanation beside it
                found = [item for item in found if item.filename.lower().endswith(".csv")] or found
            if len(found) != 1 or found[0].file_size > MAX_BYTES:
                text = translate("Riothermie", "{file} must hold one text file, and it holds {n}: unpack it first.")
                raise QgsProcessingException(text.format(file=file.name, n=len(found)))
            done, total = 0, max(found[0].file_size, 1)
            with archive.open(found[0]) as source, target.open("wb") as stream:
                while part := source.read(PART):
                    done += stream.write(part)
                    if cancelled():
                        raise CancelledError
                    progress(min(100.0, 100.0 * done / total))
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, zlib.error, EOFError, OSError) as error:
        # RuntimeError: it asks for a password
        text = translate("Riothermie", "{file} cannot be unpacked: unpack it yourself and choose the text file.")
        raise QgsProcessingException(text.format(file=file.name)) from error
    return PurePosixPath(found[0].filename).name


def _is_text(item: zipfile.ZipInfo, endings: tuple[str, ...]) -> bool:
    path = PurePosixPath(item.filename)
    hidden = path.name.startswith(".") or "__MACOSX" in path.parts
    return not item.is_dir() and not hidden and path.suffix.lower() in endings
