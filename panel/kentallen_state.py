"""The user's own key figures while they are edited, apart from what is on the screen."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from pathlib import Path

from ..riothermie_kansen.errors import KentalError
from ..riothermie_kansen.kentallen import Kental, Kentallen, load
from ..riothermie_kansen.kentallen.entry import typed
from ..riothermie_kansen.kentallen.writing import Own, OwnFile, read_own, standard_of, with_own, write_text

WORDS = ("bron", "toelichting")
"""Texts of a kental that a user may change."""


class Edits:
    """Own key figures: those of a file, and what was changed since.

    Attributes
    ----------
    standard
        The standard values, in order of key.
    own
        Key to what the user says of it; only what differs from the standard.
    path, file
        Where it was read or written, and as it stands there; None for nothing yet.
    """

    def __init__(self) -> None:
        self.standard: Kentallen = load()
        self.own: dict[str, Own] = {}
        self.path: Path | None = None
        self.file: OwnFile | None = None
        self.saved: dict[str, Own] = {}

    @property
    def dirty(self) -> bool:
        """Tell whether something was changed since the file was read or written."""
        return self.own != self.saved

    def open(self, path: Path) -> tuple[KentalError, ...]:
        """Read a file in place of what is there; return why a run refuses some of it.

        Raises
        ------
        KentalError
            It cannot be read, or is not TOML; what is there stays.
        """
        file = read_own(path, self.standard)
        self.path, self.file = path, file
        self.own = {key: own for key, own in file.own.items() if own != standard_of(self.standard[key])}
        self.saved = dict(self.own)
        return tuple(error for _, error in file.refused)

    def new(self) -> None:
        """Begin with nothing but standard values and no file."""
        self.path = self.file = None
        self.own, self.saved = {}, {}

    def elsewhere_changed(self) -> bool:
        """Tell whether the file is not any more as it was read: another program wrote it, or it is gone."""
        if self.path is None or self.file is None:
            return False
        try:
            return read_own(self.path, self.standard).text != self.file.text
        except KentalError:
            return True

    def save(self, path: Path) -> None:
        """Write a file: changed in place where it is the one that was read, else as it was read with the changes.

        Raises
        ------
        KentalError
            It cannot be written.
        """
        write_text(path, with_own(self.file, self.own, self.standard))
        self.path, self.file, self.saved = path, read_own(path, self.standard), dict(self.own)

    def now(self, key: str) -> Own:
        """Return what holds for a kental now."""
        return self.own.get(key) or standard_of(self.standard[key])

    def kental(self, key: str) -> Kental:
        """Return the standard of a kental."""
        return self.standard[key]

    def type_value(self, key: str, text: str, language: str) -> None:
        """Take over a value as it was typed.

        Raises
        ------
        KentalError
            It is not allowed; nothing changes.
        """
        self._keep(key, dataclasses.replace(self.now(key), waarde=typed(text, self.standard[key], language)))

    def type_word(self, key: str, field: str, text: str) -> None:
        """Take over a source or note; an empty one is that of the standard."""
        tidy = " ".join(text.split()) or str(getattr(self.standard[key], field))
        self._keep(key, dataclasses.replace(self.now(key), **{field: tidy}))

    def reset(self, keys: Iterable[str]) -> None:
        """Go back to the standard."""
        for key in keys:
            self.own.pop(key, None)

    def _keep(self, key: str, own: Own) -> None:
        if own == standard_of(self.standard[key]):
            self.own.pop(key, None)
        else:
            self.own[key] = own
