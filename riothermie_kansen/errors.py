"""Errors whose text a user can act on: what is wrong, where, and what to do."""

from __future__ import annotations

from .messages import message


class RiothermieError(Exception):
    """Base of all errors meant for the user.

    Parameters
    ----------
    key
        Key of the sentence in ``messages/*.toml``.
    values
        Values for the placeholders of that sentence.
    """

    def __init__(self, key: str, **values: object) -> None:
        self.key = key
        self.values = values
        super().__init__(key)

    def text(self, language: str = "en") -> str:
        """Return the sentence in ``"en"`` or ``"nl"``."""
        return message(self.key, language, **self.values)

    def __str__(self) -> str:
        return self.text()


class InputError(RiothermieError):
    """The input cannot be used: a layer, a file or a value."""


class FieldError(InputError):
    """A field is missing, or the field map names one that does not exist."""


class KentalError(RiothermieError):
    """A kentallen file has an unknown key, a wrong unit or a value out of range."""


class CancelledError(RiothermieError):
    """The user cancelled."""

    def __init__(self) -> None:
        super().__init__("cancelled")
